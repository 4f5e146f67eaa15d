import { add, call, divide, multiply, name, number, subtract } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { search } from '../branching/search.ts';
import { capsOf, type Side, yieldBound } from '../relaxation/greedy.ts';
import type { Prices } from '../sets/piece.ts';
import { welfareOf } from '../welfare/welfare.ts';
import type { Point } from './supported.ts';

export interface SearchLimits {
  readonly tolerance: number;
  readonly work: number;
  readonly signal?: { readonly aborted: boolean } | undefined;
}

/** A total that can be made, and how much is proven to be missing at most. */
export interface Found {
  readonly totals: Float64Array;
  /** Proven: nothing exceeds it in every good (or, of a stated amount, in the last) by more than this share of the most of it. */
  readonly gap: number;
}

/**
 * The best total in a dent between two supported totals along a ray from the dent's lower left corner, which parts the
 * dent's width and height as `share` does: the largest multiple of the ray's direction that fits under a total (branch and bound).
 */
export function inDent(
  [[x0, y0], [x1, y1]]: readonly [Point, Point],
  share: number,
  goods: readonly string[],
  sides: readonly Side[],
  limits: SearchLimits,
): Found | null {
  const [across, up] = [share * (x1 - x0), (1 - share) * (y0 - y1)];
  const reach = (j: number, from: number, length: number) =>
    divide(subtract(name(goods[j] ?? ''), number(from)), number(length));
  const formula = call('min', reach(0, x0, across), reach(1, y1, up));
  const found = best(formula, goods, sides, limits);
  if (found === null) return null;
  const missing = Math.max(0, found.upperBound - found.value);
  const caps = capsOf(sides, goods.length);
  return { totals: found.totals, gap: Math.max((missing * across) / (caps[0] ?? 1), (missing * up) / (caps[1] ?? 1)) };
}

/** The largest total along a ray from the origin, and the prices that support it, if any do. */
export function alongRay(
  direction: readonly number[],
  goods: readonly string[],
  sides: readonly Side[],
  limits: SearchLimits,
): (Found & { readonly prices: Prices | null }) | null {
  const reaches = direction.flatMap((length, j) => (length > 0 ? [divide(name(goods[j] ?? ''), number(length))] : []));
  const found = best(call('min', ...reaches), goods, sides, limits);
  if (found === null) return null;
  const missing = Math.max(0, found.upperBound - found.value);
  const caps = capsOf(sides, goods.length);
  const gap = Math.max(...direction.map((length, j) => ((caps[j] ?? 0) > 0 ? (missing * length) / (caps[j] ?? 1) : 0)));
  return { totals: found.totals, gap, prices: supportedBy(found.prices, found.totals, sides) };
}

/** In shares of its most, what a shortfall of a stated good costs beside a gain in the last. */
const charges = [1e3, 1e6, 1e9] as const;

/**
 * The most of the last good beside stated amounts of all others; null where these are out of reach. `prices` are those of the
 * convexified economy there, if they support the total.
 */
export function mostAt(
  amounts: readonly number[],
  goods: readonly string[],
  sides: readonly Side[],
  limits: SearchLimits,
): (Found & { readonly prices: Prices | null }) | null {
  const caps = capsOf(sides, goods.length);
  const last = goods.length - 1;
  const unit = (j: number) => ((caps[j] ?? 0) > 0 ? (caps[j] ?? 1) : 1);
  const share = (j: number, less: number) => divide(subtract(name(goods[j] ?? ''), number(less)), number(unit(j)));
  const short = (y: number, j: number) => (amounts[j] ?? 0) - y > 1e-9 * unit(j);
  for (const charge of charges) {
    const formula = amounts.reduce<Expression>(
      (sum, amount, j) =>
        amount > 0 ? add(sum, call('min', number(0), multiply(number(charge), share(j, amount)))) : sum,
      add(number(1), share(last, 0)),
    );
    const found = best(formula, goods, sides, limits);
    if (found === null) return null;
    const { totals } = found;
    if (amounts.some((_, j) => short(totals[j] ?? 0, j))) continue;
    const gap = Math.max(0, found.upperBound - found.value);
    return { totals: totals.map((y, j) => amounts[j] ?? y), gap, prices: supportedBy(found.prices, totals, sides) };
  }
  return null;
}

function best(formula: Expression, goods: readonly string[], sides: readonly Side[], limits: SearchLimits) {
  const { welfare } = welfareOf({ kind: 'maximize', welfare: formula, origin: 0 }, goods, capsOf(sides, goods.length));
  const found = welfare === null ? null : search({ goods, welfare, sides }, limits);
  if (found?.best == null || !Number.isFinite(found.best.value)) return null;
  const { totals, value } = found.best;
  return { totals, value, upperBound: found.upperBound, prices: found.root.prices };
}

/** Prices at which these totals are proven to be worth as much as any, up to rounding; else null. */
export function supportedBy(prices: Prices, totals: ArrayLike<number>, sides: readonly Side[]): Prices | null {
  const worth = prices.reduce((sum, price, j) => sum + price * (totals[j] ?? 0), 0);
  return worth > 0 && worth >= yieldBound(sides, prices) * (1 - 1e-9) ? prices : null;
}
