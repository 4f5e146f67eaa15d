import { Command } from 'commander';
import type { Economy } from '../../economy/economy.ts';
import { toJson } from '../../report/json.ts';
import { placeAll } from '../../report/placed.ts';
import { solutionJson } from '../../report/solution-json.ts';
import { diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { solutionText } from '../../report/text/solution-text.ts';
import { readSource, type SourceFile } from '../files.ts';
import { clock, type Model, openModel } from '../model.ts';
import { assignment, type Format, filesArgument, formatOption, positive, whole } from '../options.ts';
import { DONE, NOT_GOOD, UsageError } from '../outcome.ts';
import { checkParams, deadline } from '../solving.ts';
import type { Terminal } from '../terminal.ts';

interface SolveOptions {
  readonly format: Format;
  readonly set?: Readonly<Record<string, number>>;
  readonly scenario?: string;
  readonly tolerance?: number;
  readonly timeLimit?: number;
  readonly seed?: number;
  readonly members?: boolean;
}

/** `econ solve FILE…`: the equilibrium of each; several files in JSON are one object a line. */
export function solveCommand(terminal: Terminal, finish: (code: number) => void): Command {
  return new Command('solve')
    .description('find the best plan, its prices and kinds, with a proven bound')
    .addArgument(filesArgument())
    .addOption(formatOption('text', 'json'))
    .option('--set <param=value>', 'a param’s value instead of the text’s (repeatable)', assignment)
    .option('--tolerance <gap>', 'the relative gap below which a plan is called optimal (1e-6)', positive)
    .option('--time-limit <seconds>', 'stop there, with the best plan so far', positive)
    .option('--seed <n>', 'instead of the text’s seed', whole)
    .option('--members', 'of populations whose members differ, every member too')
    .option('--scenario <name>', 'with the params of a scenario (not yet supported)')
    .action((files: readonly string[], options: SolveOptions) => {
      if (options.scenario !== undefined) {
        throw new UsageError('--scenario is not supported yet: give the params of the scenario by --set.');
      }
      const sources = files.map((file) => readSource(file, terminal));
      const start = clock();
      const codes = sources.map((source, index) => {
        terminal.progress(progressLine(start, index, sources));
        return solveFile(source, options, index, terminal);
      });
      terminal.progress('');
      finish(Math.max(...codes));
    });
}

/** After a second a person wants to know that something is going on. */
function progressLine(start: number, index: number, sources: readonly SourceFile[]): string {
  return 1 < clock() - start ? `solving ${index + 1} of ${sources.length}: ${sources[index]?.file}` : '';
}

function solveFile(source: SourceFile, options: SolveOptions, index: number, terminal: Terminal): number {
  const { set: overrides = {}, tolerance, timeLimit, seed, format, members = false } = options;
  const inspect = (economy: Economy) => checkParams(economy, overrides, source.file);
  const signal = timeLimit === undefined ? undefined : deadline(timeLimit);
  // The ranges of params are for the page only.
  const byParam = format === 'text';
  const model = openModel(source, { overrides, tolerance, seed, signal, inspect, picture: false, byParam, members });
  if (format === 'json') terminal.out(`${toJson(solutionJson(source.file, model.analysis, model.locate))}\n`);
  else printPage(source, model, index, terminal);
  return codeOf(model);
}

function printPage(source: SourceFile, { analysis, locate }: Model, index: number, terminal: Terminal): void {
  const errors = analysis.solution.diagnostics.filter(
    ({ severity, code }) => severity === 'error' && code !== 'failed-assertion',
  );
  const findings = placeAll(errors, locate);
  if (0 < findings.length) terminal.err(`${diagnosticsText([{ ...source, findings }], terminal.paintMessage)}\n`);
  terminal.out(`${index === 0 ? '' : '\n'}${solutionText(analysis, terminal.paint, source.file)}`);
}

function codeOf({ analysis: { solution } }: Model): number {
  const solved = solution.status === 'optimal' || (solution.status === 'bounded' && solution.totals !== null);
  return solved && solution.asserts.every(({ holds }) => holds) ? DONE : NOT_GOOD;
}
