import type { Rational } from '../../math/rational/rational.ts';
import * as exact from '../../math/rational/rational.ts';
import type { SignFact } from './algebra.ts';
import type { Form, Term } from './form.ts';
import type { Sign } from './polynomial.ts';

/** The sign of a polynomial of degree 2 at most that is semidefinite on all of space, else null. */
export function quadraticSign(f: Form): SignFact | null {
  const matrix = homogeneousMatrix(f);
  if (!matrix) return null;
  for (const sign of [1, -1] as const) {
    const signed = sign > 0 ? matrix : matrix.map((row) => row.map(exact.negate));
    const pivots = pivotsOf(signed);
    if (!pivots) continue;
    // The last row is that of the constant: its pivot is the least value that is taken anywhere.
    const definite = (pivots[pivots.length - 1]?.numerator ?? 0n) > 0n && f.terms.some((t) => t.factors.length === 0);
    return { sign: sign as Sign, inside: definite, closed: definite };
  }
  return null;
}

/** Whether the form is a sum of squares of affine functions (of degree 2 at most). */
export function isSumOfSquares(f: Form): boolean {
  const matrix = homogeneousMatrix(f);
  return matrix !== null && pivotsOf(matrix) !== null;
}

/** The symmetric matrix of the quadratic form in (x, y, …, 1), or null where the degree is higher. */
function homogeneousMatrix(f: Form): readonly (readonly Rational[])[] | null {
  const names = new Map<string, number>([['', 0]]);
  const places: (readonly [number, number, Rational])[] = [];
  for (const t of f.terms) {
    const place = placeOf(t, names);
    if (!place) return null;
    places.push([...place, t.coefficient]);
  }
  const matrix = Array.from(names, () => new Array<Rational>(names.size).fill(exact.ZERO));
  const placeAt = (k: number): number => (k + names.size - 1) % names.size;
  for (const [i, j, c] of places) {
    const half = i === j ? c : exact.multiply(c, exact.rational(1n, 2n));
    (matrix[placeAt(i)] as Rational[])[placeAt(j)] = half;
    (matrix[placeAt(j)] as Rational[])[placeAt(i)] = half;
  }
  // Without a constant or linear part the row of 1 is empty and says nothing.
  const last = matrix.length - 1;
  const bare = (matrix[last] as Rational[]).every((c) => c.numerator === 0n);
  return bare ? matrix.slice(0, last).map((row) => row.slice(0, last)) : matrix;
}

function placeOf(t: Term, names: Map<string, number>): readonly [number, number] | null {
  const indices: number[] = [];
  for (const { generator, exponent } of t.factors) {
    if (
      generator.kind !== 'variable' ||
      exponent.denominator !== 1n ||
      exponent.numerator < 0n ||
      exponent.numerator > 2n
    )
      return null;
    const index = names.get(generator.key) ?? names.size;
    names.set(generator.key, index);
    for (let i = 0n; i < exponent.numerator; i++) indices.push(index);
  }
  if (indices.length > 2) return null;
  const [a, b] = [indices[0] ?? 0, indices[1] ?? 0];
  return a < b ? [a, b] : [b, a];
}

/** The rank of a positive semidefinite matrix by exact LDLᵀ, or null where it is none. */
export function semidefiniteRank(matrix: readonly (readonly Rational[])[]): number | null {
  return pivotsOf(matrix)?.filter((p) => p.numerator > 0n).length ?? null;
}

/** The diagonal of D in LDLᵀ of a positive semidefinite matrix, or null where it is none. */
function pivotsOf(matrix: readonly (readonly Rational[])[]): readonly Rational[] | null {
  const a = matrix.map((row) => [...row]);
  for (let k = 0; k < a.length; k++) {
    const pivot = a[k]?.[k] as Rational;
    if (pivot.numerator < 0n) return null;
    const below = a.slice(k + 1);
    if (pivot.numerator === 0n) {
      if (below.some((row) => (row[k] as Rational).numerator !== 0n)) return null;
      continue;
    }
    for (const row of below) {
      const factor = exact.divide(row[k] as Rational, pivot) as Rational;
      for (let j = k; j < a.length; j++) {
        row[j] = exact.subtract(row[j] as Rational, exact.multiply(factor, a[k]?.[j] as Rational));
      }
    }
  }
  return a.map((row, k) => row[k] as Rational);
}
