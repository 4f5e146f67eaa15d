import { Range, type TextDocument, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { numberText } from '../../preview/host/number-text.ts';
import type { Overrides } from '../../preview/protocol.ts';
import type { LanguageServer } from '../features/language-server.ts';

/** Puts the sliders' values into the text, as one edit that one undo takes back. Whether that was possible. */
export async function writeParams(server: LanguageServer, uri: Uri, overrides: Overrides): Promise<boolean> {
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  for (const [name, value] of Object.entries(overrides)) {
    const range = await valueRange(server, document, name);
    if (range === null) {
      void window.showWarningMessage(`There is no param ${name} in the text.`);
      return false;
    }
    edit.replace(uri, range, numberText(value));
  }
  return workspace.applyEdit(edit);
}

/** Where the text gives the param its value (without the unit); null: nowhere. */
async function valueRange(server: LanguageServer, document: TextDocument, name: string): Promise<Range | null> {
  const found = await server.request<LspRange | null>('econ/paramRange', { uri: document.uri.toString(), name });
  return found && new Range(found.start.line, found.start.character, found.end.line, found.end.character);
}

interface LspRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
