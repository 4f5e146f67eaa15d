import { add, divide, multiply, square, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, midpoint, point, ZERO } from '../../math/interval/interval.ts';
import type { Work } from '../algebra/algebra.ts';
import { eigen } from './eigen.ts';

export type IntervalMatrix = readonly (readonly Interval[])[];

/** The symmetric matrix over a box, each entry enclosed; null where it is not defined there. */
export type MatrixOver = (box: readonly Interval[]) => IntervalMatrix | null;

interface Open {
  readonly box: readonly Interval[];
  readonly entries: IntervalMatrix | null;
}

export interface Budget {
  readonly work: Work;
  /** The most boxes to look at, and the units of work that each takes. */
  readonly most: number;
  readonly cost: number;
}

/** `at`: a point where the matrix seems to be negative along some direction; null where boxes or work ran out. */
export type Covered =
  /** Definite: nowhere 0 along any direction. */
  | { readonly positive: true; readonly definite: boolean }
  | { readonly positive: false; readonly at: readonly number[] | null };

/** Branch and bound: whether the matrix is proven positive semidefinite on every box of a cover. */
export function positiveOn(matrix: MatrixOver, whole: readonly Interval[], { work, most, cost }: Budget): Covered {
  let count = 0;
  let definite = true;
  const look = (box: readonly Interval[]): Open => {
    count++;
    work.boxes += cost;
    return { box, entries: matrix(box) };
  };
  const stack: Open[] = [look(whole)];
  while (stack.length > 0) {
    const { box, entries } = stack.pop() as Open;
    const found = entries && positivity(entries);
    if (found) {
      definite &&= found === 'definite';
      continue;
    }
    if (entries && seemsNegative(entries)) {
      const at = box.map(midpoint);
      const there = look(at.map(point)).entries;
      if (there && seemsNegative(there)) return { positive: false, at };
    }
    // What is still open cannot all be looked at.
    if (stack.length + count > most || work.boxes > work.limit) return { positive: false, at: null };
    const parts = bestHalves(box, look);
    if (!parts) return { positive: false, at: null };
    stack.push(...parts);
  }
  return { positive: true, definite };
}

function seemsNegative(entries: IntervalMatrix): boolean {
  const { values } = eigen(scaledMiddle(entries).matrix);
  return values.some((v) => v < -1e-9);
}

/** Halves along the side that tightens the matrix most. */
function bestHalves(box: readonly Interval[], look: (box: readonly Interval[]) => Open): readonly Open[] | null {
  let best: { readonly parts: readonly Open[]; readonly looseness: number } | null = null;
  for (let i = 0; i < box.length; i++) {
    const halves = halvedAlong(box, i);
    if (!halves) continue;
    const parts = halves.map(look);
    const looseness = parts.reduce((sum, p) => sum + loosenessOf(p.entries), 0);
    if (!best || looseness < best.looseness) best = { parts, looseness };
  }
  return best === null ? null : best.parts;
}

function loosenessOf(entries: IntervalMatrix | null): number {
  if (!entries) return Number.POSITIVE_INFINITY;
  const size = entries.map((row, i) => Math.abs(midpoint(row[i] as Interval)) || Number.MIN_VALUE);
  let total = 0;
  entries.forEach((row, i) => {
    row.forEach((x, j) => {
      total += (x.hi - x.lo) / Math.sqrt((size[i] as number) * (size[j] as number));
    });
  });
  return Number.isNaN(total) ? Number.POSITIVE_INFINITY : total;
}

function halvedAlong(box: readonly Interval[], i: number): readonly (readonly Interval[])[] | null {
  const x = box[i] as Interval;
  const middle = x.lo + (x.hi - x.lo) / 2;
  if (!(x.lo < middle && middle < x.hi)) return null;
  const replaced = (by: Interval): readonly Interval[] => box.map((y, k) => (k === i ? by : y));
  return [replaced({ lo: x.lo, hi: middle }), replaced({ lo: middle, hi: x.hi })];
}

/** Halves along the side that is longest against the whole, or null where nothing is left to halve. */
export function halved(box: readonly Interval[], whole: readonly Interval[]): readonly (readonly Interval[])[] | null {
  let best = -1;
  let most = 0;
  box.forEach((x, i) => {
    const w = whole[i] as Interval;
    const share = (x.hi - x.lo) / (w.hi - w.lo);
    if (share > most) [best, most] = [i, share];
  });
  return best < 0 ? null : halvedAlong(box, best);
}

function positivity(a: IntervalMatrix): 'definite' | 'semidefinite' | null {
  if (a.some((row) => row.some((x) => !(Number.isFinite(x.lo) && Number.isFinite(x.hi))))) return null;
  if (isPositiveByCholesky(a) || isPositiveByCholesky(congruent(a))) return 'definite';
  return isPositiveByGershgorin(a) ? 'semidefinite' : null;
}

export function isPositiveByGershgorin(a: IntervalMatrix): boolean {
  return a.every((row, i) => {
    let radius: Interval = ZERO;
    row.forEach((x, j) => {
      if (j !== i) radius = add(radius, point(Math.max(Math.abs(x.lo), Math.abs(x.hi))));
    });
    return (row[i] as Interval).lo >= radius.hi;
  });
}

/** Every matrix in the interval matrix is positive definite where the factorisation runs through (Rump 2006, §2). */
export function isPositiveByCholesky(matrix: IntervalMatrix): boolean {
  const a = matrix.map((row) => [...row]);
  for (let k = 0; k < a.length; k++) {
    const pivot = a[k]?.[k] as Interval;
    if (!(pivot.lo > 0)) return false;
    for (let i = k + 1; i < a.length; i++) {
      const row = a[i] as Interval[];
      const own = row[k] as Interval;
      for (let j = i; j < a.length; j++) {
        const product = i === j ? square(own) : multiply(own, a[j]?.[k] as Interval);
        const value = subtract(row[j] as Interval, divide(product, pivot));
        row[j] = value;
        (a[j] as Interval[])[i] = value;
      }
    }
  }
  return true;
}

/** VᵀAV with V about the eigenvectors of A's middle: definite where A is (Sylvester), but nearly diagonal. */
function congruent(a: IntervalMatrix): IntervalMatrix {
  const { matrix, units } = scaledMiddle(a);
  const vectors = eigen(matrix).vectors.map((v) => v.map((x, i) => x * (units[i] as number)));
  return vectors.map((u) =>
    vectors.map((v) => {
      let total: Interval = ZERO;
      a.forEach((row, i) => {
        row.forEach((x, j) => {
          total = add(total, multiply(multiply(point(u[i] as number), point(v[j] as number)), x));
        });
      });
      return total;
    }),
  );
}

/** The middle of the matrix, scaled to a diagonal of about 1, in doubles. */
function scaledMiddle(a: IntervalMatrix): { readonly matrix: number[][]; readonly units: readonly number[] } {
  const middle = a.map((row) => row.map(midpoint));
  const units = middle.map((row, i) => 1 / Math.sqrt(Math.max(Math.abs(row[i] as number), Number.MIN_VALUE)));
  return { matrix: middle.map((row, i) => row.map((x, j) => x * (units[i] as number) * (units[j] as number))), units };
}

/** vᵀHv. */
export function quadratic(h: IntervalMatrix, v: readonly number[]): Interval {
  let total: Interval = ZERO;
  h.forEach((row, i) => {
    row.forEach((x, j) => {
      total = add(total, multiply(multiply(point(v[i] as number), point(v[j] as number)), x));
    });
  });
  return total;
}
