import type { AgentCurvature } from '../../analysis/analysis.ts';
import { analyze } from '../../analysis/analyze.ts';
import { rememberingJudge } from '../../analysis/verdict-cache.ts';
import { judgeFrontier } from '../../curvature/judge-frontier.ts';
import type { Economy } from '../../economy/economy.ts';
import { parseEconomy } from '../parse.ts';
import { forEditor } from './editor-finding.ts';
import { locator } from './locator.ts';
import type { EditorFinding } from './solve-job.ts';

/** What a text says and what is proven about it, all of it without solving. */
export interface Model {
  readonly economy: Economy;
  readonly findings: readonly EditorFinding[];
  readonly curvature: ReadonlyMap<string, AgentCurvature>;
}

export interface Engine {
  readonly read: (text: string, uri: string) => Model;
}

/** The heavy part of the server (parser and prover), loaded after the editor has its first answer. It remembers verdicts. */
export function createEngine(): Engine {
  const judge = rememberingJudge(judgeFrontier);
  return {
    read: (text, uri) => {
      const { economy, findings, origins } = parseEconomy(text, uri);
      const analysis = analyze(economy, { findings, judge, solve: false, picture: false, byParam: false });
      return {
        economy,
        findings: forEditor(analysis.solution.diagnostics, locator(origins)),
        curvature: new Map(analysis.curvature.map((row) => [row.agent, row])),
      };
    },
  };
}
