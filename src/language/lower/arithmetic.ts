import type { AstNode } from 'langium';
import * as build from '../../math/expression/build.ts';
import type { BinaryOperator } from '../../math/expression/expression.ts';
import type { Arithmetic, Expression as Node } from '../generated/ast.ts';
import { over, PLAIN, times, type Unit } from '../units/unit.ts';
import { joined, type Measured } from './context.ts';
import { spanText } from './origins.ts';
import { DEEPEST_FORMULA, type Reading, tooDeep } from './reading.ts';
import { alike, inUnitOf, isSum, type Side } from './unit-demands.ts';

type Operator = Arithmetic['operators'][number];

const KINDS: Readonly<Record<Operator, BinaryOperator>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
};

/** A run of operands, with where it begins and ends in the text; null is a hole. */
interface Run {
  readonly value: Measured | null;
  readonly from: Node;
  readonly to: Node;
  readonly isSum: boolean;
}

/** `a + b*c - d`: flat in the syntax tree; products are joined first, then sums, both from the left. */
export function lowerArithmetic(node: Arithmetic, reading: Reading): Measured | null {
  let sum: { readonly run: Run; readonly operator: Operator } | null = null;
  let product: Run | null = null;
  for (const [index, operand] of node.operands.entries()) {
    const run: Run = {
      value: reading.lower.number(operand, isFactor(node, index) ? { ...reading, wanted: null } : reading),
      from: operand,
      to: operand,
      isSum: isSum(operand),
    };
    const operator = node.operators[index - 1];
    if (product === null || operator === undefined) product = run;
    else if (operator === '*' || operator === '/') product = combine(operator, product, run, reading);
    else {
      sum = { run: sum === null ? product : combine(sum.operator, sum.run, product, reading), operator };
      product = run;
    }
  }
  const isWhole = node.operators.length < node.operands.length;
  if (product === null || !isWhole) return null;
  return (sum === null ? product : combine(sum.operator, sum.run, product, reading)).value;
}

function isFactor({ operators }: Arithmetic, index: number): boolean {
  return [operators[index - 1], operators[index]].some((operator) => operator === '*' || operator === '/');
}

function combine(operator: Operator, left: Run, right: Run, reading: Reading): Run {
  const isAdding = operator === '+' || operator === '-';
  return { value: joinValues(operator, left, right, reading), from: left.from, to: right.to, isSum: isAdding };
}

function joinValues(operator: Operator, left: Run, right: Run, reading: Reading): Measured | null {
  const [first, second] = [left.value, right.value];
  if (first === null || second === null) return null;
  const origin = reading.lowering.origins.ofSpan(left.from, right.to);
  const isAdding = operator === '+' || operator === '-';
  const other = isAdding
    ? inUnitOf(first.unit, second, reading, () => alike(origin, side(left), side(right), operator))
    : second.expression;
  if (other === null) return null;
  const joining = { kind: KINDS[operator], left: first.expression, right: other, origin };
  const value = isAdding
    ? joined(joining, first.unit, [first, second])
    : cancelled(joined(joining, unitOfProduct(operator, first.unit, second.unit), [first, second]), reading);
  return DEEPEST_FORMULA < value.depth ? tooDeep(reading) || null : value;
}

function unitOfProduct(operator: Operator, left: Unit, right: Unit): Unit {
  return operator === '*' ? times(left, right) : over(left, right);
}

/** Kilograms over tonnes are a plain number, once they are divided by 1000. */
function cancelled(value: Measured, { lowering }: Reading): Measured {
  const factor = lowering.units.cancelling(value.unit);
  return factor === null ? value : joined(build.multiply(value.expression, factor), PLAIN, [value]);
}

function side({ from, to, isSum }: Run): Side {
  return { text: textBetween(from, to), isSum };
}

function textBetween({ $cstNode: from }: AstNode, { $cstNode: to }: AstNode): string {
  return from === undefined || to === undefined ? '' : spanText(from, to);
}
