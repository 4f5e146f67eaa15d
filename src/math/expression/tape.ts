import { expFact } from '../functions/exp.ts';
import { FUNCTIONS, type SelectionFact, type UnaryFact } from '../functions/index.ts';
import { fromRational, type Interval } from '../interval/interval.ts';
import { nextUp } from '../interval/rounding.ts';
import { type Rational, toDouble } from '../rational/rational.ts';
import { assertNever } from './assert-never.ts';
import { DEFAULT_NEARNESS, exactCondition, exactValues } from './exact.ts';
import type { ComparisonOperator, Condition, ConstantName, Expression } from './expression.ts';
import { inOrder, operandsOf } from './order.ts';

/**
 * An expression as a list of steps, each made of earlier ones: what is shared or written twice is one step, exact
 * constants are folded, x·x is a square. Values, enclosures, gradients and jets all run along it, without recursion.
 */
export interface Tape {
  readonly steps: readonly Step[];
  readonly names: readonly string[];
}

/** Numbers of earlier steps are called slots. */
export type Slot = number;

export type Step =
  | { readonly kind: 'number'; readonly value: number; readonly enclosure: Interval; readonly exact: Rational | null }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negate' | 'square'; readonly operand: Slot }
  | { readonly kind: 'add' | 'subtract' | 'multiply' | 'divide' | 'power'; readonly left: Slot; readonly right: Slot }
  | { readonly kind: 'constant-power'; readonly operand: Slot; readonly exponent: Rational; readonly nearest: number }
  | { readonly kind: 'one'; readonly fact: UnaryFact; readonly operand: Slot }
  | { readonly kind: 'many'; readonly fact: SelectionFact; readonly left: Slot; readonly right: Slot }
  | { readonly kind: 'if'; readonly condition: Test; readonly then: Slot; readonly else: Slot };

/** A condition over slots. */
export type Test =
  | { readonly kind: 'compare'; readonly operator: ComparisonOperator; readonly left: Slot; readonly right: Slot }
  | {
      readonly kind: 'near';
      readonly left: Slot;
      readonly right: Slot;
      readonly within: number;
      readonly enclosure: Interval;
    }
  | { readonly kind: 'in'; readonly operand: Slot; readonly from: Slot; readonly to: Slot }
  | { readonly kind: 'and' | 'or'; readonly left: Test; readonly right: Test }
  | { readonly kind: 'not'; readonly operand: Test };

/** The tape of an expression, whose value is the last step; remembered by the identity of e. */
export function tapeOf(e: Expression): Tape {
  const known = TAPES.get(e);
  if (known !== undefined) return known;
  const recorder = new Recorder([e]);
  const last = recorder.slotOf(e);
  const steps = recorder.steps;
  // Only a sub-expression folded away or written twice can leave the result elsewhere than at the end.
  const tape = { steps: steps.slice(0, last + 1), names: recorder.names() };
  TAPES.set(e, tape);
  return tape;
}

/** One tape of several expressions, which share what they have in common; `results`: where their values stand. */
export function tapeOfAll(expressions: readonly Expression[]): Tape & { readonly results: readonly Slot[] } {
  const recorder = new Recorder(expressions);
  const results = expressions.map((e) => recorder.slotOf(e));
  return { results, steps: recorder.steps, names: recorder.names() };
}

export function conditionTape(c: Condition): Tape & { readonly test: Test } {
  const recorder = new Recorder(operandsOf(c));
  return { test: recorder.testOf(c), steps: recorder.steps, names: recorder.names() };
}

/** The slots that a condition reads. */
export function slotsOf(test: Test): readonly number[] {
  switch (test.kind) {
    case 'compare':
    case 'near':
      return [test.left, test.right];
    case 'in':
      return [test.operand, test.from, test.to];
    case 'and':
    case 'or':
      return [...slotsOf(test.left), ...slotsOf(test.right)];
    case 'not':
      return slotsOf(test.operand);
    default:
      return assertNever(test);
  }
}

const TAPES = new WeakMap<Expression, Tape>();

/** The nearest doubles of π and e both lie below them. */
const CONSTANTS: Readonly<Record<ConstantName, { value: number; enclosure: Interval }>> = {
  pi: { value: Math.PI, enclosure: { lo: Math.PI, hi: nextUp(Math.PI) } },
  e: { value: Math.E, enclosure: { lo: Math.E, hi: nextUp(Math.E) } },
};

class Recorder {
  readonly steps: Step[] = [];
  readonly #slots = new Map<Expression, Slot>();
  readonly #bySignature = new Map<string, Slot>();
  readonly #constants: ReadonlyMap<Expression, Rational>;

  constructor(roots: readonly Expression[]) {
    const nodes = inOrder(...roots);
    this.#constants = exactValues(nodes);
    for (const node of nodes) this.#slots.set(node, this.#record(node));
  }

  slotOf(e: Expression): Slot {
    return this.#slots.get(e) ?? Number.NaN;
  }

  names(): readonly string[] {
    return this.steps.flatMap((step) => (step.kind === 'name' ? [step.name] : []));
  }

  #record(e: Expression): Slot {
    const exact = this.#constants.get(e);
    if (exact !== undefined) return this.#recordNumber(exact);
    switch (e.kind) {
      case 'number':
        return this.#recordNumber(e.value);
      case 'constant':
        return this.#add(e.name, { kind: 'number', ...CONSTANTS[e.name], exact: null });
      case 'name':
        return this.#add(`name ${e.name}`, { kind: 'name', name: e.name });
      case 'negate': {
        const operand = this.slotOf(e.operand);
        return this.#add(`-${operand}`, { kind: 'negate', operand });
      }
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'divide':
        return this.#recordBinary(e.kind, this.slotOf(e.left), this.slotOf(e.right));
      case 'power':
        return this.#recordPower(e.left, e.right);
      case 'call':
        return this.#recordCall(e);
      case 'if':
        return this.#recordIf(e);
      default:
        return assertNever(e);
    }
  }

  #recordNumber(value: Rational): Slot {
    const text = `number ${value.numerator}/${value.denominator}`;
    const known = this.#bySignature.get(text);
    if (known !== undefined) return known;
    return this.#add(text, { kind: 'number', value: toDouble(value), enclosure: fromRational(value), exact: value });
  }

  #recordBinary(kind: 'add' | 'subtract' | 'multiply' | 'divide', left: Slot, right: Slot): Slot {
    if (kind === 'multiply' && left === right) return this.#add(`square ${left}`, { kind: 'square', operand: left });
    return this.#add(`${kind} ${left} ${right}`, { kind, left, right });
  }

  #recordPower(base: Expression, exponent: Expression): Slot {
    const operand = this.slotOf(base);
    const exact = this.#constants.get(exponent);
    const right = this.slotOf(exponent);
    if (exact === undefined) return this.#recordVariablePower(base, right);
    if (exact.denominator === 1n && exact.numerator === 2n) {
      return this.#add(`square ${operand}`, { kind: 'square', operand });
    }
    const step: Step = { kind: 'constant-power', operand, exponent: exact, nearest: toDouble(exact) };
    return this.#add(`constant-power ${operand} ${right}`, step);
  }

  #recordVariablePower(base: Expression, right: Slot): Slot {
    if (base.kind === 'constant' && base.name === 'e') {
      return this.#add(`exp ${right}`, { kind: 'one', fact: expFact, operand: right });
    }
    const left = this.slotOf(base);
    return this.#add(`power ${left} ${right}`, { kind: 'power', left, right });
  }

  #recordCall(e: Extract<Expression, { kind: 'call' }>): Slot {
    const fact = FUNCTIONS[e.function];
    const [first, ...others] = e.arguments.map((part) => this.slotOf(part));
    if (first === undefined) return this.#add('undefined', { kind: 'undefined' });
    if (fact.arguments === 'many') {
      return others.reduce(
        (left, right) => this.#add(`${e.function} ${left} ${right}`, { kind: 'many', fact, left, right }),
        first,
      );
    }
    if (others.length > 0) return this.#add('undefined', { kind: 'undefined' });
    return this.#add(`${e.function} ${first}`, { kind: 'one', fact, operand: first });
  }

  #recordIf(e: Extract<Expression, { kind: 'if' }>): Slot {
    const decided = exactCondition(e.condition, this.#constants);
    if (decided !== null) return this.slotOf(decided ? e.then : e.else);
    const step: Step = {
      kind: 'if',
      condition: this.testOf(e.condition),
      // biome-ignore lint/suspicious/noThenProperty: the word of the language
      then: this.slotOf(e.then),
      else: this.slotOf(e.else),
    };
    return this.#add(`if ${this.steps.length}`, step);
  }

  testOf(c: Condition): Test {
    switch (c.kind) {
      case 'compare':
        return { kind: 'compare', operator: c.operator, left: this.slotOf(c.left), right: this.slotOf(c.right) };
      case 'near': {
        const within = c.within ?? DEFAULT_NEARNESS;
        const sides = { left: this.slotOf(c.left), right: this.slotOf(c.right) };
        return { kind: 'near', ...sides, within: toDouble(within), enclosure: fromRational(within) };
      }
      case 'in':
        return { kind: 'in', operand: this.slotOf(c.operand), from: this.slotOf(c.from), to: this.slotOf(c.to) };
      case 'and':
      case 'or':
        return { kind: c.kind, left: this.testOf(c.left), right: this.testOf(c.right) };
      case 'not':
        return { kind: 'not', operand: this.testOf(c.operand) };
      default:
        return assertNever(c);
    }
  }

  #add(signature: string, step: Step): Slot {
    const known = this.#bySignature.get(signature);
    if (known !== undefined) return known;
    this.steps.push(step);
    this.#bySignature.set(signature, this.steps.length - 1);
    return this.steps.length - 1;
  }
}
