import {
  add,
  addDouble,
  type DoubleDouble,
  divide,
  double,
  multiply,
  multiplyDouble,
  negate,
  sumOf,
} from './double-double.ts';

/**
 * exp and ln in double-double from + − × ÷ alone: argument reduction by ln 2 in three parts (Cody & Waite 1980), a Taylor
 * series whose remainder is far below the claimed error, and repeated squaring of e^x − 1. The claimed relative errors
 * leave a factor of at least 2^6 over what the operations can lose.
 */

/** (1 + y) · 2^exponent, the relative error of y and of 1 + y under 2^-70. */
export interface Exponential {
  readonly minusOne: DoubleDouble;
  readonly value: DoubleDouble;
  readonly exponent: number;
}

const LN2_HIGH = 0.693147180559663; // 41 bits, so that its product with a 12-bit whole number is exact
const LN2_MIDDLE = 2.8235290563014906e-13; // the next 41 bits
const LN2_LOW = 1.667085920830552e-25;
const LN10: DoubleDouble = { hi: Math.LN10, lo: -2.1707562233822494e-16 };
const LOG2_E = Math.LOG2E;

const SIXTH = divide(double(1), double(6));

/** e^x for |x| ≤ 800. */
export function exponential(x: DoubleDouble): Exponential {
  const exponent = Math.round(x.hi * LOG2_E);
  const reduced = exponent === 0 ? x : add(x, negate(multipleOfLn2(exponent)));
  const minusOne = expMinusOne(reduced);
  return { minusOne, value: addDouble(minusOne, 1), exponent };
}

/** ln x for a positive finite double, with a relative error under 2^-68. Exactly 0 at 1. */
export function logarithm(x: number): DoubleDouble {
  const { significand, exponent } = decompose(x);
  const reduced = significandLogarithm(significand);
  return exponent === 0 ? reduced : add(multipleOfLn2(exponent), reduced);
}

export function decimalLogarithm(x: number): DoubleDouble {
  return divide(logarithm(x), LN10);
}

/** e^x − 1 for |x| ≤ 0.4, relative error under 2^-70 while x² does not underflow. */
function expMinusOne(x: DoubleDouble): DoubleDouble {
  const step = Math.round(x.hi * STEPS);
  if (step === 0) return smallExpMinusOne(x);
  // e^(a + b) − 1 = (e^a − 1)(e^b − 1) + (e^a − 1) + (e^b − 1) at a tabulated a.
  const left = TABLE[step + STEPS / 2] as DoubleDouble;
  const right = smallExpMinusOne(addDouble(x, -step / STEPS));
  return add(add(multiply(left, right), right), left);
}

const STEPS = 32;

/** e^(i / 32) − 1 for i = −16..16, by squaring up from a small argument. */
const TABLE: readonly DoubleDouble[] = Array.from({ length: STEPS + 1 }, (_, i) => {
  let result = smallExpMinusOne(double((i - STEPS / 2) / STEPS / 256));
  for (let doubling = 0; doubling < 8; doubling++) result = multiply(result, addDouble(result, 2));
  return result;
});

/** Taylor's series for |x| ≤ 1/64: double-double where its rounding counts, plain doubles from x⁴/4! on. */
function smallExpMinusOne(x: DoubleDouble): DoubleDouble {
  const t = x.hi;
  const tail =
    1 / 24 +
    t *
      (1 / 120 +
        t * (1 / 720 + t * (1 / 5040 + t * (1 / 40320 + t * (1 / 362880 + t * (1 / 3628800 + t / 39916800))))));
  const third = addDouble(SIXTH, t * tail);
  const second = addDouble(multiply(third, x), 0.5);
  return add(multiply(multiply(x, x), second), x);
}

function multipleOfLn2(k: number): DoubleDouble {
  return addDouble(sumOf(k * LN2_HIGH, k * LN2_MIDDLE), k * LN2_LOW);
}

/** ln m for √½ ≤ m ≤ √2: a guess, corrected by ln m = guess + ln(m · e^−guess), so the guess need not be trusted. */
function significandLogarithm(m: number): DoubleDouble {
  if (m === 1) return double(0);
  let guess = Math.min(Math.max(Math.log(m), -0.35), 0.35);
  for (let round = 0; ; round++) {
    // m − 1 is exact (Sterbenz).
    const excess = addDouble(multiplyDouble(expMinusOne(double(-guess)), m), m - 1);
    const d = excess.hi;
    if (Math.abs(d) < 2 ** -40 * Math.abs(m - 1)) {
      // The series of ln(1 + d) to d³; the rest is below d⁴/4.
      return add(double(guess), addDouble(excess, -d * d * (0.5 - d / 3)));
    }
    if (round > 40) throw new RangeError('the logarithm did not converge');
    guess += d;
  }
}

const BITS = new DataView(new ArrayBuffer(8));

/** x = significand · 2^exponent with √½ ≤ significand ≤ √2. */
function decompose(x: number): { significand: number; exponent: number } {
  if (x < 2 ** -1000) {
    const scaled = decompose(x * 2 ** 200);
    return { significand: scaled.significand, exponent: scaled.exponent - 200 };
  }
  BITS.setFloat64(0, x);
  const exponent = (BITS.getUint16(0) >> 4) - 1023;
  BITS.setUint16(0, (BITS.getUint16(0) & 0xf) | 0x3ff0);
  const significand = BITS.getFloat64(0);
  return significand > Math.SQRT2
    ? { significand: significand / 2, exponent: exponent + 1 }
    : { significand, exponent };
}
