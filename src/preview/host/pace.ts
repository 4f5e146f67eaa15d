/** Calls `run` after `quiet` ms without a request, but no later than `atMost` ms after the first one. */
export interface Pace {
  request(): void;
  /** Forgets a request that has not run yet. */
  cancel(): void;
}

export function pace(run: () => void, quiet: () => number, atMost: () => number): Pace {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let first: number | null = null;
  const cancel = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    first = null;
  };
  const fire = () => {
    cancel();
    run();
  };
  const request = () => {
    const now = Date.now();
    first ??= now;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(fire, Math.max(0, Math.min(quiet(), first + atMost() - now)));
  };
  return { request, cancel };
}
