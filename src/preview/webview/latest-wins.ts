/** Passes values on as fast as they are answered. */
export interface LatestWins<T> {
  push(value: T): void;
  /** The receiver is ready for the next. */
  answered(): void;
}

/**
 * Sends the first value at once, then, while no answer has come, keeps only the latest and sends it with the answer or
 * after `patience` milliseconds. Values in between may be skipped, the last never is.
 */
export function latestWins<T>(
  send: (value: T) => void,
  patience: number,
  timer: { set(action: () => void, milliseconds: number): unknown; clear(handle: unknown): void },
): LatestWins<T> {
  let waiting: unknown = null;
  let next: { value: T } | null = null;
  const pass = (value: T): void => {
    waiting = timer.set(release, patience);
    send(value);
  };
  const release = (): void => {
    if (waiting !== null) timer.clear(waiting);
    waiting = null;
    if (next === null) return;
    const { value } = next;
    next = null;
    pass(value);
  };
  return {
    push: (value) => {
      if (waiting === null) pass(value);
      else next = { value };
    },
    answered: release,
  };
}
