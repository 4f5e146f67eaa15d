import type { Objective } from '../../economy/economy.ts';
import { sign } from '../../math/rational/rational.ts';
import {
  isMarket,
  isMaximize,
  isPrices,
  isProportions,
  isTrace,
  type Model,
  type Expression as Node,
  type Objective as ObjectiveNode,
  type Prices,
  type Proportions,
} from '../generated/ast.ts';
import { over, times, type Unit } from '../units/unit.ts';
import { constantValue } from './constants.ts';
import { isHalfTyped, type Lowering, report, textOf } from './context.ts';
import { readNumber } from './expressions.ts';
import { eachOnce, goodOf, type KnownGood, keywordOrigin } from './goods.ts';
import { goodsIn } from './goods-in.ts';
import { inUnitOfNamed } from './unit-demands.ts';

/** The objective of the economy, the first where several stand; null where there is none, or it cannot be read. */
export function lowerObjective(lowering: Lowering, model: Model): Objective | null {
  const written = model.statements.filter(isObjectiveNode);
  const [first = written[0], ...others] = written.filter((node) => !isHalfTyped(lowering, node));
  if (first === undefined) return null;
  const origin = keywordOrigin(lowering, first);
  for (const other of others) {
    const related = [{ message: 'The first objective.', origin }];
    const message = 'An economy has one objective. Remove all but one.';
    report(lowering, 'several-objectives', keywordOrigin(lowering, other), message, { related });
    lowerOne(lowering, other);
  }
  return lowerOne(lowering, first);
}

export function isObjectiveNode(node: Model['statements'][number]): node is ObjectiveNode {
  return isMaximize(node) || isPrices(node) || isProportions(node) || isTrace(node) || isMarket(node);
}

function lowerOne(lowering: Lowering, node: ObjectiveNode): Objective | null {
  const origin = lowering.origins.ofNode(node);
  switch (node.$type) {
    case 'Maximize': {
      const welfare = readNumber(lowering, node.welfare, { isWelfare: true });
      return welfare && { kind: 'maximize', welfare: welfare.expression, origin };
    }
    case 'Prices':
      return lowerPrices(lowering, node);
    case 'Proportions':
      return lowerProportions(lowering, node);
    case 'Trace':
      return { kind: 'trace', origin };
    case 'Market':
      return { kind: 'market', origin };
    default:
      // Half-typed text leaves nodes of no kind.
      node satisfies never;
      return null;
  }
}

type Term = { readonly good: string; readonly value: NonNullable<ReturnType<typeof readTerm>> };

/** Prices may carry units: then each price times its good is the same money. */
function lowerPrices(lowering: Lowering, node: Prices): Objective | null {
  const goods = node.terms.map(({ good }) => goodOf(lowering, good));
  const isUnique = onceEach(lowering, goods, 'Give each good one price.');
  let money: Unit | null = null;
  const terms: Term[] = [];
  for (const [index, term] of node.terms.entries()) {
    const good = goods[index] ?? null;
    const measured = readNumber(lowering, term.value);
    if (good === null || measured === null) continue;
    money ??= times(measured.unit, good.unit);
    const value = readTerm(lowering, term.value, over(money, good.unit), 'A price');
    if (value !== null) terms.push({ good: good.name, value });
  }
  if (!isUnique || terms.length < node.terms.length || terms.length === 0) return null;
  return { kind: 'prices', terms, origin: lowering.origins.ofNode(node) };
}

function lowerProportions(lowering: Lowering, node: Proportions): Objective | null {
  const goods = node.goods.map((good) => goodOf(lowering, good));
  const isUnique = onceEach(lowering, goods, 'Name each good once.');
  const values = node.values.map((value, index) =>
    readTerm(lowering, value, goods[index]?.unit ?? null, 'A proportion'),
  );
  if (node.values.length !== node.goods.length && 0 < node.values.length) {
    const message = `${node.goods.length} goods need ${node.goods.length} proportions, but here stand ${node.values.length}.`;
    report(lowering, 'bad-data', lowering.origins.ofNode(node), message);
    return null;
  }
  const terms = goods.flatMap((good, index) => {
    const value = values[index] ?? null;
    return good === null || value === null ? [] : [{ good: good.name, value }];
  });
  if (!isUnique || terms.length < goods.length || terms.length === 0) return null;
  if (terms.every(({ value }) => isZero(value))) {
    report(lowering, 'bad-range', lowering.origins.ofNode(node), 'At least one of the proportions is above 0.');
    return null;
  }
  return { kind: 'proportions', terms, origin: lowering.origins.ofNode(node) };
}

function isZero(value: Term['value']): boolean {
  const constant = constantValue(value);
  return constant !== null && sign(constant) === 0;
}

function onceEach(lowering: Lowering, goods: readonly (KnownGood | null)[], advice: string): boolean {
  const known = goods.filter((good) => good !== null);
  return eachOnce(lowering, known, advice).length === known.length;
}

/** A number of numbers and params, not below 0, in the unit asked for. */
function readTerm(lowering: Lowering, node: Node | undefined, unit: Unit | null, what: string) {
  const measured = readNumber(lowering, node, { wanted: unit });
  if (measured === null || node === undefined || unit === null) return null;
  const advice = 'Write it in the unit that is needed.';
  const value = inUnitOfNamed(lowering, unit, measured, node, { name: what.toLowerCase(), advice });
  if (value === null) return null;
  const origin = lowering.origins.ofNode(node);
  if (0 < goodsIn([value], lowering.goods).length) {
    report(
      lowering,
      'bad-data',
      origin,
      `${what} is made of numbers and params, but \`${textOf(node)}\` names a good.`,
    );
    return null;
  }
  const constant = constantValue(value);
  if (constant === null || 0 <= sign(constant)) return value;
  report(lowering, 'bad-range', origin, `${what} is not below 0.`);
  return null;
}
