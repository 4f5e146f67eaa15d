import { differentiate } from '../../curvature/frontier/differentiate.ts';
import { compile } from '../../math/expression/compile.ts';
import type { Selection, Welfare } from '../welfare/welfare.ts';
import { solveLinear } from './linear-system.ts';

/** Directions in which the totals may move, each with a weight >= 0; the first `mixed` weights sum to 1. */
export interface Mixture {
  readonly directions: readonly Float64Array[];
  readonly mixed: number;
}

export interface MixtureOptimum {
  readonly weights: Float64Array;
  readonly totals: Float64Array;
  /** How much each selection of welfare counts (they sum to 1). */
  readonly selectionWeights: readonly number[];
}

type Hessian = readonly (readonly ((totals: ArrayLike<number>) => number)[])[];

const hessians = new WeakMap<Selection, Hessian>();

function hessianOf(selection: Selection, goods: readonly string[]): Hessian {
  const known = hessians.get(selection);
  if (known !== undefined) return known;
  const made = selection.partials.map((partial) => goods.map((good) => compile(differentiate(partial, good), goods)));
  hessians.set(selection, made);
  return made;
}

/**
 * The mixture of directions that welfare likes best: Newton steps on welfare with a logarithmic barrier for every weight and for the
 * level under every selection, the barrier lowered step by step (Boyd & Vandenberghe 2004, chapter 11).
 */
export function bestMixture(
  welfare: Welfare,
  goods: readonly string[],
  mixture: Mixture,
  start: Float64Array,
  barriers: { readonly first: number; readonly last: number },
): MixtureOptimum {
  let weights = start;
  const scale = scaleOf(welfare, totalsOf(mixture, weights));
  // Weights of several selections are read off the barrier, which must stay well above rounding for that.
  const last = Math.max(barriers.last, welfare.selections.length > 1 ? 1e-10 : 0) * scale;
  for (let barrier = barriers.first * scale; ; barrier = Math.max(last, barrier / 20)) {
    for (let step = 0; step < 12; step++) {
      const next = newtonStep(welfare, goods, mixture, weights, barrier);
      if (next === null) break;
      weights = next.weights;
      if (next.done) break;
    }
    if (barrier <= last) break;
  }
  const totals = totalsOf(mixture, weights);
  return { weights, totals, selectionWeights: mean(welfare, totals, last).weights };
}

export function totalsOf({ directions }: Mixture, weights: Float64Array): Float64Array {
  const totals = new Float64Array(directions[0]?.length ?? 0);
  directions.forEach((direction, k) => {
    const weight = weights[k] ?? 0;
    for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] ?? 0) + weight * (direction[j] ?? 0);
  });
  return totals;
}

/** How much welfare there is to lose: the value of the totals at the margin. */
function scaleOf(welfare: Welfare, totals: Float64Array): number {
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

/** max over u of u + barrier·Σ ln(value_s - u), and the weights barrier/(value_s - u) of the selections in it. */
function mean(welfare: Welfare, totals: Float64Array, barrier: number): { level: number; weights: number[] } {
  const values = welfare.selections.map((selection) => selection.value(totals));
  const least = Math.min(...values);
  if (values.length === 1) return { level: least, weights: [1] };
  if (!Number.isFinite(least)) return { level: Number.NEGATIVE_INFINITY, weights: values.map(() => 1 / values.length) };
  let low = 0;
  let high = barrier * values.length;
  for (let step = 0; step < 80; step++) {
    const gap = (low + high) / 2;
    const sum = values.reduce((s, value) => s + barrier / (value - least + gap), 0);
    if (sum > 1) low = gap;
    else high = gap;
    if (high - low < 1e-16 * high) break;
  }
  const gaps = values.map((value) => value - least + high);
  const raw = gaps.map((gap) => barrier / gap);
  const total = raw.reduce((a, b) => a + b, 0);
  return {
    level: least - high + barrier * gaps.reduce((sum, gap) => sum + Math.log(gap), 0),
    weights: raw.map((w) => w / total),
  };
}

function merit(welfare: Welfare, mixture: Mixture, weights: Float64Array, barrier: number): number {
  if (weights.some((w) => !(w > 0))) return Number.NEGATIVE_INFINITY;
  const { level } = mean(welfare, totalsOf(mixture, weights), barrier);
  return Number.isNaN(level)
    ? Number.NEGATIVE_INFINITY
    : level + barrier * weights.reduce((sum, w) => sum + Math.log(w), 0);
}

function newtonStep(
  welfare: Welfare,
  goods: readonly string[],
  mixture: Mixture,
  weights: Float64Array,
  barrier: number,
): { weights: Float64Array; done: boolean } | null {
  const totals = totalsOf(mixture, weights);
  const { gradient, hessian } = curvatureAt(welfare, goods, totals, barrier);
  const size = weights.length;
  const slopes = mixture.directions.map((d) => dot(gradient, d));
  const bent = mixture.directions.map((d, l) => Float64Array.from(hessian, (row) => dot(row, d) * (weights[l] ?? 0)));
  const matrix = Array.from({ length: size + 1 }, () => new Float64Array(size + 1));
  const right = new Float64Array(size + 1);
  for (let k = 0; k < size; k++) {
    fillRow(matrix, k, mixture, bent, weights);
    const w = weights[k] ?? 1;
    const row = matrix[k];
    if (row !== undefined) row[k] = (row[k] ?? 0) + barrier;
    right[k] = (slopes[k] ?? 0) * w + barrier;
  }
  const step = solveLinear(matrix, right);
  if (step === null) return null;
  let decrease = 0;
  let length = 1;
  for (let k = 0; k < size; k++) {
    const relative = step[k] ?? 0;
    decrease += ((slopes[k] ?? 0) * (weights[k] ?? 0) + barrier) * relative;
    if (relative < 0) length = Math.min(length, -0.99 / relative);
  }
  const before = merit(welfare, mixture, weights, barrier);
  for (let tries = 0; tries < 30; tries++, length /= 2) {
    const next = weights.map((w, k) => w * (1 + length * (step[k] ?? 0)));
    if (
      merit(welfare, mixture, next, barrier) >=
      before + 0.1 * length * Math.max(0, decrease) - 1e-15 * Math.abs(before)
    ) {
      return { weights: next, done: Math.abs(decrease) < 1e-3 * barrier };
    }
  }
  return null;
}

/** One row of the Newton system, scaled by the weights themselves so that tiny ones do not spoil it. */
function fillRow(
  matrix: readonly Float64Array[],
  k: number,
  mixture: Mixture,
  bent: readonly Float64Array[],
  weights: Float64Array,
): void {
  const row = matrix[k];
  const last = matrix[weights.length];
  const direction = mixture.directions[k];
  if (row === undefined || last === undefined || direction === undefined) return;
  const w = weights[k] ?? 0;
  for (let l = 0; l < weights.length; l++) {
    const other = bent[l];
    if (other !== undefined) row[l] = -dot(other, direction) * w;
  }
  const sums = k < mixture.mixed ? w : 0;
  row[weights.length] = sums;
  last[k] = sums;
}

function curvatureAt(
  welfare: Welfare,
  goods: readonly string[],
  totals: Float64Array,
  barrier: number,
): { gradient: Float64Array; hessian: readonly Float64Array[] } {
  const n = totals.length;
  const gradient = new Float64Array(n);
  const hessian = Array.from({ length: n }, () => new Float64Array(n));
  const { weights } = mean(welfare, totals, barrier);
  const squares = weights.map((w) => w * w);
  const squareSum = squares.reduce((a, b) => a + b, 0);
  const lean = new Float64Array(n);
  const several = welfare.selections.length > 1;
  welfare.selections.forEach((selection, s) => {
    const w = weights[s] ?? 0;
    const slopes = selection.slopes.map((slope) => slope(totals));
    const second = hessianOf(selection, goods);
    for (let i = 0; i < n; i++) {
      gradient[i] = (gradient[i] ?? 0) + w * (slopes[i] ?? 0);
      lean[i] = (lean[i] ?? 0) + (squares[s] ?? 0) * (slopes[i] ?? 0);
      const row = hessian[i];
      if (row === undefined) continue;
      for (let j = 0; j < n; j++) {
        const pull = several ? ((squares[s] ?? 0) / barrier) * (slopes[i] ?? 0) * (slopes[j] ?? 0) : 0;
        row[j] = (row[j] ?? 0) + w * (second[i]?.[j]?.(totals) ?? 0) - pull;
      }
    }
  });
  if (several) {
    hessian.forEach((row, i) => {
      for (let j = 0; j < n; j++) row[j] = (row[j] ?? 0) + ((lean[i] ?? 0) * (lean[j] ?? 0)) / (barrier * squareSum);
    });
  }
  return { gradient, hessian };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] ?? 0) * (b[j] ?? 0);
  return sum;
};
