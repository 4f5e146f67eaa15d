import type { LangiumParser, ParseResult } from 'langium';
import type { Model } from './generated/ast.ts';
import { LIBRARY_TEXT } from './library/standard.ts';
import { createEconServices } from './module.ts';
import { DEEPEST_NESTING } from './syntax/nesting.ts';

/** Where the caller has left little stack, a text is read once more with less nesting allowed. */
const DEPTHS: readonly number[] = [DEEPEST_NESTING, 16];

/** Reads texts. A parser that has run out of stack is broken for good (its own stack is left full), so it is replaced. */
export interface TextReader {
  /** Null where not even a flat text can be read: the caller has no stack left. */
  read(text: string): ParseResult<Model> | null;
}

export function createTextReader(): TextReader {
  const parsers = new Map<number, LangiumParser>();
  const attempt = (text: string, depth: number): ParseResult<Model> | null => {
    try {
      const parser = parsers.get(depth) ?? createEconServices(depth).parser.LangiumParser;
      parsers.set(depth, parser);
      return parser.parse<Model>(text);
    } catch {
      parsers.delete(depth);
      return null;
    }
  };
  return {
    read: (text) => DEPTHS.reduce<ParseResult<Model> | null>((result, depth) => result ?? attempt(text, depth), null),
  };
}

/** The syntax tree of the library. */
export function readLibrary(): Model {
  return createEconServices().parser.LangiumParser.parse<Model>(LIBRARY_TEXT).value;
}
