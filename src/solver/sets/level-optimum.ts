import { solveLinear } from '../relaxation/linear-system.ts';
import { type CompiledLimit, excessAt, type LevelSet } from './level-limits.ts';

/** A place that can be made, worth much at some prices, and what one more unit of each limit would be worth there. */
export interface Optimum {
  readonly outputs: Float64Array;
  readonly multipliers: readonly number[];
}

/** Shares of the box, and the multipliers of the limits, of no less (`low`) and of no more (`high`) than the box has. */
interface Iterate {
  readonly x: Float64Array;
  readonly limits: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** All goods as shares of the box, prices as shares of the dearest: what the Newton steps work in. */
interface Scaled {
  readonly set: LevelSet;
  /** What a share of 1 of the dearest good is worth. */
  readonly dearest: number;
  readonly worth: Float64Array;
  readonly widths: Float64Array;
  at(x: ArrayLike<number>): Float64Array;
}

interface Slopes {
  readonly values: readonly number[];
  readonly slopes: readonly Float64Array[];
}

const mostSteps = 80;

/**
 * The best place of a convex set at some prices: a primal-dual interior-point method (Boyd & Vandenberghe 2004, §11.7), its end sharpened
 * by Newton steps on what binds. In doubles: what it is worth is bounded apart from this.
 */
export function optimumOf(set: LevelSet, prices: ArrayLike<number>, near: Optimum | null = null): Optimum {
  const scaled = scaledTo(set, prices);
  if (scaled === null) return { outputs: set.inside, multipliers: set.limits.map(() => 0) };
  const followed = near === null ? null : followedFrom(scaled, near);
  if (followed !== null) return placed(scaled, followed);
  const sharp = sharpened(scaled, interior(scaled));
  return placed(scaled, sharp);
}

/** A known place, or where the conditions of Karush, Kuhn and Tucker hold around it, if that is worth more; with the multipliers there. */
export function sharpenedFrom(set: LevelSet, prices: ArrayLike<number>, start: Float64Array): Optimum {
  const scaled = scaledTo(set, prices);
  if (scaled === null) return { outputs: start, multipliers: set.limits.map(() => 0) };
  const x = start.map((y, j) => ((set.widths[j] ?? 0) > 0 ? (y - (set.lo[j] ?? 0)) / (set.widths[j] ?? 1) : 0));
  const { values, slopes } = slopesAt(scaled, x);
  const binding = values.map((v, k) => -v <= 1e-5 * sizeOf(slopes[k]));
  const limits = multipliersFor(scaled, slopes, binding, x);
  const low = x.map((share, j) => (share <= 1e-7 || (share < 1e-3 && pullOf(scaled, slopes, limits, j) < 0) ? 1 : 0));
  const high = x.map((share, j) => (set.capped[j] && 1 - share <= 1e-7 ? 1 : 0));
  const found = placed(scaled, sharpened(scaled, { x, limits, low, high }));
  const isBetter = worthOf(found.outputs, prices) > worthOf(start, prices) && excessAt(set, found.outputs) <= 0;
  return isBetter ? found : { ...found, outputs: start };
}

/** Newton's method from a best place at other prices; null where it does not soon meet the conditions of Karush, Kuhn and Tucker. */
function followedFrom(scaled: Scaled, { outputs, multipliers }: Optimum): Iterate | null {
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

function scaledTo(set: LevelSet, prices: ArrayLike<number>): Scaled | null {
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

function placed(scaled: Scaled, { x, limits }: Iterate): Optimum {
  return {
    outputs: madePossible(scaled.set, scaled.at(x)),
    multipliers: Array.from(limits, (lambda) => lambda * scaled.dearest),
  };
}

export const worthOf = (y: ArrayLike<number>, prices: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < y.length; j++) sum += (y[j] ?? 0) * (prices[j] ?? 0);
  return sum;
};

const sizeOf = (slopes: Float64Array | undefined): number => Math.max(1e-300, ...(slopes ?? []).map(Math.abs));

/** How much more a good is worth than what the limits take of it. */
const pullOf = ({ worth }: Scaled, slopes: readonly Float64Array[], limits: Float64Array, j: number): number =>
  slopes.reduce((left, g, k) => left - (limits[k] ?? 0) * (g[j] ?? 0), worth[j] ?? 0);

/** One multiplier for all that binds, or each its share: the least squares over the goods that are made. */
function multipliersFor(
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

function slopesAt({ set, widths, at }: Scaled, x: ArrayLike<number>): Slopes {
  const y = at(x);
  return {
    values: set.limits.map((limit) => limit.value(y)),
    slopes: set.limits.map((limit) => limit.slopes(y).map((g, j) => g * (widths[j] ?? 0))),
  };
}

function interior(scaled: Scaled): Iterate {
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

function bendsAt({ set, widths, at }: Scaled, x: Float64Array, limits: Float64Array): readonly Float64Array[] {
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

/** Newton's method on what binds: the limits whose multipliers outweigh their room, and the goods that are not made. */
function sharpened(scaled: Scaled, rough: Iterate): Iterate {
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

/** A hair towards the inside, where rounding has left a place just beyond a limit. */
export function madePossible(set: LevelSet, y: Float64Array): Float64Array {
  if (excessAt(set, y) <= 0) return y;
  for (let share = 2 ** -53; share <= 1; share *= 2) {
    const nearer = y.map((v, j) => v + share * ((set.inside[j] ?? 0) - v));
    if (excessAt(set, nearer) <= 0) return nearer;
  }
  return set.inside;
}
