import type { FrontierJudgement } from '../../curvature/verdict.ts';
import type { Agent, Economy, Firm } from '../../economy/economy.ts';
import { memberAgent, memberColumns, membersDiffer } from '../../economy/members.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { type Interval, midpoint } from '../../math/interval/interval.ts';
import { toDouble } from '../../math/rational/rational.ts';
import type { Party } from '../outcome.ts';
import { partyOf } from '../parties.ts';
import { expand } from '../population/expand.ts';
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

type Signal = { readonly aborted: boolean } | undefined;

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
  /** Ends searches early. */
  readonly signal: Signal;
  /** Those with frontiers, member by member where they differ. */
  readonly parties: readonly Party[];
}

/** The market of a settled economy; a sentence where it cannot be read as one. */
export function marketOf(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  signal?: Signal,
): Market | string {
  const goods = economy.goods.map(({ name }) => name);
  const firms = economy.firms ?? [];
  if (economy.agents.every(({ consumer }) => consumer?.utility == null))
    return 'A market needs at least one agent with a utility.';
  const members = membersOf(economy.agents, judgements, goods, signal);
  if (typeof members === 'string') return members;
  const endowments = members.map(({ own }) => endowmentOf(own, goods));
  const endowed = totalOf(members, endowments, goods.length);
  const reach = reachOf(endowed, members, firms, goods);
  const scale = reach.map((r) => (r > 0 ? r : 1));
  const producers = producersOf(members, firms, goods, scale);
  const consumers = groupedConsumers(goods, members, endowments, producers, scale);
  const used = producers.flatMap(({ source }) => (source.kind === 'activity' ? source.technology.inputs : []));
  const wanted = [...goods.keys()].filter((j) => used.includes(j) || consumers.some((c) => c.taste.named.includes(j)));
  const parties = members.flatMap(({ party }) => party ?? []);
  return { economy, goods, consumers, producers, endowed, reach, scale, wanted, parties, signal };
}

/** Members of one agent who are alike: all of them, or one where they differ. */
interface Members {
  readonly agent: number;
  /** With its own numbers. */
  readonly own: Agent;
  readonly count: number;
  readonly party: Party | null;
}

/** Markets look at members who differ one by one. */
const mostThatDiffer = 400;

function membersOf(
  agents: readonly Agent[],
  judgements: ReadonlyMap<string, FrontierJudgement>,
  goods: readonly string[],
  signal: Signal,
): readonly Members[] | string {
  const found: Members[] = [];
  for (const [a, agent] of agents.entries()) {
    const judgement = judgements.get(agent.name);
    if (membersDiffer(agent)) {
      const own = differing(agent, a, judgement, goods, signal);
      if (typeof own === 'string') return own;
      found.push(...own);
      continue;
    }
    const party = agent.frontier === null || judgement === undefined ? null : partyOf(agent, judgement, goods);
    if (agent.frontier !== null && party === null) return `${agent.name} has no frontier that could be solved.`;
    found.push({ agent: a, own: agent, count: agent.count, party });
  }
  return found;
}

function differing(
  agent: Agent,
  a: number,
  judgement: FrontierJudgement | undefined,
  goods: readonly string[],
  signal: Signal,
): readonly Members[] | string {
  const { name, count } = agent;
  if (count > mostThatDiffer)
    return `${name} has ${count.toLocaleString('en-US')} members that differ, and a market, which looks at them one by one, takes at most ${mostThatDiffer}: take fewer, or let them be alike.`;
  const columns = memberColumns(agent);
  if (columns === null) return `${name} has draws that cannot be drawn.`;
  const alone = (party: Party | null, i: number): Members => ({
    agent: a,
    own: memberAgent(agent, columns, i),
    count: 1,
    party,
  });
  if (agent.frontier === null) return Array.from({ length: count }, (_, i) => alone(null, i));
  if (judgement === undefined) return `${name} has no frontier that could be solved.`;
  const { parties, finding } = expand(agent, judgement, goods, signal);
  return parties === null ? finding.message : parties.map(alone);
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

function totalOf(members: readonly Members[], each: readonly Float64Array[], size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, j) =>
    members.reduce((sum, { count }, m) => sum + count * (each[m]?.[j] ?? 0), 0),
  );
}

/**
 * What there is and could be made of it. Down from no bound at all where technologies set one (goods may be made of each other), else up
 * from as much of everything as there is of anything, in as many rounds as there are goods.
 */
function reachOf(
  endowed: Float64Array,
  members: readonly Members[],
  firms: readonly Firm[],
  goods: readonly string[],
): Float64Array {
  const owned = endowed.map((e, j) =>
    members.reduce((sum, { count, party }) => sum + count * (party?.caps[j] ?? 0), e),
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
  members: readonly Members[],
  firms: readonly Firm[],
  goods: readonly string[],
  scale: Float64Array,
): readonly Producer[] {
  const frontiers = members.flatMap(({ agent, own, count, party }): readonly Producer[] => {
    if (party === null) return [];
    const whole = !['concave', 'linear'].includes(party.judgement.verdict);
    const source = { kind: 'frontier', party, agent } as const;
    return [{ name: own.name, count, chooser: frontierChooser(party, goods), whole, source }];
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
  goods: readonly string[],
  members: readonly Members[],
  endowments: readonly Float64Array[],
  producers: readonly Producer[],
  scale: Float64Array,
): readonly ConsumerType[] {
  const caps = scale.map((s) => 1000 * s);
  const most = scale.map((s) => 4 * s);
  const tastes = new Map<string, Taste>();
  const types = new Map<string, { first: Omit<ConsumerType, 'members' | 'count'>; members: Members[] }>();
  const sharesOf = sharesIn(producers, members);
  for (const [m, one] of members.entries()) {
    const utility = one.own.consumer?.utility;
    if (utility == null) continue;
    const text = print(utility.formula);
    const taste = tastes.get(text) ?? tasteOf(utility.formula, goods, caps);
    tastes.set(text, taste);
    const endowment = endowments[m] ?? new Float64Array(caps.length);
    const shares = sharesOf(one);
    const key = `${text}|${endowment.join()}|${shares.join()}`;
    const known = types.get(key);
    if (known !== undefined) {
      known.members.push(one);
      continue;
    }
    const first = { endowment, shares, taste, chooser: demandOf(taste, most), whole: taste.kind !== 'concave' };
    types.set(key, { first, members: [one] });
  }
  return [...types.values()].map(({ first, members: own }) => ({
    ...first,
    members: own.map(({ agent, count }) => ({ agent, count })),
    count: own.reduce((sum, { count }) => sum + count, 0),
  }));
}

/** One member's part of each producer's whole profit: its own frontier, the share it names, or the rest by heads. */
function sharesIn(producers: readonly Producer[], members: readonly Members[]): (member: Members) => readonly number[] {
  const buyers = members.filter(({ own }) => own.consumer?.utility != null);
  const headsOf = (some: readonly Members[]): number => some.reduce((sum, { count }) => sum + count, 0);
  const heads = headsOf(buyers);
  // Shares are of all members of an agent together.
  const sizes = new Map<number, number>();
  for (const { agent, count } of buyers) sizes.set(agent, (sizes.get(agent) ?? 0) + count);
  const each = ({ own, agent }: Members, firm: string): number | null => {
    const parts = own.consumer?.owns.filter((part) => part.firm === firm) ?? [];
    return parts.length === 0
      ? null
      : parts.reduce((sum, { share }) => sum + numberOf(share), 0) / (sizes.get(agent) ?? 1);
  };
  const firms = new Map(
    [...new Set(producers.flatMap(({ name, source }) => (source.kind === 'activity' ? [name] : [])))].map((firm) => {
      const stated = buyers.reduce((sum, one) => sum + one.count * (each(one, firm) ?? 0), 0);
      return [firm, { stated, silent: headsOf(buyers.filter((one) => each(one, firm) === null)) }];
    }),
  );
  return (member) =>
    producers.map(({ name, source }) => {
      if (source.kind === 'frontier') {
        const { party } = source;
        const owner = members.find((one) => one.party === party);
        if (owner?.own.consumer?.utility == null) return 1 / heads;
        return owner === member ? 1 / owner.count : 0;
      }
      const { stated, silent } = firms.get(name) ?? { stated: 0, silent: heads };
      const share = each(member, name);
      if (share === null) return Math.max(0, 1 - stated) / silent;
      // With nobody left to have the rest, it goes to the owners as they stand.
      return share / (silent === 0 && stated > 0 ? stated : 1);
    });
}
