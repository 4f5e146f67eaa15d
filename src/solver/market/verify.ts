import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { add, divide, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { linearProgram } from '../linear-program.ts';
import { bestProven } from './bundle-bound.ts';
import type { ConsumerType, Market } from './market-model.ts';
import type { Option } from './option.ts';
import type { Position } from './position.ts';
import type { Taste } from './taste.ts';
import { regretOfProducer } from './verify-production.ts';

/** Parts of income (of turnover, for producers) by which a choice may fall short of the best, and of all there is by which demand may exceed it. */
const tolerances = { regret: 1e-8, excess: 1e-9 } as const;

export interface Verification {
  readonly exact: boolean;
  /** Excess demand in parts of all there could be: the largest of a good with a price, or where it is positive. */
  readonly excess: number;
  /** The largest proven shortfall of anybody's choice; infinite where nothing is proven. */
  readonly regret: number;
  /** Agents whose choice could not be proven best. */
  readonly unproven: readonly string[];
}

/**
 * Whether a position is an equilibrium: every bundle can be paid, is best within a small part of income (by tangents to proven concave
 * levels, at corners of convex ones, by branch and bound otherwise, in interval arithmetic), and demand meets supply.
 */
export function verified(market: Market, position: Position): Verification {
  const unproven: string[] = [];
  let regret = 0;
  market.consumers.forEach((consumer, h) => {
    for (const { option } of position.consumers[h] ?? []) {
      const own = regretOf(market, consumer, position.prices, position.incomes[h] ?? 0, option);
      if (!(own <= tolerances.regret)) unproven.push(nameOf(market, consumer));
      regret = Math.max(regret, own);
    }
  });
  market.producers.forEach((producer, i) => {
    for (const { option } of position.producers[i] ?? []) {
      const own = regretOfProducer(market, producer, position.prices, option);
      if (!(own <= tolerances.regret)) unproven.push(producer.name);
      regret = Math.max(regret, own);
    }
  });
  const excess = largestExcess(market, position);
  const exact = excess <= tolerances.excess && regret <= tolerances.regret;
  return { exact, excess, regret, unproven: [...new Set(unproven)] };
}

const nameOf = ({ economy }: Market, { members }: ConsumerType): string =>
  economy.agents[members[0]?.agent ?? 0]?.name ?? '';

/** Of goods without a price only what is demanded beyond the supply counts. */
function largestExcess(market: Market, { prices, consumers, producers }: Position): number {
  return market.goods.reduce((most, _, j) => {
    let sum = point(-(market.endowed[j] ?? 0));
    const count = (weight: number, amount: number): Interval => multiply(point(weight), point(amount));
    for (const { option, weight } of consumers.flat()) sum = add(sum, count(weight, option.amounts[j] ?? 0));
    for (const { option, weight } of producers.flat()) sum = subtract(sum, count(weight, option.amounts[j] ?? 0));
    const size = (prices[j] ?? 0) > 0 ? Math.max(Math.abs(sum.lo), Math.abs(sum.hi)) : Math.max(0, sum.hi);
    const all =
      (market.endowed[j] ?? 0) +
      producers.flat().reduce((made, { option, weight }) => made + weight * Math.max(0, option.amounts[j] ?? 0), 0);
    // Of what there is none of, nothing can be demanded.
    return Math.max(most, all > 0 ? size / all : size > 0 ? Number.POSITIVE_INFINITY : 0);
  }, 0);
}

function regretOf(
  market: Market,
  consumer: ConsumerType,
  prices: Float64Array,
  income: number,
  option: Option,
): number {
  const { taste } = consumer;
  const cost = prices.reduce(
    (sum, p, j) => (p > 0 ? add(sum, multiply(point(p), point(option.amounts[j] ?? 0))) : sum),
    point(0),
  );
  if (!(cost.hi <= income * (1 + tolerances.regret))) return Number.POSITIVE_INFINITY;
  if (income === 0 && taste.named.every((j) => (prices[j] ?? 0) > 0)) return 0;
  const free = taste.named.filter((j) => !((prices[j] ?? 0) > 0));
  if (income === 0 && noneBetter(market, taste, free, option)) return 0;
  if (taste.form?.kind === 'leontief') return shortOfLeast(taste.form.needs, prices, income, option);
  if (taste.kind === 'concave') return tangentRegret(market, consumer, prices, income, option);
  if (taste.kind === 'convex')
    return free.length > 0 ? Number.POSITIVE_INFINITY : cornerRegret(market, consumer, prices, income, option);
  return free.length > 0 ? Number.POSITIVE_INFINITY : bestProven(taste, market.goods, prices, income, option);
}

/** Without income only free goods can be had: whether, with any amount of them, nothing is better than this. */
function noneBetter({ goods }: Market, taste: Taste, free: readonly number[], { amounts }: Option): boolean {
  const over = (range: (j: number) => Interval): Interval =>
    enclose(taste.formula, new Map(taste.named.map((j) => [goods[j] ?? '', range(j)]))).value;
  const all = over((j) => (free.includes(j) ? { lo: 0, hi: Number.POSITIVE_INFINITY } : point(0)));
  return all.hi <= over((j) => point(amounts[j] ?? 0)).lo;
}

/** Perfect complements: at most income / cost units, against the fewest that any good allows. */
function shortOfLeast(needs: Float64Array, prices: Float64Array, income: number, { amounts }: Option): number {
  let cost = point(0);
  let least = Number.POSITIVE_INFINITY;
  needs.forEach((need, j) => {
    if (!(need > 0)) return;
    cost = add(cost, multiply(point(need), point(prices[j] ?? 0)));
    least = Math.min(least, divide(point(amounts[j] ?? 0), point(need)).lo);
  });
  const most = divide(point(income), cost).hi;
  if (most === 0 || most <= least) return cost.lo > 0 ? 0 : Number.POSITIVE_INFINITY;
  return cost.lo > 0 ? (most - least) / most : Number.POSITIVE_INFINITY;
}

/**
 * With g in the superdifferential of a concave level at x, no bundle that income m pays is better by more than m·max(g_j / p_j) − g·x (the
 * subgradient inequality): as a part of what all income is worth at the margin.
 */
function tangentRegret(
  { goods }: Market,
  { taste }: ConsumerType,
  prices: Float64Array,
  income: number,
  { amounts, weights }: Option,
): number {
  const at = new Map(goods.map((good, j) => [good, point(amounts[j] ?? 0)]));
  const { selections } = taste.level;
  const shares = selections.length === 1 ? [1] : (bestWeights(taste, prices, amounts) ?? weights ?? []);
  const sum = shares.reduce((a, b) => a + b, 0);
  let gap = point(0);
  const slopes: Interval[] = goods.map(() => point(0));
  let least = Number.POSITIVE_INFINITY;
  for (const [s, selection] of selections.entries()) {
    const height = enclose(selection.formula, at).value;
    least = Math.min(least, height.lo);
    const share = divide(point(shares[s] ?? 0), point(sum));
    if (!(share.hi > 0)) continue;
    gap = add(gap, multiply(share, height));
    for (const j of taste.named) {
      const slope = enclose(selection.partials[j] ?? { kind: 'constant', name: 'e' }, at).value;
      slopes[j] = add(slopes[j] ?? point(0), multiply(share, slope));
    }
  }
  gap = selections.length === 1 ? point(0) : subtract(gap, point(least));
  let dearest = 0;
  for (const j of taste.named) {
    const slope = slopes[j] ?? point(0);
    const price = prices[j] ?? 0;
    if (price > 0) dearest = Math.max(dearest, divide(slope, point(price)).hi);
    else gap = add(gap, multiply(point(Math.max(0, slope.hi)), point((amounts[j] ?? 0) + 1)));
    gap = subtract(gap, multiply(slope, point(amounts[j] ?? 0)));
  }
  const worth = multiply(point(dearest), point(income));
  const size = taste.named.reduce(
    (most, j) => Math.max(most, Math.abs(slopes[j]?.hi ?? 0) * (amounts[j] ?? 0)),
    worth.hi,
  );
  if (size === 0) return 0;
  const regret = add(gap, worth).hi / size;
  return Number.isNaN(regret) ? Number.POSITIVE_INFINITY : Math.max(0, regret);
}

/**
 * Weights, summing to 1, of the formulas that are least at a bundle, with which the dearest slope per price is lowest: a linear program. Any
 * weights prove something; these prove the most.
 */
function bestWeights({ level, named }: Taste, prices: Float64Array, amounts: Float64Array): readonly number[] | null {
  const values = level.selections.map(({ value }) => value(amounts));
  const least = Math.min(...values);
  const active = values.map((v) => v - least <= 1e-9 * Math.max(1, Math.abs(least)));
  const own = [...active.keys()].filter((s) => active[s]);
  const slopes = own.map((s) => named.map((j) => level.selections[s]?.slopes[j]?.(amounts) ?? 0));
  if (slopes.some((row) => row.some((v) => !Number.isFinite(v)))) return null;
  // By what is paid for each good, so that goods counted in very different units weigh alike.
  const paid = named.map((j, i) => {
    const price = prices[j] ?? 0;
    return price > 0 ? price : Math.max(1e-300, ...slopes.map((row) => Math.abs(row[i] ?? 0)));
  });
  const size = Math.max(1e-300, ...slopes.flatMap((row) => row.map((v, i) => Math.abs(v) / (paid[i] ?? 1))));
  const rows = named.map((j, i) => [
    ...slopes.map((row) => (row[i] ?? 0) / (paid[i] ?? 1) / size),
    (prices[j] ?? 0) > 0 ? -1 : 0,
    ...named.map((_, k) => (k === i ? 1 : 0)),
  ]);
  rows.push([...own.map(() => 1), 0, ...named.map(() => 0)]);
  const costs = [...own.map(() => 0), 1, ...named.map(() => 0)];
  const found = linearProgram(rows, [...named.map(() => 0), 1], costs);
  return found === null ? null : active.map((is, s) => (is ? (found[own.indexOf(s)] ?? 0) : 0));
}

/** Of a convex level some corner of the budget set is best. */
function cornerRegret(
  market: Market,
  { taste }: ConsumerType,
  prices: Float64Array,
  income: number,
  option: Option,
): number {
  const { goods } = market;
  const [selection] = taste.level.selections;
  if (selection === undefined) return Number.POSITIVE_INFINITY;
  const names = namesIn(selection.formula);
  const levelAt = (amounts: (j: number) => Interval): Interval => {
    const at = new Map(goods.flatMap((good, j) => (names.has(good) ? [[good, amounts(j)] as const] : [])));
    const { value, defined } = enclose(selection.formula, at);
    return defined ? value : { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
  };
  const own = levelAt((j) => point(option.amounts[j] ?? 0));
  const nothing = levelAt(() => point(0));
  const corners = taste.named.map((k) =>
    levelAt((j) => (j === k ? divide(point(income), point(prices[k] ?? 1)) : point(0))),
  );
  const best = Math.max(nothing.hi, ...corners.map(({ hi }) => hi));
  const regret = (best - own.lo) / Math.max(Math.abs(best - nothing.lo), 1e-300);
  return Number.isNaN(regret) ? Number.POSITIVE_INFINITY : Math.max(0, regret);
}
