import type { Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Engine } from '../../../src/language/lsp/engine.ts';
import { type Snapshot, takeSnapshot } from '../../../src/language/lsp/snapshot.ts';
import type { ReadTable } from '../../../src/language/tables/table.ts';
import { tablesIn } from '../tables.ts';
import { cursor } from './client.ts';

/** For providers that read names and tables only. */
const engineWith = (table: ReadTable): Engine => {
  const none = () => {
    throw new Error('This needs no parser.');
  };
  return { begin: none, read: none, explain: none, table };
};

export function snapshotOf(text: string, tables: Readonly<Record<string, string>> = {}): Snapshot {
  const engine = engineWith(tablesIn(tables));
  return takeSnapshot(TextDocument.create('file:///model.econ', 'econ', 1, text), () => engine);
}

/** A snapshot of a text in which `|` marks the cursor. */
export function marked(
  text: string,
  tables?: Readonly<Record<string, string>>,
): { readonly snapshot: Snapshot; readonly position: Position } {
  const at = cursor(text);
  return { snapshot: snapshotOf(at.text, tables), position: at.position };
}
