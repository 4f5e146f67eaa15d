import type { AstNode } from 'langium';
import * as build from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { Expression as Node } from '../generated/ast.ts';
import { PLAIN, type Unit, unitText } from '../units/unit.ts';
import { type Measured, report, textOf } from './context.ts';
import type { Reading as WholeReading } from './reading.ts';

type Reading = Pick<WholeReading, 'lowering' | 'call'>;

/** The right side in the unit of the left, or null, with a finding, where they measure different things. */
export function inUnitOf(left: Unit, right: Measured, reading: Reading, mismatch: Mismatch): Expression | null {
  const agreement = reading.lowering.units.agree(left, right.unit);
  if (!agreement.agree) {
    reportMismatch(left, right.unit, reading, mismatch);
    return null;
  }
  return agreement.factor === null ? right.expression : build.multiply(right.expression, agreement.factor);
}

/** Where two units that differ meet, and what would mend it. */
export interface Mismatch {
  readonly at: AstNode;
  readonly left: string;
  readonly right: string;
  readonly advice: string;
  /** The text that would be right in place of `at`. */
  readonly replacement?: string;
}

function reportMismatch(left: Unit, right: Unit, reading: Reading, mismatch: Mismatch): void {
  const { lowering } = reading;
  const { units } = lowering;
  const own = lowering.origins.ofNode(mismatch.at);
  const said = `${mismatch.left} is ${measuredIn(units.resolve(left))}, but ${mismatch.right} is ${measuredIn(units.resolve(right))}. ${mismatch.advice}`;
  const message = `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  const weights = reading.call === null && mismatch.replacement !== undefined;
  report(lowering, 'unit-mismatch', reading.call ?? own, message, {
    ...(weights && { data: { fix: 'weights', replacement: mismatch.replacement ?? '' } }),
    ...(reading.call !== null && { related: [{ message: 'Here the two meet.', origin: own }] }),
  });
}

export function measuredIn(unit: Unit): string {
  const text = unitText(unit);
  return text === '' ? 'a plain number' : `in ${text}`;
}

/** Adding, comparing, choosing between: both sides in one unit. The quick fix gives each a weight, which takes the unit needed. */
export function alike(node: AstNode, left: Node, right: Node, operator: string): Mismatch {
  const replacement = `${weighted(left)} ${operator} ${weighted(right)}`;
  const advice = `Give each a weight, as in \`${replacement}\`: a bare number takes the unit that it needs.`;
  return { at: node, left: `\`${textOf(left)}\``, right: `\`${textOf(right)}\``, advice, replacement };
}

function weighted(node: Node): string {
  const text = textOf(node, 1000);
  const binds = node.$type === 'Binary' && node.operator !== '+' && node.operator !== '-';
  return binds || !['Binary', 'Minus', 'Conditional'].includes(node.$type) ? `1 * ${text}` : `1 * (${text})`;
}

/** What must be a plain number: the argument of `exp`, an exponent. */
export function demandPlain(value: Measured, node: Node, reading: Reading, of: string): boolean {
  if (reading.lowering.units.agree(PLAIN, value.unit).agree) return true;
  const replacement = `${node.$type === 'Binary' ? `(${textOf(node, 1000)})` : textOf(node, 1000)} / 1`;
  const advice = `Divide it by an amount, as in \`${replacement}\`: a bare number takes the unit that it needs.`;
  reportMismatch(PLAIN, value.unit, reading, { at: node, left: of, right: `\`${textOf(node)}\``, advice, replacement });
  return false;
}
