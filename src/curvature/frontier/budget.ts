import type { BudgetFrontier } from '../../economy/economy.ts';
import { substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { ZERO as ZERO_INTERVAL } from '../../math/interval/interval.ts';
import { fromDouble, type Rational, toDouble, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { Failure } from '../algebra/normalise.ts';
import type { WrittenFrontier } from '../certificate.ts';
import { encode, textOf } from '../encoded-expression.ts';
import { exactly } from '../line/pieces.ts';
import type { FrontierJudgement } from '../verdict.ts';
import type { ParametricCurve } from './cells.ts';
import { failure, nothing, shown } from './outcome.ts';
import { judgePlanar, unknownArc } from './planar.ts';
import { capacity } from './points.ts';
import { judgeSplit } from './separable.ts';
import { type JudgedTechnology, refusedBy, technologyOfTask } from './technologies.ts';

type Technologies = BudgetFrontier['technologies'];

/** One budget over tasks: two goods are a curve in the part that goes to the first. */
export function judgeBudget(frontier: BudgetFrontier, work: Work): FrontierJudgement {
  const goods = frontier.technologies.map((t) => t.good);
  const amount = amountOf(frontier.amount);
  if (!amount)
    return failure(goods, 'undefined-value', `The budget of ${frontier.budget} is not a number.`, frontier.origin);
  if (amount.numerator <= 0n)
    return failure(goods, 'empty-frontier', `There is no ${frontier.budget} to spend.`, frontier.origin);
  const [first, second] = frontier.technologies;
  if (!first) return failure(goods, 'not-a-frontier', `No technology uses ${frontier.budget}.`, frontier.origin);
  const negative = negativeOutput(frontier);
  if (negative) return negative;
  if (!second) return judgeOne(frontier, amount, work);
  if (frontier.technologies.length > 2) return judgeSeveral(frontier, amount, work);
  return judgePair(frontier, [first, second], amount, work);
}

/** An output below 0 where nothing is given to the task is refused; where too much is given, it is never chosen. */
function negativeOutput({ budget, technologies }: BudgetFrontier): FrontierJudgement | null {
  const nothingGiven = new Map([[budget, ZERO_INTERVAL]]);
  const negative = technologies.find(({ formula }) => {
    const { value } = enclose(formula, nothingGiven);
    return value.lo <= value.hi && value.hi < 0;
  });
  if (!negative) return null;
  const { good, formula, origin } = negative;
  const message = `${good} falls below 0 at ${budget} = 0, and an output cannot: write "${good} = max(0, ${print(formula)})".`;
  const goods = technologies.map((t) => t.good);
  return failure(goods, 'undefined-value', message, origin);
}

function amountOf(e: Expression): Rational | null {
  const exact = exactValue(e);
  if (exact) return exact;
  const { value } = enclose(e, new Map());
  return value.lo <= value.hi && Number.isFinite(value.lo + value.hi) ? fromDouble((value.lo + value.hi) / 2) : null;
}

function judgePair(
  frontier: BudgetFrontier,
  [first, second]: readonly [Technologies[number], Technologies[number]],
  amount: Rational,
  work: Work,
): FrontierJudgement {
  const name = frontier.budget;
  const rest: Expression = { kind: 'subtract', left: { kind: 'number', value: amount }, right: { kind: 'name', name } };
  const curve: ParametricCurve = {
    parameter: name,
    x: first.formula,
    y: substitute(second.formula, new Map([[name, rest]])),
    lo: exactly(ZERO),
    hi: exactly(amount),
    assumed: new Map(),
  };
  const pair: readonly [string, string] = [first.good, second.good];
  const {
    judgement,
    hull,
    failure: why,
  } = judgePlanar(pair, curve, work, 'output', { of: writtenOf(name, [first, second], amount), end: null });
  if (!judgement) return unproven(frontier, pair, curve, toDouble(amount), why);
  if (
    judgement.shape?.kind === 'planar' &&
    judgement.shape.arcs.every((a) => a.curvature === 'point' && a.point(0).every((v) => v === 0))
  ) {
    return failure(pair, 'empty-frontier', 'Nothing can be made with this budget.', frontier.origin);
  }
  return { ...judgement, findings: wasted(frontier, hull.dominated) };
}

function writtenOf(budget: string, technologies: Technologies, amount: Rational): WrittenFrontier {
  const tasks = technologies.map(({ good, formula }) => ({ good, formula: encode(formula) }));
  return { form: 'budget', budget, amount: textOf(amount), technologies: tasks };
}

function unproven(
  frontier: BudgetFrontier,
  goods: readonly [string, string],
  curve: ParametricCurve,
  amount: number,
  why: Failure,
): FrontierJudgement {
  if (why.why === 'undefined') {
    const message = `${print(why.at)} is not defined for every part of ${frontier.budget} from 0 to ${shown(amount)}.`;
    return failure(goods, 'undefined-value', message, why.at.origin ?? frontier.origin);
  }
  return {
    ...nothing(goods),
    reason: `${print(why.at)} blocks the proof: ${why.message}.`,
    segments: [],
    shape: { kind: 'planar', goods, arcs: [unknownArc(curve, 0, amount)] },
  };
}

function wasted(
  frontier: BudgetFrontier,
  ranges: readonly { readonly from: number; readonly to: number }[],
): FrontierJudgement['findings'] {
  const first = frontier.technologies[0]?.good ?? '';
  return ranges.map(({ from, to }) => ({
    code: 'dominated-part' as const,
    severity: 'warning' as const,
    message: `Giving ${first} from ${shown(from)} to ${shown(to)} of the ${frontier.budget} is never chosen: more ${frontier.budget} would make less.`,
    origin: frontier.origin,
    data: { from, to },
  }));
}

function judgeOne(frontier: BudgetFrontier, amount: Rational, work: Work): FrontierJudgement {
  const [only] = frontier.technologies as [Technologies[number]];
  const judged = technologyOfTask(only.good, frontier.budget, only.formula, amount, work);
  if (!('technology' in judged)) return refusedBy([only.good], [judged]) as FrontierJudgement;
  const last = judged.technology.arcs[judged.technology.arcs.length - 1];
  if (!last) return failure([only.good], 'empty-frontier', 'Nothing can be made with this budget.', frontier.origin);
  const end = last.enclose({ lo: last.to, hi: last.to })[1];
  return capacity(only.good, last.point(last.to)[1], end, {
    form: 'budget',
    budget: frontier.budget,
    amount: textOf(amount),
    formula: encode(only.formula),
  });
}

function judgeSeveral(frontier: BudgetFrontier, amount: Rational, work: Work): FrontierJudgement {
  const goods = frontier.technologies.map((t) => t.good);
  const parts = frontier.technologies.map((t) => technologyOfTask(t.good, frontier.budget, t.formula, amount, work));
  const refused = refusedBy(goods, parts);
  if (refused) return refused;
  return judgeSplit(
    frontier.budget,
    amount,
    frontier.technologies.map((t) => t.formula),
    parts as JudgedTechnology[],
  );
}
