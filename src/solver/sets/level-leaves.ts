import { add, multiply } from '../../math/interval/arithmetic.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { nextUp } from '../../math/interval/rounding.ts';
import type { CompiledLimit, LevelSet } from './level-limits.ts';
import { worthOf } from './level-newton.ts';

/** What is known of a limit over a box: its value at a place of it, and its slopes all over it. */
interface Line {
  readonly limit: number;
  /** Which of the places that every limit has a line from. */
  readonly from: number;
  readonly at: Float64Array;
  readonly value: number;
  readonly slopes: readonly Interval[];
}

export interface Leaf {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly lines: readonly Line[];
}

export interface Box {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}

export interface Bound {
  readonly bound: number;
  /** The limit and its multiplier with which the bound is least. */
  readonly line: Line | null;
  readonly multiplier: number;
}

export function clipped(set: LevelSet, leaf: Leaf, whole: Box): Leaf | null {
  if (leaf.lines.length > 0 && isWithin(leaf.lo, whole) && isWithin(leaf.hi, whole)) return leaf;
  const lo = leaf.lo.map((y, j) => Math.max(y, whole.lo[j] ?? 0));
  const hi = leaf.hi.map((y, j) => Math.min(y, whole.hi[j] ?? 0));
  return lo.every((y, j) => y <= (hi[j] ?? 0)) ? leafOf(set, lo, hi, whole) : null;
}

/** Null where nothing of the frontier is in the box: a limit fails all over it, or more of some good than its most can be made with all its most. */
export function leafOf(set: LevelSet, lo: Float64Array, most: Float64Array, whole: Box): Leaf | null {
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

/**
 * Proven: prices·y over the part of the set in a leaf, by weak duality in the lines known of its limits: of one with any multiplier, and
 * of those that bind together with theirs (`weights`).
 */
export function boundOf(leaf: Leaf, prices: ArrayLike<number>, weights: readonly number[] = []): Bound {
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

export function cornerBound({ hi }: Leaf, prices: ArrayLike<number>): number {
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

/**
 * Halves across the good whose slope leaves most open, or, where that does not explain the gap (another limit binds as well), across
 * the one in which most is at stake; null where doubles end.
 */
export function cutOf(
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

export const middleOf = ({ lo, hi }: Box): Float64Array => lo.map((l, j) => l + ((hi[j] ?? 0) - l) / 2);

export const isWithin = (y: Float64Array, { lo, hi }: Box): boolean =>
  y.every((v, j) => v >= (lo[j] ?? 0) && v <= (hi[j] ?? 0));
