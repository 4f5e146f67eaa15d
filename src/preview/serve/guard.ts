import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: number;
  readonly why: string;
}

/**
 * Keeps other sites out: a foreign name that was made to point here (DNS rebinding) shows in Host, and a foreign page
 * that posts here shows in Origin or Sec-Fetch-Site. Null: let in.
 */
export function refusal(request: IncomingMessage, port: number): Refusal | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host)) return { status: 403, why: 'not served under this name' };
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && request.method !== 'GET') {
    return { status: 403, why: 'not from another site' };
  }
  if (origin !== undefined && origin !== `http://${host}`) return { status: 403, why: 'not from another origin' };
  return request.method === 'POST' ? unfitPost(request) : null;
}

/** A page of another site can only post without asking what a form could: never this content type, never our origin. */
function unfitPost({ headers }: IncomingMessage): Refusal | null {
  if (headers.origin === undefined) return { status: 403, why: 'a message needs its origin' };
  if (headers['content-type']?.split(';')[0]?.trim() !== 'application/json') return { status: 415, why: 'JSON only' };
  return null;
}

const MOST_BYTES = 64 * 1024;

/** The body as text; null where it is too large. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (MOST_BYTES < size) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
