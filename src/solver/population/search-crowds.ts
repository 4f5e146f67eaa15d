import { type Allocation, allocate, evaluated, wholeCounts } from '../branching/recover.ts';
import { type Searched, type SearchOptions, search } from '../branching/search.ts';
import { levelBound, type Touching } from '../certify.ts';
import type { Party } from '../outcome.ts';
import { capsOf, respond, type Side, yieldBound } from '../relaxation/greedy.ts';
import { type Bounded, hasty, type Problem, relax } from '../relaxation/relax.ts';
import { type Share, sharesOf } from '../relaxation/relaxed.ts';
import type { Prices } from '../sets/piece.ts';
import { sideOf } from '../sides.ts';
import { type Near, nearWith, touchingBetween } from './between.ts';
import {
  type CrowdParty,
  crowdSide,
  hastySide,
  isCrowdParty,
  singleParty,
  stoppableSide,
  thinSide,
  withoutMembers,
} from './crowd.ts';
import { relaxAtKink } from './kinked.ts';
import { withOneInside } from './one-inside.ts';
import { unlessStopped } from './stopping.ts';

export interface SearchedCrowds {
  readonly searched: Searched | null;
  /** In the order of the sides of the search: members looked at by themselves stand behind all agents. */
  readonly parties: readonly Party[];
  readonly problem: Problem;
}

/** Of more members than this prices are looked for among few of them first, and none is singled out. */
const manyMembers = 5_000;
/** Of more, two answers of all tell prices well enough, where what is lost by it is a share this small. */
const veryManyMembers = 200_000;
const nearlyMet = 1e-9;
const thinMembers = 1_000;
const fewestMembers = 60;
const thinFrom = 800;
const singledOut = 16;
/** Where the gap of so few stays open, each of them is looked at by itself. */
const allApart = 300;
/** Members whose choices differ by less than this of what they move may choose otherwise in the end. */
const mayTurn = 0.2;
/** Relative distances from the best point: of many members every price costs time, and nothing is lost that a double could tell. */
const precise = 1e-12;
const exact = 1e-14;

/**
 * Search with populations by columns. The best answers at the convexified economy's prices, a few of them turned so that the totals fit,
 * are an allocation; of many members its gap is small by itself. Otherwise the members to whom those prices leave least to choose are
 * looked at one by one (at most one a good need be off its best response, by Shapley and Folkman), and the others keep to their best
 * piece.
 */
export function searchCrowds(
  parties: readonly Party[],
  problem: Omit<Problem, 'sides'>,
  options: SearchOptions,
): SearchedCrowds {
  const whole: Problem = { ...problem, sides: parties.map(sideOfParty) };
  const members = parties.reduce((sum, party) => sum + (isCrowdParty(party) ? party.crowd.aggregate.count : 0), 0);
  const first = settled(parties, whole, members, options);
  if (first === null) return { searched: null, parties, problem: whole };
  const known = { searched: first, parties, problem: whole };
  if (isClosed(first, options.tolerance) || options.signal?.aborted === true) return known;
  // Nothing can be singled out of very many, and of them alone the search knows nothing better.
  if (members > manyMembers && parties.every(isCrowdParty)) return known;
  const parted = members > manyMembers ? known : singlesApart(parties, whole, first.root.prices, members <= allApart);
  return better(known, { ...parted, searched: search(parted.problem, options) });
}

const isClosed = ({ best, root }: Searched, tolerance: number): boolean =>
  best !== null && root.bound - best.value <= tolerance * Math.abs(root.bound);

/** The better allocation of two searches, under the lower bound. */
function better(one: SearchedCrowds & { readonly searched: Searched }, other: SearchedCrowds): SearchedCrowds {
  const { searched } = other;
  if (searched === null) return one;
  const upperBound = Math.min(one.searched.upperBound, searched.upperBound);
  const wins =
    (searched.best?.value ?? Number.NEGATIVE_INFINITY) > (one.searched.best?.value ?? Number.NEGATIVE_INFINITY);
  const { parties, problem } = wins ? other : one;
  return { parties, problem, searched: { ...(wins ? searched : one.searched), root: one.searched.root, upperBound } };
}

/**
 * The answers at the convexified economy's prices, as an allocation with its bound. Stopped in the middle: the answers at the prices of
 * few, once over all members, which are an allocation and bound every other, if less closely.
 */
function settled(
  parties: readonly Party[],
  problem: Problem,
  members: number,
  { tolerance, signal }: SearchOptions,
): Searched | null {
  const sides = parties.map((party) => (isCrowdParty(party) ? stoppableSide(party, signal) : sideOfParty(party)));
  const stoppable: Problem = { ...problem, sides, signal };
  const near = members > thinFrom ? amongSome(parties, problem, signal) : null;
  const root = unlessStopped(() => ({ found: rootOf(stoppable, members, near) }));
  if (root === null) return hastily(parties, problem, near, null);
  const { found } = root;
  if (found === null) return null;
  return (
    unlessStopped(() => plannedFrom(parties, stoppable, found, tolerance)) ?? hastily(parties, problem, near, found)
  );
}

function rootOf(problem: Problem, members: number, near: Near | null): Bounded | null {
  const kink = near && relaxAtKink(problem, problem.sides, near);
  if (kink !== null) return kink;
  const between = near !== null && members > veryManyMembers ? foundBetween(problem, near) : null;
  if (between !== null && isNearlyMet(problem, between)) return between;
  const start = (between ?? near)?.prices ?? null;
  return relax(problem, problem.sides, members > manyMembers ? precise : exact, start);
}

function foundBetween(problem: Problem, near: Near): Bounded | null {
  const found = touchingBetween(problem, problem.sides, near);
  return found && boundedAt(problem, found);
}

/** What all answer at the prices is worth nearly as much as anything. */
function isNearlyMet({ welfare }: Problem, { relaxed, bound }: Bounded): boolean {
  const totals = relaxed.columns[0]?.totals;
  return totals !== undefined && bound - welfare.toValue(welfare.level(totals)) <= nearlyMet * Math.abs(bound);
}

function plannedFrom(parties: readonly Party[], problem: Problem, root: Bounded, tolerance: number): Searched {
  const found = candidates(
    parties,
    problem,
    sharesOf(root.relaxed),
    (best) => root.bound - best.value <= tolerance * Math.abs(root.bound),
  );
  const whole = found.reduce((a, b) => (b.value > a.value ? b : a));
  const isMet = root.bound - whole.value <= tolerance * Math.abs(root.bound);
  const best =
    isMet || problem.welfare.selections.length === 1 ? whole : withOneInside(problem, parties, whole, root.prices);
  return { best, upperBound: Math.max(root.bound, best.value), root, nodes: 1 };
}

/** In one pass or two: everybody's best answer at known prices, and what it proves of all others. */
function hastily(
  parties: readonly Party[],
  given: Problem,
  near: Bounded | null,
  known: Bounded | null,
): Searched | null {
  const sides = parties.map((party) => (isCrowdParty(party) ? hastySide(party) : sideOfParty(party)));
  const problem = { ...given, sides };
  const root =
    known ?? (near === null ? hasty(problem) : boundedAt(problem, { ...near, touching: near.relaxed.touching }));
  if (root === null) return null;
  const column = respond(sides, root.prices);
  const shares = sharesOf({ ...root.relaxed, columns: [column], weights: [sides.map(() => 1)] });
  const best = standing(problem, shares, 1);
  return { best, upperBound: Math.max(root.bound, best.value), root, nodes: 1 };
}

/** What the touching planes and prices of a like economy prove of this one. */
function boundedAt(
  { goods, welfare, sides }: Problem,
  { touching, prices }: { readonly touching: Touching; readonly prices: Prices },
): Bounded {
  const caps = capsOf(sides, goods.length);
  const level = levelBound(welfare, goods, touching, prices, yieldBound(sides, prices), caps);
  const reach = welfare.enclose(Array.from(caps, (hi) => ({ lo: 0, hi }))).hi;
  const bounds = [Number.isFinite(level) ? welfare.toValue(level) : Number.NaN, reach].filter(
    (own) => !Number.isNaN(own),
  );
  const column = respond(sides, prices);
  return {
    relaxed: { touching, columns: [column], weights: [sides.map(() => 1)] },
    prices,
    bound: Math.min(Number.POSITIVE_INFINITY, ...bounds),
  };
}

/** Allocations near the shares; at last everyone is kept to its piece, and those inside a concave one make up for what does not fit. */
function candidates(
  parties: readonly Party[],
  problem: Problem,
  shares: readonly Share[],
  isEnough: (best: Allocation) => boolean,
): readonly [Allocation, ...Allocation[]] {
  const first = standing(problem, shares, 1);
  if (isEnough(first)) return [first];
  const other = parties.every(isCrowdParty) ? [] : [standing(problem, shares, -1)];
  const kept = allocate(problem, problem.sides, wholeCounts(problem.sides, shares, 1));
  return [first, ...other, ...(kept === null || Number.isNaN(kept.value) ? [] : [kept])];
}

/** Prices of two goods are found at once among few; of more, where there is no time for that, among very few. */
function amongSome(parties: readonly Party[], problem: Problem, signal: SearchOptions['signal']): Near | null {
  if (problem.goods.length === 2) return amongFew(parties, problem, thinMembers);
  return (
    unlessStopped(() => amongFew(parties, { ...problem, signal }, thinMembers)) ??
    amongFew(parties, problem, fewestMembers)
  );
}

/** The economy of some members of each population, as if they were all: where prices lie. */
function amongFew(parties: readonly Party[], problem: Problem, most: number): Near | null {
  const few = parties.map((party) =>
    isCrowdParty(party)
      ? thinSide(party, problem.goods, Math.min(most, party.crowd.aggregate.count / 8))
      : sideOfParty(party),
  );
  const near = relax(problem, few, 1e-8);
  return near && nearWith(problem, few, near);
}

/** The same with the members nearest to another choice, or all of them, as parties of their own, behind the others. */
function singlesApart(
  parties: readonly Party[],
  { sides: _, ...problem }: Problem,
  prices: Prices,
  all: boolean,
): Omit<SearchedCrowds, 'searched'> {
  const chosen = parties.map((party) =>
    !isCrowdParty(party) ? [] : all ? everyone(party) : nearest(party, prices, problem.goods.length),
  );
  const crowds = parties.map((party, k) => (isCrowdParty(party) ? withoutMembers(party, chosen[k] ?? []) : party));
  const singles = crowds.flatMap((party, k) =>
    isCrowdParty(party) ? (chosen[k] ?? []).map((i) => singleParty(party, i, problem.goods, all)) : [],
  );
  const apart = [...crowds, ...singles];
  return { parties: apart, problem: { ...problem, sides: apart.map(sideOfParty) } };
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

const sideOfParty = (party: Party): Side =>
  isCrowdParty(party) ? crowdSide(party) : sideOf(party.agent.count, party.pieces);

const everyone = ({ crowd: { aggregate } }: CrowdParty): readonly number[] =>
  Array.from({ length: aggregate.count }, (_, i) => i);

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
