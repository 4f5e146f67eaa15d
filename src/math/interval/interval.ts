import { compare, fromDouble, type Rational, toDouble } from '../rational/rational.ts';
import { nextDown, nextUp } from './rounding.ts';

/**
 * A closed interval of the extended reals, `lo <= hi`. The empty interval is `EMPTY` (`lo > hi`).
 * Every operation on intervals rounds outward: the exact result of any reals inside lies inside.
 */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

export const EMPTY: Interval = { lo: Number.POSITIVE_INFINITY, hi: Number.NEGATIVE_INFINITY };
export const ENTIRE: Interval = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
export const ZERO: Interval = { lo: 0, hi: 0 };
export const ONE: Interval = { lo: 1, hi: 1 };

/** The reals between lo and hi: EMPTY where lo > hi, ENTIRE where either is NaN (nothing is known). */
export function interval(lo: number, hi: number): Interval {
  if (lo > hi) return EMPTY;
  if (!(lo <= hi)) return ENTIRE;
  return {
    lo: lo === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : lo + 0,
    hi: hi === Number.NEGATIVE_INFINITY ? -Number.MAX_VALUE : hi + 0,
  };
}

export function point(x: number): Interval {
  return interval(x, x);
}

export function isEmpty(x: Interval): boolean {
  return !(x.lo <= x.hi);
}

export function isBounded(x: Interval): boolean {
  return Number.NEGATIVE_INFINITY < x.lo && x.hi < Number.POSITIVE_INFINITY;
}

export function negate(a: Interval): Interval {
  return { lo: 0 - a.hi, hi: 0 - a.lo };
}

export function hull(a: Interval, b: Interval): Interval {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  return { lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi) };
}

export function intersect(a: Interval, b: Interval): Interval {
  return interval(Math.max(a.lo, b.lo), Math.min(a.hi, b.hi));
}

export function contains(x: Interval, value: number): boolean {
  return x.lo <= value && value <= x.hi;
}

/** Whether every real of `inner` lies in `outer`. */
export function isWithin(inner: Interval, outer: Interval): boolean {
  return isEmpty(inner) || (outer.lo <= inner.lo && inner.hi <= outer.hi);
}

/** The length, rounded up; 0 for the empty interval. */
export function width(x: Interval): number {
  if (isEmpty(x)) return 0;
  const length = x.hi - x.lo;
  return length === 0 || length === Number.POSITIVE_INFINITY ? length : nextUp(length);
}

/** The largest absolute value. */
export function magnitude(x: Interval): number {
  return isEmpty(x) ? 0 : Math.max(-x.lo, x.hi);
}

/** The smallest absolute value. */
export function mignitude(x: Interval): number {
  return 0 < x.lo ? x.lo : x.hi < 0 ? -x.hi : 0;
}

/** A finite double inside x, near its middle; NaN for the empty interval. */
export function midpoint(x: Interval): number {
  if (isEmpty(x)) return Number.NaN;
  if (x.lo === -x.hi) return 0;
  const lo = Math.max(x.lo, -Number.MAX_VALUE);
  const hi = Math.min(x.hi, Number.MAX_VALUE);
  const middle = lo / 2 + hi / 2;
  return Math.min(Math.max(middle, lo), hi);
}

/** The tightest interval of doubles that contains r. */
export function fromRational(r: Rational): Interval {
  const nearest = toDouble(r);
  if (!Number.isFinite(nearest))
    return interval(nearest, nearest === Number.NEGATIVE_INFINITY ? -Number.MAX_VALUE : nearest);
  const order = compare(fromDouble(nearest), r);
  return { lo: (order > 0 ? nextDown(nearest) : nearest) + 0, hi: (order < 0 ? nextUp(nearest) : nearest) + 0 };
}
