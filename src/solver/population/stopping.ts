import { heed, Stopped } from '../relaxation/effort.ts';

export type Signal = { readonly aborted: boolean } | undefined;

/** Chunks of members between two looks at a signal: a millisecond or two. */
const chunksALook = 16;

/** Stops in the middle of a loop over chunks, where asked to. */
export function heedAt(start: number, chunk: number, signal: Signal): void {
  if (signal !== undefined && (start / chunk) % chunksALook === 0) heed(signal);
}

/** What comes out of `work`; null where it was stopped. */
export function unlessStopped<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}
