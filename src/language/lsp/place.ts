import { continues, type Statement, type Syntax } from './statements.ts';
import { isInComment, type Token } from './tokens.ts';

/** What stands around the cursor. */
export interface Place {
  /** The word being typed: it is replaced by what is accepted. Empty where none is. */
  readonly word: { readonly start: number; readonly end: number; readonly text: string };
  readonly before: Token | undefined;
  /** The statement that the cursor is in or right behind; null where a new one must begin. */
  readonly statement: Statement | null;
  /** Its tokens before the cursor's word. */
  readonly written: readonly Token[];
  /** The block around. */
  readonly block: Statement | null;
  /** Whether a new statement may begin here. */
  readonly mayOpen: boolean;
  /** Whether an operand (and not an operator) is missing. */
  readonly wantsOperand: boolean;
}

/** Null in comments, in strings, in numbers and after a dot, where nothing can be proposed. */
export function placeAt(syntax: Syntax, text: string, offset: number): Place | null {
  if (isInComment(text, offset)) return null;
  const index = firstAtOrAfter(syntax.tokens, offset);
  const touched = syntax.tokens[index];
  const inside = touched !== undefined && touched.start < offset ? touched : undefined;
  if (inside !== undefined && (inside.kind === 'number' || (inside.kind === 'string' && offset < inside.end)))
    return null;
  const partial = inside?.kind === 'word' ? inside : undefined;
  const beforeIndex = inside === undefined || partial !== undefined ? index - 1 : index;
  const before = syntax.tokens[beforeIndex];
  if (before?.text === '.') return null;
  const word = partial
    ? { start: partial.start, end: partial.end, text: text.slice(partial.start, offset) }
    : { start: offset, end: offset, text: '' };
  const around = innermost(syntax, beforeIndex);
  const isNewLine = before === undefined || text.slice(before.end, word.start).includes('\n');
  const isBlockEdge = before === undefined || before.text === '{' || before.text === '}';
  const statement = isBlockEdge ? null : around;
  const written = statement === null ? [] : syntax.tokens.slice(statement.first, beforeIndex + 1);
  const isDone = statement === null || (!continues(before) && openBrackets(written) === 0 && 1 < written.length);
  return {
    word,
    before,
    statement,
    written,
    block: blockAt(around, beforeIndex),
    mayOpen: isBlockEdge || (isNewLine && (isDone || ALONE.has(before?.text ?? ''))),
    wantsOperand: !isBlockEdge && (continues(before) || written.length === 1),
  };
}

/** Statements that are whole with their opening word. */
const ALONE: ReadonlySet<string> = new Set(['trace', 'market']);

/** The index of the first token that ends at or after the offset (and so touches it or comes later). */
function firstAtOrAfter(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function innermost(syntax: Syntax, index: number): Statement | null {
  let best: Statement | null = null;
  for (const statement of syntax.statements) {
    if (index < statement.first) break;
    if (index < statement.end) best = statement;
  }
  return best;
}

function blockAt(around: Statement | null, index: number): Statement | null {
  const body = around?.body ?? null;
  return body !== null && body.open <= index && index < body.close ? around : (around?.parent ?? null);
}

function openBrackets(written: readonly Token[]): number {
  let depth = 0;
  for (const { text } of written) {
    if (text === '(' || text === '[') depth += 1;
    if (text === ')' || text === ']') depth -= 1;
  }
  return Math.max(0, depth);
}
