import type { Draw } from '../../economy/economy.ts';
import type { Expression } from '../../math/expression/expression.ts';
import {
  type Agent,
  type Budget,
  type Frontier,
  isBudget,
  isFrontier,
  isTechnology,
  type Technology,
} from '../generated/ast.ts';
import type { Unit } from '../units/unit.ts';
import { type Lowering, type Meaning, type RowReading, report, type Surroundings } from './context.ts';
import { readDraws } from './draws.ts';
import { readNumber } from './expressions.ts';
import { goodsIn } from './goods-in.ts';
import { readRows } from './rows.ts';

type BudgetMeaning = Extract<Meaning, { readonly kind: 'budget' | 'draw' }>;

/** One agent while it is lowered: its clauses by kind, and what names mean within its braces. */
export interface AgentReading {
  readonly lowering: Lowering;
  readonly node: Agent;
  readonly around: Surroundings;
  readonly frontiers: readonly Frontier[];
  readonly budgets: readonly Budget[];
  readonly technologies: readonly Technology[];
  readonly budgetMeaning: BudgetMeaning | null;
  readonly amount: Expression | null;
  readonly draws: readonly Draw[];
  /** Null: it comes from no table, or from one that cannot be read. */
  readonly rows: RowReading | null;
  /** Goods as technologies see them: a budget hides a good of its name. */
  readonly goodsOutsideBudget: { has(name: string): boolean };
}

export function readAgent(lowering: Lowering, node: Agent): AgentReading {
  const budgets = node.clauses.filter(isBudget);
  const inner = new Map<string, Meaning>();
  const [first] = budgets;
  const draws = readDraws(lowering, node, inner);
  const rows = readRows(lowering, node);
  if (node.row?.name !== undefined) inner.set(node.row.name, rows ? { kind: 'row', rows } : { kind: 'hole' });
  const around = { ...lowering.surroundings, inner };
  const amount = first?.amount === undefined ? null : readAmount(lowering, first, around);
  const meaning = first?.name === undefined ? null : budgetMeaning(lowering, first.name, amount?.unit);
  for (const { name } of budgets) if (name !== undefined) inner.set(name, meaning ?? { kind: 'hole' });
  return {
    lowering,
    node,
    around,
    frontiers: node.clauses.filter(isFrontier),
    budgets,
    technologies: node.clauses.filter(isTechnology),
    budgetMeaning: meaning,
    amount: amount?.expression ?? null,
    draws,
    rows,
    goodsOutsideBudget: { has: (name) => lowering.goods.has(name) && !inner.has(name) },
  };
}

/** A budget that hides a param gets a name of its own, since params are later put in by name. */
function budgetMeaning(lowering: Lowering, name: string, unit: Unit | undefined) {
  const isHiding = lowering.surroundings.file.get(name)?.kind === 'param';
  return { kind: 'budget' as const, name: isHiding ? `${name} (budget)` : name, unit: unit ?? lowering.units.fresh() };
}

function readAmount(lowering: Lowering, budget: Budget, around: Surroundings) {
  const amount = readNumber(lowering, budget.amount, { around });
  if (amount === null) return null;
  const [named] = goodsIn([amount.expression], lowering.goods);
  if (named === undefined) return amount;
  const message = `A budget is made of numbers and params, but this one names the good \`${named}\`.`;
  report(lowering, 'bad-range', lowering.origins.ofNode(budget.amount), message);
  return null;
}
