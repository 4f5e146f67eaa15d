import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { complete } from '../../src/language/lsp/completion.ts';
import { createEngine } from '../../src/language/lsp/engine.ts';
import { takeSnapshot } from '../../src/language/lsp/snapshot.ts';
import type { BenchCase } from './run.ts';

const root = join(import.meta.dirname, '../..');
const bundle = join(root, 'dist/server.js');
const tree = readFileSync(join(root, 'examples/tree.econ'), 'utf8');
const engine = createEngine();

let edits = 0;
const edit = () => {
  edits += 1;
  return edits;
};
const edited = (text: string) => text.replace('wood^k', `wood^k + ${edit()}e-9*wood`);

const big = manyAgents(1000);
const bigEdited = () => big.replace('b = 501 *', `b = 501.${edit()} *`);
engine.read(big, 'file:///big.econ');

export const cases: readonly BenchCase[] = [
  ...(existsSync(bundle) ? [{ name: 'spawn to initialized, bundled', run: () => spawnToInitialized(bundle) }] : []),
  { name: 'spawn to initialized, from source', run: () => spawnToInitialized(join(root, 'src/language/server.ts')) },
  { name: 'check tree.econ after an edit of its frontier', run: () => engine.read(edited(tree), 'file:///tree.econ') },
  { name: 'check 1,000 agents after an edit of one', run: () => engine.read(bigEdited(), 'file:///big.econ') },
  { name: 'complete among 1,000 agents', run: () => completeAtEnd(big) },
];

function spawnToInitialized(file: string): Promise<void> {
  const child = spawn(process.execPath, [file, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const params = { processId: null, rootUri: null, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', () => {
      child.kill();
      resolve();
    });
  });
}

function completeAtEnd(text: string): void {
  const document = TextDocument.create('file:///big.econ', 'econ', 1, `${text}\nmaximize `);
  const snapshot = takeSnapshot(document, () => engine);
  const items = complete(snapshot, document.positionAt(document.getText().length), true);
  if (!items.some(({ label }) => label === 'a')) throw new Error('No good is proposed.');
}

function manyAgents(count: number): string {
  const agents = Array.from(
    { length: count },
    (_, i) => `agent A${i} {\n  frontier b = ${i + 1} * sqrt(1 - (a/${i + 2})^2)\n}`,
  );
  return `good a, b\n${agents.join('\n')}\n`;
}
