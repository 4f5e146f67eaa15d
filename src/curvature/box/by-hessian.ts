import type { Expression } from '../../math/expression/expression.ts';
import { add, multiply } from '../../math/interval/arithmetic.ts';
import { type Interval, point, ZERO } from '../../math/interval/interval.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { derivative } from '../algebra/derivative.ts';
import type { Form } from '../algebra/form.ts';
import { evaluate, planFor } from '../algebra/plan.ts';
import type { Witness } from '../verdict.ts';
import { type BoxJudgement, LINEAR, rangesOf } from './box-judgement.ts';
import { chordThrough, type Target } from './chords.ts';
import { type FormMatrix, negated, provenSemidefinite } from './definite.ts';
import { isLinearInDisguise } from './linear.ts';
import { searchChords } from './search-chords.ts';
import { type Bent, type Seen, signsSeen } from './signs-seen.ts';

/** By the signs of vᵀHv at some points, which two chords then prove, or by the matrix of second derivatives on the whole box. */
export function byHessian(
  e: Expression,
  f: Form,
  slopes: readonly Form[],
  names: readonly string[],
  algebra: Algebra,
): BoxJudgement | null {
  const h = hessianOf(slopes, names);
  if (!h) return null;
  const target: Target = { e, names, form: f, algebra };
  const seen = signsSeen(h, names, algebra);
  const up = seen.up && chordAt(target, seen.up, 'not-concave', algebra);
  const down = seen.down && (up || !seen.up) ? chordAt(target, seen.down, 'not-convex', algebra) : null;
  if (up && down)
    return { verdict: 'mixed', strict: false, witnesses: [up, down], proof: { kind: 'witnesses' }, reason: null };
  if (!up && !down && isLinearInDisguise(f, names, algebra)) return LINEAR;
  for (const verdict of verdictsLeft(seen, up, down)) {
    const method = provenSemidefinite(algebra, verdict === 'convex' ? h : negated(h), seen.isRadial);
    if (!method) continue;
    const chord =
      verdict === 'convex' ? (up ?? searchChords(target, rangesOf(algebra, names), 'not-concave', 40)) : down;
    if (!chord && !isSurelyCurved(h, seen, names)) continue;
    return {
      verdict,
      strict: method === 'Cholesky' ? true : null,
      witnesses: chord && verdict === 'convex' ? [chord] : [],
      proof: { kind: 'hessian', method, names, e },
      reason: `the matrix of second derivatives has one sign (${method})`,
    };
  }
  return null;
}

/** Whether vᵀHv is proven not to be 0 at a point: then the function is not linear, though no chord was seen. */
function isSurelyCurved(h: FormMatrix, { up, down }: Seen, names: readonly string[]): boolean {
  const bent = up ?? down;
  if (!bent) return false;
  const { values } = evaluate(planFor(h.flat()), new Map(names.map((n, i) => [n, point(bent.at[i] as number)])));
  let total: Interval = ZERO;
  h.forEach((row, i) => {
    row.forEach((_, j) => {
      const v = multiply(point(bent.along[i] as number), point(bent.along[j] as number));
      total = add(total, multiply(v, values[i * h.length + j] as Interval));
    });
  });
  return total.lo > 0 || total.hi < 0;
}

function verdictsLeft(seen: Seen, up: Witness | null, down: Witness | null): readonly ('convex' | 'concave')[] {
  if (up || (seen.up && !seen.down)) return ['convex'];
  if (down || (seen.down && !seen.up)) return ['concave'];
  return seen.up ? ['convex', 'concave'] : [];
}

function chordAt(target: Target, { at, along }: Bent, shows: Witness['shows'], algebra: Algebra): Witness | null {
  const ranges = rangesOf(algebra, target.names);
  return chordThrough(target, ranges, at, along, shows) ?? searchChords(target, ranges, shows);
}

export function hessianOf(slopes: readonly Form[], names: readonly string[]): FormMatrix | null {
  const rows: Form[][] = names.map(() => []);
  for (let i = 0; i < names.length; i++)
    for (let j = i; j < names.length; j++) {
      const entry = derivative(slopes[i] as Form, names[j] as string);
      if (!entry) return null;
      (rows[i] as Form[])[j] = entry;
      (rows[j] as Form[])[i] = entry;
    }
  return rows;
}

export function byDerivatives(e: Expression, f: Form, names: readonly string[], algebra: Algebra): BoxJudgement | null {
  const slopes = names.map((n) => derivative(f, n));
  return slopes.every((s) => s !== null) ? byHessian(e, f, slopes as Form[], names, algebra) : null;
}
