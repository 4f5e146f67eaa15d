import type { Finding } from '../../economy/finding.ts';
import { divide, fromDecimal, multiply, ONE, type Rational, sign } from '../../math/rational/rational.ts';
import type { Expression as Node, UnitExpression, Unit as UnitNode } from '../generated/ast.ts';
import { valueOfLiteral } from '../syntax/literal.ts';
import { LARGEST_EXPONENT } from './read-unit.ts';
import { over, PLAIN, times, toPower, type Unit, unitOf } from './unit.ts';
import type { DeclaredUnit } from './unit-system.ts';

type Say = (code: Finding['code'], node: UnitNode, message: string) => void;

/** The units of a file by name: base units as they are, others as so many of a product of base units. */
export function declaredUnits(nodes: readonly UnitNode[], say: Say): ReadonlyMap<string, DeclaredUnit> {
  const byName = new Map(nodes.filter(({ name }) => name !== undefined).map((node) => [node.name, node]));
  const done = new Map<string, DeclaredUnit>();
  for (const name of byName.keys()) settleUnit(name, byName, done, say);
  return done;
}

const BASE = (name: string): DeclaredUnit => ({ scale: ONE, dimension: unitOf(name) });

/** Those that a unit is made of come first: a stack, not recursion, since a chain may be long. */
function settleUnit(
  name: string,
  byName: ReadonlyMap<string, UnitNode>,
  done: Map<string, DeclaredUnit>,
  say: Say,
): void {
  const open = [name];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const node = byName.get(top);
    const needed =
      node === undefined ? [] : unitNamesIn(node.factor).filter((other) => byName.has(other) && !done.has(other));
    const cycle = needed.find((other) => open.includes(other));
    if (node !== undefined && cycle !== undefined) {
      say(
        'cyclic-definition',
        node,
        `The unit \`${top}\` is defined by itself. Define one of ${quoted(open)} without the others.`,
      );
      done.set(top, BASE(top));
    }
    const next = cycle === undefined ? needed[0] : undefined;
    if (next !== undefined) open.push(next);
    else {
      open.pop();
      if (node !== undefined && !done.has(top)) done.set(top, unitBy(node, done, say));
    }
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function unitBy(node: UnitNode, done: ReadonlyMap<string, DeclaredUnit>, say: Say): DeclaredUnit {
  if (node.factor === undefined) return BASE(node.name);
  const quantity = quantityOf(node.factor, done);
  if (quantity !== null && 0 < sign(quantity.scale)) return quantity;
  say('unit-mismatch', node, `A unit made of others is a number above 0 of them, as in \`unit tonne = 1000 [kg]\`.`);
  return BASE(node.name);
}

function quantityOf(node: Node | undefined, done: ReadonlyMap<string, DeclaredUnit>): DeclaredUnit | null {
  if (node?.$type === 'Parenthesized') return quantityOf(node.inner, done);
  if (node?.$type === 'NumberLiteral') {
    const value = valueOfLiteral(node.value);
    return value && literal(value, node.unit, done);
  }
  if (node?.$type !== 'Arithmetic') return null;
  return node.operands.reduce<DeclaredUnit | null>((left, operand, index) => {
    const right = quantityOf(operand, done);
    return index === 0 ? right : left && right && joinQuantities(left, node.operators[index - 1], right);
  }, null);
}

function joinQuantities(left: DeclaredUnit, operator: string | undefined, right: DeclaredUnit): DeclaredUnit | null {
  if (operator === '*') {
    return { scale: multiply(left.scale, right.scale), dimension: times(left.dimension, right.dimension) };
  }
  const scale = operator === '/' ? divide(left.scale, right.scale) : null;
  return scale && { scale, dimension: over(left.dimension, right.dimension) };
}

function literal(
  value: Rational,
  unit: UnitExpression | undefined,
  done: ReadonlyMap<string, DeclaredUnit>,
): DeclaredUnit | null {
  let scale = value;
  let dimension: Unit = PLAIN;
  for (const [index, factor] of (unit?.factors ?? []).entries()) {
    const own = factor.number === '1' ? { scale: ONE, dimension: PLAIN } : done.get(factor.unit?.$refText ?? '');
    const exponent = Number(factor.exponent ?? 1) * (index !== 0 && unit?.operators[index - 1] === '/' ? -1 : 1);
    if (own === undefined || !Number.isInteger(exponent) || LARGEST_EXPONENT < Math.abs(exponent)) return null;
    for (let count = Math.abs(exponent); 0 < count; count--) {
      scale = (exponent < 0 ? divide(scale, own.scale) : multiply(scale, own.scale)) ?? scale;
    }
    dimension = times(dimension, toPower(own.dimension, fromDecimal(`${exponent}`)));
  }
  return { scale, dimension };
}

function unitNamesIn(node: Node | undefined): readonly string[] {
  if (node?.$type === 'Parenthesized') return unitNamesIn(node.inner);
  if (node?.$type === 'Arithmetic') return node.operands.flatMap(unitNamesIn);
  if (node?.$type !== 'NumberLiteral') return [];
  return (node.unit?.factors ?? []).flatMap(({ unit }) => unit?.$refText ?? []);
}
