import { differentiate } from '../../curvature/frontier/differentiate.ts';
import { compile } from '../../math/expression/compile.ts';
import type { Selection, Welfare } from '../welfare/welfare.ts';

/** Welfare as the highest level under all its selections, near some totals. */
export interface Height {
  readonly level: number;
  /** How much each selection counts (> 0). */
  readonly duals: Float64Array;
}

/** How the slopes of welfare answer a move of the totals: `gradient` + `hessian`·move; and how the level does. */
export interface Reaction {
  readonly gradient: Float64Array;
  readonly hessian: readonly Float64Array[];
  /** The change of the level and the next duals for a move of the totals. */
  readonly follow: (move: Float64Array) => { readonly rise: number; readonly duals: Float64Array };
}

type Hessian = readonly (readonly ((totals: ArrayLike<number>) => number)[])[];

const hessians = new WeakMap<Selection, Hessian>();

/** Second derivatives of a selection by goods. */
export function hessianOf(selection: Selection, goods: readonly string[]): Hessian {
  const known = hessians.get(selection);
  if (known !== undefined) return known;
  const made = selection.partials.map((partial) => goods.map((good) => compile(differentiate(partial, good), goods)));
  hessians.set(selection, made);
  return made;
}

/** How much welfare there is to lose: the value of the totals at the margin. */
export function scaleOf(welfare: Welfare, totals: Float64Array): number {
  let most = 0;
  for (const selection of welfare.selections) {
    let value = 0;
    selection.slopes.forEach((slope, j) => {
      value += Math.abs(slope(totals) * (totals[j] ?? 0)) || 0;
    });
    if (Number.isFinite(value)) most = Math.max(most, value);
  }
  return most > 0 ? most : 1;
}

/** The level plus the barrier that keeps it under every selection; of one selection simply its value. */
export function heightMerit(welfare: Welfare, totals: Float64Array, level: number, barrier: number): number {
  const [only, second] = welfare.selections;
  if (only !== undefined && second === undefined) return only.value(totals);
  let sum = level;
  for (const selection of welfare.selections) {
    const slack = selection.value(totals) - level;
    if (!(slack > 0)) return Number.NEGATIVE_INFINITY;
    sum += barrier * Math.log(slack);
  }
  return sum;
}

export function startHeight(welfare: Welfare, totals: Float64Array, barrier: number, before?: Height): Height {
  const { selections } = welfare;
  const values = selections.map((selection) => selection.value(totals));
  const least = Math.min(...values);
  const duals = before?.duals ?? new Float64Array(selections.length).fill(1 / selections.length);
  return { level: least - barrier * selections.length, duals };
}

/** Linearised conditions of Karush, Kuhn and Tucker of the level under all selections, at a barrier (primal-dual). */
export function reactionOf(
  welfare: Welfare,
  goods: readonly string[],
  totals: Float64Array,
  { level, duals }: Height,
  barrier: number,
): Reaction {
  const n = totals.length;
  const { selections } = welfare;
  const single = selections.length === 1;
  const slopes = selections.map((selection) => Float64Array.from(selection.slopes, (slope) => slope(totals)));
  const slacks = selections.map((selection) => (single ? 1 : selection.value(totals) - level));
  const pulls = slacks.map((slack, s) => (single ? 0 : (duals[s] ?? 0) / slack));
  const pullSum = pulls.reduce((a, b) => a + b, 0);
  const free = single ? 0 : (1 - slacks.reduce((sum, slack) => sum + barrier / slack, 0)) / pullSum;
  const base = slacks.map((slack, s) => (single ? 1 : barrier / slack + (pulls[s] ?? 0) * free));
  const mean = Float64Array.from({ length: n }, (_, j) =>
    single ? 0 : slopes.reduce((sum, slope, s) => sum + (pulls[s] ?? 0) * (slope[j] ?? 0), 0) / pullSum,
  );
  const gradient = new Float64Array(n);
  const hessian = Array.from({ length: n }, () => new Float64Array(n));
  selections.forEach((selection, s) => {
    const second = hessianOf(selection, goods);
    const own = slopes[s];
    const weight = single ? 1 : (duals[s] ?? 0);
    for (let i = 0; i < n; i++) {
      gradient[i] = (gradient[i] ?? 0) + (base[s] ?? 0) * (own?.[i] ?? 0);
      const row = hessian[i];
      if (row === undefined) continue;
      const lean = (pulls[s] ?? 0) * ((own?.[i] ?? 0) - (mean[i] ?? 0));
      for (let j = 0; j < n; j++)
        row[j] = (row[j] ?? 0) + weight * (second[i]?.[j]?.(totals) ?? 0) - lean * ((own?.[j] ?? 0) - (mean[j] ?? 0));
    }
  });
  return {
    gradient,
    hessian,
    follow(move) {
      if (single) return { rise: 0, duals };
      const rise = free + dot(mean, move);
      const next = duals.map(
        (_, s) => (base[s] ?? 0) - (pulls[s] ?? 0) * (dot(slopes[s] ?? [], move) - dot(mean, move)),
      );
      return { rise, duals: next };
    },
  };
}

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] ?? 0) * (b[j] ?? 0);
  return sum;
};
