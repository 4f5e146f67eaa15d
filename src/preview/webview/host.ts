import type { FromPage } from '../protocol.ts';

/** Whom the page talks to: VS Code, or the server of `econ preview`. */
export interface Host {
  send(message: FromPage): void;
  /** Calls back with every message, still unchecked, and with whether the connection stands. */
  listen(receive: (raw: unknown) => void, connection: (alive: boolean) => void): void;
  /** What the page wants to find again after a reload; `recall` gives null the first time. */
  remember(state: unknown): void;
  recall(): unknown;
}

interface EditorApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare const acquireVsCodeApi: undefined | (() => EditorApi);

/** The host of this page: the editor where there is one, else the server that the page came from. */
export function connect(): Host {
  return typeof acquireVsCodeApi === 'function' ? editorHost(acquireVsCodeApi()) : serverHost();
}

function editorHost(api: EditorApi): Host {
  return {
    send: (message) => api.postMessage(message),
    listen: (receive) => window.addEventListener('message', (event: MessageEvent<unknown>) => receive(event.data)),
    remember: (state) => api.setState(state),
    recall: () => api.getState() ?? null,
  };
}

function serverHost(): Host {
  const key = `econ-preview ${location.pathname}`;
  return {
    send: (message) => {
      fetch('message', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(message),
      }).catch(() => console.warn('econ: the server did not take a message', message.type));
    },
    listen: (receive, connection) => {
      const events = new EventSource('events');
      events.onopen = () => connection(true);
      events.onerror = () => connection(false);
      events.onmessage = (event: MessageEvent<string>) => receive(parse(event.data));
    },
    remember: (state) => attempt(() => sessionStorage.setItem(key, JSON.stringify(state))),
    recall: () => attempt(() => parse(sessionStorage.getItem(key) ?? 'null')) ?? null,
  };
}

function parse(text: string): unknown {
  return attempt(() => JSON.parse(text) as unknown);
}

/** Storage may be blocked and text may be cut off: then there is nothing. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
