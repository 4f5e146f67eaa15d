import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, interval } from '../../math/interval/interval.ts';
import { compare, type Rational } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { type Chart, chart, signAtPoint } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { enclosure } from '../algebra/enclosure.ts';
import { type Form, minus } from '../algebra/form.ts';
import type { Failure } from '../algebra/normalise.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';
import { type LinePiece, piecesOf, type Split } from './pieces.ts';

/** A stretch with one proven sign of the second derivative (0: linear), or a stretch where it is not known (null). */
export interface Stretch {
  readonly piece: number;
  readonly lo: Root;
  readonly hi: Root;
  readonly sign: Sign | null;
}

/** Between two pieces: the sign of the jump of the slope; `jump` of the value. Null: not known. */
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
  readonly failure: Failure | null;
}

/** Everything about the curvature of a function of one variable on a closed line. */
export function judgeLine(e: Expression, name: string, lo: Rational, hi: Rational, work: Work): LineJudgement {
  const cut = piecesOf(e, name, lo, hi, work);
  if (!cut.pieces) return { name, pieces: [], charts: [], stretches: [], kinks: [], failure: cut.failure };
  const { pieces } = cut;
  const slopes = pieces.map((p) => derivative(p.form, name));
  const charts = pieces.map((p, i) => {
    const second = slopes[i] && derivative(slopes[i], name);
    return second ? chart(p.algebra, second) : null;
  });
  const stretches = pieces.flatMap((p, i) => stretchesOf(p, charts[i] ?? null, i));
  const kinks = pieces.slice(1).map((right, i) => kinkBetween(pieces[i]!, right, slopes[i] ?? null, slopes[i + 1] ?? null, name));
  return { name, pieces, charts, stretches, kinks, failure: null };
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
  const value = split.kind === 'kink' ? 0 : valueJump(left, right, split, name);
  const slope = before && after ? slopeJump(left, right, before, after, split.root, name) : null;
  return { at: split.root, slope, value };
}

function valueJump(left: LinePiece, right: LinePiece, split: Split, name: string): Sign | null {
  const difference = minus(right.form, left.form);
  if (difference.terms.length === 0 || isMultiple(difference, split.by)) return 0;
  return signAtRoot(difference, left, split.root, name);
}

/** One form a rational multiple of another: they vanish together. */
function isMultiple(a: Form, b: Form): boolean {
  if (a.terms.length !== b.terms.length) return false;
  const [x, y] = [a.terms[0]!.coefficient, b.terms[0]!.coefficient];
  return a.terms.every((t, i) => {
    const other = b.terms[i]!;
    if (t.key !== other.key) return false;
    const c = t.coefficient;
    const d = other.coefficient;
    return c.numerator * y.numerator * x.denominator * d.denominator === x.numerator * d.numerator * c.denominator * y.denominator;
  });
}

function signAtRoot(f: Form, piece: LinePiece, at: Root, name: string): Sign | null {
  if (f.terms.length === 0) return 0;
  if (compare(at.lo, at.hi) === 0) return signAtPoint(f, piece.algebra, name, at.lo);
  const range = enclosure(f, new Map([[name, interval(fromRational(at.lo).lo, fromRational(at.hi).hi)]]));
  return range.lo > 0 ? 1 : range.hi < 0 ? -1 : null;
}

function slopeJump(left: LinePiece, right: LinePiece, before: Form, after: Form, at: Root, name: string): Sign | null {
  const direct = signAtRoot(minus(after, before), left, at, name);
  if (direct !== null) return direct;
  // Infinite slopes: opposite signs on the two sides tell all the same.
  const [a, b] = [chart(left.algebra, before), chart(right.algebra, after)];
  if (!a || !b) return null;
  const [from, to] = [a.signs[a.signs.length - 1]!, b.signs[0]!];
  return from < 0 && to > 0 ? 1 : from > 0 && to < 0 ? -1 : null;
}
