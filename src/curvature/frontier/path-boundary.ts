import type { Expression } from '../../math/expression/expression.ts';
import {
  add,
  compare,
  divide,
  multiply,
  type Rational,
  subtract,
  toDouble,
  ZERO,
} from '../../math/rational/rational.ts';
import type { Sign } from '../algebra/polynomial.ts';
import type { Arc, ArcCurvature } from '../shape.ts';
import type { BoundaryPart } from './boundary.ts';
import { arcOf } from './curve.ts';

type Point = readonly Rational[];

export interface PointsBoundary {
  readonly boundary: readonly BoundaryPart[];
  readonly dominated: readonly { readonly from: number; readonly to: number }[];
}

export const [X, Y] = [(p: Point): Rational => p[0] as Rational, (p: Point): Rational => p[1] as Rational];

/** Efficient points in order of rising x. */
export function efficient(points: readonly Point[]): Point[] {
  return points
    .filter((p, i) => !points.some((q, j) => i !== j && covers(q, p) && !(covers(p, q) && i < j)))
    .sort((a, b) => compare(X(a), X(b)));
}

export function covers(q: Point, p: Point): boolean {
  return p.every((v, k) => compare(v, q[k] as Rational) <= 0);
}

interface Line {
  readonly p: Point;
  readonly q: Point;
}

/**
 * The upper right envelope of a path, from left to right: the visible parts of falling lines, and points that stand out
 * alone (as lines of no length).
 */
export function pathBoundary(points: readonly Point[]): PointsBoundary {
  const lines = segments(points);
  const dominated: { from: number; to: number }[] = [];
  for (const [i, q] of points.slice(1).entries()) dominated.push(...risingPart(points[i] as Point, q));
  const all = [...lines, ...points.map((p) => ({ p, q: p }))];
  const kept = lines.flatMap((line) => visible(line, all, dominated));
  const alone = efficient(points).filter((p) => !lines.some((l) => heightFrom(l, X(p), Y(p)) >= 0));
  const along = [...kept, ...alone.map((p) => ({ p, q: p }))].sort(
    (a, b) => compare(X(a.p), X(b.p)) || compare(Y(b.p), Y(a.p)),
  );
  const [first] = along;
  if (along.length === 1 && first && isPoint(first))
    return { boundary: [{ kind: 'point', x: toDouble(X(first.p)), y: toDouble(Y(first.p)) }], dominated };
  const parts: BoundaryPart[] = [];
  along.forEach((line, i) => {
    const before = along[i - 1];
    if (before) parts.push(...between(before, line));
    if (isPoint(line)) return;
    const touches = before && !isPoint(before) && isSame(before.q, line.p);
    parts.push(linePart(line, touches ? before : null));
  });
  return { boundary: parts, dominated };
}

function isPoint({ p, q }: Line): boolean {
  return isSame(p, q);
}

function isSame(p: Point, q: Point): boolean {
  return covers(p, q) && covers(q, p);
}

/** Where a path rises to the right, its upper end has at least as much of both goods. */
function risingPart(p: Point, q: Point): { from: number; to: number }[] {
  const rises = compare(X(p), X(q)) * compare(Y(p), Y(q)) > 0;
  const [from, to] = [toDouble(X(p)), toDouble(X(q))].sort((a, b) => a - b) as [number, number];
  return rises ? [{ from, to }] : [];
}

/** Falling lines of the path, from upper left to lower right, each once. */
function segments(points: readonly Point[]): Line[] {
  const lines = points.slice(1).flatMap((q, i) => {
    const p = points[i] as Point;
    const [left, right] = compare(X(p), X(q)) <= 0 ? [p, q] : [q, p];
    return compare(X(left), X(right)) < 0 && compare(Y(left), Y(right)) > 0 ? [{ p: left, q: right }] : [];
  });
  return lines.filter((l, i) => !lines.some((k, j) => j < i && isSame(k.p, l.p) && isSame(k.q, l.q)));
}

/** The parts of a falling line that no other line covers, or repeats after it: cut where others cross or end. */
function visible(line: Line, all: readonly Line[], dominated: { from: number; to: number }[]): Line[] {
  const cuts = [X(line.p), X(line.q)];
  for (const other of all) {
    if (other === line) continue;
    for (const at of [
      X(other.p),
      X(other.q),
      isPoint(other) ? null : crossing(line, other),
      levelAt(line, Y(other.p)),
      levelAt(line, Y(other.q)),
    ]) {
      if (at && compare(X(line.p), at) < 0 && compare(at, X(line.q)) < 0) cuts.push(at);
    }
  }
  cuts.sort(compare);
  const kept: Line[] = [];
  for (let i = 1; i < cuts.length; i++) {
    const [a, b] = [cuts[i - 1] as Rational, cuts[i] as Rational];
    if (compare(a, b) === 0) continue;
    const middle = divide(add(a, b), { numerator: 2n, denominator: 1n }) as Rational;
    const height = heightAt(line, middle);
    if (all.slice(0, all.indexOf(line)).some((other) => repeats(other, line, middle, height))) continue;
    if (all.some((other) => other !== line && heightFrom(other, middle, height) > 0)) {
      dominated.push({ from: toDouble(a), to: toDouble(b) });
      continue;
    }
    const last = kept[kept.length - 1];
    if (last && compare(X(last.q), a) === 0) kept[kept.length - 1] = { p: last.p, q: [b, heightAt(line, b)] };
    else kept.push({ p: [a, heightAt(line, a)], q: [b, heightAt(line, b)] });
  }
  return kept;
}

function slope({ p, q }: Line): Rational {
  return divide(subtract(Y(q), Y(p)), subtract(X(q), X(p))) as Rational;
}

function heightAt(line: Line, x: Rational): Rational {
  return add(Y(line.p), multiply(slope(line), subtract(x, X(line.p))));
}

function levelAt(line: Line, y: Rational): Rational | null {
  const step = divide(subtract(y, Y(line.p)), slope(line));
  return step && add(X(line.p), step);
}

function crossing(a: Line, b: Line): Rational | null {
  const step = divide(subtract(heightAt(b, ZERO), heightAt(a, ZERO)), subtract(slope(a), slope(b)));
  return step;
}

/** Whether a line has at (x, y) what another one has there, and as steep. */
function repeats(own: Line, other: Line, x: Rational, y: Rational): boolean {
  if (isPoint(own) || compare(slope(own), slope(other)) !== 0) return false;
  return compare(X(own.p), x) < 0 && compare(x, X(own.q)) < 0 && compare(heightAt(own, x), y) === 0;
}

/** 1: some point of a line has more of the second good than (x, y) and no less of the first; 0: just as much; -1: none has. */
function heightFrom(line: Line, x: Rational, y: Rational): Sign {
  if (compare(X(line.q), x) < 0) return -1;
  const from = compare(X(line.p), x) < 0 ? x : X(line.p);
  return compare(isPoint(line) ? Y(line.p) : heightAt(line, from), y) as Sign;
}

function between(before: Line, after: Line): BoundaryPart[] {
  const parts: BoundaryPart[] = [];
  const [x, y] = [toDouble(X(before.q)), toDouble(Y(before.q))];
  if (compare(Y(before.q), Y(after.p)) > 0) parts.push({ kind: 'vertical', x, y });
  if (compare(X(before.q), X(after.p)) < 0)
    parts.push({ kind: 'horizontal', x: toDouble(X(after.p)), y: toDouble(Y(after.p)) });
  return parts;
}

function linePart(line: Line, before: Line | null): BoundaryPart {
  const kink = before ? (compare(slope(line), slope(before)) as Sign) : null;
  return { kind: 'arc', arc: lineArc(line), bend: 0, kink, change: null };
}

function lineArc({ p, q }: Line): Arc {
  const name = 'x';
  const along = {
    kind: 'subtract' as const,
    left: { kind: 'name' as const, name },
    right: { kind: 'number' as const, value: X(p) },
  };
  const y: Expression = {
    kind: 'add',
    left: { kind: 'number', value: Y(p) },
    right: { kind: 'multiply', left: { kind: 'number', value: slope({ p, q }) }, right: along },
  };
  const curvature: ArcCurvature = 'linear';
  return arcOf({ parameter: name, x: { kind: 'name', name }, y }, curvature, toDouble(X(p)), toDouble(X(q)));
}
