import { type Bound, type Box, type Leaf, middleOf } from './level-leaves.ts';
import { excessAt, type LevelSet } from './level-limits.ts';

/** Along the ray from the near corner of a box through a place, as far as all limits hold; null where they fail at its beginning. */
export function onFrontier(set: LevelSet, y: Float64Array, { lo, hi }: Box): Float64Array | null {
  const steps = y.map((v, j) => v - (lo[j] ?? 0));
  const most = steps.reduce(
    (far, step, j) => (step > 0 ? Math.min(far, ((hi[j] ?? 0) - (lo[j] ?? 0)) / step) : far),
    Infinity,
  );
  const at = (share: number) => steps.map((step, j) => Math.min(hi[j] ?? 0, (lo[j] ?? 0) + share * step));
  if (!(most < Infinity)) return excessAt(set, lo) <= 0 ? Float64Array.from(lo) : null;
  if (excessAt(set, at(most)) <= 0) return at(most);
  const start = [1, 0.999, 0.99, 0.9, 0.5, 0.25, 0.1, 0.01, 0].find((share) => excessAt(set, at(share)) <= 0);
  if (start === undefined) return null;
  let inner: number = start;
  let outer = most;
  for (let step = 0; step < 80; step++) {
    const middle: number = inner + (outer - inner) / 2;
    if (!(inner < middle && middle < outer)) break;
    if (excessAt(set, at(middle)) <= 0) inner = middle;
    else outer = middle;
  }
  return at(inner);
}

/** On the ray through the middle; and along each good where the others are at the ends that are worth more. */
export function candidatesIn(
  set: LevelSet,
  leaf: Leaf,
  whole: Box,
  prices: ArrayLike<number>,
  { line, multiplier }: Bound,
): readonly Float64Array[] {
  const middle = onFrontier(set, middleOf(leaf), whole);
  const ends = leaf.lo.map((lo, j) => {
    const slope = line?.slopes[j];
    const taken = slope === undefined ? 0 : multiplier * (slope.lo + (slope.hi - slope.lo) / 2);
    return (prices[j] ?? 0) > taken ? (leaf.hi[j] ?? lo) : lo;
  });
  const along = Array.from(ends, (_, j) => {
    const near = ends.map((y, i) => (i === j ? (leaf.lo[i] ?? y) : y));
    const far = ends.map((y, i) => (i === j ? (whole.hi[i] ?? y) : y));
    return lastAllowed(set, near, far);
  });
  return [middle, ...along].filter((place) => place !== null);
}

/** The last place that all limits allow on the way from one place to another, or null where they forbid the first. */
function lastAllowed(set: LevelSet, near: Float64Array, far: Float64Array): Float64Array | null {
  const at = (share: number) => (share === 1 ? far : near.map((y, j) => y + share * ((far[j] ?? 0) - y)));
  if (excessAt(set, near) > 0) return null;
  if (excessAt(set, far) <= 0) return far;
  let [inner, outer] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = inner + (outer - inner) / 2;
    if (!(inner < middle && middle < outer)) break;
    if (excessAt(set, at(middle)) <= 0) inner = middle;
    else outer = middle;
  }
  return at(inner);
}
