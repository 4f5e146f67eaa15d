import { FUNCTIONS, powerFact } from '../functions/index.ts';
import type { Rational } from '../rational/rational.ts';
import * as rational from '../rational/rational.ts';
import { assertNever } from './assert-never.ts';
import type { Condition, Expression } from './expression.ts';
import { inOrder } from './order.ts';

/** The exact value of an expression without names, where it is rational and of moderate size; else null. */
export function exactValue(e: Expression): Rational | null {
  if (e.kind === 'number') return e.value;
  return exactValues(inOrder(e)).get(e) ?? null;
}

/** The exact values of those of the nodes (in order, parts first) that have one. */
export function exactValues(nodes: readonly Expression[]): ReadonlyMap<Expression, Rational> {
  const values = new Map<Expression, Rational>();
  for (const node of nodes) {
    const value = nodeValue(node, values);
    if (value !== null && rational.size(value) <= LARGEST_SIZE) values.set(node, value);
  }
  return values;
}

/** In bits; beyond it an exact value is given up rather than computed with. */
const LARGEST_SIZE = 8192;

type Values = ReadonlyMap<Expression, Rational>;

function nodeValue(e: Expression, values: Values): Rational | null {
  switch (e.kind) {
    case 'number':
      return e.value;
    case 'constant':
    case 'name':
      return null;
    case 'negate': {
      const operand = values.get(e.operand);
      return operand === undefined ? null : rational.negate(operand);
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power': {
      const left = values.get(e.left);
      const right = values.get(e.right);
      return left === undefined || right === undefined ? null : OPERATIONS[e.kind](left, right);
    }
    case 'call':
      return callValue(e, values);
    case 'if': {
      const holds = exactCondition(e.condition, values);
      return holds === null ? null : (values.get(holds ? e.then : e.else) ?? null);
    }
    default:
      return assertNever(e);
  }
}

const OPERATIONS = {
  add: rational.add,
  subtract: rational.subtract,
  multiply: rational.multiply,
  divide: rational.divide,
  power: powerFact.exact,
} as const;

function callValue(e: Extract<Expression, { kind: 'call' }>, values: Values): Rational | null {
  const parts = e.arguments.map((part) => values.get(part));
  const known = parts.filter((part) => part !== undefined);
  const [first, ...others] = known;
  if (first === undefined || known.length < parts.length) return null;
  const fact = FUNCTIONS[e.function];
  if (fact.arguments === 'many') return others.reduce(fact.exact, first);
  return others.length === 0 ? fact.exact(first) : null;
}

/** Whether a condition holds, decided exactly; null where it is not. */
export function exactCondition(c: Condition, values: Values): boolean | null {
  switch (c.kind) {
    case 'compare': {
      const order = ordered(values.get(c.left), values.get(c.right));
      return order === null ? null : holdsFor(c.operator, order);
    }
    case 'near':
      return exactNear(values.get(c.left), values.get(c.right), c.within);
    case 'in': {
      const below = ordered(values.get(c.from), values.get(c.operand));
      const above = ordered(values.get(c.operand), values.get(c.to));
      return below === null || above === null ? null : below <= 0 && above <= 0;
    }
    case 'and':
    case 'or':
      return combined(c.kind, exactCondition(c.left, values), exactCondition(c.right, values));
    case 'not': {
      const operand = exactCondition(c.operand, values);
      return operand === null ? null : !operand;
    }
    default:
      return assertNever(c);
  }
}

/** How far left may be from right for `left ~= right`: within 1 % of the right side unless stated. */
export const DEFAULT_NEARNESS: Rational = { numerator: 1n, denominator: 100n };

export function holdsFor(operator: '<' | '<=' | '>' | '>=' | '==', order: number): boolean {
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '==':
      return order === 0;
    default:
      return assertNever(operator);
  }
}

/** Kleene's three-valued `and` and `or`. */
export function combined(kind: 'and' | 'or', left: boolean | null, right: boolean | null): boolean | null {
  const decisive = kind === 'or';
  if (left === decisive || right === decisive) return decisive;
  return left === null || right === null ? null : !decisive;
}

function ordered(a: Rational | undefined, b: Rational | undefined): -1 | 0 | 1 | null {
  return a === undefined || b === undefined ? null : rational.compare(a, b);
}

function exactNear(left: Rational | undefined, right: Rational | undefined, within: Rational | null): boolean | null {
  if (left === undefined || right === undefined) return null;
  const distance = rational.abs(rational.subtract(left, right));
  const allowed = rational.multiply(within ?? DEFAULT_NEARNESS, rational.abs(right));
  return rational.compare(distance, allowed) <= 0;
}
