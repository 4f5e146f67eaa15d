import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensLegend } from 'vscode-languageserver';
import type { NameKind } from './declarations.ts';
import type { Snapshot } from './snapshot.ts';

const TYPES = ['namespace', 'property', 'type', 'variable', 'function', 'class', 'parameter'] as const;

export const TOKEN_LEGEND: SemanticTokensLegend = {
  tokenTypes: [...TYPES],
  tokenModifiers: ['declaration', 'readonly'],
};

const TYPE_OF: Readonly<Record<NameKind, (typeof TYPES)[number]>> = {
  economy: 'namespace',
  good: 'property',
  unit: 'type',
  param: 'variable',
  let: 'variable',
  fun: 'function',
  agent: 'class',
  group: 'class',
  firm: 'class',
  scenario: 'namespace',
  budget: 'parameter',
  argument: 'parameter',
  vary: 'parameter',
  row: 'parameter',
};

/** Colours for names by what they are declared as; words, numbers and comments are left to the TextMate grammar. */
export function semanticTokens(snapshot: Snapshot): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { token, declaration } of snapshot.names().occurrences) {
    const { line, character } = snapshot.document.positionAt(token.start);
    const modifiers = (token === declaration.token ? 1 : 0) | (declaration.kind === 'let' ? 2 : 0);
    builder.push(line, character, token.text.length, TYPES.indexOf(TYPE_OF[declaration.kind]), modifiers);
  }
  return builder.build();
}
