import { solveLinear } from '../relaxation/linear-system.ts';
import type { CompiledLimit, LevelSet } from './level-limits.ts';

/** A place that can be made, worth much at some prices, and what one more unit of each limit would be worth there. */
export interface Optimum {
  readonly outputs: Float64Array;
  readonly multipliers: readonly number[];
}

/** Shares of the box, and the multipliers of the limits, of no less (`low`) and of no more (`high`) than the box has. */
export interface Iterate {
  readonly x: Float64Array;
  readonly limits: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** All goods as shares of the box, prices as shares of the dearest: what the Newton steps work in. */
export interface Scaled {
  readonly set: LevelSet;
  /** What a share of 1 of the dearest good is worth. */
  readonly dearest: number;
  readonly worth: Float64Array;
  readonly widths: Float64Array;
  at(x: ArrayLike<number>): Float64Array;
}

export interface Slopes {
  readonly values: readonly number[];
  readonly slopes: readonly Float64Array[];
}

export function scaledTo(set: LevelSet, prices: ArrayLike<number>): Scaled | null {
  const { lo, hi, widths } = set;
  const worth = widths.map((w, j) => w * (prices[j] ?? 0));
  const dearest = Math.max(...worth);
  if (!(dearest > 0)) return null;
  const at = (x: ArrayLike<number>) =>
    lo.map((l, j) => {
      const y = l + (x[j] ?? 0) * (widths[j] ?? 0);
      return set.capped[j] ? Math.min(hi[j] ?? y, y) : y;
    });
  return { set, dearest, worth: worth.map((w) => w / dearest), widths, at };
}

export function slopesAt({ set, widths, at }: Scaled, x: ArrayLike<number>): Slopes {
  const y = at(x);
  return {
    values: set.limits.map((limit) => limit.value(y)),
    slopes: set.limits.map((limit) => limit.slopes(y).map((g, j) => g * (widths[j] ?? 0))),
  };
}

export const sizeOf = (slopes: Float64Array | undefined): number => Math.max(1e-300, ...(slopes ?? []).map(Math.abs));

/** How much more a good is worth than what the limits take of it. */
export const pullOf = ({ worth }: Scaled, slopes: readonly Float64Array[], limits: Float64Array, j: number): number =>
  slopes.reduce((left, g, k) => left - (limits[k] ?? 0) * (g[j] ?? 0), worth[j] ?? 0);

export function bendsAt({ set, widths, at }: Scaled, x: Float64Array, limits: Float64Array): readonly Float64Array[] {
  const y = at(x);
  const n = x.length;
  const rows = Array.from({ length: n }, () => new Float64Array(n));
  set.limits.forEach((limit: CompiledLimit, k) => {
    const lambda = limits[k] ?? 0;
    if (lambda === 0) return;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const second = lambda * limit.bend(y, i, j) * (widths[i] ?? 0) * (widths[j] ?? 0);
        const [row, mirrored] = [rows[i], rows[j]];
        if (!Number.isFinite(second) || row === undefined || mirrored === undefined) continue;
        row[j] = (row[j] ?? 0) + second;
        if (i !== j) mirrored[i] = (mirrored[i] ?? 0) + second;
      }
    }
  });
  return rows;
}

/** Newton's method on what binds: the limits whose multipliers outweigh their room, and the goods that are not made. */
export function sharpened(scaled: Scaled, rough: Iterate): Iterate {
  const { values, slopes } = slopesAt(scaled, rough.x);
  const frees = Array.from(rough.x.keys()).filter((j) => {
    const share = rough.x[j] ?? 0;
    const isFull = scaled.set.capped[j] === true && 1 - share <= (rough.high[j] ?? 0);
    return share > (rough.low[j] ?? 0) && !isFull && (scaled.widths[j] ?? 0) > 0;
  });
  const active = values
    .map((v, k) => ({ k, room: -v / sizeOf(slopes[k]), weight: (rough.limits[k] ?? 0) * sizeOf(slopes[k]) }))
    .filter(({ room, weight }) => weight > room)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, frees.length)
    .map(({ k }) => k);
  const x = rough.x.map((share, j) => (frees.includes(j) ? share : share <= 0.5 ? 0 : 1));
  const limits = rough.limits.map((l, k) => (active.includes(k) ? l : 0));
  let best: Iterate = { ...rough, x, limits };
  let least = restOf(scaled, best, frees, active).size;
  if (active.length === 0 || frees.length === 0 || !Number.isFinite(least)) return rough;
  for (let step = 0; step < 12 && least > 0; step++) {
    const next = kktStep(scaled, best, frees, active);
    if (next === null) break;
    const { size } = restOf(scaled, next, frees, active);
    if (!(size < least)) break;
    [best, least] = [next, size];
  }
  const there = slopesAt(scaled, best.x);
  const fits = best.limits.every((l) => l >= 0) && there.values.every((v, k) => v < 1e-9 * sizeOf(there.slopes[k]));
  if (!fits || !(least < 1e-6)) return rough;
  return { ...best, limits: sharedOut(scaled, there, rough.limits, best.limits, frees) };
}

/**
 * Where more limits bind than goods are free to move, the multipliers are not unique: the nearest to those that the interior found at
 * which the free goods are worth just what the limits take of them.
 */
function sharedOut(
  scaled: Scaled,
  { values, slopes }: Slopes,
  rough: Float64Array,
  sharp: Float64Array,
  free: readonly number[],
): Float64Array {
  const binding = values.flatMap((v, k) =>
    -v <= 1e-9 * sizeOf(slopes[k]) && (rough[k] ?? 0) > 1e-9 * (Math.max(...rough) || 1) ? [k] : [],
  );
  if (binding.length <= free.length) return sharp;
  const start = rough.map((l, k) => (binding.includes(k) ? l : 0));
  const products = free.map((i) =>
    Float64Array.from(free, (j) => binding.reduce((sum, k) => sum + (slopes[k]?.[i] ?? 0) * (slopes[k]?.[j] ?? 0), 0)),
  );
  const left = Float64Array.from(free, (j) => pullOf(scaled, slopes, start, j));
  const step = solveLinear(products, left);
  if (step === null) return sharp;
  const found = start.map((l, k) =>
    binding.includes(k) ? l + free.reduce((sum, j, i) => sum + (step[i] ?? 0) * (slopes[k]?.[j] ?? 0), 0) : 0,
  );
  return found.every((l) => l >= 0) ? found : sharp;
}

function restOf(
  scaled: Scaled,
  { x, limits }: Iterate,
  free: readonly number[],
  active: readonly number[],
): { readonly rest: Float64Array; readonly size: number; readonly slopes: readonly Float64Array[] } {
  const { values, slopes } = slopesAt(scaled, x);
  const rest = Float64Array.from([
    ...free.map((j) => pullOf(scaled, slopes, limits, j)),
    ...active.map((k) => -(values[k] ?? 0)),
  ]);
  const size = rest.reduce((sum, r, i) => {
    const k = active[i - free.length];
    return Math.max(sum, Math.abs(k === undefined ? r : r / sizeOf(slopes[k])) || (Number.isNaN(r) ? Infinity : 0));
  }, 0);
  return { rest, size, slopes };
}

function kktStep(scaled: Scaled, now: Iterate, free: readonly number[], active: readonly number[]): Iterate | null {
  const { rest, slopes } = restOf(scaled, now, free, active);
  const bends = bendsAt(scaled, now.x, now.limits);
  for (const extra of [0, 1e-8]) {
    const matrix = [
      ...free.map((i) =>
        Float64Array.from([
          ...free.map((j) => (bends[i]?.[j] ?? 0) + (i === j ? extra : 0)),
          ...active.map((k) => slopes[k]?.[i] ?? 0),
        ]),
      ),
      ...active.map((k) => Float64Array.from([...free.map((j) => slopes[k]?.[j] ?? 0), ...active.map(() => 0)])),
    ];
    const solved = solveLinear(matrix, Float64Array.from(rest));
    if (solved === null) continue;
    const x = Float64Array.from(now.x);
    const limits = Float64Array.from(now.limits);
    free.forEach((j, i) => {
      const most = scaled.set.capped[j] ? 1 : Number.POSITIVE_INFINITY;
      x[j] = Math.min(most, Math.max(0, (x[j] ?? 0) + (solved[i] ?? 0)));
    });
    active.forEach((k, i) => {
      limits[k] = (limits[k] ?? 0) + (solved[free.length + i] ?? 0);
    });
    return { ...now, x, limits };
  }
  return null;
}

/** Newton's method from a best place at other prices; null where it does not soon meet the conditions of Karush, Kuhn and Tucker. */
export function followedFrom(scaled: Scaled, { outputs, multipliers }: Optimum): Iterate | null {
  const { set, dearest, widths } = scaled;
  const x = outputs.map((y, j) => ((widths[j] ?? 0) > 0 ? (y - (set.lo[j] ?? 0)) / (widths[j] ?? 1) : 0));
  const free = Array.from(x.keys()).filter((j) => {
    const share = x[j] ?? 0;
    return share > 1e-9 && !(set.capped[j] && 1 - share <= 1e-9);
  });
  const active = multipliers.flatMap((weight, k) => (weight > 0 ? [k] : []));
  if (active.length === 0 || free.length < active.length) return null;
  const limits = Float64Array.from(multipliers, (weight) => weight / dearest);
  let now: Iterate = { x, limits, low: x.map(() => 0), high: x.map(() => 0) };
  let size = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 10 && size > 1e-14; step++) {
    const next = kktStep(scaled, now, free, active);
    const left = next === null ? Number.NaN : restOf(scaled, next, free, active).size;
    if (next === null || !(left < size)) break;
    [now, size] = [next, left];
  }
  return size < 1e-12 && isSettled(scaled, now, free) ? now : null;
}

/** What is not made is worth no more than it takes, what is made in full no less; and no other limit is overstepped. */
function isSettled(scaled: Scaled, { x, limits }: Iterate, free: readonly number[]): boolean {
  const { values, slopes } = slopesAt(scaled, x);
  const pulls = Array.from(x, (share, j) => (share > 0.5 ? 1 : -1) * pullOf(scaled, slopes, limits, j));
  return (
    limits.every((weight) => weight >= 0) &&
    values.every((v, k) => v <= 1e-12 * sizeOf(slopes[k])) &&
    pulls.every((pull, j) => free.includes(j) || pull >= -1e-12)
  );
}

/** One multiplier for all that binds, or each its share: the least squares over the goods that are made. */
export function multipliersFor(
  { worth }: Scaled,
  slopes: readonly Float64Array[],
  binding: readonly boolean[],
  x: Float64Array,
): Float64Array {
  const active = binding.flatMap((b, k) => (b ? [k] : []));
  const found = new Float64Array(slopes.length);
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    x.reduce((sum, share, j) => (share > 1e-7 ? sum + (a[j] ?? 0) * (b[j] ?? 0) : sum), 0);
  const matrix = active.map((k) =>
    Float64Array.from(active, (m) => dot(slopes[k] ?? [], slopes[m] ?? []) * (k === m ? 1 + 1e-12 : 1)),
  );
  const right = Float64Array.from(active, (k) => dot(slopes[k] ?? [], worth));
  const solved = active.length === 0 ? null : solveLinear(matrix, right);
  active.forEach((k, i) => {
    found[k] = Math.max(0, solved?.[i] ?? 0);
  });
  return found;
}

export const worthOf = (y: ArrayLike<number>, prices: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < y.length; j++) sum += (y[j] ?? 0) * (prices[j] ?? 0);
  return sum;
};
