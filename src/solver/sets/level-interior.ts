import { solveLinear } from '../relaxation/linear-system.ts';
import { excessAt } from './level-limits.ts';
import { bendsAt, type Iterate, type Scaled, type Slopes, slopesAt, worthOf } from './level-newton.ts';

const mostSteps = 80;

export function interior(scaled: Scaled): Iterate {
  const { set, worth, widths } = scaled;
  const n = worth.length;
  const x = set.inside.map((y, j) =>
    (widths[j] ?? 0) > 0 ? Math.min(0.9, Math.max(1e-3, (y - (set.lo[j] ?? 0)) / (widths[j] ?? 1))) : 0.5,
  );
  let now: Iterate = {
    x: excessAt(set, scaled.at(x)) < 0 ? x : set.inside.map((y, j) => (y - (set.lo[j] ?? 0)) / (widths[j] || 1)),
    limits: new Float64Array(set.limits.length).fill(1),
    low: new Float64Array(n).fill(1),
    high: Float64Array.from(set.capped, (isCapped) => (isCapped ? 1 : 0)),
  };
  now = { ...now, limits: Float64Array.from(slopesAt(scaled, now.x).values, (v) => 0.1 / Math.max(1e-12, -v)) };
  let length = 0;
  for (let step = 0; step < mostSteps; step++) {
    const gap = gapOf(scaled, now);
    if (!(gap > 1e-14)) break;
    const next = newtonStep(scaled, now, gap * (length > 0.9 ? 0.02 : length > 0.5 ? 0.1 : 0.4));
    if (next === null) break;
    length = next.length;
    now = next.iterate;
  }
  return now;
}

/** The mean of every multiplier times the room it leaves. */
function gapOf(scaled: Scaled, { x, limits, low, high }: Iterate): number {
  const { values } = slopesAt(scaled, x);
  const sum =
    values.reduce((s, v, k) => s - v * (limits[k] ?? 0), 0) +
    x.reduce((s, share, j) => s + share * (low[j] ?? 0) + (1 - share) * (high[j] ?? 0), 0);
  return sum / (values.length + x.length + scaled.set.capped.filter((isCapped) => isCapped).length);
}

function newtonStep(
  scaled: Scaled,
  now: Iterate,
  barrier: number,
): { readonly iterate: Iterate; readonly length: number } | null {
  const { x, limits, low, high } = now;
  const { set } = scaled;
  const { values, slopes } = slopesAt(scaled, x);
  if (!values.every((v) => v < 0)) return null;
  const force = Float64Array.from(x, (share, j) => {
    let sum = (scaled.worth[j] ?? 0) + barrier / share - (set.capped[j] ? barrier / (1 - share) : 0);
    slopes.forEach((g, k) => {
      sum += ((g[j] ?? 0) * barrier) / (values[k] ?? -1);
    });
    return sum;
  });
  const bends = bendsAt(scaled, x, limits);
  const widening = values.map((v, k) => (limits[k] ?? 0) / -v);
  const diagonal = x.map((share, j) => (low[j] ?? 0) / share + (set.capped[j] ? (high[j] ?? 0) / (1 - share) : 0));
  const move = convexStep(bends, slopes, widening, diagonal, force);
  return move === null ? null : moved(scaled, now, { values, slopes }, move, barrier);
}

/**
 * Newton's step, where the matrix is not positive definite (a limit that is only quasi-convex bends back across its slope) made so: by more
 * of the slopes' own squares, and at last by more of everything.
 */
function convexStep(
  bends: readonly Float64Array[],
  slopes: readonly Float64Array[],
  widening: readonly number[],
  diagonal: Float64Array,
  force: Float64Array,
): Float64Array | null {
  for (let tries = 0; tries < 40; tries++) {
    const more = 4 ** tries;
    const extra = tries < 4 ? 0 : 1e-6 * more;
    const matrix = bends.map((row, i) =>
      row.map((bend, j) => {
        const squares = slopes.reduce((sum, g, k) => sum + more * (widening[k] ?? 0) * (g[i] ?? 0) * (g[j] ?? 0), 0);
        return bend + squares + (i === j ? (diagonal[i] ?? 0) + extra : 0);
      }),
    );
    if (!isPositiveDefinite(matrix)) continue;
    const solved = solveLinear(matrix, Float64Array.from(force));
    if (solved !== null) return solved;
  }
  return null;
}

/** By the pivots of an elimination, in doubles. */
function isPositiveDefinite(matrix: readonly Float64Array[]): boolean {
  const rows = matrix.map((row) => Float64Array.from(row));
  return rows.every((row, k) => {
    const pivot = row[k] ?? 0;
    if (!(pivot > 0)) return false;
    for (const below of rows.slice(k + 1)) {
      const factor = (below[k] ?? 0) / pivot;
      for (let j = k; j < row.length; j++) below[j] = (below[j] ?? 0) - factor * (row[j] ?? 0);
    }
    return true;
  });
}

/** Nearly as far as the room allows, in places and in multipliers. */
function moved(
  scaled: Scaled,
  { x, limits, low, high }: Iterate,
  { values, slopes }: Slopes,
  move: Float64Array,
  barrier: number,
): { readonly iterate: Iterate; readonly length: number } | null {
  const lambdas = limits.map((l, k) => (barrier + l * worthOf(slopes[k] ?? [], move)) / -(values[k] ?? -1) - l);
  const lows = low.map((z, j) => (barrier - z * (move[j] ?? 0)) / (x[j] ?? 1) - z);
  const isCapped = (j: number) => scaled.set.capped[j] === true;
  const highs = high.map((w, j) => (isCapped(j) ? (barrier + w * (move[j] ?? 0)) / (1 - (x[j] ?? 0)) - w : 0));
  const room = (from: Float64Array, by: Float64Array) =>
    from.reduce((least, v, j) => ((by[j] ?? 0) < 0 ? Math.min(least, -v / (by[j] ?? -1)) : least), 1 / 0.995);
  const dual = 0.995 * Math.min(room(limits, lambdas), room(low, lows), room(high, highs));
  let length =
    0.995 *
    Math.min(
      room(x, move),
      room(
        x.map((share, j) => (isCapped(j) ? 1 - share : 1)),
        move.map((d, j) => (isCapped(j) ? -d : 0)),
      ),
    );
  for (let tries = 0; tries < 60; tries++, length /= 2) {
    const next = x.map((share, j) => share + length * (move[j] ?? 0));
    const left = slopesAt(scaled, next).values;
    if (!left.every((v, k) => v <= 0.004 * (values[k] ?? 0))) continue;
    const along = (from: Float64Array, by: Float64Array) => from.map((v, j) => v + dual * (by[j] ?? 0));
    return {
      iterate: { x: next, limits: along(limits, lambdas), low: along(low, lows), high: along(high, highs) },
      length: Math.min(length, dual),
    };
  }
  return null;
}
