import type { Economy } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import type { Expression } from '../math/expression/expression.ts';
import type { Model } from './generated/ast.ts';
import { LIBRARY_TEXT } from './library/standard.ts';
import { lowerFreely } from './lower/free.ts';
import { createOrigins, type Origins } from './lower/origins.ts';
import { type Lowered, lower } from './lower.ts';
import { createEconServices } from './module.ts';
import { syntaxFindings } from './syntax/syntax-findings.ts';

/** One parser and the library's tree: built at the first call, and never changed. */
const engine = once(() => {
  const parser = createEconServices().parser.LangiumParser;
  return { parser, library: parser.parse<Model>(LIBRARY_TEXT).value };
});

/**
 * Everything that a text says, without an editor: synchronous, and never throws. The economy is whole where no finding
 * is an error; else what could not be read is a hole in it.
 */
export function parseEconomy(text: string, uri = ''): Lowered & { readonly economy: Economy } {
  const { parser, library } = engine();
  const result = parser.parse<Model>(text);
  return lower(result.value, { uri, library, syntax: (origins) => syntaxFindings(result, text, origins) });
}

/** The library's tree, for whoever lowers trees that were parsed elsewhere. */
export function libraryModel(): Model {
  return engine().library;
}

/** A formula by itself, such as `x*ln(x)`: every name that the language does not know is a variable. Null: it has errors. */
export function parseExpression(text: string): {
  readonly expression: Expression | null;
  readonly findings: readonly Finding[];
  readonly origins: Origins;
} {
  const { parser, library } = engine();
  // A statement of its own, so that the whole text must be one formula: the parser would stop quietly after a part of it.
  const prefix = 'let formula = ';
  const result = parser.parse<Model>(prefix + text);
  const origins = createOrigins('', undefined, prefix.length);
  const syntax = syntaxFindings(result, prefix + text, origins).map(withoutPrefix);
  return { ...lowerFreely(result.value, library, origins, syntax), origins };
}

/** The parser speaks of the `=` before the formula. */
function withoutPrefix(finding: Finding): Finding {
  return { ...finding, message: finding.message.replace(/^After `=` comes/, 'Here comes') };
}

function once<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}
