import { add, divide, multiply, square, subtract } from '../../math/interval/arithmetic.ts';
import type { Interval } from '../../math/interval/interval.ts';
import { type Rational, rational } from '../../math/rational/rational.ts';
import { type Algebra, generatorSign } from '../algebra/algebra.ts';
import { clear } from '../algebra/clear.ts';
import { type Form, type Generator, minus, rationalOf, scale, times, variable } from '../algebra/form.ts';
import { evaluate, planFor } from '../algebra/plan.ts';
import { semidefiniteRank } from '../algebra/quadratic.ts';
import { isNonnegative } from './nonnegative.ts';

export type FormMatrix = readonly (readonly Form[])[];

const MINUS_ONE = rational(-1n);

export function negated(h: FormMatrix): FormMatrix {
  return h.map((row) => row.map((f) => scale(f, MINUS_ONE)));
}

/** Whether a symmetric matrix of forms is proven positive semidefinite on the whole box; names the method, or null. */
export function provenSemidefinite(
  algebra: Algebra,
  h: FormMatrix,
  isRadial = false,
): 'LDL' | 'minors' | 'Cholesky' | null {
  if (isRadial) {
    const section = crossSection(algebra, h);
    if (section) return provenSemidefinite(algebra, section) && 'minors';
  }
  const numbers = h.map((row) => row.map(rationalOf));
  if (numbers.every((row) => row.every((x) => x !== null)))
    return semidefiniteRank(numbers as Rational[][]) !== null ? 'LDL' : null;
  if (h.length <= 3 && principalMinors(h).every((m) => isNonnegative(algebra, m))) return 'minors';
  if (byBoxes(algebra, h)) return 'Cholesky';
  return h.length === 4 && principalMinors(h).every((m) => isNonnegative(algebra, m)) ? 'minors' : null;
}

/**
 * Without a row and column, where H·x = 0 identically and that coordinate is nowhere 0 inside: any v is then a multiple of x
 * plus a vector that lacks it, so that H has one sign where the smaller matrix has.
 */
function crossSection(algebra: Algebra, h: FormMatrix): FormMatrix | null {
  const names = [...algebra.domain.keys()].sort();
  const left = names.findIndex((n) => (generatorSign(algebra, variableOf(n)).sign ?? 0) !== 0);
  if (left < 0 || names.length !== h.length || h.length < 2) return null;
  for (const row of h) {
    let total: Form | null = null;
    row.forEach((entry, j) => {
      const part = times(entry, variable(names[j] as string));
      total = total ? sum(total, part) : part;
    });
    if (total && clear(algebra, total).rest.terms.length > 0) return null;
  }
  const keep = names.map((_, i) => i).filter((i) => i !== left);
  return keep.map((i) => keep.map((j) => h[i]?.[j] as Form));
}

function variableOf(name: string): Generator {
  return { kind: 'variable', name, key: name };
}

/** All principal minors: semidefinite where none is negative. */
export function principalMinors(h: FormMatrix): readonly Form[] {
  const minors: Form[] = [];
  for (let mask = 1; mask < 1 << h.length; mask++) {
    const rows = h.map((_, i) => i).filter((i) => mask & (1 << i));
    minors.push(determinant(rows.map((i) => rows.map((j) => h[i]?.[j] as Form))));
  }
  return minors.sort((a, b) => a.terms.length - b.terms.length);
}

function determinant(m: FormMatrix): Form {
  const [first] = m;
  if (m.length === 1) return first?.[0] as Form;
  let total: Form | null = null;
  (first as readonly Form[]).forEach((entry, j) => {
    if (entry.terms.length === 0) return;
    const rest = m.slice(1).map((row) => row.filter((_, k) => k !== j));
    const part = times(entry, determinant(rest));
    total = total ? (j % 2 === 0 ? sum(total, part) : minus(total, part)) : j % 2 === 0 ? part : scale(part, MINUS_ONE);
  });
  return total ?? { terms: [], key: '' };
}

function sum(a: Form, b: Form): Form {
  return minus(a, scale(b, MINUS_ONE));
}

// Branch and bound over boxes with an interval Cholesky factorisation.

const MOST = 400;

function byBoxes(algebra: Algebra, h: FormMatrix): boolean {
  const names = [...algebra.box.keys()];
  const plan = planFor(h.flat());
  const stack: Map<string, Interval>[] = [new Map(algebra.box)];
  let count = 0;
  while (stack.length > 0) {
    const box = stack.pop() as Map<string, Interval>;
    if (++count > MOST || ++algebra.work.boxes > algebra.work.limit) return false;
    const flat = evaluate(plan, box).values;
    const entries = h.map((row, i) => row.map((_, j) => flat[i * h.length + j] as Interval));
    if (entries.some((row, i) => (row[i] as Interval).hi < 0)) return false;
    if (isPositiveByGershgorin(entries) || isPositiveByCholesky(entries)) continue;
    const parts = halves(box, algebra.box, names);
    if (!parts) return false;
    stack.push(...parts);
  }
  return true;
}

export function halves(
  box: ReadonlyMap<string, Interval>,
  whole: ReadonlyMap<string, Interval>,
  names: readonly string[],
): Map<string, Interval>[] | null {
  let best = '';
  let most = 0;
  for (const name of names) {
    const [x, w] = [box.get(name) as Interval, whole.get(name) as Interval];
    const width = (x.hi - x.lo) / (w.hi - w.lo);
    if (width > most) [best, most] = [name, width];
  }
  const x = box.get(best);
  if (!x) return null;
  const middle = x.lo + (x.hi - x.lo) / 2;
  if (middle <= x.lo || middle >= x.hi) return null;
  return [new Map(box).set(best, { lo: x.lo, hi: middle }), new Map(box).set(best, { lo: middle, hi: x.hi })];
}

export function isPositiveByGershgorin(a: readonly (readonly Interval[])[]): boolean {
  return a.every((row, i) => {
    let radius: Interval = { lo: 0, hi: 0 };
    row.forEach((x, j) => {
      const size = Math.max(Math.abs(x.lo), Math.abs(x.hi));
      if (j !== i) radius = add(radius, { lo: size, hi: size });
    });
    return (row[i] as Interval).lo >= radius.hi;
  });
}

/** Every matrix in the interval matrix is positive definite where the factorisation runs through (Rump 2006, §2). */
export function isPositiveByCholesky(matrix: readonly (readonly Interval[])[]): boolean {
  const a = matrix.map((row) => [...row]);
  for (let k = 0; k < a.length; k++) {
    const pivot = a[k]?.[k] as Interval;
    if (!(pivot.lo > 0)) return false;
    for (let i = k + 1; i < a.length; i++) {
      const row = a[i] as Interval[];
      const own = row[k] as Interval;
      for (let j = i; j < a.length; j++) {
        const other = a[j]?.[k] as Interval;
        const product = i === j ? square(own) : multiply(own, other);
        const value = subtract(row[j] as Interval, divide(product, pivot));
        row[j] = value;
        (a[j] as Interval[])[i] = value;
      }
    }
  }
  return true;
}
