import { add, multiply } from '../../math/interval/arithmetic.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { nextUp } from '../../math/interval/rounding.ts';
import { type CompiledLimit, excessAt, type LevelSet } from './level-limits.ts';
import { type Optimum, sharpenedFrom, worthOf } from './level-optimum.ts';
import { boundBeside } from './level-planes.ts';

/** What is known of a limit over a box: its value at a place of it, and its slopes all over it. */
interface Line {
  readonly limit: number;
  /** Which of the places that every limit has a line from. */
  readonly from: number;
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
  const sharpenedAt = (y: Float64Array, prices: ArrayLike<number>): Best => {
    const widths = hi.map((most, j) => most - (lo[j] ?? 0));
    const found = sharpenedFrom({ ...set, lo, hi, widths, capped: set.capped.map(() => true), inside: y }, prices, y);
    const kept = isWithin(found.outputs, whole) ? found : { ...found, outputs: y };
    return { ...kept, worth: worthOf(kept.outputs, prices) };
  };
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
      const known = bestOf(places, prices);
      let best: Best | null = known === null ? null : sharpenedAt(known, prices);
      const offer = (y: Float64Array) => {
        if (!isWithin(y, whole) || !(worthOf(y, prices) > (best?.worth ?? Number.NEGATIVE_INFINITY))) return;
        best = sharpenedAt(y, prices);
        places = [best.outputs, ...places].slice(0, placesKept);
      };
      const enough = () => (best === null ? Number.NEGATIVE_INFINITY : best.worth + precision * Math.abs(best.worth));
      const weights = () => best?.multipliers ?? [];
      // What even a far corner worth no more can hold needs no closer look: the bound counts it as worth what was known.
      const least = best?.worth ?? Number.NEGATIVE_INFINITY;
      const queue = queueOf();
      for (const [index, leaf] of all.entries())
        if (cornerBound(leaf, prices) > least) queue.push(index, boundOf(leaf, prices, weights()).bound);
      const gone = new Set<number>();
      let closed = least;
      let isBowl = true;
      for (let cuts = 0; cuts < cutsAtOnce && all.length < mostLeaves; cuts++) {
        const top = queue.top();
        const leaf = top === null ? undefined : all[top.index];
        if (top === null || leaf === undefined || top.bound <= enough()) break;
        const bounded = boundOf(leaf, prices, weights());
        for (const candidate of candidatesIn(set, leaf, whole, prices, bounded)) offer(candidate);
        if (best !== null && (isBowl || cuts % 8 === 0)) {
          const bound = boundBeside(set, prices, best, leaf.lo, leaf.hi);
          isBowl = bound <= enough();
          if (isBowl) {
            closed = Math.max(closed, bound);
            queue.pop();
            continue;
          }
        }
        const halves = cutOf(set, leaf, prices, bounded, top.bound - (best?.worth ?? 0));
        if (halves === null) break;
        queue.pop();
        const [one, other] = halves.flatMap((half) => leafOf(set, half.lo, half.hi, whole) ?? []);
        const take = (index: number, part: Leaf) => {
          all[index] = part;
          queue.push(index, Math.min(top.bound, boundOf(part, prices, weights()).bound));
        };
        if (one) take(top.index, one);
        else gone.add(top.index);
        if (other) take(all.length, other);
      }
      if (gone.size > 0) leaves = all.filter((_, index) => !gone.has(index));
      return {
        outputs: best?.outputs ?? null,
        bound: Math.max(queue.top()?.bound ?? Number.NEGATIVE_INFINITY, closed),
      };
    },
  };
}

interface Best extends Optimum {
  readonly worth: number;
}

function bestOf(places: readonly Float64Array[], prices: ArrayLike<number>): Float64Array | null {
  let best: Float64Array | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    const worth = worthOf(place, prices);
    if (worth > most) [best, most] = [place, worth];
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
    for (const [k, limit] of set.limits.entries()) {
      const { value, defined } = limit.enclose(box);
      if (value.lo > 0 || value.lo > value.hi) return null;
      if (!defined) continue;
      lines.push(...linesOf(limit, k, box));
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

/** Lines from the near and the far corner and the middle: between two goods that take from each other the corners' are the envelope. */
function linesOf(limit: CompiledLimit, index: number, box: readonly Interval[]): readonly Line[] {
  const slopes = limit.encloseSlopes(box, false);
  const places = [
    box.map(({ lo }) => lo),
    box.map(({ hi }) => hi),
    box.map(({ lo, hi }, j) => {
      const slope = slopes[j] as Interval;
      if (slope.hi === Number.POSITIVE_INFINITY) return lo;
      return slope.lo === Number.NEGATIVE_INFINITY ? hi : lo + (hi - lo) / 2;
    }),
  ];
  return places.flatMap((place, from) => {
    const { value, defined } = limit.enclose(place.map(point));
    if (!defined || !Number.isFinite(value.lo)) return [];
    return [{ limit: index, from, at: Float64Array.from(place), value: value.lo, slopes }];
  });
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

/**
 * Proven: prices·y over the part of the set in a leaf, by weak duality in the lines known of its limits: of one with any multiplier, and
 * of those that bind together with theirs (`weights`).
 */
function boundOf(leaf: Leaf, prices: ArrayLike<number>, weights: readonly number[] = []): Bound {
  let best: Bound = { bound: cornerBound(leaf, prices), line: null, multiplier: 0 };
  const offer = (line: Line, multiplier: number): void => {
    const bound = lineBound(leaf, line, prices, multiplier);
    if (bound < best.bound) best = { bound, line, multiplier };
  };
  for (const line of leaf.lines) {
    for (const [j, { lo, hi }] of line.slopes.entries()) {
      for (const rate of lo === hi ? [lo] : [lo, lo + (hi - lo) / 2, hi]) {
        const multiplier = (prices[j] ?? 0) / rate;
        if (multiplier > 0 && multiplier < Number.POSITIVE_INFINITY) offer(line, multiplier);
      }
    }
  }
  for (const line of together(leaf.lines, weights)) offer(line, 1);
  return best;
}

/** The lines from one place of all limits that bind, added up by their weights, outward. */
function together(lines: readonly Line[], weights: readonly number[]): readonly Line[] {
  const binding = weights.flatMap((weight, k) => (weight > 0 ? [k] : []));
  if (binding.length < 2) return [];
  return [0, 1, 2].flatMap((from): readonly Line[] => {
    const own = binding.flatMap((k) => lines.filter((line) => line.limit === k && line.from === from));
    const [first] = own;
    if (first === undefined || own.length < binding.length) return [];
    if (own.some(({ at }) => at.some((y, j) => y !== first.at[j]))) return [];
    const summed = (of: (line: Line) => Interval): Interval =>
      own.reduce((sum, line) => add(sum, multiply(point(weights[line.limit] ?? 0), of(line))), point(0));
    const slopes = first.slopes.map((_, j) => summed((line) => line.slopes[j] as Interval));
    return [{ ...first, value: summed((line) => point(line.value)).lo, slopes }];
  });
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

/** On the ray through the middle; and along each good where the others are at the ends that are worth more. */
function candidatesIn(
  set: LevelSet,
  leaf: Leaf,
  whole: Box,
  prices: ArrayLike<number>,
  { line, multiplier }: Bound,
): readonly Float64Array[] {
  const middle = onFrontier(set, middleOf(leaf), whole);
  const ends = leaf.lo.map((lo, j) => {
    const slope = line?.slopes[j];
    const taken = slope === undefined ? 0 : multiplier * (slope.lo + (slope.hi - slope.lo) / 2);
    return (prices[j] ?? 0) > taken ? (leaf.hi[j] ?? lo) : lo;
  });
  const along = Array.from(ends, (_, j) => {
    const near = ends.map((y, i) => (i === j ? (leaf.lo[i] ?? y) : y));
    const far = ends.map((y, i) => (i === j ? (whole.hi[i] ?? y) : y));
    return lastAllowed(set, near, far);
  });
  return [middle, ...along].filter((place) => place !== null);
}

/** The last place that all limits allow on the way from one place to another, or null where they forbid the first. */
function lastAllowed(set: LevelSet, near: Float64Array, far: Float64Array): Float64Array | null {
  const at = (share: number) => (share === 1 ? far : near.map((y, j) => y + share * ((far[j] ?? 0) - y)));
  if (excessAt(set, near) > 0) return null;
  if (excessAt(set, far) <= 0) return far;
  let [inner, outer] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = inner + (outer - inner) / 2;
    if (!(inner < middle && middle < outer)) break;
    if (excessAt(set, at(middle)) <= 0) inner = middle;
    else outer = middle;
  }
  return at(inner);
}

/**
 * Halves across the good whose slope leaves most open, or, where that does not explain the gap (another limit binds as well), across
 * the one in which most is at stake; null where doubles end.
 */
function cutOf(
  set: LevelSet,
  { lo, hi }: Leaf,
  prices: ArrayLike<number>,
  { line, multiplier }: Bound,
  gap: number,
): readonly Box[] | null {
  const widths = hi.map((most, j) => {
    const least = lo[j] ?? 0;
    const middle = least + (most - least) / 2;
    return least < middle && middle < most ? most - least : -1;
  });
  const open = widths.map((width, j) => (width < 0 ? -1 : width * spreadOf(line, multiplier, prices[j] ?? 0, j)));
  const explained = open.reduce((sum, part) => sum + Math.max(0, part), 0) >= 0.25 * gap;
  const stakes = explained ? open : widths.map((width, j) => (width < 0 ? -1 : width * (prices[j] ?? 0)));
  const most = Math.max(...stakes);
  if (!(most >= 0)) return null;
  // Where two goods leave as much open, the one that has been cut less.
  const shares = widths.map((width, j) => ((stakes[j] ?? -1) >= 0.5 * most ? width / (set.widths[j] || 1) : -1));
  const j = shares.indexOf(Math.max(...shares));
  const middle = middleOf({ lo, hi })[j] ?? 0;
  return [
    { lo, hi: hi.map((y, i) => (i === j ? middle : y)) },
    { lo: lo.map((y, i) => (i === j ? middle : y)), hi },
  ];
}

function spreadOf(line: Line | null, multiplier: number, price: number, j: number): number {
  const slope = line?.slopes[j];
  if (slope === undefined) return price;
  // A slope beyond what the good is worth is as good as any: no more is made of it.
  const matters = 2 * Math.max(price, multiplier * Math.abs(slope.lo));
  return Math.min(multiplier * (slope.hi - slope.lo), Number.isFinite(matters) ? matters : price);
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
