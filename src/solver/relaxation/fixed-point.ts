import type { Prices } from '../sets/piece.ts';
import type { Welfare } from '../welfare/welfare.ts';
import type { Effort } from './effort.ts';
import { type Column, respond, type Side } from './greedy.ts';
import { solveLinear } from './linear-system.ts';
import type { Relaxed } from './relaxed.ts';

const mostSteps = 40;

/**
 * Where the economy responds smoothly to prices, welfare's own prices at the response are the prices asked: a root of
 * ln ∇U(response(p)) − ln p by Broyden's method (1965), its first slopes by differences (nearly flat frontiers respond steeply). Null
 * where it does not settle (straight faces, kinks); the caller certifies what comes back, so nothing rests on this.
 */
export function fixedPoint(
  welfare: Welfare,
  sides: readonly Side[],
  start: Prices,
  signal: Effort['signal'],
): Relaxed | null {
  const [selection, second] = welfare.selections;
  const size = start.length;
  if (selection === undefined || second !== undefined || size < 2 || !sides.some(yields)) return null;
  const wanted = (totals: ArrayLike<number>) => Float64Array.from(selection.slopes, (slope) => Math.log(slope(totals)));
  const restAt = (logs: Float64Array) => {
    const column = respond(sides, logs.map(Math.exp), undefined, signal);
    return { logs, column, rest: minus(wanted(column.totals), logs) };
  };
  let now = restAt(start.map(Math.log));
  let before = sizeOf(now.rest);
  if (!Number.isFinite(before)) return null;
  const inverse = slopesAround(now, restAt);
  if (inverse === null) return null;
  for (let step = 0; step < mostSteps && before >= 4e-16; step++) {
    const move = times(inverse, now.rest);
    let next = restAt(plus(now.logs, move, 1));
    for (let length = 0.5; length > 0.01 && !(sizeOf(next.rest) < 2 * before); length /= 2)
      next = restAt(plus(now.logs, move, length));
    const size1 = sizeOf(next.rest);
    if (!Number.isFinite(size1) || (step >= 6 && size1 > 0.9 * before && before > 1e-13)) return null;
    if (size1 >= before && before < 1e-13) break;
    update(inverse, minus(next.logs, now.logs), minus(next.rest, now.rest));
    [now, before] = [next, size1];
  }
  if (!(before < 1e-12)) return null;
  const { column } = now;
  return { touching: { totals: column.totals, weights: [1] }, columns: [column], weights: [sides.map(() => 1)] };
}

/** Some piece of it answers prices gradually. */
const yields = ({ entries }: Side): boolean => entries.some(({ piece, hi }) => hi > 0 && piece.exact && !piece.fixed);

interface Rest {
  readonly logs: Float64Array;
  readonly column: Column;
  readonly rest: Float64Array;
}

/** The inverse of minus the Jacobian of the rest, by differences; null where the responses do not move. */
function slopesAround({ logs, rest }: Rest, restAt: (logs: Float64Array) => Rest): Float64Array[] | null {
  const h = 1e-6;
  const across = Array.from(logs, (_, j) =>
    minus(rest, restAt(logs.map((p, i) => (i === j ? p + h : p))).rest).map((x) => x / h),
  );
  const columns = Array.from(logs, (_, j) =>
    solveLinear(
      Array.from(logs, (__, i) => Float64Array.from(across, (column) => column[i] ?? 0)),
      Float64Array.from(logs, (__, i) => (i === j ? 1 : 0)),
    ),
  );
  if (columns.some((column) => column === null)) return null;
  return Array.from(logs, (_, i) => Float64Array.from(columns, (column) => column?.[i] ?? 0));
}

const plus = (a: Float64Array, b: Float64Array, times: number) => a.map((x, j) => x + times * (b[j] ?? 0));

const minus = (a: Float64Array, b: Float64Array) => a.map((x, j) => x - (b[j] ?? 0));
const sizeOf = (a: Float64Array) =>
  a.reduce((most, x) => (Number.isNaN(x) ? Number.NaN : Math.max(most, Math.abs(x))), 0);
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
