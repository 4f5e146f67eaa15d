import type { Position, Range, TextEdit } from 'vscode-languageserver';
import { RESERVED_WORDS } from '../syntax/words.ts';
import { type Declaration, ownTokens } from './declarations.ts';
import { rangeOfToken } from './navigation.ts';
import type { Snapshot } from './snapshot.ts';
import type { Statement } from './statements.ts';
import type { Token } from './tokens.ts';

/** Adds a line behind the last assertion, or at the end of the text. */
export function newAssertion(snapshot: Snapshot, text: string): TextEdit {
  const top = snapshot.syntax().statements.filter(({ parent }) => parent === null);
  const last = top.findLast(({ keyword }) => keyword === 'assert');
  const before = last ?? top.at(-1);
  const offset = before === undefined ? 0 : endOf(snapshot, before);
  return insert(endOfLine(snapshot, offset), `\n${last === undefined ? '\n' : ''}${text}`);
}

/** Adds the name to the goods, or a first line of goods. Null where it is no name. */
export function declareGood(snapshot: Snapshot, name: string): readonly TextEdit[] | null {
  if (!isName(name)) return null;
  const goods = snapshot.names().declarations.filter(({ kind, statement }) => kind === 'good' && !statement.parent);
  const last = goods.at(-1);
  if (last !== undefined) return [insert(snapshot.document.positionAt(endOf(snapshot, last.statement)), `, ${name}`)];
  return [declare(snapshot, `good ${name}`)];
}

export function declareParam(snapshot: Snapshot, name: string): readonly TextEdit[] | null {
  return isName(name) ? [declare(snapshot, `param ${name} = 1 in 0.5..2`)] : null;
}

export function declareUnit(snapshot: Snapshot, name: string): readonly TextEdit[] | null {
  return isName(name) ? [declare(snapshot, `unit ${name}`)] : null;
}

/** Removes a good from its list, or a whole line. */
export function removeDeclaration(snapshot: Snapshot, range: Range): readonly TextEdit[] | null {
  const offset = snapshot.document.offsetAt(range.start);
  const declaration = snapshot.names().declarations.find(({ token, statement }) => {
    const start = snapshot.syntax().tokens[statement.first]?.start ?? 0;
    return token.start <= offset ? offset < token.end : start === offset;
  });
  if (declaration === undefined) return null;
  const siblings = snapshot.names().declarations.filter(({ statement }) => statement === declaration.statement);
  return siblings.length === 1
    ? [removeLine(snapshot, declaration.statement)]
    : [removeFromList(snapshot, declaration, siblings)];
}

function removeFromList(snapshot: Snapshot, declaration: Declaration, siblings: readonly Declaration[]): TextEdit {
  const at = siblings.indexOf(declaration);
  const next = siblings[at + 1];
  const previous = siblings[at - 1];
  if (next !== undefined) {
    return { range: rangeOfToken(snapshot, { start: declaration.token.start, end: next.token.start }), newText: '' };
  }
  const own = ownTokens(snapshot.syntax(), declaration.statement).map(({ token }) => token);
  const comma = own.findLast(({ text, start }) => text === ',' && start < declaration.token.start);
  const start = comma?.start ?? previous?.token.end ?? declaration.token.start;
  return { range: rangeOfToken(snapshot, { start, end: endOf(snapshot, declaration.statement) }), newText: '' };
}

function removeLine(snapshot: Snapshot, statement: Statement): TextEdit {
  const { document, text } = snapshot;
  const start = snapshot.syntax().tokens[statement.first]?.start ?? 0;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const from = text.slice(lineStart, start).trim() === '' ? lineStart : start;
  const end = endOf(snapshot, statement);
  const lineEnd = document.offsetAt(endOfLine(snapshot, end));
  const to = lineEnd < text.length ? lineEnd + 1 : lineEnd;
  return { range: { start: document.positionAt(from), end: document.positionAt(to) }, newText: '' };
}

/** Writes a domain (as advised, else from 0 to 10) behind the explicit frontier at the place, for each good that it is a function of. */
export function addDomain(
  snapshot: Snapshot,
  range: Range,
  advice: { readonly good: string; readonly range: string } | null = null,
): readonly TextEdit[] | null {
  const offset = snapshot.document.offsetAt(range.start);
  const { tokens, statements } = snapshot.syntax();
  const around = statements.findLast(({ first }) => (tokens[first]?.start ?? 0) <= offset);
  if (around?.keyword !== 'frontier' || tokens[around.first + 2]?.text !== '=') return null;
  const own = new Set(ownTokens(snapshot.syntax(), around).map(({ token }) => token));
  if ([...own].some(({ text }) => text === 'for')) return null;
  const made = tokens[around.first + 1]?.text;
  const goods = snapshot
    .names()
    .occurrences.filter(({ token, declaration }) => own.has(token) && declaration.kind === 'good')
    .map(({ token }) => token.text);
  const inputs = [...new Set(goods)].filter((good) => good !== made);
  const domain = inputs.map((good) => `${good} in ${good === advice?.good ? advice.range : '0..10'}`).join(', ');
  return inputs.length === 0 ? null : [insert(snapshot.document.positionAt(endOf(snapshot, around)), ` for ${domain}`)];
}

/** Swaps the ends of the range `lo..hi` at the place. */
export function sortRange(snapshot: Snapshot, range: Range): readonly TextEdit[] | null {
  const { tokens } = snapshot.syntax();
  const start = snapshot.document.offsetAt(range.start);
  const end = snapshot.document.offsetAt(range.end);
  const dots = tokens.findIndex((token) => token.text === '..' && start <= token.end && token.start <= end);
  const low = boundAt(tokens, dots - 1, -1);
  const high = boundAt(tokens, dots + 1, 1);
  if (dots < 0 || low === null || high === null) return null;
  const textOf = (bound: { start: number; end: number }) => snapshot.text.slice(bound.start, bound.end);
  return [
    { range: rangeOfToken(snapshot, low), newText: textOf(high) },
    { range: rangeOfToken(snapshot, high), newText: textOf(low) },
  ];
}

/** The bound that begins or ends at a token: a number with its sign and unit, or a name. */
function boundAt(tokens: readonly Token[], index: number, direction: 1 | -1): { start: number; end: number } | null {
  let first = index;
  let last = index;
  if (direction === 1 && tokens[first]?.text === '-') last += 1;
  if (direction === -1 && tokens[last]?.text === ']') {
    while (0 < first && tokens[first]?.text !== '[') first -= 1;
    first -= 1;
  }
  if (direction === -1 && tokens[first - 1]?.text === '-' && tokens[first - 2]?.text === 'in') first -= 1;
  if (direction === 1 && tokens[last + 1]?.text === '[') while (tokens[last] && tokens[last]?.text !== ']') last += 1;
  const value = direction === 1 ? tokens[tokens[first]?.text === '-' ? first + 1 : first] : tokens[last];
  const [start, end] = [tokens[first], tokens[last]];
  const isBound = value?.kind === 'number' || value?.kind === 'word' || value?.text === ']';
  return start && end && isBound ? { start: start.start, end: end.end } : null;
}

/** Makes the number at the place a param with a range around it. */
export function toParam(
  snapshot: Snapshot,
  range: Range,
): { readonly title: string; readonly edits: readonly TextEdit[] } | null {
  const { tokens, statements } = snapshot.syntax();
  const offset = snapshot.document.offsetAt(range.start);
  const index = tokens.findIndex((token) => token.kind === 'number' && token.start <= offset && offset <= token.end);
  const number = tokens[index];
  if (number === undefined || tokens[index + 1]?.text === '[') return null;
  const statement = statements.findLast(({ first, end }) => first <= index && index < end);
  if (statement === undefined || !WITH_FORMULA.has(statement.keyword)) return null;
  const value = Number(number.text.replaceAll('_', ''));
  if (!(0 < value)) return null;
  const name = freeName(snapshot);
  const bounds = `${tidy(value / 2)}..${tidy(value * 2)}`;
  return {
    title: `Turn ${number.text} into a param with a slider`,
    edits: [
      declare(snapshot, `param ${name} = ${number.text} in ${bounds}`),
      { range: rangeOfToken(snapshot, number), newText: name },
    ],
  };
}

const WITH_FORMULA: ReadonlySet<string> = new Set(['frontier', 'technology', 'budget', 'maximize', 'let', 'fun', 'at']);

function tidy(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function freeName(snapshot: Snapshot): string {
  const taken = new Set(snapshot.syntax().tokens.map(({ text }) => text));
  const free = [...'kmrqpsuvwz'].find((name) => !taken.has(name));
  for (let i = 1; free === undefined; i += 1) if (!taken.has(`k${i}`)) return `k${i}`;
  return free;
}

function isName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !RESERVED_WORDS.has(name);
}

/** A line of its own below the goods, else below the economy's name, else at the top. */
function declare(snapshot: Snapshot, line: string): TextEdit {
  const top = snapshot.syntax().statements.filter(({ parent }) => parent === null);
  const before = top.findLast(({ keyword }) => keyword === 'good') ?? top.find(({ keyword }) => keyword === 'economy');
  if (before === undefined) return insert({ line: 0, character: 0 }, `${line}\n`);
  const end = endOf(snapshot, before);
  const next = endOfLine(snapshot, end);
  const isLast = snapshot.document.lineCount <= next.line + 1;
  const rest = snapshot.text.slice(end, snapshot.document.offsetAt(next)).trim();
  if (rest !== '' && !rest.startsWith('//')) return insert(snapshot.document.positionAt(end), `\n${line}\n`);
  return isLast ? insert(next, `\n${line}`) : insert({ line: next.line + 1, character: 0 }, `${line}\n`);
}

function endOf(snapshot: Snapshot, { first, end }: Statement): number {
  const { tokens } = snapshot.syntax();
  return tokens[end - 1]?.end ?? tokens[first]?.end ?? 0;
}

/** The end of the line, behind a comment too. */
function endOfLine({ document, text }: Snapshot, offset: number): Position {
  const newline = text.indexOf('\n', offset);
  return document.positionAt(newline < 0 ? text.length : newline);
}

function insert(position: Position, newText: string): TextEdit {
  return { range: { start: position, end: position }, newText };
}
