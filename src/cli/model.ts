import type { Analysis } from '../analysis/analysis.ts';
import { type AnalyzeOptions, analyze } from '../analysis/analyze.ts';
import type { Economy } from '../economy/economy.ts';
import { parseEconomy } from '../language/parse.ts';
import { tableFiles } from '../language/tables/table-files.ts';
import type { Locate } from '../report/placed.ts';
import type { SourceFile } from './files.ts';

export interface Model {
  readonly economy: Economy;
  readonly analysis: Analysis;
  readonly locate: Locate;
}

const tables = tableFiles();

export interface ModelOptions extends Omit<AnalyzeOptions, 'findings' | 'clock'> {
  readonly seed?: number;
  /** Called with the economy before anything is proven, to check what else was asked for. */
  readonly inspect?: (economy: Economy) => void;
}

/** Parses, proves and solves one text. Seconds count from before the parse. */
export function openModel({ text, uri }: SourceFile, { seed, inspect, ...options }: ModelOptions): Model {
  const start = clock();
  const { economy: written, findings, origins } = parseEconomy(text, uri, { readTable: tables(process.cwd()) });
  const economy = seed === undefined ? written : withSeed(written, seed);
  inspect?.(economy);
  const analysis = analyze(economy, { ...options, findings, clock });
  const locate: Locate = (origin) => {
    const place = origins.get(origin);
    return place !== undefined && place.uri === uri ? place.range : null;
  };
  return { economy, analysis: { ...analysis, seconds: clock() - start }, locate };
}

/** Other draws for all members that differ. */
function withSeed(economy: Economy, seed: number): Economy {
  const agents = economy.agents.map((agent) =>
    agent.vary === undefined ? agent : { ...agent, vary: agent.vary.map((draw) => ({ ...draw, seed })) },
  );
  return { ...economy, seed, agents };
}

export function clock(): number {
  return performance.now() / 1000;
}
