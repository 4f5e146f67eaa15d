/**
 * A solution of rows · x = right by elimination with full pivoting; unknowns that the equations leave open (pivots below `open` times the
 * largest) are 0, and equations left over are not looked at. Both arguments are overwritten.
 */
export function solveOpen(rows: Float64Array[], right: Float64Array, open = 1e-12): Float64Array {
  const size = rows[0]?.length ?? 0;
  const places = Array.from({ length: size }, (_, k) => k);
  let rank = 0;
  let largest = 0;
  for (; rank < Math.min(rows.length, size); rank++) {
    const pivot = largestFrom(rows, rank, size);
    if (rank === 0) largest = pivot.size;
    if (!(pivot.size > open * largest)) break;
    swapRows(rows, right, rank, pivot.row);
    swapColumns(rows, places, rank, pivot.column);
    for (let row = rank + 1; row < rows.length; row++) eliminate(rows, right, rank, row);
  }
  return backwards(rows, right, rank, places);
}

function largestFrom(rows: readonly Float64Array[], from: number, size: number) {
  let best = { size: 0, row: from, column: from };
  for (let row = from; row < rows.length; row++) {
    for (let column = from; column < size; column++) {
      const value = Math.abs(rows[row]?.[column] ?? 0);
      if (value > best.size) best = { size: value, row, column };
    }
  }
  return best;
}

function swapRows(rows: Float64Array[], right: Float64Array, a: number, b: number): void {
  const [first, second] = [rows[a], rows[b]];
  if (a === b || first === undefined || second === undefined) return;
  rows[a] = second;
  rows[b] = first;
  [right[a], right[b]] = [right[b] ?? 0, right[a] ?? 0];
}

function swapColumns(rows: readonly Float64Array[], places: number[], a: number, b: number): void {
  if (a === b) return;
  for (const row of rows) [row[a], row[b]] = [row[b] ?? 0, row[a] ?? 0];
  [places[a], places[b]] = [places[b] ?? 0, places[a] ?? 0];
}

function eliminate(rows: readonly Float64Array[], right: Float64Array, pivot: number, row: number): void {
  const [source, target] = [rows[pivot], rows[row]];
  const factor = (target?.[pivot] ?? 0) / (source?.[pivot] ?? 1);
  if (source === undefined || target === undefined || factor === 0) return;
  for (let k = pivot; k < target.length; k++) target[k] = (target[k] ?? 0) - factor * (source[k] ?? 0);
  right[row] = (right[row] ?? 0) - factor * (right[pivot] ?? 0);
}

function backwards(
  rows: readonly Float64Array[],
  right: Float64Array,
  rank: number,
  places: readonly number[],
): Float64Array {
  const found = new Float64Array(places.length);
  for (let row = rank - 1; row >= 0; row--) {
    let sum = right[row] ?? 0;
    for (let k = row + 1; k < rank; k++) sum -= (rows[row]?.[k] ?? 0) * (found[places[k] ?? 0] ?? 0);
    found[places[row] ?? 0] = sum / (rows[row]?.[row] ?? 1);
  }
  return found;
}
