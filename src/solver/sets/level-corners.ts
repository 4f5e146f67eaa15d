import type { Enclosure } from '../../math/expression/enclose.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { nextDown, nextUp } from '../../math/interval/rounding.ts';
import type { CompiledLimit, LevelSet } from './level-limits.ts';

/** The last place along an edge of a box that a limit allows: nearest below in doubles, and nothing allowed beyond `enclosures`. */
export interface EdgeEnd {
  /** Null where it is not sure that any place of the edge is allowed. */
  readonly outputs: Float64Array | null;
  readonly enclosures: readonly Interval[];
}

/**
 * The ends on the edges of a box of a set beyond which all is convex, its limit rising in every good: nothing in the box is worth more at
 * any prices than one of them. A place on the frontier has a plane across it with all that lies on its near side allowed; that side
 * of the box has its corners on the box's edges (Hillestad & Jacobsen 1980 on reverse convex programs).
 */
export function edgeEnds(set: LevelSet, lo: Float64Array, hi: Float64Array): readonly EdgeEnd[] {
  const limit = limitOf(set);
  const ends = new Map<string, EdgeEnd>();
  const corners = cornersOf(limit, lo, hi);
  for (const corner of corners) {
    for (let j = 0; j < lo.length; j++) {
      if (corner[j] !== lo[j]) continue;
      const end = endAlong(limit, corner, j, hi[j] ?? 0);
      const key = end.enclosures.map(({ hi: most }) => most).join();
      if (!ends.has(key)) ends.set(key, end);
    }
  }
  const found = [...ends.values()];
  return found.filter((end) => !found.some((other) => other !== end && reaches(other, end)));
}

/**
 * The smallest box around the efficient places in a box of such a set: of each good no more than beside the least of the others, and no
 * less than beside the most of them. Null where nothing in it can be made.
 */
export function efficientBox(
  set: LevelSet,
  lo: Float64Array,
  hi: Float64Array,
): { readonly lo: Float64Array; readonly hi: Float64Array } | null {
  const limit = limitOf(set);
  const low = Float64Array.from(lo);
  const high = Float64Array.from(hi);
  if (limit.enclose(lo).value.lo > 0) return null;
  for (let round = 0; round < 2; round++) {
    for (let j = 0; j < lo.length; j++) {
      if (low[j] === high[j]) continue;
      const least = endAlong(limit, low, j, high[j] ?? 0).enclosures[j];
      high[j] = Math.min(high[j] ?? 0, least?.hi ?? Number.POSITIVE_INFINITY);
      const beside = high.map((y, i) => (i === j ? (low[j] ?? y) : y));
      const most = endAlong(limit, beside, j, high[j] ?? 0);
      if (most.outputs !== null) low[j] = Math.max(low[j] ?? 0, most.outputs[j] ?? 0);
    }
  }
  return { lo: low, hi: high };
}

/** Corners of the box that are not surely beyond the limit: with more of anything, what is beyond stays beyond. */
function cornersOf(limit: OnlyLimit, lo: Float64Array, hi: Float64Array): readonly Float64Array[] {
  let found: Float64Array[] = limit.enclose(lo).value.lo > 0 ? [] : [lo];
  for (let j = 0; j < lo.length; j++) {
    if (lo[j] === hi[j]) continue;
    const raised = found.map((corner) => corner.map((y, i) => (i === j ? (hi[j] ?? y) : y)));
    found = [...found, ...raised.filter((corner) => !(limit.enclose(corner).value.lo > 0))];
  }
  return found;
}

function endAlong(limit: OnlyLimit, corner: Float64Array, j: number, most: number): EdgeEnd {
  const at = (y: number): Float64Array => corner.map((own, i) => (i === j ? y : own));
  const enclosed = (y: number) => limit.enclose(at(y));
  const fails = (y: number) => enclosed(y).value.lo > 0;
  const holds = (y: number) => enclosed(y).value.hi <= 0;
  let [low, high] = [corner[j] ?? 0, most];
  if (fails(high)) {
    const inDoubles = rootOf((y) => limit.value(at(y)), low, high);
    const [below, above] = [stepped(inDoubles, low, -1, holds), stepped(inDoubles, high, 1, fails)];
    [low, high] = [below ?? low, above ?? high];
  } else if (holds(high)) low = high;
  return {
    outputs: holds(low) ? at(low) : null,
    enclosures: Array.from(corner, (y, i) => (i === j ? { lo: low, hi: high } : limit.around(y, i))),
  };
}

/** From a guess outward, in growing steps, until it is sure. */
function stepped(guess: number, end: number, way: 1 | -1, sure: (y: number) => boolean): number | null {
  let y = guess;
  for (let step = Math.max(Math.abs(guess) * 2 ** -52, Number.MIN_VALUE); way * (end - y) > 0; step *= 2) {
    if (sure(y)) return y;
    y = way > 0 ? Math.max(nextUp(y), guess + step) : Math.min(nextDown(y), guess - step);
  }
  return null;
}

function rootOf(value: (y: number) => number, from: number, to: number): number {
  let [lo, hi] = [from, to];
  for (;;) {
    const middle = lo + (hi - lo) / 2;
    if (!(lo < middle && middle < hi)) return lo;
    if (value(middle) <= 0) lo = middle;
    else hi = middle;
  }
}

/** As much of every good, surely. */
function reaches(one: EdgeEnd, other: EdgeEnd): boolean {
  const { outputs } = one;
  return outputs !== null && other.enclosures.every(({ hi }, j) => (outputs[j] ?? 0) >= hi);
}

/** The only limit of such a set, at places whose amounts at the box's end stand for what is written: that lies next below it. */
interface OnlyLimit {
  value(y: Float64Array): number;
  enclose(y: Float64Array): Enclosure;
  around(y: number, j: number): Interval;
}

function limitOf(set: LevelSet): OnlyLimit {
  const limit = set.limits[0] as CompiledLimit;
  const around = (y: number, j: number): Interval => (y === set.hi[j] ? { lo: nextDown(y), hi: y } : point(y));
  return { value: (y) => limit.value(y), enclose: (y) => limit.enclose(Array.from(y, around)), around };
}
