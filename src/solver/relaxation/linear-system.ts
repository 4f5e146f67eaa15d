/** Solves A·x = b in place by elimination with partial pivoting; null where A is singular to working precision. */
export function solveLinear(a: Float64Array[], b: Float64Array): Float64Array | null {
  const n = b.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(a[row]?.[column] ?? 0) > Math.abs(a[pivot]?.[column] ?? 0)) pivot = row;
    }
    const pivotRow = a[pivot];
    const swapped = a[column];
    if (pivotRow === undefined || swapped === undefined || !(Math.abs(pivotRow[column] ?? 0) > 0)) return null;
    a[pivot] = swapped;
    a[column] = pivotRow;
    [b[pivot], b[column]] = [b[column] ?? 0, b[pivot] ?? 0];
    for (let row = column + 1; row < n; row++) eliminate(a, b, pivotRow, column, row);
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row] ?? 0;
    for (let k = row + 1; k < n; k++) sum -= (a[row]?.[k] ?? 0) * (b[k] ?? 0);
    b[row] = sum / (a[row]?.[row] ?? 1);
  }
  return b.every(Number.isFinite) ? b : null;
}

function eliminate(a: Float64Array[], b: Float64Array, pivotRow: Float64Array, column: number, row: number): void {
  const target = a[row];
  const factor = (target?.[column] ?? 0) / (pivotRow[column] ?? 1);
  if (target === undefined || factor === 0) return;
  for (let k = column; k < b.length; k++) target[k] = (target[k] ?? 0) - factor * (pivotRow[k] ?? 0);
  b[row] = (b[row] ?? 0) - factor * (b[column] ?? 0);
}
