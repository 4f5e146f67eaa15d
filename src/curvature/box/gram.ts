import type { Rational } from '../../math/rational/rational.ts';
import * as exact from '../../math/rational/rational.ts';
import { type Algebra, factorSign } from '../algebra/algebra.ts';
import { type Form, ONE_RATIONAL, type Term, term, timesTerm } from '../algebra/form.ts';
import { semidefiniteRank } from '../algebra/quadratic.ts';

const LARGEST = 24;

/**
 * Whether a form is seen to be a sum of squares: mᵀ G m with G positive semidefinite (exact LDLᵀ) and m the roots of its
 * terms that are squares (Powers & Wörmann 1998, with a sparse basis and one place for each mixed term).
 */
export function isSumOfSquaresForm(algebra: Algebra, f: Form): boolean {
  if (f.terms.length > LARGEST) return false;
  const diagonal: Rational[] = [];
  const roots: Term[] = [];
  const mixed: Term[] = [];
  for (const t of f.terms) {
    const root = t.coefficient.numerator > 0n ? rootOf(algebra, t) : null;
    if (root) {
      roots.push(root);
      diagonal.push(t.coefficient);
    } else mixed.push(t);
  }
  const matrix = roots.map((_, i) => roots.map((_r, j) => (i === j ? (diagonal[i] as Rational) : exact.ZERO)));
  return mixed.every((t) => place(t, roots, matrix)) && semidefiniteRank(matrix) !== null;
}

/** The square root of a term's monomial, where that is real on the whole box. */
function rootOf(algebra: Algebra, t: Term): Term | null {
  const factors = [];
  for (const { generator, exponent } of t.factors) {
    const even = exponent.denominator === 1n && exponent.numerator % 2n === 0n;
    if (!even && factorSign(algebra, { generator, exponent: ONE_RATIONAL }).sign !== 1) return null;
    factors.push({ generator, exponent: exact.multiply(exponent, exact.rational(1n, 2n)) });
  }
  return term(ONE_RATIONAL, factors);
}

/** Puts a mixed term where the room left for it is largest. */
function place(t: Term, roots: readonly Term[], matrix: Rational[][]): boolean {
  let best: readonly [number, number] | null = null;
  let most = -1;
  for (let i = 0; i < roots.length; i++)
    for (let j = i + 1; j < roots.length; j++) {
      if (timesTerm(roots[i] as Term, roots[j] as Term).key !== t.key) continue;
      const room = exact.toDouble(exact.multiply(at(matrix, i, i), at(matrix, j, j)));
      if (room > most) [best, most] = [[i, j], room];
    }
  if (!best) return false;
  const [i, j] = best;
  const half = exact.add(at(matrix, i, j), exact.multiply(t.coefficient, exact.rational(1n, 2n)));
  (matrix[i] as Rational[])[j] = half;
  (matrix[j] as Rational[])[i] = half;
  return true;
}

function at(matrix: readonly (readonly Rational[])[], i: number, j: number): Rational {
  return matrix[i]?.[j] ?? exact.ZERO;
}
