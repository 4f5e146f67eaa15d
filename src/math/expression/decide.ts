import * as arithmetic from '../interval/arithmetic.ts';
import type { Interval } from '../interval/interval.ts';
import { assertNever } from './assert-never.ts';
import { combined, holdsFor } from './exact.ts';
import type { ComparisonOperator } from './expression.ts';
import type { Slot, Test } from './tape.ts';

/** Whether a condition surely holds, or surely does not, at all points of the box where it is defined; else null. */
export function decide(test: Test, at: (slot: Slot) => Interval): boolean | null {
  return decideBy(test, at, decideTouching);
}

/** As `decide`, but only where the condition is decided in a neighbourhood of the box too: no operands touch. */
export function decideAround(test: Test, at: (slot: Slot) => Interval): boolean | null {
  return decideBy(test, at, decideApart);
}

type Comparison = (operator: ComparisonOperator, a: Interval, b: Interval) => boolean | null;

function decideBy(test: Test, at: (slot: Slot) => Interval, compare: Comparison): boolean | null {
  switch (test.kind) {
    case 'compare':
      return compare(test.operator, at(test.left), at(test.right));
    case 'near': {
      const distance = arithmetic.abs(arithmetic.subtract(at(test.left), at(test.right)));
      return compare('<=', distance, arithmetic.multiply(test.enclosure, arithmetic.abs(at(test.right))));
    }
    case 'in': {
      const below = compare('<=', at(test.from), at(test.operand));
      return combined('and', below, compare('<=', at(test.operand), at(test.to)));
    }
    case 'and':
    case 'or':
      return combined(test.kind, decideBy(test.left, at, compare), decideBy(test.right, at, compare));
    case 'not': {
      const operand = decideBy(test.operand, at, compare);
      return operand === null ? null : !operand;
    }
    default:
      return assertNever(test);
  }
}

function decideApart(operator: ComparisonOperator, a: Interval, b: Interval): boolean | null {
  return a.hi < b.lo ? holdsFor(operator, -1) : b.hi < a.lo ? holdsFor(operator, 1) : null;
}

function decideTouching(operator: ComparisonOperator, a: Interval, b: Interval): boolean | null {
  switch (operator) {
    case '<':
      return a.hi < b.lo ? true : b.hi <= a.lo ? false : null;
    case '<=':
      return a.hi <= b.lo ? true : b.hi < a.lo ? false : null;
    case '>':
      return decideTouching('<', b, a);
    case '>=':
      return decideTouching('<=', b, a);
    case '==':
      return a.lo === a.hi && b.lo === b.hi && a.lo === b.lo ? true : a.hi < b.lo || b.hi < a.lo ? false : null;
    default:
      return assertNever(operator);
  }
}
