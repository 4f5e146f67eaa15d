import { randomBytes } from 'node:crypto';
import { CancellationTokenSource, Uri, ViewColumn, type Webview, type WebviewPanel, window, workspace } from 'vscode';
import { type Analyzed, openSession, type Surroundings } from '../../preview/host/session.ts';
import type { Overrides } from '../../preview/protocol.ts';
import type { LanguageServer } from '../features/language-server.ts';
import { pageHtml } from './page.ts';
import { revealAgent, revealLine } from './reveal.ts';
import { writeParams } from './write-params.ts';

export const VIEW_TYPE = 'econ.preview';

/** One preview of one document. */
export interface Preview {
  shows(uri: Uri): boolean;
  /** The text changed: redraw once typing pauses. */
  update(): void;
  highlight(agent: string | null): void;
  /** The document has another name now. */
  follow(uri: Uri): void;
  reveal(): void;
  onClosed(listener: () => void): void;
}

export function createPanel(extension: Uri, server: LanguageServer, uri: Uri, column: ViewColumn): Preview {
  const panel = window.createWebviewPanel(VIEW_TYPE, title(uri), {
    viewColumn: column,
    // Beside the text, one goes on typing.
    preserveFocus: column === ViewColumn.Beside,
  });
  return adoptPanel(extension, server, uri, panel);
}

/** Fills a new panel, or one that VS Code kept over a reload. */
export function adoptPanel(
  extension: Uri,
  server: LanguageServer,
  document: Uri,
  panel: WebviewPanel,
  sliders: Overrides = {},
): Preview {
  let uri = document;
  const session = openSession(
    surroundings(server, panel, () => uri),
    sliders,
  );
  const load = () => {
    panel.title = title(uri);
    panel.webview.html = html(panel.webview, extension, uri);
  };
  panel.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist')] };
  panel.iconPath = {
    light: Uri.joinPath(extension, 'icons', 'econ-light.svg'),
    dark: Uri.joinPath(extension, 'icons', 'econ-dark.svg'),
  };
  panel.webview.onDidReceiveMessage(session.receive);
  panel.onDidDispose(session.close);
  load();
  // The first picture is under way while the page loads.
  session.receive({ type: 'ready' });
  return {
    shows: (other) => other.toString() === uri.toString(),
    update: session.update,
    highlight: (agent) => void panel.webview.postMessage({ type: 'highlight', agent }),
    follow: (renamed) => {
      uri = renamed;
      load();
    },
    reveal: () => panel.reveal(undefined, true),
    onClosed: (listener) => void panel.onDidDispose(listener),
  };
}

function surroundings(server: LanguageServer, panel: WebviewPanel, uri: () => Uri): Surroundings {
  return {
    analyze: (overrides, signal) => analyze(server, uri(), overrides, signal),
    send: (message) => void panel.webview.postMessage(message),
    writeParams: (overrides) => attempt(() => writeParams(server, uri(), overrides)),
    revealAgent: (agent, sources) => void attempt(() => revealAgent(uri(), agent, sources)),
    revealLine: (line) => void attempt(() => revealLine(uri(), line)),
    delay: () => workspace.getConfiguration('econ.preview', uri()).get('delay', 100),
    visible: () => panel.visible,
  };
}

/** Whether it was done; what went wrong is said. */
async function attempt(action: () => Promise<boolean>): Promise<boolean> {
  try {
    return await action();
  } catch (error) {
    void window.showErrorMessage(`Econ: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

function title(uri: Uri): string {
  return `Preview ${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`;
}

function html(webview: Webview, extension: Uri, uri: Uri): string {
  const part = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist', name)).toString();
  return pageHtml({
    script: part('webview.js'),
    style: part('webview.css'),
    cspSource: webview.cspSource,
    uri: uri.toString(),
    nonce: randomBytes(16).toString('hex'),
  });
}

async function analyze(
  server: LanguageServer,
  uri: Uri,
  overrides: Overrides,
  signal: AbortSignal,
): Promise<Analyzed | null> {
  const cancellation = new CancellationTokenSource();
  signal.addEventListener('abort', () => cancellation.cancel(), { once: true });
  try {
    await opened(uri);
    return await server.request<Analyzed>('econ/analyze', { uri: uri.toString(), overrides }, cancellation.token);
  } catch (error) {
    return isOvertaken(error) ? null : failure(error);
  } finally {
    cancellation.dispose();
  }
}

/** The server knows only open documents. An untitled one that was closed must not come back empty. */
async function opened(uri: Uri): Promise<void> {
  const isOpen = workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  if (isOpen) return;
  if (uri.scheme === 'untitled') throw new Error('The text was closed or saved under a name: open its preview anew.');
  await workspace.openTextDocument(uri);
}

/** LSP: RequestCancelled, ContentModified, ServerCancelled. */
function isOvertaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && [-32800, -32801, -32802].includes(Number(error.code));
}

function failure(error: unknown): Analyzed {
  const message = error instanceof Error ? error.message : String(error);
  return { analysis: null, sources: [], error: { message, range: { start: { line: 0 } } } };
}
