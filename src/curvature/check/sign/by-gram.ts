import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { type Atom, isConstantAtom, type Signomial, type Term, term, timesTerm } from '../exact/signomial.ts';

const LARGEST = 12;

/**
 * Whether s is a sum of squares by a Gram matrix over the monomials whose squares stand in it (Powers & Wörmann 1998): a
 * product that is no square of them belongs to the first pair of them that makes it. 'definite': the matrix has no kernel.
 */
export function sumOfSquares(s: Signomial): 'definite' | 'semidefinite' | null {
  const basis = s.flatMap((t) => rootOf(t));
  if (basis.length === 0 || basis.length > LARGEST) return null;
  const gram: Rational[][] = basis.map(() => basis.map(() => exact.ZERO));
  for (const t of s) {
    const place = placeOf(t, basis);
    if (!place) return null;
    const [i, j] = place;
    const share = i === j ? t.coefficient : exact.multiply(t.coefficient, exact.rational(1n, 2n));
    (gram[i] as Rational[])[j] = exact.add(gram[i]?.[j] ?? exact.ZERO, share);
    if (i !== j) (gram[j] as Rational[])[i] = (gram[i] as Rational[])[j] as Rational;
  }
  return definiteness(gram);
}

function rootOf(t: Term): readonly Term[] {
  if (t.coefficient.numerator <= 0n) return [];
  const half = exact.rational(1n, 2n);
  const powers = t.powers.map((p) => ({ ...p, exponent: exact.multiply(p.exponent, half) }));
  const real = powers.every((p) => p.exponent.denominator === 1n || isPositive(p.atom));
  return real && !powers.some((p) => p.atom.kind === 'prime') ? [term(exact.ONE, powers)] : [];
}

/** A root of it is real. */
function isPositive(atom: Atom): boolean {
  return atom.kind === 'exp' || (isConstantAtom(atom) && new Enclosing(new Map()).atom(atom).lo > 0);
}

function placeOf(t: Term, basis: readonly Term[]): readonly [number, number] | null {
  for (let i = 0; i < basis.length; i++) if (timesTerm(basis[i] as Term, basis[i] as Term).key === t.key) return [i, i];
  for (let i = 0; i < basis.length; i++)
    for (let j = i + 1; j < basis.length; j++)
      if (timesTerm(basis[i] as Term, basis[j] as Term).key === t.key) return [i, j];
  return null;
}

/** By elimination in exact numbers: a pivot of 0 needs a row of 0. */
export function definiteness(matrix: readonly (readonly Rational[])[]): 'definite' | 'semidefinite' | null {
  const a = matrix.map((row) => [...row]);
  const at = (i: number, j: number): Rational => (a[i] as Rational[])[j] as Rational;
  let kernel = false;
  for (let k = 0; k < a.length; k++) {
    const pivot = at(k, k);
    if (pivot.numerator < 0n) return null;
    if (pivot.numerator === 0n) {
      if (a.some((_, j) => j > k && at(k, j).numerator !== 0n)) return null;
      kernel = true;
      continue;
    }
    for (let i = k + 1; i < a.length; i++) {
      const factor = exact.divide(at(i, k), pivot) ?? exact.ZERO;
      for (let j = k + 1; j < a.length; j++)
        (a[i] as Rational[])[j] = exact.subtract(at(i, j), exact.multiply(factor, at(k, j)));
    }
  }
  return kernel ? 'semidefinite' : 'definite';
}
