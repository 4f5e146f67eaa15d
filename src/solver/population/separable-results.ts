import type { Judged, Made } from './aggregate.ts';
import { INSIDE } from './choice.ts';
import type { SeparableMembers } from './separable-members.ts';

/** What the choices of all cells' members say: marginal products at the shares that their yields show. */
export function judgeSplits(
  cells: readonly SeparableMembers[],
  made: Made,
  tasks: readonly number[],
  size: number,
): Judged {
  const count = made.choice.length;
  const room = (): Float64Array => new Float64Array(count);
  const judged = {
    caps: Array.from({ length: size }, room),
    standing: new Uint8Array(count),
    bends: new Uint8Array(count),
    ratioLo: null,
    ratioHi: null,
    supportLo: null,
    supportHi: null,
    products: tasks.map(() => ({ lo: room(), hi: room() })),
  };
  for (const cell of cells) judgeCell(cell, made, tasks, judged);
  return judged;
}

function judgeCell(
  cell: SeparableMembers,
  { choice, amounts }: Made,
  tasks: readonly number[],
  { caps, standing, bends, products }: Judged,
): void {
  const of = (k: number): number => cell.members?.[k] ?? k;
  const shares = tasks.map((_, j) =>
    Float64Array.from({ length: cell.count }, (__, k) => {
      const code = choice[of(k)] as number;
      return code >= INSIDE ? ((cell.shares[j] as Float64Array)[k] as number) : code === j ? 1 : 0;
    }),
  );
  cell.formula.run(shares, 0, cell.count, cell.values);
  const bent = cell.pieces.some((own) => own.some(({ curvature }) => curvature === 'convex')) ? 1 : 0;
  for (let k = 0; k < cell.count; k++) {
    const i = of(k);
    let bound = false;
    tasks.forEach((good, j) => {
      const cap = (cell.full[j] as Float64Array)[k] as number;
      (caps[good] as Float64Array)[i] = cap;
      if (((amounts[j] as Float64Array)[i] as number) <= 1e-12 * cap) bound = true;
      const product = (cell.values[3 * j + 1] as Float64Array)[k] as number;
      (products?.[j]?.lo as Float64Array)[i] = product;
      (products?.[j]?.hi as Float64Array)[i] = product;
    });
    standing[i] = bound ? 0 : 1;
    bends[i] = bent;
  }
}
