import { judgeByParam } from '../curvature/by-param.ts';
import { nothing } from '../curvature/frontier/outcome.ts';
import { judgeFrontier } from '../curvature/judge-frontier.ts';
import type { FrontierJudgement, ParamSegment } from '../curvature/verdict.ts';
import type { Agent, Economy, Param } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import { membersDiffer } from '../economy/members.ts';
import { settle } from '../economy/settle.ts';
import { shareFindings } from '../economy/shares.ts';
import { toDouble } from '../math/rational/rational.ts';
import type { Solution } from '../solver/solution.ts';
import { solve } from '../solver/solve.ts';
import { type Trace, type TraceOptions, traceOf } from '../solver/trace/trace.ts';
import type { AgentCurvature, Analysis, ParamState } from './analysis.ts';
import { curvatureFindings, distinct, failedAssertions, relativeGaps } from './findings.ts';
import { drawPicture, NO_PICTURE } from './picture/draw-picture.ts';
import type { Picture } from './picture.ts';
import { blameAsWritten, reasonAsWritten } from './reason.ts';
import { unsolved } from './unsolved.ts';
import type { Judge } from './verdict-cache.ts';

export interface AnalyzeOptions {
  /** Params by name, instead of the values in the text. */
  readonly overrides?: Readonly<Record<string, number>>;
  /** The relative gap below which a solution is called optimal; 1e-6. */
  readonly tolerance?: number;
  /** What the language found already: with an error among it nothing is solved. */
  readonly findings?: readonly Finding[];
  /** False: no curves are sampled. */
  readonly picture?: boolean;
  /** False: verdicts only. */
  readonly solve?: boolean;
  /** False: no search for the params at which verdicts change. */
  readonly byParam?: boolean;
  readonly signal?: { readonly aborted: boolean };
  /** Says of agents whose members differ what each of them makes. */
  readonly members?: boolean;
  /** Traces the Pareto frontier of the totals whatever the objective; otherwise only a file with none is traced. */
  readonly trace?: TraceOptions;
  /** Instead of proving afresh, such as `rememberingJudge(judgeFrontier)`. */
  readonly judge?: Judge;
  /** Instead of proving afresh. */
  readonly judgeByParam?: (agent: Agent, params: readonly Param[]) => readonly ParamSegment[] | null;
  /** Seconds since any fixed moment. */
  readonly clock?: () => number;
}

/**
 * Settles, judges, solves and draws an economy (params not yet put in). It never throws: what fails is in the solution's
 * diagnostics and notes, and what could be done is there beside it.
 */
export function analyze(economy: Economy, options: AnalyzeOptions = {}): Analysis {
  const clock = options.clock ?? (() => Date.now() / 1000);
  const start = clock();
  const settled = attempt(
    () => settle(economy, options.overrides),
    () => economy,
  );
  // A param's own value plays no part in its ranges: alone it stays as written, so that a slider asks nothing new.
  const params = economy.params.length === 1 ? economy.params : settled.params;
  const judged = settled.agents.map((agent, index) =>
    judgeAgent(agent, economy.agents[index] ?? agent, params, options),
  );
  const judgements = new Map(judged.map(({ agent, judgement }) => [agent.name, judgement]));
  const byParam = new Map(judged.map((each) => [each.agent.name, each.byParam]));
  const findings = [
    ...(options.findings ?? []),
    ...judged.flatMap(({ judgement }) => judgement.findings),
    ...shareFindings(settled),
    ...curvatureFindings(settled, judgements, byParam),
  ];
  const solution =
    options.solve === false
      ? unsolved(settled, 'invalid', findings)
      : solveUnlessWrong(settled, judgements, findings, options);
  const trace = traceIfWanted(settled, judgements, findings, solution, options);
  return {
    name: economy.name,
    goods: economy.goods.map(({ name, unit }) => ({ name, unit })),
    params: settled.params.map(paramState),
    // Who only consumes has no frontier to tell of.
    curvature: judged.filter(({ agent }) => agent.frontier !== null || !agent.consumer).map(curvatureRow),
    solution: options.members === true ? solution : withoutMembers(solution),
    ...(trace !== null && { trace }),
    picture:
      options.picture === false
        ? NO_PICTURE
        : draw(settled, judgements, solution, trace ?? traceOfCrowd(settled, judgements, solution, options)),
    seconds: clock() - start,
  };
}

interface Judged {
  readonly agent: Agent;
  /** Params not yet put in. */
  readonly written: Agent;
  readonly judgement: FrontierJudgement;
  readonly byParam: readonly ParamSegment[] | null;
  readonly seconds: number;
}

function judgeAgent(agent: Agent, unsettled: Agent, params: readonly Param[], options: AnalyzeOptions): Judged {
  const clock = options.clock ?? (() => Date.now() / 1000);
  const start = clock();
  const judge = options.judge ?? judgeFrontier;
  const proven = attempt(
    () => judge(agent),
    (why) => ({ ...nothing([]), reason: `the proof broke off (${why})` }),
  );
  const judgement = { ...proven, blame: blameAsWritten(unsettled, proven.blame) };
  const seconds = clock() - start;
  const search = options.judgeByParam ?? judgeByParam;
  const byParam =
    options.byParam === false
      ? null
      : attempt(
          () => search(unsettled, params),
          () => null,
        );
  return { agent, written: unsettled, judgement, byParam, seconds };
}

function solveUnlessWrong(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  findings: readonly Finding[],
  options: AnalyzeOptions,
): Solution {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (0 < errors.length) {
    const unbounded = errors.every((finding) => finding.code === 'unbounded-frontier');
    return unsolved(economy, unbounded ? 'unbounded' : 'invalid', distinct(findings));
  }
  const { tolerance, signal } = options;
  const members = options.members === true || isEachDrawn(economy, options);
  const solved = attempt(
    () => solve(economy, judgements, { tolerance, signal, members }),
    (why) => unsolved(economy, 'invalid', [], `The solver broke off (${why}).`),
  );
  // That nothing was found in the time there was says nothing about what there is.
  const solution =
    signal?.aborted && solved.status === 'infeasible'
      ? unsolved(economy, 'bounded', solved.diagnostics, 'Nothing was found in the time there was.')
      : solved;
  const diagnostics = distinct([...findings, ...solution.diagnostics, ...failedAssertions(economy, solution)]);
  return { ...solution, diagnostics };
}

/** As many points as a picture or a page has use for. */
const POINTS_IN_PASSING = 40;

function traceIfWanted(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  findings: readonly Finding[],
  { status, objective, equilibria }: Solution,
  { trace, signal }: AnalyzeOptions,
): Trace | null {
  if (findings.some(({ severity }) => severity === 'error')) return null;
  const untold = status === 'optimal' && objective === null && equilibria === null && economy.goods.length === 2;
  if (trace === undefined && !untold) return null;
  return attempt(
    () => traceOf(economy, judgements, { points: POINTS_IN_PASSING, signal, ...trace }),
    () => null,
  );
}

/** Who is drawn of members that differ is one of them, so that what each makes must be known. */
function isEachDrawn(economy: Economy, { picture }: AnalyzeOptions): boolean {
  return picture !== false && manyThatDiffer(economy) <= MOST_TRACED;
}

function manyThatDiffer({ agents }: Economy): number {
  return agents.filter(membersDiffer).reduce((sum, { count }) => sum + count, 0);
}

function withoutMembers(solution: Solution): Solution {
  return { ...solution, agents: solution.agents.map(({ members: _members, ...agent }) => agent) };
}

/** More members that differ are not traced for a picture. */
const MOST_TRACED = 20_000;
const POINTS_OF_CROWD = 24;

/** One member stands in the picture for each kind of those that differ: the sum of all is drawn by its trace. */
function traceOfCrowd(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  { totals, equilibria }: Solution,
  { signal }: AnalyzeOptions,
): Trace | null {
  const differing = manyThatDiffer(economy);
  if (differing === 0 || MOST_TRACED < differing || economy.goods.length !== 2) return null;
  if (totals === null || equilibria !== null) return null;
  return attempt(
    () => traceOf(economy, judgements, { points: POINTS_OF_CROWD, sketch: true, signal }),
    () => null,
  );
}

function draw(
  economy: Economy,
  judgements: ReadonlyMap<string, FrontierJudgement>,
  solution: Solution,
  trace: Trace | null,
): Picture {
  return attempt(
    () => drawPicture(economy, judgements, solution, trace),
    () => NO_PICTURE,
  );
}

function paramState({ name, value, from, to, step, unit }: Param): ParamState {
  const number = (bound: Param['from']) => (bound === null ? null : toDouble(bound));
  return { name, value: toDouble(value), from: number(from), to: number(to), step: number(step), unit };
}

function curvatureRow({ agent, written, judgement, byParam, seconds }: Judged): AgentCurvature {
  return {
    agent: agent.name,
    goods: judgement.goods,
    verdict: judgement.verdict,
    strict: judgement.strict,
    segments: judgement.segments,
    inflections: judgement.inflections,
    byParam,
    certificate: judgement.certificate,
    witnesses: judgement.witnesses,
    relativeGaps: relativeGaps(agent),
    ...(differs(agent) && judgement.verdict !== 'unknown' && { forEveryDraw: true }),
    ...(membersDiffer(agent) && { membersDiffer: true }),
    reason: reasonAsWritten(written, judgement),
    blame: judgement.blame,
    domain: judgement.domain,
    dominated: judgement.dominated,
    origin: agent.origin,
    seconds,
  };
}

function differs({ vary }: Agent): boolean {
  return vary !== undefined && 0 < vary.length;
}

/** Proofs and solving do not throw by design; should one do so after all, the others still stand. */
function attempt<T>(work: () => T, instead: (why: string) => T): T {
  try {
    return work();
  } catch (error) {
    return instead(error instanceof Error ? error.message : String(error));
  }
}
