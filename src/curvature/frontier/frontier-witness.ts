import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { hull, type Interval, point } from '../../math/interval/interval.ts';
import { coarse } from '../box/chords.ts';
import type { Arc } from '../shape.ts';
import type { Verdict, Witness } from '../verdict.ts';
import type { BoundaryPart } from './boundary.ts';

/** How a gap is told: by output of the second good, or (implicit frontiers) by the scale that reaches the frontier. */
export type GapKind = 'output' | 'scale';

/** The Jensen chords that a verdict needs: convex and mixed frontiers are not concave, mixed ones not convex either. */
export function frontierWitnesses(
  goods: readonly [string, string],
  boundary: readonly BoundaryPart[],
  verdict: Verdict,
  kind: GapKind,
): readonly Witness[] {
  const wanted: Witness['shows'][] =
    verdict === 'mixed' ? ['not-concave', 'not-convex'] : verdict === 'convex' ? ['not-concave'] : [];
  return wanted.map((shows) => witnessOf(goods, boundary, shows, kind)).filter((w) => w !== null);
}

function witnessOf(
  goods: readonly [string, string],
  boundary: readonly BoundaryPart[],
  shows: Witness['shows'],
  kind: GapKind,
): Witness | null {
  const [lo, hi] = extent(boundary);
  if (!(lo < hi)) return null;
  for (const [a, b] of candidates(boundary, shows, lo, hi)) {
    const found = chord(goods, boundary, a, b, shows, kind, lo, hi);
    if (found) return found;
  }
  return null;
}

function extent(boundary: readonly BoundaryPart[]): readonly [number, number] {
  const xs = boundary.flatMap((p) =>
    p.kind === 'arc' ? [p.arc.point(p.arc.from)[0], p.arc.point(p.arc.to)[0]] : [p.x],
  );
  return [Math.min(...xs), Math.max(...xs)];
}

/** Ranges of the first good to lay a chord over: arcs that bend the right way, then corners, then anywhere. */
function* candidates(
  boundary: readonly BoundaryPart[],
  shows: Witness['shows'],
  lo: number,
  hi: number,
): IterableIterator<readonly [number, number]> {
  const sign = shows === 'not-concave' ? 1 : -1;
  const arcs = boundary.flatMap((p) =>
    p.kind === 'arc' ? [{ ...p, range: [p.arc.point(p.arc.from)[0], p.arc.point(p.arc.to)[0]] as const }] : [],
  );
  const bent = arcs.filter((p) => p.bend === sign).sort((p, q) => q.range[1] - q.range[0] - (p.range[1] - p.range[0]));
  for (const { range } of bent) {
    for (const [s, t] of [
      [0.02, 0.98],
      [0.1, 0.9],
      [0.3, 0.7],
      [0.02, 0.4],
      [0.6, 0.98],
    ] as const) {
      yield [range[0] + s * (range[1] - range[0]), range[0] + t * (range[1] - range[0])];
    }
  }
  for (const { range } of arcs) {
    for (const part of [0.5, 0.2, 0.05, 0.01]) {
      const step = (hi - lo) * part;
      if (range[0] > lo) yield [Math.max(lo, range[0] - step), Math.min(hi, range[0] + step)];
    }
  }
  for (const p of boundary) {
    if (p.kind !== 'arc' && p.x > lo && p.x < hi) yield [Math.max(lo, 2 * p.x - hi), Math.min(hi, 2 * p.x - lo)];
  }
  for (let i = 0; i < 24; i++)
    for (let j = i + 2; j <= 24; j += 2) yield [lo + ((hi - lo) * i) / 24, lo + ((hi - lo) * j) / 24];
}

function chord(
  goods: readonly [string, string],
  boundary: readonly BoundaryPart[],
  from: number,
  to: number,
  shows: Witness['shows'],
  kind: GapKind,
  lo: number,
  hi: number,
): Witness | null {
  const scale = Math.max(Math.abs(lo), Math.abs(hi));
  const half = coarse((to - from) / 2, scale);
  const m = coarse(from + (to - from) / 2, scale);
  const [a, b] = [m - half, m + half];
  if (!(half > 0) || a < lo || b > hi) return null;
  const [ha, hm, hb] = [a, m, b].map((x) => height(boundary, x)) as [Interval | null, Interval | null, Interval | null];
  if (!ha || !hm || !hb) return null;
  const bend = subtract(add(ha, hb), multiply(point(2), hm));
  if (shows === 'not-concave' ? !(bend.lo > 0) : !(bend.hi < 0)) return null;
  const at = (x: number, y: number): Record<string, number> => ({ [goods[0]]: x, [goods[1]]: y });
  const mean = (middleOf(ha) + middleOf(hb)) / 2;
  const gap = kind === 'output' ? Math.abs(bend.lo + bend.hi) / 4 : Math.abs(1 - scaleTo(boundary, m, mean, hi));
  return { p: at(a, middleOf(ha)), q: at(b, middleOf(hb)), mid: at(m, mean), gap, shows };
}

function middleOf(x: Interval): number {
  return x.lo + (x.hi - x.lo) / 2;
}

/** λ with λ·(x, y) on the boundary, in doubles. */
function scaleTo(boundary: readonly BoundaryPart[], x: number, y: number, most: number): number {
  let [lo, hi] = [0, x > 0 ? most / x : 4];
  for (let i = 0; i < 60; i++) {
    const s = (lo + hi) / 2;
    const h = height(boundary, s * x);
    if (h && middleOf(h) > s * y) lo = s;
    else hi = s;
  }
  return (lo + hi) / 2;
}

/** An enclosure of the most of the second good that goes with x of the first. */
function height(boundary: readonly BoundaryPart[], x: number): Interval | null {
  for (const part of boundary) {
    if (part.kind !== 'arc') {
      if (part.kind !== 'horizontal' && x <= part.x) return point(part.y);
      if (part.kind === 'horizontal' && x <= part.x) return point(part.y);
      continue;
    }
    const { arc } = part;
    const [from, to] = [arc.point(arc.from)[0], arc.point(arc.to)[0]];
    if (x < from) return arc.enclose(point(arc.from))[1];
    if (x <= to) return heightOnArc(arc, x);
  }
  return null;
}

function heightOnArc(arc: Arc, x: number): Interval | null {
  const direct = arc.from <= x && x <= arc.to ? arc.enclose(point(x)) : null;
  if (direct && direct[0].lo === x && direct[0].hi === x) return direct[1];
  let [lo, hi] = [arc.from, arc.to];
  for (let i = 0; i < 80; i++) {
    const t = (lo + hi) / 2;
    if (t <= lo || t >= hi) break;
    const range = arc.enclose(point(t))[0];
    if (range.hi <= x) lo = t;
    else if (range.lo >= x) hi = t;
    else break;
  }
  return hull(arc.enclose(point(lo))[1], arc.enclose(point(hi))[1]);
}
