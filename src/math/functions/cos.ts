import { negate } from '../interval/arithmetic.ts';
import { cos, sin } from '../interval/elementary.ts';
import { ONE } from '../rational/rational.ts';
import { EVERYWHERE, type UnaryFact } from './fact.ts';
import { waveBend, waveCoefficients, waveMonotonicity } from './wave.ts';

export const cosFact: UnaryFact = {
  arguments: 'one',
  domain: EVERYWHERE,
  range: { lo: -1, hi: 1 },
  value: Math.cos,
  slope: (x) => -Math.sin(x),
  exact: (x) => (x.numerator === 0n ? ONE : null),
  enclose: cos,
  taylor: (x, order) => waveCoefficients(cos(x), negate(sin(x)), order),
  monotonicity: (x) => waveMonotonicity(negate(sin(x))),
  bend: (x) => waveBend(cos(x)),
};
