import type { Expression } from './expression.ts';

/** A term of a sum, and whether it is taken away. */
export interface Summand {
  readonly e: Expression;
  readonly negative: boolean;
}

/** A formula as the terms that it adds and takes away. */
export function summandsOf(e: Expression, negative = false): readonly Summand[] {
  switch (e.kind) {
    case 'add':
      return [...summandsOf(e.left, negative), ...summandsOf(e.right, negative)];
    case 'subtract':
      return [...summandsOf(e.left, negative), ...summandsOf(e.right, !negative)];
    case 'negate':
      return summandsOf(e.operand, !negative);
    default:
      return [{ e, negative }];
  }
}
