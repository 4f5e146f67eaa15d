import { isProblem, type Table } from '../tables/table.ts';
import { ownTokens } from './declarations.ts';
import type { Snapshot } from './snapshot.ts';
import type { Statement, Syntax } from './statements.ts';
import type { Token } from './tokens.ts';

/** `agent Site from "sites.csv" as row`: the path, and where it stands without its quotes. */
export interface TablePath {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly row: string | null;
  readonly agent: Statement;
}

/** The paths of tables that a text names, however unfinished it is otherwise. */
export function tablePaths(syntax: Syntax): readonly TablePath[] {
  return syntax.statements.flatMap((agent) => {
    if (agent.keyword !== 'agent') return [];
    const own = ownTokens(syntax, agent).map(({ token }) => token);
    const from = own.findIndex(({ text }, i) => 1 < i && text === 'from');
    const file = from < 0 ? undefined : own[from + 1];
    if (file?.kind !== 'string') return [];
    const isClosed = 1 < file.text.length && file.text.endsWith(file.text.charAt(0));
    const row = own[from + 2]?.text === 'as' ? own[from + 3] : undefined;
    const [start, end] = [file.start + 1, file.end - (isClosed ? 1 : 0)];
    const path = file.text.slice(1, isClosed ? -1 : undefined);
    return [{ path, start, end, row: row?.kind === 'word' ? row.text : null, agent }];
  });
}

/** The table whose rows the name before a dot stands for, at an offset; null where it is none, or cannot be read. */
export function tableOfRow(
  snapshot: Snapshot,
  row: Token | undefined,
): { readonly table: Table; readonly path: string } | null {
  const found =
    row && tablePaths(snapshot.syntax()).find((each) => each.row === row.text && isWithin(snapshot, each, row));
  const table = found && snapshot.table(found.path);
  return table && !isProblem(table) ? { table, path: found.path } : null;
}

function isWithin(snapshot: Snapshot, { agent }: TablePath, { start }: Token): boolean {
  const { tokens } = snapshot.syntax();
  const [first, last] = [tokens[agent.first], tokens[agent.end - 1]];
  return (first?.start ?? 0) <= start && start <= (last?.end ?? 0);
}

/** A column where it is used: `area` of `row.area`. */
export interface ColumnUse {
  readonly token: Token;
  readonly table: Table;
  readonly path: string;
  readonly row: string;
}

export function columnAt(snapshot: Snapshot, offset: number): ColumnUse | null {
  const { tokens } = snapshot.syntax();
  const index = tokens.findIndex(({ start, end, kind }) => kind === 'word' && start <= offset && offset <= end);
  const [row, dot, token] = [tokens[index - 2], tokens[index - 1], tokens[index]];
  if (token === undefined || dot?.text !== '.' || row === undefined) return null;
  const found = tableOfRow(snapshot, row);
  return found && { token, row: row.text, ...found };
}
