import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Table, TableProblem } from '../tables/table.ts';
import type { Engine, Model, Reading } from './engine.ts';
import { type Names, readNames } from './names.ts';
import { readSyntax, type Syntax } from './statements.ts';

/** One version of one document with all that has been found out about it so far; each part is computed when first asked for. */
export interface Snapshot {
  readonly uri: string;
  readonly version: number;
  readonly document: TextDocument;
  readonly text: string;
  readonly syntax: () => Syntax;
  readonly names: () => Names;
  /** Parsed; its steps prove one agent each. */
  readonly reading: () => Reading;
  /** Parsed, lowered and proven, at once where that has not been done step by step. */
  readonly model: () => Model;
  /** The table that the text names by this path. */
  readonly table: (file: string) => Table | TableProblem;
}

export function takeSnapshot(document: TextDocument, engine: () => Engine): Snapshot {
  const text = document.getText();
  const syntax = once(() => readSyntax(text));
  const reading = once(() => engine().begin(text, document.uri));
  return {
    uri: document.uri,
    version: document.version,
    document,
    text,
    syntax,
    names: once(() => readNames(syntax())),
    reading,
    model: once(() => reading().finish()),
    table: (file) => engine().table(file, document.uri),
  };
}

export function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: compute() };
    return made.value;
  };
}
