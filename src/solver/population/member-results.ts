import type { Placed } from '../outcome.ts';
import type { Prices } from '../sets/piece.ts';
import type { Made } from './aggregate.ts';
import { type CrowdParty, isSingleParty } from './crowd.ts';
import type { MemberResults } from './members-outcome.ts';

const codes = { bound: 0, interior: 1, kink: 2, dent: 3 } as const;

/** All of a population, member by member: the crowd's choices at `prices`, and those of the members singled out. */
export function memberResults(party: CrowdParty, made: Made, placed: readonly Placed[], prices: Prices): MemberResults {
  const { crowd, population, judgement } = party;
  const { aggregate } = crowd;
  const judged = aggregate.judge(prices, made);
  const outputs: Float64Array[] = Array.from({ length: aggregate.size }, () => new Float64Array(aggregate.count));
  made.goods.forEach((good, j) => {
    outputs[good] = made.amounts[j] ?? new Float64Array(aggregate.count);
  });
  const known = judgement.verdict === 'unknown' ? judged.bends : ['convex', 'mixed'].includes(judgement.verdict);
  const results: MemberResults = { ...judged, bends: known, agent: population.agent, outputs };
  for (const own of placed) {
    if (own.party.population?.agent.name !== population.agent.name || !isSingleParty(own.party)) continue;
    writeSingle(results, own.party.member, own);
  }
  return results;
}

function writeSingle(results: MemberResults, i: number, { outputs, tradeOff, supported }: Placed): void {
  const put = (column: Float64Array | null | undefined, value: number): void => {
    if (column != null) column[i] = value;
  };
  results.outputs.forEach((column, j) => {
    put(column, outputs[j] ?? 0);
  });
  results.standing[i] = codes[tradeOff?.at ?? 'bound'];
  const ratio = tradeOff === null || tradeOff.goods.length !== 2 ? null : tradeOff.ratio(0, 1);
  put(results.ratioLo, ratio?.lo ?? Number.NaN);
  put(results.ratioHi, ratio?.hi ?? Number.NaN);
  put(results.supportLo, supported?.lo ?? Number.NaN);
  put(results.supportHi, supported?.hi ?? Number.NaN);
  const last = (tradeOff?.goods.length ?? 0) - 1;
  results.products?.forEach((product, k) => {
    // Prices of goods are as the reciprocals of what the resource yields of them.
    const rate = tradeOff?.ratio(last, k);
    put(product.lo, rate?.lo ?? Number.NaN);
    put(product.hi, rate?.hi ?? Number.NaN);
  });
}
