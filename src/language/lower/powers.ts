import { exactValue } from '../../math/expression/exact.ts';
import type { Expression as Node } from '../generated/ast.ts';
import { PLAIN, toPower, type Unit } from '../units/unit.ts';
import { joined, type Measured } from './context.ts';
import type { Reading } from './reading.ts';
import { demandPlain } from './unit-demands.ts';

/** `x^y` and `pow(x, y)`. */
export function raised(
  node: Node,
  baseNode: Node,
  exponentNode: Node,
  base: Measured | null,
  exponent: Measured | null,
  reading: Reading,
): Measured | null {
  if (base === null || exponent === null) return null;
  if (!demandPlain(exponent, exponentNode, reading, 'an exponent')) return null;
  const unit = raisedUnit(base, exponent, baseNode, reading);
  if (unit === null) return null;
  const origin = reading.lowering.origins.ofNode(node);
  return joined({ kind: 'power', left: base.expression, right: exponent.expression, origin }, unit, [base, exponent]);
}

function raisedUnit(base: Measured, exponent: Measured, node: Node, reading: Reading): Unit | null {
  if (!reading.lowering.units.active) return PLAIN;
  const fixed = exactValue(exponent.expression);
  if (fixed !== null) return toPower(base.unit, fixed);
  if (reading.isWelfare) return reading.lowering.units.fresh();
  return demandPlain(base, node, reading, 'what has an exponent that is not fixed') ? PLAIN : null;
}
