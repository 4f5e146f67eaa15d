import { interior } from './level-interior.ts';
import { excessAt, type LevelSet } from './level-limits.ts';
import {
  followedFrom,
  type Iterate,
  multipliersFor,
  type Optimum,
  pullOf,
  type Scaled,
  scaledTo,
  sharpened,
  sizeOf,
  slopesAt,
  worthOf,
} from './level-newton.ts';

/**
 * The best place of a convex set at some prices: a primal-dual interior-point method (Boyd & Vandenberghe 2004, §11.7), its end sharpened
 * by Newton steps on what binds. In doubles: what it is worth is bounded apart from this.
 */
export function optimumOf(set: LevelSet, prices: ArrayLike<number>, near: Optimum | null = null): Optimum {
  const scaled = scaledTo(set, prices);
  if (scaled === null) return { outputs: set.inside, multipliers: set.limits.map(() => 0) };
  const followed = near === null ? null : followedFrom(scaled, near);
  if (followed !== null) return placed(scaled, followed);
  const sharp = sharpened(scaled, interior(scaled));
  return placed(scaled, sharp);
}

/** A known place, or where the conditions of Karush, Kuhn and Tucker hold around it, if that is worth more; with the multipliers there. */
export function sharpenedFrom(set: LevelSet, prices: ArrayLike<number>, start: Float64Array): Optimum {
  const scaled = scaledTo(set, prices);
  if (scaled === null) return { outputs: start, multipliers: set.limits.map(() => 0) };
  const x = start.map((y, j) => ((set.widths[j] ?? 0) > 0 ? (y - (set.lo[j] ?? 0)) / (set.widths[j] ?? 1) : 0));
  const { values, slopes } = slopesAt(scaled, x);
  const binding = values.map((v, k) => -v <= 1e-5 * sizeOf(slopes[k]));
  const limits = multipliersFor(scaled, slopes, binding, x);
  const low = x.map((share, j) => (share <= 1e-7 || (share < 1e-3 && pullOf(scaled, slopes, limits, j) < 0) ? 1 : 0));
  const high = x.map((share, j) => (set.capped[j] && 1 - share <= 1e-7 ? 1 : 0));
  const found = placed(scaled, sharpened(scaled, { x, limits, low, high }));
  const isBetter = worthOf(found.outputs, prices) > worthOf(start, prices) && excessAt(set, found.outputs) <= 0;
  return isBetter ? found : { ...found, outputs: start };
}

function placed(scaled: Scaled, { x, limits }: Iterate): Optimum {
  return {
    outputs: madePossible(scaled.set, scaled.at(x)),
    multipliers: Array.from(limits, (lambda) => lambda * scaled.dearest),
  };
}

/** A hair towards the inside, where rounding has left a place just beyond a limit. */
export function madePossible(set: LevelSet, y: Float64Array): Float64Array {
  if (excessAt(set, y) <= 0) return y;
  for (let share = 2 ** -53; share <= 1; share *= 2) {
    const nearer = y.map((v, j) => v + share * ((set.inside[j] ?? 0) - v));
    if (excessAt(set, nearer) <= 0) return nearer;
  }
  return set.inside;
}
