import { differentiate } from '../../curvature/frontier/differentiate.ts';
import type { FamilyPiece, SeparableFamily } from '../../curvature/population/family.ts';
import { type BoundedMovingFormula, boundedColumns } from '../../math/columns/bounded-columns.ts';
import { INSIDE, OUT } from './choice.ts';
import { outputOf, type SeparableMembers, shareName } from './separable-members.ts';
import { heedAt, type Signal } from './stopping.ts';
import { CHUNK } from './tangency.ts';

/** Enclosures of what the tasks of a cell yield, for bounds. */
export interface SeparableBounds {
  readonly cell: SeparableMembers;
  /** Of each task: yield and marginal product. */
  readonly formula: BoundedMovingFormula;
  readonly values: readonly Float64Array[];
  readonly errors: readonly Float64Array[];
  /** Of each task, at each end of its pieces: the most that it yields there. */
  readonly ends: readonly (readonly Float64Array[])[];
}

export const UP = 1 + 2 ** -48;

export function separableBounds(family: SeparableFamily, cell: SeparableMembers): SeparableBounds {
  const tasks = family.technologies.map((_, j) => j);
  const formulas = tasks.flatMap((j) => {
    const output = outputOf(family, j);
    return [output, differentiate(output, shareName(j))];
  });
  const names = family.columns.map(({ name }) => name);
  const columns = cell.columns.map((values, k) => ({ values, margin: cell.margins[k] ?? null }));
  const formula = boundedColumns(formulas, names, tasks.map(shareName)).prepare(columns, cell.count);
  const values = formulas.map(() => new Float64Array(cell.count));
  const errors = formulas.map(() => new Float64Array(cell.count));
  const mostAt = (task: number, share: number): Float64Array => {
    formula.run(
      tasks.map(() => ({ values: share, margin: null })),
      0,
      cell.count,
      values,
      errors,
    );
    const [value, error] = [values[2 * task] as Float64Array, errors[2 * task] as Float64Array];
    const most = new Float64Array(cell.count);
    for (let i = 0; i < most.length; i++) most[i] = Math.max(0, (value[i] as number) + (error[i] as number)) * UP;
    return most;
  };
  const ends = tasks.map((j) => {
    const own = cell.pieces[j] ?? [];
    return [...own.map(({ from }) => from), own[own.length - 1]?.to ?? 1].map((share) => mostAt(j, share));
  });
  return { cell, formula, values, errors, ends };
}

/** The most of the task's good, rounded up: everything to it, by those who are not OUT. */
export function capOfMembers({ cell, ends }: SeparableBounds, task: number, mask: Uint8Array | null): number {
  const most = ends[task]?.at(-1);
  let sum = 0;
  for (let i = 0; i < cell.count; i++) if (mask === null || mask[i] !== OUT) sum += most?.[i] ?? 0;
  return sum * (1 + (cell.count + 8) * 2 ** -52);
}

/**
 * A proven upper bound of Σ prices·y over the members who are not OUT, by weak duality: for any multiplier >= 0 no split yields more than
 * the multiplier and, task by task, the most of price·yield - multiplier·share. A concave piece lies under its tangent at the last split.
 * A mask does not make it lower, but where it holds all of a member to one task.
 */
export function boundSplits(
  bounds: SeparableBounds,
  prices: readonly number[],
  mask: Uint8Array | null,
  signal?: Signal,
): number {
  const { cell, formula, values, errors } = bounds;
  let sum = 0;
  for (let start = 0; start < cell.count; start += CHUNK) {
    const end = Math.min(start + CHUNK, cell.count);
    heedAt(start, CHUNK, signal);
    formula.run(
      cell.shares.map((share) => ({ values: share, margin: null })),
      start,
      end,
      values,
      errors,
    );
    let own = 0;
    for (let i = start; i < end; i++) {
      if (mask !== null && mask[i] === OUT) continue;
      const bound =
        mask !== null && (mask[i] as number) < INSIDE
          ? aloneBound(bounds, prices, i, mask[i] as number)
          : dualBound(bounds, prices, i);
      own += Number.isNaN(bound) ? Number.POSITIVE_INFINITY : bound;
    }
    sum += own;
  }
  return sum * (1 + (CHUNK + cell.count / CHUNK + 8) * 2 ** -52);
}

/** Everything to one task. */
function aloneBound({ ends }: SeparableBounds, prices: readonly number[], i: number, task: number): number {
  let sum = 0;
  ends.forEach((own, j) => {
    const most = (j === task ? own[own.length - 1] : own[0]) as Float64Array;
    sum += (prices[j] as number) * (most[i] as number);
  });
  return sum * UP;
}

/** The lesser of the bounds with the multiplier of the split, and with the one at which all may go to the best task. */
function dualBound(bounds: SeparableBounds, prices: readonly number[], i: number): number {
  const { cell, ends } = bounds;
  let best = 0;
  for (const j of cell.alone) {
    const own = ends[j] as readonly Float64Array[];
    const gain =
      (prices[j] as number) *
      (((own[own.length - 1] as Float64Array)[i] as number) - ((own[0] as Float64Array)[i] as number));
    if (gain > best) best = gain;
  }
  const shared = cell.sharing.length > 0 ? Math.exp(cell.multiplier[i] as number) : best;
  const multiplier = Math.max(best, Number.isFinite(shared) ? shared : 0);
  const high = withMultiplier(bounds, prices, i, multiplier);
  return multiplier === shared || !(shared >= 0) ? high : Math.min(high, withMultiplier(bounds, prices, i, shared));
}

function withMultiplier(bounds: SeparableBounds, prices: readonly number[], i: number, multiplier: number): number {
  let sum = multiplier;
  bounds.cell.pieces.forEach((pieces, j) => {
    let most = 0;
    pieces.forEach((piece, k) => {
      const own = pieceBound(bounds, piece, j, k, prices[j] as number, multiplier, i);
      if (own > most || k === 0) most = own;
    });
    sum += most;
  });
  return sum > 0 ? sum * UP : sum;
}

/** The most of price·yield - multiplier·share on one piece, rounded up. */
function pieceBound(
  { cell, values, errors, ends }: SeparableBounds,
  piece: FamilyPiece,
  task: number,
  k: number,
  price: number,
  multiplier: number,
  i: number,
): number {
  const own = ends[task] as readonly Float64Array[];
  const [first, last] = [(own[k] as Float64Array)[i] as number, (own[k + 1] as Float64Array)[i] as number];
  const touch = touchAt({ values, errors }, task, i, (cell.shares[task] as Float64Array)[i] as number);
  return mostOn(piece, first, last, touch, price, multiplier);
}

/** Where a concave piece is touched: yield and marginal product, each with what it may be off. */
interface Touch {
  readonly share: number;
  readonly value: number;
  readonly error: number;
  readonly product: number;
  readonly productError: number;
}

export const touchAt = (
  { values, errors }: Pick<SeparableBounds, 'values' | 'errors'>,
  task: number,
  i: number,
  share: number,
): Touch => ({
  share,
  value: (values[2 * task] as Float64Array)[i] as number,
  error: (errors[2 * task] as Float64Array)[i] as number,
  product: (values[2 * task + 1] as Float64Array)[i] as number,
  productError: (errors[2 * task + 1] as Float64Array)[i] as number,
});

/** The same of a range within a piece that yields at most `least` and `most` at its ends. */
export function mostOn(
  { from, to, curvature }: Pick<FamilyPiece, 'from' | 'to' | 'curvature'>,
  least: number,
  most: number,
  { share, value, error, product, productError }: Touch,
  price: number,
  multiplier: number,
): number {
  const [first, last] = [price * least, price * most];
  // Differences may cancel: what each side may be off is added.
  const off = (last + multiplier) * 2 ** -50;
  const box = last - multiplier * from + off;
  if (curvature === 'unknown') return box;
  if (curvature !== 'concave') return Math.max(first - multiplier * from, last - multiplier * to) + off;
  const slack = price * product * 2 ** -50 + multiplier * 2 ** -50;
  const [flattest, steepest] = [
    price * (product - productError) - multiplier - slack,
    price * (product + productError) - multiplier + slack,
  ];
  const [back, forth] = [from - share, to - share];
  const climb = Math.max(flattest * back, steepest * back, flattest * forth, steepest * forth, 0);
  const tangent = price * (value + error) - multiplier * share + climb * UP + off;
  return tangent < box ? tangent : box;
}
