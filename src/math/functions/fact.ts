import type { Interval } from '../interval/interval.ts';
import type { Rational } from '../rational/rational.ts';

/** How a function moves over a range of its argument; not strictly. */
export type Monotonicity = 'constant' | 'increasing' | 'decreasing' | 'unknown';

/** How a function bends over a range of its argument; not strictly. */
export type Bend = 'linear' | 'convex' | 'concave' | 'unknown';

/** The reals where a function is defined. */
export interface Domain {
  readonly interval: Interval;
  /** Whether the finite lower end itself belongs to it. */
  readonly includesLo: boolean;
}

/** All that the rest needs to know about a function of one argument. */
export interface UnaryFact {
  readonly arguments: 'one';
  readonly domain: Domain;
  /** Encloses every value, so its sign is the sign of the function. */
  readonly range: Interval;
  /** In doubles; NaN outside the domain. */
  value(x: number): number;
  /** The derivative in doubles. */
  slope(x: number): number;
  /** The exact value at an exact argument, where it is rational and cheap to know. */
  exact(x: Rational): Rational | null;
  /** Encloses the values at the reals of x that lie in the domain. */
  enclose(x: Interval): Interval;
  /**
   * Encloses f^(k) / k! over x, k = 0..order, wherever f is smooth; null where f is not continuous over x or may have a
   * kink inside. At a singular end (sqrt at 0) the coefficients are unbounded; where x is nothing but that end, null.
   */
  taylor(x: Interval, order: number): readonly Interval[] | null;
  monotonicity(x: Interval): Monotonicity;
  bend(x: Interval): Bend;
}

/** A function that returns one of its arguments, of which it takes one or more: jointly monotone, and convex or concave. */
export interface SelectionFact {
  readonly arguments: 'many';
  readonly bend: 'convex' | 'concave';
  value(a: number, b: number): number;
  enclose(a: Interval, b: Interval): Interval;
  exact(a: Rational, b: Rational): Rational;
  /** Which argument is surely returned, everywhere in the box, and never in a tie; null where that is not sure. */
  winner(a: Interval, b: Interval): 'first' | 'second' | null;
}

export type FunctionFact = UnaryFact | SelectionFact;

export const EVERYWHERE: Domain = {
  interval: { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY },
  includesLo: false,
};

export function isDefinedOver(domain: Domain, x: Interval): boolean {
  const { lo, hi } = domain.interval;
  return x.lo <= x.hi && (domain.includesLo ? lo <= x.lo : lo < x.lo || lo === Number.NEGATIVE_INFINITY) && x.hi <= hi;
}
