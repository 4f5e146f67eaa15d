import { isWhole, negate, ONE, type Rational, toDouble } from '../../math/rational/rational.ts';
import type { UnitExpression, UnitFactor } from '../generated/ast.ts';
import { type Lowering, report, textOf } from '../lower/context.ts';
import { didYouMean, nearNames } from '../lower/near-names.ts';
import { valueOfLiteral } from '../syntax/literal.ts';
import { PLAIN, times, toPower, type Unit, unitOf } from './unit.ts';

/** The unit written `[kg/h]` or after a good's `:`. What is wrong in it is said, and left open. */
export function unitOfNode(node: UnitExpression, lowering: Lowering): Unit {
  let unit = PLAIN;
  for (const [index, factor] of node.factors.entries()) {
    const own = unitOfFactor(factor, lowering);
    const isBelow = index !== 0 && node.operators[index - 1] === '/';
    unit = times(unit, isBelow ? toPower(own, negate(ONE)) : own);
  }
  return unit;
}

function unitOfFactor(factor: UnitFactor, lowering: Lowering): Unit {
  const { units, origins } = lowering;
  const exponent = exponentOf(factor, lowering);
  if (factor.number !== undefined) {
    if (factor.number === '1') return PLAIN;
    const message = `A unit is made of names of units and \`1\`, as in \`1/h\`. Write the number ${factor.number} before the brackets.`;
    report(lowering, 'unit-mismatch', origins.ofNode(factor), message);
    return units.fresh();
  }
  const name = factor.unit?.$refText;
  if (!name) return units.fresh();
  if (units.declared.has(name)) return toPower(unitOf(name), exponent);
  if (!lowering.hasImport) {
    const near = nearNames(name, units.declared.keys());
    const advice = didYouMean(near) || ` Declare it: \`unit ${name}\`.`;
    report(lowering, 'unknown-name', origins.ofNode(factor), `No unit is called \`${name}\`.${advice}`, {
      data: { name, near, declare: 'unit' },
    });
  }
  return units.fresh();
}

export const LARGEST_EXPONENT = 100;

function exponentOf(factor: UnitFactor, lowering: Lowering): Rational {
  const text = factor.exponent;
  if (text === undefined) return ONE;
  const value = valueOfLiteral(text);
  if (value !== null && isWhole(value) && Math.abs(toDouble(value)) <= LARGEST_EXPONENT) return value;
  report(
    lowering,
    'unit-mismatch',
    lowering.origins.ofNode(factor),
    `\`${textOf(factor)}\` has an exponent that no unit has. Units have whole ones, up to ${LARGEST_EXPONENT}.`,
  );
  return ONE;
}
