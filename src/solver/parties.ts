import type { FrontierJudgement } from '../curvature/verdict.ts';
import type { Agent } from '../economy/economy.ts';
import type { Party } from './outcome.ts';
import { capsOf } from './relaxation/greedy.ts';
import { asPlanar, piecesOf } from './sets/build.ts';
import { sideOf } from './sides.ts';

/** An agent with its set in the economy's goods; null where it is judged to have none. */
export function partyOf(agent: Agent, judgement: FrontierJudgement, goods: readonly string[]): Party | null {
  if (judgement.shape === null) return null;
  const shape = asPlanar(judgement.shape);
  const pieces = piecesOf(shape, goods);
  return { agent, judgement, shape, pieces, caps: capsOf([sideOf(1, pieces)], goods.length) };
}
