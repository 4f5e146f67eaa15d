import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSyntax } from '../language/lsp/statements.ts';
import { tablePaths } from '../language/lsp/table-at.ts';
import { watchFile } from '../preview/serve/watch-file.ts';

/** Watches the tables that a text names, whatever it names next. */
export interface FollowedTables {
  /** The text is now this one. */
  follow(text: string): void;
  close(): void;
}

export function followTables(uri: string, changed: () => void): FollowedTables {
  const folder = uri.startsWith('file:') ? dirname(fileURLToPath(uri)) : process.cwd();
  const watched = new Map<string, { close(): void }>();
  const leave = (path: string) => {
    watched.get(path)?.close();
    watched.delete(path);
  };
  return {
    follow: (text) => {
      const named = new Set(tablePaths(readSyntax(text)).map(({ path }) => resolve(folder, path)));
      for (const path of [...watched.keys()]) if (!named.has(path)) leave(path);
      for (const path of named) if (!watched.has(path)) watched.set(path, watchIfPossible(path, changed));
    },
    close: () => {
      for (const path of [...watched.keys()]) leave(path);
    },
  };
}

/** A table in a folder that is not there cannot change. */
function watchIfPossible(path: string, changed: () => void): { close(): void } {
  try {
    return watchFile(path, changed);
  } catch {
    return { close: () => {} };
  }
}
