import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import { RESERVED_WORDS } from '../syntax/words.ts';
import { type Occurrence, occurrenceAt, visibleAt } from './names.ts';
import { rangeOfToken, sameAs } from './navigation.ts';
import type { Snapshot } from './snapshot.ts';
import { CONSTANT_HELP, FUNCTION_HELP, MEASURE_HELP } from './words.ts';

/** Why a rename is refused, in a sentence for the person. */
export interface Refusal {
  readonly refused: string;
}

export function prepareRename(snapshot: Snapshot, position: Position): { range: Range; placeholder: string } | null {
  const found = occurrenceAt(snapshot.names(), snapshot.document.offsetAt(position));
  return found && { range: rangeOfToken(snapshot, found.token), placeholder: found.token.text };
}

/** Renames every occurrence; null where no declared name stands. */
export function rename(snapshot: Snapshot, position: Position, newName: string): WorkspaceEdit | Refusal | null {
  const same = sameAs(snapshot, position);
  const first = same[0];
  if (first === undefined) return null;
  const reason = whyNot(snapshot, same, newName);
  if (reason !== null) return { refused: reason };
  const edits = same.map(({ token }) => ({ range: rangeOfToken(snapshot, token), newText: newName }));
  return { changes: { [snapshot.uri]: edits } };
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function whyNot(snapshot: Snapshot, same: readonly Occurrence[], newName: string): string | null {
  if (!NAME.test(newName)) return `“${newName}” is not a name: it takes letters, digits and _, and no digit first.`;
  if (RESERVED_WORDS.has(newName)) return `“${newName}” is a word of the language and cannot be a name.`;
  if (Object.hasOwn(FUNCTION_HELP, newName) || Object.hasOwn(MEASURE_HELP, newName)) {
    return `“${newName}” is a function of the language; as a name it would hide it.`;
  }
  if (Object.hasOwn(CONSTANT_HELP, newName)) return `“${newName}” is a constant; as a name it would hide it.`;
  const declaration = same[0]?.declaration;
  if (declaration === undefined || declaration.name === newName) return null;
  const names = snapshot.names();
  const clashes = same.some(({ token }) =>
    visibleAt(names, token.start).some(
      (other) => other.name === newName && (other.kind === 'unit') === (declaration.kind === 'unit'),
    ),
  );
  const captures = names.occurrences.some(
    ({ token, declaration: other }) =>
      other.name === newName && declaration.from <= token.start && token.start <= declaration.to,
  );
  return clashes || captures ? `“${newName}” already means something else there.` : null;
}
