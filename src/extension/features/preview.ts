import { commands, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import { agentAt } from '../preview/agent-at.ts';
import { adoptPanel, createPanel, type Preview, VIEW_TYPE } from '../preview/panel.ts';
import { readPreviewState } from '../preview/preview-state.ts';
import type { LanguageServer } from './language-server.ts';

/** `econ.openPreview`, `econ.openPreviewToSide`, and previews that come back after the window is reloaded. */
export function offerPreview(context: ExtensionContext, server: LanguageServer): void {
  const previews = new Set<Preview>();
  const keep = (preview: Preview) => {
    previews.add(preview);
    preview.onClosed(() => previews.delete(preview));
  };
  const open = (target: unknown, column: ViewColumn) => {
    const document = documentToPreview(target);
    if (document === null) return void window.showInformationMessage('Open an .econ file to see its preview.');
    const shown = [...previews].find((preview) => preview.shows(document));
    if (shown) return shown.reveal();
    keep(createPanel(context.extensionUri, server, document, column));
  };
  context.subscriptions.push(
    commands.registerCommand('econ.openPreview', (target: unknown) => open(target, ViewColumn.Active)),
    commands.registerCommand('econ.openPreviewToSide', (target: unknown) => open(target, ViewColumn.Beside)),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel: WebviewPanel, saved: unknown) => {
        const state = readPreviewState(saved);
        if (state === null) return panel.dispose();
        keep(adoptPanel(context.extensionUri, server, Uri.parse(state.uri), panel, state.overrides));
      },
    }),
    ...followEditor(server, previews),
    server.onChanged((uri) => previews.forEach((preview) => void (preview.shows(Uri.parse(uri)) && preview.update()))),
  );
}

/** Typing redraws, and the agent under the cursor is highlighted. */
function followEditor(server: LanguageServer, previews: ReadonlySet<Preview>) {
  const showing = (uri: Uri) => [...previews].filter((preview) => preview.shows(uri));
  return [
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) for (const preview of showing(document.uri)) preview.update();
    }),
    workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) for (const preview of showing(oldUri)) preview.follow(newUri);
    }),
    window.onDidChangeTextEditorSelection(async ({ textEditor, selections }) => {
      const watching = showing(textEditor.document.uri);
      const cursor = selections[0]?.active;
      if (watching.length === 0 || cursor === undefined) return;
      const agent = await agentAt(server, textEditor.document.uri, cursor);
      // The cursor may have gone on while the server answered.
      if (textEditor.selection.active.isEqual(cursor)) for (const preview of watching) preview.highlight(agent);
    }),
  ];
}

/** A command comes with a Uri (explorer, title button), with its text (code lens), or with nothing (palette). */
function documentToPreview(target: unknown): Uri | null {
  if (target instanceof Uri) return target;
  if (typeof target === 'string') return Uri.parse(target);
  const active = window.activeTextEditor?.document;
  return active?.languageId === 'econ' ? active.uri : null;
}
