import type { Severity } from '../../economy/finding.ts';
import type { FileFindings } from '../diagnostics-json.ts';
import type { PlacedFinding, TextRange } from '../placed.ts';
import type { Look, Paint } from './paint.ts';
import { wrapped } from './table.ts';

const LOOKS: Readonly<Record<Severity, Look>> = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' };

/** Every finding with its line of the text, the place underlined; empty where there is none. */
export function diagnosticsText(files: readonly FileFindings[], paint: Paint): string {
  const blocks = files.flatMap(({ file, text, findings }) => {
    const lines = text.split(/\r\n|\r|\n/);
    return findings.map((finding) => findingText(file, lines, finding, paint));
  });
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

function findingText(file: string, lines: readonly string[], finding: PlacedFinding, paint: Paint): string {
  const { code, severity, message, range, related } = finding;
  const place = `${file}:${range.start.line + 1}:${range.start.character + 1}`;
  const head = `${paint('bold', place)} ${paint(LOOKS[severity], severity)} ${paint('dim', code)}`;
  const more = related.flatMap((note) => wrapped(`· ${note.message}`, 100, '  '));
  return [
    head,
    ...wrapped(message),
    ...quoted(lines, range, paint, LOOKS[severity]),
    ...more.map((line) => paint('dim', line)),
  ].join('\n');
}

/** The line of the text with its number, and below it the place underlined; of a long line what stands around the place. */
function quoted(lines: readonly string[], { start, end }: TextRange, paint: Paint, look: Look): readonly string[] {
  const line = lines[start.line];
  if (line === undefined || line.trim() === '') return [];
  const number = String(start.line + 1).padStart(4);
  const { shown, skipped } = around(line, start.character);
  const from = shown.slice(0, start.character - skipped).replace(/[^\t]/gu, ' ');
  const to = end.line === start.line ? end.character : line.length;
  const carets = '^'.repeat(Math.max(1, [...shown.slice(start.character - skipped, to - skipped).trimEnd()].length));
  return [`${paint('dim', `${number} │`)} ${shown}`, `${paint('dim', '     │')} ${from}${paint(look, carets)}`];
}

const LONGEST_QUOTE = 200;
const BEFORE_THE_PLACE = 60;

/** A line of at most LONGEST_QUOTE characters, and how many characters of the line stand before what is shown. */
function around(line: string, place: number): { readonly shown: string; readonly skipped: number } {
  if (line.length <= LONGEST_QUOTE) return { shown: line, skipped: 0 };
  const from = Math.max(0, place - BEFORE_THE_PLACE);
  const cut = line.slice(from, from + LONGEST_QUOTE);
  const start = from === 0 ? '' : '… ';
  const end = from + LONGEST_QUOTE < line.length ? ' …' : '';
  return { shown: `${start}${cut}${end}`, skipped: from - start.length };
}
