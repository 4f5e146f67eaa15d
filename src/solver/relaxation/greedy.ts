import { add, multiply } from '../../math/interval/arithmetic.ts';
import { point } from '../../math/interval/interval.ts';
import type { Piece, Prices, Response } from '../sets/piece.ts';

/** How many members of an agent may stand in a piece. */
export interface Entry {
  readonly piece: Piece;
  readonly lo: number;
  readonly hi: number;
}

/** One agent: its members spread over its pieces within bounds. */
export interface Side {
  readonly count: number;
  readonly entries: readonly Entry[];
}

export interface Pick {
  readonly side: number;
  readonly entry: number;
  readonly count: number;
  readonly response: Response;
}

/** What all agents choose at some prices: a point of the convexified economy's frontier. */
export interface Column {
  readonly totals: Float64Array;
  /** prices·totals at the prices asked. */
  readonly value: number;
  readonly picks: readonly Pick[];
}

/** False where the bounds of some agent cannot be met. */
export const canBeFilled = (sides: readonly Side[]): boolean =>
  sides.every(({ count, entries }) => {
    const least = entries.reduce((sum, { lo }) => sum + lo, 0);
    const most = entries.reduce((sum, { hi }) => sum + hi, 0);
    return least <= count && most >= count && entries.every(({ lo, hi }) => lo <= hi);
  });

/** Every member's best response within the bounds: the best pieces are filled first. */
export function respond(sides: readonly Side[], prices: Prices): Column {
  const totals = new Float64Array(prices.length);
  const picks: Pick[] = [];
  let value = 0;
  sides.forEach((side, i) => {
    const responses = side.entries.map(({ piece }) => piece.respond(prices));
    const counts = filled(
      side,
      responses.map((response) => response.value),
    );
    counts.forEach((count, k) => {
      const response = responses[k];
      if (count === 0 || response === undefined) return;
      picks.push({ side: i, entry: k, count, response });
      value += count * response.value;
      for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] ?? 0) + count * (response.outputs[j] ?? 0);
    });
  });
  return { totals, value, picks };
}

/** A proven upper bound of prices·Y over all totals Y of the convexified, bounded economy. */
export function yieldBound(sides: readonly Side[], prices: Prices): number {
  let sum = point(0);
  for (const side of sides) {
    const bounds = side.entries.map(({ piece, hi }) =>
      hi === 0 ? Number.NEGATIVE_INFINITY : known(piece.bound(prices)),
    );
    filled(side, bounds).forEach((count, k) => {
      if (count > 0) sum = add(sum, multiply(point(count), point(bounds[k] ?? 0)));
    });
  }
  return sum.hi;
}

/** What is not a number bounds nothing. */
const known = (bound: number): number => (Number.isNaN(bound) ? Number.POSITIVE_INFINITY : bound);

/** Counts that maximise Σ count·value within the bounds (whole where the bounds are). */
function filled({ count, entries }: Side, values: readonly number[]): readonly number[] {
  const counts = entries.map(({ lo }) => lo);
  let left = count - counts.reduce((a, b) => a + b, 0);
  const order = entries.map((_, k) => k).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  for (const k of order) {
    const entry = entries[k];
    if (left <= 0 || entry === undefined) break;
    const more = Math.min(left, entry.hi - entry.lo);
    counts[k] = entry.lo + more;
    left -= more;
  }
  return counts;
}

/** The most of each good, rounded up. */
export function capsOf(sides: readonly Side[], goods: number): Float64Array {
  return Float64Array.from({ length: goods }, (_, j) => {
    let sum = point(0);
    for (const side of sides) {
      const caps = side.entries.map(({ piece, hi }) => (hi === 0 ? 0 : piece.cap(j)));
      filled(side, caps).forEach((count, k) => {
        sum = add(sum, multiply(point(count), point(caps[k] ?? 0)));
      });
    }
    return sum.hi;
  });
}
