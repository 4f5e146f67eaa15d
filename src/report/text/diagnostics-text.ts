import type { Severity } from '../../economy/finding.ts';
import type { FileFindings } from '../diagnostics-json.ts';
import type { PlacedFinding, TextRange } from '../placed.ts';
import type { Look, Paint } from './paint.ts';
import { wrapped } from './table.ts';

const LOOKS: Readonly<Record<Severity, Look>> = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' };

/** Every finding with its line of the text, the place underlined; empty where there is none. */
export function diagnosticsText(files: readonly FileFindings[], paint: Paint): string {
  const blocks = files.flatMap((file) => file.findings.map((finding) => findingText(file, finding, paint)));
  return blocks.map((block) => `${block}\n`).join('\n');
}

/** "1 error, 2 warnings in 3 files", or that nothing is wrong. */
export function diagnosticsSummary(files: readonly FileFindings[], paint: Paint): string {
  const all = files.flatMap(({ findings }) => findings);
  const where = files.length === 1 ? (files[0]?.file ?? '') : `${files.length} files`;
  const counted = (['error', 'warning', 'information', 'hint'] as const).flatMap((severity) => {
    const count = all.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [paint(LOOKS[severity], counting(count, severity))];
  });
  return counted.length === 0 ? `${paint('green', '✓')} ${where}: nothing to say` : `${counted.join(', ')} in ${where}`;
}

function counting(count: number, severity: Severity): string {
  const noun = severity === 'information' ? 'note' : severity;
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function findingText({ file, text }: FileFindings, finding: PlacedFinding, paint: Paint): string {
  const { code, severity, message, range, related } = finding;
  const place = `${file}:${range.start.line + 1}:${range.start.character + 1}`;
  const head = `${paint('bold', place)} ${paint(LOOKS[severity], severity)} ${paint('dim', code)}`;
  const more = related.flatMap((note) => wrapped(`· ${note.message}`, 100, '  '));
  return [
    head,
    ...wrapped(message),
    ...quoted(text, range, paint, LOOKS[severity]),
    ...more.map((line) => paint('dim', line)),
  ].join('\n');
}

/** The line of the text with its number, and below it the place underlined (to the end of the line if it is longer). */
function quoted(text: string, { start, end }: TextRange, paint: Paint, look: Look): readonly string[] {
  const line = text.split(/\r?\n/)[start.line];
  if (line === undefined || line.trim() === '') return [];
  const number = String(start.line + 1).padStart(4);
  const from = line.slice(0, start.character).replace(/[^\t]/gu, ' ');
  const to = end.line === start.line ? end.character : line.length;
  const carets = '^'.repeat(Math.max(1, [...line.slice(start.character, to).trimEnd()].length));
  return [`${paint('dim', `${number} │`)} ${line}`, `${paint('dim', '     │')} ${from}${paint(look, carets)}`];
}
