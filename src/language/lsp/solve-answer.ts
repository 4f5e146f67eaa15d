import { analyze } from '../../analysis/analyze.ts';
import { rememberingJudge } from '../../analysis/verdict-cache.ts';
import { judgeByParam } from '../../curvature/by-param.ts';
import { judgeFrontier } from '../../curvature/judge-frontier.ts';
import type { Economy } from '../../economy/economy.ts';
import type { FindingCode } from '../../economy/finding.ts';
import type { Source } from '../../preview/protocol.ts';
import { toJson } from '../../report/json.ts';
import type { Locate } from '../../report/placed.ts';
import { solutionJson } from '../../report/solution-json.ts';
import { traceJson } from '../../report/trace-json.ts';
import { parseEconomy } from '../parse.ts';
import { tableFiles } from '../tables/table-files.ts';
import { forEditor } from './editor-finding.ts';
import { locator } from './locator.ts';
import { rememberingRanges } from './remembered-ranges.ts';
import type { SolveJob } from './solve-job.ts';

const judge = rememberingJudge(judgeFrontier);
const tables = tableFiles();
const byParam = rememberingRanges(judgeByParam);

/** Does a job: a `SolveAnswer` as JSON, in which infinite numbers are the string "Infinity". */
export function answer(job: SolveJob, signal: { readonly aborted: boolean }): string {
  const { economy, findings, origins } = parseEconomy(job.text, job.uri, {
    readTable: tables(job.folder ?? null),
  });
  const { overrides, tolerance, picture, trace } = job;
  const analysis = analyze(economy, {
    findings,
    judge,
    judgeByParam: byParam,
    overrides,
    tolerance,
    picture: picture ?? false,
    ...(trace && { trace, solve: false, byParam: false }),
    signal,
  });
  const locate = locator(origins);
  const placed = forEditor(analysis.solution.diagnostics, locate);
  return toJson({
    analysis,
    solution: solutionJson(job.uri, analysis, locate),
    ...(trace && { trace: traceJson(job.uri, analysis, locate) }),
    findings: placed,
    sources: sourcesOf(economy, locate),
    error: placed.find(({ severity, code }) => severity === 'error' && !FOUND_BY_SOLVING.has(code)) ?? null,
  });
}

/** Errors beside which there is still something to see. */
const FOUND_BY_SOLVING: ReadonlySet<FindingCode> = new Set(['failed-assertion', 'objective-not-concave']);

function sourcesOf(economy: Economy, locate: Locate): readonly Source[] {
  return economy.agents.flatMap(({ name, origin }) => {
    const range = locate(origin);
    return range === null ? [] : [{ agent: name, ...range.start }];
  });
}
