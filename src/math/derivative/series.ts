import { add, divide, multiply, negate, powerInteger, square, subtract } from '../interval/arithmetic.ts';
import { type Interval, ONE, point, ZERO } from '../interval/interval.ts';

/**
 * Truncated power series with interval coefficients: c_0 + c_1 t + … + c_n tⁿ, c_k enclosing f^(k) / k!
 * (Moore, Kearfott & Cloud 2009, §9.3). Coefficients beyond the end of the array are zero, so a constant is one long.
 */
export type Series = readonly Interval[];

export function constantSeries(value: Interval): Series {
  return [value];
}

export function variableSeries(value: Interval): Series {
  return [value, ONE];
}

export function isConstant(a: Series): boolean {
  return a.length === 1;
}

/** All coefficients up to the order. */
export function padded(a: Series, order: number): Series {
  if (a.length === order + 1) return a;
  const all: Interval[] = [];
  for (let k = 0; k <= order; k++) all.push(at(a, k));
  return all;
}

export function addSeries(a: Series, b: Series): Series {
  return a.length < b.length ? b.map((y, k) => plus(at(a, k), y)) : a.map((x, k) => plus(x, at(b, k)));
}

export function subtractSeries(a: Series, b: Series): Series {
  if (a.length < b.length) return b.map((y, k) => (k < a.length ? subtract(at(a, k), y) : negate(y)));
  return a.map((x, k) => (k < b.length ? subtract(x, at(b, k)) : x));
}

export function negateSeries(a: Series): Series {
  return a.map(negate);
}

export function multiplySeries(a: Series, b: Series, order: number): Series {
  const length = Math.min(order, a.length + b.length - 2) + 1;
  const product: Interval[] = [];
  for (let k = 0; k < length; k++) product.push(convolve(a, b, k, k));
  return product;
}

export function squareSeries(a: Series, order: number): Series {
  const length = Math.min(order, 2 * a.length - 2) + 1;
  const result: Interval[] = [];
  for (let k = 0; k < length; k++) {
    const pairs = convolve(a, a, Math.ceil(k / 2) - 1, k);
    const twice = isZero(pairs) ? pairs : multiply(TWO, pairs);
    result.push(k % 2 === 0 ? plus(twice, square(at(a, k / 2))) : twice);
  }
  return result;
}

const TWO = point(2);

/** The quotient, where b_0 is never zero: b · q = a solved coefficient by coefficient. */
export function divideSeries(a: Series, b: Series, order: number): Series {
  if (isConstant(b)) return a.map((x) => divide(x, at(b, 0)));
  const quotient: Interval[] = [];
  for (let k = 0; k <= order; k++) {
    const known = convolve(quotient, b, k - 1, k);
    quotient.push(divide(isZero(known) ? at(a, k) : subtract(at(a, k), known), at(b, 0)));
  }
  return quotient;
}

/** f(u) from the coefficients of f over the range of u_0: Σ f_m (u − u_0)^m. */
export function composeSeries(outer: Series, inner: Series, order: number): Series {
  if (isConstant(inner)) return outer.slice(0, 1);
  if (inner.length === 2) return composeAffine(outer, at(inner, 1));
  const powers = powersOf([ZERO, ...inner.slice(1)], order);
  const result = [at(outer, 0)];
  for (let k = 1; k <= order; k++) {
    let sum = ZERO;
    for (let m = 1; m <= k; m++) sum = addProduct(sum, at(outer, m), at(powers[m] as Series, k));
    result.push(sum);
  }
  return result;
}

function composeAffine(outer: Series, slope: Interval): Series {
  if (slope.lo === 1 && slope.hi === 1) return outer;
  return outer.map((coefficient, k) =>
    k === 0 || isZero(coefficient) ? coefficient : multiply(coefficient, k === 1 ? slope : powerInteger(slope, k)),
  );
}

function powersOf(a: Series, order: number): readonly Series[] {
  const powers: Series[] = [[ONE], a];
  for (let m = 2; m <= order; m++) {
    const isEven = m % 2 === 0;
    powers.push(
      isEven ? squareSeries(powers[m / 2] as Series, order) : multiplySeries(powers[m - 1] as Series, a, order),
    );
  }
  return powers;
}

/** Σ a_i b_(k − i) for i = 0..to. */
function convolve(a: Series, b: Series, to: number, k: number): Interval {
  const first = Math.max(0, k - b.length + 1);
  const last = Math.min(to, a.length - 1);
  let sum = ZERO;
  for (let i = first; i <= last; i++) sum = addProduct(sum, a[i] as Interval, b[k - i] as Interval);
  return sum;
}

function addProduct(sum: Interval, a: Interval, b: Interval): Interval {
  return isZero(a) || isZero(b) ? sum : plus(sum, multiply(a, b));
}

function plus(a: Interval, b: Interval): Interval {
  return isZero(a) ? b : isZero(b) ? a : add(a, b);
}

export function isZero(x: Interval): boolean {
  return x.lo === 0 && x.hi === 0;
}

function at(a: Series, k: number): Interval {
  return a[k] ?? ZERO;
}
