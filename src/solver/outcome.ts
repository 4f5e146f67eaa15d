import { discretenessOfRows } from './kinds/discreteness.ts';
import { kindsOfRows, type RowKind } from './kinds/kinds.ts';
import { countOf } from './kinds/rows.ts';
import type { Party, Placed } from './placed.ts';
import { asPrice, met, type RangeInto } from './prices/range.ts';
import { makeableBy, NO_STANDING, ownersOf, STANDINGS, type Standings, standingsOf } from './prices/standings.ts';
import type { Standing } from './prices/tradeoff.ts';
import type { Prices } from './sets/piece.ts';
import type { AgentOutcome, Discreteness, EconomyKind, KindOutcome, PerGood, PriceRange } from './solution.ts';

export { type Party, type Placed, type Population, placedOf } from './placed.ts';
export { asPrice, intersection } from './prices/range.ts';

const perGood = (goods: readonly string[], values: ArrayLike<number>): PerGood<number> =>
  Object.fromEntries(goods.map((good, j) => [good, values[j] ?? 0]));

/**
 * Kinds, their trade-offs and the prices that support them, agent by agent; then merged over the economy by label. `hurried`: without the
 * prices that would have to be searched for.
 */
export function outcomesOf(
  placed: readonly Placed[],
  parties: readonly Party[],
  goods: readonly string[],
  prices: Prices,
  numeraire: number | null,
  hurried = false,
): {
  readonly agents: readonly AgentOutcome[];
  readonly kinds: readonly EconomyKind[];
  readonly discreteness: Discreteness | null;
} {
  const all = standingsOf(placed, goods);
  const found = ownersOf(parties).map((owner) => {
    const standings = all.find((own) => own.owner.agent.name === owner.agent.name) ?? null;
    return { owner, standings, kinds: standings === null ? [] : kindsOfRows(standings.rows, goods, makeableBy(owner)) };
  });
  const agents = found.map(
    ({ owner, standings, kinds }): AgentOutcome => ({
      agent: owner.agent.name,
      count: owner.agent.count,
      verdict: owner.judgement.verdict,
      kinds:
        standings === null ? [] : kinds.map((kind) => kindOutcome(kind, standings, goods, prices, numeraire, hurried)),
    }),
  );
  const placedKinds = found.flatMap(({ standings, kinds }) =>
    standings === null ? [] : { rows: standings.rows, kinds },
  );
  const economy = merged(
    found.flatMap(({ kinds }) => kinds),
    goods,
  );
  return { agents, kinds: economy, discreteness: discretenessOfRows(placedKinds, goods.length === 2) };
}

function kindOutcome(
  kind: RowKind,
  standings: Standings,
  goods: readonly string[],
  prices: Prices,
  numeraire: number | null,
  hurried: boolean,
): KindOutcome {
  const { owner } = standings;
  const base = ownNumeraire(owner.parties[0], goods, numeraire);
  return {
    label: kind.label,
    count: kind.count,
    outputs: perGood(goods, kind.outputs),
    mix: kind.mix === null ? null : perGood(goods, kind.mix),
    specialization: kind.specialization,
    at: commonStanding(kind, standings) ?? (kind.mix === null ? 'bound' : 'kink'),
    virtualPrices: base === null ? null : virtualPrices(kind, standings, goods, base),
    numeraire: base === null ? null : (goods[base] ?? null),
    supportingPrices:
      base === null || (hurried && standings.owner.parties[0].shape.kind !== 'planar')
        ? null
        : supportingPrices(kind, standings, goods, base, prices),
  };
}

/** Where most of its members stand. */
function commonStanding({ rows: own }: RowKind, { rows, standing }: Standings): Standing | null {
  const members = STANDINGS.map(() => 0);
  for (let k = 0; k < own.length; k++) {
    const row = own[k] as number;
    const at = standing[row] as number;
    if (at !== NO_STANDING) members[at] = (members[at] ?? 0) + countOf(rows, row);
  }
  const most = Math.max(...members);
  return most > 0 ? (STANDINGS[members.indexOf(most)] ?? null) : null;
}

/** The economy's numeraire where the agent makes it, else its own first good; null for an agent with one good. */
function ownNumeraire({ shape }: Party, goods: readonly string[], numeraire: number | null): number | null {
  if (shape.goods.length < 2) return null;
  const common = numeraire === null ? undefined : goods[numeraire];
  return common !== undefined && shape.goods.includes(common) ? numeraire : goods.indexOf(shape.goods[0] ?? '');
}

function virtualPrices(
  { rows: own }: RowKind,
  standings: Standings,
  goods: readonly string[],
  base: number,
): PerGood<PriceRange> | null {
  const range: RangeInto = { lo: 0, hi: 0 };
  const prices = standings.owner.parties[0].shape.goods.map((good) => {
    let lo = Number.POSITIVE_INFINITY;
    let hi = Number.NEGATIVE_INFINITY;
    const j = goods.indexOf(good);
    if (j === base) return [good, 1] as const;
    for (let k = 0; k < own.length; k++) {
      if (!standings.ownRatio(own[k] as number, j, base, range)) continue;
      lo = Math.min(lo, range.lo);
      hi = Math.max(hi, range.hi);
    }
    return lo > hi ? null : ([good, asPrice({ lo, hi })] as const);
  });
  return prices.every((price) => price !== null) ? Object.fromEntries(prices) : null;
}

function supportingPrices(
  { rows: own }: RowKind,
  standings: Standings,
  goods: readonly string[],
  base: number,
  prices: Prices,
): PerGood<PriceRange> | null {
  const range: RangeInto = { lo: 0, hi: 0 };
  const found = standings.owner.parties[0].shape.goods.map((good) => {
    const j = goods.indexOf(good);
    let lo = 0;
    let hi = Number.POSITIVE_INFINITY;
    if (j === base) return [good, 1] as const;
    for (let k = 0; k < own.length; k++) {
      if (!standings.supportedPrice(own[k] as number, j, base, prices, range)) return null;
      lo = Math.max(lo, range.lo);
      hi = Math.min(hi, range.hi);
    }
    const common = met(lo, hi);
    return common === null ? null : ([good, asPrice(common)] as const);
  });
  return found.every((price) => price !== null) ? Object.fromEntries(found) : null;
}

function merged(kinds: readonly RowKind[], goods: readonly string[]): readonly EconomyKind[] {
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
