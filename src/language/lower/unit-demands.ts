import * as build from '../../math/expression/build.ts';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import type { Expression as Node } from '../generated/ast.ts';
import { PLAIN, type Unit, unitText } from '../units/unit.ts';
import { type Lowering, type Measured, report, shown, textOf } from './context.ts';
import type { Reading as WholeReading } from './reading.ts';

type Reading = Pick<WholeReading, 'lowering' | 'call'>;

/** The right side in the unit of the left, or null, with a finding, where they measure different things. */
export function inUnitOf(left: Unit, right: Measured, reading: Reading, mismatch: () => Mismatch): Expression | null {
  const agreement = reading.lowering.units.agree(left, right.unit);
  if (!agreement.agree) {
    reportMismatch(left, right.unit, reading, mismatch());
    return null;
  }
  return agreement.factor === null ? right.expression : build.multiply(right.expression, agreement.factor);
}

/** Where two units that differ meet, and what would mend it. */
export interface Mismatch {
  readonly at: Origin;
  readonly left: string;
  readonly right: string;
  readonly advice: string;
  /** The text that would be right in place of `at`. */
  readonly replacement?: string;
}

function reportMismatch(left: Unit, right: Unit, reading: Reading, mismatch: Mismatch): void {
  const { lowering } = reading;
  const { units } = lowering;
  const own = mismatch.at;
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

/** One side of an operator as it stands in the text; `isSum`: it needs parentheses under a product. */
export interface Side {
  readonly text: string;
  readonly isSum: boolean;
}

export function sideOf(node: Node): Side {
  return { text: textOf(node, 1000), isSum: isSum(node) };
}

/** Whether a formula needs parentheses as a factor. */
export function isSum(node: Node): boolean {
  if (node.$type === 'Arithmetic') return node.operators.some((operator) => operator === '+' || operator === '-');
  return node.$type === 'Minus' || node.$type === 'Conditional';
}

/** Adding, comparing, choosing between: both sides in one unit. The quick fix gives each a weight, which takes the unit needed. */
export function alike(at: Origin, left: Side, right: Side, operator: string): Mismatch {
  const replacement = `${weighted(left)} ${operator} ${weighted(right)}`;
  const advice = `Give each a weight, as in \`${shown(replacement)}\`: a bare number takes the unit that it needs.`;
  return { at, left: `\`${shown(left.text)}\``, right: `\`${shown(right.text)}\``, advice, replacement };
}

/** The same, where no text can be offered in place of the whole. */
export function alikeParts(at: Origin, left: Node, right: Node): Mismatch {
  const advice = 'Give them one unit: a bare number as a factor takes the unit that it needs.';
  return { at, left: `\`${textOf(left)}\``, right: `\`${textOf(right)}\``, advice };
}

/** What is written, in the unit of what it is an amount of; `name` is how the message calls that. */
export function inUnitOfNamed(
  lowering: Lowering,
  unit: Unit,
  measured: Measured,
  node: Node,
  named: { readonly name: string; readonly advice: string },
): Expression | null {
  return inUnitOf(unit, measured, { lowering, call: null }, () => ({
    at: lowering.origins.ofNode(node),
    left: named.name,
    right: `\`${textOf(node)}\``,
    advice: named.advice,
  }));
}

/** As a factor of a bare number, which takes the unit that it needs. */
export function weighted({ text, isSum: isWrapped }: Side): string {
  return isWrapped ? `1 * (${text})` : `1 * ${text}`;
}

/** What must be a plain number: the argument of `exp`, an exponent. */
export function demandPlain(value: Measured, node: Node, reading: Reading, of: string): boolean {
  if (reading.lowering.units.agree(PLAIN, value.unit).agree) return true;
  const side = sideOf(node);
  const divided = `${side.isSum ? `(${side.text})` : side.text} / 1`;
  const replacement = node.$container?.$type === 'Power' ? `(${divided})` : divided;
  const advice = `Divide it by an amount, as in \`${shown(replacement)}\`: a bare number takes the unit that it needs.`;
  reportMismatch(PLAIN, value.unit, reading, {
    at: reading.lowering.origins.ofNode(node),
    left: of,
    right: `\`${textOf(node)}\``,
    advice,
    replacement,
  });
  return false;
}
