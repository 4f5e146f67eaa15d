import type { PerGood, PriceRange } from '../../../solver/solution.ts';

export type Range = readonly [lo: number, hi: number];

/** What one `over` costs in `under`: p_over / p_under, as an interval within [0, ∞]. Null where either has no price. */
export function priceRatio(prices: PerGood<PriceRange> | null, over: string, under: string): Range | null {
  const [a, b] = [ends(own(prices, over)), ends(own(prices, under))];
  if (a === null || b === null) return null;
  return [quotient(a[0], b[1], 0), quotient(a[1], b[0], Number.POSITIVE_INFINITY)];
}

/** The entry of a good's own name, never one that every object inherits. */
export function own<T>(values: PerGood<T> | null, good: string): T | null {
  return values !== null && Object.hasOwn(values, good) ? (values[good] ?? null) : null;
}

/** The economy's price where there is one, else that of its convexification, with the interval where it is not unique. */
export function economyRatio(
  solution: {
    readonly prices: PerGood<number> | null;
    readonly priceIntervals: PerGood<PriceRange> | null;
    readonly dualPrices: PerGood<number> | null;
  },
  over: string,
  under: string,
): { readonly at: number; readonly range: Range } | null {
  const at = priceRatio(solution.prices ?? solution.dualPrices, over, under);
  if (at === null) return null;
  const range = solution.prices === null ? null : priceRatio(solution.priceIntervals, over, under);
  return { at: at[0], range: range ?? at };
}

function ends(price: PriceRange | null): Range | null {
  if (price === null) return null;
  return typeof price === 'number' ? [price, price] : price;
}

/** 0/0 and ∞/∞ say nothing: the widest end stands for them. */
function quotient(a: number, b: number, otherwise: number): number {
  const q = a / b;
  return Number.isNaN(q) ? otherwise : q;
}
