import type { Agent, ExplicitFrontier, Frontier, ImplicitFrontier } from '../economy/economy.ts';
import { enclose } from '../math/expression/enclose.ts';
import { exactValue } from '../math/expression/exact.ts';
import type { Expression } from '../math/expression/expression.ts';
import { fromDouble, type Rational, ZERO } from '../math/rational/rational.ts';
import type { Work } from './algebra/algebra.ts';
import { judgeBudget } from './frontier/budget.ts';
import { judgeExplicitLine } from './frontier/explicit.ts';
import { isolate } from './frontier/isolate.ts';
import { failure, nothing } from './frontier/outcome.ts';
import { judgePoints } from './frontier/points.ts';
import type { FrontierJudgement } from './verdict.ts';

export interface JudgeOptions {
  /** The most boxes that branch and bound may look at; the same on every machine. */
  readonly boxes?: number;
}

const MOST_BOXES = 4000;

/** Judges the frontier of one member of an agent whose params are settled. Never throws. */
export function judgeFrontier(agent: Agent, options: JudgeOptions = {}): FrontierJudgement {
  const { frontier } = agent;
  if (!frontier) return { ...nothing([]), reason: 'The frontier could not be read.' };
  const work: Work = { boxes: 0, limit: options.boxes ?? MOST_BOXES, depth: 0 };
  return judge(frontier, work);
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
  if (!input || others.length > 0) return { ...nothing([frontier.good]), reason: 'not yet' };
  const from = input.from ? boundOf(input.from) : ZERO;
  const to = input.to ? boundOf(input.to) : null;
  const goods = [input.good, frontier.good];
  if (!from || (input.to && !to))
    return failure(goods, 'bad-range', 'The ends of the domain are not numbers.', input.origin);
  return judgeExplicitLine(
    { input: input.good, good: frontier.good, formula: frontier.formula, from, to, origin: frontier.origin },
    work,
  );
}

function boundOf(e: Expression): Rational | null {
  const exact = exactValue(e);
  if (exact) return exact;
  const { value } = enclose(e, new Map());
  return Number.isFinite(value.lo) && value.lo <= value.hi ? fromDouble((value.lo + value.hi) / 2) : null;
}

function judgeImplicit(frontier: ImplicitFrontier, work: Work): FrontierJudgement {
  const { goods, constraints, origin } = frontier;
  const [a, b] = goods;
  if (goods.length !== 2 || !a || !b) return { ...nothing(goods), reason: 'not yet' };
  const formulas = constraints.map((c) => isolate(c.level, c.bound, b));
  if (formulas.some((f) => f === null)) return { ...nothing(goods), reason: 'not yet' };
  const formula = (formulas as Expression[]).reduce((x, y) => ({ kind: 'call', function: 'min', arguments: [x, y] }));
  const judged = judgeExplicitLine({ input: a, good: b, formula, from: ZERO, to: null, origin }, work);
  return { ...judged, domain: [] };
}
