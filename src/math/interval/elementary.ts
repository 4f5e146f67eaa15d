import { powerOfTwo } from '../rational/power-of-two.ts';
import * as dd from './double-double.ts';
import { decimalLogarithm, exponential, exponentialMinusOne, logarithm } from './exponential-kernel.ts';
import { EMPTY, type Interval, isEmpty, ONE, point, ZERO } from './interval.ts';
import { bounds, nextDown, scaled } from './rounding.ts';

/**
 * Enclosures of elementary functions from + − × ÷ √ alone. At a point they are one or two units in the last place
 * wide; over an interval they are the values at the ends, since all but sin and cos are monotone.
 */

/** Relative errors above those of the kernels. */
const EXP_ERROR = powerOfTwo(-66);
const ERROR = powerOfTwo(-64);
/** Below it the next term of a series is less than half a unit in the last place. */
const SMALL = powerOfTwo(-28);

export function exp(x: Interval): Interval {
  return increasing(x, expAt);
}

/** Over the positive reals of x. */
export function ln(x: Interval): Interval {
  return overPositive(x, lnAt);
}

/** Over the positive reals of x. */
export function log10(x: Interval): Interval {
  return overPositive(x, log10At);
}

export function tanh(x: Interval): Interval {
  return increasing(x, tanhAt);
}

/** 1 / (1 + e^−x). */
export function sigmoid(x: Interval): Interval {
  return increasing(x, sigmoidAt);
}

function increasing(x: Interval, at: (x: number) => Interval): Interval {
  if (isEmpty(x)) return EMPTY;
  const atLo = at(x.lo);
  return x.lo === x.hi ? atLo : { lo: atLo.lo, hi: at(x.hi).hi };
}

function overPositive(x: Interval, at: (x: number) => Interval): Interval {
  if (!(x.hi > 0)) return EMPTY;
  if (x.lo <= 0) return { lo: Number.NEGATIVE_INFINITY, hi: at(x.hi).hi };
  return increasing(x, at);
}

function expAt(x: number): Interval {
  if (x === 0) return ONE;
  if (x > 710) return { lo: Number.MAX_VALUE, hi: Number.POSITIVE_INFINITY };
  if (x < -746) return { lo: 0, hi: x === Number.NEGATIVE_INFINITY ? 0 : Number.MIN_VALUE };
  const { value, exponent } = exponential(dd.double(x));
  return scaled(bounds(value, EXP_ERROR), exponent);
}

function lnAt(x: number): Interval {
  if (x === 1) return ZERO;
  if (x === Number.POSITIVE_INFINITY) return { lo: 709, hi: x };
  return bounds(logarithm(x), ERROR);
}

const POWERS_OF_TEN = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));

function log10At(x: number): Interval {
  if (x === Number.POSITIVE_INFINITY) return { lo: 308, hi: x };
  const whole = POWERS_OF_TEN.indexOf(x);
  return whole < 0 ? bounds(decimalLogarithm(x), ERROR) : point(whole);
}

function tanhAt(x: number): Interval {
  if (x < 0) {
    const positive = tanhAt(-x);
    return { lo: -positive.hi, hi: -positive.lo };
  }
  if (x === 0) return ZERO;
  if (x > 20) return { lo: nextDown(1), hi: 1 };
  // x − x³/3 < tanh x < x
  if (x < SMALL) return { lo: nextDown(x), hi: x };
  const grown = 2 * x < 0.4 ? exponentialMinusOne(dd.double(2 * x)) : dd.addDouble(exponentialOf(2 * x), -1);
  return bounds(dd.divide(grown, dd.addDouble(grown, 2)), ERROR);
}

function sigmoidAt(x: number): Interval {
  if (x === 0) return { lo: 0.5, hi: 0.5 };
  if (x > 40) return { lo: nextDown(1), hi: 1 };
  if (x < -40) {
    // e^x (1 − e^x) < sigmoid x < e^x
    const { lo, hi } = expAt(x);
    return { lo: lo === 0 ? 0 : nextDown(lo), hi };
  }
  const grown = exponentialOf(x);
  return bounds(dd.divide(grown, dd.addDouble(grown, 1)), ERROR);
}

function exponentialOf(x: number): dd.DoubleDouble {
  const { value, exponent } = exponential(dd.double(x));
  return dd.scale(value, powerOfTwo(exponent));
}

export { descendingPowers, power, powerRational } from './power.ts';
export { cos, sin } from './trigonometric.ts';
