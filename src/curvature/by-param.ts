import type { Agent, Param } from '../economy/economy.ts';
import type { ParamSegment } from './verdict.ts';

export function judgeByParam(_agent: Agent, _params: readonly Param[]): readonly ParamSegment[] | null {
  return null;
}
