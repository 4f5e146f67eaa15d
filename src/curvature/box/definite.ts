import type { Interval } from '../../math/interval/interval.ts';
import { type Rational, rational } from '../../math/rational/rational.ts';
import { type Algebra, generatorSign } from '../algebra/algebra.ts';
import { clear } from '../algebra/clear.ts';
import { type Form, type Generator, minus, rationalOf, scale, times, variable } from '../algebra/form.ts';
import { evaluate, planFor } from '../algebra/plan.ts';
import { semidefiniteRank } from '../algebra/quadratic.ts';
import { halved, type MatrixOver, positiveOn } from './cover.ts';
import { isNonnegative } from './nonnegative.ts';

export type FormMatrix = readonly (readonly Form[])[];

const MINUS_ONE = rational(-1n);
const MOST = 400;

export function negated(h: FormMatrix): FormMatrix {
  return h.map((row) => row.map((f) => scale(f, MINUS_ONE)));
}

/** Whether a symmetric matrix of forms is proven positive semidefinite on the whole box; names the method, or null. */
export function provenSemidefinite(
  algebra: Algebra,
  h: FormMatrix,
  names: readonly string[] = [...algebra.domain.keys()],
  isRadial = false,
): 'LDL' | 'minors' | 'Cholesky' | null {
  const section = isRadial ? crossSection(algebra, h, names) : null;
  if (section) return provenSemidefinite(algebra, section) && 'minors';
  const numbers = h.map((row) => row.map(rationalOf));
  if (numbers.every((row) => row.every((x) => x !== null)))
    return semidefiniteRank(numbers as Rational[][]) !== null ? 'LDL' : null;
  if (h.length <= 3 && haveSign(algebra, h)) return 'minors';
  if (byBoxes(algebra, h)) return 'Cholesky';
  return h.length === 4 && haveSign(algebra, h) ? 'minors' : null;
}

/**
 * Without a row and column, where H·x = 0 identically and that coordinate is nowhere 0 inside: any v is then a multiple of x
 * plus a vector that lacks it, so that H has one sign where the smaller matrix has.
 */
function crossSection(algebra: Algebra, h: FormMatrix, names: readonly string[]): FormMatrix | null {
  const left = names.findIndex((n) => (generatorSign(algebra, variableOf(n)).sign ?? 0) !== 0);
  if (left < 0 || h.length < 2) return null;
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

const LARGEST = 2000;

/** Whether no principal minor is negative, the smaller ones first; what would be too long to write out is not tried. */
function haveSign(algebra: Algebra, h: FormMatrix): boolean {
  const size = h.reduce((product, row) => product * Math.max(...row.map((x) => x.terms.length), 1), 1);
  if (size > LARGEST) return false;
  algebra.work.boxes += size >> 4;
  const masks = Array.from({ length: (1 << h.length) - 1 }, (_, i) => i + 1).sort((a, b) => bits(a) - bits(b));
  return masks.every((mask) => {
    if (algebra.work.boxes > algebra.work.limit) return false;
    const rows = h.map((_, i) => i).filter((i) => mask & (1 << i));
    return isNonnegative(algebra, determinant(rows.map((i) => rows.map((j) => h[i]?.[j] as Form))));
  });
}

function bits(mask: number): number {
  return mask === 0 ? 0 : (mask & 1) + bits(mask >> 1);
}

export function leadingMinor(h: FormMatrix, size: number): Form {
  return determinant(h.slice(0, size).map((row) => row.slice(0, size)));
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

function byBoxes(algebra: Algebra, h: FormMatrix): boolean {
  const names = [...algebra.box.keys()];
  const plan = planFor(h.flat());
  const over: MatrixOver = (box) => {
    const flat = evaluate(plan, new Map(names.map((n, i) => [n, box[i] as Interval]))).values;
    return h.map((row, i) => row.map((_, j) => flat[i * h.length + j] as Interval));
  };
  const budget = { work: algebra.work, most: MOST, cost: 1 + (plan.steps.length >> 5) };
  return positiveOn(over, [...algebra.box.values()], budget).positive;
}

/** Halves of a box along the side that is longest against the whole, or null where nothing is left to halve. */
export function halves(
  box: ReadonlyMap<string, Interval>,
  whole: ReadonlyMap<string, Interval>,
  names: readonly string[],
): readonly Map<string, Interval>[] | null {
  const sides = (b: ReadonlyMap<string, Interval>): Interval[] => names.map((n) => b.get(n) as Interval);
  const parts = halved(sides(box), sides(whole));
  return parts === null ? null : parts.map((p) => new Map(names.map((n, i) => [n, p[i] as Interval])));
}
