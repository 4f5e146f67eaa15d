import { exactValue } from '../../math/expression/exact.ts';
import type { ComparisonOperator, Condition, Expression } from '../../math/expression/expression.ts';
import { add, divide, multiply, negate, type Rational, sign, subtract, ZERO } from '../../math/rational/rational.ts';

export type Stretch = readonly [from: Rational, to: Rational];

/**
 * An expression that is equal on a closed stretch of one variable: the branches of min, max, abs and if that straight lines
 * decide there, in exact arithmetic, are taken.
 */
export function withoutBranches(e: Expression, name: string, on: Stretch): Expression {
  const inner = (x: Expression): Expression => withoutBranches(x, name, on);
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'name':
      return e;
    case 'negate':
      return { ...e, operand: inner(e.operand) };
    case 'if': {
      const holds = decided(e.condition, name, on);
      if (holds !== null) return inner(holds ? e.then : e.else);
      // biome-ignore lint/suspicious/noThenProperty: the tree's own field, never awaited.
      return { ...e, then: inner(e.then), else: inner(e.else) };
    }
    case 'call':
      return chosen({ ...e, arguments: e.arguments.map(inner) }, name, on);
    default:
      return { ...e, left: inner(e.left), right: inner(e.right) };
  }
}

function chosen(e: Expression & { readonly kind: 'call' }, name: string, on: Stretch): Expression {
  const [a, b] = e.arguments;
  if (!a) return e;
  if (e.function === 'abs') {
    const s = signOn(a, name, on);
    return s === null ? e : s >= 0 ? a : { kind: 'negate', operand: a };
  }
  if ((e.function !== 'min' && e.function !== 'max') || !b || e.arguments.length !== 2) return e;
  const s = signOn({ kind: 'subtract', left: a, right: b }, name, on);
  if (s === null) return e;
  return e.function === 'max' ? (s >= 0 ? a : b) : s >= 0 ? b : a;
}

/** The sign that a straight line never leaves on the stretch (1: >= 0, -1: <= 0), or null. */
function signOn(e: Expression, name: string, [from, to]: Stretch): -1 | 0 | 1 | null {
  const line = lineOf(e, name);
  if (!line) return null;
  const [p, q] = [from, to].map((t) => sign(add(line[0], multiply(line[1], t)))) as [number, number];
  if (p === 0 && q === 0) return 0;
  return p >= 0 && q >= 0 ? 1 : p <= 0 && q <= 0 ? -1 : null;
}

/** e = first + second * name, exactly, or null. */
function lineOf(e: Expression, name: string): readonly [Rational, Rational] | null {
  const value = exactValue(e);
  if (value) return [value, ZERO];
  switch (e.kind) {
    case 'name':
      return e.name === name ? [ZERO, { numerator: 1n, denominator: 1n }] : null;
    case 'negate': {
      const x = lineOf(e.operand, name);
      return x && [negate(x[0]), negate(x[1])];
    }
    case 'add':
    case 'subtract': {
      const [x, y] = [lineOf(e.left, name), lineOf(e.right, name)];
      const join = e.kind === 'add' ? add : subtract;
      return x && y && [join(x[0], y[0]), join(x[1], y[1])];
    }
    case 'multiply':
    case 'divide': {
      const [x, y] = [lineOf(e.left, name), lineOf(e.right, name)];
      if (!x || !y) return null;
      if (e.kind === 'multiply' && sign(x[1]) === 0) return [multiply(x[0], y[0]), multiply(x[0], y[1])];
      if (sign(y[1]) !== 0) return null;
      const factor = e.kind === 'multiply' ? y[0] : divide({ numerator: 1n, denominator: 1n }, y[0]);
      return factor && [multiply(x[0], factor), multiply(x[1], factor)];
    }
    default:
      return null;
  }
}

/** Whether a comparison of straight lines holds all along the stretch (true), nowhere on it (false), or neither. */
function decided(c: Condition, name: string, [from, to]: Stretch): boolean | null {
  if (c.kind !== 'compare') return null;
  const line = lineOf({ kind: 'subtract', left: c.left, right: c.right }, name);
  if (!line) return null;
  const [p, q] = [from, to].map((t) => holds(c.operator, sign(add(line[0], multiply(line[1], t))))) as [
    boolean,
    boolean,
  ];
  return c.operator === '==' || p !== q ? null : p;
}

function holds(operator: ComparisonOperator, s: number): boolean {
  switch (operator) {
    case '<':
      return s < 0;
    case '<=':
      return s <= 0;
    case '>':
      return s > 0;
    case '>=':
      return s >= 0;
    case '==':
      return s === 0;
  }
}
