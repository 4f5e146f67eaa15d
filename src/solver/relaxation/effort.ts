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
