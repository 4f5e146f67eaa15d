import type { Arc } from '../../curvature/shape.ts';
import { fallingRoot } from '../sets/arc-range.ts';
import type { Piece, Prices } from '../sets/piece.ts';
import type { Range } from './tradeoff.ts';

/**
 * The price ratios p_x / p_y at which a point of a two-good frontier is globally best: above every chord slope to its left, below
 * every one to its right. Null where there is none (a dent). `own`: the arc it stands on and where.
 */
export function supportingRatio(
  arcs: readonly Arc[],
  at: readonly [number, number],
  own: { readonly arc: Arc; readonly t: number } | undefined,
): Range | null {
  let lo = 0;
  let hi = Number.POSITIVE_INFINITY;
  for (const arc of arcs) {
    const range = own?.arc === arc ? onOwnArc(arc, own.t) : beside(arc, at);
    lo = Math.max(lo, range.lo);
    hi = Math.min(hi, range.hi);
  }
  if (lo <= hi) return { lo, hi };
  return lo - hi <= 1e-9 * lo ? { lo: (lo + hi) / 2, hi: (lo + hi) / 2 } : null;
}

function onOwnArc(arc: Arc, t: number): Range {
  if (arc.from === arc.to) return { lo: 0, hi: Number.POSITIVE_INFINITY };
  if (arc.curvature === 'concave') {
    const slope = slopeAt(arc, t);
    return { lo: t > arc.from ? slope : 0, hi: t < arc.to ? slope : Number.POSITIVE_INFINITY };
  }
  return beside(arc, arc.point(t));
}

function slopeAt(arc: Arc, t: number): number {
  const [dx, dy] = arc.tangent(t);
  return dx === 0 ? Number.POSITIVE_INFINITY : Math.max(0, -dy / dx);
}

/** What an arc that does not pass through the point (or bends away from it there) asks of the ratio. */
function beside(arc: Arc, [x, y]: readonly [number, number]): Range {
  let lo = 0;
  let hi = Number.POSITIVE_INFINITY;
  for (const t of tangencies(arc, x, y)) {
    const [qx, qy] = arc.point(t);
    const dx = qx - x;
    if (qx === x && qy === y) continue;
    const slope = dx === 0 ? (qy > y ? Number.POSITIVE_INFINITY : 0) : (y - qy) / dx;
    if (dx > 0) hi = Math.min(hi, slope);
    else lo = Math.max(lo, dx === 0 && qy > y ? Number.POSITIVE_INFINITY : Math.max(0, slope));
  }
  return { lo, hi };
}

/** Where the chord from an outside point to an arc is steepest or flattest: its ends, and a tangency where it is bowed outward. */
function tangencies(arc: Arc, x: number, y: number): readonly number[] {
  const ends = [arc.from, arc.to];
  if (arc.curvature === 'unknown')
    return [...ends, ...Array.from({ length: 63 }, (_, i) => arc.from + ((arc.to - arc.from) * (i + 1)) / 64)];
  if (arc.curvature !== 'concave') return ends;
  const cross = (t: number): number => {
    const [qx, qy] = arc.point(t);
    const [dx, dy] = arc.tangent(t);
    if (!Number.isFinite(dy)) return qx > x ? -1 : 1;
    return (qx - x) * dy - (qy - y) * dx;
  };
  const sign = arc.point(arc.from)[0] >= x ? 1 : -1;
  return [...ends, fallingRoot(arc.from, arc.to, (t) => sign * cross(t))];
}

/**
 * The range of one good's price, the others held, at which some outputs are best over a set of pieces: by Newton's method on how much
 * more the best response is worth, a convex function of the price, from far outside (many goods, where no formula is at hand). Null
 * where they are not best at `prices` themselves.
 */
export function supportingPrice(
  pieces: readonly Piece[],
  outputs: ArrayLike<number>,
  prices: Prices,
  good: number,
): Range | null {
  const start = prices[good] ?? 0;
  const better = (price: number): Better | null => betterAt(pieces, outputs, prices, good, price);
  if (better(start) !== null) return null;
  const far = start * farthest;
  const beyond = better(far);
  return { lo: edge(better, start, 0), hi: beyond === null ? Number.POSITIVE_INFINITY : edge(better, start, far) };
}

const farthest = 1e12;

/** A response that is worth more by `gain`, and how much more of the good it makes. */
interface Better {
  readonly gain: number;
  readonly more: number;
}

function betterAt(
  pieces: readonly Piece[],
  outputs: ArrayLike<number>,
  prices: Prices,
  good: number,
  price: number,
): Better | null {
  const asked = Float64Array.from(prices);
  asked[good] = price;
  const own = asked.reduce((sum, p, j) => sum + p * (outputs[j] ?? 0), 0);
  let best: Better | null = null;
  for (const piece of pieces) {
    const { value, outputs: made } = piece.respond(asked);
    const gain = value - own;
    if (gain > 1e-10 * Math.abs(own) && gain > (best?.gain ?? 0))
      best = { gain, more: (made[good] ?? 0) - (outputs[good] ?? 0) };
  }
  return best;
}

/** From an outside price to where the response there is worth no more, again and again, as long as that lies on the way in. */
function edge(better: (price: number) => Better | null, inside: number, outside: number): number {
  let known = inside;
  let price = outside;
  for (let step = 0; step < 100; step++) {
    const found = better(price);
    if (found === null) known = price;
    if (found === null || Math.abs(price - known) <= 1e-9 * known) break;
    const met = price - found.gain / found.more;
    const isOnTheWay = (met - known) * (price - met) > 0;
    price = isOnTheWay ? met : (known + price) / 2;
  }
  return known === inside && price !== outside ? price : known;
}
