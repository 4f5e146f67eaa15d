import { countOf } from '../kinds/rows.ts';
import type { Placed } from '../placed.ts';
import type { Solution } from '../solution.ts';
import { met, type RangeInto } from './range.ts';
import { atBound, NO_STANDING, type Standings, standingsOf } from './standings.ts';
import type { Range } from './tradeoff.ts';

/**
 * The law of one price: some prices support every member, and no member with a convex or mixed frontier is at a bound.
 * `supported`: whether some prices are known to, rounding apart (a choice worth as much as the best to the last digits may have a
 * trade-off that differs in its eighth); for two goods the ranges may tell of others.
 */
export function onePriceOf(
  placed: readonly Placed[],
  goods: readonly string[],
  supported: boolean,
): Solution['onePrice'] {
  const all = standingsOf(placed, goods);
  const common = supported || (goods.length === 2 && commonRatio(placed, goods) !== null);
  const interior = membersWhere(all, isInside);
  return {
    holds: common && !someRow(all, isBentAtBound),
    spread: interior === 0 ? null : spreadOf(all, goods),
    interior,
    atBound: membersWhere(all, atBound),
  };
}

/** The ratios p_0 / p_1 of a two-good economy at which every member's choice is best. */
export function commonRatio(placed: readonly Placed[], goods: readonly string[]): Range | null {
  let lo = 0;
  let hi = Number.POSITIVE_INFINITY;
  const range: RangeInto = { lo, hi };
  for (const own of standingsOf(placed, goods)) {
    if (own.owner.parties[0].shape.goods.length !== 2) continue;
    for (let row = 0; row < own.rows.length; row++) {
      if (!own.supportedRatio(row, 0, 1, range)) return null;
      lo = Math.max(lo, range.lo);
      hi = Math.min(hi, range.hi);
    }
  }
  return met(lo, hi);
}

/** Some member with a convex or mixed frontier is at a bound, and two own trade-offs differ by more than 1 %. */
export function pricesDiverge(placed: readonly Placed[], goods: readonly string[]): boolean {
  const all = standingsOf(placed, goods);
  if (!someRow(all, isBentAtBound)) return false;
  return pairs(goods).some(([j, k]) => {
    const { rows, highest, lowest } = extremesOf(all, j, k, () => true);
    return rows > 1 && highest > 1.01 * lowest;
  });
}

const isInside = (own: Standings, row: number): boolean => own.standing[row] !== NO_STANDING && !atBound(own, row);
const isBentAtBound = (own: Standings, row: number): boolean => atBound(own, row) && own.bends(row);

function membersWhere(all: readonly Standings[], holds: (own: Standings, row: number) => boolean): number {
  let members = 0;
  for (const own of all)
    for (let row = 0; row < own.rows.length; row++) if (holds(own, row)) members += countOf(own.rows, row);
  return members;
}

const someRow = (all: readonly Standings[], holds: (own: Standings, row: number) => boolean): boolean =>
  all.some((own) => {
    for (let row = 0; row < own.rows.length; row++) if (holds(own, row)) return true;
    return false;
  });

/** The widest max − min of ln own ratio inside; 0 where ranges overlap. */
function spreadOf(all: readonly Standings[], goods: readonly string[]): number {
  const spreads = pairs(goods).map(([j, k]) => {
    const { rows, highest, lowest } = extremesOf(all, j, k, isInside);
    const gap = rows === 0 ? 0 : Math.log(highest) - Math.log(lowest);
    return Number.isNaN(gap) ? 0 : Math.max(0, gap);
  });
  return Math.max(0, ...spreads);
}

const pairs = (goods: readonly string[]): readonly (readonly [number, number])[] =>
  goods.flatMap((_, j) => goods.slice(j + 1).map((_good, k) => [j, j + 1 + k] as const));

interface Extremes {
  readonly rows: number;
  /** The largest lower end, and the smallest upper end. */
  readonly highest: number;
  readonly lowest: number;
}

function extremesOf(
  all: readonly Standings[],
  j: number,
  k: number,
  counts: (own: Standings, row: number) => boolean,
): Extremes {
  let rows = 0;
  let highest = Number.NEGATIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  const range: RangeInto = { lo: 0, hi: 0 };
  for (const own of all) {
    for (let row = 0; row < own.rows.length; row++) {
      if (!counts(own, row) || !own.ownRatio(row, j, k, range)) continue;
      rows++;
      highest = Math.max(highest, range.lo);
      lowest = Math.min(lowest, range.hi);
    }
  }
  return { rows, highest, lowest };
}
