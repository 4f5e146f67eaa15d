import { abs } from '../interval/arithmetic.ts';
import { point, ZERO } from '../interval/interval.ts';
import * as exact from '../rational/rational.ts';
import { EVERYWHERE, type UnaryFact } from './fact.ts';

export const absFact: UnaryFact = {
  arguments: 'one',
  domain: EVERYWHERE,
  range: { lo: 0, hi: Number.POSITIVE_INFINITY },
  value: Math.abs,
  slope: Math.sign,
  exact: exact.abs,
  enclose: abs,
  taylor: (x, order) =>
    0 < x.lo || x.hi < 0
      ? [abs(x), point(0 < x.lo ? 1 : -1), ...Array.from({ length: order }, () => ZERO)].slice(0, order + 1)
      : null,
  monotonicity: (x) => (0 <= x.lo ? 'increasing' : x.hi <= 0 ? 'decreasing' : 'unknown'),
  bend: (x) => (0 <= x.lo || x.hi <= 0 ? 'linear' : 'convex'),
};
