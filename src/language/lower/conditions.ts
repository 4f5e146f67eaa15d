import type { Condition, Expression, Origin } from '../../math/expression/expression.ts';
import { compare } from '../../math/rational/rational.ts';
import type { Comparison, Logical, Membership, NameReference, Near, Expression as Node } from '../generated/ast.ts';
import { constantValue } from './constants.ts';
import { isHalfTyped, type Measured, report, textOf } from './context.ts';
import { meaningOf } from './names.ts';
import { checkUpward } from './ranges.ts';
import { DEEPEST_FORMULA, insideOf, type LoweredCondition, type Reading, spend, tooDeep } from './reading.ts';
import { alike, alikeParts, demandPlain, inUnitOf, sideOf } from './unit-demands.ts';

/** Whether a formula is a condition by its form, through lets and funs. */
export function isCondition(node: Node | undefined, reading: Pick<Reading, 'lowering' | 'around'>): boolean {
  switch (node?.$type) {
    case 'Comparison':
    case 'Near':
    case 'Membership':
    case 'Logical':
    case 'Not':
      return true;
    case 'Parenthesized':
      return isCondition(node.inner, reading);
    case 'NameReference': {
      const meaning = meaningOf(node.target?.$refText ?? '', reading.around);
      if (meaning?.kind !== 'let' || reading.lowering.cyclic.has(meaning.declaration)) return false;
      return isCondition(meaning.declaration.value, { ...reading, around: reading.lowering.surroundings });
    }
    case 'Call': {
      const fun = reading.around.functions.get(node.callee?.target?.$refText ?? '');
      return fun !== undefined && !reading.lowering.cyclic.has(fun) && isCondition(fun.body, reading);
    }
    default:
      return false;
  }
}

/** A formula that must be a condition; null is a hole, of which a finding says why (or the text is half-typed). */
export function lowerCondition(node: Node | undefined, reading: Reading): LoweredCondition | null {
  if (node === undefined || !spend(reading, 1)) return null;
  const condition = lowered(node, { ...reading, levels: reading.levels + 1 });
  if (condition !== null && DEEPEST_FORMULA < condition.depth) return tooDeep(reading) || null;
  return condition;
}

function lowered(node: Node, reading: Reading): LoweredCondition | null {
  switch (node.$type) {
    case 'Comparison':
      return lowerComparison(node, reading);
    case 'Near':
      return lowerNear(node, reading);
    case 'Membership':
      return lowerMembership(node, reading);
    case 'Logical':
      return lowerLogical(node, reading);
    case 'Not': {
      const operand = lowerCondition(node.operand, reading);
      const origin = reading.lowering.origins.ofNode(node);
      return operand && over({ kind: 'not', operand: operand.condition, origin }, [operand]);
    }
    case 'Parenthesized':
      return lowerCondition(node.inner, reading);
    case 'NameReference':
      return isCondition(node, reading) ? lowerNamed(node, reading) : notACondition(node, reading);
    default:
      return isCondition(node, reading) ? conditionOfCall(node, reading) : notACondition(node, reading);
  }
}

function over(condition: Condition, parts: readonly { size: number; depth: number }[]): LoweredCondition {
  const size = parts.reduce((sum, part) => sum + part.size, 1);
  return { condition, size, depth: 1 + Math.max(0, ...parts.map(({ depth }) => depth)) };
}

/** What is no condition may be a hole already, or not be typed to its end: only a number that can be read is told off. */
function notACondition(node: Node, reading: Reading): null {
  const { lowering } = reading;
  if (reading.lower.number(node, reading) === null || isHalfTyped(lowering, node)) return null;
  const text = textOf(node);
  report(
    lowering,
    'syntax',
    lowering.origins.ofNode(node),
    `A condition is needed here, but \`${text}\` is a number. Compare it, as in \`${text} > 0\`.`,
  );
  return null;
}

interface Sides {
  readonly left: Expression;
  readonly right: Expression;
  readonly origin: Origin;
  readonly parts: readonly Measured[];
}

/** Both sides of a comparison, in one unit. */
function lowerSides(node: Comparison | Near, operator: string, reading: Reading): Sides | null {
  const left = reading.lower.number(node.left, reading);
  const right = reading.lower.number(node.right, reading);
  if (left === null || right === null) return null;
  const origin = reading.lowering.origins.ofNode(node);
  const other = inUnitOf(left.unit, right, reading, () =>
    alike(origin, sideOf(node.left), sideOf(node.right), operator),
  );
  return other && { left: left.expression, right: other, origin, parts: [left, right] };
}

function lowerComparison(node: Comparison, reading: Reading): LoweredCondition | null {
  const sides = lowerSides(node, node.operator, reading);
  if (sides === null) return null;
  const { parts, ...rest } = sides;
  return over({ kind: 'compare', operator: node.operator, ...rest }, parts);
}

function lowerNear(node: Near, reading: Reading): LoweredCondition | null {
  const sides = lowerSides(node, '~=', reading);
  const within = node.within === undefined ? null : toleranceOf(node.within, reading);
  if (sides === null || within === undefined) return null;
  const { parts, ...rest } = sides;
  return over({ kind: 'near', within, ...rest }, parts);
}

function toleranceOf(node: Node, reading: Reading) {
  const tolerance = reading.lower.number(node, reading);
  if (tolerance === null || !demandPlain(tolerance, node, reading, 'what `within` needs')) return undefined;
  const value = constantValue(tolerance.expression);
  if (value !== null && 0n <= value.numerator) return value;
  const origin = reading.lowering.origins.ofNode(node);
  report(reading.lowering, 'bad-range', origin, '`within` needs a fixed number from 0 up, as in `~= 1.5 within 1e-6`.');
  return undefined;
}

function lowerMembership(node: Membership, reading: Reading): LoweredCondition | null {
  const { operand, range } = node;
  const value = reading.lower.number(operand, reading);
  const from = endOf(node, range?.from, value, reading);
  const to = endOf(node, range?.to, value, reading);
  if (value === null || from === null || to === null) return null;
  const [low, high] = [constantValue(from.expression), constantValue(to.expression)];
  if (low !== null && high !== null && 0 < compare(low, high)) checkUpward(reading.lowering, range, low, high);
  const origin = reading.lowering.origins.ofNode(node);
  const condition: Condition = {
    kind: 'in',
    operand: value.expression,
    from: from.expression,
    to: to.expression,
    origin,
  };
  return over(condition, [value, from, to]);
}

function endOf(node: Membership, end: Node | undefined, value: Measured | null, reading: Reading): Measured | null {
  const own = reading.lower.number(end, reading);
  if (own === null || value === null || end === undefined) return null;
  const mismatch = () => alikeParts(reading.lowering.origins.ofNode(node), node.operand, end);
  const expression = inUnitOf(value.unit, own, reading, mismatch);
  return expression && { ...own, expression };
}

/** `a or b and c`: flat in the syntax tree; what `and` joins comes first, both from the left. */
function lowerLogical(node: Logical, reading: Reading): LoweredCondition | null {
  const origin = reading.lowering.origins.ofNode(node);
  const join = (kind: 'and' | 'or', left: LoweredCondition | null, right: LoweredCondition | null) =>
    left && right && over({ kind, left: left.condition, right: right.condition, origin }, [left, right]);
  const alternatives: (LoweredCondition | null)[] = [];
  for (const [index, operand] of node.operands.entries()) {
    const condition = lowerCondition(operand, reading);
    const before = node.operators[index - 1] === 'and' ? alternatives.pop() : undefined;
    alternatives.push(before === undefined ? condition : join('and', before, condition));
  }
  if (node.operands.length <= node.operators.length) return null;
  return alternatives.reduce((left, right) => join('or', left, right));
}

function lowerNamed(node: NameReference, reading: Reading): LoweredCondition | null {
  const meaning = meaningOf(node.target?.$refText ?? '', reading.around);
  const { lowering } = reading;
  if (meaning?.kind !== 'let' || lowering.broken.has(meaning.declaration)) return null;
  const call = reading.call ?? lowering.origins.ofNode(node);
  return lowerCondition(meaning.declaration.value, { ...reading, around: lowering.surroundings, call });
}

function conditionOfCall(node: Node, reading: Reading): LoweredCondition | null {
  if (node.$type !== 'Call') return null;
  const { lowering, around } = reading;
  const fun = around.functions.get(node.callee?.target?.$refText ?? '');
  if (fun === undefined || lowering.broken.has(fun) || fun.arguments.length !== node.arguments.length) return null;
  const values = node.arguments.map((argument) => reading.lower.number(argument, reading));
  if (values.some((value) => value === null)) return null;
  return lowerCondition(fun.body, insideOf(fun, lowering.surroundings, values, node, reading));
}
