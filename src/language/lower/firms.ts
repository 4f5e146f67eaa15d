import type { Activity, Firm as LoweredFirm } from '../../economy/economy.ts';
import type { Firm, Make, Output } from '../generated/ast.ts';
import { isHalfTyped, type Lowering, report, textOf } from './context.ts';
import { originOfName } from './definitions.ts';
import { docOf } from './docs.ts';
import { readNumber } from './expressions.ts';
import { eachOnce, goodOf } from './goods.ts';
import { goodsIn } from './goods-in.ts';
import { readCount } from './params.ts';
import { inUnitOfNamed } from './unit-demands.ts';

/** A firm with those of its activities that can be read. */
export function lowerFirm(lowering: Lowering, node: Firm): LoweredFirm {
  const activities = node.activities.map((make) => lowerActivity(lowering, make));
  if (node.activities.length === 0 && node.name !== undefined && !isHalfTyped(lowering, node)) {
    const message = `\`${node.name}\` makes nothing. Say what it makes of what, as in \`make bananas = 2 * apples^0.5\`.`;
    report(lowering, 'not-a-frontier', originOfName(lowering.origins, node), message);
  }
  return {
    name: node.name ?? '',
    doc: docOf(node),
    count: readCount(lowering, node.count),
    activities: activities.filter((activity) => activity !== null),
    origin: originOfName(lowering.origins, node),
  };
}

/** `make bananas = 2 * apples^0.5, peels = apples`: what one use of the inputs gives. */
function lowerActivity(lowering: Lowering, node: Make): Activity | null {
  const outputs = node.outputs.flatMap((output) => lowerOutput(lowering, output) ?? []);
  const once = eachOnce(lowering, outputs, 'Write one formula for it.');
  if (once.length < node.outputs.length || once.length === 0 || isHalfTyped(lowering, node)) return null;
  const inputs = goodsIn(
    once.map(({ formula }) => formula),
    lowering.goods,
  );
  const both = once.find(({ name }) => inputs.includes(name));
  if (both === undefined) {
    const origin = lowering.origins.ofNode(node);
    return { outputs: once.map(({ name, formula, at }) => ({ good: name, formula, origin: at })), origin };
  }
  const message = `\`${both.name}\` is both used up and made here. Write what is made, less what of it is used up, or give one of the two a name of its own.`;
  report(lowering, 'not-a-frontier', both.at, message);
  return null;
}

function lowerOutput(lowering: Lowering, output: Output) {
  const good = goodOf(lowering, output.good);
  const measured = readNumber(lowering, output.formula, { wanted: good?.unit ?? null });
  if (good === null || measured === null) return null;
  const advice = `Multiply by a number, as in \`1 * ${textOf(output.formula)}\`: it takes the unit that it needs.`;
  const formula = inUnitOfNamed(lowering, good.unit, measured, output.formula, { name: `\`${good.name}\``, advice });
  return formula && { name: good.name, formula, origin: good.origin, at: lowering.origins.ofNode(output) };
}
