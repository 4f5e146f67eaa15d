/**
 * Elementary functions in big fixed-point arithmetic, written apart from what they test: a value is known to lie in
 * [lo, hi] · 2^exponent, far tighter than a double.
 */
export interface Bracket {
  readonly lo: bigint;
  readonly hi: bigint;
  readonly exponent: number;
}

const DOUBLE = new Float64Array(1);
const WORD = new BigUint64Array(DOUBLE.buffer);

/** x = mantissa · 2^exponent, exactly. */
export function exactly(x: number): Bracket {
  if (Number.isSafeInteger(x)) return { lo: BigInt(x), hi: BigInt(x), exponent: 0 };
  DOUBLE[0] = x;
  const bits = WORD[0] ?? 0n;
  const biased = Number(bits >> 52n) & 0x7ff;
  const fraction = bits & FRACTION;
  const size = biased === 0 ? fraction : fraction | IMPLICIT;
  const mantissa = x < 0 ? -size : size;
  return { lo: mantissa, hi: mantissa, exponent: Math.max(biased, 1) - 1075 };
}

const IMPLICIT = 1n << 52n;
const FRACTION = IMPLICIT - 1n;

/** Whether a double surely lies above / below every value of the bracket. */
export function isAbove(x: number, value: Bracket): boolean {
  return (
    x === Number.POSITIVE_INFINITY ||
    (x !== Number.NEGATIVE_INFINITY && order(exactly(x), value.hi, value.exponent) > 0)
  );
}

export function isBelow(x: number, value: Bracket): boolean {
  return (
    x === Number.NEGATIVE_INFINITY ||
    (x !== Number.POSITIVE_INFINITY && order(exactly(x), value.lo, value.exponent) < 0)
  );
}

/** Whether centre ± radius surely misses nothing of the bracket: a value just outside would be noticed. */
export function isAround(centre: number, radius: number, value: Bracket): boolean {
  const [least, most] = [sum(centre, -radius), sum(centre, radius)];
  return order(least, value.hi, value.exponent) <= 0 && order(most, value.lo, value.exponent) >= 0;
}

function order(x: Bracket, mantissa: bigint, exponent: number): number {
  const shift = BigInt(Math.abs(x.exponent - exponent));
  const left = x.exponent > exponent ? x.lo << shift : x.lo;
  const right = x.exponent > exponent ? mantissa : mantissa << shift;
  return left < right ? -1 : left > right ? 1 : 0;
}

const BITS = 192;
const WIDE = BigInt(BITS);
const ONE = 1n << WIDE;

export function exp(x: number): Bracket {
  if (x === 0) return { lo: 1n, hi: 1n, exponent: 0 };
  return expOfFixed(fixed(exactly(x), BITS), 2n);
}

/** For x > 0. */
export function ln(x: number): Bracket {
  const { value, error } = lnFixed(x);
  return around(value, error);
}

export function log10(x: number): Bracket {
  const { value, error } = lnFixed(x);
  const quotient = (value << WIDE) / LN10;
  return around(quotient, error + 8n);
}

export function sin(x: number): Bracket {
  return Math.abs(x) < 2 ** -60 ? nearZero(x, 6n, true) : wave(x, 0n);
}

export function cos(x: number): Bracket {
  return wave(x, 1n);
}

export function tanh(x: number): Bracket {
  if (Math.abs(x) < 2 ** -60) return nearZero(x, 3n, true);
  if (x < 0) return negated(tanh(-x));
  if (x > 200) return { lo: ONE - 1n, hi: ONE, exponent: -BITS };
  // With q = e^(-2x): (1 − q) / (1 + q).
  const q = asFixed(exp(-2 * x));
  return around(((ONE - q) << WIDE) / (ONE + q), 16n);
}

export function sigmoid(x: number): Bracket {
  if (x === 0) return { lo: 1n, hi: 1n, exponent: -1 };
  if (x > 0) return around((ONE << WIDE) / (ONE + asFixed(exp(-x))), 16n);
  const small = exp(x);
  const divisor = ONE + asFixed(small);
  return {
    lo: (small.lo << WIDE) / (divisor + 4n),
    hi: (small.hi << WIDE) / (divisor - 4n) + 1n,
    exponent: small.exponent,
  };
}

/** For x > 0. */
export function power(x: number, y: number): Bracket {
  if (y === 0 || x === 1) return { lo: 1n, hi: 1n, exponent: 0 };
  const { value, error } = lnFixed(x);
  const factor = exactly(y);
  return expOfFixed(
    shifted(value * factor.lo, factor.exponent),
    shifted(error * magnitude(factor.lo), factor.exponent) + 3n,
  );
}

/** x^(numerator / denominator) for x > 0. */
export function powerOfFraction(x: number, numerator: bigint, denominator: bigint): Bracket {
  const { value, error } = lnFixed(x);
  return expOfFixed((value * numerator) / denominator, (error * magnitude(numerator)) / denominator + 3n);
}

/** The exact value of a / b, as a bracket. */
export function quotient(a: number, b: number): Bracket {
  const [x, y] = [exactly(a), exactly(b)];
  const numerator = y.lo < 0n ? -x.lo : x.lo;
  const denominator = magnitude(y.lo);
  const scaled = numerator << 200n;
  const lo = floorDivide(scaled, denominator);
  return { lo, hi: lo * denominator === scaled ? lo : lo + 1n, exponent: x.exponent - y.exponent - 200 };
}

export function root(a: number): Bracket {
  const x = exactly(a);
  const odd = x.exponent % 2 === 0 ? 0n : 1n;
  const scaled = x.lo << (400n + odd);
  const lo = wholeRoot(scaled);
  return { lo, hi: lo * lo === scaled ? lo : lo + 1n, exponent: (x.exponent - Number(odd)) / 2 - 200 };
}

export function sum(a: number, b: number): Bracket {
  const [x, y] = [exactly(a), exactly(b)];
  const exponent = Math.min(x.exponent, y.exponent);
  const total = (x.lo << BigInt(x.exponent - exponent)) + (y.lo << BigInt(y.exponent - exponent));
  return { lo: total, hi: total, exponent };
}

export function product(a: number, b: number): Bracket {
  const [x, y] = [exactly(a), exactly(b)];
  return { lo: x.lo * y.lo, hi: x.lo * y.lo, exponent: x.exponent + y.exponent };
}

/** e^(value / 2^BITS) within a relative error of (error + some) / 2^BITS. */
function expOfFixed(value: bigint, error: bigint): Bracket {
  const turns = floorDivide(value, LN2);
  const rest = value - turns * LN2;
  let term = ONE;
  let total = ONE;
  for (let k = 1n; term !== 0n; k++) {
    term = ((term * rest) >> WIDE) / k;
    total += term;
  }
  // Each turn of ln 2 carries its own error; e^rest < 2 doubles them.
  const slack = 4n * (error + magnitude(turns) * 2n + 300n);
  return { lo: total - slack, hi: total + slack, exponent: Number(turns) - BITS };
}

/** ln x · 2^BITS by the series of artanh. */
function lnFixed(x: number): { value: bigint; error: bigint } {
  const { lo, exponent } = exactly(x);
  const length = bitLength(lo);
  // m in [1, 2), or half of it above √2, so that ln m does not cancel with a multiple of ln 2.
  const full = lo << BigInt(BITS + 1 - length);
  const isLarge = full > (ONE * 3n) / 2n;
  const m = isLarge ? full / 2n : full;
  const turns = BigInt(exponent + length - 1 + (isLarge ? 1 : 0));
  return {
    value: 2n * artanh(((m - ONE) << WIDE) / (m + ONE)) + turns * LN2,
    error: 400n + 2n * magnitude(turns),
  };
}

/** Of a whole number below 2^64. */
function bitLength(x: bigint): number {
  const high = Number(x >> 32n);
  return high === 0 ? 32 - Math.clz32(Number(x)) : 64 - Math.clz32(high);
}

function artanh(z: bigint): bigint {
  const square = (z * z) >> WIDE;
  let odd = z;
  let total = 0n;
  for (let k = 1n; odd !== 0n && odd !== -1n; k += 2n) {
    total += odd / k;
    odd = (odd * square) >> WIDE;
  }
  return total;
}

/** sin(x + shift · π/2) for any double. */
function wave(x: number, shift: bigint): Bracket {
  const { lo, exponent } = exactly(x);
  const precision = BITS + 64 + Math.max(exponent + 60, 0);
  const halfPi = pi(precision) / 2n;
  const angle = shifted(lo, exponent + precision);
  const quarter = floorDivide(angle + halfPi / 2n, halfPi);
  const rest = (angle - quarter * halfPi) >> BigInt(precision - BITS);
  const turned = (((quarter + shift) % 4n) + 4n) % 4n;
  const value = turned % 2n === 0n ? alternating(rest, rest, 1n) : alternating(rest, ONE, 0n);
  return around(turned < 2n ? value : -value, 300n);
}

/** x − quarters · π/2. */
export function beyondQuarterTurns(x: number, quarters: number): Bracket {
  const { lo, exponent } = exactly(x);
  const rest = shifted(lo, exponent + 2 * BITS) - (BigInt(quarters) * pi(2 * BITS)) / 2n;
  return {
    lo: rest - 1n - magnitude(BigInt(quarters)),
    hi: rest + 1n + magnitude(BigInt(quarters)),
    exponent: -2 * BITS,
  };
}

/** first − first x² / ((k + 1)(k + 2)) + … */
function alternating(x: bigint, first: bigint, start: bigint): bigint {
  const square = (x * x) >> WIDE;
  let term = first;
  let total = first;
  for (let k = start; term !== 0n && term !== -1n; k += 2n) {
    term = -((term * square) >> WIDE) / ((k + 1n) * (k + 2n));
    total += term;
  }
  return total;
}

/** x − x³ / divisor and a little more, for tiny x: the next term is below |x|⁵. */
function nearZero(x: number, divisor: bigint, falls: boolean): Bracket {
  if (x === 0) return { lo: 0n, hi: 0n, exponent: 0 };
  if (x < 0) return negated(nearZero(-x, divisor, falls));
  const { lo: m, exponent } = exactly(x);
  const extra = 40;
  const scale = BigInt(-2 * exponent + extra);
  const cubic = (m * m * m * (1n << BigInt(extra))) / divisor;
  return {
    lo: (m << scale) - cubic - 1n,
    hi: (m << scale) - cubic + (cubic >> 100n) + 1n,
    exponent: 3 * exponent - extra,
  };
}

function around(value: bigint, error: bigint): Bracket {
  return { lo: value - error, hi: value + error, exponent: -BITS };
}

function negated(x: Bracket): Bracket {
  return { lo: -x.hi, hi: -x.lo, exponent: x.exponent };
}

function asFixed(x: Bracket): bigint {
  return fixed(x, BITS);
}

function fixed(x: Bracket, bits: number): bigint {
  return shifted(x.lo, x.exponent + bits);
}

function shifted(value: bigint, places: number): bigint {
  return places >= 0 ? value << BigInt(places) : value >> BigInt(-places);
}

function magnitude(x: bigint): bigint {
  return x < 0n ? -x : x;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const result = a / b;
  return result * b > a ? result - 1n : result;
}

function wholeRoot(x: bigint): bigint {
  if (x < 2n) return x;
  let guess = 1n << BigInt(Math.ceil(x.toString(2).length / 2));
  for (;;) {
    const next = (guess + x / guess) / 2n;
    if (next >= guess) return guess;
    guess = next;
  }
}

const PIS = new Map<number, bigint>();

/** π · 2^bits (Machin 1706). */
export function pi(bits: number): bigint {
  const known = PIS.get(bits);
  if (known !== undefined) return known;
  const guard = 64n;
  const unit = 1n << (BigInt(bits) + guard);
  const value = (4n * (4n * arctanOfInverse(5n, unit) - arctanOfInverse(239n, unit))) >> guard;
  PIS.set(bits, value);
  return value;
}

function arctanOfInverse(n: bigint, unit: bigint): bigint {
  let term = unit / n;
  let total = 0n;
  for (let k = 1n, positive = true; term !== 0n; k += 2n, positive = !positive) {
    total += positive ? term / k : -term / k;
    term /= n * n;
  }
  return total;
}

function artanhOfInverse(n: bigint, unit: bigint): bigint {
  let term = unit / n;
  let total = 0n;
  for (let k = 1n; term !== 0n; k += 2n) {
    total += term / k;
    term /= n * n;
  }
  return total;
}

const GUARD = 64n;
const LN2 = (2n * artanhOfInverse(3n, ONE << GUARD)) >> GUARD;
const LN10 = 3n * LN2 + ((2n * artanhOfInverse(9n, ONE << GUARD)) >> GUARD);
