import type { AgentCurvature, Analysis } from '../analysis/analysis.ts';
import type { FunctionJudgement, Segment } from '../curvature/verdict.ts';

/** `econ/curvature@1` of a file: plain data for `toJson`. */
export function curvatureJson(file: string | null, analysis: Analysis): Readonly<Record<string, unknown>> {
  return {
    schema: 'econ/curvature@1',
    file,
    agents: analysis.curvature.map(agentJson),
  };
}

function agentJson(row: AgentCurvature) {
  const { agent, goods, verdict, strict, inflections, byParam, certificate, witnesses, reason, seconds } = row;
  const segments = row.segments.map(({ variable, ...rest }) => ({ good: variable, ...rest }));
  const { domain, dominated } = row;
  const blame = row.blame && { text: row.blame.text, cause: row.blame.cause };
  return {
    ...{ agent, goods, verdict, strict, segments, inflections, byParam, certificate, witnesses },
    ...{ reason, blame, domain, dominated, seconds },
  };
}

/** One line of `econ curvature --expr` or `--batch`; the verdict is about the function itself. */
export function functionJson(
  id: string | null,
  judgement: FunctionJudgement,
  seconds: number,
): Readonly<Record<string, unknown>> {
  const { verdict, strict, inflections, certificate, witnesses, reason } = judgement;
  const segments: readonly Segment[] = judgement.segments;
  return { id, verdict, strict, segments, inflections, certificate, witnesses, reason, seconds };
}
