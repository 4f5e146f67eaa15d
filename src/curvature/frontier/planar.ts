import { compile } from '../../math/expression/compile.ts';
import { print } from '../../math/expression/print.ts';
import { fromRational, interval } from '../../math/interval/interval.ts';
import { compare, toDouble } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { enclosure } from '../algebra/enclosure.ts';
import type { Failure } from '../algebra/normalise.ts';
import { middleOf } from '../line/pieces.ts';
import type { Arc, ProductionShape } from '../shape.ts';
import type { FrontierJudgement, Inflection, Verdict } from '../verdict.ts';
import { type BoundaryPart, bendsOf, segmentsOf, verdictOf } from './boundary.ts';
import { branchAt } from './branches.ts';
import { type Cell, cellsOf, type ParametricCurve } from './cells.ts';
import { arcOf, pointArc } from './curve.ts';
import { CURVE_ITSELF, curveCertificate, type Written } from './curve-certificate.ts';
import { frontierWitnesses, type GapKind } from './frontier-witness.ts';
import { type Hull, hullOf } from './hull.ts';
import { nothing } from './outcome.ts';

export type PlanarResult =
  | { readonly judgement: FrontierJudgement; readonly hull: Hull; readonly failure: null }
  | { readonly judgement: null; readonly hull: null; readonly failure: Failure };

/** The judgement of a curve between two goods, without domain and findings. */
export function judgePlanar(
  goods: readonly [string, string],
  curve: ParametricCurve,
  work: Work,
  gap: GapKind = 'output',
  written: Written = CURVE_ITSELF,
): PlanarResult {
  const cut = cellsOf(curve, work);
  if (!cut.cells) return { judgement: null, hull: null, failure: cut.failure };
  // A budget is all there is to spend; an explicit frontier ends where it falls to 0.
  const cells = curve.x.kind === 'name' ? withoutFallen(cut.cells, curve) : cut.cells;
  const hull = hullOf(curve, cells, cut.spikes);
  const bends = bendsOf(hull.boundary);
  const bent = hull.unsettled ? 'unknown' : isBox(hull) ? 'concave' : verdictOf(bends);
  const straight = hull.boundary.some((p) => p.kind === 'arc' && p.bend === 0);
  const witnesses = work.verdictOnly ? [] : frontierWitnesses(goods, hull.boundary, bent, gap);
  const isShown = bent !== 'mixed' || work.verdictOnly || witnesses.length === 2;
  const verdict = isShown ? bent : 'unknown';
  const judgement: FrontierJudgement = {
    ...nothing(goods),
    verdict,
    strict:
      verdict === 'concave' || verdict === 'convex'
        ? !straight && !hull.boundary.some((p) => p.kind !== 'arc')
        : verdict === 'unknown'
          ? null
          : false,
    segments: segmentsOf(hull.boundary, goods[0]),
    inflections: inflectionsOf(hull.boundary, curve, goods[0]),
    witnesses,
    reason: isShown ? reasonFor(verdict, curve) : `${reasonFor(bent, curve)}, but by less than doubles can show`,
    certificate: work.verdictOnly
      ? null
      : curveCertificate(goods, curve, cells, hull, verdict, witnesses, {
          ...written,
          fell: cells.length < cut.cells.length,
        }),
    shape: shapeOf(goods, hull.boundary),
  };
  return { judgement, hull, failure: null };
}

/** What lies beyond the end within its bracket is no output: below 0 after a jump, or 0. */
function withoutFallen(cells: readonly Cell[], curve: ParametricCurve): readonly Cell[] {
  const last = cells[cells.length - 1];
  if (!last || cells.length === 1) return cells;
  // It turns where it reaches 0, which is within the bracket of the end.
  if (compare(curve.hi.lo, curve.hi.hi) < 0 && compare(last.lo.hi, curve.hi.lo) >= 0)
    return withoutFallen(cells.slice(0, -1), curve);
  const range = interval(fromRational(last.lo.lo).lo, fromRational(last.hi.hi).hi);
  const [whole, own] = [middleOf(last.hi) - middleOf((cells[0] as Cell).lo), middleOf(last.hi) - middleOf(last.lo)];
  const idle = last.y.form.terms.length === 0 && own <= 1e-12 * whole;
  const fallen = idle || enclosure(last.y.form, new Map([[curve.parameter, range]])).hi < 0;
  return fallen ? withoutFallen(cells.slice(0, -1), curve) : cells;
}

/** In short, which formula bends which way. */
function reasonFor(verdict: Verdict, { parameter, x, y }: ParametricCurve): string | null {
  const formula = x.kind === 'name' && x.name === parameter ? print(y) : `the curve of ${print(x)} against ${print(y)}`;
  switch (verdict) {
    case 'concave':
      return `${formula} bends outward all along`;
    case 'convex':
      return `${formula} bends inward all along`;
    case 'linear':
      return `${formula} is a straight line`;
    case 'mixed':
      return `${formula} bends outward in one part and inward in another`;
    case 'unknown':
      return `the sign of the second derivative of ${formula} was not decided within the work limit`;
  }
}

function isBox(hull: Hull): boolean {
  return hull.boundary.length === 1 && hull.boundary[0]!.kind === 'point';
}

export function shapeOf(goods: readonly [string, string], boundary: readonly BoundaryPart[]): ProductionShape {
  return { kind: 'planar', goods, arcs: arcsOf(boundary) };
}

/** The efficient arcs; a lone point where disposal begins at no arc's end. */
function arcsOf(boundary: readonly BoundaryPart[]): Arc[] {
  const arcs: Arc[] = [];
  boundary.forEach((part, i) => {
    const [before, after] = [boundary[i - 1], boundary[i + 1]];
    if (part.kind === 'arc') arcs.push(part.arc);
    else if (part.kind === 'point') arcs.push(pointArc(part.x, part.y));
    else if (part.kind === 'vertical' && before?.kind !== 'arc' && before?.kind !== 'vertical')
      arcs.push(pointArc(part.x, part.y));
    else if (part.kind === 'horizontal' && after === undefined) arcs.push(pointArc(part.x, part.y));
  });
  return arcs;
}

function inflectionsOf(boundary: readonly BoundaryPart[], curve: ParametricCurve, good: string): Inflection[] {
  const x = compile(curve.x, [curve.parameter]);
  const found: Inflection[] = [];
  boundary.forEach((part, i) => {
    const next = boundary[i + 1];
    if (part.kind !== 'arc' || next?.kind !== 'arc') return;
    const conflicting = new Set([part.bend, next.bend, next.kink].filter((b) => b !== 0 && b !== null)).size > 1;
    if (!conflicting) return;
    const bracket = part.change ? [toDouble(part.change.lo), toDouble(part.change.hi)] : [part.arc.to, part.arc.to];
    const [lo, hi] = bracket.map((t) => x([t])).sort((a, b) => a - b) as [number, number];
    found.push({ variable: good, at: (lo + hi) / 2, interval: [lo, hi] });
  });
  return found;
}

/** One arc of unknown curvature over the whole curve: what remains when nothing can be proven. */
export function unknownArc(curve: ParametricCurve, from: number, to: number): Arc {
  const names = [curve.parameter];
  const middle = [(from + to) / 2];
  const smooth = {
    parameter: curve.parameter,
    x: branchAt(curve.x, names, middle),
    y: branchAt(curve.y, names, middle),
  };
  return arcOf(smooth, 'unknown', from, to);
}
