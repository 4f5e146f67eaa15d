import type { Range } from 'vscode-languageserver';
import { ownTokens } from './declarations.ts';
import { rangeOfToken } from './navigation.ts';
import type { Snapshot } from './snapshot.ts';

/** Where the text gives a param its value, without the unit; null: it does not. */
export function paramRange(snapshot: Snapshot, name: string): Range | null {
  const declaration = snapshot.names().declarations.find((each) => each.kind === 'param' && each.name === name);
  if (declaration === undefined) return null;
  const own = ownTokens(snapshot.syntax(), declaration.statement).map(({ token }) => token);
  const value = own.slice(3);
  const end = value.findIndex(({ text }) => text === 'in' || text === '[');
  const written = end < 0 ? value : value.slice(0, end);
  const [first, last] = [written[0], written.at(-1)];
  return own[2]?.text !== '=' || !first || !last ? null : rangeOfToken(snapshot, { start: first.start, end: last.end });
}
