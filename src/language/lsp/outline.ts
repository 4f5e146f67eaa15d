import { type DocumentSymbol, type FoldingRange, FoldingRangeKind, SymbolKind } from 'vscode-languageserver';
import type { Declaration, NameKind } from './declarations.ts';
import { grouped } from './group.ts';
import { rangeOfToken } from './navigation.ts';
import type { Snapshot } from './snapshot.ts';
import type { Statement } from './statements.ts';

const SYMBOLS: Readonly<Record<NameKind, SymbolKind>> = {
  economy: SymbolKind.Module,
  good: SymbolKind.Field,
  unit: SymbolKind.Enum,
  param: SymbolKind.Variable,
  let: SymbolKind.Constant,
  fun: SymbolKind.Function,
  agent: SymbolKind.Class,
  group: SymbolKind.Namespace,
  firm: SymbolKind.Class,
  scenario: SymbolKind.Event,
  budget: SymbolKind.Property,
  argument: SymbolKind.Variable,
  vary: SymbolKind.Property,
  row: SymbolKind.Property,
};

/** The outline: what is declared, with what stands in an agent or group below it; and the objective. */
export function outline(snapshot: Snapshot): readonly DocumentSymbol[] {
  const declared = snapshot.names().declarations.filter(({ kind }) => kind !== 'argument');
  const byStatement = grouped(declared, ({ statement }) => statement);
  const children = grouped(snapshot.syntax().statements, ({ parent }) => parent);
  const symbols = (parent: Statement | null, depth: number): DocumentSymbol[] =>
    (children.get(parent) ?? []).flatMap((statement) => {
      const own = (byStatement.get(statement) ?? []).map((declaration) => symbol(snapshot, declaration));
      const inner = statement.body === null || DEEPEST < depth ? [] : symbols(statement, depth + 1);
      const [first, ...rest] = own.length === 0 ? plain(snapshot, statement) : own;
      return first === undefined ? [] : [{ ...first, children: [...(first.children ?? []), ...inner] }, ...rest];
    });
  return symbols(null, 0);
}

/** Groups in groups in groups: deeper ones are not listed. */
const DEEPEST = 16;

function symbol(snapshot: Snapshot, { name, kind, token, statement }: Declaration): DocumentSymbol {
  const isList = kind === 'good' || kind === 'unit' || kind === 'row';
  return {
    name,
    kind: SYMBOLS[kind],
    detail: kind,
    range: isList ? rangeOfToken(snapshot, token) : rangeOf(snapshot, statement),
    selectionRange: rangeOfToken(snapshot, token),
  };
}

/** Statements without a name that one looks for all the same. */
function plain(snapshot: Snapshot, statement: Statement): readonly DocumentSymbol[] {
  if (!SHOWN.has(statement.keyword)) return [];
  const range = rangeOf(snapshot, statement);
  const text = snapshot.text.slice(snapshot.document.offsetAt(range.start), snapshot.document.offsetAt(range.end));
  const name = text.replace(/\s+/g, ' ').slice(0, 80);
  const opening = snapshot.syntax().tokens[statement.first];
  const selectionRange = opening === undefined ? range : rangeOfToken(snapshot, opening);
  return [{ name, kind: SymbolKind.Operator, range, selectionRange }];
}

const SHOWN: ReadonlySet<string> = new Set([
  'maximize',
  'prices',
  'proportions',
  'trace',
  'market',
  'frontier',
  'technology',
]);

export function rangeOf(snapshot: Snapshot, statement: Statement) {
  const { tokens } = snapshot.syntax();
  const start = tokens[statement.first]?.start ?? 0;
  return rangeOfToken(snapshot, { start, end: tokens[statement.end - 1]?.end ?? start });
}

/** Blocks and runs of comment lines. */
export function foldings(snapshot: Snapshot): readonly FoldingRange[] {
  const { tokens, statements } = snapshot.syntax();
  const blocks = statements.flatMap(({ body }) => {
    const open = body && tokens[body.open];
    if (!open) return [];
    const startLine = snapshot.document.positionAt(open.start).line;
    const close = tokens[body.close]?.start ?? snapshot.text.length;
    const endLine = snapshot.document.positionAt(close).line - 1;
    return startLine < endLine ? [{ startLine, endLine }] : [];
  });
  const comments = [...snapshot.text.matchAll(/(?:^[ \t]*\/\/[^\n]*\n){2,}|\/\*[\s\S]*?\*\//gm)].flatMap((match) => {
    const startLine = snapshot.document.positionAt(match.index).line;
    const endLine = snapshot.document.positionAt(match.index + match[0].trimEnd().length).line;
    return startLine < endLine ? [{ startLine, endLine, kind: FoldingRangeKind.Comment }] : [];
  });
  return [...blocks, ...comments];
}
