import { type Interval, point } from '../../math/interval/interval.ts';
import { nextUp } from '../../math/interval/rounding.ts';
import { excessAt, type LevelSet } from './level-limits.ts';
import { sharpenedFrom, worthOf } from './level-optimum.ts';

/** What is known of a limit over a box: its value at a place of it, and its slopes all over it. */
interface Line {
  readonly at: Float64Array;
  readonly value: number;
  readonly slopes: readonly Interval[];
}

interface Leaf {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly lines: readonly Line[];
}

export interface Found {
  /** The best place found; null where none that can be made is known. */
  readonly outputs: Float64Array | null;
  /** Proven: no place in the box is worth more. */
  readonly bound: number;
}

/**
 * The part of a level set inside a box, whatever way it bends, as boxes that cover its frontier: they are cut where it matters at the
 * prices asked, and stay cut for the next. Counted work: what it finds never depends on speed.
 */
export interface LevelTree {
  best(prices: ArrayLike<number>): Found;
  /** A box of what efficient places there can be; null where there are none. */
  box(): Box | null;
  /** The part in a smaller box, what is known of it already kept. */
  within(lo: Float64Array, hi: Float64Array): LevelTree;
}

const mostLeaves = 40_000;
const cutsAtOnce = 4_000;
const precision = 1e-8;
const placesKept = 24;

export function levelTree(set: LevelSet, lo: Float64Array, hi: Float64Array, known: readonly Leaf[] = []): LevelTree {
  let leaves: Leaf[] | null = null;
  let places: Float64Array[] = [];
  const whole = { lo, hi };
  const started = (): Leaf[] => {
    if (leaves !== null) return leaves;
    const first = known.length > 0 ? known : [{ lo, hi, lines: [] }];
    leaves = first.flatMap((leaf) => clipped(set, leaf, whole) ?? []);
    return leaves;
  };
  return {
    box() {
      const all = started();
      const [first] = all;
      if (first === undefined) return null;
      const over = (pick: (leaf: Leaf, j: number) => number, join: (...values: number[]) => number) =>
        first.lo.map((_, j) => all.reduce((sum, leaf) => join(sum, pick(leaf, j)), pick(first, j)));
      return { lo: over((l, j) => l.lo[j] ?? 0, Math.min), hi: over((l, j) => l.hi[j] ?? 0, Math.max) };
    },
    within: (low, high) => levelTree(set, low, high, leaves ?? []),
    best(prices) {
      const all = started();
      let best = bestOf(places, prices);
      const offer = (y: Float64Array | null) => {
        if (y === null || !isWithin(y, whole)) return;
        const worth = worthOf(y, prices);
        if (!(worth > best.worth)) return;
        best = { worth, outputs: y };
        places = [y, ...places].slice(0, placesKept);
      };
      // What even a far corner worth no more can hold needs no closer look: the bound counts it as worth what was known.
      const least = best.worth;
      const queue = queueOf();
      for (const [index, leaf] of all.entries())
        if (cornerBound(leaf, prices) > least) queue.push(index, boundOf(leaf, prices).bound);
      const gone = new Set<number>();
      for (let cuts = 0; cuts < cutsAtOnce && all.length < mostLeaves; cuts++) {
        const top = queue.top();
        const leaf = top === null ? undefined : all[top.index];
        if (top === null || leaf === undefined || top.bound <= best.worth + precision * Math.abs(best.worth)) break;
        const candidate = onFrontier(set, middleOf(leaf), whole);
        if (candidate !== null && worthOf(candidate, prices) > best.worth) {
          offer(candidate);
          offer(sharpenedFrom(set, prices, candidate));
        }
        const halves = cutOf(leaf, prices);
        if (halves === null) break;
        queue.pop();
        const [one, other] = halves.flatMap((half) => leafOf(set, half.lo, half.hi, whole) ?? []);
        const take = (index: number, part: Leaf) => {
          all[index] = part;
          queue.push(index, Math.min(top.bound, boundOf(part, prices).bound));
        };
        if (one) take(top.index, one);
        else gone.add(top.index);
        if (other) take(all.length, other);
      }
      if (gone.size > 0) leaves = all.filter((_, index) => !gone.has(index));
      if (best.outputs !== null) offer(sharpenedFrom(set, prices, best.outputs));
      return { outputs: best.outputs, bound: Math.max(queue.top()?.bound ?? Number.NEGATIVE_INFINITY, least) };
    },
  };
}

function bestOf(places: readonly Float64Array[], prices: ArrayLike<number>) {
  let best: { worth: number; outputs: Float64Array | null } = { worth: Number.NEGATIVE_INFINITY, outputs: null };
  for (const outputs of places) {
    const worth = worthOf(outputs, prices);
    if (worth > best.worth) best = { worth, outputs };
  }
  return best;
}

interface Box {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}

const isWithin = (y: Float64Array, { lo, hi }: Box): boolean =>
  y.every((v, j) => v >= (lo[j] ?? 0) && v <= (hi[j] ?? 0));

const middleOf = ({ lo, hi }: Box): Float64Array => lo.map((l, j) => l + ((hi[j] ?? 0) - l) / 2);

function clipped(set: LevelSet, leaf: Leaf, whole: Box): Leaf | null {
  if (leaf.lines.length > 0 && isWithin(leaf.lo, whole) && isWithin(leaf.hi, whole)) return leaf;
  const lo = leaf.lo.map((y, j) => Math.max(y, whole.lo[j] ?? 0));
  const hi = leaf.hi.map((y, j) => Math.min(y, whole.hi[j] ?? 0));
  return lo.every((y, j) => y <= (hi[j] ?? 0)) ? leafOf(set, lo, hi, whole) : null;
}

/** Null where nothing of the frontier is in the box: a limit fails all over it, or more of some good than its most can be made with all its most. */
function leafOf(set: LevelSet, lo: Float64Array, most: Float64Array, whole: Box): Leaf | null {
  if (isPassed(set, most, whole)) return null;
  let hi = most;
  for (let round = 0; ; round++) {
    const box = Array.from(lo, (low, j): Interval => ({ lo: low, hi: hi[j] ?? low }));
    const lines: Line[] = [];
    for (const limit of set.limits) {
      const { value, defined } = limit.enclose(box);
      if (value.lo > 0 || value.lo > value.hi) return null;
      if (!defined) continue;
      const line = lineOf(limit, box);
      if (line !== null) lines.push(line);
    }
    const nearer = lines.reduce<Float64Array | null>((top, line) => (top === null ? null : lowered(line, lo, top)), hi);
    if (nearer === null) return null;
    const shrunk = nearer.some((y, j) => (hi[j] ?? 0) - y > 0.2 * ((hi[j] ?? 0) - (lo[j] ?? 0)));
    if (!shrunk || round === 2) return { lo, hi: nearer, lines };
    hi = nearer;
  }
}

/** Just beyond the far corner in some good, all limits surely hold: nothing in the box is efficient. */
function isPassed(set: LevelSet, hi: Float64Array, whole: Box): boolean {
  const j = hi.findIndex((y, i) => y < (whole.hi[i] ?? 0));
  if (j < 0) return false;
  const beyond = Array.from(hi, (y, i) => (i === j ? { lo: y, hi: nextUp(y) } : point(y)));
  return set.limits.every((limit) => {
    const { value, defined } = limit.enclose(beyond);
    return defined && value.hi <= 0;
  });
}

function lineOf(limit: LevelSet['limits'][number], box: readonly Interval[]): Line | null {
  const slopes = limit.encloseSlopes(box, false);
  const at = Float64Array.from(box, ({ lo, hi }, j) => {
    const slope = slopes[j] as Interval;
    if (slope.hi === Number.POSITIVE_INFINITY) return lo;
    return slope.lo === Number.NEGATIVE_INFINITY ? hi : lo + (hi - lo) / 2;
  });
  const { value, defined } = limit.enclose(Array.from(at, point));
  return defined && Number.isFinite(value.lo) ? { at, value: value.lo, slopes } : null;
}

/** Twice what the rounding of so few sums and products can come to. */
const rounding = 64 * 2 ** -53;

/** The least of slope·step over slopes and steps, less what rounding may be. */
function leastOf({ lo, hi }: Interval, from: number, to: number): number {
  const products = [times(lo, from), times(lo, to), times(hi, from), times(hi, to)];
  const least = Math.min(...products);
  return least - rounding * Math.abs(least) - Number.MIN_VALUE;
}

const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

/** The far corner moved in to where a limit may still hold; null where it holds nowhere. */
function lowered({ at, value, slopes }: Line, lo: Float64Array, hi: Float64Array): Float64Array | null {
  const parts = slopes.map((slope, j) => leastOf(slope, down(lo[j] ?? 0, at[j] ?? 0), up(hi[j] ?? 0, at[j] ?? 0)));
  const size = parts.reduce((sum, part) => sum + Math.abs(part), Math.abs(value));
  if (!Number.isFinite(size)) return hi;
  const total = parts.reduce((sum, part) => sum + part, value);
  if (total - rounding * size > 0) return null;
  return hi.map((top, j) => {
    const slope = slopes[j]?.lo ?? 0;
    if (!(slope > 0)) return top;
    const rest = -(total - (parts[j] ?? 0)) + rounding * size;
    // In the step's own good: value + slope·step + (the least of the rest) <= 0, with a step upward at its least slope.
    const step = rest >= 0 ? rest / slope : 0;
    const end = (at[j] ?? 0) + step * (1 + rounding) + rounding * Math.abs(at[j] ?? 0) + Number.MIN_VALUE;
    return Math.max(lo[j] ?? 0, Math.min(top, end));
  });
}

const down = (a: number, b: number): number => a - b - rounding * Math.abs(a - b);
const up = (a: number, b: number): number => a - b + rounding * Math.abs(a - b);

interface Bound {
  readonly bound: number;
  /** The limit and its multiplier with which the bound is least. */
  readonly line: Line | null;
  readonly multiplier: number;
}

/** Proven: prices·y over the part of the set in a leaf, by weak duality in the lines known of its limits. */
function boundOf(leaf: Leaf, prices: ArrayLike<number>): Bound {
  let best: Bound = { bound: cornerBound(leaf, prices), line: null, multiplier: 0 };
  for (const line of leaf.lines) {
    for (const slope of line.slopes.keys()) {
      const { lo, hi } = line.slopes[slope] as Interval;
      for (const rate of lo === hi ? [lo] : [lo, lo + (hi - lo) / 2, hi]) {
        const multiplier = (prices[slope] ?? 0) / rate;
        if (!(multiplier > 0 && multiplier < Number.POSITIVE_INFINITY)) continue;
        const bound = lineBound(leaf, line, prices, multiplier);
        if (bound < best.bound) best = { bound, line, multiplier };
      }
    }
  }
  return best;
}

function cornerBound({ hi }: Leaf, prices: ArrayLike<number>): number {
  const sum = worthOf(hi, prices);
  return sum + rounding * sum + Number.MIN_VALUE;
}

/** prices·at - multiplier·value + Σ the most of (price - multiplier·slope)·step. */
function lineBound(
  { lo, hi }: Leaf,
  { at, value, slopes }: Line,
  prices: ArrayLike<number>,
  multiplier: number,
): number {
  let sum = -multiplier * value;
  let size = Math.abs(sum);
  for (let j = 0; j < lo.length; j++) {
    const price = prices[j] ?? 0;
    const { lo: flat, hi: steep } = slopes[j] as Interval;
    const own = at[j] ?? 0;
    const [back, on] = [(lo[j] ?? 0) - own, (hi[j] ?? 0) - own];
    let most = Number.NEGATIVE_INFINITY;
    for (const step of [back, on]) {
      const slope = step > 0 ? flat : steep;
      most = Math.max(most, step === 0 ? 0 : (price - multiplier * slope) * step);
      if (step !== 0) size += (price + multiplier * Math.abs(slope)) * Math.abs(step);
    }
    sum += price * own + most;
    size += Math.abs(price * own);
  }
  const error = rounding * size;
  return Number.isNaN(sum) || Number.isNaN(error) ? Number.POSITIVE_INFINITY : sum + error + Number.MIN_VALUE;
}

/** Halves across the good whose slope, or price, leaves most open; null where doubles end. */
function cutOf(leaf: Leaf, prices: ArrayLike<number>): readonly Box[] | null {
  const { line, multiplier } = boundOf(leaf, prices);
  const open = leaf.lo.map((lo, j) => {
    const width = (leaf.hi[j] ?? 0) - lo;
    const middle = lo + width / 2;
    if (!(lo < middle && middle < (leaf.hi[j] ?? 0))) return -1;
    const slope = line?.slopes[j];
    const spread = slope === undefined ? Number.NaN : multiplier * (slope.hi - slope.lo);
    return width * Math.min(Number.MAX_VALUE, Number.isNaN(spread) ? (prices[j] ?? 0) : spread);
  });
  const j = open.indexOf(Math.max(...open));
  if (j < 0 || (open[j] ?? -1) < 0) return null;
  const middle = middleOf(leaf)[j] ?? 0;
  return [
    { lo: leaf.lo, hi: leaf.hi.map((y, i) => (i === j ? middle : y)) },
    { lo: leaf.lo.map((y, i) => (i === j ? middle : y)), hi: leaf.hi },
  ];
}

/** Along the ray from the near corner of a box through a place, as far as all limits hold; null where they fail at its beginning. */
export function onFrontier(set: LevelSet, y: Float64Array, { lo, hi }: Box): Float64Array | null {
  const steps = y.map((v, j) => v - (lo[j] ?? 0));
  const most = steps.reduce(
    (far, step, j) => (step > 0 ? Math.min(far, ((hi[j] ?? 0) - (lo[j] ?? 0)) / step) : far),
    Infinity,
  );
  const at = (share: number) => steps.map((step, j) => Math.min(hi[j] ?? 0, (lo[j] ?? 0) + share * step));
  if (!(most < Infinity)) return excessAt(set, lo) <= 0 ? Float64Array.from(lo) : null;
  if (excessAt(set, at(most)) <= 0) return at(most);
  const start = [1, 0.999, 0.99, 0.9, 0.5, 0.25, 0.1, 0.01, 0].find((share) => excessAt(set, at(share)) <= 0);
  if (start === undefined) return null;
  let inner: number = start;
  let outer = most;
  for (let step = 0; step < 80; step++) {
    const middle: number = inner + (outer - inner) / 2;
    if (!(inner < middle && middle < outer)) break;
    if (excessAt(set, at(middle)) <= 0) inner = middle;
    else outer = middle;
  }
  return at(inner);
}

interface Queue {
  top(): { readonly index: number; readonly bound: number } | null;
  pop(): void;
  push(index: number, bound: number): void;
}

/** A binary heap, the highest bound on top. */
function queueOf(): Queue {
  const heap: { readonly index: number; readonly bound: number }[] = [];
  const at = (k: number): number => heap[k]?.bound ?? Number.NEGATIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  };
  const sink = (from: number): void => {
    for (let k = from; ; ) {
      const child = at(2 * k + 1) >= at(2 * k + 2) ? 2 * k + 1 : 2 * k + 2;
      if (child >= heap.length || at(child) <= at(k)) return;
      swap(child, k);
      k = child;
    }
  };
  return {
    top: () => heap[0] ?? null,
    pop() {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
      sink(0);
    },
    push(index, bound) {
      heap.push({ index, bound });
      for (let k = heap.length - 1; k > 0; ) {
        const parent = (k - 1) >> 1;
        if (at(parent) >= at(k)) return;
        swap(parent, k);
        k = parent;
      }
    },
  };
}
