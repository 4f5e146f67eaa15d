import type { Market } from './market-model.ts';
import { bestPosition, type Position } from './position.ts';

/** Neighbouring price ratios between which excess demand changes sign (or jumps over 0), or a ratio at which it is 0. */
export interface Crossing {
  readonly below: Position;
  readonly above: Position;
}

/** Ratios over a whole range of which nothing is demanded in excess. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Scan {
  readonly crossings: readonly Crossing[];
  readonly stretches: readonly Stretch[];
  readonly ratios: number;
}

interface Point {
  readonly log: number;
  readonly position: Position;
  readonly excess: number;
}

const widest = 36;
const still = 1e-12;

/**
 * With two goods that have a price, excess demand is a function of one ratio: scanned in its logarithm, finely where goods of like worth
 * trade and wherever it bends, then bisected wherever the sign changes. Dips that come near 0 are looked into for pairs of roots.
 */
export function scanned(
  market: Market,
  priced: readonly [number, number],
  most: number,
  signal: { readonly aborted: boolean } | undefined,
): Scan {
  const points = pointsFor(market, priced, most, signal).filter(({ excess }) => Number.isFinite(excess));
  const crossings: Crossing[] = [];
  const stretches: Stretch[] = [];
  for (let k = 0; k < points.length; k++) {
    if (signal?.aborted === true) break;
    const [before, own, next] = [points[k - 1], points[k], points[k + 1]];
    if (own === undefined) continue;
    if (own.excess === 0) {
      const last = stillUntil(points, k);
      if (last > k) stretches.push(stretchOf(market, priced, points, k, last));
      else crossings.push({ below: own.position, above: own.position });
      k = last;
      continue;
    }
    if (next === undefined) continue;
    if (next.excess !== 0 && own.excess > 0 !== next.excess > 0) crossings.push(narrowed(market, priced, own, next));
    else if (before !== undefined && isDip(before, own, next))
      crossings.push(...within(market, priced, before, own, next));
  }
  return { crossings, stretches, ratios: points.length };
}

/** Positions at the ends of ranges of the log ratio between which excess demand is known to change its sign. */
export function crossingsIn(
  market: Market,
  priced: readonly [number, number],
  ranges: readonly { readonly from: number; readonly to: number }[],
): readonly Crossing[] {
  const [a, b] = priced;
  const shift = Math.log((market.scale[a] ?? 1) / (market.scale[b] ?? 1));
  return ranges.map(({ from, to }) => ({
    below: pointAt(market, priced, from + shift).position,
    above: pointAt(market, priced, to + shift).position,
  }));
}

const coarse = 0.4;

/** Coarse steps (five times as coarse where goods are of very unlike worth), halved wherever excess demand bends enough to hide a root. */
function pointsFor(
  market: Market,
  priced: readonly [number, number],
  most: number,
  signal: { readonly aborted: boolean } | undefined,
): readonly Point[] {
  let left = most;
  const at = (log: number): Point => {
    left--;
    return pointAt(market, priced, log);
  };
  const steps = Math.max(coarse, 48 / most);
  const points = ratiosFor(steps).flatMap((log) => (signal?.aborted === true ? [] : [at(log)]));
  for (let depth = 0; depth < mostHalvings; depth++) {
    const gaps = points.flatMap((own, k) => {
      const next = points[k + 1];
      return next !== undefined && mayHide(points[k - 1], own, next, points[k + 2]) ? [k] : [];
    });
    for (const k of gaps.reverse()) {
      const [own, next] = [points[k], points[k + 1]];
      if (own === undefined || next === undefined || left <= 0 || signal?.aborted === true) continue;
      points.splice(k + 1, 0, at((own.log + next.log) / 2));
    }
  }
  return points;
}

const mostHalvings = 5;

/** Lines through the neighbours on either side, drawn on into the gap, come near 0 or disagree by much. */
function mayHide(before: Point | undefined, own: Point, next: Point, after: Point | undefined): boolean {
  const [f, g] = [own.excess, next.excess];
  if (!Number.isFinite(f) || !Number.isFinite(g)) return Number.isFinite(f) || Number.isFinite(g);
  if (f === 0 && g === 0) return false;
  const gap = next.log - own.log;
  const slope = (p: Point | undefined, q: Point): number =>
    p === undefined || !Number.isFinite(p.excess) ? (g - f) / gap : (q.excess - p.excess) / (q.log - p.log);
  const left = f + slope(before, own) * gap - g;
  const right = g - slope(after, next) * gap - f;
  const bend = Math.max(Math.abs(left), Math.abs(right));
  if (f > 0 === g > 0) return bend > 0.5 * Math.min(Math.abs(f), Math.abs(g));
  return bend > 0.25 * Math.abs(f - g);
}

function ratiosFor(step: number): readonly number[] {
  // Half of them lie where goods of like worth trade.
  const logs: number[] = [];
  for (
    let log = -widest;
    log <= widest + 1e-9;
    log += Math.abs(log) < 6 - 1e-9 || (log < 0 && log >= -6) ? step : 5 * step
  )
    logs.push(log);
  return logs;
}

function pointAt(market: Market, [a, b]: readonly [number, number], log: number): Point {
  const prices = new Float64Array(market.goods.length);
  const share = 1 / (1 + Math.exp(-log));
  prices[a] = share / (market.scale[a] ?? 1);
  prices[b] = 1 / (1 + Math.exp(log)) / (market.scale[b] ?? 1);
  const position = bestPosition(market, prices);
  // By Walras' law either tells; the one that is not divided by a small price tells it better.
  const own = log > 0 ? a : b;
  const excess = ((log > 0 ? 1 : -1) * (position.excess[own] ?? 0)) / (market.scale[own] ?? 1);
  const volume = traded(market, position, own);
  // What is all but lost in rounding tells nothing; no trade at all tells that all are content.
  if (volume > 0 && volume < 1e-11) return { log, position, excess: Number.NaN };
  return { log, position, excess: Math.abs(excess) <= still * Math.max(1e-3, volume) ? 0 : excess };
}

/**
 * Nothing is demanded in excess of either good. One alone may tell too little: where excess demand of a good that grows cheap fades with
 * its price, that of the other fades with the square, and is lost in rounding long before.
 */
export const isStill = (market: Market, position: Position, priced: readonly number[]): boolean =>
  priced.every((j) => {
    const excess = Math.abs(position.excess[j] ?? 0) / (market.scale[j] ?? 1);
    return excess <= 100 * still * Math.max(1e-3, traded(market, position, j));
  });

/** How much of a good changes hands, in parts of what there could be, so that a little that nobody meets is not taken for nothing. */
function traded(market: Market, { consumers, producers }: Position, j: number): number {
  let sum = 0;
  market.consumers.forEach(({ endowment }, h) => {
    for (const { option, weight } of consumers[h] ?? [])
      sum += weight * Math.abs((option.amounts[j] ?? 0) - (endowment[j] ?? 0));
  });
  for (const { option, weight } of producers.flat()) sum += weight * Math.abs(option.amounts[j] ?? 0);
  return sum / (market.scale[j] ?? 1);
}

function stillUntil(points: readonly Point[], from: number): number {
  let last = from;
  while (last + 1 < points.length && points[last + 1]?.excess === 0) last++;
  return last;
}

/** Its ends found by bisection; infinite where it goes on past all that was scanned. */
function stretchOf(
  market: Market,
  priced: readonly [number, number],
  points: readonly Point[],
  first: number,
  last: number,
): Stretch {
  const end = (inside: Point | undefined, outside: Point | undefined, beyond: number): number => {
    if (inside === undefined || outside === undefined) return beyond;
    let [near, far] = [inside.log, outside.log];
    for (let step = 0; step < 50; step++) {
      const middle = (near + far) / 2;
      if (pointAt(market, priced, middle).excess === 0) near = middle;
      else far = middle;
    }
    return near;
  };
  return {
    from: end(points[first], points[first - 1], Number.NEGATIVE_INFINITY),
    to: end(points[last], points[last + 1], Number.POSITIVE_INFINITY),
  };
}

function narrowed(market: Market, priced: readonly [number, number], a: Point, b: Point): Crossing {
  let [low, high] = [a, b];
  for (let step = 0; step < 44 && high.log - low.log > 1e-10; step++) {
    const middle = pointAt(market, priced, (low.log + high.log) / 2);
    if (middle.excess === 0) return { below: middle.position, above: middle.position };
    if (middle.excess > 0 === low.excess > 0) low = middle;
    else high = middle;
  }
  return { below: low.position, above: high.position };
}

const isDip = (before: Point, own: Point, next: Point): boolean =>
  own.excess > 0 === before.excess > 0 &&
  Math.abs(own.excess) < Math.abs(before.excess) &&
  Math.abs(own.excess) <= Math.abs(next.excess) &&
  Math.abs(own.excess) < 0.05;

/** The lowest point of a dip by golden section: two crossings beside it, one that touches, or none. */
function within(
  market: Market,
  priced: readonly [number, number],
  before: Point,
  own: Point,
  next: Point,
): readonly Crossing[] {
  const golden = (3 - Math.sqrt(5)) / 2;
  let [low, mid, high] = [before, own, next];
  for (let step = 0; step < 60 && high.log - low.log > 1e-9; step++) {
    const right = high.log - mid.log > mid.log - low.log;
    const log = right ? mid.log + golden * (high.log - mid.log) : mid.log - golden * (mid.log - low.log);
    const trial = pointAt(market, priced, log);
    if (trial.excess > 0 !== own.excess > 0) {
      const [left, rest] = right ? [mid, high] : [low, mid];
      return [narrowed(market, priced, left, trial), narrowed(market, priced, trial, rest)];
    }
    if (Math.abs(trial.excess) < Math.abs(mid.excess)) {
      if (right) low = mid;
      else high = mid;
      mid = trial;
    } else if (right) high = trial;
    else low = trial;
  }
  return Math.abs(mid.excess) < 1e-9 ? [{ below: mid.position, above: mid.position }] : [];
}
