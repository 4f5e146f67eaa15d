import type { BudgetFrontier, Frontier, ImplicitFrontier, PointsFrontier } from '../../economy/economy.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { compare, ZERO } from '../../math/rational/rational.ts';
import type {
  Budget,
  Comparison,
  Frontier as FrontierNode,
  Expression as Node,
  Point,
  Technology,
} from '../generated/ast.ts';
import type { AgentReading } from './agent-reading.ts';
import { readAmount } from './amounts.ts';
import { constantValue } from './constants.ts';
import { isHalfTyped, report, textOf } from './context.ts';
import { lowerExplicit } from './explicit.ts';
import { readCondition, readNumber } from './expressions.ts';
import { eachOnce, goodOf, type KnownGood, keywordOrigin } from './goods.ts';
import { goodsIn } from './goods-in.ts';
import { alike, inUnitOf, inUnitOfNamed, sideOf } from './unit-demands.ts';

/** What an agent's `frontier` lines or its budget and technologies say together; null is a hole. */
export function lowerFrontiers(agent: AgentReading): Frontier | null {
  const { frontiers, budgets, technologies } = agent;
  const [budget] = budgets;
  if (budget !== undefined && frontiers.length === 0) return lowerBudget(agent, budget);
  if (budget !== undefined) {
    conflict(agent, budget, 'An agent has either a budget with technologies or frontiers. Remove one of them.');
    return null;
  }
  const frontier = withoutHalfTyped(agent, lowerWritten(agent));
  if (technologies.length === 0) return frontier;
  reportWithoutBudget(agent);
  return null;
}

function lowerWritten(agent: AgentReading): Frontier | null {
  const [first, ...others] = agent.frontiers;
  if (first === undefined) return null;
  if (isImplicit(first)) return lowerImplicit(agent);
  for (const other of others)
    conflict(agent, other, 'Only implicit frontiers, such as `a + b <= 1`, can stand together. Remove all but one.');
  return first.kind === undefined ? lowerExplicit(agent, first) : lowerPoints(agent, first, first.kind);
}

/** What is cut short by a syntax error is not what the person means: nothing is proven of it. */
function withoutHalfTyped({ lowering, frontiers }: AgentReading, frontier: Frontier | null): Frontier | null {
  return frontiers.some((node) => isHalfTyped(lowering, node)) ? null : frontier;
}

function isImplicit(frontier: FrontierNode): boolean {
  return frontier.kind === undefined && !frontier.explicit;
}

function conflict({ lowering }: AgentReading, node: FrontierNode | Budget, message: string): void {
  report(lowering, 'not-a-frontier', keywordOrigin(lowering, node), message);
}

function reportWithoutBudget(agent: AgentReading): void {
  const { lowering, frontiers, technologies } = agent;
  const [first] = technologies;
  const isUnfinished = lowering.findings.some(({ code }) => code === 'syntax');
  if (first !== undefined && !isUnfinished) {
    const message =
      frontiers.length === 0
        ? `\`${textOf(first)}\` is a technology, and needs a budget, as in \`budget hours <= 8\`. For a frontier write \`frontier ${textOf(first)}\`.`
        : `\`${textOf(first)}\` is a technology, and needs a budget, as in \`budget hours <= 8\`, in place of the frontier.`;
    report(lowering, 'not-a-frontier', lowering.origins.ofNode(first), message);
  }
}

function lowerImplicit(agent: AgentReading): ImplicitFrontier | null {
  const { lowering, frontiers } = agent;
  const constraints: ImplicitFrontier['constraints'][number][] = [];
  let isWhole = true;
  for (const frontier of frontiers) {
    if (!isImplicit(frontier))
      conflict(agent, frontier, 'This cannot stand beside an implicit frontier. Remove one of them.');
    const constraint = isImplicit(frontier) ? lowerConstraint(agent, frontier.left) : null;
    if (constraint === null) isWhole = false;
    else constraints.push(constraint);
  }
  const [first] = frontiers;
  if (!isWhole || first === undefined) return null;
  const named = goodsIn(
    constraints.flatMap(({ level, bound }) => [level, bound]),
    lowering.goods,
  );
  const origin = lowering.origins.ofNode(first);
  if (named.length === 0) {
    report(lowering, 'not-a-frontier', origin, 'A frontier names at least one good, and this one names none.');
    return null;
  }
  const order = (good: string) => lowering.goods.get(good) ?? 0;
  return { kind: 'implicit', goods: [...named].sort((a, b) => order(a) - order(b)), constraints, origin };
}

function lowerConstraint(agent: AgentReading, node: Node | undefined): ImplicitFrontier['constraints'][number] | null {
  const inner = withoutParentheses(node);
  if (inner?.$type === 'Comparison' && inner.operator !== '==') return lowerInequality(agent, inner);
  if (inner === undefined) return null;
  const { lowering } = agent;
  const { around } = agent;
  if (['Comparison', 'Near', 'Membership', 'Logical', 'Not'].includes(inner.$type))
    readCondition(lowering, inner, { around });
  else if (readNumber(lowering, inner, { around }) === null) return null;
  if (isHalfTyped(lowering, inner)) return null;
  const advice =
    inner.$type === 'Logical' && inner.operators.every((operator) => operator === 'and')
      ? 'Write each part as a `frontier` line of its own: all of them hold.'
      : 'Write it as `bananas = 10 - apples`, or as `apples + bananas <= 10`.';
  report(lowering, 'not-a-frontier', lowering.origins.ofNode(inner), `\`${textOf(inner)}\` is no frontier. ${advice}`);
  return null;
}

function withoutParentheses(node: Node | undefined): Node | undefined {
  let inner = node;
  while (inner?.$type === 'Parenthesized') inner = inner.inner;
  return inner;
}

function lowerInequality(agent: AgentReading, node: Comparison): ImplicitFrontier['constraints'][number] | null {
  const { lowering, around } = agent;
  const left = readNumber(lowering, node.left, { around });
  const right = readNumber(lowering, node.right, { around });
  if (left === null || right === null) return null;
  const mismatch = () => alike(lowering.origins.ofNode(node), sideOf(node.left), sideOf(node.right), node.operator);
  const other = inUnitOf(left.unit, right, { lowering, call: null }, mismatch);
  if (other === null) return null;
  const isUpper = node.operator === '<=' || node.operator === '<';
  const [level, bound] = isUpper ? [left.expression, other] : [other, left.expression];
  return { level, bound, origin: lowering.origins.ofNode(node) };
}

function lowerPoints(agent: AgentReading, node: FrontierNode, kind: 'through' | 'among'): PointsFrontier | null {
  const { lowering } = agent;
  const known = node.goods.map((reference) => goodOf(lowering, reference));
  const goods = known.filter((good) => good !== null);
  const rows = node.points.map((point) => lowerPoint(agent, point, known));
  const isUnique = eachOnce(lowering, goods, 'Name each good once.').length === goods.length;
  const least = kind === 'through' ? 2 : 1;
  const points = rows.filter((row) => row !== null);
  if (isHalfTyped(lowering, node)) return null;
  if (rows.length < least && rows.length !== 0) {
    const message = '`through` joins at least two points. For one choice write `among`.';
    report(lowering, 'not-a-frontier', keywordOrigin(lowering, node), message);
    return null;
  }
  if (rows.length === 0 || goods.length < known.length || !isUnique || points.length < rows.length) return null;
  return { kind, goods: goods.map(({ name }) => name), points, origin: lowering.origins.ofNode(node) };
}

function lowerPoint(
  agent: AgentReading,
  point: Point,
  goods: readonly (KnownGood | null)[],
): readonly Expression[] | null {
  const { lowering, around } = agent;
  if (point.coordinates.length !== goods.length) {
    const message = `This point has ${point.coordinates.length} numbers for ${goods.length} goods. Write one for each.`;
    report(lowering, 'bad-data', lowering.origins.ofNode(point), message);
    return null;
  }
  const numbers = point.coordinates.map((node, index) =>
    readAmount(lowering, node, goods[index] ?? null, around, 'A point'),
  );
  return numbers.every((number) => number !== null) ? numbers : null;
}

function lowerBudget(agent: AgentReading, budget: Budget): BudgetFrontier | null {
  const { lowering, budgets, technologies, budgetMeaning } = agent;
  if (budget.name === undefined) return null;
  const origin = lowering.origins.ofNode(budget);
  for (const other of budgets.slice(1)) conflict(agent, other, 'An agent has one budget. Remove all but one.');
  if (technologies.length === 0) {
    const message = `Say what \`${budget.name}\` is spent on, as in \`apples = 3 * ${budget.name}\`.`;
    report(lowering, 'not-a-frontier', keywordOrigin(lowering, budget), message);
    return null;
  }
  const lowered = technologies.map((technology) => lowerTechnology(agent, technology));
  const made = lowered.filter((technology) => technology !== null);
  const once = eachOnce(
    lowering,
    made.map(({ good, formula, goodOrigin, origin: own }) => ({ name: good, origin: goodOrigin, formula, own })),
    'A good has one technology.',
  );
  if (agent.amount === null || budgetMeaning === null || once.length < technologies.length || 1 < budgets.length)
    return null;
  const value = constantValue(agent.amount);
  if (value !== null && compare(value, ZERO) < 0) {
    report(lowering, 'bad-range', lowering.origins.ofNode(budget.amount), 'A budget is not below 0.');
    return null;
  }
  const all = once.map(({ name, formula, own }) => ({ good: name, formula, origin: own }));
  return { kind: 'budget', budget: budgetMeaning.name, amount: agent.amount, technologies: all, origin };
}

function lowerTechnology(agent: AgentReading, technology: Technology) {
  const { lowering, around } = agent;
  const { output } = technology;
  const good = goodOf(lowering, output?.good);
  const measured = readNumber(lowering, output?.formula, { around, wanted: good?.unit ?? null });
  if (good === null || measured === null) return null;
  const { formula: node } = output;
  const advice = 'Multiply by a number: it takes the unit that it needs.';
  const formula = inUnitOfNamed(lowering, good.unit, measured, node, { name: `\`${good.name}\``, advice });
  if (formula === null) return null;
  const [named] = goodsIn([formula], agent.goodsOutsideBudget);
  if (named !== undefined) {
    const message = `A technology says what is made of the budget, but this one names the good \`${named}\`.`;
    report(lowering, 'not-a-frontier', lowering.origins.ofNode(node), message);
    return null;
  }
  return { good: good.name, goodOrigin: good.origin, formula, origin: lowering.origins.ofNode(technology) };
}
