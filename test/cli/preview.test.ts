import type { ChildProcess } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finished, RICARDO, type Run, scratchFile, start } from './econ.ts';

const MODEL = `param w = 0.5 in 0.1..0.9   // the slider\n${RICARDO.replace('a^0.5 * b^0.5', 'a^w * b^(1-w)').replace(/assert.*\n/, '')}`;

let child: ChildProcess;
let ended: Promise<Run>;
let file: string;
let address: URL;

async function open(): Promise<void> {
  file = scratchFile('model.econ', MODEL);
  child = start(['preview', file, '--no-open']);
  ended = finished(child);
  address = await new Promise<URL>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(String(chunk));
      if (found) resolve(new URL(found[0]));
    });
    void ended.then(({ err }) => reject(new Error(err)));
  });
}

async function close(): Promise<void> {
  child.kill('SIGINT');
  await ended;
}

/** A request with any header, as a browser would not let a page send it. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { path, method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const fromPage = () => ({ 'Content-Type': 'application/json', Origin: address.origin });

interface Message {
  readonly type: string;
  readonly reason?: string;
  readonly line?: number | null;
  readonly overrides?: Record<string, number>;
  readonly analysis?: {
    readonly solution: { readonly totals: Record<string, number> };
    readonly params: { value: number }[];
  };
}

/** Listens as a page does; `next` gives the messages in order. */
async function listen(): Promise<{ next: () => Promise<Message>; close: () => void }> {
  const controller = new AbortController();
  const response = await fetch(new URL('events', address), { signal: controller.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  const messages: Message[] = [];
  let rest = '';
  const next = async (): Promise<Message> => {
    for (;;) {
      const message = messages.shift();
      if (message && message.type !== 'solving') return message;
      if (message) continue;
      const { value, done } = await reader.read();
      if (done) throw new Error('the stream ended');
      const events = (rest + value).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) if (event.startsWith('data: ')) messages.push(JSON.parse(event.slice(6)) as Message);
    }
  };
  return { next, close: () => controller.abort() };
}

const say = (message: unknown) => ask('/message', fromPage(), JSON.stringify(message));

describe('econ preview', () => {
  beforeEach(open);
  afterEach(close);

  it('shows each save, keeps the last picture over a bad one, and takes a good one again', async () => {
    const page = await listen();
    expect((await page.next()).analysis?.solution.totals.a).toBeCloseTo(2, 6);

    writeFileSync(file, MODEL.replace('a/2 + b <= 1', 'a/4 + b <= 1'));
    expect((await page.next()).analysis?.solution.totals.a).toBeCloseTo(4, 6);

    writeFileSync(file, MODEL.replace('a/2 + b <= 1', 'a/2 + c <= 1'));
    const stale = await page.next();
    expect(stale).toMatchObject({ type: 'stale', line: 3 });
    expect(stale.reason).toContain('c');

    // A page that comes now is given the last picture, and why it is stale.
    const late = await listen();
    expect((await late.next()).type).toBe('analysis');
    expect((await late.next()).type).toBe('stale');
    late.close();

    // Many editors save by putting a new file in the old one's place.
    writeFileSync(`${file}.new`, MODEL);
    renameSync(`${file}.new`, file);
    expect((await page.next()).analysis?.solution.totals.a).toBeCloseTo(2, 6);
    page.close();
  });

  it('follows the tables that the text names', async () => {
    const page = await listen();
    await page.next();
    const table = join(dirname(file), 'most.csv');
    writeFileSync(table, 'most\n1\n2\n');
    writeFileSync(file, 'good a, b\nagent A from "most.csv" as row { frontier a + b <= row.most }\nmaximize a');
    expect((await page.next()).analysis?.solution.totals.a).toBeCloseTo(3, 6);
    writeFileSync(table, 'most\n1\n2\n4\n');
    expect((await page.next()).analysis?.solution.totals.a).toBeCloseTo(7, 6);
    page.close();
  });

  it('solves as a slider moves, and writes it into the file, where nothing else changes', async () => {
    const page = await listen();
    expect(await page.next()).toMatchObject({ type: 'analysis', overrides: {} });
    await say({ type: 'set-params', overrides: { w: 0.8 } });
    expect(await page.next()).toMatchObject({ type: 'analysis', overrides: { w: 0.8 } });
    await say({ type: 'write-params', overrides: { w: 0.8 } });
    const written = await page.next();
    expect(written).toMatchObject({ overrides: {}, analysis: { params: [{ value: 0.8 }] } });
    expect(readFileSync(file, 'utf8')).toBe(MODEL.replace('w = 0.5', 'w = 0.8'));
    page.close();
  });

  it('writes no param that the text does not have', async () => {
    const page = await listen();
    expect(await page.next()).toMatchObject({ type: 'analysis' });
    await say({ type: 'write-params', overrides: { nope: 1 } });
    expect(await page.next()).toMatchObject({ type: 'stale', reason: 'There is no param nope in the text.' });
    expect(readFileSync(file, 'utf8')).toBe(MODEL);
    page.close();
  });

  it('ends with 130 when interrupted', async () => {
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130 });
  });
});

describe('what econ preview lets in', () => {
  beforeAll(open);
  afterAll(close);

  it('gives out the page under a strict policy, and nothing but the page', async () => {
    const { status, headers, text } = await ask('/');
    const policy = String(headers['content-security-policy']);
    const nonce = /nonce-([\w-]+)/.exec(policy)?.[1];
    expect(status).toBe(200);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(text).toContain(`nonce="${nonce}"`);
    expect((await ask('/')).text).not.toContain(String(nonce));
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    for (const path of [
      '/econ.js',
      '/../package.json',
      '/%2e%2e/package.json',
      '/model.econ',
      '//evil',
      '//evil/',
      '/message',
    ]) {
      expect((await ask(path)).status, path).toBe(404);
    }
  });

  const FOREIGN: readonly (readonly [string, () => Record<string, string>, string | undefined, number])[] = [
    ['a foreign name for this address', () => ({ Host: `evil.example:${address.port}` }), undefined, 403],
    ['another port in the name', () => ({ Host: '127.0.0.1:1' }), undefined, 403],
    ['another origin', () => ({ ...fromPage(), Origin: 'http://evil.example' }), '{"type":"ready"}', 403],
    ['no origin', () => ({ 'Content-Type': 'application/json' }), '{"type":"ready"}', 403],
    ['another site', () => ({ ...fromPage(), 'Sec-Fetch-Site': 'cross-site' }), '{"type":"ready"}', 403],
    ['what a form can send', () => ({ ...fromPage(), 'Content-Type': 'text/plain' }), '{"type":"ready"}', 415],
    ['text that is not JSON', fromPage, '{', 400],
    ['a message that is too large', fromPage, `"${'x'.repeat(70_000)}"`, 413],
    ['a message it does not know', fromPage, '{"type":"format-disk"}', 204],
    ['a message of the page', fromPage, '{"type":"ready"}', 204],
  ];
  it.each(FOREIGN)('answers %s', async (_what, headers, body, status) => {
    expect((await ask(body === undefined ? '/' : '/message', headers(), body)).status).toBe(status);
  });

  it('says so where the port is taken', async () => {
    const second = start(['preview', file, '--no-open', '--port', address.port]);
    expect(await finished(second)).toMatchObject({ code: 2, err: expect.stringContaining('is taken') });
  });
});
