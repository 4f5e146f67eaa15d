import { isDefinedOver, powerFact } from '../functions/index.ts';
import * as arithmetic from '../interval/arithmetic.ts';
import { EMPTY, ENTIRE, hull, type Interval, isEmpty } from '../interval/interval.ts';
import { assertNever } from './assert-never.ts';
import { combined, holdsFor } from './exact.ts';
import type { ComparisonOperator, Expression } from './expression.ts';
import { type Step, type Test, tapeOf } from './tape.ts';

export interface Enclosure {
  /** Contains the value at every point of the box where the expression is defined. */
  readonly value: Interval;
  /** Whether every function in it is surely defined on the whole box. */
  readonly defined: boolean;
}

/** Encloses e over a box. A name that the box lacks may be anything, and counts as undefined. */
export function enclose(e: Expression, box: ReadonlyMap<string, Interval>): Enclosure {
  const { steps } = tapeOf(e);
  const last = encloseSteps(steps, (name) => box.get(name))[steps.length - 1];
  return last ?? { value: ENTIRE, defined: false };
}

/** The enclosures of all steps. */
export function encloseSteps(
  steps: readonly Step[],
  lookUp: (name: string) => Interval | undefined,
): readonly Enclosure[] {
  const slots: Enclosure[] = [];
  for (const step of steps) slots.push(encloseStep(step, slots, lookUp));
  return slots;
}

function encloseStep(
  step: Step,
  slots: readonly Enclosure[],
  lookUp: (name: string) => Interval | undefined,
): Enclosure {
  const at = (slot: number): Enclosure => slots[slot] as Enclosure;
  switch (step.kind) {
    case 'number':
      return { value: step.enclosure, defined: true };
    case 'undefined':
      return { value: EMPTY, defined: false };
    case 'name': {
      const value = lookUp(step.name);
      return { value: value ?? ENTIRE, defined: value !== undefined };
    }
    case 'negate':
      return { value: arithmetic.negate(at(step.operand).value), defined: at(step.operand).defined };
    case 'square':
      return { value: arithmetic.square(at(step.operand).value), defined: at(step.operand).defined };
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
      return encloseOperation(step.kind, at(step.left), at(step.right));
    case 'constant-power': {
      const { value, defined } = at(step.operand);
      return {
        value: powerFact.encloseConstant(value, step.exponent),
        defined: defined && powerFact.isDefinedOverConstant(value, step.exponent),
      };
    }
    case 'one': {
      const { value, defined } = at(step.operand);
      return { value: step.fact.enclose(value), defined: defined && isDefinedOver(step.fact.domain, value) };
    }
    case 'many':
      return {
        value: step.fact.enclose(at(step.left).value, at(step.right).value),
        defined: at(step.left).defined && at(step.right).defined,
      };
    case 'if':
      return encloseIf(step, slots);
    default:
      return assertNever(step);
  }
}

function encloseOperation(
  kind: 'add' | 'subtract' | 'multiply' | 'divide' | 'power',
  left: Enclosure,
  right: Enclosure,
): Enclosure {
  const defined = left.defined && right.defined;
  switch (kind) {
    case 'add':
      return { value: arithmetic.add(left.value, right.value), defined };
    case 'subtract':
      return { value: arithmetic.subtract(left.value, right.value), defined };
    case 'multiply':
      return { value: arithmetic.multiply(left.value, right.value), defined };
    case 'divide': {
      const divisor = right.value;
      return {
        value: arithmetic.divide(left.value, divisor),
        defined: defined && (0 < divisor.lo || divisor.hi < 0) && !isEmpty(divisor),
      };
    }
    case 'power':
      return {
        value: powerFact.enclose(left.value, right.value),
        defined: defined && powerFact.isDefinedOver(left.value, right.value),
      };
    default:
      return assertNever(kind);
  }
}

function encloseIf(step: Extract<Step, { kind: 'if' }>, slots: readonly Enclosure[]): Enclosure {
  const at = (slot: number): Enclosure => slots[slot] as Enclosure;
  const decided = decide(step.condition, slots);
  const isKnown = isTestDefined(step.condition, slots);
  const yes = at(step.then);
  const no = at(step.else);
  if (decided === null) return { value: hull(yes.value, no.value), defined: isKnown && yes.defined && no.defined };
  const taken = decided ? yes : no;
  return { value: taken.value, defined: isKnown && taken.defined };
}

/** Whether a condition surely holds, or surely does not, at all points of the box where it is defined; else null. */
export function decide(test: Test, slots: readonly Enclosure[]): boolean | null {
  const at = (slot: number): Interval => (slots[slot] as Enclosure).value;
  switch (test.kind) {
    case 'compare':
      return decideComparison(test.operator, at(test.left), at(test.right));
    case 'near': {
      const distance = arithmetic.abs(arithmetic.subtract(at(test.left), at(test.right)));
      const allowed = arithmetic.multiply(test.enclosure, arithmetic.abs(at(test.right)));
      return decideComparison('<=', distance, allowed);
    }
    case 'in': {
      const below = decideComparison('<=', at(test.from), at(test.operand));
      return combined('and', below, decideComparison('<=', at(test.operand), at(test.to)));
    }
    case 'and':
    case 'or':
      return combined(test.kind, decide(test.left, slots), decide(test.right, slots));
    case 'not': {
      const operand = decide(test.operand, slots);
      return operand === null ? null : !operand;
    }
    default:
      return assertNever(test);
  }
}

/** As `decide`, but only where the condition is decided in a neighbourhood of the box too: no operands touch. */
export function decideAround(test: Test, at: (slot: number) => Interval): boolean | null {
  switch (test.kind) {
    case 'compare':
      return decideApart(test.operator, at(test.left), at(test.right));
    case 'near': {
      const distance = arithmetic.abs(arithmetic.subtract(at(test.left), at(test.right)));
      return decideApart('<=', distance, arithmetic.multiply(test.enclosure, arithmetic.abs(at(test.right))));
    }
    case 'in': {
      const below = decideApart('<=', at(test.from), at(test.operand));
      return combined('and', below, decideApart('<=', at(test.operand), at(test.to)));
    }
    case 'and':
    case 'or':
      return combined(test.kind, decideAround(test.left, at), decideAround(test.right, at));
    case 'not': {
      const operand = decideAround(test.operand, at);
      return operand === null ? null : !operand;
    }
    default:
      return assertNever(test);
  }
}

function decideApart(operator: ComparisonOperator, a: Interval, b: Interval): boolean | null {
  return a.hi < b.lo ? holdsFor(operator, -1) : b.hi < a.lo ? holdsFor(operator, 1) : null;
}

function decideComparison(operator: ComparisonOperator, a: Interval, b: Interval): boolean | null {
  switch (operator) {
    case '<':
      return a.hi < b.lo ? true : b.hi <= a.lo ? false : null;
    case '<=':
      return a.hi <= b.lo ? true : b.hi < a.lo ? false : null;
    case '>':
      return decideComparison('<', b, a);
    case '>=':
      return decideComparison('<=', b, a);
    case '==':
      return a.lo === a.hi && b.lo === b.hi && a.lo === b.lo ? true : a.hi < b.lo || b.hi < a.lo ? false : null;
    default:
      return assertNever(operator);
  }
}

function isTestDefined(test: Test, slots: readonly Enclosure[]): boolean {
  const at = (slot: number): boolean => (slots[slot] as Enclosure).defined;
  switch (test.kind) {
    case 'compare':
    case 'near':
      return at(test.left) && at(test.right);
    case 'in':
      return at(test.operand) && at(test.from) && at(test.to);
    case 'and':
    case 'or':
      return isTestDefined(test.left, slots) && isTestDefined(test.right, slots);
    case 'not':
      return isTestDefined(test.operand, slots);
    default:
      return assertNever(test);
  }
}
