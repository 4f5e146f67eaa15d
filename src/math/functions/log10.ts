import { divide } from '../interval/arithmetic.ts';
import { ln, log10 } from '../interval/elementary.ts';
import { point } from '../interval/interval.ts';
import { type Rational, rational } from '../rational/rational.ts';
import type { UnaryFact } from './fact.ts';
import { logarithmCoefficients, POSITIVE } from './ln.ts';

const LN10 = ln(point(10));

export const log10Fact: UnaryFact = {
  arguments: 'one',
  domain: POSITIVE,
  range: { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY },
  value: (x) => (x > 0 ? Math.log10(x) : Number.NaN),
  slope: (x) => 1 / (Math.LN10 * x),
  exact: exactLogarithm,
  enclose: log10,
  taylor: (x, order) =>
    logarithmCoefficients(x, order)?.map((coefficient, k) => (k === 0 ? log10(x) : divide(coefficient, LN10))) ?? null,
  monotonicity: () => 'increasing',
  bend: () => 'concave',
};

/** Powers of ten only. */
function exactLogarithm(x: Rational): Rational | null {
  const [large, small] = x.denominator === 1n ? [x.numerator, 1] : [x.denominator, -1];
  if (large <= 0n || (small === -1 && x.numerator !== 1n)) return null;
  const digits = large.toString();
  return /^10*$/.test(digits) ? rational(BigInt(small * (digits.length - 1))) : null;
}
