import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './lsp/serve.ts';

/** The language server as a process: over standard input and output, or over whatever its arguments say. */
const TRANSPORTS = ['--stdio', '--node-ipc', '--pipe', '--socket'];
const isChosen = process.argv.some((argument) => TRANSPORTS.some((each) => argument.startsWith(each)));
const connection = isChosen
  ? createConnection(ProposedFeatures.all)
  : createConnection(ProposedFeatures.all, process.stdin, process.stdout);

// The last resort: a bug in one answer must not take the editor's help away.
process.on('uncaughtException', (error) => connection.console.error(`unexpected: ${error.stack ?? error.message}`));
process.on('unhandledRejection', (reason) => connection.console.error(`unexpected: ${String(reason)}`));

serve(connection);
