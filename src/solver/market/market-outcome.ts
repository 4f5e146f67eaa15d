import type { Verdict } from '../../curvature/verdict.ts';
import { discretenessOf } from '../kinds/discreteness.ts';
import { type Kind, type Group as KindGroup, kindsOf } from '../kinds/kinds.ts';
import { specializationOf } from '../kinds/mix.ts';
import { outcomesOf, type Party, type Placed, placedOf } from '../outcome.ts';
import type { Member, Piece } from '../sets/piece.ts';
import type { AgentOutcome, Discreteness, EconomyKind, PerGood } from '../solution.ts';
import { type Group, groupsOf, meanOf } from './allocation.ts';
import type { Found } from './equilibrium-tests.ts';
import type { Market } from './market-model.ts';
import type { Stand } from './position.ts';
import type { Producer } from './production.ts';
import type { Taste } from './taste.ts';

interface MarketOutcomes {
  readonly agents: readonly AgentOutcome[];
  readonly kinds: readonly EconomyKind[];
  readonly discreteness: Discreteness | null;
  readonly placed: readonly Placed[];
}

/** What agents with frontiers make, as everywhere; what the other consumers consume, by shares of income (the most of a good they could buy is 1). */
export function marketOutcomes(market: Market, found: Found, prices: Float64Array, numeraire: number): MarketOutcomes {
  const { goods } = market;
  const { parties } = market;
  const made = outcomesOf(placedIn(market, found, parties), parties, goods, prices, numeraire);
  const makers = new Map(made.agents.map((outcome) => [outcome.agent, outcome]));
  const groups = groupsOf(market, found);
  const consumed = new Map<string, { kinds: readonly Kind<Group>[]; named: readonly number[] }>();
  const agents = market.economy.agents.flatMap(({ name }, a): readonly AgentOutcome[] => {
    const maker = makers.get(name);
    if (maker !== undefined) return [maker];
    const taste = tasteOfAgent(market, a);
    if (taste === null) return [];
    const kinds = kindsOf(
      kindGroups(
        groups.filter(({ agent }) => agent === a),
        found.position.prices,
      ),
      goods,
      taste.named,
    );
    consumed.set(name, { kinds, named: taste.named });
    return [consumerOutcome(market, a, taste, kinds)];
  });
  const places = [...consumed.values()].flatMap(({ kinds, named }) =>
    kinds.flatMap(({ label, groups: own }) =>
      own.map(({ count, mix }) => ({ count, mix, specialization: specializationOf(mix, named.length), kind: label })),
    ),
  );
  const discreteness = places.length > 0 ? discretenessOf(places, goods.length === 2) : made.discreteness;
  const kinds = [
    ...made.kinds,
    ...merged(
      [...consumed.values()].flatMap((own) => own.kinds),
      goods,
    ),
  ];
  return { agents, kinds, discreteness, placed: placedIn(market, found, parties) };
}

function tasteOfAgent({ consumers }: Market, agent: number): Taste | null {
  return consumers.find(({ members }) => members.some((own) => own.agent === agent))?.taste ?? null;
}

function kindGroups(groups: readonly Group[], prices: Float64Array): readonly KindGroup<Group>[] {
  return groups.map((own) => {
    const spent = own.bundle.map((x, j) => (Number.isFinite(x) ? x * (prices[j] ?? 0) : 0));
    const all = spent.reduce((a, b) => a + b, 0);
    return { count: own.count, outputs: [...own.bundle], mix: all > 0 ? [...spent].map((s) => s / all) : null, own };
  });
}

function consumerOutcome(market: Market, a: number, taste: Taste, kinds: readonly Kind<Group>[]): AgentOutcome {
  const agent = market.economy.agents[a];
  return {
    agent: agent?.name ?? '',
    count: agent?.count ?? 0,
    verdict: verdictOf(taste),
    kinds: kinds.map((kind) => ({
      label: kind.label,
      count: kind.count,
      outputs: named(market.goods, kind.outputs),
      mix: kind.mix === null ? null : named(market.goods, kind.mix),
      specialization: specializationOf(kind.mix, taste.named.length),
      at: taste.named.every((j) => (kind.outputs[j] ?? 0) > 0) ? 'interior' : 'bound',
      virtualPrices: null,
      numeraire: null,
      supportingPrices: null,
    })),
  };
}

/** Of its preferences: concave ones like mixtures, convex ones extremes. */
const verdictOf = ({ kind, form }: Taste): Verdict =>
  kind === 'unproven' ? 'unknown' : kind === 'convex' ? 'convex' : form?.kind === 'linear' ? 'linear' : 'concave';

const named = (goods: readonly string[], values: ArrayLike<number>): PerGood<number> =>
  Object.fromEntries(goods.map((good, j) => [good, values[j] ?? 0]));

function merged(kinds: readonly Kind<Group>[], goods: readonly string[]): readonly EconomyKind[] {
  return [...new Set(kinds.map(({ label }) => label))].map((label) => {
    const own = kinds.filter((kind) => kind.label === label);
    const size = own.reduce((sum, { count }) => sum + count, 0);
    const mix = goods.map((_, j) => own.reduce((sum, kind) => sum + (kind.count / size) * (kind.mix?.[j] ?? 0), 0));
    return { label, size, mix: own.some((kind) => kind.mix === null) ? null : named(goods, mix) };
  });
}

/** Members with frontiers at real places on them. */
function placedIn(market: Market, { position }: Found, parties: readonly Party[]): readonly Placed[] {
  const standings = market.producers.flatMap((producer, i) => {
    const { source } = producer;
    if (source.kind !== 'frontier') return [];
    const side = parties.indexOf(source.party);
    const stands = position.producers[i] ?? [];
    return standsOf(producer, stands, market.goods.length).map(({ outputs, count }) => ({
      side,
      count,
      ...memberAt(source.party, market.goods, outputs, position.prices),
    }));
  });
  return placedOf(parties, { standings, totals: new Float64Array(market.goods.length), value: 0 }, market.goods);
}

function standsOf({ whole, count }: Producer, stands: readonly Stand[], size: number) {
  if (!whole) return [{ outputs: meanOf(stands, size), count }];
  return stands.map(({ option, weight }) => ({ outputs: option.amounts, count: weight }));
}

/** The member of some piece that is nearest to what is made. */
function memberAt(
  { pieces, shape }: Party,
  goods: readonly string[],
  outputs: Float64Array,
  prices: Float64Array,
): { readonly member: Member; readonly piece: Piece } {
  const own = shape.goods.map((good) => outputs[goods.indexOf(good)] ?? 0);
  const members = pieces.map((piece) => ({
    piece,
    member: piece.realize(shape.kind === 'planar' ? own : piece.respond(prices).state),
  }));
  return members.reduce((best, one) => (distance(one.member, outputs) < distance(best.member, outputs) ? one : best));
}

const distance = ({ outputs }: Member, wanted: Float64Array): number =>
  outputs.reduce((sum, y, j) => sum + Math.abs(y - (wanted[j] ?? 0)), 0);
