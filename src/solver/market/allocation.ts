import type { PerGood } from '../solution.ts';
import type { Found } from './equilibrium-tests.ts';
import type { ConsumerType, Market } from './market-model.ts';
import type { Stand } from './position.ts';

/** Members of one agent who consume the same. */
export interface Group {
  readonly agent: number;
  readonly count: number;
  readonly bundle: Float64Array;
}

/** Who consumes what: members who like mixtures all have the mean of equally good bundles, the others one bundle each. */
export function groupsOf(market: Market, { position }: Found): readonly Group[] {
  return market.consumers.flatMap((type, h) => {
    const stands = position.consumers[h] ?? [];
    return type.whole ? inWhole(type, stands) : allAlike(type, stands, market.goods.length);
  });
}

function allAlike(type: ConsumerType, stands: readonly Stand[], size: number): readonly Group[] {
  const bundle = meanOf(stands, size);
  return type.members.map(({ agent, count }) => ({ agent, count, bundle }));
}

/** The mean of what is done, over all who do it. */
export function meanOf(stands: readonly Stand[], size: number): Float64Array {
  const all = stands.reduce((sum, { weight }) => sum + weight, 0);
  const mean = new Float64Array(size);
  if (stands.length === 1) return Float64Array.from(stands[0]?.option.amounts ?? mean);
  for (const { option, weight } of stands)
    for (let j = 0; j < size; j++) mean[j] = (mean[j] ?? 0) + (weight / all) * (option.amounts[j] ?? 0);
  return mean;
}

/** Bundles dealt out in order, agent by agent. */
function inWhole({ members }: ConsumerType, stands: readonly Stand[]): readonly Group[] {
  const left = stands.map(({ weight }) => weight);
  return members.flatMap(({ agent, count }) => {
    const groups: Group[] = [];
    let need = count;
    stands.forEach(({ option }, s) => {
      const taken = Math.min(need, left[s] ?? 0);
      if (!(taken > 1e-9)) return;
      left[s] = (left[s] ?? 0) - taken;
      need -= taken;
      groups.push({ agent, count: taken, bundle: option.amounts });
    });
    return groups;
  });
}

/** By consumer and good, per member; a mean where members differ. */
export function allocationOf(market: Market, found: Found): Readonly<Record<string, PerGood<number>>> {
  const groups = groupsOf(market, found);
  const buyers = [...new Set(groups.map(({ agent }) => agent))].sort((a, b) => a - b);
  return Object.fromEntries(
    buyers.map((agent) => {
      const own = groups.filter((group) => group.agent === agent);
      const count = own.reduce((sum, group) => sum + group.count, 0);
      const mean = market.goods.map((good, j) => [
        good,
        own.length === 1
          ? (own[0]?.bundle[j] ?? 0)
          : own.reduce((sum, g) => sum + (g.count / count) * (g.bundle[j] ?? 0), 0),
      ]);
      return [market.economy.agents[agent]?.name ?? '', Object.fromEntries(mean)];
    }),
  );
}
