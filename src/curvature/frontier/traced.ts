import type { ImplicitFrontier } from '../../economy/economy.ts';
import type { Origin } from '../../math/expression/expression.ts';
import type { Work } from '../algebra/algebra.ts';
import type { FrontierJudgement } from '../verdict.ts';
import { nothing } from './outcome.ts';

export function judgeTraced(
  goods: readonly [string, string],
  _constraints: ImplicitFrontier['constraints'],
  _origin: Origin,
  _work: Work,
): FrontierJudgement {
  return { ...nothing(goods), reason: `Neither ${goods[0]} nor ${goods[1]} can be solved for.` };
}
