import { commands, type DocumentSymbol, type Position, SymbolKind, type Uri } from 'vscode';

/** The agent whose text the cursor stands in; null: none. An agent inside a group is named `Group.Agent`. */
export async function agentAtCursor(uri: Uri, cursor: Position): Promise<string | null> {
  const symbols = await commands.executeCommand<readonly DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    uri,
  );
  const path = enclosing(symbols ?? [], cursor);
  const agent = path.findLastIndex((symbol) => symbol.kind === SymbolKind.Class);
  return agent < 0
    ? null
    : path
        .slice(0, agent + 1)
        .map((symbol) => symbol.name)
        .join('.');
}

function enclosing(symbols: readonly DocumentSymbol[], cursor: Position): readonly DocumentSymbol[] {
  const symbol = symbols.find(({ range }) => range.contains(cursor));
  return symbol === undefined ? [] : [symbol, ...enclosing(symbol.children, cursor)];
}
