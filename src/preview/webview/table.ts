export interface Cell {
  readonly text: string;
  /** What to sort by; the text where it is not given. */
  readonly sort?: number | string;
  readonly act?: () => void;
  readonly tone?: 'holds' | 'fails';
}

export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Sort {
  readonly column: number;
  readonly falling: boolean;
}

/** Stable, numbers by size and texts by the reader's alphabet. */
export function sorted<T extends readonly Cell[]>(rows: readonly T[], sort: Sort | null): readonly T[] {
  if (sort === null) return rows;
  const key = (row: T): number | string => row[sort.column]?.sort ?? row[sort.column]?.text ?? '';
  const sign = sort.falling ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(key(a), key(b)));
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : b < a ? 1 : 0;
  return String(a).localeCompare(String(b), undefined, { numeric: true });
}
