import type { KindOutcome, PerGood, PriceRange, Solution } from '../../solver/solution.ts';
import type { Point } from '../picture.ts';
import type { Pair } from './outline.ts';

/**
 * The red arrows of a kind: at an interior point its own marginal trade-off, at a bound or kink the two ends of the fan
 * of prices at which its choice is best (the own trade-off where no price supports it). Directions in data units.
 */
export function normalsOf(kind: KindOutcome, pair: Pair): readonly Point[] {
  const own = fan(kind.virtualPrices, pair);
  const supporting = fan(kind.supportingPrices, pair);
  if (kind.at === 'interior' || kind.at === 'dent') return own.length === 0 ? supporting : own;
  return supporting.length === 0 ? own : supporting;
}

/** The economy's price of the pair (its dual price where no single price holds), as a direction; null when unsolved. */
export function economyNormal(solution: Solution, pair: Pair): Point | null {
  const prices = solution.prices ?? solution.dualPrices;
  return prices ? (fan(prices, pair)[0] ?? null) : null;
}

/** The two extreme directions (px, py) of a range of price ratios, or the one where they agree. */
function fan(prices: PerGood<PriceRange> | null, pair: Pair): readonly Point[] {
  const [x, y] = [prices?.[pair[0]], prices?.[pair[1]]];
  if (x === undefined || y === undefined) return [];
  const [xLow, xHigh] = ends(x);
  const [yLow, yHigh] = ends(y);
  const steep = direction(xLow, yHigh);
  const flat = direction(xHigh, yLow);
  if (!steep || !flat) return [];
  return sameDirection(steep, flat) ? [steep] : [steep, flat];
}

function ends(range: PriceRange): Point {
  return typeof range === 'number' ? [range, range] : [range[0], range[1]];
}

/** An infinite price outweighs any other; two of them, or two zeros, have no direction. */
function direction(px: number, py: number): Point | null {
  if (Number.isNaN(px) || Number.isNaN(py)) return null;
  if (px === Infinity || py === Infinity) return px === py ? null : px === Infinity ? [1, 0] : [0, 1];
  return px === 0 && py === 0 ? null : [px, py];
}

function sameDirection(a: Point, b: Point): boolean {
  return Math.abs(a[0] * b[1] - a[1] * b[0]) <= 1e-12 * Math.hypot(...a) * Math.hypot(...b);
}
