import type { Agent } from '../../economy/economy.ts';
import { assertNever } from '../../math/expression/assert-never.ts';
import type { Work } from '../algebra/algebra.ts';
import type { RangeProof } from '../certificate.ts';
import type { FrontierJudgement, Verdict } from '../verdict.ts';
import { budgetOver } from './budget-over.ts';
import { explicitOver } from './explicit-over.ts';
import { implicitOver } from './implicit-over.ts';
import { mixedOver } from './mixed-over.ts';
import type { ParamBox } from './param-box.ts';
import { pointsOver } from './points-over.ts';

/** The judge of one settled agent: given, since it judges populations by what stands here. */
export type JudgeAgent = (agent: Agent) => FrontierJudgement;

/**
 * Why an agent's frontier has a verdict at every point strictly inside a box of params (the agent's other params put in
 * already). It only ever confirms: null says nothing. The work is counted in boxes, so the answer is the same everywhere.
 */
export function proofOver(
  agent: Agent,
  verdict: Verdict,
  params: ParamBox,
  work: Work,
  judge: JudgeAgent,
): RangeProof | null {
  const { frontier } = agent;
  if (!frontier || verdict === 'unknown') return null;
  switch (frontier.kind) {
    case 'through':
    case 'among':
      return pointsOver(frontier, verdict, params, work);
    case 'explicit':
      return verdict === 'mixed'
        ? mixedOver(agent, params, work, judge)
        : explicitOver(frontier, verdict, params, work);
    case 'implicit':
      return verdict === 'mixed'
        ? mixedOver(agent, params, work, judge)
        : implicitOver(frontier, verdict, params, work);
    case 'budget':
      return verdict === 'mixed' ? mixedOver(agent, params, work, judge) : budgetOver(frontier, verdict, params, work);
    default:
      return assertNever(frontier);
  }
}
