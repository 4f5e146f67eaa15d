import type { PerGood, PriceRange } from '../solution.ts';

export interface TracePoint {
  readonly totals: PerGood<number>;
  /** Some prices make these totals worth as much as any that can be made. */
  readonly supported: boolean;
  readonly prices: PerGood<number> | null;
  /** At a kink several prices support it; infinite ends are `Infinity`. */
  readonly priceIntervals: PerGood<PriceRange> | null;
  /** Proven: nothing exceeds it in every good by more than this share of the most of it (stated amounts: in the last good). */
  readonly gap: number;
  /** `kink`: a corner that many prices support. `end`: where a dent begins or ends. Null: on the way. */
  readonly at: 'kink' | 'end' | 'dent' | null;
}

export interface Dents {
  /** Null: more than can be told apart. */
  readonly count: number | null;
  /** The widest, as many as there is use for. */
  readonly spans: readonly { readonly from: PerGood<number>; readonly to: PerGood<number> }[];
}

export const perGood = (goods: readonly string[], values: ArrayLike<number>): PerGood<number> =>
  Object.fromEntries(goods.map((good, j) => [good, values[j] ?? 0]));

/** The first good with a price costs 1. */
export function inNumeraire(goods: readonly string[], prices: ArrayLike<number>): PerGood<number> {
  const unit = Array.from(prices).find((price) => price > 0) ?? 1;
  return Object.fromEntries(goods.map((good, j) => [good, (prices[j] ?? 0) / unit]));
}

/** A total with the prices that support it, or, without any, in a dent. */
export function tracePoint(
  goods: readonly string[],
  totals: ArrayLike<number>,
  prices: ArrayLike<number> | null,
  gap: number,
): TracePoint {
  return {
    totals: perGood(goods, totals),
    supported: prices !== null,
    prices: prices === null ? null : inNumeraire(goods, prices),
    priceIntervals: null,
    gap,
    at: prices === null ? 'dent' : null,
  };
}
