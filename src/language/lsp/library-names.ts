import { TextDocument } from 'vscode-languageserver-textdocument';
import { LIBRARY_TEXT, LIBRARY_URI } from '../library/standard.ts';
import type { Declaration } from './declarations.ts';
import { once, type Snapshot, takeSnapshot } from './snapshot.ts';

/** The library as a document that can be read, with its names. */
export const librarySnapshot: () => Snapshot = once(() =>
  takeSnapshot(TextDocument.create(LIBRARY_URI, 'econ', 1, LIBRARY_TEXT), () => {
    throw new Error('The library is not judged by itself.');
  }),
);

export function libraryFunctions(): readonly Declaration[] {
  return librarySnapshot()
    .names()
    .declarations.filter(({ kind }) => kind === 'fun');
}

export function libraryFunction(name: string): Declaration | null {
  return libraryFunctions().find((declaration) => declaration.name === name) ?? null;
}
