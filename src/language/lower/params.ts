import type { Param as LoweredParam } from '../../economy/economy.ts';
import { namesIn } from '../../math/expression/build.ts';
import { compare, isWhole, type Rational, sign, toDouble } from '../../math/rational/rational.ts';
import type { Expression as Node, Param } from '../generated/ast.ts';
import { valueOfLiteral } from '../syntax/literal.ts';
import { type Unit, unitText } from '../units/unit.ts';
import { constantValue } from './constants.ts';
import { isHalfTyped, type Lowering, type Measured, report, textOf } from './context.ts';
import { originOfName } from './definitions.ts';
import { readNumber } from './expressions.ts';
import { checkUpward, readRange } from './ranges.ts';

/** A param with its default and range; null where its default cannot be read. */
export function lowerParam(lowering: Lowering, node: Param, unit: Unit): LoweredParam | null {
  const value = readConstant(lowering, node.value, unit, 'The default of a param');
  const written = unitText(lowering.units.resolve(unit));
  const { from, to } = readRange(node.range, (end) => readConstant(lowering, end, unit, 'An end of a range'));
  const step = node.step && readConstant(lowering, node.step, unit, 'A step');
  if (value === null || node.name === undefined) return null;
  const isUpward = from !== null && to !== null && checkUpward(lowering, node.range, from, to);
  const range = isUpward ? { from, to } : { from: null, to: null };
  if (range.from !== null && range.to !== null) checkWithin(lowering, node, value, range.from, range.to);
  if (step && sign(step) <= 0) {
    report(lowering, 'bad-range', lowering.origins.ofNode(node.step), 'A step is above 0.');
  }
  return {
    name: node.name,
    value,
    ...range,
    step: step && 0 < sign(step) ? step : null,
    unit: written === '' ? null : written,
    origin: originOfName(lowering.origins, node),
  };
}

function checkWithin(lowering: Lowering, node: Param, value: Rational, from: Rational, to: Rational): void {
  if ((0 <= compare(value, from) && compare(value, to) <= 0) || isHalfTyped(lowering, node)) return;
  const message = `The default ${textOf(node.value)} lies outside the range ${textOf(node.range)}. Widen the range, or change the default.`;
  report(lowering, 'bad-range', lowering.origins.ofNode(node.value), message);
}

/** A formula that must have a value before anything is solved: it may name lets of numbers, but no param and no good. */
export function readConstant(
  lowering: Lowering,
  node: Node | undefined,
  unit: Unit | null,
  what: string,
): Rational | null {
  const measured = readNumber(lowering, node);
  if (measured === null || node === undefined) return null;
  const agreement = unit === null ? null : lowering.units.agree(unit, measured.unit);
  const origin = lowering.origins.ofNode(node);
  if (agreement !== null && !agreement.agree) {
    const is = unitText(lowering.units.resolve(measured.unit));
    const needed = unitText(lowering.units.resolve(unit ?? measured.unit));
    report(
      lowering,
      'unit-mismatch',
      origin,
      `${what} is in ${needed || 'plain numbers'} here, but \`${textOf(node)}\` is ${is ? `in ${is}` : 'a plain number'}.`,
    );
    return null;
  }
  const factor = agreement?.factor ?? null;
  const value = constantValue(
    factor === null ? measured.expression : { kind: 'multiply', left: measured.expression, right: factor },
  );
  if (value === null)
    report(
      lowering,
      'bad-data',
      origin,
      `${what} is a fixed number, but \`${textOf(node)}\` is none. ${fixedNumberAdvice(measured)}`,
    );
  return value;
}

function fixedNumberAdvice({ expression }: Measured): string {
  return 0 < namesIn(expression).size
    ? 'Name no good and no param in it.'
    : 'It is not defined, or beyond what a computer’s numbers hold.';
}

export const LARGEST_COUNT = 1e12;

/** `[40]`: a whole number from 1 to 10^12; 1 where none is written, and where it is wrong. */
export function readCount(lowering: Lowering, node: Node | undefined): number {
  if (node === undefined) return 1;
  const measured = readNumber(lowering, node);
  if (measured === null) return 1;
  const value = constantValue(measured.expression);
  const isPlain = lowering.units.agree(new Map(), measured.unit).agree;
  const count = value === null ? Number.NaN : toDouble(value);
  if (isPlain && value !== null && isWhole(value) && 1 <= count && count <= LARGEST_COUNT) return count;
  const advice = value === null ? ` ${fixedNumberAdvice(measured)}` : '';
  report(
    lowering,
    'bad-count',
    lowering.origins.ofNode(node),
    `A count is a fixed whole number from 1 to 10^12, but \`${textOf(node)}\` is none.${advice}`,
  );
  return 1;
}

/** `seed 7`. */
export function readSeed(
  lowering: Lowering,
  node: { readonly value?: string } & Parameters<Lowering['origins']['ofNode']>[0],
): number {
  const text = node.value;
  if (text === undefined) return 1;
  const value = valueOfLiteral(text);
  if (value !== null && isWhole(value) && toDouble(value) <= Number.MAX_SAFE_INTEGER) return toDouble(value);
  report(lowering, 'bad-count', lowering.origins.ofNode(node), 'A seed is a whole number from 0 to 9007199254740991.');
  return 1;
}
