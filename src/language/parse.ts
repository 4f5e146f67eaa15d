import type { Finding } from '../economy/finding.ts';
import type { Expression } from '../math/expression/expression.ts';
import type { Model } from './generated/ast.ts';
import { lowerFreely } from './lower/free.ts';
import { createOrigins, type Origins, type OriginTable } from './lower/origins.ts';
import { type Lowered, lower } from './lower.ts';
import { createTextReader, readLibrary } from './parser.ts';
import { syntaxFindings } from './syntax/syntax-findings.ts';
import type { ReadTable } from './tables/table.ts';

/** Built at the first call. */
const reader = once(createTextReader);
const library = once(readLibrary);

export interface ParseOptions {
  /** Reads the tables that agents come `from`; without it they are not found. */
  readonly readTable?: ReadTable;
}

/**
 * Everything that a text says, without an editor: synchronous, and never throws. The economy is whole where no finding
 * is an error; else what could not be read is a hole in it. (Where `readTable` leaves the cells of large tables unread, so is
 * the frontier of such an agent.)
 */
export function parseEconomy(text: string, uri = '', { readTable }: ParseOptions = {}): Lowered {
  // What is no text is not read: each of its bytes would be an error.
  const result = reader().read(text.includes('\0') ? '' : text);
  if (result === null) return unreadable(uri);
  const syntax = (origins: OriginTable) => syntaxFindings(result, text, origins);
  return lower(result.value, { uri, library: library(), readTable, syntax });
}

function unreadable(uri: string): Lowered {
  const nothing: Model = { $type: 'Model', statements: [] };
  const message = 'This text is nested too deep to be read here. Make its formulas flatter.';
  return lower(nothing, { uri, syntax: () => [{ code: 'too-deep', severity: 'error', message, origin: 0 }] });
}

/** A formula by itself, such as `x*ln(x)`: every name that the language does not know is a variable. Null: it has errors. */
export function parseExpression(text: string): {
  readonly expression: Expression | null;
  readonly findings: readonly Finding[];
  readonly origins: Origins;
} {
  // A statement of its own, so that the whole text must be one formula: the parser would stop quietly after a part of it.
  const prefix = 'let formula = ';
  const result = reader().read(prefix + text);
  const origins = createOrigins('', undefined, prefix.length);
  if (result === null) return { expression: null, findings: unreadable('').findings, origins };
  const syntax = syntaxFindings(result, prefix + text, origins).map(withoutPrefix);
  return { ...lowerFreely(result.value, library(), origins, syntax), origins };
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
