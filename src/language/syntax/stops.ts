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
  if (token.image === '') {
    const end = { message, ...lastWord(text) };
    return unreadClaim(text, end) ?? end;
  }
  const from = token.startOffset;
  const stop = { message, from, to: (token.endOffset ?? from) + 1 };
  return (
    unfinishedLine(text, stop) ??
    unwrappedConditional(text, stop) ??
    unreadClaim(text, stop) ??
    gluedProduct(text, stop) ??
    turnedComparison(text, stop) ??
    misspelledBefore(text, stop) ??
    productBefore(text, stop) ??
    misspelled(text, stop) ??
    decimalComma(text, stop) ??
    missingOperator(text, stop) ??
    badName(text, stop) ??
    undeclared(text, stop) ??
    atEndOfLine(text, stop)
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

function isWord(word: string): boolean {
  return RESERVED_WORDS.has(word) || JOINING_NAMES.has(word) || OPENING_NAMES.has(word);
}

function productMessage(left: string, right: string): string {
  return `Between \`${left}\` and \`${right}\` an operator is missing. For a product write \`*\`.`;
}

/** `=>`. */
function turnedComparison(text: string, stop: Stop): Stop | null {
  const turned = /^=([<>])/.exec(text.slice(stop.from, stop.from + 2))?.[1];
  return turned === undefined
    ? null
    : { ...stop, to: stop.from + 2, message: `Write \`${turned}=\`: the sign \`=\` comes last.` };
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

/** `frontier 2 apples + …`: the parser took the name for a good that is made, and stopped after it. */
function productBefore(text: string, { message, from: offset }: Stop): Stop | null {
  const word = /^After `(\S+)` comes `=`/.exec(message)?.[1];
  const line = word === undefined ? '' : lineBefore(text, offset).trimEnd();
  if (word === undefined || !line.endsWith(word)) return null;
  const before = /([\w.\u0080-\uFFFF]+|\))\s+$/.exec(line.slice(0, -word.length))?.[1];
  if (before === undefined || [before, word].some(isWord)) return null;
  const from = text.lastIndexOf(word, offset - 1);
  return { message: productMessage(before, word), from, to: from + word.length };
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
    ? { ...stop, message: 'A number has a point, not a comma, as in `1.5`; ten thousand is `10_000`.' }
    : null;
}

/** `2 * if …`, `a <= if …`: the parser stops before the operator, or at the `if`. */
function unwrappedConditional(text: string, stop: Stop): Stop | null {
  const ahead = /^([-+*/^<>=~]{1,2}\s*)?if\b/.exec(text.slice(stop.from, stop.from + 40));
  if (
    ahead === null ||
    (ahead[1] === undefined && !/[-+*/^<>=~]\s*$/.test(text.slice(Math.max(0, stop.from - 40), stop.from)))
  )
    return null;
  const to = stop.from + ahead[0].length;
  return { message: 'Within a formula an `if` stands in parentheses: `(if … then … else …)`.', from: to - 2, to };
}

/** `assert single price`, `assert Alice concave`: words that claim nothing. */
function unreadClaim(text: string, stop: Stop): Stop | null {
  const end = text.indexOf('\n', stop.to);
  const line = lineBefore(text, stop.from) + text.slice(stop.from, end === -1 ? text.length : end);
  const words = /^\s*assert\s+((?:[A-Za-z_]\w*\s+)*[A-Za-z_]\w*)\s*(?:\/\/.*)?$/.exec(line)?.[1];
  if (words === undefined || /\bis\b/.test(words)) return null;
  const from = stop.from - lineBefore(text, stop.from).length + line.indexOf(words, line.indexOf('assert') + 6);
  return { message: `\`${words}\` is no claim. ${claimFor(words)}`, from, to: from + words.length };
}

function claimFor(words: string): string {
  const [subject = '', second = ''] = words.split(/\s+/);
  const [meant] = nearNames(second, [...CLAIMS, 'specializes', 'mixes']);
  if (meant !== undefined) return `Write \`${subject} ${CLAIMS.includes(meant) ? 'is ' : ''}${meant}\`.`;
  return 'Write `one price`, `prices diverge`, `Alice is concave`, `Alice specializes`, `Alice mixes` or a comparison.';
}

/** `good red-apples`, `good red apples`. */
function badName(text: string, stop: Stop): Stop | null {
  const line = lineBefore(text, stop.to);
  const [, first, second] = /^\s*good\s.*?(\w+)(?:\s*-|\s+(?=\w+$))(\w*)$/.exec(line) ?? [];
  if (first === undefined || second === undefined || first === 'good' || !stop.message.includes('cannot stand'))
    return null;
  const next = second === '' ? (/^\s*(\w+)/.exec(text.slice(stop.to))?.[1] ?? '') : second;
  const comma = second === '' ? '' : ', or a comma between two goods';
  const message = `\`${text.slice(stop.from, stop.to)}\` cannot stand here. A name has no spaces and no hyphens: write \`${first}_${next}\`${comma}.`;
  return { ...stop, message };
}

/** `k = 3`, `f(x) = x^2`: the word that says what is declared is missing. */
function undeclared(text: string, stop: Stop): Stop | null {
  if (lineBefore(text, stop.from).trim() !== '' || !stop.message.includes('cannot stand')) return null;
  const name = text.slice(stop.from, stop.to);
  const defining = /^[ \t]*(\([\w\s,]*\))?[ \t]*=(?![=<>])/.exec(text.slice(stop.to, stop.to + 200));
  if (!/^[A-Za-z_\u0080-\uFFFF]/.test(name) || defining === null) return null;
  const advice =
    defining[1] !== undefined
      ? `To define a function write \`fun ${name}(x) = …\`.`
      : `Write \`param ${name} = …\` or \`let ${name} = …\`.`;
  return { ...stop, message: `\`${name}\` cannot stand here. ${advice}` };
}

/** What is missing at the end of a line is missing there, not where the next line begins. */
function atEndOfLine(text: string, stop: Stop): Stop {
  const isMissing = /^After |is missing after/.test(stop.message);
  if (!isMissing || lineBefore(text, stop.from).trim() !== '') return stop;
  const start = Math.max(0, stop.from - 2000);
  const { from, to } = lastWord(text.slice(start, stop.from));
  return from === to ? stop : { ...stop, from: start + from, to: start + to };
}

/** `2 x`, `(a)(b)` and the like: people write products so. */
function missingOperator(text: string, stop: Stop): Stop | null {
  const image = text.slice(stop.from, stop.to);
  if (!stop.message.includes('cannot stand') && !stop.message.includes('an operator or a comma')) return null;
  if (image === '(' && /\b(through|among)\b/.test(lineBefore(text, stop.from)))
    return { ...stop, message: 'Between two points stands a comma.' };
  const before = /([\w.)\u0080-\uFFFF]+)[ \t]*$/.exec(lineBefore(text, stop.from).slice(-40))?.[1];
  if (before === undefined || !/^[\w(\u0080-\uFFFF]/.test(image)) return null;
  if ([image, before].some(isWord)) return null;
  const isOperand = /^[\d.)]/.test(before) || before.endsWith(')') || image === '(' || /^\d/.test(image);
  return isOperand ? { ...stop, message: productMessage(before, image) } : null;
}
