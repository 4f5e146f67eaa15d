import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { CodeAction, CompletionItem, DocumentLink, Hover, Location, WorkspaceEdit } from 'vscode-languageserver';
import { complete } from '../../../src/language/lsp/completion.ts';
import { documentLinks } from '../../../src/language/lsp/document-links.ts';
import { hover } from '../../../src/language/lsp/hover.ts';
import { definition } from '../../../src/language/lsp/navigation.ts';
import { rename } from '../../../src/language/lsp/rename.ts';
import { type Client, connect, cursor, type Published, textAt } from './client.ts';
import { marked, snapshotOf } from './snapshots.ts';

const TABLES = { 'sites.csv': 'name,area,yield,the soil\nNorth,2,0.5,clay\nSouth,3.5,0.1,sand\n' };
const HEAD = 'good apples\nagent Site from "sites.csv" as row { frontier apples <= ';

describe('columns', () => {
  const labels = (text: string) => {
    const { snapshot, position } = marked(text, TABLES);
    return complete(snapshot, position, true).map(({ label, detail }) => `${label}: ${detail}`);
  };
  const COLUMNS = ['area: 2 in the first row of sites.csv', 'yield: 0.5 in the first row of sites.csv'];

  test.each([`${HEAD}row.|`, `${HEAD}row.| }`, `${HEAD}row.yi| }`, `${HEAD}2 * row . | }`, `${HEAD}row.|area }`])(
    'are completed in %s',
    (text) => expect(labels(text)).toEqual(COLUMNS),
  );

  test.each([
    `${HEAD}site.| }`,
    `${HEAD}1 }\nagent B { frontier apples <= row.| }`,
    'agent S from "none.csv" as row { frontier a <= row.| }',
  ])('are not in %s', (text) => expect(labels(text)).toEqual([]));

  test('the word behind the dot is what is replaced', () => {
    const { snapshot, position } = marked(`${HEAD}row.yi|`, TABLES);
    const [item] = complete(snapshot, position, true);
    expect(item?.textEdit).toMatchObject({
      newText: 'area',
      range: { start: { character: position.character - 2 }, end: position },
    });
  });

  const help = (text: string) => {
    const { snapshot, position } = marked(text, TABLES);
    const contents = hover(snapshot, position, null)?.contents;
    return typeof contents === 'object' && 'value' in contents ? contents.value.split('\n\n') : null;
  };

  test.each([
    [`${HEAD}row.ar|ea }`, ['`row.area`: a column of `sites.csv`', '2 rows, from 2 to 3.5', 'In the first row: 2']],
    [`${HEAD}row.na|me }`, ['`row.name`: a column of `sites.csv`', 'It names the members.']],
    [`${HEAD}row.are| }`, null],
  ])('are explained in %s', (text, expected) => expect(help(text)).toEqual(expected));

  test('lead to the file, and so does its path', () => {
    for (const text of [`${HEAD}row.ar|ea }`, 'agent S from "si|tes.csv" as row {', 'agent S from "|sites.csv']) {
      const { snapshot, position } = marked(text, TABLES);
      expect(definition(snapshot, position)?.uri, text).toBe('file:///tables/sites.csv');
    }
    const text = `${HEAD}1 }`;
    const [link] = documentLinks(snapshotOf(text, TABLES));
    expect(link && [textAt(text, link.range), link.target]).toEqual(['sites.csv', 'file:///tables/sites.csv']);
    expect(documentLinks(snapshotOf(text))).toEqual([]);
  });

  test('stay when the row is renamed', () => {
    const { snapshot, position } = marked(`${HEAD}r|ow.area * row.yield }`, TABLES);
    const edits = rename(snapshot, position, 'site');
    const { changes = {} } = edits as WorkspaceEdit;
    expect(
      Object.values(changes)
        .flat()
        .map(({ newText, range }) => [newText, textAt(snapshot.text, range)]),
    ).toEqual([
      ['site', 'row'],
      ['site', 'row'],
      ['site', 'row'],
    ]);
  });
});

describe('the server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'econ-tables-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const clients: Client[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
  });
  const started = async (capabilities: object = {}) => {
    const client = await connect({ capabilities });
    clients.push(client);
    return client;
  };
  let count = 0;
  /** A model beside its table, both on disk. */
  const place = (csv: string) => {
    const name = `sites${++count}.csv`;
    writeFileSync(join(folder, name), csv);
    const uri = pathToFileURL(join(folder, `model${count}.econ`)).href;
    const text = (formula: string) =>
      `good apples\nagent Site from "${name}" as row { frontier apples <= ${formula} }\nmaximize apples\n`;
    return { uri, text, name, csv: join(folder, name) };
  };
  const errors = ({ diagnostics }: Published) =>
    diagnostics.filter(({ severity }) => severity === 1).map(({ code }) => code);

  test('columns are completed, explained and corrected', async () => {
    const client = await started();
    const { uri, text } = place(TABLES['sites.csv']);
    const at = cursor(text('row.|areaa'));
    client.open(at.text, uri);
    const items = await client.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri },
      position: at.position,
    });
    expect(items.map(({ label }) => label)).toEqual(['area', 'yield']);
    const published = await client.diagnostics(uri, (each) => errors(each).includes('unknown-column'));
    const [diagnostic] = published.diagnostics.filter(({ code }) => code === 'unknown-column');
    expect(diagnostic && textAt(at.text, diagnostic.range)).toBe('areaa');
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostic?.range,
      context: { diagnostics: [diagnostic] },
    });
    expect(actions.map(({ edit }) => edit?.changes?.[uri]?.[0]?.newText)).toContain('area');
    const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
    expect(links).toHaveLength(1);
    client.change(uri, 2, text('row.area'));
    await client.diagnostics(uri, (each) => each.version === 2 && errors(each).length === 0);
    const shown = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { ...at.position, character: at.position.character + 1 },
    });
    expect(JSON.stringify(shown.contents)).toContain('from 2 to 3.5');
    const target = await client.request<Location>('textDocument/definition', {
      textDocument: { uri },
      position: at.position,
    });
    expect(target.uri).toMatch(/sites\d+\.csv$/);
  });

  test('a table that changes on disk is read again', async () => {
    const watching = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
    const client = await started(watching);
    const { uri, text, csv } = place('area\n1\nbad\n');
    client.open(text('row.area'), uri);
    await client.diagnostics(uri, (each) => errors(each).includes('bad-data'));
    const before = client.published.length;
    writeFileSync(csv, 'area\n1\n2\n3\n');
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(csv).href, type: 2 }],
    });
    await client.diagnostics(uri, (each) => before <= client.published.indexOf(each) && errors(each).length === 0);
  });

  test('the cells of a large table are read where it is solved, and what is wrong there comes with that', async () => {
    const client = await started();
    const rows = Array.from({ length: 40_000 }, (_, i) => `${i + 1},${'.'.repeat(24)}`);
    const { uri, text } = place(`area,note\n${rows.join('\n')}\nmuch,none\n`);
    const written = text('row.area');
    client.open(written, uri);
    const published = await client.diagnostics(uri, (each) => errors(each).includes('bad-data'));
    const [found] = published.diagnostics.filter(({ code }) => code === 'bad-data');
    expect(found && [textAt(written, found.range), found.message]).toEqual([
      'area',
      expect.stringContaining('line 40002 holds `much`'),
    ]);
    const first = client.published.find((each) => each.uri === uri);
    expect(first && errors(first)).toEqual([]);
  });

  test('an unsaved text is told why its table cannot be found', async () => {
    const client = await started();
    const uri = client.open(place('area\n1\n').text('row.area'), 'untitled:Untitled-1');
    const published = await client.diagnostics(uri, (each) => errors(each).includes('file-not-found'));
    expect(published.diagnostics.find(({ code }) => code === 'file-not-found')?.message).toContain('Save it');
  });
});
