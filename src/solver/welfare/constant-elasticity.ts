import { namesIn } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { compare, multiply, ONE, type Rational, rational, sign } from '../../math/rational/rational.ts';

/**
 * The bases x_i of (Σ w_i·x_i^r)^q where that is concave and rising in all of them: weights > 0, one exponent r < 1 other than 0, and
 * 0 < q·r <= 1 (constant elasticity of substitution; Boyd & Vandenberghe 2004, exercise 3.2.3 and section 3.2.4). Else null.
 */
export function elasticBases(e: Expression): readonly Expression[] | null {
  if (e.kind !== 'power' && e.kind !== 'divide') return null;
  const outer = e.kind === 'power' ? exactValue(e.right) : rational(-1n);
  const sum = e.kind === 'power' ? e.left : e.right;
  if (outer === null || (e.kind === 'divide' && !isPositive(e.left))) return null;
  const terms = termsOf(sum);
  const inner = terms?.[0]?.exponent;
  if (terms === null || inner === undefined || sign(inner) === 0 || compare(inner, ONE) >= 0) return null;
  if (terms.some(({ exponent }) => compare(exponent, inner) !== 0)) return null;
  const degree = multiply(outer, inner);
  return sign(degree) > 0 && compare(degree, ONE) <= 0 ? terms.map(({ base }) => base) : null;
}

interface Term {
  readonly base: Expression;
  readonly exponent: Rational;
}

function termsOf(e: Expression): readonly Term[] | null {
  if (e.kind === 'add') {
    const [left, right] = [termsOf(e.left), termsOf(e.right)];
    return left === null || right === null ? null : [...left, ...right];
  }
  const term = termOf(e);
  return term === null ? null : [term];
}

function termOf(e: Expression): Term | null {
  switch (e.kind) {
    case 'multiply':
      return isPositive(e.left) ? termOf(e.right) : isPositive(e.right) ? termOf(e.left) : null;
    case 'divide':
      if (isPositive(e.right)) return termOf(e.left);
      return isPositive(e.left) ? inverted(termOf(e.right)) : null;
    case 'power': {
      const exponent = exactValue(e.right);
      return exponent === null || namesIn(e.left).size === 0 ? null : { base: e.left, exponent };
    }
    case 'call': {
      const [x] = e.arguments;
      return e.function === 'sqrt' && x !== undefined ? { base: x, exponent: rational(1n, 2n) } : null;
    }
    case 'name':
      return { base: e, exponent: ONE };
    default:
      return null;
  }
}

const inverted = (term: Term | null): Term | null =>
  term === null ? null : { base: term.base, exponent: multiply(term.exponent, rational(-1n)) };

function isPositive(e: Expression): boolean {
  const exact = namesIn(e).size === 0 ? exactValue(e) : null;
  return exact !== null && sign(exact) > 0;
}
