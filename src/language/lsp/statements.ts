import { OPENING_NAMES } from '../syntax/words.ts';
import { tokens as readTokens, type Token } from './tokens.ts';
import { OPENERS } from './words.ts';

/** A run of tokens that belongs together, found without the parser, so that it survives half-typed text. */
export interface Statement {
  /** The opening word, or `technology` for `apples = 3 * hours` in an agent, or `unknown`. */
  readonly keyword: string;
  /** Indices of its tokens: `first <= i < end`, its block's included. */
  readonly first: number;
  readonly end: number;
  /** The agent, group, firm or scenario around it. */
  readonly parent: Statement | null;
  /** Its own block: the tokens of `{` and `}` (the end of the text where it is missing). */
  readonly body: { readonly open: number; readonly close: number } | null;
}

export interface Syntax {
  readonly tokens: readonly Token[];
  /** In the order of the text, each before those in its block. */
  readonly statements: readonly Statement[];
}

interface Draft {
  keyword: string;
  first: number;
  end: number;
  parent: Draft | null;
  body: { open: number; close: number } | null;
}

export function readSyntax(text: string): Syntax {
  const tokens = readTokens(text);
  const reader: Reader = { tokens, drafts: [], block: null, current: null, depth: 0 };
  for (let index = 0; index < tokens.length; index += 1) {
    const text = tokens[index]?.text;
    if (text === '{') openBlock(reader, index);
    else if (text === '}') leaveBlock(reader, index);
    else readToken(reader, index);
  }
  if (reader.current !== null) reader.current.end = tokens.length;
  for (let open = reader.block; open !== null; open = open.parent) open.end = tokens.length;
  return { tokens, statements: reader.drafts };
}

interface Reader {
  readonly tokens: readonly Token[];
  readonly drafts: Draft[];
  block: Draft | null;
  current: Draft | null;
  /** How many brackets are open in the current statement. */
  depth: number;
}

function begin(reader: Reader, keyword: string, first: number): Draft {
  if (reader.current !== null) reader.current.end = first;
  const draft = { keyword, first, end: first + 1, parent: reader.block, body: null };
  reader.drafts.push(draft);
  reader.depth = 0;
  return draft;
}

function openBlock(reader: Reader, index: number): void {
  const owner = reader.current ?? begin(reader, 'unknown', index);
  owner.body = { open: index, close: reader.tokens.length };
  reader.block = owner;
  reader.current = null;
  reader.depth = 0;
}

function leaveBlock(reader: Reader, index: number): void {
  if (reader.current !== null) reader.current.end = index;
  reader.current = null;
  reader.depth = 0;
  const block = reader.block;
  if (block === null) return;
  if (block.body !== null) block.body.close = index;
  block.end = index + 1;
  reader.block = block.parent;
}

function readToken(reader: Reader, index: number): void {
  const keyword = opener(reader.tokens, index, reader.depth, reader.block?.keyword ?? null);
  if (keyword !== null || reader.current === null) reader.current = begin(reader, keyword ?? 'unknown', index);
  const text = reader.tokens[index]?.text;
  if (text === '(' || text === '[') reader.depth += 1;
  if (text === ')' || text === ']') reader.depth = Math.max(0, reader.depth - 1);
}

/** The word that opens a statement at this token, if one does. */
function opener(tokens: readonly Token[], index: number, depth: number, block: string | null): string | null {
  const token = tokens[index];
  if (token?.kind !== 'word') return null;
  const before = tokens[index - 1];
  if (before?.text === '.') return null;
  if (Object.hasOwn(OPENERS, token.text)) {
    if (!OPENING_NAMES.has(token.text)) return token.text;
    if (opensSoftly(tokens, index, depth)) return token.text;
  }
  const opensBlock = before?.text === '{' || token.opensLine;
  const isTechnology = block === 'agent' && opensBlock && depth === 0 && tokens[index + 1]?.text === '=';
  return isTechnology && !continues(before) ? 'technology' : null;
}

/** `at apples = 3` opens a statement, `at + 1` at the beginning of a line does not. */
function opensSoftly(tokens: readonly Token[], index: number, depth: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || depth !== 0 || continues(before)) return false;
  if (!token.opensLine && before?.text !== '{' && before?.text !== '}') return false;
  const after = tokens[index + 1];
  const isOperand = after === undefined || after.opensLine || after.kind === 'word' || after.kind === 'number';
  return isOperand || after.text === '}';
}

/** Whether the expression or list before is not at its end yet. */
export function continues(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'symbol')
    return !(token.text === ')' || token.text === ']' || token.text === '}' || token.text === '{');
  return token.kind === 'word' && CONTINUING.has(token.text);
}

const CONTINUING: ReadonlySet<string> = new Set(
  'frontier maximize utility budget assert if then else and or not for within is good param let fun'.split(' '),
);
