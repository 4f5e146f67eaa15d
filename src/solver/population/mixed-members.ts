import { FREE, INSIDE, OUT } from './choice.ts';
import { bestMixedSplit, codeOf, type Leaf, type MixedSplit, mixedTasks } from './mixed-split.ts';
import { mostOn, type SeparableBounds, touchAt, UP } from './separable-bound.ts';
import type { SeparableAnswer, SeparableMembers } from './separable-members.ts';
import { heedAt, type Signal } from './stopping.ts';

/** The last splits of a cell's members, one by one, and at which prices and under which mask they were best. */
export interface MixedAnswer {
  readonly splits: (MixedSplit | null)[];
  at: { readonly prices: readonly number[]; readonly mask: Uint8Array | null } | null;
}

export const newMixed = (count: number): MixedAnswer => ({
  splits: Array.from({ length: count }, () => null),
  at: null,
});

/** Members between two looks at a signal, over sixteen: each takes a while. */
const between = 1;

/** The best split of every member, put into `answer`. */
export function splitMixed(
  cell: SeparableMembers,
  mixed: MixedAnswer,
  prices: readonly number[],
  mask: Uint8Array | null,
  { choice, made }: SeparableAnswer,
  signal?: Signal,
): void {
  const tasks = mixedTasks(cell);
  const isKnown = mixed.at?.mask === mask && mixed.at.prices.every((price, j) => price === prices[j]);
  if (!isKnown) mixed.at = null;
  for (let i = 0; i < cell.count; i++) {
    heedAt(i, between, signal);
    if (mask?.[i] === OUT) continue;
    const before = mixed.splits[i] ?? null;
    const own =
      isKnown && before !== null
        ? before
        : bestMixedSplit(cell, i, prices, heldTo(mask, i), before === null ? [] : before.shares);
    mixed.splits[i] = own;
    choice[i] = codeOf(tasks, own.shares);
    for (let j = 0; j < made.length; j++) {
      (cell.shares[j] as Float64Array)[i] = own.shares[j] as number;
      (made[j] as Float64Array)[i] = own.yields[j] as number;
    }
  }
  mixed.at = { prices, mask };
}

const heldTo = (mask: Uint8Array | null, i: number): number | null => {
  const code = mask?.[i] ?? FREE;
  return code === FREE || code < INSIDE ? null : code;
};

/**
 * A proven upper bound of Σ prices·y over the members who are not OUT: of each member the most of any part of its splits, by weak
 * duality in that part.
 */
export function boundMixed(
  bounds: SeparableBounds,
  mixed: MixedAnswer,
  prices: readonly number[],
  mask: Uint8Array | null,
  signal?: Signal,
): number {
  const { cell } = bounds;
  const isKnown = mixed.at?.mask === mask && mixed.at.prices.every((price, j) => price === prices[j]);
  let sum = 0;
  for (let i = 0; i < cell.count; i++) {
    heedAt(i, between, signal);
    if (mask?.[i] === OUT) continue;
    const known = isKnown ? mixed.splits[i] : null;
    const { leaves } = known ?? bestMixedSplit(cell, i, prices, heldTo(mask, i), mixed.splits[i]?.shares ?? []);
    let most = Number.NEGATIVE_INFINITY;
    for (const leaf of leaves) {
      const own = leafBound(bounds, leaf, prices, i);
      most = Math.max(most, Number.isNaN(own) ? Number.POSITIVE_INFINITY : own);
    }
    sum += most;
  }
  return sum * (1 + (cell.count + 8) * 2 ** -52);
}

function leafBound(
  bounds: SeparableBounds,
  { ranges, multiplier, shares }: Leaf,
  prices: readonly number[],
  i: number,
): number {
  const { formula, values, errors } = bounds;
  const run = (at: readonly number[]): void => {
    formula.run(
      at.map((share) => ({ values: share, margin: null })),
      i,
      i + 1,
      values,
      errors,
    );
  };
  const most = (): number[] => ranges.map((_, j) => mostOf(touchAt(bounds, j, i, 0)));
  run(ranges.map(({ from }) => from));
  const first = most();
  run(ranges.map(({ to }) => to));
  const last = most();
  const inside = ranges.map(({ from, to }, j) => Math.min(to, Math.max(from, shares[j] as number)));
  run(inside);
  let sum = multiplier;
  for (const [j, range] of ranges.entries()) {
    const touch = touchAt(bounds, j, i, inside[j] as number);
    sum += mostOn(range, first[j] as number, last[j] as number, touch, prices[j] as number, multiplier);
  }
  return sum > 0 ? sum * UP : sum;
}

const mostOf = ({ value, error }: { readonly value: number; readonly error: number }): number =>
  Math.max(0, value + error) * UP;

export interface OtherSplit {
  readonly member: number;
  readonly code: number;
  readonly lost: number;
  readonly moved: number;
  readonly change: readonly number[];
}

/** Of every free member the best splits in which other tasks are given anything than in its best; numbers are the cell's. */
export function otherSplits(
  cell: SeparableMembers,
  { splits }: MixedAnswer,
  prices: readonly number[],
  mask: Uint8Array | null,
  signal?: Signal,
): readonly OtherSplit[] {
  const tasks = mixedTasks(cell);
  const found: OtherSplit[] = [];
  for (let i = 0; i < cell.count; i++) {
    heedAt(i, between, signal);
    const best = splits[i] ?? null;
    if (best === null || (mask !== null && mask[i] !== FREE)) continue;
    const codes = new Set<number>();
    for (const allowed of codesBeside(codeOf(tasks, best.shares), tasks.length, cell.sharing.length > 0)) {
      const other = bestMixedSplit(cell, i, prices, allowed, best.shares);
      const code = codeOf(tasks, other.shares);
      if (codes.has(code)) continue;
      codes.add(code);
      const change = other.yields.map((y, j) => y - (best.yields[j] as number));
      const moved = change.reduce((sum, by, j) => sum + (prices[j] as number) * Math.abs(by), 0);
      const lost = -change.reduce((sum, by, j) => sum + (prices[j] as number) * by, 0);
      found.push({ member: i, code, lost, moved, change });
    }
    for (const [j, share] of best.shares.entries()) (cell.shares[j] as Float64Array)[i] = share;
  }
  return found;
}

/** Codes that do not let a member do all that `code` does; of many tasks only those nearest to none, one or the same. */
function codesBeside(code: number, tasks: number, mayBeNone: boolean): readonly number[] {
  const bits = code - INSIDE;
  const all = Array.from({ length: 2 ** tasks }, (_, own) => own);
  const countOf = (own: number) => own.toString(2).replaceAll('0', '').length;
  const few = tasks <= 3 ? all : all.filter((own) => countOf(own) <= 1 || countOf(own ^ bits) <= 1);
  return few.filter((own) => (own & bits) !== bits && (own > 0 || mayBeNone)).map((own) => INSIDE + own);
}
