import type { Agent, ExplicitFrontier, Frontier } from '../economy/economy.ts';
import { membersDiffer } from '../economy/members.ts';
import { enclose } from '../math/expression/enclose.ts';
import { exactValue } from '../math/expression/exact.ts';
import type { Expression } from '../math/expression/expression.ts';
import { fromDouble, type Rational, ZERO } from '../math/rational/rational.ts';
import type { Work } from './algebra/algebra.ts';
import { encode } from './encoded-expression.ts';
import { judgeBudget } from './frontier/budget.ts';
import { judgeExplicitLine } from './frontier/explicit.ts';
import { judgeImplicit } from './frontier/implicit.ts';
import { failure, nothing } from './frontier/outcome.ts';
import { capacity, judgePoints } from './frontier/points.ts';
import { judgePopulation } from './params/judge-population.ts';
import { blameOf } from './reasons/blame.ts';
import type { FrontierJudgement } from './verdict.ts';

export interface JudgeOptions {
  /** The most boxes that branch and bound may look at; the same on every machine. */
  readonly boxes?: number;
  /** Leaves out witnesses and certificate, where many verdicts are wanted. */
  readonly verdictOnly?: boolean;
}

const MOST_BOXES = 4000;
const BOXES_A_DRAW = 600;

/**
 * Judges the frontier of one member of an agent whose params are settled: a verdict with its proof, the shape that the
 * solver works on, and findings about what is written. Never throws.
 */
export function judgeFrontier(agent: Agent, options: JudgeOptions = {}): FrontierJudgement {
  const { frontier } = agent;
  if (!frontier) return { ...nothing([]), reason: 'The frontier could not be read.' };
  if (membersDiffer(agent)) {
    const quick: JudgeOptions = { verdictOnly: true, boxes: BOXES_A_DRAW };
    return judgePopulation(
      agent,
      (each) => judgeFrontier(each, options),
      (each) => judgeFrontier(each, quick),
    );
  }
  const judged = judge(frontier, {
    boxes: 0,
    limit: options.boxes ?? MOST_BOXES,
    depth: 0,
    verdictOnly: options.verdictOnly ?? false,
  });
  const bent = judged.verdict === 'convex' || judged.verdict === 'mixed';
  return bent ? { ...judged, blame: blameOf(frontier, judged) } : judged;
}

function judge(frontier: Frontier, work: Work): FrontierJudgement {
  switch (frontier.kind) {
    case 'explicit':
      return judgeExplicit(frontier, work);
    case 'implicit':
      return judgeImplicit(frontier, work);
    case 'through':
    case 'among':
      return judgePoints(frontier);
    case 'budget':
      return judgeBudget(frontier, work);
  }
}

function judgeExplicit(frontier: ExplicitFrontier, work: Work): FrontierJudgement {
  const [input, ...others] = frontier.inputs;
  if (!input) return judgeConstant(frontier);
  if (others.length > 0) return judgeSeveralInputs(frontier, work);
  const from = input.from ? boundOf(input.from) : ZERO;
  const to = input.to ? boundOf(input.to) : null;
  const goods = [input.good, frontier.good];
  if (!from || (input.to && !to))
    return failure(goods, 'bad-range', 'The ends of the domain are not numbers.', input.origin);
  const { good, formula, origin } = frontier;
  return judgeExplicitLine({ input: input.good, good, formula, from, to, origin }, work);
}

function boundOf(e: Expression): Rational | null {
  const exact = exactValue(e);
  if (exact) return exact;
  const { value } = enclose(e, new Map());
  return value.lo <= value.hi && Number.isFinite(value.lo + value.hi) ? fromDouble((value.lo + value.hi) / 2) : null;
}

function judgeConstant({ good, formula, origin }: ExplicitFrontier): FrontierJudgement {
  const { value, defined } = enclose(formula, new Map());
  if (!defined || !Number.isFinite(value.lo + value.hi)) {
    return failure([good], 'undefined-value', `How much ${good} can be made is not a number.`, origin);
  }
  if (value.hi <= 0) return failure([good], 'empty-frontier', `No ${good} can be made.`, origin);
  return capacity(good, (value.lo + value.hi) / 2, value, { form: 'values', formulas: [encode(formula)] });
}

/** good <= f(inputs), with each input in its written range. */
function judgeSeveralInputs(frontier: ExplicitFrontier, work: Work): FrontierJudgement {
  const { good, formula, inputs, origin } = frontier;
  const goods = [...inputs.map((i) => i.good), good];
  const name = (text: string): Expression => ({ kind: 'name', name: text });
  const start = new Map<string, Rational>();
  const constraints = [{ level: name(good), bound: formula, origin }];
  for (const input of inputs) {
    const [from, to] = [input.from && boundOf(input.from), input.to && boundOf(input.to)];
    if ((input.from && !from) || (input.to && !to))
      return failure(goods, 'bad-range', 'The ends of the domain are not numbers.', input.origin);
    if (from) start.set(input.good, from);
    if (to) constraints.push({ level: name(input.good), bound: { kind: 'number', value: to }, origin: input.origin });
  }
  return judgeImplicit({ kind: 'implicit', goods, constraints, origin }, work, start);
}
