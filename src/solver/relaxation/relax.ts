import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { levelBound, pricesAt } from '../certify.ts';
import type { Prices } from '../sets/piece.ts';
import type { Welfare } from '../welfare/welfare.ts';
import { afterDisposal } from './disposal.ts';
import type { Effort } from './effort.ts';
import { canBeFilled, capsOf, respond, type Side, yieldBound } from './greedy.ts';
import { relaxManyGoods } from './many-goods.ts';
import type { Relaxed } from './relaxed.ts';
import { relaxTwoGoods } from './two-goods.ts';

/** What is maximised over which sets. */
export interface Problem {
  readonly goods: readonly string[];
  readonly welfare: Welfare;
  readonly sides: readonly Side[];
  /** Ends every relaxation early, with a rougher answer whose bound is as proven. */
  readonly signal?: { readonly aborted: boolean } | undefined;
}

export interface Bounded {
  readonly relaxed: Relaxed;
  readonly prices: Prices;
  /** Proven: no allocation within the bounds of the sides has a higher welfare (user's scale). */
  readonly bound: number;
}

/**
 * The convexified economy: its best point, prices and a bound that is proven whatever the `precision` (relative). `near`: prices
 * from which to start, such as those of the economy this is a case of; `cutoff`: a value below which it need not be known well. Null where the bounds on counts cannot be met.
 */
export function relax(
  problem: Problem,
  sides: readonly Side[],
  precision = 1e-14,
  near: Prices | null = null,
  cutoff = Number.NEGATIVE_INFINITY,
): Bounded | null {
  if (!canBeFilled(sides)) return null;
  const { goods, welfare, signal } = problem;
  const effort: Effort = { precision, near, cutoff, signal };
  const caps = capsOf(sides, goods.length);
  const candidates: Bounded[] = [];
  const offer = (relaxed: Relaxed) => {
    const bounded = certified(problem, sides, caps, relaxed);
    candidates.push(bounded);
    const isTight = (totals: Float64Array, bound: number) =>
      bound - welfare.toValue(welfare.level(totals)) <= Math.max(1e-9, 10 * effort.precision) * Math.abs(bound);
    if (isTight(relaxed.touching.totals, bounded.bound) || signal?.aborted === true) return true;
    const totals = afterDisposal(welfare, relaxed.touching.totals);
    if (totals.every((y, j) => y === relaxed.touching.totals[j])) return false;
    const disposed = certified(problem, sides, caps, { ...relaxed, touching: { ...relaxed.touching, totals } });
    candidates.push(disposed);
    return isTight(totals, disposed.bound);
  };
  if (sides.every((side) => side.entries.every(({ piece, lo, hi }) => lo === hi && (hi === 0 || piece.fixed)))) {
    offer(settled(welfare, sides, goods.length));
  } else if (welfare.kind === 'prices') {
    offer(atFixedPrices(welfare, sides, goods.length));
  } else if (goods.length !== 2 || !offer(relaxTwoGoods(welfare, sides, caps, effort))) {
    offer(relaxManyGoods(welfare, goods, sides, caps, hurtingGoods(problem, caps), effort));
  }
  return candidates.reduce((best, next) => (next.bound < best.bound ? next : best));
}

const hastyWork = 600;

/**
 * What can be said at once: of few the whole answer; of many some choice of everybody, and what bounds it, if only what the formula can
 * reach over the box of caps.
 */
export function hasty(problem: Problem): Bounded | null {
  const { goods, welfare, sides } = problem;
  if (!canBeFilled(sides)) return null;
  const work = sides.reduce((sum, { entries }) => sum + entries.reduce((own, { piece }) => own + piece.work, 0), 0);
  if (work <= (goods.length === 2 ? hastyWork : hastyWork / 20)) return relax({ ...problem, signal: undefined }, sides);
  const caps = capsOf(sides, goods.length);
  const prices = caps.map((cap) => (cap > 0 ? 1 / cap : 1));
  const relaxed = single(welfare, sides, respond(sides, prices));
  if (work <= hastyWork) return certified({ ...problem, signal: undefined }, sides, caps, relaxed);
  const reach = welfare.enclose(Array.from(caps, (hi) => ({ lo: 0, hi }))).hi;
  return { relaxed, prices, bound: Number.isNaN(reach) ? Number.POSITIVE_INFINITY : reach };
}

/** Only the convexified economy's best point, near `prices`: what it is good for shows when it is evaluated. */
export function relaxUnproven(
  problem: Problem,
  sides: readonly Side[],
  near: Prices | null,
  cutoff: number,
): Relaxed | null {
  const { goods, welfare, signal } = problem;
  const isSettled = sides.every((side) =>
    side.entries.every(({ piece, lo, hi }) => lo === hi && (hi === 0 || piece.fixed)),
  );
  if (goods.length === 2 || welfare.kind === 'prices' || isSettled || !canBeFilled(sides))
    return relax(problem, sides, undefined, near)?.relaxed ?? null;
  const caps = capsOf(sides, goods.length);
  const effort: Effort = { precision: 1e-14, near, cutoff, signal };
  return relaxManyGoods(welfare, goods, sides, caps, hurtingGoods(problem, caps), effort);
}

function certified(problem: Problem, sides: readonly Side[], caps: Float64Array, relaxed: Relaxed): Bounded {
  const { goods, welfare } = problem;
  const exact = pricesAt(welfare, relaxed.touching);
  const boundWith = (prices: Prices, touching = relaxed.touching): number => {
    const level = levelBound(welfare, goods, touching, prices, yieldBound(sides, prices, problem.signal), caps);
    return Number.isFinite(level) ? welfare.toValue(level) : Number.POSITIVE_INFINITY;
  };
  const prices = withoutDust(exact, caps, 1e-12);
  const bound = boundWith(prices);
  const cleaner = withoutDust(exact, caps, 1e-8);
  if (cleaner.some((price, j) => price !== prices[j])) {
    const other = boundWith(cleaner);
    if (other <= bound + 2e-9 * Math.abs(bound)) return { relaxed, prices: cleaner, bound: Math.min(bound, other) };
  }
  if (Number.isFinite(bound)) return { relaxed, prices, bound };
  // Where no plane touches (a total is 0), planes beside it do, and what the formula can reach over the box of caps bounds it still.
  const box = Array.from(caps, (hi) => ({ lo: 0, hi }));
  const beside = [1, 1e-2, 1e-5, 1e-9].map((share) => {
    const totals = relaxed.touching.totals.map((y, j) => (y > 0 ? y : share * (caps[j] ?? 0)));
    const touching = { ...relaxed.touching, totals };
    return boundWith(withoutDust(pricesAt(welfare, touching), caps, 1e-12), touching);
  });
  return { relaxed, prices, bound: Math.min(welfare.enclose(box).hi, ...beside) };
}

/** A price at which all that can be made is worth nothing beside the rest is rounding of 0; the bound is charged for the difference. */
function withoutDust(prices: Prices, caps: Float64Array, dust: number): Prices {
  const worth = prices.map((price, j) => price * (caps[j] ?? 0));
  const most = Math.max(...worth);
  return prices.map((price, j) => ((caps[j] ?? 0) > 0 && (worth[j] ?? 0) < dust * most ? 0 : price));
}

/** Nothing is left to choose. */
function settled(welfare: Welfare, sides: readonly Side[], goods: number): Relaxed {
  return single(welfare, sides, respond(sides, new Float64Array(goods).fill(1)));
}

function atFixedPrices(welfare: Welfare, sides: readonly Side[], goods: number): Relaxed {
  const prices = pricesAt(welfare, { totals: new Float64Array(goods), weights: [1] });
  return single(welfare, sides, respond(sides, prices));
}

function single(welfare: Welfare, sides: readonly Side[], column: ReturnType<typeof respond>): Relaxed {
  const values = welfare.selections.map((selection) => selection.value(column.totals));
  const least = Math.min(...values);
  const first = values.indexOf(least);
  return {
    touching: { totals: column.totals, weights: values.map((_, s) => (s === Math.max(0, first) ? 1 : 0)) },
    columns: [column],
    weights: [sides.map(() => 1)],
  };
}

/** Goods of which more is not proved never to hurt. */
function hurtingGoods(
  { welfare, goods }: Pick<Problem, 'goods' | 'welfare'>,
  caps: ArrayLike<number>,
): readonly number[] {
  const least = (j: number) => Math.min(welfare.least[j] ?? 0, caps[j] ?? 0);
  const box = new Map(goods.map((good, j) => [good, { lo: least(j), hi: caps[j] ?? 0 }]));
  const mayHurt = (partial: Expression) => !(enclose(partial, box).value.lo >= 0);
  return [...goods.keys()].filter((j) =>
    welfare.selections.some(({ partials }) => partials[j] !== undefined && mayHurt(partials[j])),
  );
}
