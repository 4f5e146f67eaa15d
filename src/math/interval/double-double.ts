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

/**
 * x^n for a whole n > 0 by repeated squaring, with a relative error under n · 2^-100 while no product leaves
 * [2^-960, 2^1020]; `isExact` where no bit was lost.
 */
export function power(x: number, n: number): { value: DoubleDouble; isExact: boolean } {
  let value: DoubleDouble | null = null;
  let square = double(x);
  let isExact = true;
  for (let rest = n; ; square = multiply(square, square)) {
    if (rest % 2 === 1) {
      isExact &&= value === null || (value.lo === 0 && square.lo === 0);
      value = value === null ? square : multiply(value, square);
    }
    rest = Math.floor(rest / 2);
    if (rest === 0) return { value: value ?? square, isExact };
    isExact &&= square.lo === 0;
  }
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
