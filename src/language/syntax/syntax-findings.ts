import type { AstNode, ParseResult } from 'langium';
import type { Finding } from '../../economy/finding.ts';
import type { OriginTable, Place, TextRange } from '../lower/origins.ts';
import type { TooDeep } from './lexer.ts';
import { OPENING_NAMES, RESERVED_WORDS } from './words.ts';

/** What the lexer and the parser have to say: errors `syntax` and `too-deep`, each with its exact place. */
export function syntaxFindings(result: ParseResult<AstNode>, text: string, origins: OriginTable): readonly Finding[] {
  const starts = lineStarts(text);
  const place = (from: number, to: number): number => origins.ofPlace(placeIn(text, starts, origins.uri, from, to));
  const overflows = tooDeepOf(result);
  const findings: Finding[] = overflows.map((overflow) =>
    error('too-deep', overflow.message, place(overflow.offset, overflow.offset + overflow.length)),
  );
  for (const { message, offset, length } of result.lexerErrors) {
    findings.push(error('syntax', message, place(offset, offset + length)));
  }
  const comment = unclosedComment(text);
  if (comment !== null) findings.push(error('syntax', UNCLOSED_COMMENT, place(comment, comment + 2)));
  for (const stop of stopsOf(result, text)) {
    if (comment !== null && comment <= stop.to) continue;
    if (overflows.some(({ offset, end }) => offset <= stop.from && stop.from <= Math.min(end, text.length))) continue;
    if (result.lexerErrors.some(({ offset }) => offset <= stop.to && !text.slice(offset, stop.from).includes('\n')))
      continue;
    findings.push(error('syntax', stop.message, place(stop.from, stop.to)));
  }
  return findings;
}

const UNCLOSED_COMMENT = 'This comment is not closed. Write `*/` where it ends.';

/** Where a comment begins that never ends; what follows it was read as if it were none. */
function unclosedComment(text: string): number | null {
  for (const { 0: token, index } of text.matchAll(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|"[^"\r\n]*"|'[^'\r\n]*'|\/\*/g)) {
    if (token === '/*') return index;
  }
  return null;
}

interface Stop {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

function error(code: 'syntax' | 'too-deep', message: string, origin: number): Finding {
  return { code, severity: 'error', message, origin };
}

function tooDeepOf(result: ParseResult<AstNode>): readonly TooDeep[] {
  return (result.lexerReport?.diagnostics ?? []).filter((entry): entry is typeof entry & TooDeep => 'code' in entry);
}

function stopsOf(result: ParseResult<AstNode>, text: string): readonly Stop[] {
  return result.parserErrors.map(({ message, token }) => {
    if (token.image === '') return { message, ...lastWord(text) };
    const from = token.startOffset;
    const to = (token.endOffset ?? from) + 1;
    return unfinishedLine(text, from) ?? { message: betterMessage(text, from, token.image, message), from, to };
  });
}

/** At the end of the text the last thing written is the place: an empty range would show nowhere. */
function lastWord(text: string): { from: number; to: number } {
  const to = endOfCode(text);
  const word = /[\w\u0080-\uFFFF]+$|\S$/.exec(text.slice(0, to));
  return { from: to - (word?.[0].length ?? 0), to };
}

function endOfCode(text: string): number {
  let end = 0;
  for (const { 0: token, index } of text.matchAll(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|"[^"\r\n]*"|\S/g)) {
    if (!token.startsWith('//') && !token.startsWith('/*')) end = index + token.length;
  }
  return end;
}

/** `let a = 10 *` and on the next line `seed 7`: the parser stops at 7, but the mistake is that `seed` was read as a name. */
function unfinishedLine(text: string, offset: number): Stop | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = /^(\s*)([a-z]+)\s*$/.exec(text.slice(start, offset));
  const word = before?.[2];
  if (word === undefined || !OPENING_NAMES.has(word) || start === 0) return null;
  const from = start + (before?.[1]?.length ?? 0);
  return { message: unfinishedMessage(word), from, to: from + word.length };
}

/** What the parser only finds out of place is often an operator left out. */
function betterMessage(text: string, offset: number, image: string, message: string): string {
  const isVague = message.includes('cannot stand here') || message.includes('an operator or a comma');
  return (isVague ? missingOperator(text, offset, image) : null) ?? message;
}

/** `2 x`, `(a)(b)` and the like: people write products so. */
function missingOperator(text: string, offset: number, image: string): string | null {
  const before = /([\w.)\u0080-\uFFFF]+)[ \t]*$/.exec(text.slice(Math.max(0, offset - 40), offset))?.[1];
  if (before === undefined || !/^[\w(\u0080-\uFFFF]/.test(image) || RESERVED_WORDS.has(image)) return null;
  const isOperand = /^[\d.)]/.test(before) || before.endsWith(')') || image === '(' || /^\d/.test(image);
  if (!isOperand || OPENING_NAMES.has(before) || RESERVED_WORDS.has(before)) return null;
  return `Between \`${before}\` and \`${image}\` an operator is missing. For a product write \`*\`.`;
}

export function unfinishedMessage(word: string): string {
  return `The line before is unfinished, so \`${word}\` was read as a name in it. Finish that line.`;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
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
