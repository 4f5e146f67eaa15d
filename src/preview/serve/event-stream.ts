import type { ServerResponse } from 'node:http';

/** Server-sent events (WHATWG HTML, section 9.2) to every page that listens. */
export interface EventStream {
  /** Adds a listener, which first gets the events that are still true. */
  add(response: ServerResponse): void;
  /** `topic`: a later event of the same topic replaces this one for listeners to come; null: it concerns only those here. */
  send(data: string, topic: string | null): void;
  /** What listeners to come need not hear of any more. */
  forget(topic: string): void;
  close(): void;
}

export function createEventStream(): EventStream {
  const listeners = new Set<ServerResponse>();
  const standing = new Map<string, string>();
  const heartbeat = setInterval(() => broadcast(': still here\n\n'), 20_000);
  heartbeat.unref();
  const broadcast = (text: string) => {
    for (const listener of listeners) listener.write(text);
  };
  return {
    add: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write('retry: 1000\n\n');
      for (const text of standing.values()) response.write(text);
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
    },
    send: (data, topic) => {
      const text = `data: ${data}\n\n`;
      if (topic !== null) {
        standing.delete(topic);
        standing.set(topic, text);
      }
      broadcast(text);
    },
    forget: (topic) => standing.delete(topic),
    close: () => {
      clearInterval(heartbeat);
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
}
