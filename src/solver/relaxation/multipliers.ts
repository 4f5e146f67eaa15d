import type { Touching } from '../certify.ts';
import type { Welfare } from '../welfare/welfare.ts';
import type { Column } from './greedy.ts';
import { solveLinear } from './linear-system.ts';

/**
 * How much each selection of kinked welfare counts, to all digits: the nearest weights to those of the barrier at whose mean slope all
 * columns in use are worth the same (the conditions of Karush, Kuhn and Tucker on what is active: weights above `counts`). Null where
 * none are found.
 */
export function exactMultipliers(
  welfare: Welfare,
  { totals, weights }: Touching,
  columns: readonly Column[],
  mixture: ArrayLike<number>,
  counts: number,
): readonly number[] | null {
  const active = weights.flatMap((weight, s) => (weight > counts ? [s] : []));
  const used = distinct(columns.filter((_, m) => (mixture[m] ?? 0) > counts));
  const [first, ...others] = used;
  if (active.length < 2 || first === undefined) return null;
  const slopes = active.map((s) => (welfare.selections[s]?.slopes ?? []).map((slope) => slope(totals)));
  const worths = others.map((column) =>
    slopes.map((slope) => slope.reduce((sum, g, j) => sum + g * ((column.totals[j] ?? 0) - (first.totals[j] ?? 0)), 0)),
  );
  const rows = [active.map(() => 1), ...worths.map(scaled)];
  const near = nearest(
    rows,
    active.map((s) => weights[s] ?? 0),
  );
  if (near === null) return null;
  return weights.map((_, s) => Math.max(0, near[active.indexOf(s)] ?? 0));
}

function scaled(row: readonly number[]): readonly number[] {
  const size = Math.max(...row.map(Math.abs));
  return size > 0 ? row.map((x) => x / size) : row;
}

const distinct = (columns: readonly Column[]): readonly Column[] =>
  columns.filter((column, k) => columns.findIndex((other) => isSame(column, other)) === k);

/** Equal to rounding. */
export const isSame = (a: Column, b: Column): boolean =>
  a.totals.every((y, j) => Math.abs(y - (b.totals[j] ?? 0)) <= 1e-13 * Math.abs(y));

/** The nearest point to `start` where the first row's sum is 1 and the others' is 0 (two rounds against rounding). */
function nearest(rows: readonly (readonly number[])[], start: readonly number[]): readonly number[] | null {
  let x = start;
  for (let round = 0; round < 2; round++) {
    const gaps = Float64Array.from(rows, (row, i) => (i === 0 ? 1 : 0) - dot(row, x));
    const products = rows.map((a, i) => Float64Array.from(rows, (b, k) => dot(a, b) + (i === k ? 1e-13 : 0)));
    const step = solveLinear(products, gaps);
    if (step === null) return null;
    x = x.map((value, s) => value + rows.reduce((sum, row, i) => sum + (row[s] ?? 0) * (step[i] ?? 0), 0));
  }
  return x;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, j) => sum + x * (b[j] ?? 0), 0);
