import { secondOrder } from '../../../math/derivative/second-order.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { divide, multiply, subtract } from '../../../math/interval/arithmetic.ts';
import { type Interval, negate } from '../../../math/interval/interval.ts';
import type { Box } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { minus, NOTHING, NotExact, plus, type Signomial, times, variablesOf } from '../exact/signomial.ts';
import { signInside } from '../sign/sign.ts';
import { costOf, spend } from '../work.ts';

const MOST_VARIABLES = 4;
const EFFORT = 250;

/**
 * Whether the second derivatives have one sign inside the box: every principal minor of their exact matrix is nowhere below
 * 0 (those of odd size nowhere above 0 for a concave function).
 */
export function isCurved(form: Signomial, box: Box, curvature: 'convex' | 'concave'): boolean {
  try {
    const names = [...variablesOf(form)];
    if (names.length > MOST_VARIABLES) return false;
    const slopes = names.map((n) => derivativeOf(form, n));
    const matrix = slopes.map((s) => names.map((n) => derivativeOf(s, n)));
    return subsetsOf(names.length).every((subset) => {
      const wanted = curvature === 'concave' && subset.length % 2 === 1 ? -1 : 1;
      const found = signInside(determinant(matrix, subset, subset), box, EFFORT);
      return found !== null && found.sign !== -wanted;
    });
  } catch (error) {
    if (error instanceof NotExact) return false;
    throw error;
  }
}

/** Small ones first: they are quick to fail. */
function subsetsOf(n: number): readonly (readonly number[])[] {
  const all = Array.from({ length: (1 << n) - 1 }, (_, i) => i + 1);
  return all
    .map((mask) => Array.from({ length: n }, (_, k) => k).filter((k) => (mask >> k) & 1))
    .sort((a, b) => a.length - b.length);
}

function determinant(
  m: readonly (readonly Signomial[])[],
  rows: readonly number[],
  columns: readonly number[],
): Signomial {
  const [first, ...others] = rows;
  if (first === undefined) return NOTHING;
  const entry = (j: number): Signomial => m[first]?.[j] ?? NOTHING;
  if (others.length === 0) return entry(columns[0] as number);
  return columns.reduce<Signomial>((sum, j, k) => {
    if (entry(j).length === 0) return sum;
    const minor = determinant(
      m,
      others,
      columns.filter((c) => c !== j),
    );
    const product = times(entry(j), minor);
    return k % 2 === 0 ? plus(sum, product) : minus(sum, product);
  }, NOTHING);
}

const MOST_BOXES = 600;

/** The same by enclosures of the second derivatives of the formula as written, over ever smaller boxes. */
export function isCurvedByBoxes(e: Expression, box: Box, curvature: 'convex' | 'concave'): boolean {
  const names = [...box.enclosures.keys()];
  const cost = costOf(e, names.length);
  const queue: (readonly Interval[])[] = [names.map((n) => box.enclosures.get(n) as Interval)];
  for (let i = 0; i < queue.length; i++) {
    const part = queue[i] as readonly Interval[];
    spend(cost);
    const found = secondOrder(e, names, part);
    if (found && isDefinite(found.hessian, curvature)) continue;
    if (i >= MOST_BOXES || (found && isRefuted(found.hessian, curvature))) return false;
    queue.push(...halved(part));
  }
  return true;
}

function isRefuted(h: readonly (readonly Interval[])[], curvature: 'convex' | 'concave'): boolean {
  return h.some((row, i) => {
    const own = row[i] as Interval;
    return curvature === 'convex' ? own.hi < 0 : own.lo > 0;
  });
}

/** Elimination with pivots above 0 (all symmetric matrices inside are positive definite; Neumaier 1990, §4.4). */
function isDefinite(h: readonly (readonly Interval[])[], curvature: 'convex' | 'concave'): boolean {
  const a = h.map((row) => row.map((x) => (curvature === 'convex' ? x : negate(x))));
  const at = (i: number, j: number): Interval => (a[i] as Interval[])[j] as Interval;
  for (let k = 0; k < a.length; k++) {
    const pivot = at(k, k);
    if (!(pivot.lo > 0)) return k === 0 && isFlat(a);
    for (let i = k + 1; i < a.length; i++)
      for (let j = i; j < a.length; j++) {
        const square = i === j ? squared(at(k, i)) : multiply(at(k, i), at(k, j));
        const value = subtract(at(i, j), divide(square, pivot));
        (a[i] as Interval[])[j] = value;
        (a[j] as Interval[])[i] = value;
      }
  }
  return true;
}

function squared(x: Interval): Interval {
  const product = multiply(x, x);
  return { lo: Math.max(0, product.lo), hi: product.hi };
}

/** All second derivatives exactly 0 or, on the diagonal, nowhere below 0. */
function isFlat(a: readonly (readonly Interval[])[]): boolean {
  return a.every((row, i) => row.every((x, j) => (i === j ? x.lo >= 0 : x.lo === 0 && x.hi === 0)));
}

function halved(part: readonly Interval[]): readonly (readonly Interval[])[] {
  const widths = part.map((x) => x.hi - x.lo);
  const k = widths.indexOf(Math.max(...widths));
  const { lo, hi } = part[k] as Interval;
  const cut = lo + (hi - lo) / 2;
  const having = (x: Interval): readonly Interval[] => part.map((y, i) => (i === k ? x : y));
  return [having({ lo, hi: cut }), having({ lo: cut, hi })];
}
