import { add, divide, multiply, negate, powerInteger, square, subtract } from '../interval/arithmetic.ts';
import { type Interval, point, ZERO } from '../interval/interval.ts';

/**
 * Truncated power series with interval coefficients: c_0 + c_1 t + … + c_n tⁿ, c_k enclosing f^(k) / k!
 * (Moore, Kearfott & Cloud 2009, §9.3).
 */
export type Series = readonly Interval[];

export function constantSeries(value: Interval, order: number): Series {
  return Array.from({ length: order + 1 }, (_, k) => (k === 0 ? value : ZERO));
}

export function variableSeries(value: Interval, order: number): Series {
  return Array.from({ length: order + 1 }, (_, k) => (k === 0 ? value : k === 1 ? point(1) : ZERO));
}

export function addSeries(a: Series, b: Series): Series {
  return a.map((coefficient, k) => add(coefficient, at(b, k)));
}

export function subtractSeries(a: Series, b: Series): Series {
  return a.map((coefficient, k) => subtract(coefficient, at(b, k)));
}

export function negateSeries(a: Series): Series {
  return a.map(negate);
}

export function multiplySeries(a: Series, b: Series): Series {
  return a.map((_, k) => convolve(a, b, 0, k, k));
}

export function squareSeries(a: Series): Series {
  return a.map((_, k) => {
    const pairs = multiply(point(2), convolve(a, a, 0, Math.ceil(k / 2) - 1, k));
    return k % 2 === 0 ? add(pairs, square(at(a, k / 2))) : pairs;
  });
}

/** The quotient, where b_0 is never zero: b · q = a solved coefficient by coefficient. */
export function divideSeries(a: Series, b: Series): Series {
  const quotient: Interval[] = [];
  for (let k = 0; k < a.length; k++) {
    const known = convolve(quotient, b, 0, k - 1, k);
    quotient.push(divide(isZero(known) ? at(a, k) : subtract(at(a, k), known), at(b, 0)));
  }
  return quotient;
}

/** f(u) from the coefficients of f over the range of u_0: Σ f_m (u − u_0)^m. */
export function composeSeries(outer: Series, inner: Series): Series {
  if (inner.slice(2).every(isZero)) {
    const slope = at(inner, 1);
    return outer.map((coefficient, k) => (k === 0 ? coefficient : multiply(coefficient, powerInteger(slope, k))));
  }
  const rest: Series = [ZERO, ...inner.slice(1)];
  const powers: Series[] = [constantSeries(point(1), inner.length - 1), rest];
  for (let m = 2; m < outer.length; m++) {
    powers.push(m % 2 === 0 ? squareSeries(powers[m / 2] as Series) : multiplySeries(powers[m - 1] as Series, rest));
  }
  return outer.map((first, k) => {
    if (k === 0) return first;
    let sum = ZERO;
    for (let m = 1; m <= k; m++) sum = addProduct(sum, at(outer, m), at(powers[m] as Series, k));
    return sum;
  });
}

/** Σ a_i b_(k − i) for i = from..to. */
function convolve(a: Series, b: Series, from: number, to: number, k: number): Interval {
  let sum = ZERO;
  for (let i = from; i <= to; i++) sum = addProduct(sum, at(a, i), at(b, k - i));
  return sum;
}

function addProduct(sum: Interval, a: Interval, b: Interval): Interval {
  if (isZero(a) || isZero(b)) return sum;
  const product = multiply(a, b);
  return isZero(sum) ? product : add(sum, product);
}

export function isZero(x: Interval): boolean {
  return x.lo === 0 && x.hi === 0;
}

function at(a: Series, k: number): Interval {
  return a[k] ?? ZERO;
}
