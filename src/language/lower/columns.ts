import { GrammarUtils } from 'langium';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import type { Column } from '../generated/ast.ts';
import type { Table } from '../tables/table.ts';
import { type Lowering, type RowReading, report } from './context.ts';
import { suggestions } from './names.ts';
import { didYouMean } from './near-names.ts';

/** What may stand after the dot. */
const WORD = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** What names no column, mostly. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** The columns of a table that formulas can name. */
export function nameableColumns({ columns }: Table): readonly string[] {
  return columns.filter((column) => WORD.test(column));
}

/** The name under which members have their numbers; null, with a finding, where the table has no such column of numbers. */
export function columnOf(lowering: Lowering, node: Column, rows: RowReading): Expression | null {
  const word = node.column;
  if (!word) return null;
  const origin = lowering.origins.ofCst(GrammarUtils.findNodeForProperty(node.$cstNode, 'column') ?? node.$cstNode);
  const index = rows.table.columns.indexOf(word);
  if (index < 0) {
    reportUnknownColumn(lowering, origin, word, rows.table);
    return null;
  }
  if (word === 'name') {
    const message = `\`${rows.name}.name\` names the member and is no number. Take another column.`;
    report(lowering, 'bad-data', origin, message);
    return null;
  }
  const name = `${rows.name}.${word}`;
  if (!rows.used.has(index)) rows.used.set(index, { name, origin });
  return { kind: 'name', name, origin: lowering.origins.ofNode(node) };
}

function reportUnknownColumn(lowering: Lowering, origin: Origin, word: string, table: Table): void {
  const near = suggestions(lowering, word, nameableColumns(table));
  const message = `The table has no column \`${word}\`.${didYouMean(near)} ${columnsText(table)}`;
  report(lowering, 'unknown-column', origin, message, { data: { name: word, near } });
}

const MOST_LISTED = 12;

function columnsText({ columns }: Table): string {
  const mark = otherMark(columns);
  if (mark !== null)
    return `Its first line is read as one column, since its cells are separated by ${mark}: separate them by commas.`;
  const named = columns.filter((column) => column !== '');
  const listed = named.slice(0, MOST_LISTED).map((column) => `\`${column}\``);
  const more = named.length - listed.length;
  const unnameable = named.find((column) => !WORD.test(column));
  const header = named.some((column) => NUMBER.test(column))
    ? ' If that first line is a member, write a line with the names of the columns above it.'
    : '';
  const advice =
    unnameable === undefined ? '' : ` (To use \`${unnameable}\`, rename it in the file to one word.${header})`;
  return `It has ${listed.join(', ')}${0 < more ? ` and ${more} more` : ''}.${advice}`;
}

/** What separates the cells of a header that is read as one column; null where that is not to be seen. */
export function otherMark(columns: readonly string[]): string | null {
  const [only = '', ...others] = columns.filter((column) => column !== '');
  const mark = others.length === 0 ? /[;\t|]/.exec(only)?.[0] : undefined;
  if (mark === undefined) return null;
  return mark === '\t' ? 'tabs' : `\`${mark}\``;
}

/** The row itself is no number. */
export function reportRowAlone(lowering: Lowering, origin: Origin, name: string, { table }: RowReading): void {
  const [example = 'column'] = nameableColumns(table).filter((column) => column !== 'name');
  const message = `\`${name}\` is a row of the table, not a number. Name one of its columns, as in \`${name}.${example}\`.`;
  report(lowering, 'unknown-name', origin, message, { data: { name, near: [] } });
}
