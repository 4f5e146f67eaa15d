import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Range } from 'vscode-languageserver';
import type { Declaration, NameKind } from './declarations.ts';
import { CONSTANT_HELP, FUNCTION_HELP, type FunctionHelp, KEYWORD_HELP, MEASURE_HELP } from './words.ts';

/** Something to be proposed; `rank` sorts (lower first). */
export interface Proposal {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly rank: number;
  readonly detail?: string;
  readonly help?: string;
  /** What is inserted, with `${1:…}` places to fill, instead of the label. */
  readonly snippet?: string;
}

const NAME_KINDS: Readonly<Record<NameKind, CompletionItemKind>> = {
  economy: CompletionItemKind.Module,
  good: CompletionItemKind.Field,
  unit: CompletionItemKind.Unit,
  param: CompletionItemKind.Variable,
  let: CompletionItemKind.Constant,
  fun: CompletionItemKind.Function,
  agent: CompletionItemKind.Class,
  group: CompletionItemKind.Class,
  firm: CompletionItemKind.Class,
  scenario: CompletionItemKind.EnumMember,
  budget: CompletionItemKind.Variable,
  argument: CompletionItemKind.Variable,
  vary: CompletionItemKind.Variable,
  row: CompletionItemKind.Variable,
};

export function ofDeclaration(declaration: Declaration, detail: string, rank: number): Proposal {
  const { name, kind, doc } = declaration;
  const isCalled = kind === 'fun';
  return {
    label: name,
    kind: NAME_KINDS[kind],
    rank,
    detail,
    ...(doc === null ? {} : { help: doc }),
    ...(isCalled ? { snippet: `${name}($1)` } : {}),
  };
}

export function words(list: readonly string[], rank: number): readonly Proposal[] {
  return list.map((label) => ({
    label,
    kind: CompletionItemKind.Keyword,
    rank,
    ...(KEYWORD_HELP.has(label.split(' ')[0] ?? '') ? { help: KEYWORD_HELP.get(label.split(' ')[0] ?? '') } : {}),
  }));
}

export function operators(list: readonly string[], rank: number): readonly Proposal[] {
  return list.map((label) => ({ label, kind: CompletionItemKind.Operator, rank }));
}

export function functions(rank: number): readonly Proposal[] {
  return [
    ...Object.entries(FUNCTION_HELP).map(([name, help]) => call(name, help, rank)),
    ...Object.entries(CONSTANT_HELP).map(([label, help]) => ({
      label,
      kind: CompletionItemKind.Constant,
      rank: rank + 1,
      help,
    })),
  ];
}

export function measures(rank: number): readonly Proposal[] {
  return Object.entries(MEASURE_HELP).map(([name, help]) => call(name, help, rank));
}

function call(name: string, { parameters, help }: FunctionHelp, rank: number): Proposal {
  const detail = `${name}(${parameters.join(', ')})`;
  return { label: name, kind: CompletionItemKind.Function, rank, detail, help, snippet: `${name}($1)` };
}

/** As the editor takes it; without snippets what has places to fill is left out or becomes its label. */
export function toItem(proposal: Proposal, range: Range, snippets: boolean): CompletionItem {
  const { label, kind, rank, detail, help, snippet } = proposal;
  const asSnippet = snippets && snippet !== undefined;
  return {
    label,
    kind,
    sortText: `${String(rank).padStart(3, '0')} ${label}`,
    ...(detail === undefined ? {} : { detail }),
    ...(help === undefined ? {} : { documentation: { kind: 'markdown', value: help } }),
    insertTextFormat: asSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: asSnippet ? snippet : label },
  };
}
