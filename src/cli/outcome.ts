/** Exit codes of the interfaces: done (warnings too), the model has errors or no solution, wrong usage or unreadable file. */
export const DONE = 0;
export const NOT_GOOD = 1;
export const WRONG_USAGE = 2;
export const INTERRUPTED = 130;

/** Wrong usage or an unreadable file, in a sentence for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
