import type { AstNode, ParseResult } from 'langium';
import type { Finding } from '../../economy/finding.ts';
import type { OriginTable, Place, TextRange } from '../lower/origins.ts';
import type { TooDeep } from './lexer.ts';
import { type Stop, stopAt } from './stops.ts';

/** What the lexer and the parser have to say: errors `syntax` and `too-deep`, each with its exact place. */
export function syntaxFindings(result: ParseResult<AstNode>, text: string, origins: OriginTable): readonly Finding[] {
  const starts = lineStarts(text);
  const none = text.indexOf('\0');
  if (none !== -1)
    return [error('syntax', NO_TEXT, origins.ofPlace(placeIn(text, starts, origins.uri, none, none + 1)))];
  const place = (from: number, to: number): number => origins.ofPlace(placeIn(text, starts, origins.uri, from, to));
  const overflows = tooDeepOf(result);
  const findings: Finding[] = overflows.map((overflow) =>
    error('too-deep', overflow.message, place(overflow.offset, overflow.offset + overflow.length)),
  );
  for (const { message, offset, length } of result.lexerErrors.slice(0, MOST_STOPS)) {
    findings.push(error('syntax', message, place(offset, offset + length)));
  }
  for (const index of triplePoints(text)) findings.push(error('syntax', TRIPLE_POINT, place(index, index + 3)));
  const comment = unclosedComment(text);
  if (comment !== null) findings.push(error('syntax', UNCLOSED_COMMENT, place(comment, comment + 2)));
  for (const stop of stopsOf(result, text, starts)) {
    if (comment !== null && comment <= stop.to) continue;
    if (overflows.some(({ offset, end }) => offset <= stop.from && stop.from <= Math.min(end, text.length))) continue;
    if (result.lexerErrors.some(({ offset }) => offset <= stop.to && !text.slice(offset, stop.from).includes('\n')))
      continue;
    findings.push({
      ...error('syntax', stop.message, place(stop.from, stop.to)),
      ...(stop.data && { data: stop.data }),
    });
  }
  return findings;
}

const NO_TEXT = 'This is no text in UTF-8, which a model is. Open it as what it is, or save it as UTF-8.';

const UNCLOSED_COMMENT = 'This comment is not closed. Write `*/` where it ends.';

const TRIPLE_POINT = 'A range is written with two points, as in `0..3`.';

/** `0...3` would be read as `0 .. .3`, which nobody means. */
function triplePoints(text: string): readonly number[] {
  if (!text.includes('...')) return [];
  return [...text.matchAll(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|"[^"\r\n]*"|'[^'\r\n]*'|\.\.\./g)].flatMap(
    ({ 0: token, index }) => (token === '...' ? [index] : []),
  );
}

/** Beyond so many no more is looked for. */
const MOST_STOPS = 200;

/** Where a comment begins that never ends; what follows it was read as if it were none. */
function unclosedComment(text: string): number | null {
  for (const { 0: token, index } of text.matchAll(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|"[^"\r\n]*"|'[^'\r\n]*'|\/\*/g)) {
    if (token === '/*') return index;
  }
  return null;
}

function error(code: 'syntax' | 'too-deep', message: string, origin: number): Finding {
  return { code, severity: 'error', message, origin };
}

function tooDeepOf(result: ParseResult<AstNode>): readonly TooDeep[] {
  return (result.lexerReport?.diagnostics ?? []).filter((entry): entry is typeof entry & TooDeep => 'code' in entry);
}

/** One for each line: what follows on a line is mostly a consequence. */
function stopsOf(result: ParseResult<AstNode>, text: string, starts: readonly number[]): readonly Stop[] {
  const lines = new Set<number>();
  return result.parserErrors.flatMap(({ message, token }) => {
    const stop = stopAt(text, message, token);
    const { line } = positionOf(starts, stop.from);
    if (lines.has(line) || MOST_STOPS <= lines.size) return [];
    lines.add(line);
    return [stop];
  });
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  return starts;
}

function placeIn(text: string, starts: readonly number[], uri: string, from: number, to: number): Place {
  const range: TextRange = { start: positionOf(starts, from), end: positionOf(starts, to) };
  return { uri, range, offset: from, end: to, text: text.slice(from, to) };
}

function positionOf(starts: readonly number[], offset: number): { line: number; character: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (starts[low] ?? 0) };
}
