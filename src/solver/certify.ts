import { enclose } from '../math/expression/enclose.ts';
import { add, divide, multiply, subtract } from '../math/interval/arithmetic.ts';
import { type Interval, point } from '../math/interval/interval.ts';
import type { Prices } from './sets/piece.ts';
import type { Welfare } from './welfare/welfare.ts';

/** A point at which welfare is touched by planes: the totals and how much each selection counts there (weights >= 0). */
export interface Touching {
  readonly totals: Float64Array;
  readonly weights: readonly number[];
}

/** The nearest doubles of the touching planes' mean slope, negative ones put to 0 (free disposal). */
export function pricesAt(welfare: Welfare, { totals, weights }: Touching): Prices {
  const sum = weights.reduce((a, b) => a + b, 0);
  return totals.map((_, j) => {
    let price = 0;
    welfare.selections.forEach((selection, s) => {
      const weight = weights[s] ?? 0;
      if (weight > 0) price += (weight / sum) * (selection.slopes[j]?.(totals) ?? 0);
    });
    return price > 0 && Number.isFinite(price) ? price : 0;
  });
}

/**
 * A proven upper bound of the welfare level over all totals Y with 0 <= Y <= caps and prices·Y <= `yields`, by the planes that touch the
 * selections: U(Y) <= Σ w·(U_s(Y*) + ∇U_s(Y*)·(Y - Y*)) with weights w that sum to 1 (the subgradient inequality). The difference of the
 * planes' slope and `prices` is charged at its worst over the box of caps.
 */
export function levelBound(
  welfare: Welfare,
  goods: readonly string[],
  touching: Touching,
  prices: Prices,
  yields: number,
  caps: ArrayLike<number>,
): number {
  const at = new Map(goods.map((good, j) => [good, point(touching.totals[j] ?? 0)]));
  const weightSum = touching.weights.reduce((sum, w) => add(sum, point(w)), point(0));
  let height = point(0);
  const slopes: Interval[] = goods.map(() => point(0));
  for (const [s, selection] of welfare.selections.entries()) {
    const weight = touching.weights[s] ?? 0;
    if (!(weight > 0)) continue;
    const share = divide(point(weight), weightSum);
    height = add(height, multiply(share, enclose(selection.formula, at).value));
    for (const [j, partial] of selection.partials.entries()) {
      const slope = partial.kind === 'number' && partial.value.numerator === 0n ? point(0) : enclosedSlope(partial, at);
      slopes[j] = add(slopes[j] ?? point(0), multiply(share, slope));
    }
  }
  let bound = add(height, point(yields));
  for (const [j, slope] of slopes.entries()) {
    const y = point(touching.totals[j] ?? 0);
    bound = subtract(bound, multiply(slope, y));
    const rest = subtract(slope, point(prices[j] ?? 0));
    bound = add(bound, point(Math.max(0, multiply(rest, { lo: 0, hi: caps[j] ?? 0 }).hi)));
  }
  return Number.isNaN(bound.hi) || !(bound.lo <= bound.hi) ? Number.POSITIVE_INFINITY : bound.hi;
}

function enclosedSlope(partial: Parameters<typeof enclose>[0], at: ReadonlyMap<string, Interval>): Interval {
  const { value, defined } = enclose(partial, at);
  return defined ? value : { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
}
