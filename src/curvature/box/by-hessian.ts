import { secondOrder } from '../../math/derivative/second-order.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { tapeOf } from '../../math/expression/tape.ts';
import { negate } from '../../math/interval/arithmetic.ts';
import type { Interval } from '../../math/interval/interval.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { derivative } from '../algebra/derivative.ts';
import type { Form } from '../algebra/form.ts';
import type { Witness } from '../verdict.ts';
import { alongDirection, directionOfGradient } from './along-affine.ts';
import { type BoxJudgement, LINEAR, rangesOf } from './box-judgement.ts';
import { chordThrough, type Target } from './chords.ts';
import { type Covered, type MatrixOver, positiveOn } from './cover.ts';
import { type FormMatrix, negated, provenSemidefinite } from './definite.ts';
import { isLinearInDisguise } from './linear.ts';
import { ridgeDirection } from './ridge.ts';
import { searchChords } from './search-chords.ts';
import { type Bent, type Seen, signsAt, signsSeen, soughtOther } from './signs-seen.ts';

/** A smooth function, with its canonical form, over the box of some of the algebra's variables. */
interface Smooth {
  readonly e: Expression;
  readonly f: Form;
  readonly names: readonly string[];
  readonly algebra: Algebra;
}

/** By the signs of vᵀHv at some points, which two chords then prove, or by the matrix of second derivatives on the whole box. */
export function byDerivatives(e: Expression, f: Form, names: readonly string[], algebra: Algebra): BoxJudgement | null {
  const smooth: Smooth = { e, f, names, algebra };
  const ranges = rangesOf(algebra, names);
  const target: Target = { e, names, form: f, algebra };
  const first = signsSeen(e, names, ranges);
  const seen = first.isDefinite ? soughtOther(e, names, ranges, first) : first;
  const up = seen.up && chordAt(target, seen.up, 'not-concave');
  const down = seen.down && (up || !seen.up) ? chordAt(target, seen.down, 'not-convex') : null;
  if (up && down)
    return { verdict: 'mixed', strict: false, witnesses: [up, down], proof: { kind: 'witnesses' }, reason: null };
  if (!seen.up && !seen.down)
    return isLinearInDisguise(f, names, algebra) ? LINEAR : byOneArgument(smooth, { ...seen, isRankOne: true });
  if (seen.up && seen.down) return null;
  return byOneArgument(smooth, seen) ?? byMatrix(smooth, seen, up);

  function chordAt(of: Target, { at, along }: Bent, shows: Witness['shows']): Witness | null {
    return chordThrough(of, ranges, at, along, shows) ?? searchChords(of, ranges, shows);
  }
}

function byOneArgument({ e, f, names, algebra }: Smooth, seen: Seen): BoxJudgement | null {
  if (!seen.isRankOne || names.length !== algebra.domain.size) return null;
  const slopes = names.map((n) => derivative(f, n));
  const direction =
    ridgeDirection(e, names) ?? (slopes.every((s) => s !== null) ? directionOfGradient(slopes as Form[]) : null);
  return direction && alongDirection(e, direction, names, algebra, algebra.work);
}

/** One sign of vᵀHv is proven at a point, so that the function is not linear; here the other is excluded everywhere. */
function byMatrix(smooth: Smooth, seen: Seen, up: Witness | null): BoxJudgement | null {
  const verdict = seen.up ? 'convex' : 'concave';
  const method = semidefinite(smooth, seen, verdict === 'convex');
  if (method === null) return null;
  if (typeof method === 'object') return byOtherSign(smooth, seen, method.at);
  const test = method === 'definite' ? 'Cholesky' : method;
  return {
    verdict,
    strict: method === 'definite' ? true : null,
    witnesses: up && verdict === 'convex' ? [up] : [],
    proof: { kind: 'hessian', method: test, names: smooth.names, e: smooth.e },
    reason: `the matrix of second derivatives has one sign (${test})`,
  };
}

/** Two chords, one of them through a point that branch and bound came upon. */
function byOtherSign({ e, f, names, algebra }: Smooth, seen: Seen, at: readonly number[]): BoxJudgement | null {
  const target: Target = { e, names, form: f, algebra };
  const ranges = rangesOf(algebra, names);
  const { up, down } = signsAt(e, names, ranges, [at]);
  const chord = (bent: Bent | null, shows: Witness['shows']): Witness | null =>
    bent && (chordThrough(target, ranges, bent.at, bent.along, shows) ?? searchChords(target, ranges, shows));
  const first = chord(seen.up ?? up, 'not-concave');
  const second = first && chord(seen.down ?? down, 'not-convex');
  return first && second
    ? { verdict: 'mixed', strict: false, witnesses: [first, second], proof: { kind: 'witnesses' }, reason: null }
    : null;
}

const FIRST = 60;
const MOST = 1200;

type Semidefinite = 'LDL' | 'minors' | 'Cholesky' | 'definite' | { readonly at: readonly number[] } | null;

/** Enclosures where the matrix seems definite; exact forms, which see what vanishes; then enclosures as far as work allows. */
function semidefinite(smooth: Smooth, seen: Seen, positive: boolean): Semidefinite {
  const first = seen.isDefinite ? byEnclosures(smooth, positive, FIRST) : null;
  if (first?.positive) return first.definite ? 'definite' : 'Cholesky';
  if (first && !first.positive && first.at) return { at: first.at };
  const h = hessianOf(smooth.f, smooth.names);
  const exact = h && provenSemidefinite(smooth.algebra, positive ? h : negated(h), smooth.names, seen.isRadial);
  if (exact) return exact;
  const last = byEnclosures(smooth, positive, MOST);
  if (last.positive) return last.definite ? 'definite' : 'Cholesky';
  return last.at && { at: last.at };
}

function byEnclosures({ e, names, algebra }: Smooth, positive: boolean, most: number): Covered {
  const over: MatrixOver = (box) => {
    const h = secondOrder(e, names, box)?.hessian ?? null;
    return h && (positive ? h : h.map((row) => row.map(negate)));
  };
  const whole = names.map((n) => algebra.box.get(n) as Interval);
  return positiveOn(over, whole, { work: algebra.work, most, cost: 1 + (tapeOf(e).steps.length >> 4) });
}

export function hessianOf(f: Form, names: readonly string[]): FormMatrix | null {
  const rows: Form[][] = names.map(() => []);
  for (let i = 0; i < names.length; i++) {
    const slope = derivative(f, names[i] as string);
    for (let j = i; j < names.length; j++) {
      const entry = slope && derivative(slope, names[j] as string);
      if (!entry) return null;
      (rows[i] as Form[])[j] = entry;
      (rows[j] as Form[])[i] = entry;
    }
  }
  return rows;
}
