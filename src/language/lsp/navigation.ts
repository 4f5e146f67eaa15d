import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type Position,
  type Range,
} from 'vscode-languageserver';
import { isProblem, type Table } from '../tables/table.ts';
import { libraryFunction, librarySnapshot } from './library-names.ts';
import { type Occurrence, occurrenceAt } from './names.ts';
import type { Snapshot } from './snapshot.ts';
import { columnAt, tablePaths } from './table-at.ts';
import type { Token } from './tokens.ts';

/** Where a name is declared; `opensLibrary`: the editor can show what is declared in the library. */
export function definition(snapshot: Snapshot, position: Position, opensLibrary = false): Location | null {
  const offset = snapshot.document.offsetAt(position);
  const found = occurrenceAt(snapshot.names(), offset);
  if (found !== null) return { uri: snapshot.uri, range: rangeOfToken(snapshot, found.declaration.token) };
  const table = tableAt(snapshot, offset);
  if (table !== null) return { uri: table.uri, range: FIRST_LINE };
  const { tokens } = snapshot.syntax();
  const index = tokens.findIndex(({ start, end, kind }) => kind === 'word' && start <= offset && offset <= end);
  const isCalled = tokens[index + 1]?.text === '(';
  const inLibrary = opensLibrary && isCalled ? libraryFunction(tokens[index]?.text ?? '') : null;
  const library = librarySnapshot();
  return inLibrary && { uri: library.uri, range: rangeOfToken(library, inLibrary.token) };
}

const FIRST_LINE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The table of the column, or of the path, at an offset. */
function tableAt(snapshot: Snapshot, offset: number): Table | null {
  const place = tablePaths(snapshot.syntax()).find(({ start, end }) => start <= offset && offset <= end);
  if (place === undefined) return columnAt(snapshot, offset)?.table ?? null;
  const table = snapshot.table(place.path);
  return isProblem(table) ? null : table;
}

export function references(snapshot: Snapshot, position: Position, withDeclaration: boolean): readonly Location[] {
  return sameAs(snapshot, position)
    .filter(({ token, declaration }) => withDeclaration || token !== declaration.token)
    .map(({ token }) => ({ uri: snapshot.uri, range: rangeOfToken(snapshot, token) }));
}

export function highlights(snapshot: Snapshot, position: Position): readonly DocumentHighlight[] {
  return sameAs(snapshot, position).map(({ token, declaration }) => ({
    range: rangeOfToken(snapshot, token),
    kind: token === declaration.token ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

/** Every occurrence of the name at the position. */
export function sameAs(snapshot: Snapshot, position: Position): readonly Occurrence[] {
  const names = snapshot.names();
  const found = occurrenceAt(names, snapshot.document.offsetAt(position));
  return found === null ? [] : names.occurrences.filter(({ declaration }) => declaration === found.declaration);
}

export function rangeOfToken({ document }: Snapshot, { start, end }: Pick<Token, 'start' | 'end'>): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
