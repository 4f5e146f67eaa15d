import { type CancellationToken, commands, type Disposable, type ExtensionContext, Uri, window } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';

/** What the other features may ask of the language server. */
export interface LanguageServer {
  /** Waits for the server where it is still starting; rejects with the server's error. */
  request<Answer>(method: string, params: unknown, token?: CancellationToken): Promise<Answer>;
  /** Calls back when the server says that what it computed for a document no longer holds. */
  onChanged(listener: (uri: string) => void): Disposable;
}

/** Starts the server in a process of its own, and offers `econ.restartServer`. */
export function startLanguageServer(context: ExtensionContext): LanguageServer {
  const client = new LanguageClient('econ', 'Econ', serverOptions(context), clientOptions(context));
  context.subscriptions.push(
    client,
    commands.registerCommand('econ.restartServer', () => restart(client)),
  );
  client.start().catch((error: unknown) => reportFailure(error));
  return {
    request: (method, params, token) => client.sendRequest(method, params, token),
    onChanged: (listener) => client.onNotification('econ/changed', (changed: { uri: string }) => listener(changed.uri)),
  };
}

function clientOptions({ extensionUri }: ExtensionContext): LanguageClientOptions {
  return {
    // Not every scheme: the other side of a git diff is no model to check.
    documentSelector: ['file', 'untitled', 'vscode-vfs'].map((scheme) => ({ scheme, language: 'econ' })),
    // Where the page of each diagnostic lies.
    initializationOptions: { docs: Uri.joinPath(extensionUri, 'docs', 'diagnostics').toString(), showsProofs: true },
    markdown: { isTrusted: { enabledCommands: ['econ.showProof'] } },
  };
}

function serverOptions(context: ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.js');
  const transport = TransportKind.ipc;
  return {
    run: { module, transport },
    debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009', '--enable-source-maps'] } },
  };
}

async function restart(client: LanguageClient): Promise<void> {
  try {
    await client.restart();
    window.setStatusBarMessage('Econ: the language server was restarted.', 3000);
  } catch (error) {
    reportFailure(error);
  }
}

function reportFailure(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  void window.showErrorMessage(`Econ: the language server did not start. ${reason}`);
}
