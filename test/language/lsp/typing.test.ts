import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeLenses } from '../../../src/language/lsp/code-lens.ts';
import { complete } from '../../../src/language/lsp/completion.ts';
import { createEngine, type Engine } from '../../../src/language/lsp/engine.ts';
import { hover } from '../../../src/language/lsp/hover.ts';
import { inlayHints } from '../../../src/language/lsp/inlay-hints.ts';
import { foldings, outline } from '../../../src/language/lsp/outline.ts';
import { semanticTokens } from '../../../src/language/lsp/semantic-tokens.ts';
import { DEFAULT_SETTINGS } from '../../../src/language/lsp/settings.ts';
import { signatureHelp } from '../../../src/language/lsp/signature-help.ts';
import { takeSnapshot } from '../../../src/language/lsp/snapshot.ts';
import { isInComment } from '../../../src/language/lsp/tokens.ts';
import { connect } from './client.ts';

const FOLDER = join(import.meta.dirname, '../../../examples');
const EXAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith('.econ'));
const TYPED = pathToFileURL(join(FOLDER, 'typed.econ')).href;
const ALL = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

let engine: Engine;
beforeAll(() => {
  engine = createEngine();
});

/** Asks everything that an editor asks after a keystroke. */
function keystroke(text: string) {
  const snapshot = takeSnapshot(TextDocument.create(TYPED, 'econ', 1, text), () => engine);
  const position = snapshot.document.positionAt(text.length);
  complete(snapshot, position, true);
  hover(snapshot, position, null);
  signatureHelp(snapshot, position);
  inlayHints(snapshot, ALL, DEFAULT_SETTINGS, null);
  outline(snapshot);
  foldings(snapshot);
  codeLenses(snapshot);
  semanticTokens(snapshot);
  return { findings: snapshot.model().findings, document: snapshot.document };
}

describe('typing an example letter by letter', () => {
  test.for(EXAMPLES)('%s', (name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    for (let end = 0; end <= text.length; end += 1) {
      // Within a comment one letter is like another.
      if (isInComment(text, end) && end % 16 !== 0) continue;
      const { findings, document } = keystroke(text.slice(0, end));
      for (const { message, range } of findings) {
        expect(message, `after ${end} letters`).toMatch(/\S.*[.!?]$/s);
        expect(document.offsetAt(range.start)).toBeLessThanOrEqual(document.offsetAt(range.end));
        expect(range.end.line).toBeLessThan(document.lineCount);
      }
    }
    const errors = keystroke(text).findings.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  test('the server ends with the diagnostics of the whole text', async () => {
    const client = await connect();
    const text = readFileSync(join(FOLDER, 'tree.econ'), 'utf8');
    const uri = client.open('');
    for (let end = 1; end <= text.length; end += 7) client.change(uri, end + 1, text.slice(0, end));
    client.change(uri, 10_000, text);
    const { diagnostics } = await client.diagnostics(uri, ({ version }) => version === 10_000);
    expect(diagnostics.map(({ code }) => code)).toEqual(['convex-frontier']);
    expect(client.messages).toEqual([]);
    await client.stop();
  });
});
