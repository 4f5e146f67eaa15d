import type { Arc, ProductionShape } from '../../curvature/shape.ts';
import { point } from '../../math/interval/interval.ts';
import type { Member, Place } from '../sets/piece.ts';
import { levelTradeOff } from './level-tradeoff.ts';

/** A closed range of a rate or of a price ratio; both ends equal where it is unique. */
export interface Range {
  readonly lo: number;
  readonly hi: number;
}

export type Standing = 'bound' | 'interior' | 'kink' | 'dent';

/**
 * A member's own marginal trade-off, from its frontier alone. `ratio(j, k)`: the range of p_j / p_k, goods by their place in
 * `goods`; one-sided at a zero bound, a range at a kink; 0 and Infinity occur.
 */
export interface TradeOff {
  readonly goods: readonly string[];
  readonly at: Standing;
  ratio(j: number, k: number): Range;
}

const near = (a: number, b: number, tolerance: number): boolean => {
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
};

/** Null where the set has one good only. `amounts`: what the member makes, in the order of the shape's goods. */
export function tradeOffOf(shape: ProductionShape, member: Member, amounts: readonly number[]): TradeOff | null {
  switch (shape.kind) {
    case 'capacity':
      return null;
    case 'planar':
      return planarTradeOff(shape.goods, shape.arcs, member.places[0]);
    case 'separable':
      return separableTradeOff(shape, member.places);
    case 'points':
      return shape.goods.length < 2 ? null : pointTradeOff(shape.goods, amounts);
    case 'level':
      return levelTradeOff(shape, amounts);
  }
}

/** How much y one more x costs, at a place on an arc; at a singular end its limit, 0 or Infinity. */
export function costOf(arc: Arc, t: number): number {
  return limitOf(arc, t) ?? costInside(arc, t);
}

/** At a singular end (an enclosure of the slope without end): slopes that keep growing towards it, or shrinking, have no limit but Infinity, or 0. */
function limitOf(arc: Arc, t: number): number | null {
  const inward = t === arc.from ? 1 : t === arc.to ? -1 : 0;
  if (inward === 0 || arc.from === arc.to) return null;
  const [dx, dy] = arc.encloseTangent(point(t));
  const unbounded = [dx.lo, dx.hi, dy.lo, dy.hi].some((bound) => Math.abs(bound) === Number.POSITIVE_INFINITY);
  if (!unbounded && !(dx.lo <= 0 && dx.hi >= 0) && !isJustBeforeZero(arc, t)) return null;
  const [near, mid, far] = [1e-12, 1e-9, 1e-6].map((h) => costInside(arc, t + inward * h * (arc.to - arc.from)));
  const [last, before] = [(near ?? 0) / (mid ?? 0), (mid ?? 0) / (far ?? 0)];
  if (last > 1.02 && before > 1.02) return Number.POSITIVE_INFINITY;
  return last < 0.98 && before < 0.98 ? 0 : null;
}

/** An end that is found by a root lies a rounding short of it. */
function isJustBeforeZero(arc: Arc, t: number): boolean {
  const [, y] = arc.point(t);
  return t === arc.to && y > 0 && y <= 1e-12 * arc.point(arc.from)[1];
}

function costInside(arc: Arc, t: number): number {
  const [dx, dy] = arc.tangent(t);
  if (dx === 0) return dy === 0 ? Number.NaN : Number.POSITIVE_INFINITY;
  return Math.abs(dy) === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.abs(dy / dx);
}

function planarTradeOff(goods: readonly string[], arcs: readonly Arc[], place: Place | undefined): TradeOff | null {
  if (place === undefined) return null;
  const index = arcs.indexOf(place.arc);
  const arc = place.arc;
  const [x, y] = arc.point(place.t);
  const first = arcs[0];
  const last = arcs[arcs.length - 1];
  const width = last === undefined ? 0 : last.point(last.to)[0];
  const height = first === undefined ? 0 : first.point(first.from)[1];
  const before = sideCost(arcs, index, place, -1);
  const after = sideCost(arcs, index, place, 1);
  const build = (at: Standing, lo: number, hi: number): TradeOff => ({
    goods,
    at,
    ratio: (j, k) => (j === k ? { lo: 1, hi: 1 } : j === 0 ? { lo, hi } : { lo: 1 / hi, hi: 1 / lo }),
  });
  if (x <= 1e-12 * width) return build('bound', after, after);
  if (y <= 1e-12 * height) return build('bound', before, before);
  const smooth = near(before, after, 1e-9);
  const inside = place.t > arc.from && place.t < arc.to;
  if (inside && smooth) return build(arc.curvature === 'convex' ? 'dent' : 'interior', before, after);
  if (smooth) return build('interior', before, after);
  return before < after ? build('kink', before, after) : build('dent', after, before);
}

/** The cost of x just left (-1) or right (1) of a place; free disposal: nothing is gained across a jump. */
function sideCost(arcs: readonly Arc[], index: number, { arc, t }: Place, side: -1 | 1): number {
  if (arc.from < arc.to && (side === -1 ? t > arc.from : t < arc.to)) return costOf(arc, t);
  const next = arcs[index + side];
  const jump = side === -1 ? 0 : Number.POSITIVE_INFINITY;
  if (next === undefined || index < 0 || next.from === next.to) return jump;
  const [x, y] = arc.point(t);
  const [nx, ny] = next.point(side === -1 ? next.to : next.from);
  const joined = Math.abs(nx - x) <= 1e-9 * Math.abs(x) + 1e-300 && Math.abs(ny - y) <= 1e-9 * Math.abs(y) + 1e-300;
  return joined ? costOf(next, side === -1 ? next.to : next.from) : jump;
}

/** A task's marginal product: what the last unit of the resource yielded (lo) or the next would yield (hi side), as a range. */
export function marginalProduct(arcs: readonly Arc[], { arc, t }: Place): Range {
  const rate = (a: Arc, at: number): number => costOf(a, at);
  const own = rate(arc, t);
  const index = arcs.indexOf(arc);
  const other = t === arc.to ? arcs[index + 1] : t === arc.from ? arcs[index - 1] : undefined;
  if (other === undefined || index < 0) return { lo: own, hi: own };
  const beside = rate(other, t === arc.to ? other.from : other.to);
  return near(own, beside, 1e-9) ? { lo: own, hi: own } : { lo: Math.min(own, beside), hi: Math.max(own, beside) };
}

function separableTradeOff(
  shape: Extract<ProductionShape, { kind: 'separable' }>,
  places: readonly Place[],
): TradeOff | null {
  const products = shape.technologies.map(({ arcs }, j) => {
    const place = places[j];
    return place === undefined ? { lo: 0, hi: Number.POSITIVE_INFINITY } : marginalProduct(arcs, place);
  });
  const outputs = places.map(({ arc, t }) => arc.point(t)[1]);
  const bent = places.filter(({ arc, t }) => arc.curvature === 'convex' && t > arc.from && t < arc.to).length;
  const kinked = products.some(({ lo, hi }) => lo !== hi);
  const standing = bent > 1 ? 'dent' : kinked ? 'kink' : 'interior';
  const goods = shape.technologies.map(({ good }) => good);
  return {
    goods,
    at: outputs.some((y) => y <= 0) ? 'bound' : standing,
    ratio: (j, k) => (j === k ? { lo: 1, hi: 1 } : divided(products[k], products[j])),
  };
}

function divided(a: Range | undefined, b: Range | undefined): Range {
  const lo = (a?.lo ?? 0) / (b?.hi ?? 0);
  const hi = (a?.hi ?? 0) / (b?.lo ?? 0);
  return Number.isNaN(lo) || Number.isNaN(hi) ? { lo: 0, hi: Number.POSITIVE_INFINITY } : { lo, hi };
}

/** Between separate points nothing can be had for a little: every ratio from 0 to Infinity. */
function pointTradeOff(goods: readonly string[], amounts: readonly number[]): TradeOff {
  return {
    goods,
    at: amounts.some((y) => y <= 0) ? 'bound' : 'kink',
    ratio: (j, k) => (j === k ? { lo: 1, hi: 1 } : { lo: 0, hi: Number.POSITIVE_INFINITY }),
  };
}
