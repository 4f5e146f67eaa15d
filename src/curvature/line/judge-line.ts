import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, interval } from '../../math/interval/interval.ts';
import { compare } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { type Chart, chart } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import type { Box } from '../algebra/enclosure.ts';
import { type Form, form, formOf, isZero, minus } from '../algebra/form.ts';
import { pointEnclosure } from '../algebra/line-points.ts';
import type { Failure } from '../algebra/normalise.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';
import type { OwnValue } from './own-values.ts';
import { type LinePiece, piecesOf, type Split } from './pieces.ts';
import { isMultiple, signAtRoot } from './root-sign.ts';

/** A stretch with one proven sign of the second derivative (0: linear), or a stretch where it is not known (null). */
export interface Stretch {
  readonly piece: number;
  readonly lo: Root;
  readonly hi: Root;
  readonly sign: Sign | null;
}

/**
 * Between two pieces: the sign of the jump of the slope; `value`: of the value, or of the point's own value against what is
 * on both its sides. Null: not known.
 */
export interface Kink {
  readonly at: Root;
  readonly slope: Sign | null;
  readonly value: Sign | null;
}

export interface LineJudgement {
  readonly name: string;
  readonly pieces: readonly LinePiece[];
  readonly charts: readonly (Chart | null)[];
  readonly stretches: readonly Stretch[];
  readonly kinks: readonly Kink[];
  /** At either end: the sign of the value there less the limit from inside. */
  readonly ends: readonly [Sign, Sign];
  readonly failure: Failure | null;
}

/** Everything about the curvature of a function of one variable on a closed line. */
export function judgeLine(
  e: Expression,
  name: string,
  lo: Root,
  hi: Root,
  work: Work,
  assumed: ReadonlyMap<string, Sign> = new Map(),
): LineJudgement {
  const cut = piecesOf(e, name, lo, hi, work, assumed);
  if (!cut.pieces)
    return { name, pieces: [], charts: [], stretches: [], kinks: [], ends: [0, 0], failure: cut.failure };
  const { pieces, own } = cut;
  const slopes = pieces.map((p) => derivative(p.form, name));
  const charts = pieces.map((p, i) => {
    const second = slopes[i] && derivative(slopes[i], name);
    return second ? chart(p.algebra, second) : null;
  });
  const stretches = pieces.flatMap((p, i) => stretchesOf(p, charts[i] ?? null, i));
  const kinks = pieces
    .slice(1)
    .map((right, i) => kinkBetween(pieces[i]!, right, slopes[i] ?? null, slopes[i + 1] ?? null, name))
    .map((kink, i) => (kink.value === 0 ? { ...kink, value: standsOut(own[i + 1]) } : kink));
  const ends: readonly [Sign, Sign] = [own[0]?.above ?? 0, own[pieces.length]?.below ?? 0];
  return { name, pieces, charts, stretches, kinks, ends, failure: null };
}

/** Where the limits from both sides are one, whether the value at the point is another. */
function standsOut(own: OwnValue | undefined): Sign | null {
  return own?.above === 0 ? 0 : (own?.below ?? null);
}

function stretchesOf(piece: LinePiece, found: Chart | null, index: number): Stretch[] {
  if (!found) return [{ piece: index, lo: piece.lo, hi: piece.hi, sign: null }];
  return found.signs.map((sign, i) => ({
    piece: index,
    lo: i === 0 ? piece.lo : found.roots[i - 1]!,
    hi: found.roots[i] ?? piece.hi,
    sign,
  }));
}

function kinkBetween(left: LinePiece, right: LinePiece, before: Form | null, after: Form | null, name: string): Kink {
  const split = left.splitAtHi!;
  const value = split.kind === 'kink' ? 0 : valueJump(left.form, right, split, name);
  const slope = before && after ? slopeJump(left, right, before, after, split.root, name) : null;
  return { at: split.root, slope, value };
}

/** The jump of the value at a split, against what stands before it. */
export function valueJump(left: Form, right: LinePiece, split: Split, name: string): Sign | null {
  const difference = minus(right.form, left);
  if (difference.terms.length === 0 || isMultiple(difference, split.by)) return 0;
  return signAtRoot(difference, right.algebra, split.root, name);
}

/** The jump of the slope at a kink; what is continuous there and what may be infinite or broken are looked at apart. */
function slopeJump(left: LinePiece, right: LinePiece, before: Form, after: Form, at: Root, name: string): Sign | null {
  const around = new Map([[name, interval(fromRational(at.lo).lo, fromRational(at.hi).hi)]]);
  const [from, to] = [partedAt(before, around), partedAt(after, around)];
  const regular = signAtRoot(minus(to.regular, from.regular), left.algebra, at, name);
  if (from.singular.terms.length + to.singular.terms.length === 0) return regular;
  const direct = isZero(minus(to.singular, from.singular))
    ? null
    : signAtRoot(minus(after, before), left.algebra, at, name);
  if (direct !== null) return direct;
  const singular = oppositeSigns(chart(left.algebra, from.singular), chart(right.algebra, to.singular), at);
  return regular === 0 || regular === singular ? singular : null;
}

function partedAt(f: Form, around: Box): { readonly regular: Form; readonly singular: Form } {
  const isRegular = f.terms.map((t) => pointEnclosure(formOf(t), around) !== null);
  return {
    regular: form(f.terms.filter((_, i) => isRegular[i])),
    singular: form(f.terms.filter((_, i) => !isRegular[i])),
  };
}

/** Opposite signs on the two sides tell which way the slope jumps, also where it is infinite. */
function oppositeSigns(left: Chart | null, right: Chart | null, at: Root): Sign | null {
  if (!left || !right) return null;
  const isClear = [...left.roots, ...right.roots].every((r) => compare(r.hi, at.lo) < 0 || compare(r.lo, at.hi) > 0);
  if (!isClear) return null;
  const [from, to] = [left.signs[left.signs.length - 1]!, right.signs[0]!];
  return from < 0 && to > 0 ? 1 : from > 0 && to < 0 ? -1 : null;
}
