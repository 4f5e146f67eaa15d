import type { ExplicitFrontier, ExplicitInput } from '../../economy/economy.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { sign } from '../../math/rational/rational.ts';
import type { Frontier as FrontierNode, Input, Expression as Node } from '../generated/ast.ts';
import type { AgentReading } from './agent-reading.ts';
import { constantValue } from './constants.ts';
import { isHalfTyped, report, shown, textOf } from './context.ts';
import { readNumber } from './expressions.ts';
import { eachOnce, goodNamed, goodOf, type KnownGood } from './goods.ts';
import { goodsIn } from './goods-in.ts';
import { checkUpward, readRange } from './ranges.ts';
import { inUnitOf, inUnitOfNamed, sideOf, weighted } from './unit-demands.ts';

/** `frontier bananas = 12 - apples^2/3 for apples in 0..6`: one good as a formula of others. */
export function lowerExplicit(agent: AgentReading, node: FrontierNode): ExplicitFrontier | null {
  const { lowering, around } = agent;
  const good = goodOnTheLeft(agent, node.left);
  const formula = good === null ? null : formulaFor(agent, node.formula, good);
  if (good === null) readNumber(lowering, node.formula, { around });
  const stated = node.inputs.map((input) => lowerInput(agent, input));
  if (good === null || formula === null || stated.some((input) => input === null)) return null;
  const named = goodsIn([formula], lowering.goods);
  const once = eachOnce(
    lowering,
    stated.filter((input) => input !== null),
    'Give each good one range.',
  );
  if (named.includes(good.name) || once.some(({ name }) => name === good.name)) {
    const message = `\`${good.name}\` stands on both sides. Write it as an implicit frontier, such as \`${good.name} + apples <= 10\`.`;
    report(lowering, 'not-a-frontier', lowering.origins.ofNode(node), message);
    return null;
  }
  if (once.length < stated.length) return null;
  return {
    kind: 'explicit',
    good: good.name,
    formula,
    inputs: inputsOf(agent, node, once, named),
    origin: lowering.origins.ofNode(node),
  };
}

/** Those with a stated domain in their order, then the others that the formula names. */
function inputsOf(
  agent: AgentReading,
  node: FrontierNode,
  stated: readonly StatedInput[],
  named: readonly string[],
): readonly ExplicitInput[] {
  const own = stated.map(({ name, from, to, origin }) => ({ good: name, from, to, origin }));
  const origin = agent.lowering.origins.ofNode(node.formula);
  const inferred = named.filter((good) => !own.some((input) => input.good === good));
  return [...own, ...inferred.map((good) => ({ good, from: null, to: null, origin }))];
}

function goodOnTheLeft({ lowering, around }: AgentReading, node: Node | undefined): KnownGood | null {
  if (node === undefined) return null;
  if (node.$type === 'NameReference') return goodNamed(lowering, node.target?.$refText, lowering.origins.ofNode(node));
  readNumber(lowering, node, { around });
  if (isHalfTyped(lowering, node)) return null;
  const message = `On the left of \`=\` stands one good, not \`${textOf(node)}\`. To bound a sum write \`<=\`.`;
  report(lowering, 'not-a-frontier', lowering.origins.ofNode(node), message);
  return null;
}

function formulaFor(agent: AgentReading, node: Node | undefined, good: KnownGood): Expression | null {
  const { lowering, around } = agent;
  const measured = readNumber(lowering, node, { around, wanted: good.unit });
  if (measured === null || node === undefined) return null;
  return inUnitOf(good.unit, measured, { lowering, call: null }, () => {
    const replacement = weighted(sideOf(node));
    const advice = `Multiply by an amount, as in \`${shown(replacement)}\`: a bare number takes the unit that it needs.`;
    const at = lowering.origins.ofNode(node);
    return { at, left: `\`${good.name}\``, right: `\`${textOf(node)}\``, advice, replacement };
  });
}

interface StatedInput {
  readonly name: string;
  readonly from: Expression;
  readonly to: Expression;
  readonly origin: number;
}

function lowerInput(agent: AgentReading, input: Input): StatedInput | null {
  const { lowering } = agent;
  const good = goodOf(lowering, input.good);
  const { from, to } = readRange(input.range, (end) => readBound(agent, end, good));
  if (good === null || from === null || to === null) return null;
  const [low, high] = [constantValue(from), constantValue(to)];
  if (low !== null && high !== null && !checkUpward(lowering, input.range, low, high)) return null;
  if (low !== null && sign(low) < 0) {
    report(
      lowering,
      'bad-range',
      lowering.origins.ofNode(input.range.from),
      'Amounts start from 0, so a domain cannot begin below it.',
    );
    return null;
  }
  return { name: good.name, from, to, origin: good.origin };
}

function readBound(
  { lowering, around }: AgentReading,
  node: Node | undefined,
  good: KnownGood | null,
): Expression | null {
  const measured = readNumber(lowering, node, { around, wanted: good?.unit ?? null });
  if (measured === null || node === undefined || good === null) return null;
  const advice = 'Write the bound in the unit of the good.';
  const bound = inUnitOfNamed(lowering, good.unit, measured, node, { name: `\`${good.name}\``, advice });
  if (bound === null) return null;
  const [named] = goodsIn([bound], lowering.goods);
  if (named === undefined) return bound;
  report(
    lowering,
    'bad-range',
    lowering.origins.ofNode(node),
    `A bound is made of numbers and params, but this one names the good \`${named}\`.`,
  );
  return null;
}
