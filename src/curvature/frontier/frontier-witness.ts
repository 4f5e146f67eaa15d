import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { hull, type Interval, point } from '../../math/interval/interval.ts';
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
  // An end that is not exact is kept away from, where that can be; numbers of few digits are tried first.
  for (const [most, digits] of [
    [hi - (hi - lo) * 2 ** -26, SHORT],
    [hi, SHORT],
    [hi, LONG],
  ] as const) {
    let tried = 0;
    for (const [a, b] of candidates(boundary, shows, lo, most)) {
      if (tried++ > MOST_TRIED) break;
      const found = chord(goods, boundary, halfway(a, b, digits), shows, kind, lo, most);
      if (found) return found;
    }
  }
  return null;
}

/** From where to where the first good surely can be made; what stands before a fall is as high as its start. */
function extent(boundary: readonly BoundaryPart[]): readonly [number, number] {
  const xs = boundary.flatMap((p) =>
    p.kind === 'arc' ? [p.arc.point(p.arc.from)[0], p.arc.enclose(point(p.arc.to))[0].lo] : [about(p.x).lo],
  );
  return [boundary[0]?.kind === 'vertical' ? 0 : Math.min(...xs), Math.max(...xs)];
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
  yield* besideCorners(boundary, lo, hi);
  for (let i = 0; i < 24; i++)
    for (let j = i + 2; j <= 24; j += 2) yield [lo + ((hi - lo) * i) / 24, lo + ((hi - lo) * j) / 24];
}

const MOST_TRIED = 500;

/** Around every joint of the boundary's parts, closer and closer, and from there to the next joints. */
function* besideCorners(
  boundary: readonly BoundaryPart[],
  lo: number,
  hi: number,
): IterableIterator<readonly [number, number]> {
  const joints = jointsOf(boundary).filter((x) => lo <= x && x <= hi);
  for (const [i, at] of joints.entries()) {
    const [before, after] = [joints[i - 1] ?? lo, joints[i + 1] ?? hi];
    if (before < at) yield [before, at];
    for (let step = (hi - lo) / 2; step > (hi - lo) * 2 ** -50; step /= 4) {
      // Off the middle: right at a joint less is known.
      yield [Math.max(lo, at - step), Math.min(hi, at + 1.25 * step)];
      yield [Math.max(lo, at - 1.25 * step), Math.min(hi, at + step)];
      yield [at, Math.min(hi, at + step)];
      const room = Math.min(at - lo, (hi - at) / 1.25, step);
      if (room > 0) yield [at - room, at + 1.25 * room];
      if (step < after - at) yield [Math.max(lo, at - step), after];
      if (step < at - before) yield [before, Math.min(hi, at + step)];
    }
  }
}

function jointsOf(boundary: readonly BoundaryPart[]): readonly number[] {
  const xs = boundary.flatMap((p) =>
    p.kind === 'arc' ? [p.arc.point(p.arc.from)[0], p.arc.point(p.arc.to)[0]] : [p.x],
  );
  return xs.sort((a, b) => a - b).filter((x, i) => i === 0 || xs[i - 1] !== x);
}

/** Ends and middle of a chord that are exactly halfway as doubles. */
function halfway(from: number, to: number, digits: number): readonly [number, number, number] {
  const grain = grainOf(to - from, Math.max(Math.abs(from), Math.abs(to)), digits);
  const a = Math.ceil(from / grain) * grain;
  const half = Math.floor((to - a) / 2 / grain) * grain;
  return [a, a + half, a + 2 * half];
}

const [COARSE, SHORT, LONG] = [5, 14, 51];

/** A power of two, so many binary digits below a length, of which numbers up to a size are exact multiples. */
function grainOf(length: number, size: number, digits: number): number {
  return 2 ** Math.max(Math.floor(Math.log2(length)) - digits, Math.ceil(Math.log2(size)) - 51);
}

function chord(
  goods: readonly [string, string],
  boundary: readonly BoundaryPart[],
  [a, m, b]: readonly [number, number, number],
  shows: Witness['shows'],
  kind: GapKind,
  lo: number,
  hi: number,
): Witness | null {
  if (!(b - a > b * 2 ** -49) || a < lo || b > hi) return null;
  const [ha, hm, hb] = [a, m, b].map((x) => height(boundary, x)) as [Interval | null, Interval | null, Interval | null];
  if (!ha || !hm || !hb) return null;
  const bend = subtract(add(ha, hb), multiply(point(2), hm));
  if (shows === 'not-concave' ? !(bend.lo > 0) : !(bend.hi < 0)) return null;
  const heights = heightsOf(ha, hb, Math.min(Math.abs(bend.lo), Math.abs(bend.hi)), shows);
  const top = height(boundary, lo);
  if (!heights || (shows === 'not-convex' && !(top && heights.every((y) => y <= top.lo)))) return null;
  const [ya, yb] = heights;
  const mean = (ya + yb) / 2;
  const gap =
    kind === 'output'
      ? gapOf(hm, mean, mean + (Math.abs(ya - yb) / (b - a)) * b, shows)
      : scaleGap(boundary, m, mean, shows);
  if (!(gap > 0)) return null;
  const at = (x: number, y: number): Record<string, number> => ({ [goods[0]]: x, [goods[1]]: y });
  return { p: at(a, ya), q: at(b, yb), mid: at(m, mean), gap, shows };
}

/** Heights that can be made for sure (or surely not), with a grain to spare, whose mean is exact; null where they are too coarse for the gap. */
function heightsOf(a: Interval, b: Interval, bend: number, shows: Witness['shows']): readonly [number, number] | null {
  const grain = grainOf(bend / 8, Math.max(a.hi, b.hi), COARSE);
  if (!(grain <= bend / 16)) return null;
  const round = (y: Interval): number =>
    shows === 'not-concave' ? Math.max(0, Math.floor(y.lo / grain) - 1) * grain : (Math.ceil(y.hi / grain) + 1) * grain;
  // An even number of grains between them, so that the mean is one as well.
  const [ya, yb] = [round(a), round(b)];
  const odd = Math.round((ya - yb) / grain) % 2 !== 0;
  return [odd ? (shows === 'not-concave' ? Math.max(0, ya - grain) : ya + grain) : ya, yb];
}

/** A little less than the distance, which is proven. */
function gapOf(hm: Interval, mean: number, size: number, shows: Witness['shows']): number {
  const distance = shows === 'not-concave' ? subtract(point(mean), hm) : subtract(hm, point(mean));
  return lessened(distance.lo, size);
}

/** Room for rounding in whatever checks it. */
function lessened(gap: number, size: number): number {
  return gap - Math.min(gap * 2 ** -9, size * 2 ** -38);
}

/** |1 − λ| with λ times the midpoint on the frontier, a little less and proven. */
function scaleGap(boundary: readonly BoundaryPart[], x: number, y: number, shows: Witness['shows']): number {
  const sign = shows === 'not-concave' ? -1 : 1;
  const isBeyond = (gap: number): boolean => {
    const by = add(point(1), multiply(point(sign), point(gap)));
    const [u, v] = [multiply(point(x), by), multiply(point(y), by)];
    const h = height(boundary, sign < 0 ? u.lo : u.hi);
    return h !== null && (sign < 0 ? v.lo > h.hi : v.hi < h.lo);
  };
  let [lo, hi] = [0, sign < 0 ? 1 : 8];
  for (let i = 0; i < 60; i++) {
    const middle = (lo + hi) / 2;
    if (isBeyond(middle)) lo = middle;
    else hi = middle;
  }
  return lessened(lo, 1);
}

/** An enclosure of the most of the second good that goes with x of the first; null where that is not surely known. */
function height(boundary: readonly BoundaryPart[], x: number): Interval | null {
  const last = boundary[boundary.length - 1];
  const end = last && last.kind !== 'arc' ? last.x : Number.POSITIVE_INFINITY;
  for (const part of boundary) {
    if (part.kind !== 'arc') {
      if (x > 0 && x < end && isAt(x, part.x)) return null;
      if (x <= part.x) return about(part.y);
      continue;
    }
    const { arc } = part;
    const [from, to] = [arc.point(arc.from)[0], arc.point(arc.to)[0]];
    if (x < from) return arc.enclose(point(arc.from))[1];
    if (x <= to) return heightOnArc(arc, x);
  }
  return null;
}

/** Where a step stands is known in doubles only. */
function isAt(x: number, step: number): boolean {
  return Math.abs(x - step) <= step * 2 ** -46;
}

function about(y: number): Interval {
  return { lo: y * (1 - 2 ** -50), hi: y * (1 + 2 ** -50) };
}

function heightOnArc(arc: Arc, x: number): Interval | null {
  const direct = arc.from <= x && x <= arc.to ? arc.enclose(point(x)) : null;
  if (direct && direct[0].lo === x && direct[0].hi === x) return direct[1];
  const cross = (isBefore: (t: number) => boolean): readonly [number, number] => {
    let [lo, hi] = [arc.from, arc.to];
    for (let i = 0; i < 80; i++) {
      const t = (lo + hi) / 2;
      if (t <= lo || t >= hi) break;
      if (isBefore(t)) lo = t;
      else hi = t;
    }
    return [lo, hi];
  };
  const [lo] = cross((t) => arc.enclose(point(t))[0].hi <= x);
  const [, hi] = cross((t) => arc.enclose(point(t))[0].lo < x);
  return hull(arc.enclose(point(lo))[1], arc.enclose(point(hi))[1]);
}
