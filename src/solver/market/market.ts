import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Economy } from '../../economy/economy.ts';
import { assertOutcomes } from '../asserts.ts';
import { emptySolution } from '../empty-solution.ts';
import { onePriceOf, pricesDiverge } from '../prices/law-of-one-price.ts';
import type { Equilibrium, PerGood, PriceRange, Solution } from '../solution.ts';
import { allocationOf } from './allocation.ts';
import { type Search, searchEquilibria } from './equilibria.ts';
import type { Found } from './equilibrium-tests.ts';
import { type Market, marketOf } from './market-model.ts';
import { marketNotes, rangeNotes } from './market-notes.ts';
import { marketOutcomes } from './market-outcome.ts';
import { provenNone } from './no-equilibrium.ts';
import { type GoodsRange, rangesAt } from './price-ranges.ts';
import { producersOf, tradesOf } from './trades.ts';

interface MarketOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
}

/**
 * Walrasian equilibria of a settled economy with objective `market` (Mas-Colell, Whinston & Green 1995, chapters 15–17): prices >= 0 at which
 * every consumer has its best bundle, every producer its most profit, and demand is met. `optimal`: at least one is verified (see `verified`).
 * `bounded`: only the convexified economy clears (Starr 1969), with the excess that remains, or a best response is unproven. `infeasible`: it is
 * proven that there is none; where merely none was found, `bounded` without prices. Totals are endowments and what is made of them. Prices are in the first declared good with a positive price.
 */
export function solveMarket(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  options: MarketOptions = {},
): Solution {
  const market = marketOf(economy, judgements, options.signal);
  const goods = economy.goods.map(({ name }) => name);
  const without = { ...emptySolution(goods), asserts: assertOutcomes(economy, judgements, null) };
  const unbounded = economy.agents.some(({ name }) =>
    judgements.get(name)?.findings.some(({ code }) => code === 'unbounded-frontier'),
  );
  if (unbounded) return { ...without, status: 'unbounded' };
  if (typeof market === 'string') return { ...without, status: 'invalid', notes: [market] };
  const search = searchEquilibria(market, options.signal);
  const exact = search.equilibria.filter(isExact);
  const shown = ordered(market, exact.length > 0 ? exact : search.equilibria.slice(0, 1));
  const [first] = shown;
  const notes = marketNotes(market, search, shown);
  if (first === undefined) {
    const stopped = options.signal?.aborted === true;
    return {
      ...without,
      status: !stopped && provenNone(market, search) !== null ? 'infeasible' : 'bounded',
      equilibria: [],
      notes: stopped ? ['The search was stopped before it found prices.'] : notes,
    };
  }
  const whole = described(market, search, shown, first, notes);
  return { ...whole, asserts: assertOutcomes(economy, judgements, whole) };
}

export const isExact = ({ whole, verification }: Found): boolean => whole && verification.exact;

/** By the prices, good by good, in the numeraire. */
function ordered(market: Market, found: readonly Found[]): readonly Found[] {
  const keyed = found.map((one) => ({ one, prices: inNumeraire(market, one).prices }));
  keyed.sort((a, b) => {
    const j = a.prices.findIndex((p, k) => Math.abs(p - (b.prices[k] ?? 0)) > 1e-9 * Math.max(p, b.prices[k] ?? 0));
    return j < 0 ? 0 : (a.prices[j] ?? 0) - (b.prices[j] ?? 0);
  });
  return keyed.map(({ one }) => one);
}

/** Prices where the first declared good with a positive price costs 1. */
export function inNumeraire(
  { scale }: Market,
  { position: { prices } }: Found,
): { numeraire: number; prices: Float64Array } {
  const worth = prices.map((p, j) => p * (scale[j] ?? 1));
  const most = Math.max(...worth);
  const numeraire = worth.findIndex((w) => w > 1e-300 * most);
  const unit = prices[numeraire] ?? 1;
  return { numeraire, prices: prices.map((p) => p / unit) };
}

const perGood = (goods: readonly string[], values: ArrayLike<number>): PerGood<number> =>
  Object.fromEntries(goods.map((good, j) => [good, (values[j] ?? 0) + 0]));

function described(
  market: Market,
  search: Search,
  shown: readonly Found[],
  first: Found,
  notes: readonly string[],
): Solution {
  const { goods } = market;
  const { numeraire, prices } = inNumeraire(market, first);
  const exact = isExact(first);
  const outcomes = marketOutcomes(market, first, prices, numeraire);
  const named = perGood(goods, prices);
  const ranges = exact ? rangesAt(market, first, numeraire) : [];
  const unit = first.position.prices[numeraire] ?? 1;
  return {
    ...emptySolution(goods),
    status: exact ? 'optimal' : 'bounded',
    totals: perGood(goods, totalsOf(market, first)),
    numeraire: goods[numeraire] ?? null,
    prices: exact ? named : null,
    priceIntervals: exact ? intervalsOf(market, search, ranges, named, numeraire, unit) : null,
    dualPrices: named,
    onePrice: outcomes.placed.length > 0 ? onePriceOf(outcomes.placed, goods, exact) : null,
    pricesDiverge: pricesDiverge(outcomes.placed, goods),
    agents: outcomes.agents,
    kinds: outcomes.kinds,
    discreteness: outcomes.discreteness,
    equilibria: shown.map((found): Equilibrium => {
      const { excess } = found.position;
      const own = inNumeraire(market, found).prices;
      return {
        prices: perGood(goods, own),
        trades: tradesOf(market, found, own),
        producers: producersOf(market, found, own),
        allocation: allocationOf(market, found),
        excess: perGood(
          goods,
          excess.map((z, j) => (Math.abs(z) <= 1e-15 * (market.scale[j] ?? 1) ? 0 : z)),
        ),
      };
    }),
    notes: [...notes, ...rangeNotes(market, ranges, numeraire, unit)],
  };
}

/** What there is to consume: endowments, and what is made less what is used up for it. */
function totalsOf({ endowed }: Market, { position }: Found): Float64Array {
  const totals = Float64Array.from(endowed);
  for (const { option, weight } of position.producers.flat()) {
    option.amounts.forEach((y, j) => {
      totals[j] = (totals[j] ?? 0) + weight * y;
    });
  }
  return totals;
}

/** Where a whole range of ratios of two goods are equilibria, their prices are that range; so with each of more goods by itself. */
function intervalsOf(
  { goods }: Market,
  { continua }: Search,
  ranges: readonly GoodsRange[],
  prices: PerGood<number>,
  numeraire: number,
  unit: number,
): PerGood<PriceRange> {
  const own = ranges.map(({ good, from, to }): [string, PriceRange] => [goods[good] ?? '', [from / unit, to / unit]]);
  const [range] = continua;
  if (range === undefined) return { ...prices, ...Object.fromEntries(own) };
  const [a, b] = range.goods;
  const other = numeraire === a ? b : a;
  const bounds: PriceRange = numeraire === a ? [1 / range.to, 1 / range.from] : [range.from, range.to];
  return { ...prices, [goods[other] ?? '']: bounds };
}
