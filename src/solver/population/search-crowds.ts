import { type Allocation, evaluated, wholeCounts } from '../branching/recover.ts';
import { type Searched, type SearchOptions, search } from '../branching/search.ts';
import type { Party } from '../outcome.ts';
import type { Side } from '../relaxation/greedy.ts';
import { type Problem, relax } from '../relaxation/relax.ts';
import { type Share, sharesOf } from '../relaxation/relaxed.ts';
import { sideOf } from '../sides.ts';
import { FREE, OUT } from './choice.ts';
import { type CrowdParty, crowdSide, isCrowdParty, singleParty, thinSide } from './crowd.ts';

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
  const members = parties.reduce((sum, party) => sum + (isCrowdParty(party) ? party.crowd.aggregate.count : 0), 0);
  if (members > membersToSingleOut) return { searched: settleLarge(parties, whole, options), parties, problem: whole };
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

/**
 * Of very many members the best answers at the convexified economy's prices are an allocation, and its gap is small by itself. Where
 * other agents are so large that it is not, the search goes on.
 */
function settleLarge(parties: readonly Party[], problem: Problem, options: SearchOptions): Searched | null {
  const { sides } = problem;
  const few = parties.map((party, i) => (isCrowdParty(party) ? thinSide(party, problem.goods, thinMembers) : sides[i]));
  const near = relax(
    problem,
    few.filter((side) => side != null),
    1e-8,
  );
  const root = relax(problem, sides, precise, near?.prices ?? null);
  if (root === null) return null;
  const found = [1, -1].map((tilt) => standing(problem, sharesOf(root.relaxed), tilt as 1 | -1));
  const best = found.reduce((a, b) => (b.value > a.value ? b : a));
  if (root.bound - best.value <= options.tolerance * Math.abs(root.bound) || options.signal?.aborted === true)
    return { best, upperBound: Math.max(root.bound, best.value), root, nodes: 1 };
  const searched = search(problem, options);
  const better = searched?.best != null && searched.best.value > best.value ? searched.best : best;
  return {
    best: better,
    upperBound: Math.min(root.bound, searched?.upperBound ?? root.bound),
    root,
    nodes: searched?.nodes ?? 1,
  };
}

/** Whole counts near the shares, everyone where the mean of its answers is. */
function standing(problem: Problem, shares: readonly Share[], tilt: 1 | -1): Allocation {
  const standings = wholeCounts(problem.sides, shares, tilt).map(({ side, entry, count, state }) => {
    const piece = problem.sides[side]?.entries[entry]?.piece;
    if (piece === undefined) throw new Error('a share of no piece');
    return { side, count, member: piece.realize(state), piece };
  });
  return evaluated(problem, standings);
}

const thinMembers = 1_000;
/** At this relative distance from the best prices nothing is lost that a double could tell. */
const precise = 1e-12;

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
