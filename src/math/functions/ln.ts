import { divide, multiply, powerInteger } from '../interval/arithmetic.ts';
import { ln } from '../interval/elementary.ts';
import { type Interval, point } from '../interval/interval.ts';
import { ZERO } from '../rational/rational.ts';
import { type Domain, isDefinedOver, type UnaryFact } from './fact.ts';

export const POSITIVE: Domain = { interval: { lo: 0, hi: Number.POSITIVE_INFINITY }, includesLo: false };

export const lnFact: UnaryFact = {
  arguments: 'one',
  domain: POSITIVE,
  range: { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY },
  value: (x) => (x > 0 ? Math.log(x) : Number.NaN),
  slope: (x) => 1 / x,
  exact: (x) => (x.numerator === 1n && x.denominator === 1n ? ZERO : null),
  enclose: ln,
  taylor: logarithmCoefficients,
  monotonicity: () => 'increasing',
  bend: () => 'concave',
};

/** ln x, then (−1)^(k+1) / (k x^k). */
export function logarithmCoefficients(x: Interval, order: number): readonly Interval[] | null {
  if (!isDefinedOver(POSITIVE, x)) return null;
  const coefficients = [ln(x)];
  for (let k = 1; k <= order; k++) coefficients.push(logarithmCoefficient(x, k));
  return coefficients;
}

function logarithmCoefficient(x: Interval, k: number): Interval {
  return divide(point(k % 2 === 0 ? -1 : 1), multiply(point(k), powerInteger(x, k)));
}
