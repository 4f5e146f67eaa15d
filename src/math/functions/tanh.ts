import { multiply } from '../interval/arithmetic.ts';
import { tanh } from '../interval/elementary.ts';
import { type Interval, point } from '../interval/interval.ts';
import { ZERO } from '../rational/rational.ts';
import { EVERYWHERE, type UnaryFact } from './fact.ts';
import { hyperbolicCoefficients, logisticSlope, sShapedBend } from './logistic-curve.ts';

export const tanhFact: UnaryFact = {
  arguments: 'one',
  domain: EVERYWHERE,
  range: { lo: -1, hi: 1 },
  value: Math.tanh,
  slope: (x) => 1 - Math.tanh(x) ** 2,
  exact: (x) => (x.numerator === 0n ? ZERO : null),
  enclose: tanh,
  taylor: tanhCoefficients,
  monotonicity: () => 'increasing',
  bend: sShapedBend,
};

/** The slope is 4 sigmoid'(2x). */
function tanhCoefficients(x: Interval, order: number): readonly Interval[] {
  const value = tanh(x);
  return hyperbolicCoefficients(value, value, multiply(point(4), logisticSlope(multiply(point(2), x))), 1, order);
}
