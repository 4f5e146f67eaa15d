import type { ArcCurvature } from '../../curvature/shape.ts';
import { INSIDE } from './choice.ts';
import type { SeparableMembers } from './separable-members.ts';

/** A part of all splits of a member: each task's share within a range along which its returns bend one way. */
interface Box {
  readonly ranges: readonly Range[];
  /** What no split in it is worth more than. */
  readonly bound: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly curvature: ArcCurvature;
  /** Yields at its ends. */
  readonly first: number;
  readonly last: number;
}

/** A part that needs no closer look, and what bounds it: a multiplier, and the shares at which concave tasks are touched. */
export interface Leaf {
  readonly ranges: readonly Range[];
  readonly multiplier: number;
  readonly shares: readonly number[];
}

export interface MixedSplit {
  readonly value: number;
  readonly shares: readonly number[];
  readonly yields: readonly number[];
  /** Together all splits allowed. */
  readonly leaves: readonly Leaf[];
}

/** Relative: a better split is not looked for. */
const nearEnough = 2e-8;
const mostBoxes = 400;
const mostRounds = 40;
const mostCombinations = 250;
const mostMixed = 6;
const leastShare = 1e-15;
const leastBend = -1e-7;
const longestStep = 4;

/** Whether tasks of both kinds, or such as bend both ways, are split, and not too many. */
export function isMixed({ pieces, sharing }: SeparableMembers): boolean {
  const bothWays = pieces.some((own) => own.length > 1);
  const combinations = pieces.reduce((all, own) => all * own.length, 1);
  const isMix = sharing.length < pieces.length && (sharing.length > 0 || bothWays);
  return isMix && pieces.length - sharing.length <= mostMixed && combinations <= mostCombinations;
}

/** The tasks that need not share, in the order of the bits of a code. */
export const mixedTasks = ({ pieces, sharing }: SeparableMembers): readonly number[] =>
  [...pieces.keys()].filter((j) => !sharing.includes(j));

/** Tells which of the tasks that need not share are given anything. */
export const codeOf = (mixed: readonly number[], shares: readonly number[]): number =>
  INSIDE + mixed.reduce((bits, j, b) => bits + ((shares[j] as number) > 0 ? 2 ** b : 0), 0);

/** Whether a code lets a task be given anything. */
const allows = (mixed: readonly number[], code: number, j: number): boolean =>
  !mixed.includes(j) || ((code - INSIDE) >> mixed.indexOf(j)) % 2 === 1;

/**
 * The best split of one member to a small relative error, best part first (Land & Doig 1960): in each part returns that rise are replaced
 * by their chord, and what is then concave is split by its multiplier. `code`: what may be given anything; null: everything.
 * `near`: a split to start from.
 */
export function bestMixedSplit(
  cell: SeparableMembers,
  i: number,
  prices: readonly number[],
  code: number | null,
  near: readonly number[],
): MixedSplit {
  const mixed = mixedTasks(cell);
  const leaves: Leaf[] = [];
  const tasks = [...prices.keys()];
  const at = (shares: readonly number[]) => {
    for (const j of tasks) (cell.shares[j] as Float64Array)[i] = shares[j] as number;
    cell.formula.run(cell.shares, i, i + 1, cell.values);
  };
  const yieldOf = (j: number, order: number): number => (cell.values[3 * j + order] as Float64Array)[i] as number;
  let value = Number.NEGATIVE_INFINITY;
  let [shares, yields]: [readonly number[], readonly number[]] = [near, []];
  const take = (own: readonly number[]): void => {
    let sum = 0;
    for (const j of tasks) sum += (prices[j] as number) * yieldOf(j, 0);
    if (!(sum > value)) return;
    [value, shares, yields] = [sum, own, tasks.map((j) => yieldOf(j, 0))];
  };
  if (near.length > 0 && tasks.every((j) => near[j] === 0 || code === null || allows(mixed, code, j))) {
    at(near);
    take(near);
  }
  const open = boxesOf(cell, (j) => code === null || allows(mixed, code, j), at, yieldOf);
  for (let count = 0; open.length > 0; count++) {
    const box = takeFirst(open);
    if (Number.isFinite(box.bound) && box.bound <= value * (1 + nearEnough) && box.leaf !== null) {
      leaves.push(box.leaf);
      continue;
    }
    const solved = relaxed(box.ranges);
    const k = solved.bound <= value * (1 + nearEnough) || count >= mostBoxes ? null : solved.worst;
    const halves = k === null ? null : halved(box.ranges, k, solved.leaf.shares[k] as number);
    if (halves === null) leaves.push(solved.leaf);
    else for (const ranges of halves) open.push({ ranges, bound: solved.bound, leaf: { ...solved.leaf, ranges } });
  }
  // Where no yield is a number, nothing is known to be made.
  const nothing = tasks.map(() => 0);
  return yields.length > 0 ? { value, shares, yields, leaves } : { value: 0, shares: nothing, yields: nothing, leaves };

  function halved(ranges: readonly Range[], k: number, share: number): readonly (readonly Range[])[] | null {
    const own = ranges[k] as Range;
    const length = own.to - own.from;
    const wanted = own.curvature === 'unknown' ? own.from + length / 2 : share;
    const cut = Math.min(own.to - 0.02 * length, Math.max(own.from + 0.02 * length, wanted));
    if (!(cut > own.from && cut < own.to)) return null;
    at(tasks.map((j) => (j === k ? cut : (shares[j] ?? 0))));
    const middle = yieldOf(k, 0);
    const with_ = (range: Range) => ranges.map((other, j) => (j === k ? range : other));
    const upper = with_({ ...own, from: cut, first: middle });
    const lower = with_({ ...own, to: cut, last: middle });
    return isPossible(upper) ? [lower, upper] : [lower];
  }

  /** What is concave in a box, solved as closely as it takes to tell that nothing better lies in it. */
  function relaxed(ranges: readonly Range[]): {
    readonly leaf: Leaf;
    readonly bound: number;
    readonly worst: number | null;
  } {
    let own = startIn(ranges, shares);
    let best = { leaf: { ranges, multiplier: 0, shares: own }, bound: Number.POSITIVE_INFINITY };
    let worst: number | null = null;
    for (let round = 0; round < mostRounds; round++) {
      at(own);
      const total = own.reduce((a, b) => a + b, 0);
      if (total <= 1 + 1e-15) take(own);
      worst = worstOf(ranges, own);
      const level = levelOf(ranges, own);
      const multiplier = Math.exp(level);
      const bound = dual(ranges, own, multiplier);
      if (bound < best.bound) best = { leaf: { ranges, multiplier, shares: own }, bound };
      if (best.bound <= value * (1 + nearEnough)) return { ...best, worst: null };
      const next = demand(ranges, own, level);
      let change = 0;
      for (const j of tasks) {
        const [a, b] = [own[j] as number, next[j] as number];
        change = Math.max(change, Math.abs(a - b) / Math.max(b, 1e-12));
      }
      if (change < 1e-9) break;
      const sum = next.reduce((a, b) => a + b, 0);
      own = sum > 1 && sum < 1 + 1e-9 ? next.map((t) => t / sum) : next;
    }
    return { ...best, worst };
  }

  function worstOf(ranges: readonly Range[], own: readonly number[]): number | null {
    let [most, worst]: [number, number | null] = [0, null];
    for (const j of tasks) {
      const { from, to, curvature, first, last } = ranges[j] as Range;
      if (curvature === 'concave' || from === to) continue;
      const chord = first + ((last - first) * ((own[j] as number) - from)) / (to - from);
      const above = (prices[j] as number) * ((curvature === 'unknown' ? last : chord) - yieldOf(j, 0));
      if (above > most) [most, worst] = [above, j];
    }
    return worst;
  }

  /** Weak duality, in doubles: concave tasks lie under their tangents. */
  function dual(ranges: readonly Range[], own: readonly number[], multiplier: number): number {
    let sum = multiplier;
    for (const j of tasks) {
      const { from, to, curvature, first, last } = ranges[j] as Range;
      const price = prices[j] as number;
      const t = own[j] as number;
      if (curvature === 'unknown') sum += price * last - multiplier * from;
      else if (curvature !== 'concave' || from === to)
        sum += Math.max(price * first - multiplier * from, price * last - multiplier * to);
      else {
        const tilt = price * yieldOf(j, 1) - multiplier;
        const tangent = price * yieldOf(j, 0) - multiplier * t + Math.max(tilt * (from - t), tilt * (to - t), 0);
        sum += Number.isNaN(tangent) ? price * last - multiplier * from : tangent;
      }
    }
    return sum;
  }

  function demand(ranges: readonly Range[], own: readonly number[], level: number): number[] {
    const given = tasks.map((j) => answer(ranges[j] as Range, j, own[j] as number, level));
    // One task on a chord takes what is left.
    const left = 1 - given.reduce((a, b) => a + b, 0);
    if (left === 0) return given;
    let rest = left;
    for (const j of tasks) {
      const { from, to, curvature } = ranges[j] as Range;
      if (curvature === 'concave' || curvature === 'unknown' || from === to || rest === 0) continue;
      if (Math.abs(level - slopeOf(ranges[j] as Range, j)) > 1e-9) continue;
      const next = Math.min(to, Math.max(from, (given[j] as number) + rest));
      rest -= next - (given[j] as number);
      given[j] = next;
    }
    return given;
  }

  function slopeOf({ from, to, first, last }: Range, j: number): number {
    return Math.log(((prices[j] as number) * (last - first)) / (to - from));
  }

  /** What a task takes at a multiplier, as its bend at its last share says. */
  function answer(range: Range, j: number, t: number, level: number): number {
    const { from, to, curvature } = range;
    if (from === to || curvature === 'unknown') return from;
    if (curvature !== 'concave') return level < slopeOf(range, j) ? to : from;
    const product = yieldOf(j, 1);
    const bend = Math.min(leastBend, (yieldOf(j, 2) / product) * t);
    const away = (level - Math.log((prices[j] as number) * product)) / (Number.isNaN(bend) ? -1 : bend);
    const step = Math.max(-longestStep, Math.min(longestStep, Number.isNaN(away) ? -longestStep : away));
    return Math.min(to, Math.max(from, leastShare, t * Math.exp(step)));
  }

  /** ln of the multiplier at which all that tasks take is there. */
  function levelOf(ranges: readonly Range[], own: readonly number[]): number {
    const used = (level: number): number => {
      let sum = 0;
      for (const j of tasks) sum += answer(ranges[j] as Range, j, own[j] as number, level);
      return sum;
    };
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const slopes: number[] = [];
    for (const j of tasks) {
      const range = ranges[j] as Range;
      if (range.from === range.to || range.curvature === 'unknown') continue;
      const isConcave = range.curvature === 'concave';
      const rate = isConcave ? Math.log((prices[j] as number) * yieldOf(j, 1)) : slopeOf(range, j);
      if (!Number.isFinite(rate)) continue;
      if (!isConcave) slopes.push(rate);
      const bend = isConcave ? Math.abs((yieldOf(j, 2) / yieldOf(j, 1)) * (own[j] as number)) : 0;
      const reach = Number.isFinite(bend) ? longestStep * bend + 1e-6 : 1;
      low = Math.min(low, rate - reach);
      high = Math.max(high, rate + reach);
    }
    if (!(low < high)) return Number.NEGATIVE_INFINITY;
    if (used(low) <= 1) return ranges.reduce((sum, { to }) => sum + to, 0) <= 1 ? Number.NEGATIVE_INFINITY : low;
    if (used(high) > 1) return high;
    for (const slope of slopes) {
      if (!(slope > low && slope < high)) continue;
      if (used(slope) > 1) low = slope;
      else if (used(slope - 1e-12) >= 1) return slope;
      else high = slope;
    }
    let [over, under] = [used(low) - 1, 1 - used(high)];
    for (let step = 0; step < 60 && high - low > 1e-14 * (1 + Math.abs(high)); step++) {
      const secant = low + ((high - low) * over) / (over + under);
      const level = step % 4 !== 3 && secant > low && secant < high ? secant : low + (high - low) / 2;
      const excess = used(level) - 1;
      if (Math.abs(excess) < 1e-14) return level;
      if (excess > 0) [low, over, under] = [level, excess, under / 2];
      else [high, under, over] = [level, -excess, over / 2];
    }
    return high;
  }
}

const isPossible = (ranges: readonly Range[]): boolean => ranges.reduce((sum, { from }) => sum + from, 0) <= 1 + 1e-12;

interface Open extends Box {
  readonly leaf: Leaf | null;
}

function takeFirst(open: Open[]): Open {
  let first = 0;
  for (let k = 1; k < open.length; k++) if ((open[k]?.bound ?? 0) > (open[first]?.bound ?? 0)) first = k;
  return open.splice(first, 1)[0] as Open;
}

/** Every combination of proven pieces that the resource is enough for. */
function boxesOf(
  { pieces }: SeparableMembers,
  isAllowed: (task: number) => boolean,
  at: (shares: readonly number[]) => void,
  yieldOf: (task: number, order: number) => number,
): Open[] {
  const most = Math.max(...pieces.map((own) => own.length));
  const ends: number[][] = pieces.map(() => []);
  for (let k = 0; k <= most; k++) {
    at(pieces.map((own) => own[k]?.from ?? own[own.length - 1]?.to ?? 1));
    for (const [j, own] of ends.entries()) own.push(yieldOf(j, 0));
  }
  let boxes: readonly (readonly Range[])[] = [[]];
  for (const [j, own] of pieces.entries()) {
    const ranges = own.map(
      ({ from, to, curvature }, k): Range => ({
        ...{ from, to, curvature },
        first: ends[j]?.[k] ?? 0,
        last: ends[j]?.[k + 1] ?? 0,
      }),
    );
    const start = ranges[0] as Range;
    const allowed = isAllowed(j) ? ranges : [{ ...start, to: start.from, last: start.first }];
    boxes = boxes.flatMap((box) => allowed.map((range) => [...box, range])).filter(isPossible);
  }
  return boxes.map((ranges) => ({ ranges, bound: Number.POSITIVE_INFINITY, leaf: null }));
}

function startIn(ranges: readonly Range[], near: readonly number[]): number[] {
  return ranges.map(({ from, to, curvature }, j) => {
    const wanted = Math.min(to, Math.max(from, near[j] ?? 1 / ranges.length));
    return curvature === 'concave' && from < to ? Math.max(wanted, Math.min(to, 1e-9)) : wanted;
  });
}
