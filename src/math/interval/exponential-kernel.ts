import { powerOfTwo } from '../rational/power-of-two.ts';
import {
  add,
  addDouble,
  type DoubleDouble,
  divide,
  double,
  multiply,
  multiplyDouble,
  scale,
  sumOf,
} from './double-double.ts';

/**
 * exp and ln in double-double from + − × ÷ alone: argument reduction by ln 2 in three parts (Cody & Waite 1980) and by a
 * table (Tang 1989, 1990), then a Taylor series whose remainder is far below the claimed error. The claimed relative
 * errors leave a factor of at least 2^4 over what the operations can lose.
 */

/** value · 2^exponent. */
export interface Exponential {
  readonly value: DoubleDouble;
  readonly exponent: number;
}

const LN2_HIGH = 0.693147180559663; // 41 bits, so that its product with a 12-bit whole number is exact
const LN2_MIDDLE = 2.8235290563014906e-13; // the next 41 bits
const LN2_LOW = 1.667085920830552e-25;
const LOG2_E = 1 / LN2_HIGH; // it only chooses the nearest multiple
/** About √2. */
const LARGEST_SIGNIFICAND = 1.41;

/** The tables are at multiples of 1 / STEPS. */
const STEPS = 64;

/** e^x for |x| ≤ 800, with a relative error under 2^-70. */
export function exponential(x: DoubleDouble): Exponential {
  const exponent = Math.round(x.hi * LOG2_E);
  const rest = exponent === 0 ? x : withoutLn2(x, exponent);
  const step = Math.round(rest.hi * STEPS);
  const grown = smallExpMinusOne(addDouble(rest, -step / STEPS));
  if (step === 0) return { value: addDouble(grown, 1), exponent };
  const tabulated = EXPONENTIALS[step + STEPS / 2] as DoubleDouble;
  return { value: add(multiply(tabulated, grown), tabulated), exponent };
}

/** e^x − 1 for |x| ≤ 0.4, with a relative error under 2^-66 while x² does not underflow. */
export function exponentialMinusOne(x: DoubleDouble): DoubleDouble {
  const step = Math.round(x.hi * STEPS);
  const grown = smallExpMinusOne(addDouble(x, -step / STEPS));
  if (step === 0) return grown;
  const tabulated = EXPONENTIALS[step + STEPS / 2] as DoubleDouble;
  return add(multiply(tabulated, grown), addDouble(tabulated, -1));
}

/** ln x for a positive finite double, with a relative error under 2^-68. Exactly 0 at 1. */
export function logarithm(x: number): DoubleDouble {
  const { significand, exponent } = decompose(x);
  const index = Math.round(significand * STEPS);
  const near = index / STEPS;
  const rest = nearLogarithm(significand - near, sumOf(significand, near));
  const reduced = index === STEPS ? rest : add(LOGARITHMS[index] as DoubleDouble, rest);
  return exponent === 0 ? reduced : add(multipleOfLn2(exponent), reduced);
}

export function decimalLogarithm(x: number): DoubleDouble {
  return divide(logarithm(x), LN10);
}

/** x − k ln 2 for the nearest k ≠ 0: k · LN2_HIGH is exact, and so is its difference from x.hi (Sterbenz). */
function withoutLn2(x: DoubleDouble, k: number): DoubleDouble {
  return addDouble(sumOf(x.hi - k * LN2_HIGH, -k * LN2_MIDDLE), x.lo - k * LN2_LOW);
}

function multipleOfLn2(k: number): DoubleDouble {
  return addDouble(sumOf(k * LN2_HIGH, k * LN2_MIDDLE), k * LN2_LOW);
}

/** Taylor's series for |x| ≤ 1/128: x + x²/2 in double-double, plain doubles from x³/6 on. */
function smallExpMinusOne(x: DoubleDouble): DoubleDouble {
  const t = x.hi;
  const square = multiply(x, x);
  const tail = 1 / 6 + t * (1 / 24 + t * (1 / 120 + t * (1 / 720 + t * (1 / 5040 + t * (1 / 40320 + t / 362880)))));
  return addDouble(add(x, scale(square, 0.5)), t * square.hi * tail);
}

/** ln(m / c) = 2 artanh z for z = (m − c) / (m + c), |z| < 1/180. */
function nearLogarithm(difference: number, sum: DoubleDouble): DoubleDouble {
  if (difference === 0) return double(0);
  const z = divide(double(difference), sum);
  const square = multiply(z, z);
  const t = square.hi;
  const tail = t * t * (1 / 5 + t * (1 / 7 + t * (1 / 9 + t / 11)));
  const factor = addDouble(addDouble(multiply(square, THIRD), tail), 1);
  return scale(multiply(z, factor), 2);
}

const THIRD = divide(double(1), double(3));

/** e^(i / STEPS) for |i| ≤ STEPS / 2, by Taylor's series of 28 terms. */
const EXPONENTIALS: readonly DoubleDouble[] = Array.from({ length: STEPS + 1 }, (_, i) => {
  let sum = double(1);
  for (let k = 28; k > 0; k--) {
    sum = addDouble(divide(multiplyDouble(sum, (i - STEPS / 2) / STEPS), double(k)), 1);
  }
  return sum;
});

/** ln(i / STEPS) for the significands that there are, out from ln 1 by ln((i + 1) / i) = 2 artanh(1 / (2i + 1)). */
const LOGARITHMS: Readonly<Record<number, DoubleDouble>> = logarithmTable();

function logarithmTable(): Record<number, DoubleDouble> {
  const table: Record<number, DoubleDouble> = { [STEPS]: double(0) };
  for (let i = STEPS; i <= STEPS * LARGEST_SIGNIFICAND; i++)
    table[i + 1] = add(table[i] as DoubleDouble, stepOfLogarithm(i));
  for (let i = STEPS - 1; i >= (STEPS * LARGEST_SIGNIFICAND) / 2 - 1; i--) {
    table[i] = add(table[i + 1] as DoubleDouble, scale(stepOfLogarithm(i), -1));
  }
  return table;
}

function stepOfLogarithm(i: number): DoubleDouble {
  const z = divide(double(1), double(2 * i + 1));
  const square = multiply(z, z);
  let sum = double(0);
  for (let k = 21; k > 0; k -= 2) sum = add(multiply(sum, square), divide(double(2), double(k)));
  return multiply(z, sum);
}

const BITS = new DataView(new ArrayBuffer(8));
const SMALL = powerOfTwo(-1000);
const UP = powerOfTwo(200);

/** x = significand · 2^exponent with LARGEST_SIGNIFICAND / 2 < significand ≤ LARGEST_SIGNIFICAND. */
function decompose(x: number): Significand {
  if (x < SMALL) {
    const { significand, exponent } = decompose(x * UP);
    return { significand, exponent: exponent - 200 };
  }
  BITS.setFloat64(0, x);
  const exponent = (BITS.getUint16(0) >> 4) - 1023;
  BITS.setUint16(0, (BITS.getUint16(0) & 0xf) | 0x3ff0);
  const significand = BITS.getFloat64(0);
  return significand > LARGEST_SIGNIFICAND
    ? { significand: significand / 2, exponent: exponent + 1 }
    : { significand, exponent };
}

interface Significand {
  readonly significand: number;
  readonly exponent: number;
}

const LN10 = logarithm(10);
