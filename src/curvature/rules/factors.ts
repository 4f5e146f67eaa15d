import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { multiply, negate, ONE, type Rational, rational } from '../../math/rational/rational.ts';

export interface PowerFactor {
  readonly base: Expression;
  readonly exponent: Rational;
}

/** e^outer as a product of powers; constants are factors too. */
export function factorsOf(e: Expression, outer: Rational = ONE): readonly PowerFactor[] {
  switch (e.kind) {
    case 'multiply':
      return [...factorsOf(e.left, outer), ...factorsOf(e.right, outer)];
    case 'divide':
      return [...factorsOf(e.left, outer), ...factorsOf(e.right, negate(outer))];
    case 'power': {
      const exponent = exactValue(e.right);
      return exponent ? factorsOf(e.left, multiply(outer, exponent)) : [{ base: e, exponent: outer }];
    }
    case 'call':
      if (e.function === 'sqrt') return factorsOf(e.arguments[0] as Expression, multiply(outer, rational(1n, 2n)));
      return [{ base: e, exponent: outer }];
    default:
      return [{ base: e, exponent: outer }];
  }
}

export function isEven(r: Rational): boolean {
  return r.denominator === 1n && r.numerator % 2n === 0n;
}
