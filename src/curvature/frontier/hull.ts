import { compile } from '../../math/expression/compile.ts';
import { chart } from '../algebra/chart.ts';
import type { Sign } from '../algebra/polynomial.ts';
import { middleOf } from '../line/pieces.ts';
import type { ArcCurvature } from '../shape.ts';
import type { BoundaryPart } from './boundary.ts';
import { branchAt } from './branches.ts';
import { bendForm, type Cell, type ParametricCurve, slopeJump } from './cells.ts';
import { arcOf, type Curve } from './curve.ts';
import { compareLevels, higher, type Level, LOWEST, levelAt, ownLevelAt } from './records.ts';
import type { Spike } from './spikes.ts';

export interface Hull {
  readonly stretches: readonly Stretch[];
  readonly boundary: readonly BoundaryPart[];
  /** Parameter ranges that are not efficient although a coordinate moves the wrong way there. */
  readonly dominated: readonly { readonly from: number; readonly to: number }[];
  /** The first cell whose direction or jump is not known. */
  readonly unsettled: boolean;
}

/** A stretch of the parameter inside a cell: whether x and y are new records there. */
export interface Stretch {
  readonly cell: Cell;
  readonly from: number;
  readonly to: number;
  readonly x: boolean;
  readonly y: boolean;
  readonly whole: boolean;
}

type Value = (t: number) => number;

/**
 * The efficient boundary of a curve with free disposal: x counts where it rises above all before, y above all after. Elsewhere
 * the highest x before goes with the highest y after: what a budget would lose by being spent may be left unspent.
 */
export function hullOf(curve: ParametricCurve, cells: readonly Cell[], spikes: readonly Spike[] = []): Hull {
  const standing = spikesByJoint(cells, spikes);
  const value = { x: valueAlong(curve, 'x'), y: valueAlong(curve, 'y') };
  const unsettled = cells.some(
    (c) => c.x.direction === null || c.y.direction === null || c.jump[0] === null || c.jump[1] === null,
  );
  const isSpike = (axis: Spike['axis']) => (joint: number) => standing.get(joint)?.axis === axis;
  const forward = records(curve, cells, 'x', value.x, isSpike('x'));
  const backward = records(curve, cells, 'y', value.y, isSpike('y'));
  const stretches = cells.flatMap((cell, i) => stretchesOf(cell, forward.spans[i] ?? null, backward.spans[i] ?? null));
  const boundary = trimmed(partsOf(curve, stretches, value, spikes));
  const dominated = stretches
    .filter((s) => (!s.x && s.cell.x.direction !== 0) || (!s.y && s.cell.y.direction !== 0 && s.x))
    .map(({ from, to }) => ({ from, to }));
  return {
    stretches,
    boundary,
    dominated: joinRanges(dominated),
    unsettled: unsettled || !forward.sure || !backward.sure,
  };
}

/** By the cell that begins there, or one more than the last. */
function spikesByJoint(cells: readonly Cell[], spikes: readonly Spike[]): ReadonlyMap<number, Spike> {
  const ends = [...cells.map((c) => middleOf(c.lo)), middleOf((cells[cells.length - 1] as Cell).hi)];
  return new Map(spikes.map((s) => [ends.indexOf(s.t), s]));
}

function heightOf(spike: Spike | undefined, axis: Spike['axis']): number | undefined {
  return spike?.axis === axis ? spike[axis] : undefined;
}

function joinRanges(ranges: readonly { readonly from: number; readonly to: number }[]): { from: number; to: number }[] {
  const joined: { from: number; to: number }[] = [];
  for (const r of ranges) {
    const last = joined[joined.length - 1];
    if (last && last.to >= r.from) last.to = r.to;
    else joined.push({ ...r });
  }
  return joined;
}

function valueAlong(curve: ParametricCurve, axis: 'x' | 'y'): Value {
  const e = curve[axis];
  const f = compile(e, [curve.parameter]);
  return (t) => f([t]);
}

type Span = { readonly from: number; readonly to: number } | null;

interface Records {
  readonly spans: readonly Span[];
  /** Every comparison is proven. */
  readonly sure: boolean;
}

/** Where, inside each cell, the coordinate is a new record; seen from the first cell (x), or from the last (y). */
function records(
  curve: ParametricCurve,
  cells: readonly Cell[],
  axis: 'x' | 'y',
  value: Value,
  isSpike: (joint: number) => boolean,
): Records {
  const reversed = axis === 'y';
  const spans: Span[] = new Array(cells.length).fill(null);
  const order = cells.map((_, i) => (reversed ? cells.length - 1 - i : i));
  let record = LOWEST;
  let current = true;
  // Just fallen from the record or from below it: surely less than that.
  let fell = false;
  let sure = true;
  const isAbove = (level: Level, or: boolean): boolean => {
    const sign = compareLevels(level, record);
    if (sign === null) sure = false;
    return sign === null ? level.range.hi > record.range.lo : or ? sign >= 0 : sign > 0;
  };
  for (const i of order) {
    const cell = cells[i]!;
    const [first, last] = reversed ? [cell.hi, cell.lo] : [cell.lo, cell.hi];
    const [start, end] = [middleOf(first), middleOf(last)];
    const [a, b] = [levelAt(curve, axis, cell, first), levelAt(curve, axis, cell, last)];
    const joint = reversed ? cells[i + 1] : i > 0 ? cell : undefined;
    if (joint && joint.jump[reversed ? 1 : 0] !== 0) current = fell = false;
    if (isSpike(reversed ? i + 1 : i)) {
      const lone = ownLevelAt(curve, axis, first.lo);
      current = !isAbove(lone, false) && current;
      record = higher(record, lone);
    }
    const direction = (reversed ? -1 : 1) * (cell[axis].direction ?? 0);
    if (direction <= 0) {
      record = current ? a : higher(record, a);
      fell = direction < 0 || fell;
      current = direction === 0 && current;
      continue;
    }
    if (current || (!fell && isAbove(a, true)))
      spans[i] = reversed ? { from: end, to: start } : { from: start, to: end };
    else if (isAbove(b, false)) {
      const cut = crossing((t) => insideValue(value, t, start, end), middle(record.range), start, end);
      spans[i] = reversed ? { from: end, to: cut } : { from: cut, to: end };
    }
    current = spans[i] !== null;
    fell = false;
    record = current ? b : record;
  }
  return { spans, sure };
}

function middle({ lo, hi }: { readonly lo: number; readonly hi: number }): number {
  return lo + (hi - lo) / 2;
}

/** The value at an end of a cell as the limit from inside: at a jump the end itself may belong to the other side. */
function insideValue(value: Value, t: number, start: number, end: number): number {
  if (t !== start && t !== end) return value(t);
  const nudge = (end - start) * 2 ** -40;
  const direct = value(t);
  const inside = value(t === start ? t + nudge : t - nudge);
  const further = value(t === start ? t + 16 * nudge : t - 16 * nudge);
  // Continuous: the step to the end is no larger than the next one.
  return Number.isNaN(inside) || Math.abs(direct - inside) <= Math.abs(further - inside) + 1e-300 ? direct : inside;
}

function crossing(value: Value, level: number, start: number, end: number): number {
  let [below, above] = [start, end];
  for (let i = 0; i < 200; i++) {
    const middle = (below + above) / 2;
    if (middle === below || middle === above) break;
    if (value(middle) < level) below = middle;
    else above = middle;
  }
  return above;
}

function stretchesOf(cell: Cell, x: Span, y: Span): Stretch[] {
  const [lo, hi] = [middleOf(cell.lo), middleOf(cell.hi)];
  const cuts = [lo, hi, ...(x ? [x.from, x.to] : []), ...(y ? [y.from, y.to] : [])].sort((a, b) => a - b);
  const distinct = cuts.filter((c, i) => i === 0 || cuts[i - 1] !== c);
  const covers = (span: Span, from: number, to: number): boolean => span !== null && span.from <= from && to <= span.to;
  return distinct.slice(1).map((to, i) => {
    const from = distinct[i]!;
    return { cell, from, to, x: covers(x, from, to), y: covers(y, from, to), whole: from === lo && to === hi };
  });
}

function partsOf(
  curve: ParametricCurve,
  stretches: readonly Stretch[],
  value: { readonly x: Value; readonly y: Value },
  spikes: readonly Spike[],
): BoundaryPart[] {
  const parts: BoundaryPart[] = [];
  const spikeAt = (t: number): Spike | undefined => spikes.find((s) => s.t === t);
  const highest = highestAfter(stretches, value.y, spikeAt);
  let furthest = Number.NEGATIVE_INFINITY;
  let before: Stretch | null = null;
  const spikeParts = (spike: Spike | undefined, most: number, after: Stretch | undefined): BoundaryPart[] => {
    if (!spike || spike[spike.axis] <= (spike.axis === 'x' ? furthest : most)) return [];
    // As much of the other good is had with more of this one, if that does not change just there.
    if (spike.axis === 'x' ? after?.y === false : before?.x === false) {
      furthest = Math.max(furthest, spike.x);
      return [];
    }
    const corner = { x: Math.max(furthest, spike.x), y: Math.max(most, spike.y), at: spike.t };
    furthest = corner.x;
    return [
      { kind: 'horizontal', ...corner },
      { kind: 'vertical', ...corner },
    ];
  };
  stretches.forEach((s, i) => {
    const lone =
      before?.cell === s.cell
        ? []
        : spikeParts(spikeAt(s.from), Math.max(highest[i] as number, insideValue(value.y, s.from, s.from, s.to)), s);
    furthest = Math.max(furthest, insideValue(value.x, s.from, s.from, s.to));
    if (lone.length > 0) parts.push(...lone);
    else if (before && s.cell !== before.cell) parts.push(...jumpParts(s.cell, s.from, before, s, value));
    if (s.x && s.y) parts.push(...arcParts(curve, s, touching(before, s) ? before : null));
    else if (s.y) parts.push({ kind: 'vertical', x: furthest, y: insideValue(value.y, s.from, s.from, s.to) });
    else if (s.x)
      parts.push({ kind: 'horizontal', x: insideValue(value.x, s.to, s.from, s.to), y: highest[i] as number });
    furthest = Math.max(furthest, insideValue(value.x, s.to, s.from, s.to));
    before = s;
  });
  const last = stretches[stretches.length - 1];
  return last ? [...parts, ...spikeParts(spikeAt(last.to), Number.NEGATIVE_INFINITY, undefined)] : parts;
}

/** For each stretch the highest y from its end on. */
function highestAfter(
  stretches: readonly Stretch[],
  y: Value,
  spikeAt: (t: number) => Spike | undefined,
): readonly number[] {
  const found: number[] = new Array(stretches.length).fill(0);
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = stretches.length - 1; i >= 0; i--) {
    const { from, to, cell } = stretches[i] as Stretch;
    const lone = stretches[i + 1]?.cell === cell ? undefined : heightOf(spikeAt(to), 'y');
    highest = Math.max(highest, lone ?? highest, insideValue(y, to, from, to));
    found[i] = highest;
    highest = Math.max(highest, insideValue(y, from, from, to));
  }
  return found;
}

function touching(before: Stretch | null, s: Stretch): boolean {
  return before?.x === true && before.y && (before.cell === s.cell || (s.cell.jump[0] === 0 && s.cell.jump[1] === 0));
}

function jumpParts(
  cell: Cell,
  at: number,
  before: Stretch,
  after: Stretch,
  value: { readonly x: Value; readonly y: Value },
): BoundaryPart[] {
  const [jx, jy] = cell.jump;
  const [left, top] = [
    insideValue(value.x, before.to, before.from, before.to),
    insideValue(value.y, before.to, before.from, before.to),
  ];
  const [right, bottom] = [
    insideValue(value.x, at, after.from, after.to),
    insideValue(value.y, at, after.from, after.to),
  ];
  // A jump up is no stretch of the boundary: what stands before it is dominated.
  const down: BoundaryPart[] =
    jy !== 1 && jy !== 0 && (before.y || after.y) ? [{ kind: 'vertical', x: left, y: top }] : [];
  const across: BoundaryPart[] =
    jx !== -1 && jx !== 0 && (before.x || after.x) ? [{ kind: 'horizontal', x: right, y: bottom }] : [];
  const [x, y] = [value.x(at), value.y(at)];
  // Right at the jump both goods may have their better value: a corner that stands out.
  if (down.length > 0 && across.length > 0 && 2 * x > left + right && 2 * y > top + bottom)
    return [
      { kind: 'horizontal', x: right, y: top },
      { kind: 'vertical', x: right, y: top },
    ];
  return [...down, ...across];
}

const CURVATURES = new Map<Sign | null, ArcCurvature>([
  [1, 'convex'],
  [-1, 'concave'],
  [0, 'linear'],
  [null, 'unknown'],
]);

/** The arcs of one stretch, cut where the bend changes its sign. */
function arcParts(curve: ParametricCurve, s: Stretch, before: Stretch | null): BoundaryPart[] {
  const name = curve.parameter;
  const form = bendForm(s.cell, name);
  const found = form && chart(s.cell.algebra, form);
  const roots = (found?.roots ?? []).filter((r) => middleOf(r) > s.from && middleOf(r) < s.to);
  const offset = (found?.roots ?? []).filter((r) => middleOf(r) <= s.from).length;
  const smooth = smoothCurve(curve, (s.from + s.to) / 2);
  return Array.from({ length: roots.length + 1 }, (_, i) => {
    const from = i === 0 ? s.from : middleOf(roots[i - 1]!);
    const to = i === roots.length ? s.to : middleOf(roots[i]!);
    const bend = found ? found.signs[offset + i]! : null;
    const kink = i > 0 ? 0 : before ? (before.cell === s.cell ? 0 : slopeJump(before.cell, s.cell, name)) : null;
    return {
      kind: 'arc' as const,
      arc: arcOf(smooth, CURVATURES.get(bend)!, from, to),
      bend,
      kink,
      change: roots[i] ?? null,
    };
  });
}

function smoothCurve(curve: ParametricCurve, at: number): Curve {
  const names = [curve.parameter];
  return { parameter: curve.parameter, x: branchAt(curve.x, names, [at]), y: branchAt(curve.y, names, [at]) };
}

/** Disposal before the first efficient point and after the last is no part of the boundary. */
function trimmed(parts: readonly BoundaryPart[]): BoundaryPart[] {
  let from = 0;
  let to = parts.length;
  while (from < to && parts[from]!.kind === 'horizontal') from++;
  while (to > from && parts[to - 1]!.kind === 'vertical') to--;
  const kept = parts.slice(from, to);
  if (kept.length === 0) return cornerOf(parts, from);
  return merged(kept);
}

/** A box: horizontal, then vertical; its corner is the one efficient point. */
function cornerOf(parts: readonly BoundaryPart[], from: number): BoundaryPart[] {
  const [last, next] = [parts[from - 1], parts[from]];
  const corner = next && next.kind !== 'arc' ? next : last && last.kind !== 'arc' ? last : null;
  return corner ? [{ ...corner, kind: 'point' }] : [];
}

function merged(parts: readonly BoundaryPart[]): BoundaryPart[] {
  const kept: BoundaryPart[] = [];
  for (const part of parts) {
    const last = kept[kept.length - 1];
    if (last && last.kind === part.kind && part.kind === 'horizontal') kept[kept.length - 1] = part;
    else if (!(last && last.kind === part.kind && part.kind === 'vertical')) kept.push(part);
  }
  return kept;
}
