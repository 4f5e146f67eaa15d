import { fromDouble, type Rational } from '../rational/rational.ts';
import type { Condition, ConstantName, Expression, FunctionName } from './expression.ts';
import { inOrder, operandsOf, rebuild, rebuildCondition } from './order.ts';

/** A literal: a Rational as it is, a finite double by its exact value. */
export function number(x: number | Rational): Expression {
  return { kind: 'number', value: typeof x === 'number' ? fromDouble(x) : x };
}

export function name(text: string): Expression {
  return { kind: 'name', name: text };
}

export function constant(text: ConstantName): Expression {
  return { kind: 'constant', name: text };
}

export function negate(operand: Expression): Expression {
  return { kind: 'negate', operand };
}

export function add(left: Expression, right: Expression): Expression {
  return { kind: 'add', left, right };
}

export function subtract(left: Expression, right: Expression): Expression {
  return { kind: 'subtract', left, right };
}

export function multiply(left: Expression, right: Expression): Expression {
  return { kind: 'multiply', left, right };
}

export function divide(left: Expression, right: Expression): Expression {
  return { kind: 'divide', left, right };
}

export function power(left: Expression, right: Expression): Expression {
  return { kind: 'power', left, right };
}

export function call(functionName: FunctionName, ...parts: readonly Expression[]): Expression {
  return { kind: 'call', function: functionName, arguments: parts };
}

/** The free names of an expression. */
export function namesIn(e: Expression): ReadonlySet<string> {
  return namesAmong(inOrder(e));
}

/** e with names replaced; shared sub-trees stay shared, and what has none of the names stays the same object. */
export function substitute(e: Expression, replacements: ReadonlyMap<string, Expression>): Expression {
  return replacer([e], replacements)(e);
}

export function substituteInCondition(c: Condition, replacements: ReadonlyMap<string, Expression>): Condition {
  return rebuildCondition(c, replacer(operandsOf(c), replacements));
}

function replacer(
  roots: readonly Expression[],
  replacements: ReadonlyMap<string, Expression>,
): (e: Expression) => Expression {
  const replaced = new Map<Expression, Expression>();
  const lookUp = (part: Expression): Expression => replaced.get(part) ?? part;
  for (const node of inOrder(...roots)) {
    const replacement = node.kind === 'name' ? replacements.get(node.name) : undefined;
    replaced.set(node, replacement ?? rebuild(node, lookUp));
  }
  return lookUp;
}

function namesAmong(nodes: readonly Expression[]): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => (node.kind === 'name' ? [node.name] : [])));
}
