import { sqrt } from '../interval/arithmetic.ts';
import { rationalRoot } from '../rational/rational.ts';
import type { UnaryFact } from './fact.ts';
import { powerCoefficients } from './power.ts';

const HALF = { numerator: 1n, denominator: 2n };

export const sqrtFact: UnaryFact = {
  arguments: 'one',
  domain: { interval: { lo: 0, hi: Number.POSITIVE_INFINITY }, includesLo: true },
  range: { lo: 0, hi: Number.POSITIVE_INFINITY },
  value: Math.sqrt,
  slope: (x) => 0.5 / Math.sqrt(x),
  exact: (x) => rationalRoot(x, 2),
  enclose: sqrt,
  taylor: (x, order) => powerCoefficients(x, HALF, order),
  monotonicity: () => 'increasing',
  bend: () => 'concave',
};
