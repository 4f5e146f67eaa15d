import type { Expression } from '../../math/expression/expression.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { derivative } from '../algebra/derivative.ts';
import type { Form } from '../algebra/form.ts';
import { type BoxJudgement, rangesOf } from './box-judgement.ts';
import { searchChords, type Target } from './chords.ts';
import { type FormMatrix, negated, provenSemidefinite } from './definite.ts';
import { signsSeen } from './signs-seen.ts';

export function byHessian(
  e: Expression,
  f: Form,
  slopes: readonly Form[],
  names: readonly string[],
  algebra: Algebra,
): BoxJudgement | null {
  const h = names.map((_, i) => names.map((n, j) => (j < i ? null : derivative(slopes[i] as Form, n))));
  if (h.some((row, i) => row.some((x, j) => j >= i && x === null))) return null;
  const full: FormMatrix = names.map((_, i) => names.map((_n, j) => (j < i ? h[j]?.[i] : h[i]?.[j]) as Form));
  const target: Target = { e, names, form: f, algebra };
  const seen = signsSeen(full, names, algebra, target);
  if (seen.convex && seen.concave) {
    return {
      verdict: 'mixed',
      strict: false,
      witnesses: [seen.convex, seen.concave],
      proof: { kind: 'witnesses' },
      reason: null,
    };
  }
  const order: ('convex' | 'concave')[] =
    seen.maybe === 'concave' ? ['concave'] : seen.maybe === 'convex' ? ['convex'] : [];
  for (const verdict of order) {
    const method = provenSemidefinite(algebra, verdict === 'convex' ? full : negated(full));
    if (!method) continue;
    const chord =
      verdict === 'convex' ? (seen.convex ?? searchChords(target, rangesOf(algebra, names), 'not-concave', 40)) : null;
    return {
      verdict,
      strict: method === 'Cholesky' ? true : null,
      witnesses: chord ? [chord] : [],
      proof: { kind: 'hessian', method, names, e },
      reason: `the matrix of second derivatives has one sign (${method})`,
    };
  }
  return null;
}

export function byDerivatives(e: Expression, f: Form, names: readonly string[], algebra: Algebra): BoxJudgement | null {
  const slopes = names.map((n) => derivative(f, n));
  return slopes.every((s) => s !== null) ? byHessian(e, f, slopes as Form[], names, algebra) : null;
}
