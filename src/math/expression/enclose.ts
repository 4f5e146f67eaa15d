import { isDefinedOver, powerFact } from '../functions/index.ts';
import * as arithmetic from '../interval/arithmetic.ts';
import { EMPTY, ENTIRE, hull, type Interval, isEmpty } from '../interval/interval.ts';
import { assertNever } from './assert-never.ts';
import { decide } from './decide.ts';
import type { Expression } from './expression.ts';
import { type Step, slotsOf, tapeOf } from './tape.ts';

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
  const decided = decide(step.condition, (slot) => at(slot).value);
  const isKnown = slotsOf(step.condition).every((slot) => at(slot).defined);
  const yes = at(step.then);
  const no = at(step.else);
  if (decided === null) return { value: hull(yes.value, no.value), defined: isKnown && yes.defined && no.defined };
  const taken = decided ? yes : no;
  return { value: taken.value, defined: isKnown && taken.defined };
}
