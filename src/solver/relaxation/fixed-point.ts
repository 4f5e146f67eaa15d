import type { Welfare } from '../welfare/welfare.ts';
import { type Column, respond, type Side } from './greedy.ts';
import type { Relaxed } from './relaxed.ts';

const mostSteps = 40;

/**
 * Where the economy responds smoothly to prices, welfare's own prices at the response are the prices asked: a root of
 * ln ∇U(response(p)) − ln p by Broyden's method (1965). Null where it does not settle (straight faces, kinks); the caller certifies what
 * comes back, so nothing rests on this.
 */
export function fixedPoint(welfare: Welfare, sides: readonly Side[], start: readonly Column[]): Relaxed | null {
  const [selection, second] = welfare.selections;
  const size = start[0]?.totals.length ?? 0;
  if (selection === undefined || second !== undefined || size < 2) return null;
  const wanted = (totals: ArrayLike<number>) => Float64Array.from(selection.slopes, (slope) => Math.log(slope(totals)));
  const mean = Float64Array.from(
    { length: size },
    (_, j) => start.reduce((sum, c) => sum + (c.totals[j] ?? 0), 0) / start.length,
  );
  let prices = wanted(mean);
  let column = respond(sides, prices.map(Math.exp));
  let rest = minus(wanted(column.totals), prices);
  let before = sizeOf(rest);
  const inverse = identity(size);
  for (let step = 0; step < mostSteps && Number.isFinite(before); step++) {
    if (before < 4e-16) break;
    const move = times(inverse, rest);
    const next = prices.map((p, j) => p + (move[j] ?? 0));
    const answer = respond(sides, next.map(Math.exp));
    const left = minus(wanted(answer.totals), next);
    const size1 = sizeOf(left);
    if (!Number.isFinite(size1) || (step >= 6 && size1 > 0.9 * before && before > 1e-13)) return null;
    if (size1 >= before && before < 1e-13) break;
    update(inverse, move, minus(left, rest));
    [prices, column, rest, before] = [next, answer, left, size1];
  }
  if (!(before < 1e-12)) return null;
  return { touching: { totals: column.totals, weights: [1] }, columns: [column], weights: [sides.map(() => 1)] };
}

const minus = (a: Float64Array, b: Float64Array) => a.map((x, j) => x - (b[j] ?? 0));
const sizeOf = (a: Float64Array) =>
  a.reduce((most, x) => (Number.isNaN(x) ? Number.NaN : Math.max(most, Math.abs(x))), 0);
const identity = (n: number) =>
  Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
const times = (m: readonly Float64Array[], v: Float64Array) =>
  Float64Array.from(m, (row) => row.reduce((sum, x, j) => sum + x * (v[j] ?? 0), 0));

/** Broyden's update of the inverse of minus the Jacobian, so that it maps the change of the rest back to the move. */
function update(inverse: Float64Array[], move: Float64Array, change: Float64Array): void {
  const mapped = times(inverse, change);
  const across = Float64Array.from(move, (_, j) =>
    inverse.reduce((sum, row, i) => sum + (move[i] ?? 0) * (row[j] ?? 0), 0),
  );
  const scale = move.reduce((sum, x, i) => sum + x * (mapped[i] ?? 0), 0);
  if (!(Math.abs(scale) > 0)) return;
  inverse.forEach((row, i) => {
    const off = -(move[i] ?? 0) - (mapped[i] ?? 0);
    for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) + (off * (across[j] ?? 0)) / scale;
  });
}
