import type { Expression } from '../../math/expression/expression.ts';
import { compare, toDouble } from '../../math/rational/rational.ts';
import type { Algebra, Work } from '../algebra/algebra.ts';
import { chart, lineAlgebra } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { type Form, minus, times } from '../algebra/form.ts';
import type { Failure } from '../algebra/normalise.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';
import { valueJump } from '../line/judge-line.ts';
import { type LinePiece, piecesOf } from '../line/pieces.ts';
import { signAtRoot } from '../line/root-sign.ts';
import { type Spike, spikesOf } from './spikes.ts';

/** A stretch of the parameter on which a curve (x, y) is smooth and both coordinates are monotone. */
export interface Cell {
  readonly lo: Root;
  readonly hi: Root;
  readonly x: Coordinate;
  readonly y: Coordinate;
  readonly algebra: Algebra;
  /** The jumps of x and y at the lower end, against the cell before; null: not known. */
  readonly jump: readonly [Sign | null, Sign | null];
}

export interface Coordinate {
  readonly form: Form;
  readonly slope: Form | null;
  readonly direction: Sign | null;
}

export interface ParametricCurve {
  readonly parameter: string;
  readonly x: Expression;
  readonly y: Expression;
  readonly lo: Root;
  readonly hi: Root;
  readonly assumed: ReadonlyMap<string, Sign>;
}

export type Cells =
  | { readonly cells: readonly Cell[]; readonly spikes: readonly Spike[]; readonly failure: null }
  | { readonly cells: null; readonly failure: Failure };

/** Cuts a curve where a coordinate has a kink, a jump or a turning point. */
export function cellsOf(curve: ParametricCurve, work: Work): Cells {
  const { parameter, lo, hi, assumed } = curve;
  const xs = piecesOf(curve.x, parameter, lo, hi, work, assumed);
  if (!xs.pieces) return { cells: null, failure: xs.failure };
  const ys = piecesOf(curve.y, parameter, lo, hi, work, assumed);
  if (!ys.pieces) return { cells: null, failure: ys.failure };
  const spikes = spikesOf(curve, xs, ys);
  if ('why' in spikes) return { cells: null, failure: spikes };
  const cells: Cell[] = [];
  for (const { piece, other, from, to } of overlaps(xs.pieces, ys.pieces)) {
    cells.push(...monotoneCells(piece, other, from, to, curve, cells[cells.length - 1] ?? null, work));
  }
  return { cells, spikes, failure: null };
}

interface Overlap {
  readonly piece: LinePiece;
  readonly other: LinePiece;
  readonly from: Root;
  readonly to: Root;
}

function overlaps(xs: readonly LinePiece[], ys: readonly LinePiece[]): Overlap[] {
  const found: Overlap[] = [];
  let i = 0;
  let j = 0;
  let from = xs[0]!.lo;
  while (i < xs.length && j < ys.length) {
    const [a, b] = [xs[i]!, ys[j]!];
    const order = compare(a.hi.hi, b.hi.hi);
    const to = order <= 0 ? a.hi : b.hi;
    found.push({ piece: a, other: b, from, to });
    if (order <= 0) i++;
    if (order >= 0) j++;
    from = to;
  }
  return found;
}

function monotoneCells(
  px: LinePiece,
  py: LinePiece,
  from: Root,
  to: Root,
  curve: ParametricCurve,
  before: Cell | null,
  work: Work,
): Cell[] {
  const name = curve.parameter;
  const whole = compare(px.lo.lo, from.lo) === 0 && compare(px.hi.hi, to.hi) === 0;
  const algebra = whole ? withFacts(px.algebra, py.algebra) : lineAlgebra(name, from.lo, to.hi, work, factsOf(px, py));
  const slopes = [derivative(px.form, name), derivative(py.form, name)];
  const charts = slopes.map((s) => s && chart(algebra, s));
  const cuts = [...(charts[0]?.roots ?? []), ...(charts[1]?.roots ?? [])].sort((a, b) => compare(a.lo, b.lo));
  const distinct = cuts.filter((r, i) => i === 0 || compare(cuts[i - 1]!.hi, r.lo) < 0);
  const cells: Cell[] = [];
  for (let i = 0; i <= distinct.length; i++) {
    const lo = i === 0 ? from : distinct[i - 1]!;
    const hi = distinct[i] ?? to;
    const direction = (k: 0 | 1): Sign | null => signBetween(charts[k] ?? null, lo, hi);
    const first = i === 0 && before;
    cells.push({
      lo,
      hi,
      x: { form: px.form, slope: slopes[0] ?? null, direction: direction(0) },
      y: { form: py.form, slope: slopes[1] ?? null, direction: direction(1) },
      algebra: distinct.length === 0 ? algebra : lineAlgebra(name, lo.lo, hi.hi, work, factsOf(px, py)),
      jump: first ? [jumpAt(before.x.form, px, name, from), jumpAt(before.y.form, py, name, from)] : [0, 0],
    });
  }
  return cells;
}

function withFacts(a: Algebra, b: Algebra): Algebra {
  return a === b ? a : { ...a, facts: new Map([...b.facts, ...a.facts]) };
}

function factsOf(px: LinePiece, py: LinePiece): Map<string, Sign> {
  const known = new Map<string, Sign>();
  for (const piece of [px, py]) {
    for (const [key, fact] of piece.algebra.facts) if (fact.sign !== null && fact.inside) known.set(key, fact.sign);
  }
  return known;
}

function jumpAt(before: Form, piece: LinePiece, name: string, at: Root): Sign | null {
  const difference = minus(piece.form, before);
  if (difference.terms.length === 0) return 0;
  const split = piece.splitAtLo;
  if (!split || compare(split.root.lo, at.lo) !== 0) return signAtRoot(difference, piece.algebra, at, name);
  return split.kind === 'kink' ? 0 : valueJump(before, piece, split, name);
}

function signBetween(found: ReturnType<typeof chart>, lo: Root, hi: Root): Sign | null {
  if (!found) return null;
  let i = 0;
  while (i < found.roots.length && toDouble(found.roots[i]!.lo) < (toDouble(lo.hi) + toDouble(hi.lo)) / 2) i++;
  return found.signs[i] ?? null;
}

/** The sign of the jump of dy/dx between two cells that touch, both with x rising. */
export function slopeJump(before: Cell, after: Cell, name: string): Sign | null {
  if (!before.x.slope || !before.y.slope || !after.x.slope || !after.y.slope) return null;
  const jump = minus(times(after.y.slope, before.x.slope), times(before.y.slope, after.x.slope));
  return signAtRoot(jump, after.algebra, after.lo, name);
}

/** x'y'' - y'x'': its sign is that of the second derivative of y as a function of x where x rises. */
export function bendForm(cell: Cell, name: string): Form | null {
  const { x, y } = cell;
  if (!x.slope || !y.slope) return null;
  const [xx, yy] = [derivative(x.slope, name), derivative(y.slope, name)];
  return xx && yy && minus(times(x.slope, yy), times(y.slope, xx));
}
