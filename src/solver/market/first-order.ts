import type { Level } from './level.ts';
import { solveOpen } from './linear-equations.ts';

const mostSteps = 12;

/**
 * From near shares to the best ones to the last bits, by Newton's method on the first-order conditions among the goods bought; null unless it
 * arrives and they hold for the other goods too. Of one smooth concave level alone: there the conditions are enough. `scale`: what is not
 * small beside the level, where no income is spent.
 */
export function sharpened(
  level: Level,
  priced: readonly boolean[],
  near: Float64Array,
  scale = 0,
): Float64Array | null {
  const [smooth] = level.selections;
  if (smooth === undefined || level.selections.length > 1 || near.length !== priced.length) return null;
  const bought = [...near.keys()].filter((k) => (near[k] ?? 0) > 1e-7);
  const spending = bought.some((k) => priced[k]);
  const y = near.map((v) => (v > 1e-7 ? v : 0));
  if (spending) normalise(y, priced);
  let worth = 0;
  for (let step = 0; step < mostSteps; step++) {
    const size = bought.length + (spending ? 1 : 0);
    const rows = Array.from({ length: size }, () => new Float64Array(size));
    const right = new Float64Array(size);
    const slopes = smooth.slopes.map((slope) => slope(y));
    fill(rows, right, level, bought, priced, y, slopes, spending);
    if (right.some(Number.isNaN)) return null;
    const change = solveOpen(rows, right, 1e-14);
    let length = 1;
    let largest = 0;
    for (const [i, k] of bought.entries()) {
      const by = change[i] ?? 0;
      if (by < 0) length = Math.min(length, (-0.9 * (y[k] ?? 0)) / by);
      largest = Math.max(largest, Math.abs(by) / Math.max(1e-300, y[k] ?? 0));
    }
    for (const [i, k] of bought.entries()) y[k] = (y[k] ?? 0) + length * (change[i] ?? 0);
    worth = spending ? (change[size - 1] ?? 0) : 0;
    if (!Number.isFinite(largest)) return null;
    if (largest <= 1e-14) break;
    if (step === mostSteps - 1 && largest > 1e-11) return null;
  }
  return holds(level, priced, y, worth, scale) ? y : null;
}

/** All income spent. */
function normalise(y: Float64Array, priced: readonly boolean[]): void {
  const spent = y.reduce((sum, v, k) => sum + (priced[k] ? v : 0), 0);
  for (let k = 0; k < y.length; k++) if (priced[k]) y[k] = (y[k] ?? 0) / spent;
}

/** Second derivatives, the price of income beside them, minus the slopes. */
function fill(
  rows: readonly Float64Array[],
  right: Float64Array,
  { selections }: Level,
  bought: readonly number[],
  priced: readonly boolean[],
  y: Float64Array,
  slopes: readonly number[],
  spending: boolean,
): void {
  const bends = selections[0]?.bends ?? [];
  const last = bought.length;
  for (const [i, k] of bought.entries()) {
    right[i] = -(slopes[k] ?? 0);
    for (const [m, j] of bought.entries()) {
      if (j > k) continue;
      const second = bends[(k * (k + 1)) / 2 + j]?.(y) ?? 0;
      put(rows, i, m, second);
      put(rows, m, i, second);
    }
    if (!spending) continue;
    put(rows, i, last, priced[k] ? -1 : 0);
    put(rows, last, i, priced[k] ? 1 : 0);
  }
}

function put(rows: readonly Float64Array[], i: number, j: number, value: number): void {
  const row = rows[i];
  if (row !== undefined) row[j] = value;
}

/** Slopes equal the worth of income where something is bought, and are not above it elsewhere. */
function holds(level: Level, priced: readonly boolean[], y: Float64Array, worth: number, scale: number): boolean {
  const [smooth] = level.selections;
  const slopes = Array.from(y, (_, k) => smooth?.slopes[k]?.(y) ?? 0);
  const size = Math.max(...slopes.map((v, k) => Math.abs(v) * (y[k] ?? 0)), worth, scale);
  if (!(worth >= -1e-12 * size)) return false;
  const spent = y.reduce((sum, v, k) => sum + (priced[k] ? v : 0), 0);
  if (spent > 1 + 1e-9 || (worth > 0 && spent < 1 - 1e-9)) return false;
  return slopes.every((slope, k) => {
    const share = y[k] ?? 0;
    if (share < 0 || Number.isNaN(slope)) return false;
    const over = slope - (priced[k] ? worth : 0);
    if (share === 0) return over <= 1e-12 * Math.max(worth, size);
    return Math.abs(over) * (share > 1e-3 ? 1 : share * 1e3) <= 1e-8 * Math.max(size, 1e-300);
  });
}
