import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import type { Diagnostic, Position, Range } from 'vscode-languageserver';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { type ServeOptions, serve } from '../../../src/language/lsp/serve.ts';
import { createSolveService, type SolveService } from '../../../src/language/lsp/solve-service.ts';

export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** An editor as the server sees it. */
export interface Client {
  readonly connection: MessageConnection;
  readonly published: readonly Published[];
  readonly messages: readonly string[];
  /** What the server answered to `initialize`. */
  readonly initialized: unknown;
  open(text: string, uri?: string): string;
  change(uri: string, version: number, text: string): void;
  request<Answer>(method: string, params: unknown): Promise<Answer>;
  /** The first diagnostics published (since the start) that satisfy the condition. */
  diagnostics(uri: string, wanted?: (published: Published) => boolean): Promise<Published>;
  setSettings(econ: object): void;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly capabilities?: object;
  readonly settings?: object;
  readonly docs?: string;
}

/** One solver for the servers of a test file: to start its thread takes longer than most tests. */
let shared: SolveService | null = null;
const sharedSolver = () => {
  shared ??= createSolveService();
  return { ...shared, dispose: () => {} };
};

export const QUICK: ServeOptions = { delays: { quiet: 1, most: 5 }, solver: sharedSolver };

/** A server in this process, over streams in memory. */
export function connect(options: ClientOptions = {}, serving: ServeOptions = QUICK): Promise<Client> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  serve(createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down)), serving);
  return start(createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up)), options, () => {});
}

/** A server in a process of its own, from source, over standard input and output. */
export async function spawnServer(options: ClientOptions = {}): Promise<{ client: Client; process: ChildProcess }> {
  const file = join(import.meta.dirname, '../../../src/language/server.ts');
  const child = spawn(process.execPath, [file, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  return { client: await start(connection, options, () => child.kill()), process: child };
}

const CAPABILITIES = {
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
  workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
};

async function start(connection: MessageConnection, options: ClientOptions, end: () => void): Promise<Client> {
  const published: Published[] = [];
  const messages: string[] = [];
  const waiting = new Set<() => void>();
  let settings: object | null = options.settings ?? null;
  let count = 0;
  connection.onNotification('textDocument/publishDiagnostics', (each: Published) => {
    published.push(each);
    for (const check of [...waiting]) check();
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => void messages.push(message));
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => settings));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/inlayHint/refresh', () => null);
  connection.listen();
  const initialized = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? CAPABILITIES,
    initializationOptions: { docs: options.docs },
  });
  void connection.sendNotification('initialized', {});
  return {
    connection,
    published,
    messages,
    initialized,
    open: (text, uri = `file:///model${++count}.econ`) => {
      const textDocument = { uri, languageId: 'econ', version: 1, text };
      void connection.sendNotification('textDocument/didOpen', { textDocument });
      return uri;
    },
    change: (uri, version, text) =>
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    request: (method, params) => connection.sendRequest(method, params),
    diagnostics: (uri, wanted = () => true) =>
      new Promise((resolve) => {
        const check = () => {
          const found = published.find((each) => each.uri === uri && wanted(each));
          if (found === undefined) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
    setSettings: (econ) => {
      settings = econ;
      void connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    },
    stop: async () => {
      await connection.sendRequest('shutdown');
      connection.dispose();
      end();
    },
  };
}

/** A text with `|` at the cursor, without it, and where it was. */
export function cursor(marked: string): { readonly text: string; readonly position: Position } {
  const offset = marked.indexOf('|');
  if (offset < 0) throw new Error(`No | in ${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), position: positionIn(marked, offset) };
}

export function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The text that a range covers. */
export function textAt(text: string, range: Range): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return text.slice(offset(range.start), offset(range.end));
}
