import type { ProductionShape } from '../curvature/shape.ts';
import type { FrontierJudgement } from '../curvature/verdict.ts';
import type { Agent } from '../economy/economy.ts';
import type { Allocation } from './branching/recover.ts';
import { discretenessOf } from './kinds/discreteness.ts';
import { type Group, type Kind, kindsOf } from './kinds/kinds.ts';
import { mixOf, specializationOf } from './kinds/mix.ts';
import { supportingPrice, supportingRatio } from './prices/supporting.ts';
import { type Range, type TradeOff, tradeOffOf } from './prices/tradeoff.ts';
import type { Piece, Prices } from './sets/piece.ts';
import type { AgentOutcome, Discreteness, EconomyKind, KindOutcome, PerGood, PriceRange } from './solution.ts';

/** One agent of the economy with its set, as solved. */
export interface Party {
  readonly agent: Agent;
  /** The population whose member it is, where members differ. */
  readonly population?: Population;
  readonly judgement: FrontierJudgement;
  readonly shape: ProductionShape;
  readonly pieces: readonly Piece[];
  /** The most of each good of the economy that one member can make. */
  readonly caps: Float64Array;
}

/** An agent whose members differ: each is a party of its own, and their outcomes are the agent's. */
export interface Population {
  readonly agent: Agent;
  readonly judgement: FrontierJudgement;
}

/** Members who all do the same, with what prices say about it. */
export interface Placed {
  readonly party: Party;
  readonly count: number;
  readonly outputs: Float64Array;
  readonly tradeOff: TradeOff | null;
  /** p_x / p_y of the agent's own two goods at which this is best; null: none, or not two goods. */
  readonly supported: Range | null;
}

export function placedOf(
  parties: readonly Party[],
  allocation: Allocation,
  goods: readonly string[],
): readonly Placed[] {
  return allocation.standings.flatMap(({ side, count, member }): readonly Placed[] => {
    const party = parties[side];
    if (party === undefined) return [];
    const { shape } = party;
    const amounts = shape.goods.map((good) => member.outputs[goods.indexOf(good)] ?? 0);
    const supported =
      shape.kind === 'planar'
        ? supportingRatio(shape.arcs, [amounts[0] ?? 0, amounts[1] ?? 0], member.places[0])
        : null;
    const tradeOff = tradeOffOf(shape, member, amounts);
    const inDent = shape.kind === 'planar' && supported === null && tradeOff !== null && tradeOff.at !== 'bound';
    return [
      { party, count, outputs: member.outputs, tradeOff: inDent ? { ...tradeOff, at: 'dent' } : tradeOff, supported },
    ];
  });
}

const makeableOf = (party: Party): readonly number[] => [...party.caps.keys()].filter((j) => (party.caps[j] ?? 0) > 0);

const perGood = (goods: readonly string[], values: ArrayLike<number>): PerGood<number> =>
  Object.fromEntries(goods.map((good, j) => [good, values[j] ?? 0]));

/** Kinds, their trade-offs and the prices that support them, agent by agent; then merged over the economy by label. */
export function outcomesOf(
  placed: readonly Placed[],
  parties: readonly Party[],
  goods: readonly string[],
  prices: Prices,
  numeraire: number | null,
): {
  readonly agents: readonly AgentOutcome[];
  readonly kinds: readonly EconomyKind[];
  readonly discreteness: Discreteness | null;
} {
  const owners = ownersOf(parties);
  const kinds = owners.map((owner) => kindsOf(groupsOf(placed, owner), goods, makeableBy(owner)));
  const agents = owners.map(
    (owner, i): AgentOutcome => ({
      agent: owner.agent.name,
      count: owner.agent.count,
      verdict: owner.judgement.verdict,
      kinds: (kinds[i] ?? []).map((kind) => kindOutcome(kind, owner, goods, prices, numeraire)),
    }),
  );
  const places = owners.flatMap((owner, i) =>
    (kinds[i] ?? []).flatMap((kind) =>
      kind.groups.map(({ count, mix }) => ({
        count,
        mix,
        specialization: specializationOf(mix, makeableBy(owner).length),
        kind: kind.label,
      })),
    ),
  );
  return { agents, kinds: merged(kinds.flat(), goods), discreteness: discretenessOf(places, goods.length === 2) };
}

/** An agent of the text with its parties: one, or one a member where they differ. */
interface Owner extends Population {
  readonly parties: readonly [Party, ...Party[]];
}

function ownersOf(parties: readonly Party[]): readonly Owner[] {
  const owners = new Map<string, { owner: Population; own: [Party, ...Party[]] }>();
  for (const party of parties) {
    const owner = party.population ?? party;
    const known = owners.get(owner.agent.name);
    if (known === undefined) owners.set(owner.agent.name, { owner, own: [party] });
    else known.own.push(party);
  }
  return [...owners.values()].map(({ owner: { agent, judgement }, own }) => ({ agent, judgement, parties: own }));
}

/** What some of its members can make. */
const makeableBy = ({ parties }: Owner): readonly number[] =>
  [...new Set(parties.flatMap(makeableOf))].sort((a, b) => a - b);

function groupsOf(placed: readonly Placed[], { parties }: Owner): readonly Group<Placed>[] {
  const members = new Set(parties);
  return placed
    .filter((own) => members.has(own.party))
    .map((own) => ({ count: own.count, outputs: [...own.outputs], mix: mixOf(own.outputs, own.party.caps), own }));
}

function kindOutcome(
  kind: Kind<Placed>,
  owner: Owner,
  goods: readonly string[],
  prices: Prices,
  numeraire: number | null,
): KindOutcome {
  const own = ownNumeraire(owner.parties[0], goods, numeraire);
  const placed = kind.groups.map((group) => group.own);
  return {
    label: kind.label,
    count: kind.count,
    outputs: perGood(goods, kind.outputs),
    mix: kind.mix === null ? null : perGood(goods, kind.mix),
    specialization: specializationOf(kind.mix, makeableBy(owner).length),
    at: placed[0]?.tradeOff?.at ?? (kind.mix === null ? 'bound' : 'kink'),
    virtualPrices: own === null ? null : virtualPrices(placed, own),
    numeraire: own,
    supportingPrices: own === null ? null : supportingPrices(placed, owner.parties[0], goods, own, prices),
  };
}

/** The economy's numeraire where the agent makes it, else its own first good; null for an agent with one good. */
function ownNumeraire(party: Party, goods: readonly string[], numeraire: number | null): string | null {
  if (party.shape.goods.length < 2) return null;
  const common = numeraire === null ? undefined : goods[numeraire];
  return common !== undefined && party.shape.goods.includes(common) ? common : (party.shape.goods[0] ?? null);
}

function virtualPrices(placed: readonly Placed[], numeraire: string): PerGood<PriceRange> | null {
  const tradeOffs = placed.flatMap(({ tradeOff }) => tradeOff ?? []);
  const first = tradeOffs[0];
  if (first === undefined) return null;
  const k = first.goods.indexOf(numeraire);
  return Object.fromEntries(
    first.goods.map((good, j) => [good, asPrice(hullOf(tradeOffs.map((tradeOff) => tradeOff.ratio(j, k))))]),
  );
}

const hullOf = (ranges: readonly Range[]): Range => ({
  lo: Math.min(...ranges.map(({ lo }) => lo)),
  hi: Math.max(...ranges.map(({ hi }) => hi)),
});

export const asPrice = ({ lo, hi }: Range): PriceRange => (lo === hi || hi - lo <= 1e-9 * lo ? lo : [lo, hi]);

function supportingPrices(
  placed: readonly Placed[],
  { shape }: Party,
  goods: readonly string[],
  numeraire: string,
  prices: Prices,
): PerGood<PriceRange> | null {
  const ranges = placed.map((own) => {
    const { party } = own;
    if (party.shape.kind === 'planar') return planarSupport(own.supported, shape.goods, numeraire);
    const base = goods.indexOf(numeraire);
    return shape.goods.map((good) => {
      if (good === numeraire) return { lo: 1, hi: 1 };
      // Inside a concave set the one price that supports a choice is its own.
      if (own.tradeOff?.at === 'interior' && party.pieces.every((piece) => piece.exact) && party.pieces.length === 1) {
        return own.tradeOff.ratio(own.tradeOff.goods.indexOf(good), own.tradeOff.goods.indexOf(numeraire));
      }
      const range = supportingPrice(party.pieces, own.outputs, prices, goods.indexOf(good));
      const unit = prices[base] ?? 0;
      return range === null || !(unit > 0) ? null : { lo: range.lo / unit, hi: range.hi / unit };
    });
  });
  const common = shape.goods.map((_, j) => intersection(ranges.map((own) => own?.[j] ?? null)));
  if (common.some((range) => range === null)) return null;
  return Object.fromEntries(shape.goods.map((good, j) => [good, asPrice(common[j] ?? { lo: 0, hi: 0 })]));
}

function planarSupport(range: Range | null, goods: readonly string[], numeraire: string): readonly Range[] | null {
  if (range === null) return null;
  const one = { lo: 1, hi: 1 };
  return goods[0] === numeraire ? [one, { lo: 1 / range.hi, hi: 1 / range.lo }] : [range, one];
}

/** What lies in all ranges; null where nothing does (or one is missing). */
export function intersection(ranges: readonly (Range | null)[]): Range | null {
  let lo = 0;
  let hi = Number.POSITIVE_INFINITY;
  for (const range of ranges) {
    if (range === null) return null;
    lo = Math.max(lo, range.lo);
    hi = Math.min(hi, range.hi);
  }
  if (lo <= hi) return { lo, hi };
  return lo - hi <= 1e-9 * lo ? { lo: hi, hi } : null;
}

function merged(kinds: readonly Kind<Placed>[], goods: readonly string[]): readonly EconomyKind[] {
  const labels = [...new Set(kinds.map(({ label }) => label))];
  return labels.map((label) => {
    const own = kinds.filter((kind) => kind.label === label);
    const size = own.reduce((sum, { count }) => sum + count, 0);
    const mix = own.some((kind) => kind.mix === null)
      ? null
      : goods.map((_, j) => own.reduce((sum, kind) => sum + (kind.count / size) * (kind.mix?.[j] ?? 0), 0));
    return { label, size, mix: mix === null ? null : perGood(goods, mix) };
  });
}
