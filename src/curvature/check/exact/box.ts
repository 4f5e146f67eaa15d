import { fromRational, type Interval, interval } from '../../../math/interval/interval.ts';
import { type Rational, rational } from '../../../math/rational/rational.ts';
import type { Signomial } from './signomial.ts';

/**
 * What is proven inside a box: never of the other sign, and not 0 everywhere. `strict`: nowhere 0 inside. Sign 0: the same
 * as 0. At the box's boundary nothing is said.
 */
export interface Sign {
  readonly sign: 1 | -1 | 0;
  readonly strict: boolean;
}

export function scaledSign(a: Sign, by: 1 | -1): Sign {
  return by > 0 || a.sign === 0 ? a : { ...a, sign: a.sign === 1 ? -1 : 1 };
}

/** Null where nothing is seen: never a claim that the sign changes. */
export type SignJudge = (s: Signomial, box: Box, effort?: number) => Sign | null;

/** The closed box that a function is looked at over; "inside" means its open interior. */
export interface Box {
  readonly ranges: ReadonlyMap<string, Range>;
  readonly enclosures: ReadonlyMap<string, Interval>;
  /** Signs already known, by the key of what they are of. */
  readonly signs: Map<string, Sign | null>;
  readonly judge: SignJudge;
}

export interface Range {
  readonly lo: Rational;
  readonly hi: Rational;
}

export function boxJudgedBy(ranges: ReadonlyMap<string, Range>, judge: SignJudge): Box {
  const enclosures = new Map<string, Interval>();
  for (const [name, { lo, hi }] of ranges) enclosures.set(name, interval(fromRational(lo).lo, fromRational(hi).hi));
  return { ranges, enclosures, signs: new Map(), judge };
}

/** The sign of all numbers strictly inside a range, or null. */
export function insideSign({ lo, hi }: Range): 1 | -1 | 0 | null {
  if (lo.numerator === 0n && hi.numerator === 0n) return 0;
  return lo.numerator >= 0n ? 1 : hi.numerator <= 0n ? -1 : null;
}

export function middle({ lo, hi }: Range): Rational {
  return rational(lo.numerator * hi.denominator + hi.numerator * lo.denominator, 2n * lo.denominator * hi.denominator);
}
