import { multiplyDouble, scale } from '../interval/double-double.ts';
import { exponential, logarithm } from '../interval/exponential-kernel.ts';
import { powerOfTwo } from '../rational/power-of-two.ts';

/**
 * exp and ln in plain doubles from + − × ÷ alone, fast enough for a million members: argument reduction by a table (Tang 1989,
 * 1990) and a short series. u = 2^-53 is the relative error of one operation.
 */

/** Bounds the relative error of `expOf`, which is under 3u: of the table, of the last sum, and of the series that is cut off. */
export const EXP_ERROR = powerOfTwo(-50);
/** Bounds the relative error of `lnOf`, which is under 6u. */
export const LN_ERROR = powerOfTwo(-49);
/** Arguments of `expOf`: its values then are normal doubles. */
export const LARGEST_EXPONENT = 700;

const STEPS = 64;

/** ln 2 / 64 in two parts: 32 bits, so that its product with a 17-bit whole number is exact, and the rest. */
const LN2 = logarithm(2);
const STEP_HIGH = Math.round(LN2.hi * powerOfTwo(32)) / powerOfTwo(38);
const STEP_LOW = (LN2.hi - STEP_HIGH * STEPS + LN2.lo) / STEPS;
const STEPS_A_UNIT = 1 / STEP_HIGH; // it only chooses the nearest multiple

/** Adding and taking it away rounds to a whole number. */
const ROUNDER = 6755399441055744; // 1.5 · 2^52

/** 2^(j / 64) for j = 0..63, rounded. */
const POWERS = Float64Array.from({ length: STEPS }, (_, j) => {
  const { value, exponent } = exponential(multiplyDouble(scale(LN2, 1 / STEPS), j));
  return (value.hi + value.lo) * powerOfTwo(exponent);
});

/** The logarithms of i / 64 for the significands that there are, in two parts. */
const LOGARITHMS = Array.from({ length: 92 }, (_, i) => (i < 45 ? { hi: 0, lo: 0 } : logarithm(i / STEPS)));
const LOGARITHM_HIGH = Float64Array.from(LOGARITHMS, ({ hi }) => hi);
const LOGARITHM_LOW = Float64Array.from(LOGARITHMS, ({ lo }) => lo);
/** 41 bits of ln 2, so that its product with an exponent is exact, and the rest. */
const LN2_HIGH = Math.round(LN2.hi * powerOfTwo(41)) / powerOfTwo(41);
const LN2_LOW = LN2.hi - LN2_HIGH + LN2.lo;
const LARGEST_SIGNIFICAND = 1.41;

/** 2^n for n = −1074..1023 at n + 1074. */
const TWOS = Float64Array.from({ length: 2098 }, (_, i) => powerOfTwo(i - 1074));

/**
 * e^x for |x| ≤ 700 with a relative error under EXP_ERROR. x = n · ln 2 / 64 + rest with |rest| < 0.0055, where n · STEP_HIGH is
 * exact; e^rest − 1 by its series to the fifth power: the sixth is below 2^-54.
 */
export function expOf(x: number): number {
  const n = x * STEPS_A_UNIT + ROUNDER - ROUNDER;
  const rest = x - n * STEP_HIGH - n * STEP_LOW;
  const index = n & (STEPS - 1);
  const grown = rest + rest * rest * (0.5 + rest * (1 / 6 + rest * (1 / 24 + rest * (1 / 120))));
  const near = POWERS[index] as number;
  return (near + near * grown) * (TWOS[(n - index) / STEPS + 1074] as number);
}

/**
 * ln x for a normal x > 0 with a relative error under LN_ERROR: x = m · 2^n with m between 0.705 and 1.41, m near c = index / 64,
 * ln(m / c) = 2 artanh z with |z| < 1/180 (3u, mostly of z), whose next term is below 2^-63. Where ln c and ln(m / c) cancel, n is 0
 * and the sum is no smaller than either.
 */
export function lnOf(x: number): number {
  NUMBER[0] = x;
  let n = ((WORDS[HIGH_WORD] as number) >>> 20) - 1023;
  let m = x * (TWOS[1074 - n] as number);
  if (m > LARGEST_SIGNIFICAND) {
    m *= 0.5;
    n += 1;
  }
  const index = (m * STEPS + 0.5) | 0;
  const near = index / STEPS;
  const z = (m - near) / (m + near);
  const square = z * z;
  const rest = 2 * z + 2 * z * square * (1 / 3 + square * (1 / 5 + square * (1 / 7)));
  return n * LN2_HIGH + (LOGARITHM_HIGH[index] as number) + (rest + (n * LN2_LOW + (LOGARITHM_LOW[index] as number)));
}

const NUMBER = new Float64Array(1);
const WORDS = new Int32Array(NUMBER.buffer);
NUMBER[0] = 1;
/** Which half of a double has its exponent. */
const HIGH_WORD = WORDS[0] === 0 ? 1 : 0;
