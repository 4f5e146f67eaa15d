import { didYouMean, nearNames } from '../lower/near-names.ts';
import { CLAIMS, JOINING_NAMES, OPENING_NAMES, OPENING_WORDS, RESERVED_WORDS } from './words.ts';

/** Where reading stopped, and what to say there. */
export interface Stop {
  readonly message: string;
  readonly from: number;
  readonly to: number;
  readonly data?: { readonly name: string; readonly near: readonly string[] };
}

/** The parser says what it waited for; often the text around says better what the mistake was. */
export function stopAt(
  text: string,
  message: string,
  token: { image: string; startOffset: number; endOffset?: number },
): Stop {
  if (token.image === '') return { message, ...lastWord(text) };
  const from = token.startOffset;
  const stop = { message, from, to: (token.endOffset ?? from) + 1 };
  return (
    unfinishedLine(text, stop) ??
    gluedProduct(text, stop) ??
    misspelledBefore(text, stop) ??
    misspelled(text, stop) ??
    decimalComma(text, stop) ??
    missingOperator(text, stop) ??
    stop
  );
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

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

/** `let a = 10 *` and on the next line `seed 7`: the parser stops at 7, but the mistake is that `seed` was read as a name. */
function unfinishedLine(text: string, { from: offset }: Stop): Stop | null {
  const line = lineBefore(text, offset);
  const before = /^(\s*)([a-z]+)\s*$/.exec(line);
  const word = before?.[2];
  if (word === undefined || !OPENING_NAMES.has(word) || offset === line.length) return null;
  const from = offset - line.length + (before?.[1]?.length ?? 0);
  return { message: unfinishedMessage(word), from, to: from + word.length };
}

export function unfinishedMessage(word: string): string {
  return `The line before is unfinished, so \`${word}\` was read as a name in it. Finish that line.`;
}

/** `2a + 3b`: the first number that a name follows without a space, up to where the parser stopped. */
function gluedProduct(text: string, { to }: Stop): Stop | null {
  const line = lineBefore(text, to);
  const glued = /(?<![\w.\u0080-\uFFFF])(\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)([A-Za-z\u0080-\uFFFF]\w*)/.exec(line);
  const [, number = '', name = ''] = glued ?? [];
  if (glued === null || /["/]/.test(line.slice(0, glued.index).replace(/[\w)\]]\s*\//g, ''))) return null;
  const from = to - line.length + glued.index + number.length;
  return { message: productMessage(number, name), from, to: from + name.length };
}

function productMessage(left: string, right: string): string {
  return `Between \`${left}\` and \`${right}\` an operator is missing. For a product write \`*\`.`;
}

/** `fronter a + b <= 1`: the parser took the word for a good, and stopped after it. */
function misspelledBefore(text: string, { message, from: offset }: Stop): Stop | null {
  const word = /^After `(\w+)` comes `=`/.exec(message)?.[1];
  const line = word === undefined ? null : new RegExp(`(?:^|\\{)\\s*(${word})\\s+$`).exec(lineBefore(text, offset));
  const near = word === undefined || line === null ? [] : nearNames(word, [...OPENING_WORDS, 'at']);
  if (word === undefined || near.length === 0) return null;
  const from = text.lastIndexOf(word, offset - 1);
  return {
    message: `\`${word}\` opens no clause.${didYouMean(near)}`,
    from,
    to: from + word.length,
    data: { name: word, near },
  };
}

/** `agnt Alice`, `maximise`, `is Concave`. */
function misspelled(text: string, stop: Stop): Stop | null {
  const word = text.slice(stop.from, stop.to);
  const isClaim = stop.message.includes('`concave`');
  if (!/^[A-Za-z]{2,}$/.test(word) || (!isClaim && !stop.message.includes('cannot stand'))) return null;
  const near = nearNames(
    word,
    isClaim ? CLAIMS : [...OPENING_WORDS, ...OPENING_NAMES].filter((known) => known !== 'at'),
  );
  if (near.length === 0 || near.includes(word)) return null;
  const place = isClaim ? 'here' : 'here, and opens no statement';
  return { ...stop, message: `\`${word}\` cannot stand ${place}.${didYouMean(near)}`, data: { name: word, near } };
}

function decimalComma(text: string, stop: Stop): Stop | null {
  if (!/\d$/.test(text.slice(0, stop.from)) || !/^,\d/.test(text.slice(stop.from))) return null;
  return stop.message.includes('cannot stand')
    ? { ...stop, message: 'A number has a point, not a comma, as in `1.5`.' }
    : null;
}

/** `2 x`, `(a)(b)` and the like: people write products so. */
function missingOperator(text: string, stop: Stop): Stop | null {
  const image = text.slice(stop.from, stop.to);
  if (!stop.message.includes('cannot stand') && !stop.message.includes('an operator or a comma')) return null;
  const before = /([\w.)\u0080-\uFFFF]+)[ \t]*$/.exec(lineBefore(text, stop.from).slice(-40))?.[1];
  if (before === undefined || !/^[\w(\u0080-\uFFFF]/.test(image)) return null;
  if ([image, before].some((word) => RESERVED_WORDS.has(word) || JOINING_NAMES.has(word) || OPENING_NAMES.has(word)))
    return null;
  const isOperand = /^[\d.)]/.test(before) || before.endsWith(')') || image === '(' || /^\d/.test(image);
  return isOperand ? { ...stop, message: productMessage(before, image) } : null;
}
