import { readCells, readHead } from '../../src/language/tables/read-csv.ts';
import type { ReadTable, Table } from '../../src/language/tables/table.ts';

/** A table of a text in memory; throws where it has no header. */
export function tableOf(csv: string, file = 'sites.csv'): Table {
  const bytes = Buffer.from(csv);
  const head = readHead(bytes);
  if (typeof head === 'string') throw new Error(head);
  const names = head.columns.indexOf('name');
  const cells: Table['cells'] = (columns) => readCells(bytes, head.columns.length, columns, names);
  return { path: `/tables/${file}`, uri: `file:///tables/${file}`, size: bytes.length, ...head, cells };
}

/** Reads tables from texts by the names of their files. */
export function tablesIn(files: Readonly<Record<string, string>>): ReadTable {
  return (file) => {
    const csv = files[file];
    if (csv !== undefined) return tableOf(csv, file);
    return { problem: 'file-not-found', message: `\`/tables/${file}\` is not there.` };
  };
}
