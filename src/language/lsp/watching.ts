import { DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import type { Desk } from './desk.ts';
import { reread } from './editing.ts';
import { readSyntax } from './statements.ts';
import { tablePaths } from './table-at.ts';

/** Asks the editor to say when tables change on disk (others than `.csv` are looked at when the text is read again). */
export async function watchTables({ connection, skills }: Desk): Promise<void> {
  if (!skills.watchesFiles) return;
  const watchers = [{ globPattern: '**/*.csv' }];
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

/** Reads the open texts again that name one of the files, by the end of its path. */
export function tablesChanged(desk: Desk, uris: readonly string[]): void {
  const changed = new Set(uris.map((uri) => decodeURIComponent(lastPart(uri))));
  for (const file of desk.files.values()) {
    const named = tablePaths(readSyntax(file.document.getText())).map(({ path }) => lastPart(path));
    if (named.some((path) => changed.has(path))) reread(desk, file);
  }
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
