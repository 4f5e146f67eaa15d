import type { MemberColumn } from '../../economy/economy.ts';
import { type Interval, interval } from '../../math/interval/interval.ts';
import { nextDown, nextUp } from '../../math/interval/rounding.ts';

/** Members by their numbers, from 0; null: all. */
export type Members = Int32Array | null;

/** A column of numbers, all true to within `slack`. */
export interface Numbers extends Pick<MemberColumn, 'name' | 'values'> {
  readonly slack?: number;
}

/** The ranges of all columns over some members; null where there is no member, or one has no number. */
export function boxOf(columns: readonly Numbers[], members: Members): ReadonlyMap<string, Interval> | null {
  const box = new Map<string, Interval>();
  for (const { name, values, slack } of columns) {
    const range = rangeOf(values, members);
    if (!range) return null;
    box.set(name, slack ? interval(nextDown(range.lo - slack), nextUp(range.hi + slack)) : range);
  }
  return box;
}

function rangeOf(values: Float64Array, members: Members): Interval | null {
  let [lo, hi] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const count = members ? members.length : values.length;
  for (let i = 0; i < count; i++) {
    const v = values[members ? (members[i] as number) : i] as number;
    // Neither NaN nor infinite.
    if (v - v !== 0) return null;
    if (v < lo) lo = v;
    if (v > hi) hi = v;
  }
  return lo <= hi ? interval(lo, hi) : null;
}

/** Those up to a number, and those above it, in order. */
export function splitAt(values: Float64Array, members: Members, at: number): readonly [Int32Array, Int32Array] {
  const count = members ? members.length : values.length;
  const [low, high] = [new Int32Array(count), new Int32Array(count)];
  let [below, above] = [0, 0];
  for (let i = 0; i < count; i++) {
    const member = members ? (members[i] as number) : i;
    if ((values[member] as number) <= at) low[below++] = member;
    else high[above++] = member;
  }
  return [low.slice(0, below), high.slice(0, above)];
}
