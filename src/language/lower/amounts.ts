import type { Expression } from '../../math/expression/expression.ts';
import { sign } from '../../math/rational/rational.ts';
import type { Expression as Node } from '../generated/ast.ts';
import { constantValue } from './constants.ts';
import { type Lowering, report, type Surroundings, textOf } from './context.ts';
import { readNumber } from './expressions.ts';
import type { KnownGood } from './goods.ts';
import { goodsIn } from './goods-in.ts';
import { inUnitOfNamed } from './unit-demands.ts';

/** An amount of a good in numbers and params, in the good's unit and not below 0; `what` begins the message otherwise. */
export function readAmount(
  lowering: Lowering,
  node: Node | undefined,
  good: KnownGood | null,
  around: Surroundings,
  what: string,
): Expression | null {
  const measured = readNumber(lowering, node, { around, wanted: good?.unit ?? null });
  if (measured === null || node === undefined || good === null) return null;
  const advice = 'Write the amount in the unit of the good.';
  const amount = inUnitOfNamed(lowering, good.unit, measured, node, { name: `\`${good.name}\``, advice });
  if (amount === null) return null;
  const origin = lowering.origins.ofNode(node);
  if (0 < goodsIn([amount], lowering.goods).length) {
    const message = `${what} is made of numbers and params, but \`${textOf(node)}\` names a good.`;
    report(lowering, 'bad-data', origin, message);
    return null;
  }
  const value = constantValue(amount);
  if (value === null || 0 <= sign(value)) return amount;
  report(lowering, 'bad-data', origin, `Amounts start from 0, but this is ${textOf(node)}.`);
  return null;
}
