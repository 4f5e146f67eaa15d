import { powerValue } from '../functions/power.ts';
import { assertNever } from './assert-never.ts';
import { holdsFor } from './exact.ts';
import type { Condition, Expression } from './expression.ts';
import { conditionTape, type Step, slotsOf, type Tape, type Test, tapeOf } from './tape.ts';

/**
 * The value of e in doubles, over values in the order of `variables`. NaN where a function is undefined, a name is
 * unknown or an operand is NaN; 0^0 = 1.
 */
export function compile(e: Expression, variables: readonly string[]): (values: ArrayLike<number>) => number {
  const tape = tapeOf(e);
  const { run, slots } = compileTape(tape, variables);
  const last = tape.steps.length - 1;
  return (values) => {
    run(values);
    return slots[last] ?? Number.NaN;
  };
}

/** Whether a condition holds in doubles; false where an operand is undefined. */
export function compileCondition(c: Condition, variables: readonly string[]): (values: ArrayLike<number>) => boolean {
  const tape = conditionTape(c);
  const { run, slots } = compileTape(tape, variables);
  return (values) => {
    run(values);
    return holds(tape.test, slots);
  };
}

export interface CompiledTape {
  readonly slots: Float64Array;
  /** Fills the slots. */
  readonly run: (values: ArrayLike<number>) => void;
}

export function compileTape(tape: Tape, variables: readonly string[]): CompiledTape {
  const slots = new Float64Array(tape.steps.length);
  const targets: number[] = [];
  const actions: Action[] = [];
  tape.steps.forEach((step, slot) => {
    const action = actionOf(step, slots, variables);
    if (typeof action === 'number') slots[slot] = action;
    else {
      targets.push(slot);
      actions.push(action);
    }
  });
  const run = (values: ArrayLike<number>): void => {
    for (let i = 0; i < actions.length; i++) slots[targets[i] as number] = (actions[i] as Action)(values);
  };
  return { slots, run };
}

type Action = (values: ArrayLike<number>) => number;

/** What a step does at each evaluation, or its value where that never changes. */
function actionOf(step: Step, slots: Float64Array, variables: readonly string[]): Action | number {
  switch (step.kind) {
    case 'number':
      return step.value;
    case 'undefined':
      return Number.NaN;
    case 'name': {
      const position = variables.indexOf(step.name);
      return position < 0 ? Number.NaN : (values) => values[position] ?? Number.NaN;
    }
    case 'negate': {
      const { operand } = step;
      return () => -(slots[operand] as number);
    }
    case 'square': {
      const { operand } = step;
      return () => (slots[operand] as number) * (slots[operand] as number);
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
      return binaryAction(step.kind, slots, step.left, step.right);
    case 'constant-power': {
      const { operand, nearest } = step;
      const value = powerWithExponent(step.exponent.denominator === 1n, nearest);
      return () => value(slots[operand] as number);
    }
    case 'one': {
      const { operand } = step;
      const { value } = step.fact;
      return () => value(slots[operand] as number);
    }
    case 'many': {
      const { left, right } = step;
      const { value } = step.fact;
      return () => value(slots[left] as number, slots[right] as number);
    }
    case 'if': {
      const { condition, then: yes, else: no } = step;
      const isKnown = isDefinedTest(condition);
      return () => (isKnown(slots) ? (slots[holds(condition, slots) ? yes : no] as number) : Number.NaN);
    }
    default:
      return assertNever(step);
  }
}

function binaryAction(
  kind: 'add' | 'subtract' | 'multiply' | 'divide' | 'power',
  slots: Float64Array,
  left: number,
  right: number,
): Action {
  switch (kind) {
    case 'add':
      return () => (slots[left] as number) + (slots[right] as number);
    case 'subtract':
      return () => (slots[left] as number) - (slots[right] as number);
    case 'multiply':
      return () => (slots[left] as number) * (slots[right] as number);
    case 'divide':
      return () => quotient(slots[left] as number, slots[right] as number);
    case 'power':
      return () => powerValue(slots[left] as number, slots[right] as number);
    default:
      return assertNever(kind);
  }
}

function quotient(a: number, b: number): number {
  return b === 0 ? Number.NaN : a / b;
}

/** x ↦ x^exponent; an exponent that is not whole may have the nearest double of a whole number. */
function powerWithExponent(isWhole: boolean, exponent: number): (x: number) => number {
  if (isWhole && exponent === 3) return (x) => x * x * x;
  if (isWhole) return (x) => powerValue(x, exponent);
  if (exponent === 0.5) return Math.sqrt;
  return (x) => (x < 0 ? Number.NaN : powerValue(x, exponent));
}

/** Whether no operand of a condition is undefined. */
function isDefinedTest(test: Test): (slots: Float64Array) => boolean {
  const used = slotsOf(test);
  return (slots) => used.every((slot) => !Number.isNaN(slots[slot]));
}

export function holds(test: Test, slots: Float64Array): boolean {
  const at = (slot: number): number => slots[slot] as number;
  switch (test.kind) {
    case 'compare': {
      const left = at(test.left);
      const right = at(test.right);
      // Compared, not subtracted: a difference may overflow or be NaN.
      return left < right
        ? holdsFor(test.operator, -1)
        : left > right
          ? holdsFor(test.operator, 1)
          : left === right && holdsFor(test.operator, 0);
    }
    case 'near':
      return Math.abs(at(test.left) - at(test.right)) <= test.within * Math.abs(at(test.right));
    case 'in':
      return at(test.from) <= at(test.operand) && at(test.operand) <= at(test.to);
    case 'and':
      return holds(test.left, slots) && holds(test.right, slots);
    case 'or':
      return holds(test.left, slots) || holds(test.right, slots);
    case 'not':
      return !holds(test.operand, slots);
    default:
      return assertNever(test);
  }
}
