import type { Root, Sign } from './polynomial.ts';

/** The proven sign of a function on the open intervals between its isolated zeros, rising. */
export interface Chart {
  readonly roots: readonly Root[];
  /** One more than roots; 0 only where the function is identically 0. */
  readonly signs: readonly Sign[];
  /** The function may touch 0 at single points without a change of sign that are not among the roots. */
  readonly touches?: boolean;
}
