/**
 * The least costs · x over x >= 0 with rows · x = right, by the two-phase simplex method with Bland's rule (no cycling); null where no x
 * fits within `tolerance`, or costs fall without end.
 */
export function linearProgram(
  rows: readonly (readonly number[])[],
  right: readonly number[],
  costs: readonly number[],
  tolerance = 1e-10,
): Float64Array | null {
  const size = costs.length;
  const table = startingTable(rows, right, size);
  const basis = rows.map((_, i) => size + i);
  const width = size + rows.length;
  const artificial = new Float64Array(width + 1).fill(1, size, width);
  if (!descend(table, basis, artificial, width) || remaining(table, basis, size, width) > tolerance) return null;
  driveOut(table, basis, size, width);
  const real = new Float64Array(width + 1);
  real.set(costs);
  if (!descend(table, basis, real, size)) return null;
  const found = new Float64Array(size);
  basis.forEach((column, i) => {
    if (column < size) found[column] = Math.max(0, table[i]?.[width] ?? 0);
  });
  return found;
}

function startingTable(rows: readonly (readonly number[])[], right: readonly number[], size: number): Float64Array[] {
  return rows.map((row, i) => {
    const flip = (right[i] ?? 0) < 0 ? -1 : 1;
    const line = new Float64Array(size + rows.length + 1);
    row.forEach((value, k) => {
      line[k] = flip * value;
    });
    line[size + i] = 1;
    line[size + rows.length] = flip * (right[i] ?? 0);
    return line;
  });
}

/** Lowers the costs, columns below `allowed` alone entering; false where they fall without end. */
function descend(table: Float64Array[], basis: number[], costs: Float64Array, allowed: number): boolean {
  for (let step = 0; step < 20_000; step++) {
    const entering = enteringColumn(table, basis, costs, allowed);
    if (entering === null) return true;
    const leaving = leavingRow(table, basis, entering);
    if (leaving === null) return false;
    pivot(table, leaving, entering);
    basis[leaving] = entering;
  }
  return true;
}

function enteringColumn(
  table: readonly Float64Array[],
  basis: readonly number[],
  costs: Float64Array,
  allowed: number,
): number | null {
  for (let column = 0; column < allowed; column++) {
    let reduced = costs[column] ?? 0;
    for (let i = 0; i < table.length; i++) reduced -= (costs[basis[i] ?? 0] ?? 0) * (table[i]?.[column] ?? 0);
    if (reduced < -1e-12 && !basis.includes(column)) return column;
  }
  return null;
}

function leavingRow(table: readonly Float64Array[], basis: readonly number[], column: number): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  table.forEach((row, i) => {
    const slope = row[column] ?? 0;
    if (!(slope > 1e-11)) return;
    const ratio = (row[row.length - 1] ?? 0) / slope;
    const ties = best !== null && Math.abs(ratio - least) <= 1e-14 && (basis[i] ?? 0) < (basis[best] ?? 0);
    if (ratio < least - 1e-14 || ties) {
      least = Math.min(ratio, least);
      best = i;
    }
  });
  return best;
}

function pivot(table: readonly Float64Array[], row: number, column: number): void {
  const source = table[row];
  const divisor = source?.[column] ?? 1;
  if (source === undefined) return;
  for (let k = 0; k < source.length; k++) source[k] = (source[k] ?? 0) / divisor;
  table.forEach((target, i) => {
    const factor = target[column] ?? 0;
    if (i === row || factor === 0) return;
    for (let k = 0; k < target.length; k++) target[k] = (target[k] ?? 0) - factor * (source[k] ?? 0);
  });
}

function remaining(table: readonly Float64Array[], basis: readonly number[], size: number, width: number): number {
  return basis.reduce((sum, column, i) => sum + (column >= size ? Math.abs(table[i]?.[width] ?? 0) : 0), 0);
}

/** Rows whose artificial column stays at 0 give it up for any real column. */
function driveOut(table: readonly Float64Array[], basis: number[], size: number, width: number): void {
  for (const [i, column] of basis.entries()) {
    const row = table[i];
    if (column < size || row === undefined) continue;
    row[width] = 0;
    const real = row.findIndex((value, k) => k < size && Math.abs(value) > 1e-9 && !basis.includes(k));
    if (real < 0) row.fill(0);
    else {
      pivot(table, i, real);
      basis[i] = real;
    }
  }
}
