import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ToPage } from '../protocol.ts';
import { createEventStream } from './event-stream.ts';
import { readBody, refusal } from './guard.ts';
import { contentSecurityPolicy, pageHtml } from './page.ts';

export interface ServeOptions {
  readonly title: string;
  /** The folder of webview.js and webview.css; nothing else in it is given out. */
  readonly bundle: string;
  /** 0: any free port. */
  readonly port: number;
  /** A message of a page, parsed but not yet checked. */
  readonly receive: (message: unknown) => void;
  /** JSON of the interfaces. */
  readonly encode: (message: ToPage) => string;
}

export interface PreviewServer {
  readonly address: string;
  send(message: ToPage): void;
  close(): Promise<void>;
}

/** Serves the preview's page on 127.0.0.1 only. Rejects when the port is taken. */
export async function servePreview(options: ServeOptions): Promise<PreviewServer> {
  const events = createEventStream();
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const refused = refusal(request, port);
    if (refused) return end(response, refused.status, refused.why);
    route(request, response).catch(() => end(response, 400, 'broken off'));
  });
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = `${request.method} ${(request.url ?? '/').split('?', 1)[0]}`;
    const bundled = BUNDLED.get(asked);
    if (asked === 'GET /') return page(response, options.title);
    if (bundled) return file(response, join(options.bundle, bundled.name), bundled.type);
    if (asked === 'GET /events') return events.add(response);
    if (asked === 'POST /message') return message(request, response, options.receive);
    return end(response, 404, 'nothing here');
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    send: (sent) => {
      if (sent.type === 'analysis') events.forget('stale');
      events.send(options.encode(sent), STANDING.has(sent.type) ? sent.type : null);
    },
    close: () => {
      events.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What a page that comes later must be told first: the last picture, and behind it why it is stale. */
const STANDING: ReadonlySet<ToPage['type']> = new Set(['analysis', 'stale']);

const BUNDLED = new Map([
  ['GET /webview.js', { name: 'webview.js', type: 'text/javascript; charset=utf-8' }],
  ['GET /webview.css', { name: 'webview.css', type: 'text/css; charset=utf-8' }],
]);

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

function page(response: ServerResponse, title: string): void {
  const nonce = randomBytes(16).toString('base64url');
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy(nonce),
  };
  response.writeHead(200, { ...HEADERS, ...headers }).end(pageHtml(title, nonce));
}

function file(response: ServerResponse, path: string, type: string): void {
  const stream = createReadStream(path);
  stream.on('open', () => response.writeHead(200, { ...HEADERS, 'Content-Type': type }));
  stream.on('error', () => end(response, 404, 'the page is not built: npm run build'));
  stream.pipe(response);
}

async function message(
  request: IncomingMessage,
  response: ServerResponse,
  receive: (message: unknown) => void,
): Promise<void> {
  const body = await readBody(request);
  if (body === null) return end(response, 413, 'too large');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return end(response, 400, 'not JSON');
  }
  receive(parsed);
  response.writeHead(204, HEADERS).end();
}

function end(response: ServerResponse, status: number, why: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
}
