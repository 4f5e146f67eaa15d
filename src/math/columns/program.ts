import { assertNever } from '../expression/assert-never.ts';
import type { ComparisonOperator, Expression } from '../expression/expression.ts';
import { type Slot, type Step, type Test, tapeOfAll } from '../expression/tape.ts';
import { FUNCTIONS, type UnaryFact } from '../functions/index.ts';
import { fromRational, width } from '../interval/interval.ts';
import { productError } from '../interval/rounding.ts';
import type { Rational } from '../rational/rational.ts';

/**
 * Formulas as instructions for whole columns, each over earlier ones: a tape whose powers and conditions are taken apart, so that
 * logarithms, roots and x^(k − 1) = x^k / x are shared between a function and its derivatives.
 */
export interface Program {
  readonly instructions: readonly Instruction[];
  /** Where the value of each formula stands. */
  readonly results: readonly Slot[];
}

export type Instruction =
  | { readonly kind: 'name'; readonly name: string }
  /** The nearest double of a number, and how far it may be off; NaN: undefined. */
  | { readonly kind: 'number'; readonly value: number; readonly error: number }
  | { readonly kind: 'apply'; readonly operation: Operation; readonly operands: readonly Slot[] }
  | { readonly kind: 'function'; readonly fact: UnaryFact; readonly operands: readonly Slot[] };

/**
 * `power`: x, ln x, y. `lower-power`: x, x^(y + 1), y. `ln-of-base`: as `power` needs it. Conditions are columns too: 1 true,
 * 0 false, ½ not decided, NaN where an operand is undefined. `select`: condition, then, else.
 */
export type Operation =
  | 'negate'
  | 'square'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'sqrt'
  | 'exp'
  | 'ln'
  | 'ln-of-base'
  | 'power'
  | 'lower-power'
  | 'sigmoid'
  | 'abs'
  | 'min'
  | 'max'
  | 'less'
  | 'less-or-equal'
  | 'equal'
  | 'not'
  | 'and'
  | 'or'
  | 'select';

/** The slots that an instruction reads. */
export function operandsOf({ instructions }: Program, slot: Slot): readonly Slot[] {
  const instruction = instructions[slot];
  return instruction?.kind === 'apply' || instruction?.kind === 'function' ? instruction.operands : [];
}

export function programOf(formulas: readonly Expression[]): Program {
  const tape = tapeOfAll(formulas);
  const lowering = new Lowering();
  const slots: Slot[] = [];
  for (const step of tape.steps) slots.push(lowering.lower(step, slots));
  return { instructions: lowering.instructions, results: tape.results.map((slot) => slots[slot] ?? Number.NaN) };
}

const COMMUTATIVE: ReadonlySet<Operation> = new Set(['add', 'multiply', 'min', 'max', 'equal', 'and', 'or']);

/** Whole exponents up to this one are products. */
const LARGEST_PRODUCT = 64n;

class Lowering {
  readonly instructions: Instruction[] = [];
  readonly #bySignature = new Map<string, Slot>();
  /** By base and exponent. */
  readonly #powers = new Map<string, Slot>();

  lower(step: Step, slots: readonly Slot[]): Slot {
    const at = (slot: Slot): Slot => slots[slot] ?? Number.NaN;
    switch (step.kind) {
      case 'name':
        return this.#add(`name ${step.name}`, { kind: 'name', name: step.name });
      case 'number':
        return this.#number(step.value, width(step.enclosure));
      case 'undefined':
        return this.#number(Number.NaN, Number.POSITIVE_INFINITY);
      case 'negate':
        return this.#times(-1, at(step.operand));
      case 'square':
        return this.#apply('square', at(step.operand));
      case 'multiply':
        return this.#product(at(step.left), at(step.right));
      case 'add':
      case 'subtract':
      case 'divide':
        return this.#apply(step.kind, at(step.left), at(step.right));
      case 'power':
        return this.#power(at(step.left), at(step.right));
      case 'constant-power':
        return this.#constantPower(at(step.operand), step.exponent, step.nearest);
      case 'one':
        return this.#function(step.fact, at(step.operand));
      case 'many':
        return this.#apply(step.fact === FUNCTIONS.min ? 'min' : 'max', at(step.left), at(step.right));
      case 'if':
        return this.#apply('select', this.#test(step.condition, at), at(step.then), at(step.else));
      default:
        return assertNever(step);
    }
  }

  #number(value: number, error: number): Slot {
    return this.#add(`number ${value} ${error}`, { kind: 'number', value, error });
  }

  #apply(operation: Operation, ...written: readonly Slot[]): Slot {
    const operands = COMMUTATIVE.has(operation) ? [...written].sort((a, b) => a - b) : written;
    return this.#add(`${operation} ${operands.join()}`, { kind: 'apply', operation, operands });
  }

  #product(a: Slot, b: Slot): Slot {
    const [left, right] = [this.#exactNumber(a), this.#exactNumber(b)];
    if (left !== null) return this.#times(left, b);
    return right === null ? this.#apply('multiply', a, b) : this.#times(right, a);
  }

  /** factor · x, where x may itself be a multiple: their factors make one where that is exact. */
  #times(factor: number, x: Slot): Slot {
    const { multiple, of } = this.#asMultiple(x);
    const product = factor * multiple;
    const isExact = productError(factor, multiple, product) === 0 && Math.abs(product) > 1e-200;
    if (of !== x && isExact) return this.#times(product, of);
    if (factor === 1) return x;
    return factor === -1 ? this.#apply('negate', x) : this.#apply('multiply', this.#number(factor, 0), x);
  }

  #asMultiple(x: Slot): { readonly multiple: number; readonly of: Slot } {
    const step = this.instructions[x];
    const [first = x, second = x] = step?.kind === 'apply' ? step.operands : [];
    if (step?.kind !== 'apply') return { multiple: 1, of: x };
    if (step.operation === 'negate') return { multiple: -1, of: first };
    const [left, right] = [this.#exactNumber(first), this.#exactNumber(second)];
    if (step.operation !== 'multiply' || (left === null && right === null)) return { multiple: 1, of: x };
    return left === null ? { multiple: right ?? 1, of: first } : { multiple: left, of: second };
  }

  /** The value of a number that is known exactly. */
  #exactNumber(slot: Slot): number | null {
    const number = this.instructions[slot];
    return number?.kind === 'number' && number.error === 0 ? number.value : null;
  }

  #function(fact: UnaryFact, x: Slot): Slot {
    switch (fact) {
      case FUNCTIONS.sqrt:
        return this.#apply('sqrt', x);
      case FUNCTIONS.exp:
        return this.#apply('exp', x);
      case FUNCTIONS.ln:
        return this.#apply('ln', x);
      case FUNCTIONS.sigmoid:
        return this.#apply('sigmoid', x);
      case FUNCTIONS.abs:
        return this.#apply('abs', x);
      default: {
        const name = Object.entries(FUNCTIONS).find(([, own]) => own === fact)?.[0];
        return this.#add(`${name} ${x}`, { kind: 'function', fact, operands: [x] });
      }
    }
  }

  #power(x: Slot, y: Slot): Slot {
    const exponent = this.instructions[y];
    const above =
      exponent?.kind === 'apply' && exponent.operation === 'subtract' && this.#isOne(exponent.operands[1] ?? -1)
        ? this.#powers.get(`${x} ${exponent.operands[0]}`)
        : undefined;
    return this.#remember(`${x} ${y}`, this.#generalPower(x, y, above));
  }

  #isOne(slot: Slot): boolean {
    return this.#exactNumber(slot) === 1;
  }

  #generalPower(x: Slot, y: Slot, above: Slot | undefined): Slot {
    if (above !== undefined) return this.#apply('lower-power', x, above, y);
    return this.#apply('power', x, this.#apply('ln-of-base', x), y);
  }

  #remember(key: string, slot: Slot): Slot {
    this.#powers.set(key, slot);
    return slot;
  }

  #constantPower(x: Slot, exponent: Rational, nearest: number): Slot {
    const { numerator, denominator } = exponent;
    const size = numerator < 0n ? -numerator : numerator;
    if (size !== 0n && denominator <= 2n && size <= LARGEST_PRODUCT) {
      const whole = this.#wholePower(x, size / denominator);
      const root = denominator === 1n ? null : this.#apply('sqrt', x);
      const product = root === null || whole === null ? (root ?? whole ?? x) : this.#apply('multiply', whole, root);
      return numerator > 0n ? product : this.#apply('divide', this.#number(1, 0), product);
    }
    const y = this.#number(nearest, width(fromRational(exponent)));
    const above = this.#powers.get(`${x} ^ ${numerator + denominator}/${denominator}`);
    return this.#remember(`${x} ^ ${numerator}/${denominator}`, this.#generalPower(x, y, above));
  }

  /** x^n by repeated squaring; null for n = 0. */
  #wholePower(x: Slot, n: bigint): Slot | null {
    let product: Slot | null = null;
    let square = x;
    for (let rest = n; rest > 0n; rest /= 2n) {
      if (rest % 2n === 1n) product = product === null ? square : this.#apply('multiply', product, square);
      if (rest > 1n) square = this.#apply('square', square);
    }
    return product;
  }

  #test(test: Test, at: (slot: Slot) => Slot): Slot {
    switch (test.kind) {
      case 'compare':
        return this.#comparison(test.operator, at(test.left), at(test.right));
      case 'near': {
        const distance = this.#apply('abs', this.#apply('subtract', at(test.left), at(test.right)));
        const within = this.#number(test.within, width(test.enclosure));
        const allowed = this.#apply('multiply', within, this.#apply('abs', at(test.right)));
        return this.#apply('less-or-equal', distance, allowed);
      }
      case 'in': {
        const x = at(test.operand);
        const isAbove = this.#apply('less-or-equal', at(test.from), x);
        return this.#apply('and', isAbove, this.#apply('less-or-equal', x, at(test.to)));
      }
      case 'and':
      case 'or':
        return this.#apply(test.kind, this.#test(test.left, at), this.#test(test.right, at));
      case 'not':
        return this.#apply('not', this.#test(test.operand, at));
      default:
        return assertNever(test);
    }
  }

  #comparison(operator: ComparisonOperator, left: Slot, right: Slot): Slot {
    switch (operator) {
      case '<':
        return this.#apply('less', left, right);
      case '<=':
        return this.#apply('less-or-equal', left, right);
      case '>':
        return this.#apply('less', right, left);
      case '>=':
        return this.#apply('less-or-equal', right, left);
      case '==':
        return this.#apply('equal', left, right);
      default:
        return assertNever(operator);
    }
  }

  #add(signature: string, instruction: Instruction): Slot {
    const known = this.#bySignature.get(signature);
    if (known !== undefined) return known;
    this.instructions.push(instruction);
    this.#bySignature.set(signature, this.instructions.length - 1);
    return this.instructions.length - 1;
  }
}
