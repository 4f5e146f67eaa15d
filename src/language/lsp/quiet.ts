/** Something to do once the typing pauses: after `quiet` ms without a new call, `most` ms after the first one at the latest. */
export interface Quiet {
  readonly call: () => void;
  /** Runs now what is waiting, if anything is. */
  readonly flush: () => void;
  readonly cancel: () => void;
}

export interface Delays {
  readonly quiet: number;
  readonly most: number;
}

/** The delays of the editor (ms): a pause of 100, and never more than 400 behind the text. */
export const EDITOR_DELAYS: Delays = { quiet: 100, most: 400 };

export function quietly(run: () => void, delays: Delays): Quiet {
  let timer: NodeJS.Timeout | null = null;
  let since = 0;
  const cancel = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const fire = () => {
    cancel();
    run();
  };
  const call = () => {
    const now = Date.now();
    if (timer === null) since = now;
    cancel();
    timer = setTimeout(fire, Math.max(0, Math.min(delays.quiet, since + delays.most - now)));
  };
  return { call, flush: () => timer !== null && fire(), cancel };
}
