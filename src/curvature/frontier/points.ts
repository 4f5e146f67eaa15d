import type { PointsFrontier } from '../../economy/economy.ts';
import { compile } from '../../math/expression/compile.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational } from '../../math/interval/interval.ts';
import {
  add,
  compare,
  divide,
  fromDouble,
  multiply,
  type Rational,
  subtract,
  toDouble,
  ZERO,
} from '../../math/rational/rational.ts';
import type { Sign } from '../algebra/polynomial.ts';
import type { CapacityCertificate } from '../certificate.ts';
import type { Arc, ArcCurvature } from '../shape.ts';
import type { FrontierJudgement, Verdict, Witness } from '../verdict.ts';
import { type BoundaryPart, bendsOf, segmentsOf, verdictOf } from './boundary.ts';
import { arcOf } from './curve.ts';
import { frontierWitnesses } from './frontier-witness.ts';
import { failure, nothing, shown } from './outcome.ts';
import { shapeOf } from './planar.ts';

type Point = readonly Rational[];

/** `through`: a path of straight lines; `among`: a choice with nothing between. */
export function judgePoints(frontier: PointsFrontier): FrontierJudgement {
  const { goods, origin } = frontier;
  const points = frontier.points.map((p) => p.map(coordinateOf));
  if (points.some((p) => p.some((v) => v === null)))
    return failure(goods, 'undefined-value', 'A coordinate is not a number.', origin);
  const known = points as Rational[][];
  if (known.some((p) => p.some((v) => v.numerator < 0n))) {
    return failure(goods, 'bad-range', 'An output below 0 cannot be made: every coordinate is 0 or more.', origin);
  }
  if (known.length === 0 || known.every((p) => p.every((v) => v.numerator === 0n))) {
    return failure(goods, 'empty-frontier', 'Nothing can be made: every point is 0.', origin);
  }
  if (goods.length === 1)
    return capacityOf(
      goods[0] as string,
      known.map((p) => p[0] as Rational),
    );
  if (goods.length === 2) return planarPoints(frontier, known);
  return severalGoods(frontier, known);
}

/** Points are exact where they are rational; otherwise the nearest doubles are the points. */
function coordinateOf(e: Expression): Rational | null {
  const exact = exactValue(e);
  if (exact) return exact;
  const nearest = compile(e, [])([]);
  return Number.isFinite(nearest) ? fromDouble(nearest) : null;
}

export function capacityOf(good: string, candidates: readonly Rational[]): FrontierJudgement {
  const most = candidates.reduce((a, b) => (compare(a, b) < 0 ? b : a));
  const formulas = candidates.map(text);
  return capacity(good, toDouble(most), fromRational(most), { form: 'values', formulas });
}

export function capacity(
  good: string,
  most: number,
  mostEnclosure: { readonly lo: number; readonly hi: number },
  of: CapacityCertificate['of'],
): FrontierJudgement {
  return {
    ...nothing([good]),
    verdict: 'linear',
    strict: false,
    segments: [{ variable: good, from: 0, to: most, verdict: 'linear' }],
    certificate: { kind: 'capacity', good, most, ...(of ? { of } : {}) },
    reason: 'one good: a capacity',
    shape: { kind: 'capacity', goods: [good], most, mostEnclosure },
  };
}

function planarPoints(frontier: PointsFrontier, points: readonly Point[]): FrontierJudgement {
  const goods = frontier.goods as unknown as readonly [string, string];
  const path = frontier.kind === 'through' ? pathBoundary(points) : choiceBoundary(points);
  const bends = bendsOf(path.boundary);
  const verdict = path.boundary.length === 1 && path.boundary[0]?.kind === 'point' ? 'concave' : verdictOf(bends);
  const findings = path.dominated.map(({ from, to }) => ({
    code: 'dominated-part' as const,
    severity: 'warning' as const,
    message:
      from === to
        ? `The point at ${goods[0]} = ${shown(from)} is never chosen: another one has at least as much of both goods.`
        : `From ${goods[0]} = ${shown(from)} to ${shown(to)} the line is never chosen: elsewhere there is at least as much of both goods.`,
    origin: frontier.origin,
    data: { good: goods[0], from, to },
  }));
  return {
    ...nothing(goods),
    verdict,
    strict: verdict === 'unknown' ? null : false,
    segments: segmentsOf(path.boundary, goods[0]),
    certificate:
      verdict === 'unknown'
        ? null
        : { kind: 'points', joined: frontier.kind === 'through', points: points.map((p) => p.map(text)), verdict },
    reason:
      frontier.kind === 'through' ? 'slopes of the straight lines compared exactly' : 'a choice among separate points',
    witnesses: frontierWitnesses(goods, path.boundary, verdict, 'output'),
    dominated: path.dominated.map((r) => ({ good: goods[0], ...r })),
    shape: shapeOf(goods, path.boundary),
    findings,
  };
}

function text(r: Rational): string {
  return r.denominator === 1n ? `${r.numerator}` : `${r.numerator}/${r.denominator}`;
}

interface Path {
  readonly boundary: readonly BoundaryPart[];
  readonly dominated: readonly { readonly from: number; readonly to: number }[];
}

const [X, Y] = [(p: Point): Rational => p[0] as Rational, (p: Point): Rational => p[1] as Rational];

/** Efficient points in order of rising x. */
function efficient(points: readonly Point[]): Point[] {
  return points
    .filter((p, i) => !points.some((q, j) => i !== j && covers(q, p) && !(covers(p, q) && i < j)))
    .sort((a, b) => compare(X(a), X(b)));
}

function covers(q: Point, p: Point): boolean {
  return p.every((v, k) => compare(v, q[k] as Rational) <= 0);
}

function choiceBoundary(points: readonly Point[]): Path {
  const kept = efficient(points);
  const dominated = points.filter((p) => !kept.includes(p)).map((p) => ({ from: toDouble(X(p)), to: toDouble(X(p)) }));
  const parts: BoundaryPart[] = [];
  kept.forEach((p, i) => {
    const [x, y] = [toDouble(X(p)), toDouble(Y(p))];
    if (kept.length === 1) parts.push({ kind: 'point', x, y });
    else {
      if (i > 0) parts.push({ kind: 'horizontal', x, y });
      if (i < kept.length - 1) parts.push({ kind: 'vertical', x, y });
    }
  });
  return { boundary: parts, dominated };
}

interface Line {
  readonly p: Point;
  readonly q: Point;
}

/**
 * The upper right envelope of a path, from left to right: the visible parts of falling lines, and points that stand out
 * alone (as lines of no length).
 */
function pathBoundary(points: readonly Point[]): Path {
  const lines = segments(points);
  const dominated: { from: number; to: number }[] = [];
  for (const [i, q] of points.slice(1).entries()) dominated.push(...risingPart(points[i] as Point, q));
  const all = [...lines, ...points.map((p) => ({ p, q: p }))];
  const kept = lines.flatMap((line) => visible(line, all, dominated));
  const alone = efficient(points).filter(
    (p) => !kept.some((l) => covers(l.p, p) || covers(l.q, p)) && !lines.some((l) => coversAt(l, X(p), Y(p))),
  );
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

/** Falling lines of the path, from upper left to lower right. */
function segments(points: readonly Point[]): Line[] {
  return points.slice(1).flatMap((q, i) => {
    const p = points[i] as Point;
    const [left, right] = compare(X(p), X(q)) <= 0 ? [p, q] : [q, p];
    return compare(X(left), X(right)) < 0 && compare(Y(left), Y(right)) > 0 ? [{ p: left, q: right }] : [];
  });
}

/** The parts of a falling line that no other line covers: cut where others cross or end. */
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
    if (all.some((other) => other !== line && coversAt(other, middle, heightAt(line, middle)))) {
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

/** Whether some point of a line has more of the second good than (x, y) and no less of the first. */
function coversAt(line: Line, x: Rational, y: Rational): boolean {
  if (compare(X(line.q), x) < 0) return false;
  const from = compare(X(line.p), x) < 0 ? x : X(line.p);
  return compare(isPoint(line) ? Y(line.p) : heightAt(line, from), y) > 0;
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

// Three goods and more.

function severalGoods(frontier: PointsFrontier, points: readonly Point[]): FrontierJudgement {
  const { goods } = frontier;
  const kept = points.filter((p, i) => !points.some((q, j) => i !== j && covers(q, p) && !(covers(p, q) && i < j)));
  const joined = frontier.kind === 'through';
  const verdict: Verdict = kept.length === 1 ? 'concave' : joined ? 'unknown' : choiceVerdict(kept);
  return {
    ...nothing(goods),
    verdict,
    witnesses: verdict === 'convex' || verdict === 'mixed' ? chordsAmong(goods, kept, verdict) : [],
    strict: verdict === 'unknown' ? null : false,
    certificate:
      verdict === 'unknown' ? null : { kind: 'points', joined, points: points.map((p) => p.map(text)), verdict },
    reason:
      verdict === 'unknown'
        ? 'The shape of these points in three goods or more is not decided.'
        : 'a choice among separate points',
    shape: { kind: 'points', goods, points: (joined ? points : kept).map((p) => p.map(toDouble)), joined },
  };
}

/** Chords of a choice among several points: `shows` as many kinds as the verdict needs. */
function chordsAmong(goods: readonly string[], kept: readonly Point[], verdict: Verdict): Witness[] {
  const places = kept.map((p) => p.map(toDouble));
  const wanted = verdict === 'mixed' ? [chordBetween(places), chordAround(places)] : [chordBetween(places)];
  const named = (x: readonly number[]): Record<string, number> =>
    Object.fromEntries(goods.map((g, k) => [g, x[k] as number]));
  return wanted.flatMap((c) => (c ? [{ ...c, p: named(c.p), q: named(c.q), mid: named(c.mid) }] : []));
}

type Place = readonly number[];
type Chord = Omit<Witness, 'p' | 'q' | 'mid'> & { readonly p: Place; readonly q: Place; readonly mid: Place };

/** λ such that λ times a place is as far as can be made. */
function reachOf(places: readonly Place[], at: Place): number {
  return Math.max(...places.map((x) => Math.min(...at.map((m, k) => (m > 0 ? (x[k] as number) / m : 1 / 0)))));
}

/** From one efficient point towards another, so near that what lies halfway cannot be made. */
function chordBetween(places: readonly Place[]): Chord | null {
  const [p, far] = places;
  if (!p || !far) return null;
  let q = far;
  for (let i = 0; i < 60; i++) {
    const mid = p.map((x, k) => (x + (q[k] as number)) / 2);
    const scale = reachOf(places, mid);
    if (scale < 1) return { p, q, mid, gap: 1 - scale, shows: 'not-concave' };
    q = mid;
  }
  return null;
}

/** Around a point that falls short of the most in two goods: a little more of one or of the other, and less of all else. */
function chordAround(places: readonly Place[]): Chord | null {
  const caps = capsOf(places);
  for (const corner of places) {
    const short = caps.flatMap((c, k) => ((corner[k] as number) < c ? [k] : []));
    if (short.length < 2 || corner.some((x, k) => x === 0 && (caps[k] as number) > 0)) continue;
    const differences = places.flatMap((x) => x.map((v, k) => Math.abs(v - (corner[k] as number))));
    const step = Math.min(...[...differences, ...corner].filter((d) => d > 0)) / 8;
    const raised = (own: number): Place => corner.map((x, k) => (k === own ? x + step : Math.max(0, x - 2 * step)));
    const [p, q] = [raised(short[0] as number), raised(short[1] as number)];
    const mid = p.map((x, k) => (x + (q[k] as number)) / 2);
    return { p, q, mid, gap: reachOf(places, mid) - 1, shows: 'not-convex' };
  }
  return null;
}

function capsOf(places: readonly Place[]): Place {
  return (places[0] as Place).map((_, k) => Math.max(...places.map((p) => p[k] as number)));
}

/**
 * Near one of several efficient points nothing towards another can be made: never concave. What is left of the box of
 * capacities is bounded by planes along the axes, and so convex just where it is a box: each point that makes of every
 * good falls short of one capacity only. Points that lack a good take nothing from its closure.
 */
function choiceVerdict(kept: readonly Point[]): Verdict {
  const caps = (kept[0] as Point).map((_, k) =>
    kept.map((p) => p[k] as Rational).reduce((a, b) => (compare(a, b) < 0 ? b : a)),
  );
  const made = caps.flatMap((c, k) => (c.numerator > 0n ? [k] : []));
  const full = kept.filter((p) => made.every((k) => (p[k] as Rational).numerator > 0n));
  const isBox = full.every((p) => made.filter((k) => compare(p[k] as Rational, caps[k] as Rational) < 0).length === 1);
  return isBox ? 'convex' : 'mixed';
}
