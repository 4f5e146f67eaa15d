import type { Expression } from '../../../math/expression/expression.ts';
import type { EncodedExpression } from '../../encoded-expression.ts';

interface EncodedConstraint {
  readonly level: EncodedExpression;
  readonly bound: EncodedExpression;
}

/** Null where the formula is what the constraints leave of the second good. */
export function wrongInversion(
  _constraints: readonly EncodedConstraint[],
  _goods: readonly [string, string],
  _formula: Expression,
): string | null {
  return null;
}
