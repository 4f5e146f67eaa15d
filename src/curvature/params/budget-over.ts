import type { BudgetFrontier } from '../../economy/economy.ts';
import { jet } from '../../math/derivative/jet.ts';
import { substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { interval, point } from '../../math/interval/interval.ts';
import { fromDouble, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { RangeProof, TaskBends } from '../certificate.ts';
import { type Bending, bending, ruleTree } from './bending.ts';
import type { Curved } from './explicit-over.ts';
import { intervalsOf, type ParamBox, signOverParams } from './param-box.ts';
import { hasSecondSign } from './second-derivative.ts';

/** One budget over tasks: concave where every technology is; convex where every one is convex and rises. */
export function budgetOver(frontier: BudgetFrontier, verdict: Curved, params: ParamBox, work: Work): RangeProof | null {
  const { budget, amount, technologies } = frontier;
  if (technologies.length === 1) return null;
  const room = signOverParams(amount, params, work);
  const most = enclose(amount, intervalsOf(params)).value;
  if (room.sign !== 1 || !room.inside || !Number.isFinite(most.hi)) return null;
  const box = new Map(intervalsOf(params)).set(budget, interval(0, most.hi));
  const nothing: Expression = { kind: 'number', value: ZERO };
  const place = { variables: new Set([budget]), box, params, work, ends: [nothing, amount] as const };
  const made = technologies.map(({ formula }): Made => {
    const found = bending(formula, place);
    const how: TaskBends = { by: 'rules', tree: ruleTree(formula, place) };
    if (verdict === 'linear' || found.curvature !== 'none') return { ...found, how };
    const line = { variable: budget, from: ZERO, to: exactValue(amount) ?? fromDouble(most.hi) };
    const bent = hasSecondSign(formula, line, params, verdict === 'convex' ? 1 : -1, work);
    const direction = rises(formula, budget, params) || found.direction;
    return bent
      ? { ...found, curvature: verdict, strict: true, direction, how: { by: 'second-derivative' } }
      : { ...found, how };
  });
  const startsAbove = technologies.every(({ formula }) => {
    const idle = signOverParams(substitute(formula, new Map([[budget, nothing]])), params, work);
    return idle.sign === 0 || idle.sign === 1;
  });
  return startsAbove && areAll(made, verdict) ? { method: 'tasks', tasks: made.map((m) => m.how) } : null;
}

type Made = Bending & { readonly how: TaskBends };

/** A convex technology rises all along where it does not fall at its start. */
function rises(formula: Expression, budget: string, params: ParamBox): 0 | 1 {
  const slope = jet(formula, budget, point(0), 1, intervalsOf(params))?.[1];
  return slope !== undefined && 0 <= slope.lo ? 1 : 0;
}

function areAll(parts: readonly Bending[], verdict: Curved): boolean {
  const isStraight = (p: Bending): boolean => p.curvature === 'affine' && p.varies && p.direction === 1;
  if (verdict === 'linear') return parts.every(isStraight);
  const bent = parts.every((p) => p.curvature === verdict || isStraight(p));
  if (!bent || !parts.some((p) => p.strict)) return false;
  return verdict === 'concave' || parts.every((p) => p.direction === 1);
}
