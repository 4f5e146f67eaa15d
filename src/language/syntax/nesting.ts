import type { IToken, TokenType } from 'chevrotain';
import { grow, type Height, heightOf, noHeight, take } from './height.ts';
import { OPENING_WORDS } from './words.ts';

/** The parser and everything after it recurse; beyond this depth of parentheses, powers, signs and `if`s they do not start. */
export const DEEPEST_NESTING = 64;

/** So many terms may a sum have: it is a tree as deep as it is long. */
export const LONGEST_CHAIN = 450;

export interface Overflow {
  /** The first token too deep, and the last token that was left out with it. */
  readonly from: IToken;
  readonly to: IToken;
  readonly reason: 'nesting' | 'length';
  /** Where the text goes on that is read again. */
  readonly end: number;
}

interface Level {
  readonly close: string | null;
  powers: number;
  signs: number;
  conditionals: number;
  readonly height: Height;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

const ENDS_OPERAND = new Set([')', ']', '}']);

/**
 * Leaves out what is nested too deep and puts the number 0 in its place, so that the parser never sees it: what
 * surrounds it still parses. The tokens may be in any order of brackets; nothing here recurses.
 */
export function limitNesting(
  tokens: readonly IToken[],
  number: TokenType,
  deepest: number = DEEPEST_NESTING,
): { readonly tokens: IToken[]; readonly overflows: readonly Overflow[] } {
  const kept: IToken[] = [];
  const overflows: Overflow[] = [];
  const levels: Level[] = [level(null)];
  let previous: IToken | undefined;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as IToken;
    enter(levels, token, previous);
    previous = token;
    const reason = overflowAt(levels, token, deepest);
    if (reason === null) {
      kept.push(token);
      continue;
    }
    const end = endOfOperand(tokens, index);
    overflows.push({
      reason,
      from: token,
      to: tokens[end - 1] ?? token,
      end: tokens[end]?.startOffset ?? Number.POSITIVE_INFINITY,
    });
    if (token.image !== 'if') kept.push(token);
    kept.push(standIn(tokens[Math.min(index + 1, tokens.length - 1)] ?? token, number));
    index = end - 1;
    previous = tokens[end - 1];
  }
  return { tokens: kept, overflows };
}

function level(close: string | null): Level {
  return { close, powers: 0, signs: 0, conditionals: 0, height: noHeight() };
}

function depthOf(levels: readonly Level[]): number {
  let depth = levels.length - 1;
  for (const { powers, signs, conditionals } of levels) depth += powers + signs + conditionals;
  return depth;
}

function overflowAt(levels: readonly Level[], token: IToken, deepest: number): Overflow['reason'] | null {
  if (isNesting(token) && deepest < depthOf(levels)) return 'nesting';
  const top = levels.at(-1);
  return CHAINS.has(token.image) && top !== undefined && LONGEST_CHAIN < heightOf(top.height) ? 'length' : null;
}

const CHAINS = new Set(['+', '-', '*', '/', 'and', 'or']);

function isNesting(token: IToken): boolean {
  return ['(', '[', '{', '^', '-', 'not', 'if'].includes(token.image);
}

function enter(levels: Level[], token: IToken, previous: IToken | undefined): void {
  const top = levels[levels.length - 1] as Level;
  const { image } = token;
  const close = CLOSING[image];
  if (close !== undefined) levels.push(level(close));
  else if (ENDS_OPERAND.has(image)) leave(levels, image);
  else if (OPENING_WORDS.has(image) && previous?.image !== '.') restart(levels);
  else count(top, image, previous);
}

function leave(levels: Level[], close: string): void {
  const opened = levels.findLastIndex((level) => level.close === close);
  if (opened <= 0) return;
  const within = levels[opened]?.height ?? noHeight();
  levels.length = opened;
  if (close !== '}') take(levels.at(-1)?.height ?? noHeight(), within);
}

/** A statement begins: whatever was left open within the nearest braces belongs to an unfinished one. */
function restart(levels: Level[]): void {
  const braces = levels.findLastIndex((level) => level.close === '}' || level.close === null);
  levels.length = braces + 1;
  levels[braces] = level(levels[braces]?.close ?? null);
}

function count(top: Level, image: string, previous: IToken | undefined): void {
  if (image !== '-' || endsOperand(previous)) grow(top.height, image);
  if (image === '^') top.powers++;
  else if (image === 'if') top.conditionals++;
  else if (image === 'not' || (image === '-' && !endsOperand(previous))) top.signs++;
  else if (image === '=') Object.assign(top, level(top.close));
  else if (image === ',') Object.assign(top, { powers: 0, signs: 0, conditionals: 0 });
  else if (isOperator(image)) Object.assign(top, { powers: 0, signs: 0 });
}

function isOperator(image: string): boolean {
  return ['+', '-', '*', '/', '<', '<=', '>', '>=', '==', '~=', '..', 'and', 'or', 'then', 'else'].includes(image);
}

function endsOperand(previous: IToken | undefined): boolean {
  if (previous === undefined) return false;
  return (
    ENDS_OPERAND.has(previous.image) || (/^[\w.\u0080-\uFFFF]/.test(previous.image) && !isWordOperator(previous.image))
  );
}

function isWordOperator(image: string): boolean {
  return ['if', 'then', 'else', 'and', 'or', 'not', '..', '.'].includes(image);
}

/** Where what begins after `index` ends: before the bracket or comma that ends it, or before the next statement. */
function endOfOperand(tokens: readonly IToken[], index: number): number {
  const inBraces = tokens[index]?.image === '{';
  let open = 0;
  for (let at = index + 1; at < tokens.length; at++) {
    const { image } = tokens[at] as IToken;
    if (CLOSING[image] !== undefined) open++;
    else if (ENDS_OPERAND.has(image)) {
      if (open === 0) return at;
      open--;
    } else if (!inBraces && (OPENING_WORDS.has(image) || (open === 0 && image === ','))) return at;
  }
  return tokens.length;
}

function standIn(at: IToken, number: TokenType): IToken {
  return { ...at, image: '0', tokenType: number, tokenTypeIdx: number.tokenTypeIdx ?? 0 };
}
