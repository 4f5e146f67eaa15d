import { namesIn } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { toDouble } from '../../math/rational/rational.ts';
import { powerTermsOf } from './power-terms.ts';

/**
 * A utility whose demand is a formula: shares of a product of powers (Cobb–Douglas), weights and exponent of a constant elasticity of
 * substitution, weights of perfect substitutes, and what one unit of perfect complements takes of each good (Mas-Colell, Whinston & Green, 3.C–3.D).
 */
export type ClosedForm =
  | { readonly kind: 'cobb-douglas'; readonly shares: Float64Array }
  | { readonly kind: 'ces'; readonly weights: Float64Array; readonly exponent: number }
  | { readonly kind: 'linear'; readonly weights: Float64Array }
  | { readonly kind: 'leontief'; readonly needs: Float64Array };

/** The closed form of an order of bundles (a utility without rising functions around it); null where none is recognised. */
export function closedFormOf(e: Expression, goods: readonly string[]): ClosedForm | null {
  return product(e, goods) ?? sumOfPowers(e, goods) ?? leontief(e, goods);
}

function product(e: Expression, goods: readonly string[]): ClosedForm | null {
  const shares = new Float64Array(goods.length);
  if (!multiplied(e, 1, goods, shares)) return null;
  return normalised(shares);
}

function normalised(shares: Float64Array): ClosedForm | null {
  const sum = shares.reduce((a, b) => a + b, 0);
  if (!(sum > 0) || shares.some((share) => share < 0)) return null;
  return { kind: 'cobb-douglas', shares: shares.map((share) => share / sum) };
}

function multiplied(e: Expression, exponent: number, goods: readonly string[], shares: Float64Array): boolean {
  switch (e.kind) {
    case 'multiply':
      return multiplied(e.left, exponent, goods, shares) && multiplied(e.right, exponent, goods, shares);
    case 'divide':
      return (
        namesIn(e.right).size === 0 &&
        multiplied(e.left, exponent, goods, shares) &&
        multiplied(e.right, 0, goods, shares)
      );
    case 'power': {
      const inner = exactValue(e.right);
      return inner !== null && multiplied(e.left, exponent * toDouble(inner), goods, shares);
    }
    case 'call': {
      const [x] = e.arguments;
      return e.function === 'sqrt' && x !== undefined && multiplied(x, exponent / 2, goods, shares);
    }
    case 'name': {
      const j = goods.indexOf(e.name);
      if (j < 0) return false;
      shares[j] = (shares[j] ?? 0) + exponent;
      return true;
    }
    default: {
      if (namesIn(e).size > 0) return false;
      const value = exactValue(e);
      return value !== null && value.numerator > 0n;
    }
  }
}

function sumOfPowers(e: Expression, goods: readonly string[]): ClosedForm | null {
  const inner = e.kind === 'power' && exactValue(e.right) !== null ? e : null;
  const outer = inner === null ? null : exactValue(inner.right);
  const reciprocal = e.kind === 'divide' && (exactValue(e.left)?.numerator ?? 0n) > 0n ? e.right : null;
  const falls = (outer !== null && outer.numerator < 0n) || reciprocal !== null;
  const sum = powerTermsOf(reciprocal ?? inner?.left ?? e);
  const first = sum?.terms[0];
  if (sum === null || first === undefined) return null;
  const weights = new Float64Array(goods.length);
  const repeated = new Set(sum.terms.map(({ good }) => good)).size < sum.terms.length;
  const alike = sum.terms.every(({ kind, exponent }) => kind === first.kind && exponent === first.exponent);
  if (!alike || (repeated && first.exponent !== 1)) return null;
  for (const { good, weight } of sum.terms) {
    const j = goods.indexOf(good);
    if (j < 0) return null;
    weights[j] = (weights[j] ?? 0) + (falls ? -weight : weight);
  }
  if (first.kind === 'logarithm') return falls ? null : normalised(weights);
  const signed = first.exponent < 0 ? weights.map((w) => -w) : weights;
  if (signed.some((w) => w < 0) || first.exponent > 1 || first.exponent === 0) return null;
  if (first.exponent === 1) return { kind: 'linear', weights: signed };
  return { kind: 'ces', weights: signed, exponent: first.exponent };
}

function leontief(e: Expression, goods: readonly string[]): ClosedForm | null {
  if (e.kind !== 'call' || e.function !== 'min') return null;
  const needs = new Float64Array(goods.length);
  for (const part of partsOf(e)) {
    const terms = powerTermsOf(part);
    const [only] = terms?.terms ?? [];
    if (only === undefined || terms?.terms.length !== 1 || only.exponent !== 1 || !(only.weight > 0)) return null;
    if (constantPart(part) !== 0) return null;
    const j = goods.indexOf(only.good);
    if (j < 0) return null;
    needs[j] = Math.max(needs[j] ?? 0, 1 / only.weight);
  }
  return { kind: 'leontief', needs };
}

function partsOf(e: Expression): readonly Expression[] {
  return e.kind === 'call' && e.function === 'min' ? e.arguments.flatMap(partsOf) : [e];
}

/** Any number added anywhere makes min(a + 1, b) another thing; 0 where nothing is. */
function constantPart(e: Expression): number {
  if (e.kind === 'add' || e.kind === 'subtract')
    return namesIn(e.left).size === 0 || namesIn(e.right).size === 0 ? 1 : constantPart(e.left) + constantPart(e.right);
  if (e.kind === 'multiply' || e.kind === 'divide') return constantPart(e.left) + constantPart(e.right);
  return e.kind === 'negate' ? constantPart(e.operand) : 0;
}
