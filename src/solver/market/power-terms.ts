import { namesIn } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import {
  compare,
  multiply,
  negate,
  ONE,
  type Rational,
  rational,
  sign,
  toDouble,
} from '../../math/rational/rational.ts';

/** weight · good^exponent, or weight · ln(good). */
interface PowerTerm {
  readonly kind: 'power' | 'logarithm';
  readonly weight: number;
  readonly good: string;
  readonly exponent: number;
  readonly bends: -1 | 0 | 1;
}

interface PowerTerms {
  readonly terms: readonly PowerTerm[];
  /** Of the whole sum over positive amounts, from the exact exponents; null: terms bend both ways. */
  readonly curvature: 'concave' | 'convex' | 'linear' | null;
}

/**
 * A sum of multiples of powers and logarithms of single goods (constants left out); null for anything else. w·x^r bends like w·r·(r − 1),
 * w·ln x like −w, so that the sum's curvature over the whole positive orthant is exact.
 */
export function powerTermsOf(e: Expression): PowerTerms | null {
  const found = collect(e, ONE);
  if (found === null || found.length === 0) return null;
  const bends = new Set(found.map((term) => term.bends).filter((b) => b !== 0));
  const curvature = bends.size === 0 ? 'linear' : bends.size > 1 ? null : bends.has(-1) ? 'concave' : 'convex';
  return { terms: found, curvature };
}

function collect(e: Expression, factor: Rational): readonly PowerTerm[] | null {
  if (namesIn(e).size === 0) return [];
  switch (e.kind) {
    case 'add':
      return joined(collect(e.left, factor), collect(e.right, factor));
    case 'subtract':
      return joined(collect(e.left, factor), collect(e.right, negate(factor)));
    case 'negate':
      return collect(e.operand, negate(factor));
    case 'multiply': {
      const left = exactValue(e.left);
      if (left !== null) return collect(e.right, multiply(factor, left));
      const right = exactValue(e.right);
      return right === null ? null : collect(e.left, multiply(factor, right));
    }
    case 'divide': {
      const right = exactValue(e.right);
      if (right !== null && sign(right) !== 0) return collect(e.left, multiply(factor, reciprocal(right)));
      const left = exactValue(e.left);
      return left === null ? null : inverted(e.right, multiply(factor, left));
    }
    case 'call': {
      const [x] = e.arguments;
      if (x?.kind !== 'name') return null;
      if (e.function === 'ln') return [logarithm(x.name, factor)];
      return e.function === 'sqrt' ? [power(x.name, factor, rational(1n, 2n))] : null;
    }
    case 'name':
      return [power(e.name, factor, ONE)];
    case 'power': {
      const exponent = exactValue(e.right);
      return exponent === null || e.left.kind !== 'name' ? null : [power(e.left.name, factor, exponent)];
    }
    default:
      return null;
  }
}

/** 1/x and 1/x^r. */
function inverted(e: Expression, factor: Rational): readonly PowerTerm[] | null {
  if (e.kind === 'name') return [power(e.name, factor, rational(-1n))];
  const exponent = e.kind === 'power' ? exactValue(e.right) : null;
  if (e.kind === 'power' && e.left.kind === 'name' && exponent !== null)
    return [power(e.left.name, factor, negate(exponent))];
  if (e.kind === 'multiply') {
    const left = exactValue(e.left);
    return left === null || sign(left) === 0 ? null : inverted(e.right, multiply(factor, reciprocal(left)));
  }
  return null;
}

const reciprocal = (r: Rational): Rational => {
  const positive = rational(r.denominator, r.numerator < 0n ? -r.numerator : r.numerator);
  return r.numerator < 0n ? negate(positive) : positive;
};

const joined = (a: readonly PowerTerm[] | null, b: readonly PowerTerm[] | null): readonly PowerTerm[] | null =>
  a === null || b === null ? null : [...a, ...b];

const logarithm = (good: string, factor: Rational): PowerTerm => ({
  kind: 'logarithm',
  weight: toDouble(factor),
  good,
  exponent: 0,
  bends: opposite(sign(factor)),
});

const opposite = (s: -1 | 0 | 1): -1 | 0 | 1 => (s === 0 ? 0 : s === 1 ? -1 : 1);

function power(good: string, factor: Rational, exponent: Rational): PowerTerm {
  const bend = sign(factor) * sign(exponent) * compare(exponent, ONE);
  return {
    kind: 'power',
    weight: toDouble(factor),
    good,
    exponent: toDouble(exponent),
    bends: bend === 0 ? 0 : bend > 0 ? 1 : -1,
  };
}
