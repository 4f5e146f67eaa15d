import { secondOrder } from '../../math/derivative/second-order.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { midpoint, point } from '../../math/interval/interval.ts';
import type { Ranges } from './chords.ts';
import { quadratic } from './cover.ts';
import { eigen } from './eigen.ts';

/** A point and a direction along which vᵀHv has a proven sign; size: relative to the largest eigenvalue there. */
export interface Bent {
  readonly at: readonly number[];
  readonly along: readonly number[];
  readonly size: number;
}

/** The second derivatives at some points. Signs are proven at those points; the flags are guesses of what to prove. */
export interface Seen {
  readonly up: Bent | null;
  readonly down: Bent | null;
  /** Where, of the points looked at, the other sign seems closest: the eigenvalue least against the largest. */
  readonly closest: { readonly at: readonly number[]; readonly share: number } | null;
  /** At no point is there an eigenvalue close to 0. */
  readonly isDefinite: boolean;
  /** H·x seems to vanish everywhere, as for functions of degree 1. */
  readonly isRadial: boolean;
  /** H seems to have rank 1 everywhere, as for functions of one affine argument. */
  readonly isRankOne: boolean;
}

export function signsSeen(e: Expression, names: readonly string[], ranges: Ranges): Seen {
  return signsAt(e, names, ranges, samplePoints(ranges));
}

export function signsAt(
  e: Expression,
  names: readonly string[],
  ranges: Ranges,
  points: readonly (readonly number[])[],
): Seen {
  let up: Bent | null = null;
  let down: Bent | null = null;
  let closest: Seen['closest'] = null;
  const flags = { isDefinite: true, isRadial: true, isRankOne: true };
  for (const at of points) {
    if (up && down && up.size > 0.01 && down.size > 0.01) break;
    const hessian = secondOrder(e, names, at.map(point))?.hessian;
    if (!hessian?.every((row) => row.every((x) => Number.isFinite(x.lo) && Number.isFinite(x.hi)))) continue;
    const matrix = hessian.map((row) => row.map(midpoint));
    flags.isRadial &&= vanishesAlong(matrix, at);
    const scales = matrix.map((row, i) => 1 / Math.sqrt(Math.abs(row[i] as number)) || 0);
    const units = scales.map((s, i) => (s > 0 && Number.isFinite(s) ? s : width(ranges, i)));
    const { values, vectors } = eigen(
      matrix.map((row, i) => row.map((x, j) => x * (units[i] as number) * (units[j] as number))),
    );
    const sizes = values.map(Math.abs).sort((a, b) => b - a);
    const largest = sizes[0] || 1;
    flags.isDefinite &&= (sizes[sizes.length - 1] ?? 0) > 1e-7 * largest;
    flags.isRankOne &&= (sizes[1] ?? 0) <= 1e-9 * largest;
    const share = Math.min(Math.max(...values), -Math.min(...values)) / largest;
    if (!closest || share > closest.share) closest = { at, share };
    for (const [k, value] of values.entries()) {
      const size = Math.abs(value) / largest;
      const best: Bent | null = value > 0 ? up : down;
      if (value === 0 || (best && best.size >= size)) continue;
      const along = (vectors[k] as number[]).map((v, i) => v * (units[i] as number));
      const bend = quadratic(hessian, along);
      if (value > 0 && bend.lo > 0) up = { at, along, size };
      else if (value < 0 && bend.hi < 0) down = { at, along, size };
    }
  }
  return { up, down, closest, ...flags };
}

const STEPS = 7;
/** Beyond this the other sign is not worth seeking. */
const FARTHEST = -0.25;

/** Follows the sign that was not seen downhill from where it seems closest (a pattern search: Hooke & Jeeves 1961). */
export function soughtOther(e: Expression, names: readonly string[], ranges: Ranges, seen: Seen): Seen {
  let best = seen.closest;
  for (let i = 0; best && best.share < 0 && best.share > FARTHEST && i < STEPS; i++) {
    const from: readonly number[] = best.at;
    const beside = ranges.flatMap(({ lo, hi }, k) =>
      [-1, 1].map((s) => {
        const [to, margin] = [(from[k] as number) + s * 0.3 * 3 ** -i * (hi - lo), 2 ** -12 * (hi - lo)];
        return from.map((x, j) => (j === k ? Math.min(hi - margin, Math.max(lo + margin, to)) : x));
      }),
    );
    const next = signsAt(e, names, ranges, beside);
    if (next.up && next.down) return next;
    if (next.closest && next.closest.share > best.share) best = next.closest;
  }
  return best && best.share > FARTHEST ? seenAtCorners(e, names, ranges, seen) : seen;
}

/** Where a corner of the box itself has the other sign, the farthest place from it that still has it: a thin part may do. */
function seenAtCorners(e: Expression, names: readonly string[], ranges: Ranges, seen: Seen): Seen {
  for (let mask = 0; mask < 1 << Math.min(ranges.length, 4); mask++) {
    const towards = (t: number): readonly number[] =>
      ranges.map(({ lo, hi }, i) => (mask & (1 << i) ? hi - (hi - lo) * t : lo + (hi - lo) * t));
    for (let i = otherAt(0) ? 3 : FINEST; i < FINEST; i++) {
      const found = otherAt(10 ** -i);
      if (found) return { ...seen, up: seen.up ?? found, down: seen.down ?? found };
    }

    function otherAt(t: number): Bent | null {
      const { up, down } = signsAt(e, names, ranges, [towards(t)]);
      return seen.up ? down : up;
    }
  }
  return seen;
}

const FINEST = 10;

function vanishesAlong(matrix: readonly (readonly number[])[], at: readonly number[]): boolean {
  return matrix.every((row) => {
    const parts = row.map((x, j) => x * (at[j] as number));
    const size = parts.reduce((s, x) => s + Math.abs(x), 0);
    return Math.abs(parts.reduce((s, x) => s + x, 0)) <= 1e-9 * size;
  });
}

function width(ranges: Ranges, i: number): number {
  const r = ranges[i] as { lo: number; hi: number };
  return r.hi - r.lo;
}

function samplePoints(ranges: Ranges): number[][] {
  const fractions = [0.5, 0.11, 0.89, 0.29, 0.71];
  const points = fractions.map((t) => ranges.map(({ lo, hi }) => lo + (hi - lo) * t));
  for (let k = 1; k <= 10; k++) {
    points.push(
      ranges.map(({ lo, hi }, i) => lo + (hi - lo) * (0.02 + 0.96 * fraction(k * (ROOTS[i % ROOTS.length] as number)))),
    );
  }
  for (let mask = 0; mask < 1 << Math.min(ranges.length, 4); mask++) {
    points.push(ranges.map(({ lo, hi }, i) => (mask & (1 << i) ? hi - (hi - lo) * 0.004 : lo + (hi - lo) * 0.004)));
  }
  return points;
}

const ROOTS = [0.7548776662466927, 0.5698402909980532, 0.8191725133961645, 0.6180339887498949];

function fraction(x: number): number {
  return x - Math.floor(x);
}
