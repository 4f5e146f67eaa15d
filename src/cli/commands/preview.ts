import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import type { ToPage } from '../../preview/protocol.ts';
import { openBrowser } from '../../preview/serve/open-browser.ts';
import { servePreview } from '../../preview/serve/server.ts';
import { watchFile } from '../../preview/serve/watch-file.ts';
import { toJson } from '../../report/json.ts';
import { readSource } from '../files.ts';
import { fileArgument, portNumber } from '../options.ts';
import { INTERRUPTED, UsageError } from '../outcome.ts';
import { openFileSession } from '../preview-session.ts';
import type { Terminal } from '../terminal.ts';

interface PreviewOptions {
  readonly port: number;
  readonly open: boolean;
}

/** `econ preview FILE`: the editor's preview in a browser, live on save, until interrupted. */
export function previewCommand(terminal: Terminal, finish: (code: number) => void): Command {
  return new Command('preview')
    .description('show the live preview in a browser, served on 127.0.0.1')
    .addArgument(fileArgument())
    .option('--port <n>', 'instead of any free port', portNumber, 0)
    .option('--no-open', 'only print the address')
    .action(async (file: string, options: PreviewOptions) => finish(await preview(file, options, terminal)));
}

async function preview(file: string, { port, open }: PreviewOptions, terminal: Terminal): Promise<number> {
  const source = readSource(file, terminal);
  const bundle = bundleFolder();
  const interrupt = interrupted();
  const early: ToPage[] = [];
  let send = (message: ToPage): void => void early.push(message);
  const session = openFileSession(source, (message) => send(message), terminal);
  const title = `${basename(file)} – Econ`;
  const server = await servePreview({ title, bundle, port, encode: toJson, receive: session.receive }).catch(
    (error: NodeJS.ErrnoException) => {
      session.close();
      throw new UsageError(
        error.code === 'EADDRINUSE' ? `port ${port} is taken; without --port any free one is used.` : error.message,
      );
    },
  );
  send = server.send;
  for (const message of early) send(message);
  const watched = file === '-' ? null : watchFile(file, session.saved);
  terminal.out(`Preview of ${terminal.paint('bold', file)} at ${terminal.paint('underline', server.address)}\n`);
  terminal.err(`Live on save. Ctrl+C ends it.\n`);
  if (open) openBrowser(server.address);
  await interrupt;
  watched?.close();
  session.close();
  await server.close();
  return INTERRUPTED;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

/** The built page lies beside the bundled command line; beside the sources it lies in dist. */
function bundleFolder(): string {
  const candidates = [import.meta.dirname, join(import.meta.dirname, '../../../dist')];
  const found = candidates.find((folder) => existsSync(join(folder, 'webview.js')));
  if (found === undefined) throw new UsageError('the preview’s page is not built: npm run build');
  return found;
}
