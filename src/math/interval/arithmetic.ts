import { powerOfTwo } from '../rational/power-of-two.ts';
import * as dd from './double-double.ts';
import { EMPTY, ENTIRE, type Interval, isEmpty, magnitude, mignitude, negate, ONE, ZERO } from './interval.ts';
import {
  addDown,
  addUp,
  bounds,
  divideDown,
  divideUp,
  multiplyDown,
  multiplyUp,
  sqrtDown,
  sqrtUp,
  subtractDown,
  subtractUp,
} from './rounding.ts';

export function add(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  return { lo: addDown(a.lo, b.lo), hi: addUp(a.hi, b.hi) };
}

export function subtract(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  return { lo: subtractDown(a.lo, b.hi), hi: subtractUp(a.hi, b.lo) };
}

/** Reals only: 0 times an unbounded interval is 0, and anything times the empty interval is empty. */
export function multiply(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  if (a.lo >= 0) return multiplyPositive(a, b);
  if (a.hi <= 0) return negate(multiplyPositive(negate(a), b));
  if (b.lo >= 0) return { lo: multiplyDown(a.lo, b.hi), hi: multiplyUp(a.hi, b.hi) };
  if (b.hi <= 0) return { lo: multiplyDown(a.hi, b.lo), hi: multiplyUp(a.lo, b.lo) };
  return {
    lo: Math.min(multiplyDown(a.lo, b.hi), multiplyDown(a.hi, b.lo)),
    hi: Math.max(multiplyUp(a.lo, b.lo), multiplyUp(a.hi, b.hi)),
  };
}

function multiplyPositive(a: Interval, b: Interval): Interval {
  return {
    lo: multiplyDown(b.lo >= 0 ? a.lo : a.hi, b.lo),
    hi: multiplyUp(b.hi >= 0 ? a.hi : a.lo, b.hi),
  };
}

/** The quotients by the non-zero reals of b: EMPTY where b is only zero. */
export function divide(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  if (b.lo >= 0) return divideByPositive(a, b);
  if (b.hi <= 0) return negate(divideByPositive(a, negate(b)));
  return a.lo === 0 && a.hi === 0 ? ZERO : ENTIRE;
}

function divideByPositive(a: Interval, b: Interval): Interval {
  if (b.hi === 0) return EMPTY;
  if (a.lo === 0 && a.hi === 0) return ZERO;
  const lo = a.lo >= 0 ? divideDown(a.lo, b.hi) : b.lo === 0 ? Number.NEGATIVE_INFINITY : divideDown(a.lo, b.lo);
  const hi = a.hi <= 0 ? divideUp(a.hi, b.hi) : b.lo === 0 ? Number.POSITIVE_INFINITY : divideUp(a.hi, b.lo);
  return { lo, hi };
}

export function square(a: Interval): Interval {
  if (isEmpty(a)) return EMPTY;
  const least = mignitude(a);
  const most = magnitude(a);
  return { lo: multiplyDown(least, least), hi: multiplyUp(most, most) };
}

/** The roots of the reals of a that are not negative. */
export function sqrt(a: Interval): Interval {
  if (!(a.hi >= 0)) return EMPTY;
  return { lo: a.lo <= 0 ? 0 : sqrtDown(a.lo), hi: sqrtUp(a.hi) };
}

export function abs(a: Interval): Interval {
  return isEmpty(a) ? EMPTY : { lo: mignitude(a), hi: magnitude(a) };
}

export function min(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  return { lo: Math.min(a.lo, b.lo), hi: Math.min(a.hi, b.hi) };
}

export function max(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  return { lo: Math.max(a.lo, b.lo), hi: Math.max(a.hi, b.hi) };
}

/** a^n for a whole n, with 0^0 = 1; for n < 0 the reals of a other than zero. */
export function powerInteger(a: Interval, n: number): Interval {
  if (isEmpty(a)) return EMPTY;
  if (n === 0) return ONE;
  if (n < 0) return divide(ONE, powerInteger(a, -n));
  if (n === 1) return a;
  if (n === 2) return square(a);
  if (a.lo === a.hi) return n % 2 === 0 ? wholePower(Math.abs(a.lo), n) : signedPower(a.lo, n);
  if (n % 2 === 0) return { lo: wholePower(mignitude(a), n).lo, hi: wholePower(magnitude(a), n).hi };
  return { lo: signedPower(a.lo, n).lo, hi: signedPower(a.hi, n).hi };
}

function signedPower(x: number, n: number): Interval {
  return x < 0 ? negate(wholePower(-x, n)) : wholePower(x, n);
}

const POWER_ERROR = powerOfTwo(-66);
const LARGEST_EXPONENT = powerOfTwo(31);
const SMALLEST_RESULT = powerOfTwo(-950);
const LARGEST_RESULT = powerOfTwo(1000);

/** x^n for x ≥ 0, n > 0. The products lie between 1 and the result, so where that is moderate they all are. */
function wholePower(x: number, n: number): Interval {
  if (x === 0 || x === Number.POSITIVE_INFINITY) return { lo: x, hi: x };
  const { value, isExact } = dd.power(x, n);
  if (SMALLEST_RESULT < value.hi && value.hi < LARGEST_RESULT && n <= LARGEST_EXPONENT) {
    return isExact ? enclosed(value) : bounds(value, POWER_ERROR);
  }
  return roundedPower(x, n);
}

function enclosed({ hi, lo }: dd.DoubleDouble): Interval {
  return { lo: addDown(hi, lo), hi: addUp(hi, lo) };
}

/** Repeated squaring with directed rounding: wider, but right up to over- and underflow. */
function roundedPower(x: number, n: number): Interval {
  let lo = 1;
  let hi = 1;
  let baseLo = x;
  let baseHi = x;
  for (let rest = n; ; ) {
    if (rest % 2 === 1) {
      lo = multiplyDown(lo, baseLo);
      hi = multiplyUp(hi, baseHi);
    }
    rest = Math.floor(rest / 2);
    if (rest === 0) return { lo, hi };
    baseLo = multiplyDown(baseLo, baseLo);
    baseHi = multiplyUp(baseHi, baseHi);
  }
}

export { negate };
