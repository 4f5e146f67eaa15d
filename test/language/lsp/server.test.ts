import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Hover,
  InitializeResult,
  InlayHint,
  Location,
  MarkupContent,
} from 'vscode-languageserver';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { createSolveService } from '../../../src/language/lsp/solve-service.ts';
import { type Client, type ClientOptions, connect, cursor, QUICK, spawnServer, textAt } from './client.ts';

const TWO = `economy Two
good apples, bananas
param k = 0.5 in 0.3..3 step 0.05
/** Bowed inward. */
agent Inward[4] {
  frontier apples^k + bananas^k <= 1
}
agent Outward {
  frontier bananas = 10 * sqrt(1 - (apples/8)^2)
}
maximize apples^0.5 * bananas^0.5
`;

interface Proof {
  readonly agent: string | null;
  readonly title: string | null;
  readonly text: string | null;
  readonly version: number;
}

const ALL = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

const clients: Client[] = [];

async function started(options: ClientOptions = {}, serving = QUICK): Promise<Client> {
  const client = await connect(options, serving);
  clients.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.stop()));
});

/** A server whose solver never ends. */
const stubborn = {
  ...QUICK,
  solver: () => {
    const service = createSolveService({ workerFile: fileURLToPath(new URL('./stubborn-worker.ts', import.meta.url)) });
    return {
      ...service,
      solve: (job: Parameters<typeof service.solve>[0], signal?: AbortSignal) =>
        service.solve({ ...job, text: 'endless' }, signal),
    };
  },
};

const codes = ({ diagnostics }: { diagnostics: readonly { code?: unknown }[] }) => diagnostics.map(({ code }) => code);

describe('diagnostics', () => {
  test('a convex frontier is warned of where it stands, a concave one is not', async () => {
    const client = await started({ docs: 'https://example.org/diagnostics' });
    const uri = client.open(TWO);
    const { version, diagnostics } = await client.diagnostics(uri, (each) => codes(each).includes('convex-frontier'));
    const warnings = diagnostics.filter(({ code }) => code === 'convex-frontier');
    expect(version).toBe(1);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({
      severity: 2,
      source: 'econ',
      codeDescription: { href: 'https://example.org/diagnostics/convex-frontier.md' },
    });
    expect(warnings[0]?.message).toContain('Inward');
    expect(warnings[0]?.range.start.line).toBe(5);
    expect(textAt(TWO, warnings[0]?.range ?? ALL)).toContain('apples^k + bananas^k <= 1');
    expect(warnings[0]?.relatedInformation?.[0]?.location.range.start.line).toBe(5);
    expect(diagnostics.filter(({ range }) => range.start.line === 8)).toEqual([]);
  });

  test('`assert X is convex` acknowledges and silences', async () => {
    const client = await started();
    const uri = client.open(`${TWO}assert Inward is convex\n`);
    expect(codes(await client.diagnostics(uri))).not.toContain('convex-frontier');
  });

  test('a failed assertion arrives from the solver', async () => {
    const client = await started();
    const text = `${TWO}assert Inward mixes\n`;
    const uri = client.open(text);
    const { diagnostics, version } = await client.diagnostics(uri, (each) => codes(each).includes('failed-assertion'));
    expect(version).toBe(1);
    const failed = diagnostics.find(({ code }) => code === 'failed-assertion');
    expect(failed?.severity).toBe(1);
    expect(failed?.range.start.line).toBe(11);
    expect(codes({ diagnostics })).toContain('convex-frontier');
  });

  test('severities follow the settings, also when they change', async () => {
    const client = await started({ settings: { curvature: { convex: 'error' } } });
    const uri = client.open(TWO);
    await client.diagnostics(uri, ({ diagnostics }) =>
      diagnostics.some(({ code, severity }) => code === 'convex-frontier' && severity === 1),
    );
    client.setSettings({ curvature: { convex: 'hint' } });
    await client.diagnostics(uri, ({ diagnostics }) =>
      diagnostics.some(({ code, severity }) => code === 'convex-frontier' && severity === 4),
    );
    client.setSettings({ curvature: { convex: 'off' } });
    await client.diagnostics(uri, (each) => !codes(each).includes('convex-frontier'));
  });

  test('they carry the version of the edited text', async () => {
    const client = await started();
    const uri = client.open('good a\nagent A { frontier a <= 1 }\nmaximize a\n');
    client.change(uri, 2, 'good a\nagent A { frontier a <= }\nmaximize a\n');
    const { diagnostics } = await client.diagnostics(uri, ({ version }) => version === 2);
    expect(codes({ diagnostics })).toContain('syntax');
  });

  test('closing a file clears them', async () => {
    const client = await started();
    const uri = client.open('good a\nmaximize b\n');
    await client.diagnostics(uri, ({ diagnostics }) => 0 < diagnostics.length);
    void client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
  });
});

describe('help in the text', () => {
  test('completion proposes a good in a half-typed frontier', async () => {
    const client = await started();
    const { text, position } = cursor('good apples, bananas\nagent A {\n  frontier bananas = 10 * sqrt(1 - (app|');
    const textDocument = { uri: client.open(text) };
    const items = await client.request<CompletionItem[]>('textDocument/completion', { textDocument, position });
    expect(items.map(({ label }) => label)).toContain('apples');
  });

  test.for([
    [
      'an agent',
      TWO.replace('agent Inward', 'agent In|ward'),
      ['**convex**', 'Bowed inward.', 'apples^k', 'concave from k = 1'],
    ],
    ['a formula with stars', TWO.replace('frontier bananas', 'front|ier bananas'), ['10\\*sqrt(1 - (apples/8)^2)']],
    ['a frontier', TWO.replace('frontier bananas', 'front|ier bananas'), ['**concave**', 'apples in 0..8', 'inferred']],
    ['a param', TWO.replace('apples^k', 'apples^|k'), ['param k = 0.5 in 0.3..3 step 0.05']],
    ['a good', TWO.replace('maximize apples', 'maximize |apples'), ['good apples']],
    ['a function', TWO.replace('sqrt', 'sq|rt'), ['sqrt(x)', 'square root']],
    ['a word', TWO.replace('maximize', 'max|imize'), ['objective']],
  ] as const)('hover on %s', async ([, marked, expected]) => {
    const client = await started();
    const { text, position } = cursor(marked);
    const textDocument = { uri: client.open(text) };
    const hover = await client.request<Hover>('textDocument/hover', { textDocument, position });
    const { value } = hover.contents as MarkupContent;
    for (const part of expected) expect(value).toContain(part);
  });

  test('after solving, hover knows totals and own prices', async () => {
    const client = await started();
    const { text, position } = cursor(TWO.replace('maximize apples', 'maximize |apples'));
    const uri = client.open(text);
    await client.request('econ/analyze', { uri });
    const good = await client.request<Hover>('textDocument/hover', { textDocument: { uri }, position });
    expect((good.contents as MarkupContent).value).toContain('Total: **');
    const agent = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 7, character: 8 },
    });
    expect((agent.contents as MarkupContent).value).toContain('own price');
  });

  test('of members that differ no domain of one is told or written, and outputs are averages', async () => {
    const client = await started();
    const text = `good a, b
agent C[9] {
  vary s ~ uniform(1, 2)
  frontier b = s - a^2/s
}
maximize a*b
`;
    const uri = client.open(text);
    await client.request('econ/analyze', { uri });
    const textDocument = { uri };
    const position = { line: 3, character: 4 };
    const hover = await client.request<Hover>('textDocument/hover', { textDocument, position });
    const { value } = hover.contents as MarkupContent;
    expect(value).toContain('on average');
    expect(value).not.toContain('Domain');
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: ALL });
    expect(hints.map(({ label }) => label)).toContain('concave for every draw');
    expect(hints.map(({ label }) => label).join()).not.toContain('for a in');
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title }) => title).join()).not.toContain('Write the domain');
  });

  test('inlay hints show curvature and inferred domains, as the settings say', async () => {
    const client = await started({ settings: { inlayHints: { prices: false } } });
    const uri = client.open(TWO);
    await client.diagnostics(uri);
    const hints = () => client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range: ALL });
    expect((await hints()).map(({ label, position }) => [position.line, label])).toEqual([
      [5, 'convex'],
      [8, 'for apples in 0..8'],
      [8, 'concave'],
    ]);
    client.setSettings({ inlayHints: { curvature: false, domains: false, prices: false } });
    await client.diagnostics(uri, (each) => client.published.indexOf(each) === client.published.length - 1);
    await expect.poll(hints).toEqual([]);
  });

  test('the library can be found, called and read', async () => {
    const capabilities = { workspace: { textDocumentContent: { dynamicRegistration: true } } };
    const client = await started({ capabilities });
    const { text, position } = cursor('good a, b\nagent A { frontier b = elli|pse(a, 8, 10) }');
    const params = { textDocument: { uri: client.open(text) }, position };
    const hover = await client.request<Hover>('textDocument/hover', params);
    expect((hover.contents as MarkupContent).value).toContain('fun ellipse(x, width, height)');
    const items = await client.request<CompletionItem[]>('textDocument/completion', params);
    expect(items.map(({ label }) => label)).toContain('ellipse');
    const place = await client.request<Location>('textDocument/definition', params);
    const library = await client.request<{ text: string }>('workspace/textDocumentContent', { uri: place.uri });
    expect(textAt(library.text, place.range)).toBe('ellipse');
  });

  test('a lens on the economy opens the preview', async () => {
    const client = await started();
    const uri = client.open(`// first\n${TWO}`);
    const [lens] = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    expect(lens?.range.start.line).toBe(1);
    expect(lens?.command).toMatchObject({ command: 'econ.openPreviewToSide', arguments: [uri] });
  });

  test('a rename to a word of the language is refused with a message', async () => {
    const client = await started();
    const uri = client.open(TWO);
    const params = { textDocument: { uri }, position: { line: 1, character: 6 }, newName: 'frontier' };
    await expect(client.request('textDocument/rename', params)).rejects.toThrow('word of the language');
  });

  test.for([
    ['textDocument/definition', {}],
    ['textDocument/references', { context: { includeDeclaration: true } }],
    ['textDocument/documentHighlight', {}],
    ['textDocument/prepareRename', {}],
  ] as const)('%s answers', async ([method, more]) => {
    const client = await started();
    const uri = client.open(TWO);
    const position = { line: 5, character: 12 };
    const answer = await client.request(method, { textDocument: { uri }, position, ...more });
    expect(answer).toBeTruthy();
  });

  test('outline, folding and colours answer', async () => {
    const client = await started();
    const textDocument = { uri: client.open(TWO) };
    expect(await client.request<unknown[]>('textDocument/documentSymbol', { textDocument })).toHaveLength(7);
    expect(await client.request<unknown[]>('textDocument/foldingRange', { textDocument })).toHaveLength(2);
    const { data } = await client.request<{ data: number[] }>('textDocument/semanticTokens/full', { textDocument });
    expect(data.length % 5).toBe(0);
    expect(data.length).toBeGreaterThan(50);
  });
});

describe('quick fixes', () => {
  test.for([
    ['unknown-name', TWO.replace('(apples/8)', '(aples/8)'), 'Change to “apples”', TWO],
    [
      'convex-frontier',
      TWO,
      'Acknowledge: `assert Inward is convex`',
      `${TWO}\n\nassert Inward is convex`.replace('\n\n\n', '\n\n'),
    ],
    ['bad-range', TWO.replace('0.3..3', '3..0.3'), 'Sort the range', TWO],
    [
      'unbounded-frontier',
      TWO.replace('10 * sqrt(1 - (apples/8)^2)', '1 + apples'),
      'Add a domain',
      TWO.replace('10 * sqrt(1 - (apples/8)^2)', '1 + apples for apples in 0..10'),
    ],
    ['unused-param', TWO.replace('good apples', 'param m = 1\ngood apples'), 'Remove the unused declaration', TWO],
    ['syntax', TWO.replace('agent', 'agnt'), 'Change to “agent”', TWO],
  ] as const)('%s', async ([code, text, title, after]) => {
    const client = await started();
    const uri = client.open(text);
    const { diagnostics } = await client.diagnostics(uri, (each) => codes(each).includes(code));
    const diagnostic = diagnostics.find((each) => each.code === code);
    const context = { diagnostics: [diagnostic] };
    const params = { textDocument: { uri }, range: diagnostic?.range, context };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', params);
    const action = actions.find((each) => each.title === title);
    expect(actions.map((each) => each.title)).toContain(title);
    const edits = (action?.edit?.changes?.[uri] ?? []) as TextEdit[];
    const result = TextDocument.applyEdits(TextDocument.create(uri, 'econ', 1, text), edits);
    expect(result.trim()).toBe(after.trim());
  });

  test('the inferred domain can be written down', async () => {
    const client = await started();
    const uri = client.open(TWO);
    const at = { line: 8, character: 5 };
    const params = { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics: [] } };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', params);
    expect(actions.map(({ title }) => title)).toContain('Write the domain: for apples in 0..8');
  });
});

describe('solving', () => {
  test('econ/solve answers with the solution and the version it holds for', async () => {
    const client = await started();
    const uri = client.open(TWO);
    const solution = await client.request<Record<string, unknown>>('econ/solve', {
      uri,
      version: 1,
      overrides: { k: 2 },
    });
    expect(solution).toMatchObject({
      schema: 'econ/solution@1',
      version: 1,
      status: 'optimal',
      goods: ['apples', 'bananas'],
    });
    await expect(client.request('econ/solve', { uri, version: 7 })).rejects.toMatchObject({ code: -32801 });
  });

  test('econ/trace answers with points of the Pareto frontier, or at stated amounts', async () => {
    const client = await started();
    const uri = client.open('good a, b\nagent n[2] { frontier b = (1 - a^0.5)^2 for a in 0..1 }\nmaximize a*b\n');
    const traced = await client.request<Record<string, unknown>>('econ/trace', { uri, version: 1, points: 6 });
    expect(traced).toMatchObject({ schema: 'econ/trace@1', version: 1, status: 'optimal', dents: { count: 2 } });
    expect(await client.request('econ/trace', { uri, at: [[0.25]] })).toMatchObject({
      points: [{ totals: { a: 0.25, b: 1.25 }, supported: false }],
    });
    await expect(client.request('econ/trace', { uri, points: 1 })).rejects.toMatchObject({ code: -32602 });
  });

  test('econ/analyze answers with curves and sources, or with the error of the text', async () => {
    const client = await started();
    const uri = client.open(TWO);
    const good = await client.request<Record<string, never>>('econ/analyze', { uri, overrides: {} });
    expect(good).toMatchObject({
      version: 1,
      error: null,
      sources: [
        { agent: 'Inward', line: 4 },
        { agent: 'Outward', line: 7 },
      ],
    });
    expect(good.analysis).toMatchObject({
      name: 'Two',
      picture: { agents: expect.arrayContaining([expect.objectContaining({ agent: 'Outward' })]) },
    });
    client.change(uri, 2, TWO.replace('sqrt', 'sqr'));
    const bad = await client.request('econ/analyze', { uri });
    expect(bad).toMatchObject({
      version: 2,
      analysis: null,
      error: { code: 'unknown-name', range: { start: { line: 8 } } },
    });
  });

  test('what is infinite travels as the string "Infinity"', async () => {
    const client = await started();
    const uri = client.open(TWO);
    const answer = await client.connection.sendRequest('econ/analyze', { uri });
    expect(JSON.stringify(answer)).toContain('"Infinity"');
  });

  test('econ/agentAt and econ/paramRange find their place', async () => {
    const client = await started();
    const uri = client.open(TWO);
    expect(await client.request('econ/agentAt', { uri, position: { line: 5, character: 4 } })).toEqual({
      agent: 'Inward',
    });
    expect(await client.request('econ/agentAt', { uri, position: { line: 1, character: 4 } })).toEqual({ agent: null });
    const range = await client.request<typeof ALL>('econ/paramRange', { uri, name: 'k' });
    expect(textAt(TWO, range)).toBe('0.5');
  });

  test('econ/proof answers with the page that the command line prints, for a place or a name', async () => {
    const client = await started();
    const uri = client.open(TWO);
    const byPlace = await client.request<Proof>('econ/proof', { uri, position: { line: 5, character: 4 } });
    expect([byPlace.agent, byPlace.title, byPlace.version]).toEqual(['Inward', 'Proof: Inward', 1]);
    expect(byPlace.text).toMatch(/^Inward {2}strictly convex/);
    expect(byPlace.text).toContain('from increasing returns: apples^k');
    expect(byPlace.text).toContain('for k in 1..3: concave, proven at every value');
    expect(byPlace.text).toContain('checked by the independent checker: yes');
    const byName = await client.request<Proof>('econ/proof', { uri, agent: 'Outward' });
    expect(byName.text).toContain('10*sqrt(1 - (apples/8)^2) bends outward all along');
    const none = { agent: null, title: null, text: null, version: 1 };
    expect(await client.request('econ/proof', { uri, agent: 'Nobody' })).toEqual(none);
    expect(await client.request('econ/proof', { uri, position: { line: 0, character: 0 } })).toEqual(none);
  });

  test('members that differ are proven for every draw, though nothing is solved', async () => {
    const client = await started();
    const text = `good a, b\nagent Cell[50] {\n  vary s ~ uniform(0.8, 1.2)\n  frontier (a/s)^0.5 + b^0.5 <= 1\n}\nmaximize a + b\n`;
    const uri = client.open(text);
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range: ALL });
    expect(hints.map(({ label }) => label)).toContain('convex for every draw');
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 3, character: 4 },
    });
    expect((hover.contents as MarkupContent).value).toContain('Convex for every draw of s in 0.8..1.2.');
    const { text: page } = await client.request<Proof>('econ/proof', { uri, agent: 'Cell' });
    expect(page).toContain('for s in 0.8..1.2: convex, proven at every value');
  });

  test('$/cancelRequest ends a solve that would not end by itself', async () => {
    const client = await started({}, stubborn);
    const uri = client.open(TWO);
    const { CancellationTokenSource } = await import('vscode-jsonrpc/node');
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest('econ/solve', { uri }, source.token);
    await client.diagnostics(uri);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
  });

  test('many agents are proven in between: completion and cancelling need not wait', async () => {
    const client = await started({}, stubborn);
    const agents = Array.from(
      { length: 300 },
      (_, i) => `agent A${i} { frontier b = ${i + 1} * (1 - 3*a^2 + 2*a^3) for a in 0..1 }`,
    );
    const uri = client.open(`good a, b\n${agents.join('\n')}\n`);
    const order: string[] = [];
    const hints = client
      .request('textDocument/inlayHint', { textDocument: { uri }, range: ALL })
      .then(() => order.push('hints'));
    const outline = client
      .request('textDocument/documentSymbol', { textDocument: { uri } })
      .then(() => order.push('outline'));
    await Promise.all([hints, outline]);
    expect(order).toEqual(['outline', 'hints']);
  });

  test('a slow solve shows progress, which can be cancelled', async () => {
    const client = await started({ capabilities: { window: { workDoneProgress: true } } }, stubborn);
    const shown = new Promise((resolve) => {
      client.connection.onRequest('window/workDoneProgress/create', ({ token }: { token: string }) => {
        resolve(token);
        return null;
      });
    });
    const uri = client.open('');
    const answer = client.request('econ/solve', { uri }).catch((error: unknown) => error);
    const token = await shown;
    await expect
      .poll(() => {
        void client.connection.sendNotification('window/workDoneProgress/cancel', { token });
        return Promise.race([answer, 'not yet']);
      })
      .toMatchObject({ code: -32800 });
  });

  test('a new edit ends the old solve, and says that results are stale', async () => {
    const client = await started({}, stubborn);
    const changed: unknown[] = [];
    client.connection.onNotification('econ/changed', (params) => void changed.push(params));
    const uri = client.open(TWO);
    const answer = client.request('econ/solve', { uri }).catch((error: unknown) => error);
    await client.diagnostics(uri);
    client.change(uri, 2, `${TWO}\n`);
    expect(await answer).toMatchObject({ code: -32801 });
    expect(changed).toEqual([
      { uri, version: 1 },
      { uri, version: 2 },
    ]);
  });
});

describe('whatever comes', () => {
  const TEXTS: readonly (readonly [name: string, text: string])[] = [
    ['an empty file', ''],
    ['white space', '  \n\t\n'],
    ['parentheses', `good a\nagent A { frontier a <= ${'('.repeat(100_000)}`],
    ['closing parentheses', ')'.repeat(100_000)],
    ['braces', '{'.repeat(20_000)],
    ['minus signs', `let a = ${'-'.repeat(100_000)}1`],
    ['powers', `let a = ${'2^'.repeat(50_000)}2`],
    ['NaN and infinity', 'good a\nagent A { frontier a <= 0/0 }\nagent B { frontier a <= 1e400 }\nmaximize a'],
    ['control characters', '\u0000\u0001\ud800 good \ufeff\u202e'],
    ['a long line', `good ${'a'.repeat(200_000)}`],
    ['an open comment', '/** good a'],
    ['an open text', 'import "x'],
  ];
  test.for(TEXTS)('%s keeps the server up', async ([, text]) => {
    const client = await started();
    const uri = client.open(text);
    await client.diagnostics(uri);
    const textDocument = { uri };
    for (const position of [
      { line: 0, character: 0 },
      { line: 3, character: 9 },
    ]) {
      await client.request('textDocument/completion', { textDocument, position });
      await client.request('textDocument/hover', { textDocument, position });
    }
    await client.request('textDocument/documentSymbol', { textDocument });
    expect(client.messages).toEqual([]);
    const after = client.open('good a\nmaximize b\n');
    await client.diagnostics(after, (each) => codes(each).includes('unknown-name'));
  });

  const REQUESTS: readonly (readonly [method: string, params: unknown])[] = [
    ['econ/solve', null],
    ['econ/solve', { uri: 'file:///nowhere.econ' }],
    ['econ/solve', { uri: 'file:///m.econ', overrides: { k: 'NaN' } }],
    ['econ/solve', { uri: 'file:///m.econ', scenario: 'drought' }],
    ['econ/analyze', { uri: 7 }],
    ['econ/agentAt', { uri: 'file:///m.econ', position: { line: -1, character: 0.5 } }],
    ['econ/paramRange', { uri: 'file:///m.econ' }],
    ['econ/nonsense', {}],
  ];
  test.for(REQUESTS)('%s %j is refused', async ([method, params]) => {
    const client = await started();
    client.open(TWO, 'file:///m.econ');
    await expect(client.request(method, params)).rejects.toMatchObject({ code: expect.any(Number) });
    expect(await client.request('econ/paramRange', { uri: 'file:///m.econ', name: 'k' })).not.toBeNull();
  });

  test('strange positions and addresses are answered with nothing', async () => {
    const client = await started();
    const uri = client.open(TWO);
    for (const position of [
      { line: 1e9, character: 1e9 },
      { line: -5, character: -5 },
      { line: Number.NaN, character: 0 },
    ]) {
      await client.request('textDocument/completion', { textDocument: { uri }, position });
      expect(await client.request('textDocument/definition', { textDocument: { uri: 'x:y' }, position })).toBeNull();
    }
    await client.diagnostics(uri);
  });
});

describe('a process of its own', () => {
  test('speaks over standard input and output, and ends when it is told to', async () => {
    const { client, process: child } = await spawnServer();
    expect((client.initialized as InitializeResult).capabilities.hoverProvider).toBe(true);
    const uri = client.open(TWO);
    await client.diagnostics(uri, (each) => codes(each).includes('convex-frontier'));
    const solution = await client.request<Record<string, unknown>>('econ/solve', { uri });
    expect(solution.schema).toBe('econ/solution@1');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await client.connection.sendRequest('shutdown');
    void client.connection.sendNotification('exit');
    expect(await ended).toBe(0);
    client.connection.dispose();
  });
});
