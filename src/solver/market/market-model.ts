import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Agent, Economy, Firm } from '../../economy/economy.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { type Interval, midpoint } from '../../math/interval/interval.ts';
import { toDouble } from '../../math/rational/rational.ts';
import type { Party } from '../outcome.ts';
import { partyOf } from '../parties.ts';
import { activityChooser } from './activity-choice.ts';
import { demandOf } from './demand.ts';
import type { Chooser } from './option.ts';
import { frontierChooser, type Producer } from './production.ts';
import { type Taste, tasteOf } from './taste.ts';
import { technologyOf } from './technology.ts';

/** Consumers who own and like the same, of one agent or of several. */
export interface ConsumerType {
  readonly members: readonly { readonly agent: number; readonly count: number }[];
  readonly count: number;
  readonly endowment: Float64Array;
  /** Of each producer's whole profit, one member's part. */
  readonly shares: readonly number[];
  readonly taste: Taste;
  readonly chooser: Chooser;
  /** Members stand each in one best bundle, in whole numbers: what lies between bundles is worse. */
  readonly whole: boolean;
}

/** A market as its choices: who chooses what at prices, what there is, and how much there could be. */
export interface Market {
  readonly economy: Economy;
  readonly goods: readonly string[];
  readonly consumers: readonly ConsumerType[];
  readonly producers: readonly Producer[];
  /** All endowments together. */
  readonly endowed: Float64Array;
  /** The most of each good there can be, and what amounts of it are measured by. */
  readonly reach: Float64Array;
  readonly scale: Float64Array;
  /** Goods that somebody likes or uses up; the others are free. */
  readonly wanted: readonly number[];
  readonly parties: readonly (Party | null)[];
}

/** The market of a settled economy; a sentence where it cannot be read as one. */
export function marketOf(economy: Economy, judgements: ReadonlyMap<string, FrontierJudgement>): Market | string {
  const goods = economy.goods.map(({ name }) => name);
  const { agents } = economy;
  const firms = economy.firms ?? [];
  const buyers = [...agents.keys()].filter((a) => agents[a]?.consumer?.utility != null);
  if (buyers.length === 0) return 'A market needs at least one agent with a utility.';
  const parties = agents.map((agent) => (agent.frontier === null ? null : partyFor(agent, judgements, goods)));
  const missing = agents.findIndex((agent, a) => agent.frontier !== null && parties[a] === null);
  if (missing >= 0) return `${agents[missing]?.name ?? ''} has no frontier that could be solved.`;
  const endowments = agents.map((agent) => endowmentOf(agent, goods));
  const endowed = totalOf(agents, endowments, goods.length);
  const reach = reachOf(endowed, agents, parties, firms, goods);
  const scale = reach.map((r) => (r > 0 ? r : 1));
  const producers = producersOf(agents, parties, firms, goods, scale);
  const caps = scale.map((s) => 1000 * s);
  const consumers = groupedConsumers(
    economy,
    buyers,
    endowments,
    producers,
    caps,
    scale.map((s) => 4 * s),
  );
  const used = producers.flatMap(({ source }) => (source.kind === 'activity' ? source.technology.inputs : []));
  const wanted = [...goods.keys()].filter((j) => used.includes(j) || consumers.some((c) => c.taste.named.includes(j)));
  return { economy, goods, consumers, producers, endowed, reach, scale, wanted, parties };
}

function partyFor(agent: Agent, judgements: ReadonlyMap<string, FrontierJudgement>, goods: readonly string[]) {
  const judgement = judgements.get(agent.name);
  return judgement === undefined ? null : partyOf(agent, judgement, goods);
}

/** The nearest double of a constant formula. */
export function numberOf(e: Expression): number {
  const exact = exactValue(e);
  return exact === null ? midpoint(enclose(e, new Map()).value) : toDouble(exact);
}

function endowmentOf({ consumer }: Agent, goods: readonly string[]): Float64Array {
  const amounts = new Float64Array(goods.length);
  for (const { good, value } of consumer?.endowment ?? []) amounts[goods.indexOf(good)] = numberOf(value);
  return amounts;
}

function totalOf(agents: readonly Agent[], each: readonly Float64Array[], size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, j) =>
    agents.reduce((sum, { count }, a) => sum + count * (each[a]?.[j] ?? 0), 0),
  );
}

/**
 * What there is and could be made of it. Down from no bound at all where technologies set one (goods may be made of each other), else up
 * from as much of everything as there is of anything, in as many rounds as there are goods.
 */
function reachOf(
  endowed: Float64Array,
  agents: readonly Agent[],
  parties: readonly (Party | null)[],
  firms: readonly Firm[],
  goods: readonly string[],
): Float64Array {
  const owned = endowed.map((e, j) =>
    agents.reduce((sum, { count }, a) => sum + count * (parties[a]?.caps[j] ?? 0), e),
  );
  const made = firms.flatMap(({ count, activities }) =>
    activities.flatMap(({ outputs }) =>
      outputs.map(({ good, formula }) => ({ good: goods.indexOf(good), formula, count })),
    ),
  );
  const isMade = goods.map((_, j) => made.some(({ good }) => good === j));
  const all = owned.reduce((a, b) => a + b, 0);
  const rounds = (start: number, most: number): Float64Array => {
    let reach = owned.map((own, j) => (isMade[j] ? Math.max(own, start) : own));
    for (let round = 0; round < most; round++) {
      const box = new Map<string, Interval>(goods.map((good, j) => [good, { lo: 0, hi: reach[j] ?? 0 }]));
      const next = Float64Array.from(owned);
      for (const { good, formula, count } of made)
        next[good] = (next[good] ?? 0) + count * Math.max(0, enclose(formula, box).value.hi);
      if (next.every((r, j) => r === reach[j])) break;
      reach = next;
    }
    return reach;
  };
  const down = rounds(Number.POSITIVE_INFINITY, 4 * goods.length);
  if (down.every(Number.isFinite)) return down;
  return rounds(all, goods.length + 1).map((r) => (Number.isFinite(r) ? r : all));
}

function producersOf(
  agents: readonly Agent[],
  parties: readonly (Party | null)[],
  firms: readonly Firm[],
  goods: readonly string[],
  scale: Float64Array,
): readonly Producer[] {
  const frontiers = agents.flatMap((agent, a): readonly Producer[] => {
    const party = parties[a];
    if (party == null) return [];
    const whole = !['concave', 'linear'].includes(party.judgement.verdict);
    const source = { kind: 'frontier', party } as const;
    return [{ name: agent.name, count: agent.count, chooser: frontierChooser(party), whole, source }];
  });
  const activities = firms.flatMap((firm) =>
    firm.activities.map((activity): Producer => {
      const technology = technologyOf(activity, goods, scale);
      const whole = technology.returns === 'increasing' || technology.returns === 'unproven';
      const chooser = activityChooser(technology, goods.length);
      return { name: firm.name, count: firm.count, chooser, whole, source: { kind: 'activity', technology } };
    }),
  );
  return [...frontiers, ...activities];
}

function groupedConsumers(
  { agents, goods: declared }: Economy,
  buyers: readonly number[],
  endowments: readonly Float64Array[],
  producers: readonly Producer[],
  caps: Float64Array,
  scale: Float64Array,
): readonly ConsumerType[] {
  const goods = declared.map(({ name }) => name);
  const tastes = new Map<string, Taste>();
  const types = new Map<
    string,
    { first: Omit<ConsumerType, 'members' | 'count'>; members: { agent: number; count: number }[] }
  >();
  for (const a of buyers) {
    const agent = agents[a];
    const utility = agent?.consumer?.utility;
    if (agent === undefined || utility == null) continue;
    const text = print(utility.formula);
    const taste = tastes.get(text) ?? tasteOf(utility.formula, goods, caps);
    tastes.set(text, taste);
    const endowment = endowments[a] ?? new Float64Array(caps.length);
    const shares = producers.map((producer) => shareOf(producer, a, agents, buyers));
    const key = `${text}|${endowment.join()}|${shares.join()}`;
    const known = types.get(key);
    if (known !== undefined) {
      known.members.push({ agent: a, count: agent.count });
      continue;
    }
    const first = { endowment, shares, taste, chooser: demandOf(taste, scale), whole: taste.kind !== 'concave' };
    types.set(key, { first, members: [{ agent: a, count: agent.count }] });
  }
  return [...types.values()].map(({ first, members }) => ({
    ...first,
    members,
    count: members.reduce((sum, { count }) => sum + count, 0),
  }));
}

/** One member's part of a producer's whole profit: its own frontier, the share it names, or the rest by heads. */
function shareOf(producer: Producer, a: number, agents: readonly Agent[], buyers: readonly number[]): number {
  const own = agents[a];
  if (own === undefined) return 0;
  const heads = buyers.reduce((sum, b) => sum + (agents[b]?.count ?? 0), 0);
  if (producer.source.kind === 'frontier') {
    const owner = producer.source.party.agent;
    if (owner.consumer?.utility == null) return 1 / heads;
    return owner.name === own.name ? 1 / own.count : 0;
  }
  const named = (agent: Agent | undefined): number | null => {
    const parts = agent?.consumer?.owns.filter(({ firm }) => firm === producer.name) ?? [];
    return parts.length === 0 ? null : parts.reduce((sum, { share }) => sum + numberOf(share), 0);
  };
  const stated = buyers.reduce((sum, b) => sum + (named(agents[b]) ?? 0), 0);
  const silent = buyers.filter((b) => named(agents[b]) === null);
  const silentHeads = silent.reduce((sum, b) => sum + (agents[b]?.count ?? 0), 0);
  const share = named(own);
  if (share === null) return Math.max(0, 1 - stated) / silentHeads;
  // With nobody left to have the rest, it goes to the owners as they stand.
  return share / own.count / (silentHeads === 0 && stated > 0 ? stated : 1);
}
