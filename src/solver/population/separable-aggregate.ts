import type { SeparableFamily } from '../../curvature/population/family.ts';
import type { Aggregate, Made, Marginal, Mask } from './aggregate.ts';
import { FREE, INSIDE, OUT } from './choice.ts';
import { maskOf } from './masks.ts';
import { boundMixed, type MixedAnswer, newMixed, otherSplits, splitMixed } from './mixed-members.ts';
import { isMixed } from './mixed-split.ts';
import { boundSplits, capOfMembers, type SeparableBounds, separableBounds } from './separable-bound.ts';
import {
  newSplit,
  type SeparableAnswer,
  type SeparableMembers,
  separableMembers,
  splitMembers,
  splitYield,
} from './separable-members.ts';
import { judgeSplits } from './separable-results.ts';
import type { Signal } from './stopping.ts';

interface Cell {
  readonly members: SeparableMembers;
  readonly answer: SeparableAnswer;
  bounds: SeparableBounds | null;
  /** Where members need to be looked at one by one. */
  readonly mixed: MixedAnswer | null;
}

/** Of more members than this there is no time to look at each. */
const mostOneByOne = 5_000;

/**
 * All members of a family that splits one resource over tasks, in an economy of these goods. `standFor`: how many they stand for, who
 * choose as these do.
 */
export function separableAggregate(
  family: SeparableFamily,
  goods: readonly string[],
  count: number,
  standFor = count,
): Aggregate {
  const tasks = family.technologies.map(({ good }) => goods.indexOf(good));
  const size = goods.length;
  const cells = separableMembers(family).map(
    (members): Cell => ({
      members,
      answer: newSplit(members.count, tasks.length),
      bounds: null,
      mixed: standFor <= mostOneByOne && isMixed(members) ? newMixed(members.count) : null,
    }),
  );
  const asked = (prices: ArrayLike<number>): readonly number[] => {
    const own = tasks.map((good) => prices[good] ?? 0);
    return own.some((price) => price > 0) ? own : own.map(() => 1);
  };
  const boundsOf = (cell: Cell): SeparableBounds => {
    cell.bounds ??= separableBounds(family, cell.members);
    return cell.bounds;
  };
  return {
    count,
    size,
    respond(prices, mask, signal) {
      const outputs = new Float64Array(size);
      for (const cell of cells) {
        const { members, answer } = cell;
        const own = maskOf(mask, members.members);
        splitCell(cell, asked(prices), own, signal);
        tasks.forEach((good, j) => {
          outputs[good] = (outputs[good] ?? 0) + sumOf(answer.made[j] as Float64Array, own);
        });
      }
      return outputs;
    },
    bound(prices, mask, signal) {
      const own = tasks.map((good) => prices[good] ?? 0);
      const sum = cells.reduce(
        (all, cell) => all + boundCell(boundsOf(cell), cell.mixed, own, maskOf(mask, cell.members.members), signal),
        0,
      );
      return sum * (1 + cells.length * 2 ** -52);
    },
    caps(mask) {
      const caps = new Float64Array(size);
      for (const cell of cells) {
        tasks.forEach((good, j) => {
          const more = capOfMembers(boundsOf(cell), j, maskOf(mask, cell.members.members));
          caps[good] = ((caps[good] ?? 0) + more) * (1 + 2 ** -52);
        });
      }
      return caps;
    },
    made: () => madeBy(cells, count, tasks),
    judge(prices, made) {
      // So that the shares are those of the prices asked.
      for (const cell of cells)
        splitCell(cell, asked(prices), cell.mixed === null ? null : maskOf(made.choice, cell.members.members));
      return judgeSplits(
        cells.map(({ members }) => members),
        made,
        tasks,
        size,
      );
    },
    marginal(prices, mask, within, signal): readonly Marginal[] {
      const all = cells.flatMap((cell) => {
        const own = maskOf(mask, cell.members.members);
        return cell.mixed === null
          ? marginalOf(cell, asked(prices), own, within)
          : marginalMixed(cell.members, cell.mixed, asked(prices), own, within, signal);
      });
      const inGoods = all.map(({ change, ...own }) => {
        const moved = new Float64Array(size);
        tasks.forEach((good, j) => {
          moved[good] = change[j] ?? 0;
        });
        return { ...own, change: moved };
      });
      return inGoods.sort((a, b) => a.loss - b.loss || a.member - b.member || a.code - b.code);
    },
  };
}

function splitCell(
  { members, answer, mixed }: Cell,
  prices: readonly number[],
  mask: Mask | null,
  signal?: Signal,
): void {
  if (mixed === null) splitMembers(members, prices, mask, answer, signal);
  else splitMixed(members, mixed, prices, mask, answer, signal);
}

const boundCell = (
  bounds: SeparableBounds,
  mixed: MixedAnswer | null,
  prices: readonly number[],
  mask: Mask | null,
  signal?: Signal,
): number =>
  mixed === null ? boundSplits(bounds, prices, mask, signal) : boundMixed(bounds, mixed, prices, mask, signal);

function marginalMixed(
  cell: SeparableMembers,
  mixed: MixedAnswer,
  prices: readonly number[],
  mask: Mask | null,
  within: number,
  signal?: Signal,
): readonly Marginal[] {
  return otherSplits(cell, mixed, prices, mask, signal)
    .filter(({ lost, moved }) => lost < within * moved)
    .map(({ member, code, lost, moved, change }) => ({
      ...{ member: cell.members?.[member] ?? member, code },
      ...{ loss: Math.max(0, lost / moved), change: Float64Array.from(change) },
    }));
}

/** Pairwise over chunks, so that a million members lose no digits. */
function sumOf(values: Float64Array, mask: Uint8Array | null): number {
  let [sum, lost] = [0, 0];
  for (let start = 0; start < values.length; start += 512) {
    const end = Math.min(start + 512, values.length);
    let own = 0;
    for (let i = start; i < end; i++) if (mask === null || mask[i] !== OUT) own += values[i] as number;
    const next = sum + own;
    lost += sum >= own ? sum - next + own : own - next + sum;
    sum = next;
  }
  return sum + lost;
}

function madeBy(cells: readonly Cell[], count: number, goods: readonly number[]): Made {
  const choice = new Uint8Array(count);
  const amounts = goods.map(() => new Float64Array(count));
  for (const { members, answer } of cells) {
    for (let k = 0; k < members.count; k++) {
      const i = members.members?.[k] ?? k;
      choice[i] = answer.choice[k] as number;
      for (let j = 0; j < amounts.length; j++)
        (amounts[j] as Float64Array)[i] = (answer.made[j] as Float64Array)[k] as number;
    }
  }
  return { goods, amounts, choice, place: null };
}

/** Every other choice of free members that loses less than `within` of the worth that it moves. */
function marginalOf(
  { members: cell, answer }: Cell,
  prices: readonly number[],
  mask: Uint8Array | null,
  within: number,
): readonly Marginal[] {
  const found: Marginal[] = [];
  const weigh = (code: number, yields: readonly Float64Array[]): void => {
    for (let i = 0; i < cell.count; i++) {
      if (answer.choice[i] === code || (mask !== null && mask[i] !== FREE)) continue;
      let [moved, lost] = [0, 0];
      for (let j = 0; j < prices.length; j++) {
        const by = ((yields[j] as Float64Array)[i] as number) - ((answer.made[j] as Float64Array)[i] as number);
        moved += (prices[j] as number) * Math.abs(by);
        lost -= (prices[j] as number) * by;
      }
      if (!(lost < within * moved)) continue;
      const change = Float64Array.from(yields, (own, j) => (own[i] as number) - (answer.made[j]?.[i] ?? 0));
      found.push({ member: cell.members?.[i] ?? i, code, loss: Math.max(0, lost / moved), change });
    }
  };
  const tasks = prices.map((_, j) => j);
  if (cell.sharing.length > 0 && cell.alone.length > 0)
    weigh(
      INSIDE,
      tasks.map((j) => splitYield(cell, j)),
    );
  for (const task of cell.alone)
    weigh(
      task,
      tasks.map((j) => (j === task ? cell.full[j] : cell.idle[j]) as Float64Array),
    );
  return found;
}
