import { Command } from 'commander';
import { curvatureJson, functionJson } from '../../report/curvature-json.ts';
import { toJson } from '../../report/json.ts';
import { placeAll } from '../../report/placed.ts';
import { curvatureText, functionText } from '../../report/text/curvature-text.ts';
import { diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { readSource, readText } from '../files.ts';
import { type FunctionCase, judgeCase, judgeLine } from '../function-case.ts';
import { openModel } from '../model.ts';
import { type Format, formatOption } from '../options.ts';
import { DONE, NOT_GOOD, UsageError } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

interface CurvatureOptions {
  readonly format: Format;
  readonly expr?: string;
  readonly domain?: FunctionCase['domain'];
  readonly batch?: string;
  readonly explain?: boolean;
}

/** `econ curvature`: the proven verdict for every agent of a file, for a bare function, or for many of those. */
export function curvatureCommand(terminal: Terminal, finish: (code: number) => void): Command {
  return new Command('curvature')
    .description('prove each frontier concave, convex, linear or mixed')
    .argument('[file]', 'a model (.econ); - reads standard input')
    .addOption(formatOption('text', 'json'))
    .option('--explain', 'print the proof as a tree')
    .option('--expr <formula>', 'judge a bare function instead of a file')
    .option('--domain <x=lo:hi>', 'a range for a variable of --expr (repeatable)', range)
    .option('--batch <file>', 'judge many functions, one {"id","expr","domain":{"x":[lo,hi]}} a line')
    .action((file: string | undefined, options: CurvatureOptions) => {
      const asked = [file, options.expr, options.batch].filter((source) => source !== undefined);
      if (asked.length !== 1) throw new UsageError('give one of: a FILE, --expr with --domain, or --batch FILE.');
      if (file !== undefined) finish(judgeFile(file, options, terminal));
      else if (options.expr !== undefined) finish(judgeExpression(options.expr, options, terminal));
      else if (options.batch !== undefined) finish(judgeBatch(options.batch, options.format, terminal));
    });
}

/** `x=0.1:5`, the ends exact decimals; gathered over repeated options. */
function range(text: string, before: FunctionCase['domain'] = {}): FunctionCase['domain'] {
  const match = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=([^:]+):([^:]+)$/su.exec(text);
  const [, name, low, high] = match ?? [];
  if (!name || !low || !high) throw new UsageError(`--domain is written name=from:to, such as x=0.1:5; not ${text}`);
  return { ...before, [name]: [low.trim(), high.trim()] };
}

function judgeFile(file: string, { format, explain }: CurvatureOptions, terminal: Terminal): number {
  const source = readSource(file, terminal);
  const { analysis, locate } = openModel(source, { solve: false, picture: false });
  const errors = analysis.solution.diagnostics.filter(({ severity }) => severity === 'error');
  const findings = placeAll(errors, locate);
  if (0 < findings.length) terminal.err(diagnosticsText([{ ...source, findings }], terminal.paintMessage));
  const json = format === 'json';
  terminal.out(json ? `${toJson(curvatureJson(file, analysis))}\n` : curvatureText(analysis, terminal.paint, explain));
  return findings.length === 0 ? DONE : NOT_GOOD;
}

function judgeExpression(expr: string, options: CurvatureOptions, terminal: Terminal): number {
  const { judgement, seconds, wrong } = judgeCase({ id: null, expr, domain: options.domain ?? {} });
  const { format, explain } = options;
  if (wrong !== null && format === 'text') throw new UsageError(wrong);
  const json = format === 'json';
  terminal.out(
    json
      ? `${toJson(functionJson(null, judgement, seconds))}\n`
      : functionText(expr, judgement, terminal.paint, explain),
  );
  return wrong === null ? DONE : NOT_GOOD;
}

/** A bad line is unknown with the reason; the batch goes on. */
function judgeBatch(file: string, format: Format, terminal: Terminal): number {
  const lines = readText(file, terminal)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const start = Date.now();
  let code: number = DONE;
  for (const [index, line] of lines.entries()) {
    const { id, expr, judgement, seconds, wrong } = judgeLine(line);
    if (wrong !== null) code = NOT_GOOD;
    const text = () => functionText(`${id ?? index + 1}: ${expr ?? line}`, judgement, terminal.paint);
    terminal.out(format === 'json' ? `${toJson(functionJson(id, judgement, seconds))}\n` : text());
    if (1000 < Date.now() - start) terminal.progress(`judging ${index + 1} of ${lines.length}`);
  }
  terminal.progress('');
  return code;
}
