import type { Condition, Expression } from '../../math/expression/expression.ts';
import type {
  Column,
  Conditional,
  Let,
  NameReference,
  Expression as Node,
  NumberLiteral,
  Power,
} from '../generated/ast.ts';
import { valueOfLiteral } from '../syntax/literal.ts';
import { unitOfNode } from '../units/read-unit.ts';
import { lowerArithmetic } from './arithmetic.ts';
import { lowerCall } from './calls.ts';
import { columnOf, reportRowAlone } from './columns.ts';
import { isCondition, lowerCondition } from './conditions.ts';
import { joined, type Lowering, type Measured, plainly, report, textOf } from './context.ts';
import { lowerMeasure } from './measures.ts';
import { meaningOf, reportUnknownValue } from './names.ts';
import { raised } from './powers.ts';
import { DEEPEST_FORMULA, notANumber, type Reading, spend, startReading, tooDeep } from './reading.ts';
import { alikeParts, inUnitOf } from './unit-demands.ts';

/** Reads a formula that must be a number. */
export function readNumber(lowering: Lowering, node: Node | undefined, more: Partial<Reading> = {}): Measured | null {
  return lowerNumber(node, { ...startReading(lowering, node, RECURSION), ...more });
}

/** Reads a formula that must be a condition. */
export function readCondition(
  lowering: Lowering,
  node: Node | undefined,
  more: Partial<Reading> = {},
): Condition | null {
  return lowerCondition(node, { ...startReading(lowering, node, RECURSION), ...more })?.condition ?? null;
}

const RECURSION: Reading['lower'] = { number: lowerNumber, condition: lowerCondition };

/** A formula that must be a number; null is a hole, of which a finding says why (or the text is half-typed). */
function lowerNumber(node: Node | undefined, reading: Reading): Measured | null {
  if (node === undefined || !spend(reading, 1)) return null;
  const value = lowered(node, { ...reading, levels: reading.levels + 1 });
  if (value !== null && DEEPEST_FORMULA < value.depth) return tooDeep(reading) || null;
  return value;
}

function lowered(node: Node, reading: Reading): Measured | null {
  switch (node.$type) {
    case 'NumberLiteral':
      return lowerLiteral(node, reading);
    case 'NameReference':
      return lowerName(node, reading);
    case 'Column':
      return lowerColumn(node, reading);
    case 'Parenthesized':
      return lowerNumber(node.inner, reading);
    case 'Minus':
      return lowerMinus(node, reading);
    case 'Arithmetic':
      return lowerArithmetic(node, reading);
    case 'Power':
      return lowerPower(node, reading);
    case 'Call':
      return lowerCall(node, reading);
    case 'Conditional':
      return lowerConditional(node, reading);
    case 'Comparison':
    case 'Near':
    case 'Membership':
    case 'Logical':
    case 'Not':
      return notANumber(node, reading);
    default:
      // Half-typed text leaves nodes of no kind.
      node satisfies never;
      return null;
  }
}

function lowerLiteral(node: NumberLiteral, reading: Reading): Measured | null {
  const { lowering } = reading;
  const origin = lowering.origins.ofNode(node);
  const value = valueOfLiteral(node.value);
  if (value === null) {
    report(
      lowering,
      'bad-data',
      origin,
      `\`${textOf(node)}\` is beyond what a computer's numbers hold (about 1e-308 to 1e308). Choose other units.`,
    );
    return null;
  }
  const unit = node.unit === undefined ? (reading.wanted ?? lowering.units.fresh()) : unitOfNode(node.unit, lowering);
  return { ...plainly({ kind: 'number', value, origin }), unit };
}

function lowerName(node: NameReference, reading: Reading): Measured | null {
  const { lowering, around } = reading;
  const name = node.target?.$refText;
  if (!name) return null;
  const meaning = meaningOf(name, around);
  if (meaning === undefined) {
    reportUnknownValue(lowering, node, name, around);
    return null;
  }
  const origin = lowering.origins.ofNode(node);
  switch (meaning.kind) {
    case 'good':
      lowering.used.add(meaning.declaration);
      if (reading.measures !== null) return lowerMeasure('total', name, meaning.unit, origin, reading);
      return { ...plainly({ kind: 'name', name, origin }), unit: meaning.unit };
    case 'param':
      lowering.used.add(meaning.declaration);
      if (lowering.unread.has(meaning.declaration)) return null;
      return { ...plainly({ kind: 'name', name, origin }), unit: meaning.unit };
    case 'budget':
    case 'draw':
      return { ...plainly({ kind: 'name', name: meaning.name, origin }), unit: meaning.unit };
    case 'constant':
      return plainly({ kind: 'constant', name: meaning.name, origin });
    case 'bound':
      return meaning.value !== null && spend(reading, meaning.value.size) ? meaning.value : null;
    case 'let':
      return lowerLet(meaning.declaration, node, reading);
    case 'row':
      reportRowAlone(lowering, origin, name, meaning.rows);
      return null;
    case 'hole':
      return null;
    default:
      return meaning satisfies never;
  }
}

/** A let is read where names mean what they mean in the file, not what they mean here. */
function lowerLet(declaration: Let, node: NameReference, reading: Reading): Measured | null {
  const { lowering } = reading;
  if (lowering.cyclic.has(declaration) || lowering.broken.has(declaration)) return null;
  if (isCondition(declaration.value, reading)) return notANumber(node, reading);
  const known = lowering.units.active ? undefined : lowering.lets.get(declaration);
  if (known !== undefined) return known !== null && spend(reading, known.size) ? known : null;
  const call = reading.call ?? lowering.origins.ofNode(node);
  const value = lowerNumber(declaration.value, { ...reading, around: lowering.surroundings, call });
  if (!reading.work.isOver) lowering.lets.set(declaration, value);
  return value;
}

/** `row.area`: a bare number for each member, which takes the unit that it needs. */
function lowerColumn(node: Column, reading: Reading): Measured | null {
  const { lowering, around } = reading;
  const name = node.row?.target?.$refText;
  const meaning = name ? meaningOf(name, around) : undefined;
  if (meaning?.kind === 'row') {
    const column = columnOf(lowering, node, meaning.rows);
    return column && { ...plainly(column), unit: reading.wanted ?? lowering.units.fresh() };
  }
  if (!name || meaning?.kind === 'hole' || lowering.actors.has(name)) return null;
  const message = `\`${textOf(node)}\` is a column of a row, but no row is called \`${name}\` here. Write \`agent Site from "sites.csv" as ${name}\`.`;
  report(lowering, 'unknown-name', lowering.origins.ofNode(node), message, { data: { name, near: [] } });
  return null;
}

function lowerMinus(node: Extract<Node, { $type: 'Minus' }>, reading: Reading): Measured | null {
  const operand = lowerNumber(node.operand, reading);
  if (operand === null) return null;
  const origin = reading.lowering.origins.ofNode(node);
  return joined({ kind: 'negate', operand: operand.expression, origin }, operand.unit, [operand]);
}

function lowerPower(node: Power, reading: Reading): Measured | null {
  const base = reading.lower.number(node.base, { ...reading, wanted: null });
  const exponent = reading.lower.number(node.exponent, { ...reading, wanted: null });
  return raised(node, node.base, node.exponent, base, exponent, reading);
}

function lowerConditional(node: Conditional, reading: Reading): Measured | null {
  const condition = lowerCondition(node.condition, { ...reading, wanted: null });
  const chosen = lowerNumber(node.then, reading);
  const otherwise = lowerNumber(node.else, reading);
  if (condition === null || chosen === null || otherwise === null) return null;
  const other = inUnitOf(chosen.unit, otherwise, reading, () =>
    alikeParts(reading.lowering.origins.ofNode(node), node.then, node.else),
  );
  if (other === null) return null;
  const origin = reading.lowering.origins.ofNode(node);
  const expression: Expression = {
    kind: 'if',
    condition: condition.condition,
    // biome-ignore lint/suspicious/noThenProperty: a node of data, never awaited
    then: chosen.expression,
    else: other,
    origin,
  };
  return joined(expression, chosen.unit, [condition, chosen, otherwise]);
}
