import { specializationFrom } from './mix.ts';

/**
 * The members of one agent, a row for those who do the same: as columns, since there may be a million of them. Goods are
 * the economy's, in its order.
 */
export interface Rows {
  readonly length: number;
  /** How many members a row stands for; null: one each. */
  readonly counts: ArrayLike<number> | null;
  /** A column a good. */
  readonly outputs: readonly ArrayLike<number>[];
  /** Mix vectors, a column a good; all 0 where a member makes nothing. */
  readonly mixes: readonly Float64Array[];
  /** 1: it makes nothing, and has no mix. */
  readonly idle: Uint8Array;
  /** NaN where idle. */
  readonly specialization: Float64Array;
}

/** Some rows of Rows, in rising order; null: all of them. */
export type Chosen = Int32Array | null;

/** m_j = (y_j / cap_j) / Σ (y_k / cap_k), caps of 0 giving 0; and (Σ m_j² − 1/n) / (1 − 1/n) over the n goods `makeable`. */
export function rowsOf(
  outputs: readonly ArrayLike<number>[],
  caps: readonly ArrayLike<number>[],
  counts: ArrayLike<number> | null,
  length: number,
  makeable: number,
): Rows {
  const sums = new Float64Array(length);
  const shares = outputs.map((column, j) => addedShares(column, caps[j] ?? [], sums));
  return rowsOfMixes(outputs, shares, sums, counts, makeable);
}

function addedShares(column: ArrayLike<number>, cap: ArrayLike<number>, sums: Float64Array): Float64Array {
  const shares = new Float64Array(sums.length);
  for (let i = 0; i < shares.length; i++) {
    const most = cap[i] ?? 0;
    const share = most > 0 ? (column[i] as number) / most : 0;
    shares[i] = share;
    sums[i] = (sums[i] as number) + share;
  }
  return shares;
}

/** From shares that add up to `sums`, which are 0 where a member is idle. */
export function rowsOfMixes(
  outputs: readonly ArrayLike<number>[],
  shares: readonly Float64Array[],
  sums: Float64Array,
  counts: ArrayLike<number> | null,
  makeable: number,
): Rows {
  const { length } = sums;
  const idle = new Uint8Array(length);
  const squares = new Float64Array(length);
  for (const share of shares) {
    for (let i = 0; i < length; i++) {
      const sum = sums[i] as number;
      const mix = sum > 0 ? (share[i] as number) / sum : 0;
      share[i] = mix;
      squares[i] = (squares[i] as number) + mix * mix;
    }
  }
  for (let i = 0; i < length; i++) idle[i] = (sums[i] as number) > 0 ? 0 : 1;
  const specialization = squares.map((square, i) =>
    idle[i] === 1 ? Number.NaN : specializationFrom(square, makeable),
  );
  return { length, counts, outputs, mixes: shares, idle, specialization };
}

export const countOf = ({ counts }: Rows, row: number): number => (counts === null ? 1 : (counts[row] as number));

/** How many members the rows are. */
export function membersIn(rows: Rows, chosen: Chosen): number {
  const { length } = chosen ?? rows;
  if (rows.counts === null) return length;
  let members = 0;
  for (let k = 0; k < length; k++) members += countOf(rows, chosen === null ? k : (chosen[k] as number));
  return members;
}

/** The mean of a column over members, added up in parts so that little is lost. */
export function meanOver(rows: Rows, column: ArrayLike<number>, chosen: Chosen, members: number): number {
  const { length } = chosen ?? rows;
  if (length === 1) return column[chosen === null ? 0 : (chosen[0] as number)] as number;
  let sum = 0;
  for (let start = 0; start < length; start += PART) {
    sum += partOver(rows, column, chosen, start, Math.min(start + PART, length));
  }
  return sum / members;
}

const PART = 1024;

function partOver({ counts }: Rows, column: ArrayLike<number>, chosen: Chosen, start: number, end: number): number {
  let part = 0;
  for (let k = start; k < end; k++) {
    const row = chosen === null ? k : (chosen[k] as number);
    part += counts === null ? (column[row] as number) : (counts[row] as number) * (column[row] as number);
  }
  return part;
}
