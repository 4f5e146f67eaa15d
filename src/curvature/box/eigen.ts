/** Eigenvalues and vectors of a small symmetric matrix (Jacobi rotations). In doubles: it only chooses what to prove. */
export function eigen(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((_r, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  return { values: a.map((row, i) => row[i] as number), vectors: a.map((_, k) => v.map((row) => row[k] as number)) };
}

function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const [ap, aq] = [a[p] as number[], a[q] as number[]];
  const off = ap[q] as number;
  if (Math.abs(off) < 1e-300) return;
  const theta = ((aq[q] as number) - (ap[p] as number)) / (2 * off);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of [...a, ...v]) {
    const [x, y] = [row[p] as number, row[q] as number];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [ap[k] as number, aq[k] as number];
    ap[k] = c * x - s * y;
    aq[k] = s * x + c * y;
  }
}
