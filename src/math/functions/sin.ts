import { cos, sin } from '../interval/elementary.ts';
import { ZERO } from '../rational/rational.ts';
import { EVERYWHERE, type UnaryFact } from './fact.ts';
import { waveBend, waveCoefficients, waveMonotonicity } from './wave.ts';

export const sinFact: UnaryFact = {
  arguments: 'one',
  domain: EVERYWHERE,
  range: { lo: -1, hi: 1 },
  value: Math.sin,
  slope: Math.cos,
  exact: (x) => (x.numerator === 0n ? ZERO : null),
  enclose: sin,
  taylor: (x, order) => waveCoefficients(sin(x), cos(x), order),
  monotonicity: (x) => waveMonotonicity(cos(x)),
  bend: (x) => waveBend(sin(x)),
};
