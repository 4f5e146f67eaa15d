import {
  power as exactPower,
  fromDouble,
  type Rational,
  rationalRoot,
  sign,
  subtract,
  toDouble,
} from '../rational/rational.ts';
import { powerInteger } from './arithmetic.ts';
import type { DoubleDouble } from './double-double.ts';
import * as dd from './double-double.ts';
import { exponential, logarithm } from './exponential-kernel.ts';
import { EMPTY, fromRational, hull, type Interval, intersect, isEmpty, negate, ONE, ZERO } from './interval.ts';
import { bounds, scaled } from './rounding.ts';

/**
 * x^y where it is defined: x > 0, or x = 0 with y ≥ 0 (0^0 = 1), or x < 0 with a whole y.
 */
export function power(x: Interval, y: Interval): Interval {
  if (isEmpty(x) || isEmpty(y)) return EMPTY;
  if (y.lo === y.hi) return Number.isInteger(y.lo) ? wholeExponent(x, y.lo) : powerOfNonNegative(x, dd.double(y.lo));
  const positive = variableExponent(intersect(x, NON_NEGATIVE), y);
  if (x.lo >= 0 || Math.floor(y.hi) < y.lo) return positive;
  const negative = variableExponent(intersect(negate(x), NON_NEGATIVE), y);
  return hull(positive, hull(negative, negate(negative)));
}

/** x^r for an exact exponent. Exact where a root at an end of x is, for moderate exponents. */
export function powerRational(x: Interval, r: Rational): Interval {
  if (isEmpty(x)) return EMPTY;
  const nearest = toDouble(r);
  if (r.denominator === 1n && Number.isSafeInteger(nearest)) return powerInteger(x, nearest);
  if (!Number.isFinite(nearest)) return power(x, fromRational(r));
  const rest = toDouble(subtract(r, fromDouble(nearest)));
  return powerOfNonNegative(x, { hi: nearest, lo: rest }, r);
}

const NON_NEGATIVE: Interval = { lo: 0, hi: Number.POSITIVE_INFINITY };

function wholeExponent(x: Interval, n: number): Interval {
  if (Math.abs(n) <= 2 ** 31) return powerInteger(x, n);
  const positive = powerOfNonNegative(x, dd.double(n));
  const negative = powerOfNonNegative(negate(x), dd.double(n));
  return hull(positive, n % 2 === 0 ? negative : negate(negative));
}

function powerOfNonNegative(x: Interval, y: DoubleDouble, exact?: Rational): Interval {
  const base = intersect(x, NON_NEGATIVE);
  if (isEmpty(base) || (base.hi === 0 && y.hi < 0)) return EMPTY;
  const atLo = powerAt(base.lo, y, exact);
  if (base.lo === base.hi) return atLo;
  const atHi = powerAt(base.hi, y, exact);
  return y.hi < 0 ? { lo: atHi.lo, hi: atLo.hi } : { lo: atLo.lo, hi: atHi.hi };
}

/** x^y is monotone in x and in y apart, so its extremes over a box are at corners. */
function variableExponent(x: Interval, y: Interval): Interval {
  if (isEmpty(x)) return EMPTY;
  const low = dd.double(finite(y.lo));
  const high = dd.double(finite(y.hi));
  const corners = [low, high].map((exponent) => powerOfNonNegative(x, exponent)).reduce(hull);
  const withZeroth = y.lo <= 0 && y.hi >= 0 && x.lo === 0 ? hull(corners, ONE) : corners;
  const withZero = x.lo === 0 && y.hi > 0 ? hull(withZeroth, ZERO) : withZeroth;
  // An unbounded exponent tends to 0, 1 or infinity.
  return y.lo === Number.NEGATIVE_INFINITY || y.hi === Number.POSITIVE_INFINITY
    ? hull(withZero, unboundedLimits(x, y))
    : withZero;
}

function unboundedLimits(x: Interval, y: Interval): Interval {
  const grows = (x.hi > 1 && y.hi === Number.POSITIVE_INFINITY) || (x.lo < 1 && y.lo === Number.NEGATIVE_INFINITY);
  return { lo: 0, hi: grows ? Number.POSITIVE_INFINITY : 1 };
}

function finite(y: number): number {
  return Math.min(Math.max(y, -Number.MAX_VALUE), Number.MAX_VALUE);
}

/** x^y at one x ≥ 0 (or its limit, as an end of an interval, where x is 0 with y < 0 or unbounded). */
function powerAt(x: number, y: DoubleDouble, exact?: Rational): Interval {
  if (y.hi === 0 || x === 1) return ONE;
  if (x === 0) return y.hi > 0 ? ZERO : UNBOUNDED;
  if (x === Number.POSITIVE_INFINITY) return y.hi > 0 ? UNBOUNDED : ZERO;
  return exactRootPower(x, y, exact) ?? generalPower(x, y);
}

const UNBOUNDED: Interval = { lo: Number.MAX_VALUE, hi: Number.POSITIVE_INFINITY };

/** e^(y ln x). */
function generalPower(x: number, y: DoubleDouble): Interval {
  const logarithmOfX = logarithm(x);
  // First roughly, because the error-free product needs moderate factors.
  const estimate = logarithmOfX.hi * y.hi;
  if (720 < estimate) return UNBOUNDED;
  if (estimate < -760) return { lo: 0, hi: Number.MIN_VALUE };
  const result = exponential(dd.multiply(logarithmOfX, y));
  return scaled(bounds(result.value, 2 ** -60), result.exponent);
}

/** Where the exponent is p/q with a small q and x has an exact q-th root, x^(p/q) from + − × ÷ alone; else null. */
function exactRootPower(x: number, y: DoubleDouble, exact: Rational | undefined): Interval | null {
  if (exact === undefined) return y.lo === 0 ? (exactWholePower(x, y.hi) ?? halfPower(x, y.hi)) : null;
  const degree = Number(exact.denominator);
  if (degree === 2) return halfPower(x, y.hi);
  const guess = degree > 64 ? Number.NaN : Math.round(x ** (1 / degree));
  if (!Number.isSafeInteger(guess) || powerInteger({ lo: guess, hi: guess }, degree).lo !== x) return null;
  const found = rationalRoot(fromDouble(x), degree);
  const whole = Number(exact.numerator);
  if (found === null || Math.abs(whole) > 64 || sign(found) <= 0) return null;
  const result = exactPower(found, whole);
  return result === null ? null : fromRational(result);
}

function exactWholePower(x: number, n: number): Interval | null {
  if (!Number.isInteger(n) || Math.abs(n) > 64) return null;
  const result = powerInteger({ lo: x, hi: x }, n);
  return result.lo === result.hi ? result : null;
}

/** x^(n/2) where the root of x is a double. */
function halfPower(x: number, y: number): Interval | null {
  if (!Number.isInteger(2 * y) || Math.abs(y) > 512) return null;
  const root = Math.sqrt(x);
  const square = powerInteger({ lo: root, hi: root }, 2);
  if (square.lo === square.hi && square.lo === x) return powerInteger({ lo: root, hi: root }, 2 * y);
  return null;
}
