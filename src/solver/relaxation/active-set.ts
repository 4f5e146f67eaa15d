import type { Touching } from '../certify.ts';
import type { Welfare } from '../welfare/welfare.ts';
import { dot, hessianOf, scaleOf } from './level.ts';
import { solveLinear } from './linear-system.ts';
import type { Mixture, Weights } from './master.ts';

/** Weights below this count for nothing. */
const counted = 1e-6;
const mostUnknowns = 120;

/**
 * To all digits the totals at which what agents mix is worth the same to each, and the weights of the selections that are least there:
 * Newton steps on the conditions of Karush, Kuhn and Tucker of what counts (Nocedal & Wright 2006, section 16.5). The barrier's own
 * steps lose digits as it shrinks. Null where too much counts or nothing comes of it.
 */
export function activeOptimum(
  welfare: Welfare,
  goods: readonly string[],
  mixture: Mixture,
  { totals, weights }: Touching,
): { readonly touching: Touching; readonly own: readonly Weights[] } | null {
  const active = weights.flatMap((weight, s) => (weight > counted ? [s] : []));
  const torn = tornOf(mixture);
  const unknowns = 2 * torn.points.length + active.length + 1;
  if (mixture.waste !== null || active.length === 0 || unknowns > mostUnknowns) return null;
  let now: State = { totals, shares: torn.shares, counts: active.map((s) => weights[s] ?? 0) };
  for (let step = 0; step < 4; step++) {
    const next = newton(welfare, goods, active, torn, now);
    if (next === null) return null;
    now = next;
  }
  const sum = now.counts.reduce((a, b) => a + Math.max(0, b), 0);
  if (!(sum > 0) || now.totals.some((y) => !(y >= 0))) return null;
  const touching = {
    totals: now.totals,
    weights: weights.map((_, s) => Math.max(0, now.counts[active.indexOf(s)] ?? 0) / sum),
  };
  return { touching, own: mixture.own.map((own, i) => replaced(own, i, torn, now.shares)) };
}

/** What counts for nothing is left out; lone points count alone. */
function replaced({ weights, duals }: Weights, block: number, { points }: Torn, shares: readonly number[]): Weights {
  const most = Math.max(...weights);
  const next = weights.map((w) => (w === most ? 1 : 0));
  if (points.some((own) => own.block === block)) next.fill(0);
  points.forEach((own, k) => {
    if (own.block === block) next[own.index] = shares[k] ?? 0;
  });
  return { weights: next, duals };
}

interface Torn {
  readonly points: readonly { readonly point: Float64Array; readonly block: number; readonly index: number }[];
  readonly shares: readonly number[];
}

interface State {
  readonly totals: Float64Array;
  readonly shares: readonly number[];
  readonly counts: readonly number[];
}

/** The blocks that mix several points. */
function tornOf({ blocks, own }: Mixture): Torn {
  const points: { point: Float64Array; block: number; index: number }[] = [];
  const shares: number[] = [];
  blocks.forEach((block, i) => {
    const used = block.flatMap((point, k) => ((own[i]?.weights[k] ?? 0) > counted ? [{ point, k }] : []));
    if (used.length < 2) return;
    for (const { point, k } of used) {
      points.push({ point, block: i, index: k });
      shares.push(own[i]?.weights[k] ?? 0);
    }
  });
  return { points, shares };
}

/** Unknowns: relative moves of the shares, each block's worth, the selections' weights, the rise of the level. */
function newton(
  welfare: Welfare,
  goods: readonly string[],
  active: readonly number[],
  { points }: Torn,
  { totals, shares, counts }: State,
): State | null {
  const selections = active.flatMap((s) => welfare.selections[s] ?? []);
  const slopes = selections.map((selection) => Float64Array.from(selection.slopes, (slope) => slope(totals)));
  const values = selections.map((selection) => selection.value(totals));
  const hessian = goods.map((_, i) =>
    Float64Array.from(goods, (__, j) =>
      selections.reduce((sum, own, s) => sum + (counts[s] ?? 0) * (hessianOf(own, goods)[i]?.[j]?.(totals) ?? 0), 0),
    ),
  );
  const blocks = [...new Set(points.map(({ block }) => block))];
  const [atBlock, atCount, atRise] = [
    points.length,
    points.length + blocks.length,
    points.length + blocks.length + active.length,
  ];
  const size = atRise + 1;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const right = new Float64Array(size);
  const ridge = 1e-15 * scaleOf(welfare, totals);
  const put = (row: number, column: number, value: number) => {
    const own = matrix[row];
    if (own !== undefined) own[column] = (own[column] ?? 0) + value;
  };
  points.forEach(({ point, block }, k) => {
    const w = shares[k] ?? 0;
    const bent = hessian.map((row) => dot(row, point));
    points.forEach((other, l) => {
      put(k, l, w * (shares[l] ?? 0) * dot(bent, other.point));
    });
    put(k, k, -ridge);
    put(k, atBlock + blocks.indexOf(block), -w);
    put(atBlock + blocks.indexOf(block), k, w);
    slopes.forEach((slope, s) => {
      put(k, atCount + s, w * dot(slope, point));
      put(atCount + s, k, w * dot(slope, point));
    });
  });
  const least = Math.min(...values);
  values.forEach((value, s) => {
    put(atCount + s, atRise, -1);
    put(atRise, atCount + s, 1);
    right[atCount + s] = least - value;
  });
  right[atRise] = 1;
  const solved = solveLinear(matrix, right);
  if (solved === null) return null;
  const next = shares.map((share, k) => share * (1 + (solved[k] ?? 0)));
  if (next.some((share) => !(share > 0))) return null;
  return {
    totals: totals.map(
      (y, j) =>
        y + points.reduce((sum, { point }, k) => sum + ((next[k] ?? 0) - (shares[k] ?? 0)) * (point[j] ?? 0), 0),
    ),
    shares: next,
    counts: active.map((_, s) => solved[atCount + s] ?? 0),
  };
}
