import { Command, InvalidArgumentError } from 'commander';
import { toJson } from '../../report/json.ts';
import { placeAll } from '../../report/placed.ts';
import { diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { traceText } from '../../report/text/trace-text.ts';
import { traceJson } from '../../report/trace-json.ts';
import { readSource } from '../files.ts';
import { openModel } from '../model.ts';
import { nearName } from '../near-name.ts';
import { assignment, type Format, fileArgument, formatOption, positive, whole } from '../options.ts';
import { DONE, NOT_GOOD, UsageError } from '../outcome.ts';
import { checkParams, deadline } from '../solving.ts';
import type { Terminal } from '../terminal.ts';

interface TraceOptions {
  readonly format: Format;
  readonly points?: number;
  readonly at?: Amounts;
  readonly set?: Readonly<Record<string, number>>;
  readonly tolerance?: number;
  readonly timeLimit?: number;
  readonly seed?: number;
}

type Amounts = Readonly<Record<string, readonly number[]>>;

/** `econ trace FILE`: the Pareto frontier of the totals, and which of its points prices support. */
export function traceCommand(terminal: Terminal, finish: (code: number) => void): Command {
  return new Command('trace')
    .description('trace all that can be had: the Pareto frontier of the totals, and what prices support of it')
    .addArgument(fileArgument())
    .addOption(formatOption('text', 'json'))
    .option('--points <n>', 'about how many points along it (200)', manyPoints)
    .option(
      '--at <good=amount,…>',
      'the most of the last good at these amounts (repeatable: all goods but the last)',
      amounts,
    )
    .option('--set <param=value>', 'a param’s value instead of the text’s (repeatable)', assignment)
    .option('--tolerance <gap>', 'the gap below which a point in a dent counts as exact (1e-6)', positive)
    .option('--time-limit <seconds>', 'stop there, with the points so far', positive)
    .option('--seed <n>', 'instead of the text’s seed', whole)
    .action((file: string, options: TraceOptions) => finish(traceFile(file, options, terminal)));
}

function traceFile(file: string, options: TraceOptions, terminal: Terminal): number {
  const source = readSource(file, terminal);
  const { set: overrides = {}, points, tolerance, timeLimit, seed, format } = options;
  const signal = timeLimit === undefined ? undefined : deadline(timeLimit);
  let at: readonly (readonly number[])[] | undefined;
  const trace = {
    points,
    tolerance,
    signal,
    get at() {
      return at;
    },
  };
  const model = openModel(source, {
    ...{ overrides, seed, signal, trace },
    ...{ solve: false, picture: false, byParam: false },
    inspect: (economy) => {
      checkParams(economy, overrides, file);
      at =
        options.at &&
        placesOf(
          options.at,
          economy.goods.map(({ name }) => name),
          file,
        );
    },
  });
  const { analysis, locate } = model;
  const findings = [...analysis.solution.diagnostics, ...(analysis.trace?.diagnostics ?? [])];
  const errors = placeAll(
    findings.filter(({ severity }) => severity === 'error'),
    locate,
  );
  if (0 < errors.length) terminal.err(`${diagnosticsText([{ ...source, findings: errors }], terminal.paintMessage)}\n`);
  const missed = at === undefined ? 0 : at.length - (analysis.trace?.points.length ?? 0);
  if (0 < missed && errors.length === 0)
    terminal.err(
      `${missed === 1 ? '1 of these amounts is' : `${missed} of these amounts are`} more than can be made: left out.\n`,
    );
  terminal.out(
    format === 'json' ? `${toJson(traceJson(file, analysis, locate))}\n` : traceText(analysis, terminal.paint, file),
  );
  const { status = 'invalid' } = analysis.trace ?? {};
  return (status === 'optimal' || status === 'bounded') && missed === 0 ? DONE : NOT_GOOD;
}

function manyPoints(text: string): number {
  const points = whole(text);
  if (points < 2 || 100_000 < points) throw new InvalidArgumentError('A number from 2 to 100,000.');
  return points;
}

/** `apples=0.1,0.25`, gathered over repeated options. */
function amounts(text: string, before: Amounts = {}): Amounts {
  const [name = '', list = ''] = [text.slice(0, text.indexOf('=')).trim(), text.slice(text.indexOf('=') + 1)];
  if (!text.includes('=') || name === '')
    throw new InvalidArgumentError('It is written good=amount, such as apples=0.1,0.25.');
  const values = list.split(',').map((part) => Object.values(assignment(`x=${part}`))[0] ?? 0);
  if (values.some((value) => value < 0)) throw new InvalidArgumentError('Amounts are 0 or more.');
  return { ...before, [name]: [...(before[name] ?? []), ...values] };
}

/** One place for each amount; several goods go in step with one another, a single amount with all. */
function placesOf(at: Amounts, goods: readonly string[], file: string): readonly (readonly number[])[] {
  const stated = goods.slice(0, -1);
  for (const name of Object.keys(at).filter((candidate) => !stated.includes(candidate))) {
    const near = nearName(name, stated);
    const why = name === goods.at(-1) ? `the most of ${name} is what is looked for` : `${file} has no good ${name}`;
    const hint = near === null || name === goods.at(-1) ? `give ${stated.join(', ')}` : `did you mean ${near}?`;
    throw new UsageError(`--at: ${why}; ${hint}`);
  }
  const missing = stated.filter((good) => at[good] === undefined);
  if (0 < missing.length)
    throw new UsageError(`--at needs an amount of each good but the last: ${missing.join(', ')} too`);
  const length = Math.max(...stated.map((good) => at[good]?.length ?? 0));
  const uneven = stated.find((good) => at[good]?.length !== 1 && at[good]?.length !== length);
  if (uneven !== undefined)
    throw new UsageError(`--at: ${uneven} has ${at[uneven]?.length} amounts where others have ${length}`);
  return Array.from({ length }, (_, k) => stated.map((good) => at[good]?.[k] ?? at[good]?.[0] ?? 0));
}
