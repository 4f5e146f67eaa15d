import { closeSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readCells, readHead } from './read-csv.ts';
import type { Flaws, ReadTable, Table, TableCells, TableProblem } from './table.ts';

/** `folder`: where paths start in texts that lie in no folder (standard input, unsaved); null: there is none. */
export type TableFiles = (folder: string | null) => ReadTable;

/** The largest file (bytes) that is read at all. */
export const LARGEST_TABLE = 512 * 2 ** 20;

/** Reads tables from disk; a file that has not changed since is not read again. Of those over `largestWhole` bytes only the header. */
export function tableFiles(largestWhole = LARGEST_TABLE): TableFiles {
  const remembered = new Map<string, Remembered>();
  return (folder) => (file, uri) => {
    const base = folderOf(uri) ?? folder;
    if (base === null && !isAbsolute(file)) return unsaved(file);
    const path = resolve(base ?? '', file);
    const stats = statOf(path);
    if ('problem' in stats) return stats;
    const known = remembered.get(path);
    remembered.delete(path);
    const isSame = known?.mtimeMs === stats.mtimeMs && known.size === stats.size;
    const entry =
      known && isSame ? known : { mtimeMs: stats.mtimeMs, size: stats.size, read: open(path, stats, largestWhole) };
    remembered.set(path, entry);
    if (MOST_REMEMBERED < remembered.size) remembered.delete(remembered.keys().next().value ?? path);
    return entry.read;
  };
}

interface Remembered {
  readonly mtimeMs: number;
  readonly size: number;
  readonly read: Table | TableProblem;
}

const MOST_REMEMBERED = 8;

/** The folder of a text on disk; null for one that lies nowhere. */
function folderOf(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? dirname(fileURLToPath(uri)) : null;
  } catch {
    return null;
  }
}

function unsaved(file: string): TableProblem {
  const message = `Where \`${file}\` lies cannot be told: the text is not saved yet. Save it (the path starts from its folder), or write the whole path.`;
  return { problem: 'file-not-found', message };
}

function statOf(path: string): Stats | TableProblem {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return notFound(`\`${path}\` is a folder. Name a file in it.`);
    if (!stats.isFile()) return notFound(`\`${path}\` is no file that can be read as a whole.`);
    if (stats.size <= LARGEST_TABLE) return stats;
    const size = Math.ceil(stats.size / 2 ** 20);
    return notFound(
      `\`${path}\` has ${size} MB, and at most ${LARGEST_TABLE / 2 ** 20} MB are read. Split the table among several agents.`,
      'bad-data',
    );
  } catch (error) {
    return notFound(`\`${path}\` ${reasonOf(error)}`);
  }
}

function notFound(message: string, problem: TableProblem['problem'] = 'file-not-found'): TableProblem {
  return { problem, message };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return 'is not there. Check the path: it starts from the folder of this text.';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read.';
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

/** So many bytes are enough for the header and the first row. */
const HEAD_BYTES = 2 ** 18;

function open(path: string, { size }: Stats, largestWhole: number): Table | TableProblem {
  try {
    const isWhole = size <= largestWhole;
    const head = headOf(path, size);
    if (head.includes(0))
      return notFound(
        `\`${path}\` is not text in UTF-8: a table has one row a line, its cells separated by commas.`,
        'bad-data',
      );
    const read = readHead(head);
    if (typeof read === 'string') return notFound(`\`${path}\` ${read}.`, 'bad-data');
    const cells = isWhole ? remembering(path, read.columns) : null;
    return { path, uri: pathToFileURL(path).href, size, ...read, cells };
  } catch (error) {
    return notFound(`\`${path}\` ${reasonOf(error)}`);
  }
}

function headOf(path: string, size: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(size, HEAD_BYTES));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

interface Column {
  readonly numbers: Float64Array;
  readonly bad: Flaws;
}

/** Reads a column when it is first asked for, all that are asked for at once. */
function remembering(path: string, header: readonly string[]): (columns: readonly number[]) => TableCells {
  const known = new Map<number, Column>();
  let last: TableCells | null = null;
  const read = (columns: readonly number[]): TableCells => {
    const cells = readCells(readFileSync(path), header.length, columns, last === null ? header.indexOf('name') : -1);
    for (const [i, column] of columns.entries())
      known.set(column, { numbers: cells.numbers[i] as Float64Array, bad: cells.bad[i] as Flaws });
    return { ...cells, names: last === null ? cells.names : last.names };
  };
  return (columns) => {
    const missing = columns.filter((column) => !known.has(column));
    if (last === null || 0 < missing.length) {
      const before: TableCells | null = last;
      last = read(missing);
      // The file has changed under our hands.
      if (before !== null && before.count !== last.count) {
        last = null;
        last = read(columns);
      }
    }
    const asked = columns.map((column) => known.get(column) as Column);
    return { ...last, numbers: asked.map(({ numbers }) => numbers), bad: asked.map(({ bad }) => bad) };
  };
}
