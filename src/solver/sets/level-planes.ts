import { add, multiply, negate, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { nextDown, nextUp } from '../../math/interval/rounding.ts';
import type { CompiledLimit, LevelSet } from './level-limits.ts';
import { type Optimum, worthOf } from './level-newton.ts';

/**
 * A proven upper bound of prices·y over a set whose limits each bound a convex set: at a place z near the best one each limit k has a
 * plane that all of the set lies below, h_k·(y - z) <= b_k, and so prices·y <= prices·z + Σ λ_k b_k + (prices - Σ λ_k h_k)·(y - z) for
 * any λ >= 0, charged at its worst over the box. Infinity where no plane is found.
 */
export function boundByPlanes(set: LevelSet, prices: ArrayLike<number>, { outputs, multipliers }: Optimum): number {
  let least = Number.POSITIVE_INFINITY;
  const worth = worthOf(outputs, prices);
  for (const z of placesNear(set, outputs)) {
    least = Math.min(least, boundAt(set, prices, z, multipliers));
    if (least <= worth + enough * Math.abs(worth)) break;
  }
  return least;
}

/**
 * The same over a part of a set, by the planes at a place in or beside it, where the limits that bind are surely convex over both;
 * Infinity where they are not.
 */
export function boundBeside(
  set: LevelSet,
  prices: ArrayLike<number>,
  { outputs, multipliers }: Optimum,
  lo: Float64Array,
  hi: Float64Array,
): number {
  const around = Array.from(
    outputs,
    (y, j): Interval => ({ lo: Math.min(y, lo[j] ?? y), hi: Math.max(y, hi[j] ?? y) }),
  );
  const isBowl = set.limits.every((limit, k) => !((multipliers[k] ?? 0) > 0) || limit.isBowl(around));
  if (!isBowl || !multipliers.some((weight) => weight > 0)) return Number.POSITIVE_INFINITY;
  const limits = set.limits.map((limit) => ({ ...limit, bends: 'convex' as const }));
  return boundAt({ ...set, limits, lo, hi }, prices, outputs, multipliers);
}

/** Where a good is hardly made a slope may have no enclosure, or be one of many: then just inside, in all such goods or in one. */
function placesNear(set: LevelSet, best: Float64Array): readonly Float64Array[] {
  const outputs = best.map((y, j) => Math.min(mostOf(set, j), Math.max(leastOf(set, j), y)));
  const least = (j: number, lift: number) => (set.lo[j] ?? 0) + lift * (set.widths[j] ?? 0);
  const lifted = lifts.map((lift) => outputs.map((y, j) => Math.max(y, least(j, lift))));
  const low = Array.from(outputs.keys()).filter((j) => (outputs[j] ?? 0) <= least(j, 1e-11));
  return [
    outputs,
    ...lifted,
    ...low.map((one) => outputs.map((y, j) => (j === one ? Math.max(y, least(j, 1e-11)) : y))),
  ];
}

const lifts = [1e-14, 1e-11, 1e-8];

/** Surely in the box that the proofs are about, whose ends the set's own enclose. */
const leastOf = ({ lo }: LevelSet, j: number): number => ((lo[j] ?? 0) === 0 ? 0 : nextUp(lo[j] ?? 0));
const mostOf = ({ hi }: LevelSet, j: number): number => nextDown(hi[j] ?? 0);

/** How far above the place's own worth a bound needs no better one. */
const enough = 1e-12;

function boundAt(set: LevelSet, prices: ArrayLike<number>, z: Float64Array, multipliers: readonly number[]): number {
  let height = Array.from(z).reduce((sum, y, j) => add(sum, multiply(point(y), point(prices[j] ?? 0))), point(0));
  const left = Array.from(z, (_, j) => point(prices[j] ?? 0));
  for (const [k, limit] of set.limits.entries()) {
    const weight = multipliers[k] ?? 0;
    if (!(weight > 0)) continue;
    const plane = planeOf(set, limit, z);
    if (plane === null) return Number.POSITIVE_INFINITY;
    height = add(height, multiply(point(weight), point(plane.beyond)));
    for (const [j, slope] of plane.slopes.entries())
      left[j] = subtract(left[j] ?? point(0), multiply(point(weight), slope));
  }
  for (const [j, rest] of left.entries()) {
    const y = point(z[j] ?? 0);
    const range = { lo: subtract(point(set.lo[j] ?? 0), y).lo, hi: subtract(point(set.hi[j] ?? 0), y).hi };
    height = add(height, point(Math.max(0, multiply(rest, range).hi)));
  }
  return Number.isNaN(height.hi) || !(height.lo <= height.hi) ? Number.POSITIVE_INFINITY : height.hi;
}

interface Plane {
  readonly slopes: readonly Interval[];
  readonly beyond: number;
}

/** slopes·(y - z) <= beyond wherever the limit holds. */
function planeOf(set: LevelSet, limit: CompiledLimit, z: Float64Array): Plane | null {
  return limit.bends === 'convex'
    ? tangentPlane(limit, z)
    : limit.bends === 'outward'
      ? edgePlane(set, limit, z)
      : null;
}

/** A convex function lies above its tangents, wherever they touch. */
function tangentPlane(limit: CompiledLimit, z: Float64Array): Plane | null {
  const at = Array.from(z, point);
  const { value, defined } = limit.enclose(at);
  const slopes = limit.encloseSlopes(at, true);
  return defined && slopes.every(isBounded) ? { slopes, beyond: negate(value).hi } : null;
}

/**
 * Somewhere on a short way outward through z the limit is 0, by the intermediate value theorem; no convex set goes beyond the plane
 * across its slope there.
 */
function edgePlane(set: LevelSet, limit: CompiledLimit, z: Float64Array): Plane | null {
  const along = (by: number) =>
    z.map((y, j) => {
      const least = leastOf(set, j);
      return Math.min(mostOf(set, j), Math.max(least, least + by * (y - least)));
    });
  for (let by = 2 ** -51; by < 1e-6; by *= 4) {
    const [inner, outer] = [along(1 - by), along(1 + by)];
    if (!(limit.enclose(Array.from(inner, point)).value.hi < 0)) continue;
    if (!(limit.enclose(Array.from(outer, point)).value.lo > 0)) continue;
    const box = Array.from(inner, (lo, j): Interval => between(lo, outer[j] ?? lo, leastOf(set, j), mostOf(set, j)));
    const slopes = limit.encloseSlopes(box, true);
    if (!limit.enclose(box).defined || !slopes.every(isBounded) || slopes.every(({ lo, hi }) => lo <= 0 && hi >= 0))
      return null;
    const moved = slopes.map((slope, j) => multiply(slope, subtract(box[j] ?? point(0), point(z[j] ?? 0))));
    return { slopes, beyond: moved.reduce((sum, x) => add(sum, x), point(0)).hi };
  }
  return null;
}

const isBounded = ({ lo, hi }: Interval): boolean => Number.isFinite(lo) && Number.isFinite(hi);

/** All places on the way, which rounds to within a hair. */
function between(a: number, b: number, least: number, most: number): Interval {
  return { lo: Math.max(least, nextDown(Math.min(a, b))), hi: Math.min(most, nextUp(Math.max(a, b))) };
}
