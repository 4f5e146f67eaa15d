import type { Arc, ProductionShape } from '../../curvature/shape.ts';
import { subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { type ArcRange, wholeArc } from './arc-range.ts';
import { levelPieces } from './level.ts';
import type { Piece, Place } from './piece.ts';
import { planarPiece } from './planar.ts';
import { type Corner, straightPiece } from './point.ts';
import { clip, separablePiece, type Task } from './separable.ts';

/** More combinations of stretches than this are left to the search, which parts them where it matters. */
const combinationsAtOnce = 24;

/**
 * A production set as pieces in the goods of the economy. A convex arc gives its two ends (points) and its inside; of the
 * insides only few are ever needed (`most`).
 */
export function piecesOf(shape: ProductionShape, goods: readonly string[]): readonly Piece[] {
  const index = (good: string) => goods.indexOf(good);
  switch (shape.kind) {
    case 'capacity':
      return [straightPiece([corner(goods.length, [index(shape.goods[0])], [shape.most], [shape.mostEnclosure], [])])];
    case 'planar':
      return shape.arcs.flatMap((arc) => planarPieces(arc, index(shape.goods[0]), index(shape.goods[1]), goods.length));
    case 'separable':
      return separablePieces(
        shape.technologies.map(({ good, arcs }) => ({ good: index(good), ranges: arcs.map(wholeArc) })),
        shape.resource,
        goods.length,
      );
    case 'points':
      return pointPieces(shape, shape.goods.map(index), goods.length);
    case 'level':
      return levelPieces(shape, goods);
  }
}

/** Two-good points as arcs, the efficient ones in order, so that prices treat them like any other frontier. */
export function asPlanar(shape: ProductionShape): ProductionShape {
  if (shape.kind !== 'points' || shape.goods.length !== 2) return shape;
  const [x = '', y = ''] = shape.goods;
  const pairs = shape.points.map(([px = 0, py = 0]): Pair => [px, py]);
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  if (!shape.joined) {
    const efficient = sorted.filter(
      ([px, py], k) => !sorted.some(([ox, oy], m) => m !== k && ox >= px && oy >= py && (ox > px || oy > py || m < k)),
    );
    return { kind: 'planar', goods: [x, y], arcs: efficient.map((p) => straightArc(p, p)) };
  }
  const falling = sorted.every((p, k) => k === 0 || p[1] <= (sorted[k - 1]?.[1] ?? p[1]));
  if (!falling) return shape;
  const arcs = sorted.slice(1).map((to, k) => straightArc(sorted[k] ?? to, to));
  return { kind: 'planar', goods: [x, y], arcs: arcs.length === 0 ? sorted.map((p) => straightArc(p, p)) : arcs };
}

type Pair = readonly [number, number];

function straightArc(p: Pair, q: Pair): Arc {
  const lone = p[0] === q[0] && p[1] === q[1];
  const at = (from: number, to: number, t: number) => (t === 1 ? to : from + t * (to - from));
  const across = (from: number, to: number, t: Interval): Interval => {
    const ends = [nextToIt(from), nextToIt(to)];
    if (t.lo === t.hi && (t.lo === 0 || t.lo === 1)) return ends[t.lo] ?? point(from);
    const low = Math.min(at(from, to, t.lo), at(from, to, t.hi));
    const high = Math.max(at(from, to, t.lo), at(from, to, t.hi));
    const margin = 4 * 2 ** -52 * (Math.abs(from) + Math.abs(to));
    return {
      lo: Math.max(low - margin, Math.min(...ends.map((e) => e.lo))),
      hi: Math.min(high + margin, Math.max(...ends.map((e) => e.hi))),
    };
  };
  return {
    curvature: lone ? 'point' : 'linear',
    from: 0,
    to: lone ? 0 : 1,
    point: (t) => [at(p[0], q[0], t), at(p[1], q[1], t)],
    tangent: () => [q[0] - p[0], q[1] - p[1]],
    enclose: (t) => [across(p[0], q[0], t), across(p[1], q[1], t)],
    encloseTangent: () => [subtract(nextToIt(q[0]), nextToIt(p[0])), subtract(nextToIt(q[1]), nextToIt(p[1]))],
  };
}

function corner(
  size: number,
  indices: readonly number[],
  values: readonly number[],
  enclosures: readonly Interval[],
  places: readonly Place[],
): Corner {
  const outputs = new Float64Array(size);
  const all: Interval[] = Array.from({ length: size }, () => point(0));
  indices.forEach((good, k) => {
    outputs[good] = values[k] ?? 0;
    all[good] = enclosures[k] ?? point(0);
  });
  return { outputs, enclosures: all, places };
}

function planarPieces(arc: Arc, goodX: number, goodY: number, size: number): readonly Piece[] {
  const whole = planarPiece(wholeArc(arc), goodX, goodY, size);
  if (whole.exact) return [whole];
  const ends = [arc.from, arc.to].map((t) => planarPiece({ arc, from: t, to: t }, goodX, goodY, size));
  return [...ends, whole];
}

function separablePieces(tasks: readonly Task[], resource: Interval, size: number): readonly Piece[] {
  const clipped = clip(tasks, resource);
  if (clipped === null) return [];
  const single = clipped.every(({ ranges }) => ranges.length === 1);
  const full = single && clipped.every((task) => isEnough(task, resource));
  const whole = separablePiece(clipped, resource, size, full);
  if (whole.exact) return [whole];
  if (full) return [...corners(clipped).map((some) => separablePiece(some, resource, size)), whole];
  const specialists = corners(clipped).flatMap((alone) =>
    clip(alone, resource) === null ? [] : [separablePiece(alone, resource, size)],
  );
  const parts = combinations(clipped).flatMap((some) => {
    const feasible = clip(some, resource);
    return feasible === null ? [] : [separablePiece(feasible, resource, size)];
  });
  return [...specialists, ...parts];
}

/** All of the resource can go to this one task. */
const isEnough = ({ ranges }: Task, resource: Interval): boolean =>
  ranges.every(({ arc, to }) => arc.enclose(point(to))[0].hi >= resource.hi * (1 - 1e-12));

/** All to one task. */
const corners = (tasks: readonly Task[]): readonly (readonly Task[])[] =>
  tasks.map((_, j) => tasks.map((task, k) => ({ ...task, ranges: [k === j ? lastPoint(task) : firstPoint(task)] })));

function lastPoint(task: Task): ArcRange {
  const last = task.ranges[task.ranges.length - 1];
  if (last === undefined) throw new Error('a task without a technology');
  return { ...last, from: last.to };
}

function firstPoint(task: Task): ArcRange {
  const first = task.ranges[0];
  if (first === undefined) throw new Error('a task without a technology');
  return { ...first, to: first.from };
}

function combinations(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const number = tasks.reduce((product, { ranges }) => product * ranges.length, 1);
  if (number > combinationsAtOnce) return [tasks];
  return tasks.reduce<readonly (readonly Task[])[]>(
    (some, task) => some.flatMap((before) => task.ranges.map((range) => [...before, { ...task, ranges: [range] }])),
    [[]],
  );
}

function pointPieces(
  shape: Extract<ProductionShape, { kind: 'points' }>,
  indices: readonly number[],
  size: number,
): readonly Piece[] {
  const corners = shape.points.map((values) => corner(size, indices, values, values.map(nextToIt), []));
  if (!shape.joined || corners.length === 1) return corners.map((c) => straightPiece([c]));
  return corners.slice(1).map((to, k) => straightPiece([corners[k] ?? to, to]));
}

/** The exact decimal behind a nearest double lies within one unit in the last place of it. */
function nextToIt(value: number): Interval {
  if (value === 0) return point(0);
  const unit = Math.abs(value) * 2 ** -52;
  return { lo: value - unit, hi: value + unit };
}
