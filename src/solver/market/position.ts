import type { Market } from './market-model.ts';
import type { Chooser, Option } from './option.ts';

/** How many members do which sort of thing. */
export interface Pick {
  readonly key: string;
  readonly weight: number;
}

/** For each producer and each type of consumer what its members do. */
export interface Plan {
  readonly producers: readonly (readonly Pick[])[];
  readonly consumers: readonly (readonly Pick[])[];
}

export interface Stand {
  readonly option: Option;
  readonly weight: number;
}

/** What everybody does at prices, and what is then demanded beyond what is supplied. */
export interface Position {
  readonly prices: Float64Array;
  /** Of one member of each type of consumer. */
  readonly incomes: readonly number[];
  readonly producers: readonly (readonly Stand[])[];
  readonly consumers: readonly (readonly Stand[])[];
  readonly excess: Float64Array;
}

/** Everybody does what is best. */
export function bestPosition(market: Market, prices: Float64Array): Position {
  return placed(
    market,
    prices,
    (i) => [{ option: choose(market.producers[i]?.chooser, prices, 0), weight: market.producers[i]?.count ?? 0 }],
    (h, income) => [
      { option: choose(market.consumers[h]?.chooser, prices, income), weight: market.consumers[h]?.count ?? 0 },
    ],
  );
}

function choose(chooser: Chooser | undefined, prices: Float64Array, income: number): Option {
  if (chooser === undefined) throw new Error('nobody to choose');
  return chooser.best(prices, income);
}

/** Everybody does as planned, in the same way at these prices; null where somebody cannot. */
export function plannedPosition(market: Market, prices: Float64Array, plan: Plan): Position | null {
  let possible = true;
  const stands = (chooser: Chooser | undefined, picks: readonly Pick[], income: number): readonly Stand[] =>
    picks.flatMap(({ key, weight }): readonly Stand[] => {
      const option = chooser?.at(prices, income, key) ?? null;
      if (option === null) possible = false;
      return option === null ? [] : [{ option, weight }];
    });
  const position = placed(
    market,
    prices,
    (i) => stands(market.producers[i]?.chooser, plan.producers[i] ?? [], 0),
    (h, income) => stands(market.consumers[h]?.chooser, plan.consumers[h] ?? [], income),
  );
  return possible ? position : null;
}

/**
 * Members spread over all their options, the better ones more (as exp of how good, in parts of `temperature`): a continuous function of
 * prices that comes to the best choices, ties and all, as the temperature falls. Only options that use up the income count, so that
 * Walras' law holds.
 */
export function smoothedPosition(market: Market, prices: Float64Array, temperature: number): Position {
  const spread = (chooser: Chooser, count: number, income: number): readonly Stand[] => {
    const finite = chooser.all?.(prices, income).filter(({ amounts }) => amounts.every(Number.isFinite)) ?? [];
    const options = finite.filter((option) => turnoverOf(option, prices) >= income * (1 - 1e-9));
    if (options.length === 0) return [{ option: chooser.best(prices, income), weight: count }];
    const best = Math.max(...options.map(({ value }) => value));
    const size = Math.max(
      1e-300,
      Math.abs(best),
      income > 0 ? 0 : Math.max(...options.map((o) => turnoverOf(o, prices))),
    );
    const parts = options.map(({ value }) => Math.exp((value - best) / (size * temperature)));
    const sum = parts.reduce((a, b) => a + b, 0);
    return options.map((option, k) => ({ option, weight: (count * (parts[k] ?? 0)) / sum }));
  };
  return placed(
    market,
    prices,
    (i) => market.producers.slice(i, i + 1).flatMap(({ chooser, count }) => spread(chooser, count, 0)),
    (h, income) => market.consumers.slice(h, h + 1).flatMap(({ chooser, count }) => spread(chooser, count, income)),
  );
}

const turnoverOf = ({ amounts }: Option, prices: Float64Array): number =>
  amounts.reduce((sum, y, j) => sum + (prices[j] ?? 0) * Math.abs(y), 0);

/** The options that at least that part of the members choose, as a plan. */
export function planFromSpread({ producers, consumers }: Position, least: number): Plan {
  const picks = (stands: readonly Stand[]): readonly Pick[] => {
    const count = stands.reduce((sum, { weight }) => sum + weight, 0);
    const most = Math.max(...stands.map(({ weight }) => weight));
    const kept = stands.filter(({ weight }) => weight >= Math.min(most, least * count));
    const sum = kept.reduce((all, { weight }) => all + weight, 0);
    return kept.map(({ option, weight }) => ({ key: option.key, weight: (weight * count) / sum }));
  };
  return { producers: producers.map(picks), consumers: consumers.map(picks) };
}

/** What is done anyway, added up. */
export function placed(
  { producers, consumers, endowed }: Market,
  prices: Float64Array,
  produce: (i: number) => readonly Stand[],
  consume: (h: number, income: number) => readonly Stand[],
): Position {
  const made = producers.map((_, i) => produce(i));
  const profits = made.map((stands) => stands.reduce((sum, { option, weight }) => sum + weight * option.value, 0));
  const incomes = consumers.map(({ endowment, shares }) => {
    let income = 0;
    for (let j = 0; j < prices.length; j++) income += (prices[j] ?? 0) * (endowment[j] ?? 0);
    for (let i = 0; i < profits.length; i++) income += (shares[i] ?? 0) * (profits[i] ?? 0);
    return Math.max(0, income);
  });
  const bought = consumers.map((_, h) => consume(h, incomes[h] ?? 0));
  const excess = endowed.map((e) => -e);
  for (const stands of bought) for (const stand of stands) addTo(excess, stand, 1);
  for (const stands of made) for (const stand of stands) addTo(excess, stand, -1);
  return { prices, incomes, producers: made, consumers: bought, excess };
}

function addTo(excess: Float64Array, { option, weight }: Stand, sign: number): void {
  if (weight === 0) return;
  for (let j = 0; j < excess.length; j++) {
    const amount = option.amounts[j] ?? 0;
    if (amount !== 0) excess[j] = (excess[j] ?? 0) + sign * weight * amount;
  }
}

/** One pick where all positions agree up to a jump of a thousandth, else all that occur, evenly. */
export function planOf(market: Market, positions: readonly Position[]): Plan {
  const picks = (stands: readonly Stand[], count: number): readonly Pick[] => {
    const different: Option[] = [];
    for (const { option } of stands)
      if (different.every((other) => other.key !== option.key && jumps(other, option, market.scale, count)))
        different.push(option);
    return different.map(({ key }) => ({ key, weight: count / different.length }));
  };
  return {
    producers: market.producers.map(({ count }, i) =>
      picks(
        positions.flatMap((position) => position.producers[i] ?? []),
        count,
      ),
    ),
    consumers: market.consumers.map(({ count }, h) =>
      picks(
        positions.flatMap((position) => position.consumers[h] ?? []),
        count,
      ),
    ),
  };
}

function jumps(a: Option, b: Option, scale: Float64Array, count: number): boolean {
  return a.amounts.some((x, j) => {
    const y = b.amounts[j] ?? 0;
    return Math.abs(x - y) > 1e-3 * Math.min(Math.max(Math.abs(x), Math.abs(y)), (scale[j] ?? 1) / count);
  });
}
