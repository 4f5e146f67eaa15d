import { capsOf, respond, type Side } from '../relaxation/greedy.ts';
import { alongRay, type SearchLimits } from './dents.ts';
import { type TracePoint, tracePoint } from './trace-point.ts';

/** Searched rays are dearer than asking at prices. */
const mostRays = 30;
const workOnRay = 200;

/**
 * A sample of the totals of any number of goods. First what is best at prices, from an even lattice over the simplex of prices (each
 * good measured in the most of it), all of them above 0, so that no total is dominated. Where many prices have the same answer
 * (corners), further totals along an even lattice of rays, by certified search. Equal totals stand once.
 */
export function inDirections(
  goods: readonly string[],
  sides: readonly Side[],
  options: Pick<SearchLimits, 'tolerance' | 'signal'> & { readonly points: number },
): readonly TracePoint[] {
  const caps = capsOf(sides, goods.length);
  const made = goods.flatMap((_, j) => ((caps[j] ?? 0) > 0 ? [j] : []));
  const seen = new Set<string>();
  const isNew = (totals: Float64Array): boolean => {
    const key = Array.from(totals, (y, j) => (y / (caps[j] || 1)).toPrecision(8)).join();
    const fresh = !seen.has(key);
    seen.add(key);
    return fresh;
  };
  const spread = (weights: readonly number[], unit: (j: number) => number): number[] => {
    const all = goods.map(() => 0);
    made.forEach((j, k) => {
      all[j] = (weights[k] ?? 0) * unit(j);
    });
    return all;
  };
  const atPrices = lattice(made.length, options.points).flatMap((weights): TracePoint[] => {
    const prices = Float64Array.from(spread(weights, (j) => 1 / (caps[j] ?? 1)));
    const { totals } = respond(sides, prices);
    return isNew(totals) ? [tracePoint(goods, totals, prices, 0)] : [];
  });
  const rays = Math.min(mostRays, options.points - 3 * atPrices.length);
  const onRays = (rays < 1 || made.length < 2 ? [] : lattice(made.length, rays)).flatMap((weights): TracePoint[] => {
    if (options.signal?.aborted === true) return [];
    const direction = spread(weights, (j) => caps[j] ?? 0);
    const found = alongRay(direction, goods, sides, { ...options, work: workOnRay });
    return found !== null && isNew(found.totals) ? [tracePoint(goods, found.totals, found.prices, found.gap)] : [];
  });
  return [...atPrices, ...onRays];
}

/** About `points` vectors of `size` positive weights that sum to 1, evenly spread. */
function lattice(size: number, points: number): readonly (readonly number[])[] {
  if (size === 0) return [];
  let steps = 1;
  while (size > 1 && numberOf(size, steps + 1) <= points) steps++;
  return compositions(size, steps).map((parts) => parts.map((part) => (part + 1 / size) / (steps + 1)));
}

/** How many ways there are to part `steps` over `size`. */
function numberOf(size: number, steps: number): number {
  let ways = 1;
  for (let k = 1; k < size; k++) ways = (ways * (steps + k)) / k;
  return ways;
}

function compositions(size: number, steps: number): readonly (readonly number[])[] {
  if (size === 1) return [[steps]];
  return Array.from({ length: steps + 1 }, (_, first) => first).flatMap((first) =>
    compositions(size - 1, steps - first).map((rest) => [first, ...rest]),
  );
}
