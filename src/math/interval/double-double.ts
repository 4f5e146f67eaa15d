import { productError, sumError } from './rounding.ts';

/**
 * An unevaluated sum hi + lo of two doubles, |lo| ≤ half a unit of hi: about 106 bits. Each operation has a relative
 * error under 2^-100 while no part underflows (Dekker 1971; Hida, Li & Bailey 2001; Joldes, Muller & Popescu 2017).
 */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

export function double(x: number): DoubleDouble {
  return { hi: x, lo: 0 };
}

/** The exact sum of two doubles. */
export function sumOf(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: sumError(a, b, hi) };
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.hi + b.hi;
  const low = a.lo + b.lo;
  const first = normalise(high, sumError(a.hi, b.hi, high) + low);
  return normalise(first.hi, first.lo + sumError(a.lo, b.lo, low));
}

export function addDouble(a: DoubleDouble, b: number): DoubleDouble {
  const high = a.hi + b;
  return normalise(high, sumError(a.hi, b, high) + a.lo);
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.hi * b.hi;
  return normalise(high, productError(a.hi, b.hi, high) + (a.hi * b.lo + a.lo * b.hi));
}

export function multiplyDouble(a: DoubleDouble, b: number): DoubleDouble {
  const high = a.hi * b;
  return normalise(high, productError(a.hi, b, high) + a.lo * b);
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.hi / b.hi;
  const remainder = add(a, negate(multiplyDouble(b, first)));
  return normalise(first, remainder.hi / b.hi);
}

export function negate(a: DoubleDouble): DoubleDouble {
  return { hi: -a.hi, lo: -a.lo };
}

/** Exact for a power of two, barring under- and overflow. */
export function scale(a: DoubleDouble, factor: number): DoubleDouble {
  return { hi: a.hi * factor, lo: a.lo * factor };
}

function normalise(high: number, low: number): DoubleDouble {
  const hi = high + low;
  return { hi, lo: low - (hi - high) };
}
