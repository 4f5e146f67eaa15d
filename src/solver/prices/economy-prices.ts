import type { Allocation } from '../branching/recover.ts';
import type { Searched } from '../branching/search.ts';
import { pricesAt } from '../certify.ts';
import { asPrice, intersection, type Placed } from '../outcome.ts';
import { sharesOf } from '../relaxation/relaxed.ts';
import type { Prices } from '../sets/piece.ts';
import type { PerGood, PriceRange } from '../solution.ts';
import type { Welfare } from '../welfare/welfare.ts';
import { commonRatio } from './law-of-one-price.ts';
import { pricePolytope } from './price-polytope.ts';
import type { Range } from './tradeoff.ts';

export interface EconomyPrices {
  readonly numeraire: number | null;
  readonly prices: PerGood<number> | null;
  readonly priceIntervals: PerGood<PriceRange> | null;
  readonly dualPrices: PerGood<number>;
  /** Some known prices support every member's choice (welfare apart). */
  readonly membersSupported: boolean;
}

/** How far below the convexified bound an allocation may lie for its prices to count as supporting it: rounding only. */
const rounding = 1e-10;
/** Where members cannot be split as the prices ask, however many they are, only rounding of single sums is forgiven. */
const tornRounding = 1e-13;
/** Kinked welfare in many goods is solved by a barrier, to fewer digits. */
const barrierRounding = 1e-8;

/** `hurried`: without asking every member. The convexified economy's prices and, where they support welfare and every member, the economy's; in the numeraire's units. */
export function economyPrices(
  welfare: Welfare,
  { root }: Searched,
  best: Allocation,
  placed: readonly Placed[],
  goods: readonly string[],
  hurried = false,
): EconomyPrices {
  const dual = withoutSatiated(welfare, root.prices, best.totals, placed);
  const numeraire = welfare.named.find((j) => (dual[j] ?? 0) > 0) ?? null;
  const unit = numeraire === null ? 1 : (dual[numeraire] ?? 1);
  const dualPrices = Object.fromEntries(goods.map((good, j) => [good, (dual[j] ?? 0) / unit]));
  const allowed = welfare.selections.length > 1 && goods.length > 2 ? barrierRounding : rounding;
  const membersSupported = numeraire !== null && !hurried && allBest(placed, root.prices, 10 * allowed);
  const supported =
    membersSupported &&
    root.bound - best.value <= allowed * Math.abs(root.bound) &&
    supportWelfare(welfare, root, best.totals, isTorn(root) ? tornRounding : 1e-7);
  return {
    numeraire,
    prices: supported ? dualPrices : null,
    priceIntervals:
      !supported || numeraire === null
        ? null
        : goods.length === 2
          ? intervalsOf(ratioInterval(welfare, best, placed, goods), goods, numeraire)
          : pricePolytope(welfare, best.totals, placed, goods, root.prices, numeraire),
    dualPrices,
    membersSupported,
  };
}

/**
 * Goods of which some is thrown away are worth nothing, whatever rounding left of their prices; where that is all that is wanted, nothing
 * has a price.
 */
function withoutSatiated(
  { named }: Welfare,
  prices: Prices,
  used: Float64Array,
  placed: readonly Placed[],
): Float64Array {
  const made = used.map((_, j) => placed.reduce((sum, { count, outputs }) => sum + count * (outputs[j] ?? 0), 0));
  const isSatiated = (j: number) => (made[j] ?? 0) > 0 && (used[j] ?? 0) < (made[j] ?? 0) * (1 - 1e-9);
  const wanted = named.filter((j) => (made[j] ?? 0) > 0);
  if (wanted.length > 0 && wanted.every(isSatiated)) return prices.map(() => 0);
  const most = Math.max(...prices.map((price, j) => price * (made[j] ?? 0)));
  return prices.map((price, j) => (isSatiated(j) && price * (made[j] ?? 0) <= 1e-6 * most ? 0 : price));
}

/**
 * Welfare's own slopes at the totals are the prices (rounding apart): by the selections that count, all of which are least there. Members
 * split in whole counts may miss the totals at which they are.
 */
function supportWelfare(
  welfare: Welfare,
  { relaxed, prices }: Searched['root'],
  totals: Float64Array,
  tolerance: number,
): boolean {
  const { weights } = relaxed.touching;
  const values = welfare.selections.map((selection) => selection.value(totals));
  const least = Math.min(...values);
  if (values.some((value, s) => (weights[s] ?? 0) > 1e-7 && value - least > tolerance * Math.max(1, Math.abs(least))))
    return false;
  const slopes = pricesAt(welfare, { totals, weights });
  const worth = Math.max(...totals.map((y, j) => y * (prices[j] ?? 0)));
  return totals.every((y, j) => {
    const more = (slopes[j] ?? 0) - (prices[j] ?? 0);
    return Math.max(more, y > 0 ? -more : 0) <= tolerance * Math.max(prices[j] ?? 0, worth / (y > 0 ? y : worth));
  });
}

/** The convexified economy splits some agent's members between pieces, and not in whole numbers. */
function isTorn({ relaxed }: Searched['root']): boolean {
  const shares = sharesOf(relaxed);
  return shares.some(({ side, count }, k) => {
    const isAlone = shares[k - 1]?.side !== side && shares[k + 1]?.side !== side;
    return !isAlone && Math.abs(count - Math.round(count)) > Math.max(1e-6, 2 ** -50 * count);
  });
}

function allBest(placed: readonly Placed[], prices: Float64Array, tolerance: number): boolean {
  return placed.every(({ party, outputs }) => {
    const own = outputs.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0);
    return party.pieces.every((piece) => piece.respond(prices).value <= own + tolerance * Math.abs(own));
  });
}

/** The ratios p_0 / p_1 that support every member and welfare. */
function ratioInterval(
  welfare: Welfare,
  best: Allocation,
  placed: readonly Placed[],
  goods: readonly string[],
): Range | null {
  return intersection([commonRatio(placed, goods), welfareRatio(welfare, best.totals)]);
}

/** The range of welfare's own ratio over the selections that are least at the totals. */
function welfareRatio(welfare: Welfare, totals: Float64Array): Range {
  const values = welfare.selections.map((selection) => selection.value(totals));
  const least = Math.min(...values);
  const slopes = welfare.selections
    .filter((_, s) => (values[s] ?? 0) - least <= 1e-9 * Math.max(1, Math.abs(least)))
    .map(({ slopes: [first, second] }) => (first?.(totals) ?? 0) / (second?.(totals) ?? 0))
    .map((ratio) => (Number.isNaN(ratio) || ratio < 0 ? 0 : ratio));
  return { lo: Math.min(...slopes), hi: Math.max(...slopes) };
}

/** Only where a price is not unique. */
function intervalsOf(ratio: Range | null, goods: readonly string[], numeraire: number): PerGood<PriceRange> | null {
  if (ratio === null) return null;
  const other = numeraire === 0 ? { lo: 1 / ratio.hi, hi: 1 / ratio.lo } : ratio;
  const price = asPrice(other);
  if (typeof price === 'number') return null;
  return Object.fromEntries(goods.flatMap((good, j) => (j === numeraire ? [] : [[good, price]])));
}
