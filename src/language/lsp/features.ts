import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { LIBRARY_TEXT } from '../library/standard.ts';
import { codeActions } from './code-actions.ts';
import { codeLenses } from './code-lens.ts';
import { complete } from './completion.ts';
import type { Desk } from './desk.ts';
import { documentLinks } from './document-links.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';
import { definition, highlights, references } from './navigation.ts';
import { type OpenFile, present, solvedNow } from './open-file.ts';
import { foldings, outline } from './outline.ts';
import { proven } from './proving.ts';
import { prepareRename, rename } from './rename.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import type { Snapshot } from './snapshot.ts';

/** The requests of the language server protocol, each handed to its provider with what is known of the present text. */
export function answerFeatures(desk: Desk): void {
  const { connection } = desk;
  const on = <Params extends { textDocument: { uri: string } }, Answer>(
    name: string,
    empty: Answer,
    provide: (snapshot: Snapshot, params: Params, file: OpenFile) => Answer,
  ) => {
    return (params: Params) => answer(desk, name, params, empty, provide);
  };
  connection.onCompletion(
    on('completion', [], (snapshot, { position }) => [...complete(snapshot, position, desk.skills.snippets)]),
  );
  connection.onHover(
    on('hover', null, (snapshot, { position }, file) =>
      hover(snapshot, position, solvedNow(file), desk.skills.showsProofs),
    ),
  );
  connection.languages.inlayHint.on(
    on('inlay hints', [], (snapshot, { range }, file) => [
      ...inlayHints(snapshot, range, desk.settings, solvedNow(file)),
    ]),
  );
  connection.onCodeLens(on('code lenses', [], (snapshot) => [...codeLenses(snapshot)]));
  connection.onDefinition(
    on('definition', null, (snapshot, { position }) => definition(snapshot, position, desk.skills.opensLibrary)),
  );
  connection.onDocumentLinks(on('links', [], (snapshot) => [...documentLinks(snapshot)]));
  connection.workspace.textDocumentContent.on(async () => ({ text: LIBRARY_TEXT }));
  connection.onReferences(
    on('references', [], (snapshot, { position, context }) => [
      ...references(snapshot, position, context?.includeDeclaration ?? true),
    ]),
  );
  connection.onDocumentHighlight(on('highlights', [], (snapshot, { position }) => [...highlights(snapshot, position)]));
  connection.onPrepareRename(on('rename', null, (snapshot, { position }) => prepareRename(snapshot, position)));
  connection.onRenameRequest(
    on('rename', null, (snapshot, { position, newName }) => {
      const result = rename(snapshot, position, newName);
      if (result !== null && 'refused' in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.refused);
      return result;
    }),
  );
  connection.onDocumentSymbol(on('outline', [], (snapshot) => [...outline(snapshot)]));
  connection.onFoldingRanges(on('folding', [], (snapshot) => [...foldings(snapshot)]));
  connection.onSignatureHelp(on('signatures', null, (snapshot, { position }) => signatureHelp(snapshot, position)));
  connection.onCodeAction(on('code actions', [], (snapshot, params) => [...codeActions(snapshot, params)]));
  connection.languages.semanticTokens.on(on('colours', { data: [] }, (snapshot) => semanticTokens(snapshot)));
}

/** What shows what is proven; everything else need not wait for it. */
const WITH_PROOFS: ReadonlySet<string> = new Set(['hover', 'inlay hints', 'code actions']);

/** Waits until parser and prover are there. Whatever goes wrong, the server lives on and the editor gets nothing. */
async function answer<Params extends { textDocument: { uri: string } }, Answer>(
  desk: Desk,
  name: string,
  params: Params,
  empty: Answer,
  provide: (snapshot: Snapshot, params: Params, file: OpenFile) => Answer,
): Promise<Answer> {
  await desk.ready;
  const file = desk.files.get(params?.textDocument?.uri);
  if (file === undefined) return empty;
  try {
    const snapshot = WITH_PROOFS.has(name) ? await proven(desk, file) : present(file, desk.engine);
    return provide(snapshot, params, file);
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    desk.fail(name, error);
    return empty;
  }
}
