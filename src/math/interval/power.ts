import {
  power as exactPower,
  fromDouble,
  type Rational,
  rationalRoot,
  sign,
  subtract,
  toDouble,
} from '../rational/rational.ts';
import { divide, powerInteger, sqrt } from './arithmetic.ts';
import type { DoubleDouble } from './double-double.ts';
import * as dd from './double-double.ts';
import { exponential, logarithm } from './exponential-kernel.ts';
import { EMPTY, fromRational, hull, type Interval, intersect, isEmpty, negate, ONE, point, ZERO } from './interval.ts';
import { bounds, scaled } from './rounding.ts';

/**
 * x^y where it is defined: x > 0, or x = 0 with y ≥ 0 (0^0 = 1), or x < 0 with a whole y.
 */
export function power(x: Interval, y: Interval): Interval {
  if (isEmpty(x) || isEmpty(y)) return EMPTY;
  if (y.lo === y.hi) return Number.isInteger(y.lo) ? wholeExponent(x, y.lo) : powerOfNonNegative(x, exponentOf(y.lo));
  const positive = variableExponent(intersect(x, NON_NEGATIVE), y);
  if (x.lo >= 0 || Math.floor(y.hi) < y.lo) return positive;
  const negative = variableExponent(intersect(negate(x), NON_NEGATIVE), y);
  return hull(positive, hull(negative, negate(negative)));
}

/** x^r for an exact exponent. Exact where a root at an end of x is, for moderate exponents. */
export function powerRational(x: Interval, r: Rational): Interval {
  if (isEmpty(x)) return EMPTY;
  const exponent = rationalExponent(r);
  if (exponent.isWhole && Math.abs(exponent.nearest) <= 2 ** 31) return powerInteger(x, exponent.nearest);
  if (!Number.isFinite(exponent.nearest)) return power(x, fromRational(r));
  return powerOfNonNegative(x, exponent);
}

/**
 * Enclosures of x^r, x^(r − 1), …, x^(r − order) over the reals of x ≥ 0, for an r that is not whole. Only the first is
 * computed as a power; the others are quotients by x at the two ends, since each of them is monotone.
 */
export function descendingPowers(x: Interval, r: Rational, order: number): readonly Interval[] {
  const base = intersect(x, NON_NEGATIVE);
  const exponent = rationalExponent(r);
  const atLo = descendingPowersAt(base.lo, exponent, order);
  return base.lo === base.hi
    ? atLo
    : descendingPowersAt(base.hi, exponent, order).map((atHi, k) => hull(atLo[k] ?? EMPTY, atHi));
}

const NON_NEGATIVE: Interval = { lo: 0, hi: Number.POSITIVE_INFINITY };
const UNBOUNDED: Interval = { lo: Number.MAX_VALUE, hi: Number.POSITIVE_INFINITY };

/** An exponent as a double-double, and exactly. */
interface Exponent {
  readonly nearest: number;
  readonly value: DoubleDouble;
  readonly isWhole: boolean;
  /** The q of p/q where it is small enough to look for an exact root, else 0. */
  readonly degree: number;
  readonly numerator: number;
}

const EXPONENTS = new WeakMap<Rational, Exponent>();

function rationalExponent(r: Rational): Exponent {
  const known = EXPONENTS.get(r);
  if (known !== undefined) return known;
  const nearest = toDouble(r);
  const rest = Number.isFinite(nearest) ? toDouble(subtract(r, fromDouble(nearest))) : 0;
  const exponent = {
    nearest,
    value: { hi: nearest, lo: rest },
    isWhole: r.denominator === 1n,
    degree: r.denominator <= 64n ? Number(r.denominator) : 0,
    numerator: Number(r.numerator),
  };
  EXPONENTS.set(r, exponent);
  return exponent;
}

function exponentOf(y: number): Exponent {
  const isHalf = Number.isInteger(2 * y);
  const isWhole = Number.isInteger(y);
  const degree = isWhole ? 1 : isHalf ? 2 : 0;
  return { nearest: y, value: dd.double(y), isWhole, degree, numerator: y * degree };
}

function wholeExponent(x: Interval, n: number): Interval {
  if (Math.abs(n) <= 2 ** 31) return powerInteger(x, n);
  const positive = powerOfNonNegative(x, exponentOf(n));
  const negative = powerOfNonNegative(negate(x), exponentOf(n));
  return hull(positive, n % 2 === 0 ? negative : negate(negative));
}

function powerOfNonNegative(x: Interval, y: Exponent): Interval {
  const base = intersect(x, NON_NEGATIVE);
  if (isEmpty(base) || (base.hi === 0 && y.nearest < 0)) return EMPTY;
  const atLo = powerAt(base.lo, y);
  if (base.lo === base.hi) return atLo;
  const atHi = powerAt(base.hi, y);
  return y.nearest < 0 ? { lo: atHi.lo, hi: atLo.hi } : { lo: atLo.lo, hi: atHi.hi };
}

/** x^y is monotone in x and in y apart, so its extremes over a box are at corners. */
function variableExponent(x: Interval, y: Interval): Interval {
  if (isEmpty(x)) return EMPTY;
  const atLow = powerOfNonNegative(x, exponentOf(finite(y.lo)));
  const corners = hull(atLow, powerOfNonNegative(x, exponentOf(finite(y.hi))));
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
function powerAt(x: number, y: Exponent): Interval {
  if (y.nearest === 0 || x === 1) return ONE;
  if (x === 0) return y.nearest > 0 ? ZERO : UNBOUNDED;
  if (x === Number.POSITIVE_INFINITY) return y.nearest > 0 ? UNBOUNDED : ZERO;
  return exactRootPower(x, y) ?? generalPower(x, y.value);
}

function descendingPowersAt(x: number, exponent: Exponent, order: number): readonly Interval[] {
  const atX = point(x);
  const isEnd = x === 0 || x === Number.POSITIVE_INFINITY;
  const powers = [powerAt(x, exponent)];
  for (let k = 1; k <= order; k++) {
    const isRising = exponent.nearest - k > 0;
    powers.push(isEnd ? (isRising === (x === 0) ? ZERO : UNBOUNDED) : divide(powers[k - 1] as Interval, atX));
  }
  return powers;
}

/** e^(y ln x). */
function generalPower(x: number, y: DoubleDouble): Interval {
  const logarithmOfX = logarithm(x);
  // First roughly, because the error-free product needs moderate factors.
  const estimate = logarithmOfX.hi * y.hi;
  if (720 < estimate) return UNBOUNDED;
  if (estimate < -760) return { lo: 0, hi: Number.MIN_VALUE };
  const result = exponential(dd.multiply(logarithmOfX, y));
  return scaled(bounds(result.value, 2 ** -57), result.exponent);
}

/** x^(p/q) from + − × ÷ √ alone where q is small and x has an exact q-th root, or q is 2 and p is small; else null. */
function exactRootPower(x: number, { degree, numerator }: Exponent): Interval | null {
  if (degree === 0 || Math.abs(numerator) > 64) return null;
  if (degree === 1) return onlyExact(powerInteger(point(x), numerator));
  if (degree === 2) {
    const root = sqrt(point(x));
    return root.lo === root.hi || Math.abs(numerator) <= 3 ? powerInteger(root, numerator) : null;
  }
  return Number.isSafeInteger(x) ? wholeRootPower(x, degree, numerator) : null;
}

function onlyExact(x: Interval): Interval | null {
  return x.lo === x.hi ? x : null;
}

function wholeRootPower(x: number, degree: number, numerator: number): Interval | null {
  const guess = point(Math.round(x ** (1 / degree)));
  if (powerInteger(guess, degree).lo !== x) return null;
  const root = rationalRoot(fromDouble(x), degree);
  const result = root === null || sign(root) <= 0 ? null : exactPower(root, numerator);
  return result === null ? null : fromRational(result);
}
