import type { BudgetFrontier } from '../../economy/economy.ts';
import { substitute } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import { toDouble, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { exactly } from '../line/pieces.ts';
import type { FrontierJudgement } from '../verdict.ts';
import type { ParametricCurve } from './cells.ts';
import { failure, nothing } from './outcome.ts';
import { judgePlanar, unknownArc } from './planar.ts';

/** One budget over tasks: two goods are a curve in the part that goes to the first. */
export function judgeBudget(frontier: BudgetFrontier, work: Work): FrontierJudgement {
  const goods = frontier.technologies.map((t) => t.good);
  const amount = exactValue(frontier.amount);
  if (!amount) return { ...nothing(goods), reason: 'not yet' };
  if (amount.numerator <= 0n)
    return failure(goods, 'empty-frontier', `There is no ${frontier.budget} to spend.`, frontier.origin);
  const [first, second, ...others] = frontier.technologies;
  if (!first || !second || others.length > 0) return { ...nothing(goods), reason: 'not yet' };
  const name = frontier.budget;
  const rest = {
    kind: 'subtract' as const,
    left: { kind: 'number' as const, value: amount },
    right: { kind: 'name' as const, name },
  };
  const curve: ParametricCurve = {
    parameter: name,
    x: first.formula,
    y: substitute(second.formula, new Map([[name, rest]])),
    lo: exactly(ZERO),
    hi: exactly(amount),
    assumed: new Map(),
  };
  const pair: readonly [string, string] = [first.good, second.good];
  const { judgement, failure: why } = judgePlanar(pair, curve, work);
  if (judgement) return judgement;
  return {
    ...nothing(goods),
    reason: why.message,
    shape: { kind: 'planar', goods: pair, arcs: [unknownArc(curve, 0, toDouble(amount))] },
  };
}
