import type { Agent, Frontier, Param } from '../economy/economy.ts';
import { settleAgent } from '../economy/settle.ts';
import { namesIn } from '../math/expression/build.ts';
import type { Expression } from '../math/expression/expression.ts';
import { compare } from '../math/rational/rational.ts';
import { judgeFrontier } from './judge-frontier.ts';
import { type MemberRange, rangesOf } from './params/member-ranges.ts';
import { segmentsOver, type ValuedRange } from './params/segments.ts';
import type { FrontierJudgement, ParamSegment } from './verdict.ts';

/**
 * For each param with a range that the frontier depends on, and each draw of a population, where over that range its verdict
 * changes, the others at their values (draws: for all of them). Each verdict is proven at all values from end to end where
 * `proven` says so, else at those tested; where it changes is isolated to an exact value, or else to a small range marked
 * `unknown`. Null where the frontier depends on no such param.
 */
export function judgeByParam(agent: Agent, params: readonly Param[]): readonly ParamSegment[] | null {
  if (!agent.frontier) return null;
  const values = new Map(params.map((p) => [p.name, p.value]));
  const draws = rangesOf(settleAgent(agent, values)) ?? [];
  const ranges = [...rangedParams(agent, params), ...draws.filter((d) => d.draw && !d.values).map(asRange)];
  if (ranges.length === 0) return null;
  const all = new Map([...values, ...draws.map((d) => [d.name, d.typical] as const)]);
  return ranges.flatMap((range) => {
    const isDraw = draws.some((d) => d.name === range.name);
    const open = isDraw ? [] : draws.filter((d) => !d.values);
    const others = [...all].filter(([name]) => name !== range.name && open.every((d) => d.name !== name));
    const found = segmentsOver(agent, { range, others: new Map(others), draws: open }, quickly, judgeFrontier);
    // Choices stand at their first value here: what is proven is not so for all of them.
    const isWhole = isDraw || draws.every((d) => !d.values || d.values.length === 1);
    return isWhole ? found : found.map(({ certificate: _, ...s }) => ({ ...s, proven: false }));
  });
}

const BOXES_EACH = 600;

function quickly(agent: Agent): FrontierJudgement {
  return judgeFrontier(agent, { verdictOnly: true, boxes: BOXES_EACH });
}

function asRange({ name, typical, from, to }: MemberRange): ValuedRange {
  return { name, value: typical, from, to };
}

/** All params that an agent's frontier, or what its members draw, depends on. */
export function paramsOf({ frontier, vary }: Agent): ReadonlySet<string> {
  const drawn = (vary ?? []).flatMap((d) => d.parameters.flatMap((e) => [...namesIn(e)]));
  return new Set([...(frontier ? namesInFrontier(frontier) : []), ...drawn]);
}

/** Params on which the frontier depends, but not what its draws are made of. */
function rangedParams({ frontier, vary }: Agent, params: readonly Param[]): readonly ValuedRange[] {
  const used = frontier ? namesInFrontier(frontier) : new Set<string>();
  const drawn = new Set((vary ?? []).flatMap((d) => d.parameters.flatMap((e) => [...namesIn(e)])));
  return params.flatMap(({ name, value, from, to }) =>
    used.has(name) && !drawn.has(name) && from && to && compare(from, to) < 0 ? [{ name, value, from, to }] : [],
  );
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
