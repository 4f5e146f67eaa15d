import type { Prices } from '../sets/piece.ts';

/** How a relaxation is looked for; none of it makes a bound less proven. */
export interface Effort {
  /** Relative distance to the best point at which it may stop. */
  readonly precision: number;
  /** Prices near which the answer is expected. */
  readonly near: Prices | null;
  /** What does not exceed this value (user's scale) need not be known better. */
  readonly cutoff: number;
  readonly signal: { readonly aborted: boolean } | undefined;
}

/** Asked to stop in the middle of a relaxation, whose result nobody waits for any more. */
export class Stopped extends Error {}

export function heed(signal: Effort['signal']): void {
  if (signal?.aborted === true) throw new Stopped('stopped');
}
