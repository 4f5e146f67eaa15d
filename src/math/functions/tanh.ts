import { multiply } from '../interval/arithmetic.ts';
import { tanh } from '../interval/elementary.ts';
import { point } from '../interval/interval.ts';
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
  // tanh' x = 4 sigmoid'(2x)
  taylor: (x, order) =>
    hyperbolicCoefficients(tanh(x), tanh(x), multiply(point(4), logisticSlope(multiply(point(2), x))), 1, order),
  monotonicity: () => 'increasing',
  bend: sShapedBend,
};
