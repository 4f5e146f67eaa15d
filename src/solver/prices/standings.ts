import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Agent } from '../../economy/economy.ts';
import { type Rows, rowsOf } from '../kinds/rows.ts';
import type { Party, Placed } from '../placed.ts';
import { type MemberResults, ownRatio, supportedRatio } from '../population/members-outcome.ts';
import type { Prices } from '../sets/piece.ts';
import type { RangeInto } from './range.ts';
import { supportingPrice } from './supporting.ts';
import type { Range, Standing } from './tradeoff.ts';

/** An agent of the text with its parties: one, or one a member where they differ. */
export interface Owner {
  readonly agent: Agent;
  readonly judgement: FrontierJudgement;
  readonly parties: readonly [Party, ...Party[]];
}

/** In the order in which an equal number of members is named. */
export const STANDINGS: readonly Standing[] = ['bound', 'interior', 'kink', 'dent'];
export const NO_STANDING = 255;
const BOUND = 0;

/** One agent's members, a row for those who do the same, with what prices say of them. Goods are numbers in the economy. */
export interface Standings {
  readonly owner: Owner;
  readonly rows: Rows;
  /** Numbers in `STANDINGS`; `NO_STANDING`: it makes one good only. */
  readonly standing: Uint8Array;
  /** Whether the frontier is convex or mixed. */
  bends(row: number): boolean;
  /** The own trade-off p_j / p_k; false: it has none in these goods. */
  ownRatio(row: number, j: number, k: number, into: RangeInto): boolean;
  /** p_j / p_k, of an agent's two goods, at which the choice is best; false: there is none. */
  supportedRatio(row: number, j: number, k: number, into: RangeInto): boolean;
  /** The same at given prices of all other goods, of any number of goods; false: it is not best at those prices. */
  supportedPrice(row: number, j: number, k: number, prices: Prices, into: RangeInto): boolean;
}

export function ownersOf(parties: readonly Party[]): readonly Owner[] {
  const owners = new Map<string, { owner: Pick<Party, 'agent' | 'judgement'>; own: [Party, ...Party[]] }>();
  for (const party of parties) {
    const owner = party.population ?? party;
    const known = owners.get(owner.agent.name);
    if (known === undefined) owners.set(owner.agent.name, { owner, own: [party] });
    else known.own.push(party);
  }
  return [...owners.values()].map(({ owner: { agent, judgement }, own }) => ({ agent, judgement, parties: own }));
}

/** Goods that some of its members can make. */
export const makeableBy = ({ parties }: Owner): readonly number[] => {
  const [first] = parties;
  return [...first.caps.keys()].filter((j) => parties.some(({ caps }) => (caps[j] ?? 0) > 0));
};

export const atBound = ({ standing }: Standings, row: number): boolean => standing[row] === BOUND;

/** Agent by agent; remembered by the identity of `placed`. */
export function standingsOf(placed: readonly Placed[], goods: readonly string[]): readonly Standings[] {
  const known = STANDING.get(placed);
  if (known !== undefined) return known;
  const owners = ownersOf(placed.map(({ party }) => party));
  const all = owners.map((owner): Standings => {
    const parties = new Set(owner.parties);
    const own = placed.filter(({ party }) => parties.has(party));
    const members = own.find((one) => one.members !== undefined)?.members;
    return members === undefined ? byGroups(owner, own, goods) : byColumns(owner, members, goods);
  });
  STANDING.set(placed, all);
  return all;
}

const STANDING = new WeakMap<readonly Placed[], readonly Standings[]>();

const bendsBack = ({ verdict }: FrontierJudgement): boolean => verdict === 'convex' || verdict === 'mixed';

function byGroups(owner: Owner, own: readonly Placed[], goods: readonly string[]): Standings {
  const column = (value: (one: Placed) => number): Float64Array => Float64Array.from(own, value);
  const outputs = goods.map((_, j) => column((one) => one.outputs[j] ?? 0));
  const caps = goods.map((_, j) => column(({ party }) => party.caps[j] ?? 0));
  const counts = column(({ count }) => count);
  const goodsOf = (row: number): readonly string[] => own[row]?.party.shape.goods ?? [];
  const supported = (row: number, j: number, into: RangeInto): boolean => {
    const range = own[row]?.supported ?? null;
    return fill(into, range === null || goodsOf(row)[0] === goods[j] ? range : { lo: 1 / range.hi, hi: 1 / range.lo });
  };
  return {
    owner,
    rows: rowsOf(outputs, caps, counts, own.length, makeableBy(owner).length),
    standing: Uint8Array.from(own, ({ tradeOff }) =>
      tradeOff === null ? NO_STANDING : STANDINGS.indexOf(tradeOff.at),
    ),
    bends: (row) => own[row] !== undefined && bendsBack(own[row].party.judgement),
    ownRatio(row, j, k, into) {
      const tradeOff = own[row]?.tradeOff ?? null;
      const [first, second] = [
        tradeOff?.goods.indexOf(goods[j] ?? '') ?? -1,
        tradeOff?.goods.indexOf(goods[k] ?? '') ?? -1,
      ];
      return first >= 0 && second >= 0 && fill(into, tradeOff?.ratio(first, second) ?? null);
    },
    supportedRatio: (row, j, _k, into) => supported(row, j, into),
    supportedPrice(row, j, k, prices, into) {
      const one = own[row];
      if (one === undefined) return false;
      if (one.party.shape.kind === 'planar') return supported(row, j, into);
      return fill(into, priceSupporting(one, goods, j, k, prices));
    },
  };
}

function fill(into: RangeInto, range: Range | null): boolean {
  if (range === null) return false;
  into.lo = range.lo;
  into.hi = range.hi;
  return true;
}

function priceSupporting(own: Placed, goods: readonly string[], j: number, k: number, prices: Prices): Range | null {
  const { party, tradeOff } = own;
  // Inside a concave set the one price that supports a choice is its own.
  if (tradeOff?.at === 'interior' && party.pieces.length === 1 && party.pieces.every((piece) => piece.exact))
    return tradeOff.ratio(tradeOff.goods.indexOf(goods[j] ?? ''), tradeOff.goods.indexOf(goods[k] ?? ''));
  const range = supportingPrice(party.pieces, own.outputs, prices, j);
  const unit = prices[k] ?? 0;
  return range === null || !(unit > 0) ? null : { lo: range.lo / unit, hi: range.hi / unit };
}

function byColumns(owner: Owner, members: MemberResults, goods: readonly string[]): Standings {
  const { outputs, caps, standing, bends } = members;
  const own = owner.parties[0].shape.goods;
  const places = goods.map((good) => own.indexOf(good));
  const place = (j: number): number => places[j] ?? -1;
  const supported = (row: number, j: number, k: number, into: RangeInto): boolean =>
    place(j) >= 0 && place(k) >= 0 && supportedRatio(members, row, place(j), into);
  return {
    owner,
    rows: rowsOf(outputs, caps, null, standing.length, makeableBy(owner).length),
    standing,
    bends: (row) => (typeof bends === 'boolean' ? bends : bends[row] === 1),
    ownRatio: (row, j, k, into) => place(j) >= 0 && place(k) >= 0 && ownRatio(members, row, place(j), place(k), into),
    supportedRatio: supported,
    supportedPrice(row, j, k, _prices, into) {
      if (members.supportLo !== null) return supported(row, j, k, into);
      const isInside = STANDINGS[standing[row] as number] === 'interior' && !this.bends(row);
      return isInside && this.ownRatio(row, j, k, into);
    },
  };
}
