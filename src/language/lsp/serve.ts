import { fileURLToPath } from 'node:url';
import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LIBRARY_URI } from '../library/standard.ts';
import { type ClientSkills, type Desk, NO_SKILLS } from './desk.ts';
import { changed, closed } from './editing.ts';
import { engineLoading } from './engine-loading.ts';
import { answerFeatures } from './features.ts';
import { publish } from './publish.ts';
import { type Delays, EDITOR_DELAYS } from './quiet.ts';
import { answerRequests } from './requests.ts';
import { TOKEN_LEGEND } from './semantic-tokens.ts';
import { DEFAULT_SETTINGS, readSettings } from './settings.ts';
import { createSolveService, type SolveService } from './solve-service.ts';
import { tablesChanged, watchTables } from './watching.ts';

export interface ServeOptions {
  readonly delays?: Delays;
  readonly solver?: () => SolveService;
}

/** Wires a language server to a connection and starts listening. Parser and prover are loaded behind the first answer. */
export function serve(connection: Connection, options: ServeOptions = {}): void {
  const desk = openDesk(connection, options);
  connection.onInitialize((params) => {
    desk.skills = skillsOf(params);
    desk.folder = folderOf(params);
    desk.settings = readSettings(initialSettings(params));
    return capabilities();
  });
  connection.onInitialized(() => void begin(desk));
  connection.onDidChangeConfiguration((change) => void configure(desk, change.settings));
  connection.onShutdown(() => desk.dispose());
  desk.documents.onDidChangeContent(({ document }) => guard(desk, 'an edit', () => changed(desk, document)));
  desk.documents.onDidClose(({ document }) => guard(desk, 'closing a file', () => closed(desk, document.uri)));
  connection.onDidChangeWatchedFiles(({ changes }) =>
    guard(desk, 'a change of files', () =>
      tablesChanged(
        desk,
        changes.map(({ uri }) => uri),
      ),
    ),
  );
  answerFeatures(desk);
  answerRequests(desk);
  desk.documents.listen(connection);
  connection.listen();
}

function openDesk(connection: Connection, options: ServeOptions): Desk {
  let solver: SolveService | null = null;
  const told = new Set<string>();
  const fail = (where: string, error: unknown) => {
    const why = error instanceof Error ? error : new Error(String(error));
    connection.console.error(`${where}: ${why.stack ?? why.message}`);
    const message = `Econ stumbled over ${where}: ${why.message}`;
    if (told.has(message)) return;
    told.add(message);
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
  };
  const desk: Desk = {
    connection,
    documents: new TextDocuments(TextDocument),
    files: new Map(),
    delays: options.delays ?? EDITOR_DELAYS,
    solver: () => {
      solver ??= (options.solver ?? createSolveService)();
      return solver;
    },
    dispose: () => solver?.dispose(),
    ...engineLoading(() => desk.folder),
    fail,
    folder: null,
    skills: NO_SKILLS,
    settings: DEFAULT_SETTINGS,
  };
  return desk;
}

/** The first of the editor's folders that lies on disk. */
function folderOf({ workspaceFolders, rootUri }: InitializeParams): string | null {
  const uris = [...(workspaceFolders ?? []).map(({ uri }) => uri), rootUri ?? ''];
  const uri = uris.find((each) => each.startsWith('file:'));
  return uri === undefined ? null : fileURLToPath(uri);
}

async function begin(desk: Desk): Promise<void> {
  try {
    desk.solver().warm();
    await Promise.all([desk.load(), configure(desk, null), hearOfSettings(desk), watchTables(desk)]);
  } catch (error) {
    desk.fail('starting', error);
  }
}

async function hearOfSettings({ connection, skills }: Desk): Promise<void> {
  if (skills.registersConfiguration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'econ' });
  }
}

/** Takes the settings as sent, or asks the client for them, and shows the open files in their light. */
async function configure(desk: Desk, sent: unknown): Promise<void> {
  try {
    if (desk.skills.configuration) {
      desk.settings = readSettings(await desk.connection.workspace.getConfiguration('econ'));
    } else if (typeof sent === 'object' && sent !== null && 'econ' in sent) {
      desk.settings = readSettings(sent.econ);
    } else return;
    await desk.ready;
    for (const file of desk.files.values()) if (file.snapshot !== null) publish(desk, file);
    if (desk.skills.refreshesHints) await desk.connection.languages.inlayHint.refresh();
  } catch (error) {
    desk.fail('the settings', error);
  }
}

function guard(desk: Desk, where: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    desk.fail(where, error);
  }
}

function skillsOf({ capabilities, initializationOptions }: InitializeParams): ClientSkills {
  const docs: unknown = initializationOptions?.docs;
  return {
    snippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport ?? false,
    configuration: capabilities.workspace?.configuration ?? false,
    registersConfiguration: capabilities.workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    watchesFiles: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    progress: capabilities.window?.workDoneProgress ?? false,
    opensLibrary: capabilities.workspace?.textDocumentContent !== undefined,
    showsProofs: initializationOptions?.showsProofs === true,
    refreshesHints: capabilities.workspace?.inlayHint?.refreshSupport ?? false,
    docs: typeof docs === 'string' && docs !== '' ? docs : null,
  };
}

function initialSettings({ initializationOptions }: InitializeParams): unknown {
  return initializationOptions?.settings ?? null;
}

function capabilities(): InitializeResult {
  return {
    serverInfo: { name: 'econ' },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      completionProvider: { triggerCharacters: ['[', '(', '=', '.'] },
      hoverProvider: true,
      inlayHintProvider: true,
      codeLensProvider: {},
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      documentLinkProvider: {},
      renameProvider: { prepareProvider: true },
      documentSymbolProvider: true,
      foldingRangeProvider: true,
      signatureHelpProvider: { triggerCharacters: ['(', ','] },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
      workspace: { textDocumentContent: { schemes: [LIBRARY_URI.slice(0, LIBRARY_URI.indexOf(':'))] } },
      semanticTokensProvider: { legend: TOKEN_LEGEND, full: true },
    },
  };
}
