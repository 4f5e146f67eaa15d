import { multiply } from '../interval/arithmetic.ts';
import { sigmoid, tanh } from '../interval/elementary.ts';
import { type Interval, point } from '../interval/interval.ts';
import { rational } from '../rational/rational.ts';
import { EVERYWHERE, type UnaryFact } from './fact.ts';
import { hyperbolicCoefficients, logisticSlope, sShapedBend } from './logistic-curve.ts';

export const sigmoidFact: UnaryFact = {
  arguments: 'one',
  domain: EVERYWHERE,
  range: { lo: 0, hi: 1 },
  value: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  slope: logisticSlopeValue,
  exact: (x) => (x.numerator === 0n ? rational(1n, 2n) : null),
  enclose: sigmoid,
  taylor: sigmoidCoefficients,
  monotonicity: () => 'increasing',
  bend: sShapedBend,
};

/** sigmoid x = 1/2 + tanh(x/2)/2. */
function sigmoidCoefficients(x: Interval, order: number): readonly Interval[] {
  return hyperbolicCoefficients(sigmoid(x), tanh(multiply(point(0.5), x)), logisticSlope(x), 0.5, order);
}

function logisticSlopeValue(x: number): number {
  const small = Math.exp(-Math.abs(x));
  return small / (1 + small) ** 2;
}
