import { powerOfTwo } from '../rational/power-of-two.ts';
import { power as exactPower, fromDouble, type Rational, rational, subtract, toDouble } from '../rational/rational.ts';
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
  if (y.lo === y.hi) return powerOfReals(x, exponentOf(y.lo));
  const positive = variableExponent(intersect(x, NON_NEGATIVE), y);
  if (x.lo >= 0 || Math.floor(y.hi) < y.lo) return positive;
  const negative = variableExponent(intersect(negate(x), NON_NEGATIVE), y);
  return hull(positive, hull(negative, negate(negative)));
}

/** x^r for an exact exponent. Exact where a root at an end of x is, for moderate exponents. */
export function powerRational(x: Interval, r: Rational): Interval {
  if (isEmpty(x)) return EMPTY;
  const exponent = rationalExponent(r);
  return Number.isFinite(exponent.nearest) ? powerOfReals(x, exponent) : power(x, fromRational(r));
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

/** An exponent as a double-double, with what its nearest double may hide. */
interface Exponent {
  readonly nearest: number;
  readonly value: DoubleDouble;
  /** −1, 0 or 1, even where the nearest double is 0. */
  readonly sign: number;
  /** The largest whole number that is not above it. */
  readonly floor: number;
  readonly parity: 'even' | 'odd' | 'broken';
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
  const remainder = ((r.numerator % r.denominator) + r.denominator) % r.denominator;
  const exponent: Exponent = {
    nearest,
    value: { hi: nearest, lo: rest },
    sign: r.numerator > 0n ? 1 : r.numerator < 0n ? -1 : 0,
    floor: Number((r.numerator - remainder) / r.denominator),
    parity: r.denominator !== 1n ? 'broken' : r.numerator % 2n === 0n ? 'even' : 'odd',
    degree: r.denominator <= 64n ? Number(r.denominator) : 0,
    numerator: Number(r.numerator),
  };
  EXPONENTS.set(r, exponent);
  return exponent;
}

function exponentOf(y: number): Exponent {
  const isWhole = Number.isInteger(y);
  const degree = isWhole ? 1 : Number.isInteger(2 * y) ? 2 : 0;
  return {
    nearest: y,
    value: dd.double(y),
    sign: Math.sign(y),
    floor: Math.floor(y),
    parity: isWhole ? (y % 2 === 0 ? 'even' : 'odd') : 'broken',
    degree,
    numerator: y * degree,
  };
}

const LARGEST_WHOLE = powerOfTwo(31);

function powerOfReals(x: Interval, y: Exponent): Interval {
  if (y.parity === 'broken') return powerOfNonNegative(x, y);
  if (Math.abs(y.nearest) <= LARGEST_WHOLE) return powerInteger(x, y.nearest);
  const positive = powerOfNonNegative(x, y);
  if (x.lo >= 0) return positive;
  const negative = powerOfNonNegative(negate(x), y);
  return hull(positive, y.parity === 'even' ? negative : negate(negative));
}

function powerOfNonNegative(x: Interval, y: Exponent): Interval {
  const base = intersect(x, NON_NEGATIVE);
  if (isEmpty(base) || (base.hi === 0 && y.sign < 0)) return EMPTY;
  const atLo = powerAt(base.lo, y);
  if (base.lo === base.hi) return atLo;
  const atHi = powerAt(base.hi, y);
  return y.sign < 0 ? { lo: atHi.lo, hi: atLo.hi } : { lo: atLo.lo, hi: atHi.hi };
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
  if (y.sign === 0 || x === 1) return ONE;
  if (x === 0) return y.sign > 0 ? ZERO : UNBOUNDED;
  if (x === Number.POSITIVE_INFINITY) return y.sign > 0 ? UNBOUNDED : ZERO;
  return exactRootPower(x, y) ?? generalPower(x, y.value);
}

function descendingPowersAt(x: number, exponent: Exponent, order: number): readonly Interval[] {
  const atX = point(x);
  const isEnd = x === 0 || x === Number.POSITIVE_INFINITY;
  const powers = [powerAt(x, exponent)];
  for (let k = 1; k <= order; k++) {
    const isRising = k <= exponent.floor;
    powers.push(isEnd ? (isRising === (x === 0) ? ZERO : UNBOUNDED) : divide(powers[k - 1] as Interval, atX));
  }
  return powers;
}

const POWER_ERROR = powerOfTwo(-57);

/** e^(y ln x). */
function generalPower(x: number, y: DoubleDouble): Interval {
  const logarithmOfX = logarithm(x);
  // First roughly, because the error-free product needs moderate factors.
  const estimate = logarithmOfX.hi * y.hi;
  if (720 < estimate) return UNBOUNDED;
  if (estimate < -760) return { lo: 0, hi: Number.MIN_VALUE };
  const result = exponential(dd.multiply(logarithmOfX, y));
  return scaled(bounds(result.value, POWER_ERROR), result.exponent);
}

/** x^(p/q) from + − × ÷ √ alone where q is small and x has an exact q-th root, or q is 2 and p is small; else null. */
function exactRootPower(x: number, { degree, numerator }: Exponent): Interval | null {
  if (degree === 0 || Math.abs(numerator) > 64) return null;
  if (degree === 1) return onlyExact(powerInteger(point(x), numerator));
  if (degree === 2) {
    const root = sqrt(point(x));
    return root.lo === root.hi || Math.abs(numerator) <= 3 ? powerInteger(root, numerator) : null;
  }
  const root = Number.isSafeInteger(x) ? wholeRoot(x, degree) : null;
  const result = root === null ? null : exactPower(rational(BigInt(root)), numerator);
  return result === null ? null : fromRational(result);
}

function onlyExact(x: Interval): Interval | null {
  return x.lo === x.hi ? x : null;
}

/** The whole root of a whole x, built bit by bit; null where there is none. Products up to 2^53 are exact, and larger ones larger than x. */
function wholeRoot(x: number, degree: number): number | null {
  let root = 0;
  for (let bit = powerOfTwo(Math.floor(53 / degree)); bit >= 1; bit /= 2) {
    if (plainPower(root + bit, degree) <= x) root += bit;
  }
  return plainPower(root, degree) === x ? root : null;
}

function plainPower(x: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= x;
  return product;
}
