import { intersection, type Placed } from '../outcome.ts';
import type { Solution } from '../solution.ts';
import type { Range } from './tradeoff.ts';

const bends = ({ party }: Placed): boolean => ['convex', 'mixed'].includes(party.judgement.verdict);
const atBound = ({ tradeOff }: Placed): boolean => tradeOff?.at === 'bound';

/**
 * The law of one price: some prices support every member, and no member with a convex or mixed frontier is at a bound.
 * `supported`: whether some prices are known to (many goods); for two goods the ranges decide.
 */
export function onePriceOf(
  placed: readonly Placed[],
  goods: readonly string[],
  supported: boolean,
): Solution['onePrice'] {
  const interior = placed.filter((own) => own.tradeOff !== null && !atBound(own));
  const count = (some: readonly Placed[]) => some.reduce((sum, own) => sum + own.count, 0);
  const common = goods.length === 2 ? commonRatio(placed, goods) !== null : supported;
  return {
    holds: common && !placed.some((own) => bends(own) && atBound(own)),
    spread: spreadOf(interior, goods),
    interior: count(interior),
    atBound: count(placed.filter(atBound)),
  };
}

/** The ratios p_0 / p_1 of a two-good economy at which every member's choice is best. */
export function commonRatio(placed: readonly Placed[], goods: readonly string[]): Range | null {
  return intersection(
    placed
      .filter(({ party }) => party.shape.goods.length === 2)
      .map(({ party, supported }) => {
        if (supported === null) return null;
        return party.shape.goods[0] === goods[0] ? supported : { lo: 1 / supported.hi, hi: 1 / supported.lo };
      }),
  );
}

/** Some member with a convex or mixed frontier is at a bound, and two own trade-offs differ by more than 1 %. */
export function pricesDiverge(placed: readonly Placed[], goods: readonly string[]): boolean {
  if (!placed.some((own) => bends(own) && atBound(own))) return false;
  return pairs(goods).some(([j, k]) => {
    const ranges = rangesOf(placed, j, k);
    const highest = Math.max(...ranges.map(({ lo }) => lo));
    const lowest = Math.min(...ranges.map(({ hi }) => hi));
    return ranges.length > 1 && highest > 1.01 * lowest;
  });
}

/** The widest max − min of ln own ratio; 0 where ranges overlap; null without interior members. */
function spreadOf(interior: readonly Placed[], goods: readonly string[]): number | null {
  if (interior.length === 0) return null;
  const spreads = pairs(goods).map(([j, k]) => {
    const ranges = rangesOf(interior, j, k);
    if (ranges.length === 0) return 0;
    const gap = Math.log(Math.max(...ranges.map(({ lo }) => lo))) - Math.log(Math.min(...ranges.map(({ hi }) => hi)));
    return Number.isNaN(gap) ? 0 : Math.max(0, gap);
  });
  return Math.max(0, ...spreads);
}

const pairs = (goods: readonly string[]): readonly (readonly [string, string])[] =>
  goods.flatMap((first, j) => goods.slice(j + 1).map((second) => [first, second] as const));

function rangesOf(placed: readonly Placed[], first: string, second: string): readonly Range[] {
  return placed.flatMap(({ tradeOff }) => {
    const j = tradeOff?.goods.indexOf(first) ?? -1;
    const k = tradeOff?.goods.indexOf(second) ?? -1;
    return tradeOff === null || j < 0 || k < 0 ? [] : [tradeOff.ratio(j, k)];
  });
}
