import type { AgentCurvature } from '../../analysis/analysis.ts';
import { analyze } from '../../analysis/analyze.ts';
import { type Judge, rememberingJudge } from '../../analysis/verdict-cache.ts';
import { judgeByParam } from '../../curvature/by-param.ts';
import { judgeFrontier } from '../../curvature/judge-frontier.ts';
import type { ParamSegment } from '../../curvature/verdict.ts';
import type { Economy } from '../../economy/economy.ts';
import { settle } from '../../economy/settle.ts';
import { toDouble } from '../../math/rational/rational.ts';
import { proofPage } from '../../report/text/curvature-text.ts';
import { parseEconomy } from '../parse.ts';
import type { ReadTable } from '../tables/table.ts';
import { tableFiles } from '../tables/table-files.ts';
import { forEditor } from './editor-finding.ts';
import { locator } from './locator.ts';
import { rememberingRanges } from './remembered-ranges.ts';
import type { EditorFinding } from './solve-job.ts';

/** What a text says and what is proven about it, all of it without solving. */
export interface Model {
  readonly economy: Economy;
  readonly findings: readonly EditorFinding[];
  readonly curvature: ReadonlyMap<string, AgentCurvature>;
  /** Where the verdict on an agent changes with each param: searched when it is asked for, and remembered. */
  readonly byParam: (agent: string) => readonly ParamSegment[] | null;
}

/** A text being read: proving each agent is a step, so that whoever reads can turn to something else in between. */
export interface Reading {
  readonly steps: Iterator<void>;
  /** Takes the steps that are left, and puts everything together. */
  readonly finish: () => Model;
}

export interface Engine {
  readonly begin: (text: string, uri: string) => Reading;
  readonly read: (text: string, uri: string) => Model;
  /** The page about one agent's verdict; null where the text has no such agent. */
  readonly explain: (model: Model, agent: string) => string | null;
  /** The table that a text names; of a large one the header alone. */
  readonly table: ReadTable;
}

/** Bytes of a table that can be read between two keys: some 30,000 rows. */
const LARGEST_WHILE_TYPING = 2 ** 20;

/** The heavy part of the server (parser and prover), loaded after the editor has its first answer. It remembers verdicts. */
export function createEngine(folder: () => string | null = () => null): Engine {
  const tables = tableFiles(LARGEST_WHILE_TYPING);
  const table: ReadTable = (file, uri) => tables(folder())(file, uri);
  const judge = rememberingJudge(judgeFrontier, 10_000);
  const ranges = rememberingRanges(judgeByParam);
  const begin = (text: string, uri: string): Reading => {
    const parsed = parseEconomy(text, uri, { readTable: table });
    return { steps: proofs(parsed.economy, judge), finish: () => together(parsed, judge, ranges) };
  };
  return { begin, read: (text, uri) => begin(text, uri).finish(), explain, table };
}

function explain({ economy, curvature, byParam }: Model, name: string): string | null {
  const row = curvature.get(name);
  if (!row) return null;
  const values = new Map(economy.params.map((param) => [param.name, toDouble(param.value)]));
  return proofPage({ ...row, byParam: byParam(name) }, values);
}

/** Proves for the memory of `judge` only: should a proof break off, `analyze` meets the same and says so. */
function* proofs(economy: Economy, judge: Judge): Generator<void> {
  try {
    for (const agent of settle(economy).agents) {
      judge(agent);
      yield;
    }
  } catch {
    return;
  }
}

function together(
  { economy, findings, origins }: ReturnType<typeof parseEconomy>,
  judge: Judge,
  ranges: typeof judgeByParam,
): Model {
  const analysis = analyze(economy, { findings, judge, solve: false, picture: false, byParam: false });
  // What only consumes, or has a table too large to be read here, has no verdict to show.
  const holes = new Set(economy.agents.flatMap(({ name, frontier }) => (frontier === null ? [name] : [])));
  return {
    economy,
    findings: forEditor(analysis.solution.diagnostics, locator(origins)),
    curvature: new Map(analysis.curvature.filter(({ agent }) => !holes.has(agent)).map((row) => [row.agent, row])),
    byParam: (name) => {
      const agent = economy.agents.find((each) => each.name === name);
      return agent ? ranges(agent, economy.params) : null;
    },
  };
}
