import { add, divide, multiply, square } from '../interval/arithmetic.ts';
import { sigmoid } from '../interval/elementary.ts';
import { hull, type Interval, isEmpty, magnitude, mignitude, point } from '../interval/interval.ts';
import type { Bend } from './fact.ts';

/** The derivative of the logistic function, sigmoid(x) · sigmoid(−x): even and falling in |x|. */
export function logisticSlope(x: Interval): Interval {
  if (isEmpty(x)) return x;
  const highest = logisticSlopeAt(mignitude(x));
  return x.lo === x.hi ? highest : hull(highest, logisticSlopeAt(magnitude(x)));
}

function logisticSlopeAt(x: number): Interval {
  return multiply(sigmoid(point(x)), sigmoid(point(-x)));
}

/**
 * Taylor coefficients of value(x), whose slope is s · (1 − t²) times a constant for t = tanh(rate · x): every later
 * derivative is the slope times a polynomial in t with whole coefficients, odd or even, so f''(0) = 0 stays exact.
 */
export function hyperbolicCoefficients(
  value: Interval,
  t: Interval,
  slope: Interval,
  rate: number,
  order: number,
): readonly Interval[] {
  const squared = square(t);
  const coefficients = [value];
  let factorial = 1;
  let rateToPower = 1;
  for (let k = 1; k <= order; k++) {
    factorial *= k;
    if (1 < k) rateToPower *= rate;
    const shape = evaluate(derivativePolynomial(k), t, squared);
    coefficients.push(divide(multiply(multiply(slope, point(rateToPower)), shape), point(factorial)));
  }
  return coefficients;
}

/** Below 0 convex, above concave. */
export function sShapedBend(x: Interval): Bend {
  return 0 <= x.lo ? 'concave' : x.hi <= 0 ? 'convex' : 'unknown';
}

const POLYNOMIALS: (readonly number[])[] = [[], [1]];

/** The q with d^k tanh / dx^k = (1 − t²) q(t), lowest power first: q_1 = 1, q_(k+1) = q'(1 − t²) − 2 t q. */
function derivativePolynomial(k: number): readonly number[] {
  const known = POLYNOMIALS[k];
  if (known !== undefined) return known;
  const previous = derivativePolynomial(k - 1);
  const at = (i: number): number => previous[i] ?? 0;
  const next = Array.from({ length: k }, (_, i) => (i + 1) * at(i + 1) - (i - 1) * at(i - 1) - 2 * at(i - 1));
  POLYNOMIALS[k] = next;
  return next;
}

/** Horner's rule in t², since the polynomial is odd or even. */
function evaluate(polynomial: readonly number[], t: Interval, squared: Interval): Interval {
  let sum = point(0);
  for (let i = polynomial.length - 1; i >= 0; i -= 2) sum = add(multiply(sum, squared), point(polynomial[i] ?? 0));
  return polynomial.length % 2 === 0 ? multiply(sum, t) : sum;
}
