import { compile, compileCondition } from '../../math/expression/compile.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { rebuild } from '../../math/expression/order.ts';

/**
 * The expression with min, max, abs and if replaced by the branch that is taken at a point. Between two neighbouring kinks
 * that is the branch everywhere.
 */
export function branchAt(e: Expression, names: readonly string[], at: readonly number[]): Expression {
  if (!hasBranches(e)) return e;
  const here = (x: Expression): Expression => branchAt(x, names, at);
  if (e.kind === 'if') return here(compileCondition(e.condition, names)(at) ? e.then : e.else);
  return e.kind === 'call' ? branchOfCall(e, names, at) : rebuild(e, here);
}

function branchOfCall(
  e: Expression & { readonly kind: 'call' },
  names: readonly string[],
  at: readonly number[],
): Expression {
  const value = (x: Expression): number => compile(x, names)(at);
  const parts = e.arguments.map((x) => branchAt(x, names, at));
  if (e.function === 'abs') return value(parts[0]!) < 0 ? { kind: 'negate', operand: parts[0]! } : parts[0]!;
  if (e.function === 'min') return parts.reduce((a, b) => (value(b) < value(a) ? b : a));
  if (e.function === 'max') return parts.reduce((a, b) => (value(b) > value(a) ? b : a));
  return { ...e, arguments: parts };
}

export function hasBranches(e: Expression): boolean {
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'name':
      return false;
    case 'negate':
      return hasBranches(e.operand);
    case 'if':
      return true;
    case 'call':
      return e.function === 'min' || e.function === 'max' || e.function === 'abs' || e.arguments.some(hasBranches);
    default:
      return hasBranches(e.left) || hasBranches(e.right);
  }
}
