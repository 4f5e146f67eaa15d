import { assertNever } from './assert-never.ts';
import type { Condition, Expression } from './expression.ts';

/** Every distinct node of e (by identity, conditions' operands too) after the nodes that it is made of. Needs no stack, so chains may be long. */
export function inOrder(...roots: readonly Expression[]): readonly Expression[] {
  const ordered: Expression[] = [];
  const done = new Set<Expression>();
  const pending: Expression[] = [...roots].reverse();
  const opened = new Set<Expression>();
  while (pending.length > 0) {
    const node = pending[pending.length - 1] as Expression;
    if (done.has(node) || opened.has(node)) {
      pending.pop();
      if (!done.has(node)) ordered.push(node);
      done.add(node);
      continue;
    }
    opened.add(node);
    const parts = childrenOf(node);
    for (let i = parts.length - 1; i >= 0; i--) pending.push(parts[i] as Expression);
  }
  return ordered;
}

export function childrenOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'name':
      return [];
    case 'negate':
      return [e.operand];
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
      return [e.left, e.right];
    case 'call':
      return e.arguments;
    case 'if':
      return [...operandsOf(e.condition), e.then, e.else];
    default:
      return assertNever(e);
  }
}

/** The expressions that a condition compares, left to right. */
export function operandsOf(c: Condition): readonly Expression[] {
  switch (c.kind) {
    case 'compare':
    case 'near':
      return [c.left, c.right];
    case 'in':
      return [c.operand, c.from, c.to];
    case 'and':
    case 'or':
      return [...operandsOf(c.left), ...operandsOf(c.right)];
    case 'not':
      return operandsOf(c.operand);
    default:
      return assertNever(c);
  }
}

/** e with its direct parts replaced; e itself where none changed. */
export function rebuild(e: Expression, replace: (part: Expression) => Expression): Expression {
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'name':
      return e;
    case 'negate': {
      const operand = replace(e.operand);
      return operand === e.operand ? e : { ...e, operand };
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power': {
      const left = replace(e.left);
      const right = replace(e.right);
      return left === e.left && right === e.right ? e : { ...e, left, right };
    }
    case 'call': {
      const parts = e.arguments.map(replace);
      return parts.every((part, i) => part === e.arguments[i]) ? e : { ...e, arguments: parts };
    }
    case 'if': {
      const condition = rebuildCondition(e.condition, replace);
      const then = replace(e.then);
      const otherwise = replace(e.else);
      const same = condition === e.condition && then === e.then && otherwise === e.else;
      return same ? e : { ...e, condition, then, else: otherwise };
    }
    default:
      return assertNever(e);
  }
}

export function rebuildCondition(c: Condition, replace: (part: Expression) => Expression): Condition {
  if (operandsOf(c).every((operand) => replace(operand) === operand)) return c;
  switch (c.kind) {
    case 'compare':
    case 'near':
      return { ...c, left: replace(c.left), right: replace(c.right) };
    case 'in':
      return { ...c, operand: replace(c.operand), from: replace(c.from), to: replace(c.to) };
    case 'and':
    case 'or':
      return { ...c, left: rebuildCondition(c.left, replace), right: rebuildCondition(c.right, replace) };
    case 'not':
      return { ...c, operand: rebuildCondition(c.operand, replace) };
    default:
      return assertNever(c);
  }
}
