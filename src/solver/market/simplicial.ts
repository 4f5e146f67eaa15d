/**
 * Small simplices of prices whose corners want, between them, every price lowered: near an equilibrium, whatever the excess demand (van der
 * Laan & Talman 1979, a restart algorithm without an extra dimension; integer labels as in Scarf 1967). `label(q)` names a good with
 * q > 0 whose excess demand is not positive; q are parts of 1. Each restart has a finer grid; `found` may end the search by giving true.
 */
export function followPath(
  start: readonly number[],
  label: (q: readonly number[]) => number,
  found: (corners: readonly (readonly number[])[], mesh: number) => boolean,
  most: { readonly evaluations: number },
): boolean {
  let centre = [...start];
  let evaluations = 0;
  const counted = (q: readonly number[]): number => {
    evaluations++;
    return label(q);
  };
  for (let grid = 4 * start.length; grid < 1e12; grid *= 3) {
    const corners = completeSimplex(onGrid(centre, grid), grid, counted, () => evaluations > most.evaluations);
    if (corners === null) return false;
    if (found(corners, 1 / grid)) return true;
    centre = corners[0]?.map((_, j) => corners.reduce((sum, q) => sum + (q[j] ?? 0), 0) / corners.length) ?? centre;
  }
  return false;
}

/** The nearest grid point, as whole numbers that sum to `grid`. */
function onGrid(q: readonly number[], grid: number): number[] {
  const floors = q.map((v) => Math.floor(v * grid));
  let left = grid - floors.reduce((a, b) => a + b, 0);
  const order = [...q.keys()].sort((a, b) => (((q[b] ?? 0) * grid) % 1) - (((q[a] ?? 0) * grid) % 1));
  for (const j of order) {
    if (left <= 0) break;
    floors[j] = (floors[j] ?? 0) + 1;
    left--;
  }
  return floors;
}

/** Corners as parts of 1; null where the work runs out. */
function completeSimplex(
  start: readonly number[],
  grid: number,
  label: (q: readonly number[]) => number,
  isOver: () => boolean,
): readonly (readonly number[])[] | null {
  const n = start.length;
  let first = [...start];
  let order: number[] = [];
  const steps = new Array<number>(n).fill(0);
  const known = new Map<string, number>();
  const labelOf = (corner: readonly number[]): number => {
    const key = corner.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const own = label(corner.map((v) => v / grid));
    known.set(key, own);
    return own;
  };
  let entering = labelOf(first);
  let newest = 0;
  while (!isOver()) {
    if (!order.includes(entering)) {
      if (order.length === n - 1) return cornersOf(first, order).map((corner) => corner.map((v) => v / grid));
      order = [...order, entering];
      newest = order.length;
      entering = labelOf(cornersOf(first, order)[newest] ?? first);
      continue;
    }
    // The other corner with the label of the newest one leaves.
    let leaving = cornersOf(first, order).findIndex((corner, s) => s !== newest && labelOf(corner) === entering);
    for (;;) {
      if (leaving < 0) return null;
      const last = order[order.length - 1] ?? 0;
      if (leaving === order.length && (steps[last] ?? 0) === 0) {
        // The path comes back to a lower dimension: the direction is given up, and with it the corner that had its label.
        order = order.slice(0, -1);
        leaving = cornersOf(first, order).findIndex((corner) => labelOf(corner) === last);
        continue;
      }
      if (leaving === 0) {
        const [head = 0, ...rest] = order;
        first = shifted(first, head, 1);
        steps[head] = (steps[head] ?? 0) + 1;
        order = [...rest, head];
        newest = order.length;
      } else if (leaving === order.length) {
        first = shifted(first, last, -1);
        steps[last] = (steps[last] ?? 0) - 1;
        order = [last, ...order.slice(0, -1)];
        newest = 0;
      } else {
        const [a = 0, b = 0] = [order[leaving - 1], order[leaving]];
        order = order.map((v, k) => (k === leaving - 1 ? b : k === leaving ? a : v));
        newest = leaving;
      }
      break;
    }
    entering = labelOf(cornersOf(first, order)[newest] ?? first);
  }
  return null;
}

/** One unit of price taken from good j and given to the next. */
function shifted(corner: readonly number[], j: number, by: number): number[] {
  const next = [...corner];
  const after = (j + 1) % corner.length;
  next[j] = (next[j] ?? 0) - by;
  next[after] = (next[after] ?? 0) + by;
  return next;
}

function cornersOf(first: readonly number[], order: readonly number[]): readonly (readonly number[])[] {
  const corners: (readonly number[])[] = [first];
  for (const j of order) corners.push(shifted(corners[corners.length - 1] ?? first, j, 1));
  return corners;
}
