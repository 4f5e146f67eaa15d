import { powerOfTwo } from './power-of-two.ts';

/** An exact rational number. Invariant: `denominator > 0n` and the fraction is in lowest terms. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };
export const ONE: Rational = { numerator: 1n, denominator: 1n };

/** The fraction in lowest terms. Throws a RangeError where the denominator is zero. */
export function rational(numerator: bigint, denominator: bigint = 1n): Rational {
  if (denominator === 1n) return { numerator, denominator };
  if (denominator === 0n) throw new RangeError('a fraction cannot have a denominator of zero');
  const divisor = gcd(numerator, denominator);
  const signed = denominator < 0n ? -divisor : divisor;
  return { numerator: numerator / signed, denominator: denominator / signed };
}

export function add(a: Rational, b: Rational): Rational {
  if (a.denominator === b.denominator) return rational(a.numerator + b.numerator, a.denominator);
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function negate(a: Rational): Rational {
  return { numerator: -a.numerator, denominator: a.denominator };
}

export function abs(a: Rational): Rational {
  return a.numerator < 0n ? negate(a) : a;
}

/** Null where b is zero. */
export function divide(a: Rational, b: Rational): Rational | null {
  if (b.numerator === 0n) return null;
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function sign(a: Rational): -1 | 0 | 1 {
  return a.numerator > 0n ? 1 : a.numerator < 0n ? -1 : 0;
}

export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equals(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

export function isWhole(a: Rational): boolean {
  return a.denominator === 1n;
}

/** How many bits the larger of numerator and denominator takes. */
export function size(a: Rational): number {
  return Math.max(bitLength(a.numerator), bitLength(a.denominator));
}

/** r^n for a whole n, with 0^0 = 1. Null for a negative power of zero, and where the result would be larger than `maxBits`. */
export function power(r: Rational, n: number | bigint, maxBits = 8192): Rational | null {
  const exponent = BigInt(n);
  const count = exponent < 0n ? -exponent : exponent;
  if (r.numerator === 0n) return exponent === 0n ? ONE : exponent < 0n ? null : ZERO;
  if (r.denominator === 1n && (r.numerator === 1n || r.numerator === -1n)) return count % 2n === 0n ? ONE : r;
  if (BigInt(size(r)) * count > BigInt(maxBits)) return null;
  const numerator = r.numerator ** count;
  const denominator = r.denominator ** count;
  return exponent < 0n ? rational(denominator, numerator) : { numerator, denominator };
}

/** The exact real n-th root (n ≥ 1) of r ≥ 0; null where it is not rational, or r is negative. */
export function rationalRoot(r: Rational, n: number): Rational | null {
  if (r.numerator < 0n || !Number.isInteger(n) || n < 1) return null;
  const numerator = wholeRoot(r.numerator, n);
  const denominator = numerator === null ? null : wholeRoot(r.denominator, n);
  return numerator === null || denominator === null ? null : { numerator, denominator };
}

/** The exact value of a decimal as the language writes it: "10_000", "1.5e-3", ".5", with an optional sign. Throws a RangeError on other text. */
export function fromDecimal(text: string): Rational {
  const match = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text.replaceAll('_', ''));
  const [, minus, whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (match === null || whole + fraction === '') throw new RangeError(`not a decimal number: ${text}`);
  const scale = Number(exponent) - fraction.length;
  if (Math.abs(scale) > 100_000) throw new RangeError(`a number of this size cannot be held exactly: ${text}`);
  const digits = BigInt(minus === '-' ? `-${whole}${fraction}` : whole + fraction);
  return scale < 0 ? rational(digits, 10n ** BigInt(-scale)) : rational(digits * 10n ** BigInt(scale));
}

/** The exact value of a finite double. Throws a RangeError for NaN and infinities. */
export function fromDouble(x: number): Rational {
  if (Number.isSafeInteger(x)) return { numerator: BigInt(x), denominator: 1n };
  if (!Number.isFinite(x)) throw new RangeError(`not a finite number: ${x}`);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const biased = (bits.getUint16(0) >> 4) & 0x7ff;
  const fraction = bits.getBigUint64(0) & 0xfffffffffffffn;
  const significand = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const signed = x < 0 ? -significand : significand;
  const exponent = Math.max(biased, 1) - 1075;
  return exponent < 0 ? rational(signed, 1n << BigInt(-exponent)) : rational(signed << BigInt(exponent));
}

/** The nearest double, ties to even; ±Infinity beyond the largest. */
export function toDouble(r: Rational): number {
  const magnitude = r.numerator < 0n ? -r.numerator : r.numerator;
  if (magnitude <= SAFE && r.denominator <= SAFE) return Number(r.numerator) / Number(r.denominator);
  const nearest = roundQuotient(magnitude, r.denominator);
  return r.numerator < 0n ? -nearest : nearest;
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function roundQuotient(numerator: bigint, denominator: bigint): number {
  const exponent = quotientExponent(numerator, denominator);
  if (exponent > 1023) return Number.POSITIVE_INFINITY;
  // The unit in the last place of the result, at least that of the subnormal numbers.
  const unit = Math.max(exponent - 52, -1074);
  const scaledNumerator = unit < 0 ? numerator << BigInt(-unit) : numerator;
  const scaledDenominator = unit < 0 ? denominator : denominator << BigInt(unit);
  const quotient = scaledNumerator / scaledDenominator;
  const twice = 2n * (scaledNumerator - quotient * scaledDenominator);
  const up = twice > scaledDenominator || (twice === scaledDenominator && quotient % 2n === 1n);
  return scaleByPowerOfTwo(Number(up ? quotient + 1n : quotient), unit);
}

/** The e with 2^e ≤ numerator / denominator < 2^(e + 1). */
function quotientExponent(numerator: bigint, denominator: bigint): number {
  const guess = bitLength(numerator) - bitLength(denominator);
  const reached = guess < 0 ? numerator << BigInt(-guess) >= denominator : numerator >= denominator << BigInt(guess);
  return reached ? guess : guess - 1;
}

function scaleByPowerOfTwo(x: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return x * powerOfTwo(half) * powerOfTwo(exponent - half);
}

function wholeRoot(x: bigint, n: number): bigint | null {
  if (n === 1 || x < 2n) return x;
  const degree = BigInt(n);
  if (n > bitLength(x)) return null;
  // Newton's method from above falls until it reaches the floor of the root (Cohen, Computational Algebraic Number Theory, 1.7.1).
  let root = 1n << BigInt(Math.ceil(bitLength(x) / n));
  for (;;) {
    const next = ((degree - 1n) * root + x / root ** (degree - 1n)) / degree;
    if (next >= root) break;
    root = next;
  }
  return root ** degree === x ? root : null;
}

function bitLength(x: bigint): number {
  const magnitude = x < 0n ? -x : x;
  if (magnitude <= SAFE) {
    const small = Number(magnitude);
    const upper = Math.floor(small / 4294967296);
    return upper === 0 ? 32 - Math.clz32(small) : 64 - Math.clz32(upper);
  }
  const hex = magnitude.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0] ?? '0', 16)) - 28);
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
