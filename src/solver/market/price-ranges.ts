import { cleared } from './clearing.ts';
import { everyoneDoesBest, type Found } from './equilibrium-tests.ts';
import type { Market } from './market-model.ts';
import { bestPosition, planOf } from './position.ts';
import { verified } from './verify.ts';

/** Prices of a good, the others as they are, all of which are equilibria. */
export interface GoodsRange {
  readonly good: number;
  /** In the unit of the equilibrium's prices; 0 and infinite where it holds as far as was looked. */
  readonly from: number;
  readonly to: number;
}

const slightly = 1e-3;
const farthest = 14;
const mostActors = 60;

/**
 * With three goods or more: goods of which not one price alone will do, as where nobody trades them or everybody stands at a kink. Each
 * good is looked at by itself, from an equilibrium outwards (`numeraire`: the good whose price stays).
 */
export function rangesAt(market: Market, { position }: Found, numeraire: number): readonly GoodsRange[] {
  const { wanted, signal } = market;
  if (wanted.length < 3 || market.consumers.length + market.producers.length > mostActors) return [];
  return wanted.flatMap((good): readonly GoodsRange[] => {
    const price = position.prices[good] ?? 0;
    if (good === numeraire || !(price > 0) || signal?.aborted === true) return [];
    const holds = (log: number): boolean => isEquilibrium(market, position.prices, good, price * Math.exp(log));
    const from = reachOf(holds, -1);
    const to = reachOf(holds, 1);
    return from === 0 && to === 0
      ? []
      : [
          {
            good,
            from: from < -farthest ? 0 : price * Math.exp(from),
            to: to > farthest ? Number.POSITIVE_INFINITY : price * Math.exp(to),
          },
        ];
  });
}

/** How far it holds, as a logarithm: doubled until it fails, then bisected; beyond `farthest` where it never fails. */
function reachOf(holds: (log: number) => boolean, sign: 1 | -1): number {
  if (!holds(sign * slightly)) return 0;
  let inside = slightly;
  let outside = 4 * slightly;
  while (holds(sign * outside)) {
    inside = outside;
    outside *= 4;
    if (inside > farthest) return sign * inside;
  }
  for (let step = 0; step < 40; step++) {
    const middle = (inside + outside) / 2;
    if (holds(sign * middle)) inside = middle;
    else outside = middle;
  }
  return sign * inside;
}

function isEquilibrium(market: Market, prices: Float64Array, good: number, price: number): boolean {
  const moved = Float64Array.from(prices);
  moved[good] = price;
  const best = bestPosition(market, moved);
  if (!best.excess.every(Number.isFinite)) return false;
  const found = cleared(market, moved, planOf(market, [best]));
  return found?.whole === true && everyoneDoesBest(market, found.position) && verified(market, found.position).exact;
}
