import { Command } from 'commander';
import manifest from '../../../package.json' with { type: 'json' };
import { diagnosticsJson, type FileFindings } from '../../report/diagnostics-json.ts';
import { toJson } from '../../report/json.ts';
import { placeAll } from '../../report/placed.ts';
import { sarif } from '../../report/sarif.ts';
import { diagnosticsSummary, diagnosticsText } from '../../report/text/diagnostics-text.ts';
import { readSource, type SourceFile } from '../files.ts';
import { openModel } from '../model.ts';
import { type Format, filesArgument, formatOption } from '../options.ts';
import { DONE, NOT_GOOD } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

/** `econ check FILE…`: every diagnostic of the language server, asserts included. */
export function checkCommand(terminal: Terminal, finish: (code: number) => void): Command {
  return new Command('check')
    .description('say everything that is wrong or worth knowing, asserts included')
    .addArgument(filesArgument())
    .addOption(formatOption('text', 'json', 'sarif'))
    .option('--no-solve', 'leave out what only solving shows: asserts and improving exchanges')
    .action((files: readonly string[], options: { format: Format; solve: boolean }) => {
      const sources = files.map((file) => readSource(file, terminal));
      const checked = sources.map((source) => check(source, options.solve));
      terminal.out(report(checked, options.format, terminal));
      const wrong = checked.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
      finish(wrong ? NOT_GOOD : DONE);
    });
}

function check(source: SourceFile, solve: boolean): FileFindings {
  const { analysis, locate } = openModel(source, { solve, picture: false });
  const findings = placeAll(analysis.solution.diagnostics, locate);
  return { file: source.file, text: source.text, findings };
}

function report(checked: readonly FileFindings[], format: Format, { paint }: Terminal): string {
  switch (format) {
    case 'json':
      return `${toJson(diagnosticsJson(checked))}\n`;
    case 'sarif':
      return `${toJson(sarif(checked, manifest.version), 2)}\n`;
    case 'text': {
      const text = diagnosticsText(checked, paint);
      return `${text === '' ? '' : `${text}\n`}${diagnosticsSummary(checked, paint)}\n`;
    }
  }
}
