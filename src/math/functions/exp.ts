import { divide, multiply } from '../interval/arithmetic.ts';
import { exp } from '../interval/elementary.ts';
import { type Interval, point } from '../interval/interval.ts';
import { ONE } from '../rational/rational.ts';
import { EVERYWHERE, type UnaryFact } from './fact.ts';

export const expFact: UnaryFact = {
  arguments: 'one',
  domain: EVERYWHERE,
  range: { lo: 0, hi: Number.POSITIVE_INFINITY },
  value: Math.exp,
  slope: Math.exp,
  exact: (x) => (x.numerator === 0n ? ONE : null),
  enclose: exp,
  taylor: (x, order) => exponentialCoefficients(exp(x), order),
  monotonicity: () => 'increasing',
  bend: () => 'convex',
};

/** value / k! for k = 0..order. */
function exponentialCoefficients(value: Interval, order: number): readonly Interval[] {
  const coefficients = [value];
  for (let k = 1, factorial = 1; k <= order; k++) {
    factorial *= k;
    coefficients.push(k === 1 ? value : k === 2 ? multiply(value, HALF) : divide(value, point(factorial)));
  }
  return coefficients;
}

const HALF = point(0.5);
