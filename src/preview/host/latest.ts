/** Runs one job at a time: of those that wait, only the last is run. */
export interface Latest {
  /** `replace`: the running job's result is of no use any more. */
  run(options: { replace: boolean }): void;
  /** Stops the running job, and what waits. Whether there was anything to stop. */
  cancel(): boolean;
  /** Whether a job runs whose result is still wanted. */
  busy(): boolean;
}

/**
 * A running job that is younger than `patience` ms is let finish before the next one starts, so that a drag is
 * seen moving; an older one is aborted.
 */
export function latest(job: (signal: AbortSignal) => Promise<void>, patience: number): Latest {
  let running: { readonly controller: AbortController; readonly since: number } | null = null;
  let waiting = false;
  const start = () => {
    const current = { controller: new AbortController(), since: Date.now() };
    running = current;
    waiting = false;
    void job(current.controller.signal).finally(() => {
      running = null;
      if (waiting) start();
    });
  };
  const run = ({ replace }: { replace: boolean }) => {
    if (running === null) return start();
    waiting = true;
    if (replace || patience < Date.now() - running.since) running.controller.abort();
  };
  const cancel = () => {
    const stopped = running !== null && !running.controller.signal.aborted;
    waiting = false;
    running?.controller.abort();
    return stopped;
  };
  const busy = () => running !== null && (waiting || !running.controller.signal.aborted);
  return { run, cancel, busy };
}
