import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import {
  add,
  divide,
  multiply,
  negate,
  ONE,
  type Rational,
  rational,
  sign,
  subtract,
  ZERO,
} from '../../math/rational/rational.ts';
import type { Box } from './concave.ts';

/** Exact coefficients by the sorted names of a monomial joined by a space ('': 1); of degree 2 at most. */
type Quadratic = ReadonlyMap<string, Rational>;

/**
 * Whether P/L is concave where L > 0, for a quadratic P and an affine L: with 1 as one more good both are homogeneous, P/L of degree 1
 * has no curvature along rays, and across them (in the plane where L does not change) that of P; so it is concave exactly where P is on
 * that plane, which the pivots of exact elimination show (a perspective; Boyd & Vandenberghe 2004, section 3.2.6).
 */
export function isConcaveFraction(e: Expression, box: Box): boolean {
  const [above, below] = e.kind === 'divide' ? [quadraticOf(e.left), quadraticOf(e.right)] : [quadraticOf(e), one];
  if (above === null || below === null || [...below.keys()].some((key) => key.includes(' '))) return false;
  if (e.kind === 'divide' && !(enclose(e.right, box).value.lo >= 0)) return false;
  const names = [...namesIn(e)];
  const form = matrixOf(above, names);
  const line = ['', ...names].map((name) => below.get(name) ?? ZERO);
  const pivot = line.findIndex((own) => sign(own) !== 0);
  if (pivot < 0) return false;
  return isNowherePositive(onPlane(form, line, pivot));
}

/**
 * Whether the root of a quadratic is concave where nothing is below 0: no coefficient is, and with 1 as one more good the form has one
 * positive eigenvalue, being nowhere positive across (by the form) a place where it is (reversed Cauchy-Schwarz, as in Minkowski space).
 */
export function isConcaveRoot(e: Expression): boolean {
  const quadratic = quadraticOf(e);
  if (quadratic === null || [...quadratic.values()].some((value) => sign(value) < 0)) return false;
  const form = matrixOf(quadratic, [...namesIn(e)]);
  const line = form.map((row) => row.reduce((total, value) => add(total, value), ZERO));
  const pivot = line.findIndex((own) => sign(own) !== 0);
  return pivot >= 0 && isNowherePositive(onPlane(form, line, pivot));
}

const one: Quadratic = new Map([['', ONE]]);

/** The symmetric matrix of a quadratic in (1, names), twice over. */
function matrixOf(quadratic: Quadratic, names: readonly string[]): readonly (readonly Rational[])[] {
  const all = ['', ...names];
  return all.map((first) =>
    all.map((second) => {
      const key = keyOf([first, second]);
      const own = quadratic.get(key) ?? ZERO;
      return first === second ? multiply(rational(2n), own) : own;
    }),
  );
}

const keyOf = (names: readonly string[]): string =>
  names
    .filter((name) => name !== '')
    .sort()
    .join(' ');

/** The form over the vectors v with line · v = 0: v_pivot = -Σ (line_j / line_pivot) v_j. */
function onPlane(form: readonly (readonly Rational[])[], line: readonly Rational[], pivot: number): Rational[][] {
  const rest = [...line.keys()].filter((j) => j !== pivot);
  const share = (j: number) => negate(divide(line[j] ?? ZERO, line[pivot] ?? ONE) ?? ZERO);
  const at = (i: number, j: number) => form[i]?.[j] ?? ZERO;
  return rest.map((i) =>
    rest.map((j) => {
      const mixed = add(multiply(share(i), at(pivot, j)), multiply(share(j), at(i, pivot)));
      return add(add(at(i, j), mixed), multiply(multiply(share(i), share(j)), at(pivot, pivot)));
    }),
  );
}

/** Exact elimination: every pivot is below 0, or 0 with its whole row 0. */
function isNowherePositive(matrix: Rational[][]): boolean {
  const size = matrix.length;
  for (let k = 0; k < size; k++) {
    const row = matrix[k] ?? [];
    const pivot = row[k] ?? ZERO;
    if (sign(pivot) > 0) return false;
    if (sign(pivot) === 0) {
      if (row.slice(k + 1).some((value) => sign(value) !== 0)) return false;
      continue;
    }
    for (let i = k + 1; i < size; i++) {
      const target = matrix[i] ?? [];
      const factor = divide(target[k] ?? ZERO, pivot) ?? ZERO;
      for (let j = k; j < size; j++) target[j] = subtract(target[j] ?? ZERO, multiply(factor, row[j] ?? ZERO));
    }
  }
  return true;
}

function quadraticOf(e: Expression): Quadratic | null {
  if (namesIn(e).size === 0) {
    const value = exactValue(e);
    return value === null ? null : new Map([['', value]]);
  }
  switch (e.kind) {
    case 'name':
      return new Map([[e.name, ONE]]);
    case 'negate':
      return sum(new Map(), quadraticOf(e.operand), rational(-1n));
    case 'add':
      return sum(quadraticOf(e.left), quadraticOf(e.right), ONE);
    case 'subtract':
      return sum(quadraticOf(e.left), quadraticOf(e.right), rational(-1n));
    case 'multiply':
      return times(quadraticOf(e.left), quadraticOf(e.right));
    case 'divide': {
      const below = namesIn(e.right).size === 0 ? exactValue(e.right) : null;
      const share = below === null ? null : divide(ONE, below);
      return share === null ? null : sum(new Map(), quadraticOf(e.left), share);
    }
    case 'power': {
      const exponent = exactValue(e.right);
      const base = quadraticOf(e.left);
      return exponent !== null && sign(subtract(exponent, rational(2n))) === 0 ? times(base, base) : null;
    }
    default:
      return null;
  }
}

function sum(first: Quadratic | null, second: Quadratic | null, weight: Rational): Quadratic | null {
  if (first === null || second === null) return null;
  const all = new Map(first);
  for (const [key, value] of second) all.set(key, add(all.get(key) ?? ZERO, multiply(weight, value)));
  return all;
}

function times(first: Quadratic | null, second: Quadratic | null): Quadratic | null {
  if (first === null || second === null) return null;
  const all = new Map<string, Rational>();
  for (const [a, x] of first) {
    for (const [b, y] of second) {
      const key = keyOf([...a.split(' '), ...b.split(' ')]);
      if (key.split(' ').length > 2) return null;
      all.set(key, add(all.get(key) ?? ZERO, multiply(x, y)));
    }
  }
  return all;
}
