import { Range, Selection, TextEditorRevealType, type Uri, ViewColumn, window, workspace } from 'vscode';
import type { Source } from '../../preview/protocol.ts';

/** Shows where an agent is written, in the editor that already shows the text where there is one. */
export async function revealAgent(uri: Uri, agent: string, sources: readonly Source[]): Promise<boolean> {
  const source = sources.find((candidate) => candidate.agent === agent);
  return source !== undefined && revealLine(uri, source.line, source.character);
}

/** Line and character count from 0. */
export async function revealLine(uri: Uri, line: number, character = 0): Promise<boolean> {
  const document = await workspace.openTextDocument(uri);
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await window.showTextDocument(document, shown?.viewColumn ?? ViewColumn.One);
  const position = document.validateRange(new Range(line, character, line, character)).start;
  editor.selection = new Selection(position, position);
  editor.revealRange(new Range(position, position), TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}
