/** A file with one member a row, as formulas see it: the first line names the columns. */
export interface Table {
  /** Where it lies, for messages and for whoever opens it. */
  readonly path: string;
  readonly uri: string;
  /** The names in the first line, without the white space around them. */
  readonly columns: readonly string[];
  /** The cells of the first row; none where there is no row. */
  readonly first: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** The numbers in the columns asked for (from 0). Null: it is too large to be read where the text is being typed. */
  readonly cells: ((columns: readonly number[]) => TableCells) | null;
}

/** All rows of some columns. The same columns of the same file are the same arrays each time. */
export interface TableCells {
  readonly count: number;
  /** One number a row for each column asked for; NaN where a cell holds none. */
  readonly numbers: readonly Float64Array[];
  /** The cells that hold no number, for each column asked for. */
  readonly bad: readonly Flaws[];
  /** Rows that have too few or too many cells. */
  readonly ragged: Flaws;
  /** The column `name`, where there is one. */
  readonly names: readonly string[] | null;
  /** The line of each row; null: row i (from 0) stands in line i + 2. */
  readonly lines: Int32Array | null;
  /** Why reading broke off before the end, in a sentence; null: it did not. */
  readonly broken: string | null;
}

/** The first few places of a kind of mistake, and how many there are. */
export interface Flaws {
  readonly first: readonly Flaw[];
  readonly count: number;
}

export interface Flaw {
  /** As an editor counts them: the header is line 1. */
  readonly line: number;
  readonly text: string;
}

/** Why there is no table, in a sentence that names the path looked at. */
export interface TableProblem {
  readonly problem: 'file-not-found' | 'bad-data';
  readonly message: string;
}

/** Reads the table that the text at `uri` names. */
export type ReadTable = (file: string, uri: string) => Table | TableProblem;

export function isProblem(read: Table | TableProblem): read is TableProblem {
  return 'problem' in read;
}
