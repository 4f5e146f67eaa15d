import type { PointsFrontier } from '../../economy/economy.ts';
import type { FrontierJudgement } from '../verdict.ts';
import { nothing } from './outcome.ts';

export function judgePoints(frontier: PointsFrontier): FrontierJudgement {
  return { ...nothing(frontier.goods), reason: 'not yet' };
}
