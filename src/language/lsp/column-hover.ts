import { amount } from '../../analysis/words.ts';
import type { ColumnUse } from './table-at.ts';

/** What a column holds: its first cell, and where the file is small enough to be read here, how many rows and between what. */
export function columnHelp({ token, table, path, row }: ColumnUse): readonly string[] {
  const index = table.columns.indexOf(token.text);
  if (index < 0) return [];
  const what = `\`${row}.${token.text}\`: a column of \`${path}\``;
  if (token.text === 'name') return [what, 'It names the members.'];
  const cells = table.cells?.([index]);
  const first = `In the first row: ${table.first[index] ?? 'nothing'}`;
  if (!cells) return [what, first, 'The file is large: its cells are read when the economy is solved.'];
  const values = cells.numbers[0] ?? new Float64Array(0);
  if (cells.count === 0 || 0 < (cells.bad[0]?.count ?? 0)) return [what, first];
  const [low, high] = values.reduce(
    ([least, most], x) => [Math.min(least, x), Math.max(most, x)] as [number, number],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return [what, `${cells.count.toLocaleString('en')} rows, from ${amount(low)} to ${amount(high)}`, first];
}
