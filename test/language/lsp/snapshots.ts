import type { Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Engine } from '../../../src/language/lsp/engine.ts';
import { type Snapshot, takeSnapshot } from '../../../src/language/lsp/snapshot.ts';
import { cursor } from './client.ts';

/** For providers that read the names only. */
const noEngine = (): Engine => {
  throw new Error('This needs no parser.');
};

export function snapshotOf(text: string): Snapshot {
  return takeSnapshot(TextDocument.create('file:///model.econ', 'econ', 1, text), noEngine);
}

/** A snapshot of a text in which `|` marks the cursor. */
export function marked(text: string): { readonly snapshot: Snapshot; readonly position: Position } {
  const at = cursor(text);
  return { snapshot: snapshotOf(at.text), position: at.position };
}
