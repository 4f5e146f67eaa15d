import { type CsvError, type Info, type Options, parse } from 'csv-parse/sync';
import type { Flaw, Flaws, TableCells } from './table.ts';

/** The first line with cells in it, and the row after it; null where there is none. Sentences say what is wrong. */
export function readHead(
  bytes: Buffer,
): { readonly columns: readonly string[]; readonly first: readonly string[] } | string {
  const records: string[][] = [];
  const broken = eachRecord(bytes, { to: 2 }, (record) => records.push(record));
  const [columns, first = []] = records;
  if (columns !== undefined) return { columns: columns.map((name) => name.trim()), first };
  return broken ?? 'is empty: its first line names the columns';
}

/** The numbers in some columns (from 0) of all rows, and the texts of another; rows are not kept. */
export function readCells(bytes: Buffer, width: number, columns: readonly number[], nameColumn: number): TableCells {
  const most = lineBreaks(bytes, 0, bytes.length) + 1;
  const readings = columns.map((column) => ({ column, values: new Float64Array(most), bad: flaws() }));
  const names: string[] | null = nameColumn < 0 ? null : [];
  const ragged = flaws();
  const lines = rowLines(bytes, most);
  let count = -1;
  let end = 0;
  const broken = eachRecord(bytes, {}, (record, info) => {
    const place = { bytes, from: end, to: info.bytes };
    end = info.bytes;
    count++;
    if (count === 0) return;
    lines.take(place, count - 1, info.lines);
    if (record.length !== width || isAfterEmptyLine(place)) note(ragged, place, () => raggedText(record, width, place));
    for (const { column, values, bad } of readings) {
      const text = record[column];
      const value = text === undefined ? Number.NaN : numberIn(text);
      values[count - 1] = value;
      if (Number.isNaN(value) && text !== undefined) note(bad, place, () => text);
    }
    names?.push(record[nameColumn] ?? '');
  });
  const rows = Math.max(0, count);
  return {
    count: rows,
    numbers: readings.map(({ values }) => values.subarray(0, rows)),
    bad: readings.map(({ bad }) => bad),
    ragged,
    names,
    lines: lines.taken(rows),
    broken,
  };
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** The nearest double of a decimal; NaN where the text is none, or beyond what doubles hold. */
export function numberIn(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (value === 0) return /[1-9]/.test(text.replace(/[eE].*/, '')) ? Number.NaN : 0;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Where a record lies in the file, with the empty lines before it. */
interface Place {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

const MOST_NOTED = 3;

type Noted = { first: Flaw[]; count: number };

function flaws(): Noted & Flaws {
  return { first: [], count: 0 };
}

function note(found: Noted, place: Place, text: () => string): void {
  if (found.count++ < MOST_NOTED) found.first.push({ line: lineOf(place), text: text() });
}

function raggedText(record: readonly string[], width: number, place: Place): string {
  if (record.length !== width) return record.length === 1 ? 'has 1 cell' : `has ${record.length} cells`;
  return isAfterEmptyLine(place) ? 'stands behind an empty line' : '';
}

const [LF, CR] = [10, 13];

function isBreak(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}

/** Empty lines at the end of a file are none: no record follows them. */
function isAfterEmptyLine({ bytes, from, to }: Place): boolean {
  return from < to && isBreak(bytes[from]);
}

/** The library counts line ends within quotes twice where they are of two bytes, so lines are counted here, for what is said only. */
function lineOf({ bytes, from, to }: Place): number {
  return lineBreaks(bytes, 0, startOf({ bytes, from, to })) + 1;
}

/** Without the empty lines before it. */
function startOf({ bytes, from, to }: Place): number {
  let start = from;
  while (start < to && isBreak(bytes[start])) start++;
  return start;
}

/** In which line each row stands, kept from where on that is not just one after the other. */
function rowLines(bytes: Buffer, most: number) {
  let kept: Int32Array | null = null;
  let line = 0;
  return {
    /** `ends`: the line in which the library sees the row end, which is right as long as no row has had two. */
    take: (place: Place, row: number, ends: number) => {
      if (kept === null && ends === row + 2) return;
      if (kept === null) {
        kept = Int32Array.from({ length: most }, (_, i) => i + 2);
        line = lineBreaks(bytes, 0, place.from) + 1;
      }
      const start = startOf(place);
      line += lineBreaks(bytes, place.from, start);
      kept[row] = line;
      line += lineBreaks(bytes, start, place.to);
    },
    taken: (rows: number) => kept?.subarray(0, rows) ?? null,
  };
}

function lineBreaks(bytes: Buffer, from: number, end: number): number {
  let count = 0;
  for (let i = from; i < end; i++) {
    const byte = bytes[i];
    if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) count++;
  }
  return count;
}

const OPTIONS: Options = {
  bom: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  skip_empty_lines: true,
  relax_column_count: true,
};

/** Reads by RFC 4180 and keeps nothing. What is wrong with the quotes ends it, and comes back as a sentence; null: all is read. */
function eachRecord(bytes: Buffer, options: Options, take: (record: string[], info: Info) => void): string | null {
  const on_record = (record: string[], info: Info) => {
    take(record, info);
    return null;
  };
  try {
    parse(bytes, { ...OPTIONS, ...options, on_record } as Options);
    return null;
  } catch (error) {
    return reasonOf(error as CsvError & { readonly bytes?: number }, bytes);
  }
}

function reasonOf(error: CsvError & { readonly bytes?: number }, bytes: Buffer): string {
  const line = lineBreaks(bytes, 0, Math.min(bytes.length, error.bytes ?? 0)) + 1;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `has a quote (") that is opened in line ${line} or later and never closed`;
    case 'INVALID_OPENING_QUOTE':
      return `has a quote (") within a cell in line ${line}: a cell with quotes stands in quotes itself, and each quote in it is written twice`;
    case 'CSV_INVALID_CLOSING_QUOTE':
      return `has something behind a closing quote (") in line ${line}: a quote within a cell is written twice`;
    default:
      throw error;
  }
}
