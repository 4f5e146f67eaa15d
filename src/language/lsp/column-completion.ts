import { CompletionItemKind } from 'vscode-languageserver';
import { nameableColumns } from '../lower/columns.ts';
import type { Proposal } from './proposals.ts';
import type { Snapshot } from './snapshot.ts';
import { tableOfRow } from './table-at.ts';

/** The columns behind `row.`, each with its first value; null where the cursor is not behind the dot of a row. */
export function columnProposals(
  snapshot: Snapshot,
  offset: number,
): { readonly start: number; readonly end: number; readonly proposals: readonly Proposal[] } | null {
  const { tokens } = snapshot.syntax();
  const last = tokens.findLastIndex(({ start }) => start < offset);
  const before = tokens[last];
  const partial = before?.kind === 'word' && offset <= before.end ? before : undefined;
  const dot = partial ? last - 1 : last;
  if (tokens[dot]?.text !== '.') return null;
  const found = tableOfRow(snapshot, tokens[dot - 1]);
  if (found === null) return null;
  const { columns, first } = found.table;
  const proposals = nameableColumns(found.table)
    .filter((column) => column !== 'name')
    .map((label) => ({
      label,
      kind: CompletionItemKind.Field,
      rank: columns.indexOf(label),
      detail: `${first[columns.indexOf(label)] ?? ''} in the first row of ${found.path}`.trim(),
    }));
  return { start: partial?.start ?? offset, end: partial?.end ?? offset, proposals };
}
