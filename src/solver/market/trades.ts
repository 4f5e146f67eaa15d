import type { PerGood, ProducerOutcome } from '../solution.ts';
import { allocationOf, meanOf } from './allocation.ts';
import type { Found } from './equilibrium-tests.ts';
import type { Market } from './market-model.ts';

/** What one of each firm, and of each agent with a frontier of its own, makes (above 0) and uses up, and its profit at the prices given. */
export function producersOf(
  market: Market,
  { position }: Found,
  prices: ArrayLike<number>,
): readonly ProducerOutcome[] {
  const { goods } = market;
  const { agents } = market.economy;
  const all = market.producers.map(({ name, count, source }, i) => ({
    name: source.kind === 'frontier' ? (agents[source.agent]?.name ?? name) : name,
    count: source.kind === 'frontier' ? (agents[source.agent]?.count ?? count) : count,
    // Members who differ each add a part to the mean; the activities of a firm stand side by side.
    part: source.kind === 'frontier' ? count / (agents[source.agent]?.count ?? count) : 1,
    firm: source.kind === 'activity',
    amounts: meanOf(position.producers[i] ?? [], goods.length),
  }));
  const names = [...new Set(all.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = all.filter((producer) => producer.name === name);
    const [first] = own;
    if (first === undefined) return [];
    const made = goods.map((_, j) => own.reduce((sum, { amounts, part }) => sum + part * (amounts[j] ?? 0), 0));
    const profit = made.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0);
    return [{ name, firm: first.firm, count: first.count, made: named(goods, made), profit }];
  });
}

/** What a member of each consumer buys (above 0) and sells: its bundle less what it owns and makes itself. */
export function tradesOf(
  market: Market,
  found: Found,
  prices: ArrayLike<number>,
): Readonly<Record<string, PerGood<number>>> {
  const makers = new Map(producersOf(market, found, prices).map((producer) => [producer.name, producer]));
  const trades = Object.entries(allocationOf(market, found)).map(([name, bundle]) => {
    const a = market.economy.agents.findIndex((agent) => agent.name === name);
    const owned = meanEndowment(market, a);
    const maker = makers.get(name);
    const net = market.goods.map(
      (good, j) => (bundle[good] ?? 0) - (owned[j] ?? 0) - (maker?.firm === false ? (maker.made[good] ?? 0) : 0),
    );
    return [
      name,
      named(
        market.goods,
        net.map((x, j) => (Math.abs(x) <= 1e-12 * (market.scale[j] ?? 1) ? 0 : x)),
      ),
    ];
  });
  return Object.fromEntries(trades);
}

function meanEndowment({ consumers, goods }: Market, a: number): readonly number[] {
  const own = consumers.flatMap(({ members, endowment }) =>
    members.flatMap(({ agent, count }) => (agent === a ? [{ count, endowment }] : [])),
  );
  const all = own.reduce((sum, { count }) => sum + count, 0);
  return goods.map((_, j) => own.reduce((sum, { count, endowment }) => sum + (count / all) * (endowment[j] ?? 0), 0));
}

const named = (goods: readonly string[], values: ArrayLike<number>): PerGood<number> =>
  Object.fromEntries(goods.map((good, j) => [good, (values[j] ?? 0) + 0]));
