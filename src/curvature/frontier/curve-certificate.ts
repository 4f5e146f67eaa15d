import { compile } from '../../math/expression/compile.ts';
import { fromRational } from '../../math/interval/interval.ts';
import { add, compare, fromDouble, type Rational, subtract, toDouble } from '../../math/rational/rational.ts';
import { chart } from '../algebra/chart.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';
import type { Bend, Bracket, CurveCertificate, CurvePart, Limit, WrittenFrontier } from '../certificate.ts';
import { encode, textOf } from '../encoded-expression.ts';
import type { Verdict, Witness } from '../verdict.ts';
import type { BoundaryPart } from './boundary.ts';
import { bendForm, type Cell, type ParametricCurve } from './cells.ts';
import type { Hull, Stretch } from './hull.ts';

/** What a curve certificate speaks of besides the curve. */
export interface Written {
  readonly of: WrittenFrontier;
  /** Where the frontier ends, isolated; null: where the curve's last cell does. */
  readonly end: Root | null;
  /** Cells beyond a fall to 0 or below were left out: it is the end where it is exact. */
  readonly fell?: boolean;
}

export const CURVE_ITSELF: Written = { of: { form: 'curve' }, end: null };

/** Writes down what is proven of a curve: its parts over the whole range, its corners and chords. */
export function curveCertificate(
  goods: readonly [string, string],
  curve: ParametricCurve,
  cells: readonly Cell[],
  hull: Hull,
  verdict: Verdict,
  witnesses: readonly Witness[],
  written: Written,
): CurveCertificate | null {
  if (verdict === 'unknown') return null;
  const pieces = piecesOf(curve, cells, hull, verdict, written);
  const parts = pieces.map((p, i) => partOf(p, pieces[i + 1] ?? null, verdict));
  const corners =
    verdict === 'mixed' ? [] : hull.boundary.flatMap((b) => (b.kind === 'arc' ? [] : [cornerOf(b, curve, pieces)]));
  return {
    kind: 'curve',
    goods,
    of: written.of,
    parameter: curve.parameter,
    x: encode(curve.x),
    y: encode(curve.y),
    verdict,
    parts: [...parts, ...corners.filter((c) => c !== null)],
    witnesses,
  };
}

interface Piece {
  readonly from: Root;
  readonly to: Root;
  readonly x: Sign | null;
  readonly y: Sign | null;
  /** Of an arc; null: dominated. */
  readonly bend: Sign | null;
}

function piecesOf(
  curve: ParametricCurve,
  cells: readonly Cell[],
  hull: Hull,
  verdict: Verdict,
  { end, fell }: Written,
): readonly Piece[] {
  const pieces = cells.flatMap((cell) => piecesOfCell(curve, cell, hull.stretches, verdict));
  // What lies inside the bracket of the end is no part of its own.
  const merged = pieces.filter((p, i) => i === 0 || !end || compare(p.from.lo, end.lo) < 0);
  const length = toDouble(subtract((merged[merged.length - 1] as Piece).to.hi, (merged[0] as Piece).from.lo));
  return merged.map((p, i) => {
    const last = i === merged.length - 1;
    const joint = (r: Root): Root => widened(r, length, p, merged[i - 1] ?? null, merged[i + 1] ?? null);
    return { ...p, from: joint(p.from), to: last && end && !(fell && isExact(p.to)) ? end : joint(p.to) };
  });
}

/** The efficient part of a cell is an arc; where corners of the hull cut it, it goes on a little beyond the cut. */
function piecesOfCell(curve: ParametricCurve, cell: Cell, stretches: readonly Stretch[], verdict: Verdict): Piece[] {
  if (verdict === 'mixed')
    return [{ from: cell.lo, to: cell.hi, x: cell.x.direction, y: cell.y.direction, bend: null }];
  const own = stretches.filter((s) => s.cell === cell);
  const kept = own.filter((s) => s.x && s.y);
  const plain: Piece = { from: cell.lo, to: cell.hi, x: cell.x.direction, y: cell.y.direction, bend: null };
  const [first, last] = [kept[0], kept[kept.length - 1]];
  if (!first || !last) return [plain];
  const found = chartOf(curve, cell);
  if (!found) return [plain];
  const wanted = verdict === 'concave' ? -1 : verdict === 'convex' ? 1 : 0;
  const uniform = found.signs.every((s) => s === wanted) || found.signs.length === 1;
  if (uniform) return [{ ...plain, bend: found.signs[0] as Sign }];
  const [lo, hi] = [first.from, last.to];
  const cuts = [cell.lo, ...found.roots, cell.hi];
  return found.signs.flatMap((bend, i) => {
    const [from, to] = [cuts[i] as Root, cuts[i + 1] as Root];
    const arc: Piece = { ...plain, from, to, bend };
    const [a, b] = [toDouble(from.hi), toDouble(to.lo)];
    if (b <= lo || a >= hi) return [{ ...arc, bend: null }];
    const low = lo > a ? exactRoot(lo + (a - lo) * 2 ** -10) : null;
    const high = hi < b ? exactRoot(hi + (b - hi) * 2 ** -10) : null;
    return [
      ...(low ? [{ ...arc, to: low, bend: null }] : []),
      { ...arc, from: low ?? from, to: high ?? to },
      ...(high ? [{ ...arc, from: high, bend: null }] : []),
    ];
  });
}

function chartOf(
  curve: ParametricCurve,
  cell: Cell,
): { readonly roots: readonly Root[]; readonly signs: readonly Sign[] } | null {
  const form = bendForm(cell, curve.parameter);
  const found = form && chart(cell.algebra, form);
  return found && { roots: found.roots, signs: found.signs };
}

function isExact({ lo, hi }: Root): boolean {
  return compare(lo, hi) === 0;
}

function exactRoot(x: number): Root {
  const r = fromDouble(x);
  return { lo: r, hi: r };
}

const LONG = 1n << 4000n;

/** A bracket wide enough for signs to be seen beside it, and narrower than its neighbours. */
function widened(r: Root, length: number, own: Piece, before: Piece | null, after: Piece | null): Root {
  if (isExact(r) && r.lo.denominator < LONG) return r;
  const at = toDouble(r.lo);
  const others = [own.from, own.to, before?.from, after?.to].flatMap((o) =>
    o ? [toDouble(o.lo), toDouble(o.hi)] : [],
  );
  const nearest = Math.min(...others.map((o) => Math.abs(o - at)).filter((d) => d > 1e-14 * length));
  const by = fromDouble(Math.min(length * 2 ** -30, nearest / 8));
  // Roots of high degree have thousands of digits.
  const [lo, hi] = [fromRational(subtract(r.lo, by)).lo, fromRational(add(r.hi, by)).hi];
  return { lo: fromDouble(lo), hi: fromDouble(hi) };
}

function partOf({ from, to, x, y, bend }: Piece, next: Piece | null, verdict: Verdict): CurvePart {
  const [a, b] = [bracketOf(from), bracketOf(next ? next.from : to)];
  if (verdict === 'mixed') return { part: 'stretch', from: a, to: b, x: x as Bend | null, y: y as Bend | null };
  return bend === null
    ? { part: 'dominated', from: a, to: b, x: x as Bend | null, y: y as Bend | null }
    : { part: 'arc', from: a, to: b, bend: bend as Bend };
}

export function bracketOf(r: { readonly lo: Rational; readonly hi: Rational }): Bracket {
  return [textOf(r.lo), textOf(r.hi)];
}

/** The joints of the parts at which the corner's two amounts are had. */
function cornerOf(
  corner: Exclude<BoundaryPart, { readonly kind: 'arc' }>,
  curve: ParametricCurve,
  pieces: readonly Piece[],
): CurvePart | null {
  const limits = pieces.flatMap((p, i): { readonly at: Limit; readonly t: number; readonly inside: number }[] => {
    const [lo, hi] = [toDouble(p.from.hi), toDouble(p.to.lo)];
    const nudge = (hi - lo) * 2 ** -40;
    return [
      { at: [i, 'after'], t: lo, inside: lo + nudge },
      { at: [i + 1, 'before'], t: hi, inside: hi - nudge },
    ];
  });
  const ranked = (axis: 'x' | 'y', wanted: number) => {
    const f = compile(curve[axis], [curve.parameter]);
    const miss = (t: number): number => Math.abs(f([t]) - wanted);
    return limits
      .map((l) => ({
        at: l.at,
        off: Math.min(
          miss(l.inside),
          Math.abs(f([l.inside]) - f([l.t])) < 1e-9 * (1 + Math.abs(wanted)) ? miss(l.t) : 1 / 0,
        ),
      }))
      .filter((l) => l.off <= 1e-7 * (1 + Math.abs(wanted)))
      .sort((a, b) => a.off - b.off);
  };
  const [xs, ys] = [ranked('x', corner.x), ranked('y', corner.y)].map((near, i) => {
    const own = corner.at === undefined ? null : ownLimit(corner.at, pieces);
    const value = own && compile(i === 0 ? curve.x : curve.y, [curve.parameter])([corner.at as number]);
    const isOwn = value !== null && Math.abs(value - (i === 0 ? corner.x : corner.y)) <= 1e-12 * (1 + Math.abs(value));
    return own && isOwn ? [{ at: own }] : near;
  }) as [{ readonly at: Limit }[], { readonly at: Limit }[]];
  for (const x of xs) {
    const y = ys.find((l) => l.at[0] === x.at[0] && l.at[1] === x.at[1]);
    if (y) return { part: corner.kind, x: x.at, y: y.at };
  }
  for (const x of xs) {
    const y = ys.find(
      (l) => x.at[0] < l.at[0] || (x.at[0] === l.at[0] && !(x.at[1] === 'after' && l.at[1] === 'before')),
    );
    if (y) return { part: corner.kind, x: x.at, y: y.at };
  }
  return null;
}

/** The joint at which a single place has a value of its own. */
function ownLimit(t: number, pieces: readonly Piece[]): Limit | null {
  const joints = [...pieces.map((p) => p.from), (pieces[pieces.length - 1] as Piece).to];
  const joint = joints.findIndex((r) => isExact(r) && toDouble(r.lo) === t);
  return joint < 0 ? null : [joint, 'at'];
}
