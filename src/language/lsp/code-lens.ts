import type { CodeLens } from 'vscode-languageserver';
import type { Snapshot } from './snapshot.ts';

/** "Open preview" above the economy's name, or above the first line. */
export function codeLenses(snapshot: Snapshot): readonly CodeLens[] {
  const { tokens, statements } = snapshot.syntax();
  const economy = statements.find(({ keyword }) => keyword === 'economy');
  const offset = economy === undefined ? 0 : (tokens[economy.first]?.start ?? 0);
  const { line } = snapshot.document.positionAt(offset);
  const range = { start: { line, character: 0 }, end: { line, character: 0 } };
  return [{ range, command: { title: 'Open preview', command: 'econ.openPreviewToSide', arguments: [snapshot.uri] } }];
}
