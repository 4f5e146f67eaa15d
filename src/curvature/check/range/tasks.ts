import { multiply, number, substitute } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { interval } from '../../../math/interval/interval.ts';
import { fromDouble, rational, ZERO } from '../../../math/rational/rational.ts';
import type { ProvenVerdict, TaskBends } from '../../certificate.ts';
import { isDefinedOver } from '../value-at.ts';
import { Bends } from './bends.ts';
import { hasChoice } from './curve.ts';
import type { Over } from './over.ts';
import { checkRuleTree } from './rule-tree.ts';
import { falls, hasBend, type Line } from './second.ts';

export interface Budget {
  readonly budget: string;
  readonly amount: Expression;
  readonly formulas: readonly Expression[];
}

/**
 * One budget over several tasks: concave where each gives less and less, convex where each gives more and more for more.
 * With three or more goods nothing may come of nothing, unless all is concave.
 */
export function checkTasks(
  { budget, amount, formulas }: Budget,
  verdict: Exclude<ProvenVerdict, 'mixed'>,
  tasks: readonly TaskBends[],
  over: Over,
): string | null {
  if (formulas.length < 2 || tasks.length !== formulas.length) return 'not one proof a task';
  const most = enclose(amount, over.enclosures);
  if (!over.isPositive(amount) || !most.defined || !Number.isFinite(most.value.hi)) return 'no budget';
  const range = { lo: ZERO, hi: fromDouble(most.value.hi) };
  const box = new Map(over.enclosures).set(budget, interval(0, most.value.hi));
  const bends = new Bends({ over, variables: new Set([budget]), box, ends: [number(ZERO), amount] });
  let strict = false;
  for (const [i, e] of formulas.entries()) {
    if (!isDefinedOver(e, new Map([...over.ranges, [budget, range]])) && !bends.isDefined(e))
      return 'not seen to be defined over the whole budget';
    const idle = substitute(e, new Map([[budget, number(ZERO)]]));
    const isNothing = over.sign(idle)?.sign === 0;
    if (!isNothing && (!isAtLeastZero(idle, over) || (verdict !== 'concave' && formulas.length > 2)))
      return 'what comes of nothing is not allowed for';
    const line: Line = { e, variable: budget, range, over, kept: false };
    if (!isUseful(e, budget, amount, over)) return 'a task is not seen to make anything';
    const found = taskOf(tasks[i] as TaskBends, line, bends, verdict);
    if (typeof found === 'string') return found;
    strict ||= found.strict;
  }
  return verdict === 'linear' || strict ? null : 'no task is seen to bend';
}

function isAtLeastZero(e: Expression, over: Over): boolean {
  const { value, defined } = enclose(e, over.enclosures);
  return (defined && value.lo >= 0) || over.sign(e)?.sign === 1;
}

/** Some share of the budget gives more than nothing. */
function isUseful(e: Expression, budget: string, amount: Expression, over: Over): boolean {
  return [1n, 2n, 8n, 64n].some((d) => {
    const share = multiply(number(rational(1n, d)), amount);
    return over.isPositive(substitute(e, new Map([[budget, share]])));
  });
}

function taskOf(
  task: TaskBends,
  line: Line,
  bends: Bends,
  verdict: Exclude<ProvenVerdict, 'mixed'>,
): { readonly strict: boolean } | string {
  if (task.by === 'second-derivative') {
    if (verdict === 'linear' || !hasBend(line, verdict === 'convex' ? 1 : -1)) return 'a task is not seen to bend so';
    return verdict === 'concave' || bends.of(line.e).way === 1 || rises(line) ? { strict: true } : 'a task may fall';
  }
  if (task.by !== 'rules') return 'an unknown way to bend';
  const found = bends.of(line.e);
  const isLine = found.curvature === 'affine' && found.varies && found.way === 1;
  if (!isLine) {
    if (verdict === 'linear' || found.curvature !== verdict) return 'the rules do not give this verdict';
    if (found.way !== 1 && (verdict === 'convex' || hasChoice(line.e))) return 'a task may fall';
  }
  const why = checkRuleTree(task.tree, line.e, new Set([line.variable]), bends, false);
  return why ?? { strict: found.strict };
}

/** What bends inward rises all along where it does so at its start; else as its derivative tells. */
function rises(line: Line): boolean {
  return falls({ ...line, e: { kind: 'negate', operand: line.e } });
}
