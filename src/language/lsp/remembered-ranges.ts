import { fingerprint } from '../../analysis/fingerprint.ts';
import { tableIdentity } from '../../analysis/table-identity.ts';
import { paramsOf } from '../../curvature/by-param.ts';
import type { ParamSegment } from '../../curvature/verdict.ts';
import type { Agent, Param } from '../../economy/economy.ts';

type JudgeByParam = (agent: Agent, params: readonly Param[]) => readonly ParamSegment[] | null;

/** Searches the ranges of params once for each frontier and the params that it uses, however often a slider moves. */
export function rememberingRanges(judgeByParam: JudgeByParam, capacity = 1000): JudgeByParam {
  const remembered = new Map<string, readonly ParamSegment[] | null>();
  return (agent, params) => {
    const own = paramsOf(agent);
    const { frontier, vary, rows, name, count } = agent;
    const drawn = vary && 0 < vary.length ? { vary, name, count } : null;
    const { key } = fingerprint({
      frontier,
      drawn,
      rows: tableIdentity(rows),
      params: params.filter((param) => own.has(param.name)),
    });
    const known = remembered.get(key);
    const ranges = known === undefined ? judgeByParam(agent, params) : known;
    remembered.delete(key);
    remembered.set(key, ranges);
    if (capacity < remembered.size) remembered.delete(remembered.keys().next().value ?? key);
    return ranges;
  };
}
