import { add, divide, multiply, square, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, midpoint, point, ZERO } from '../../math/interval/interval.ts';
import type { Work } from '../algebra/algebra.ts';
import { eigen } from './eigen.ts';

export type IntervalMatrix = readonly (readonly Interval[])[];

/** The symmetric matrix over a box, each entry enclosed; null where it is not defined there. */
export type MatrixOver = (box: readonly Interval[]) => IntervalMatrix | null;

/** Branch and bound: whether the matrix is proven positive semidefinite on every box of a cover. */
export function isPositiveOn(
  matrix: MatrixOver,
  whole: readonly Interval[],
  work: Work,
  most: number,
  cost: number,
): boolean {
  const stack: (readonly Interval[])[] = [whole];
  let count = 0;
  while (stack.length > 0) {
    const box = stack.pop() as readonly Interval[];
    work.boxes += cost;
    if (++count > most || work.boxes > work.limit) return false;
    const entries = matrix(box);
    if (entries?.some((row, i) => (row[i] as Interval).hi < 0)) return false;
    if (entries && isPositiveMatrix(entries)) continue;
    const parts = halved(box, whole);
    // What is still open cannot all be looked at.
    if (!parts || stack.length + count > most) return false;
    stack.push(...parts);
  }
  return true;
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
  const x = box[best];
  if (!x) return null;
  const middle = x.lo + (x.hi - x.lo) / 2;
  if (middle <= x.lo || middle >= x.hi) return null;
  const replaced = (by: Interval): readonly Interval[] => box.map((y, i) => (i === best ? by : y));
  return [replaced({ lo: x.lo, hi: middle }), replaced({ lo: middle, hi: x.hi })];
}

export function isPositiveMatrix(a: IntervalMatrix): boolean {
  if (a.some((row) => row.some((x) => !(Number.isFinite(x.lo) && Number.isFinite(x.hi))))) return false;
  return isPositiveByGershgorin(a) || isPositiveByCholesky(a) || isPositiveByCholesky(congruent(a));
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
  const middle = a.map((row) => row.map(midpoint));
  const units = middle.map((row, i) => 1 / Math.sqrt(Math.max(Math.abs(row[i] as number), Number.MIN_VALUE)));
  const scaled = middle.map((row, i) => row.map((x, j) => x * (units[i] as number) * (units[j] as number)));
  const vectors = eigen(scaled).vectors.map((v) => v.map((x, i) => x * (units[i] as number)));
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
