import { type Searched, type SearchOptions, search } from '../branching/search.ts';
import type { Party } from '../outcome.ts';
import type { Side } from '../relaxation/greedy.ts';
import { type Problem, relax } from '../relaxation/relax.ts';
import { sideOf } from '../sides.ts';
import { FREE, OUT } from './choice.ts';
import { type CrowdParty, crowdSide, isCrowdParty, singleParty } from './crowd.ts';

export interface SearchedCrowds {
  readonly searched: Searched | null;
  /** In the order of the sides of the search: members looked at by themselves stand behind all agents. */
  readonly parties: readonly Party[];
  readonly problem: Problem;
}

/** Of more members than this the gap is small already, and every price costs more. */
const membersToSingleOut = 5_000;
const singledOut = 16;
/** Members whose choices differ by less than this of what they move may choose otherwise in the end. */
const mayTurn = 0.2;

/**
 * Search with populations by columns: the few members to whom the convexified economy's prices leave least to choose are looked at one by
 * one (at most one a good need be off its best response, by Shapley and Folkman), all others keep to their best piece.
 */
export function searchCrowds(
  parties: readonly Party[],
  problem: Omit<Problem, 'sides'>,
  options: SearchOptions,
): SearchedCrowds {
  const whole: Problem = { ...problem, sides: parties.map((party) => sideOfParty(party)) };
  const members = parties.reduce((sum, party) => sum + (isCrowdParty(party) ? party.agent.count : 0), 0);
  if (members > membersToSingleOut) return { searched: search(whole, options), parties, problem: whole };
  const root = relax(whole, whole.sides);
  if (root === null) return { searched: null, parties, problem: whole };
  const close = root.prices;
  const singles = parties.filter(isCrowdParty).map((crowd) => nearest(crowd, close, problem.goods.length));
  const all = [
    ...parties,
    ...parties
      .filter(isCrowdParty)
      .flatMap((crowd, k) => (singles[k] ?? []).map((i) => singleParty(crowd, i, problem.goods))),
  ];
  let next = 0;
  const sides = all.map((party) => sideOfParty(party, isCrowdParty(party) ? (singles[next++] ?? []) : []));
  const parted: Problem = { ...problem, sides };
  return { searched: search(parted, options), parties: all, problem: parted };
}

function sideOfParty(party: Party, without: readonly number[] = []): Side {
  if (!isCrowdParty(party)) return sideOf(party.agent.count, party.pieces);
  const { aggregate } = party.crowd;
  if (without.length === 0) return crowdSide(party, null);
  const mask = new Uint8Array(aggregate.count).fill(FREE);
  for (const i of without) mask[i] = OUT;
  return crowdSide(party, mask);
}

/** The members to whom another choice is worth nearly as much. */
function nearest({ crowd: { aggregate } }: CrowdParty, prices: Float64Array, goods: number): readonly number[] {
  aggregate.respond(prices, null);
  const turns = aggregate.marginal(prices, null, mayTurn);
  const members: number[] = [];
  for (const { member } of turns) {
    if (members.length >= singledOut * (goods - 1)) break;
    if (!members.includes(member)) members.push(member);
  }
  return members;
}
