import type { Agent, Frontier, Param } from '../economy/economy.ts';
import { namesIn } from '../math/expression/build.ts';
import type { Expression } from '../math/expression/expression.ts';
import { compare } from '../math/rational/rational.ts';
import { segmentsOver } from './params/segments.ts';
import type { ParamSegment } from './verdict.ts';

/**
 * For each param with a range that the frontier depends on, where over that range its verdict changes, the other params at
 * their values. Each verdict is proven at the values tested, and at all between them where `proven` says so; where it changes
 * is isolated to an exact value, or else to a small range marked `unknown`. Null where the frontier depends on no such param.
 */
export function judgeByParam(agent: Agent, params: readonly Param[]): readonly ParamSegment[] | null {
  if (!agent.frontier) return null;
  const used = namesInFrontier(agent.frontier);
  const ranged = params.filter((p) => used.has(p.name) && p.from && p.to && compare(p.from, p.to) < 0);
  if (ranged.length === 0) return null;
  return ranged.flatMap((p) => segmentsOver(agent, params, p));
}

function namesInFrontier(frontier: Frontier): ReadonlySet<string> {
  const names = new Set<string>();
  const note = (e: Expression | null): void => {
    if (e) for (const n of namesIn(e)) names.add(n);
  };
  switch (frontier.kind) {
    case 'explicit':
      note(frontier.formula);
      for (const i of frontier.inputs) [i.from, i.to].forEach(note);
      break;
    case 'implicit':
      for (const c of frontier.constraints) [c.level, c.bound].forEach(note);
      break;
    case 'budget':
      note(frontier.amount);
      for (const t of frontier.technologies) note(t.formula);
      break;
    default:
      for (const p of frontier.points) p.forEach(note);
  }
  return names;
}
