import { pricesAt, type Touching } from '../certify.ts';
import type { Welfare } from '../welfare/welfare.ts';
import { bestMixture, type MixtureOptimum } from './barrier.ts';
import { fixedPoint } from './fixed-point.ts';
import { type Column, respond, type Side } from './greedy.ts';
import { exactMultipliers, isSame } from './multipliers.ts';
import type { Relaxed } from './relaxed.ts';

const mostRounds = 80;

/**
 * The best point of the convexified economy in any number of goods, by simplicial decomposition (von Hohenbalken 1977): the best
 * mixture of known responses gives prices, these give the next response, until it is worth no more than the mixture.
 */
export function relaxManyGoods(
  welfare: Welfare,
  goods: readonly string[],
  sides: readonly Side[],
  caps: ArrayLike<number>,
  disposal: boolean,
  precision: number,
): Relaxed {
  let columns = startColumns(sides, goods.length, caps);
  const smooth = disposal ? null : fixedPoint(welfare, sides, columns);
  if (smooth !== null) return smooth;
  const enough = Math.max(10 * precision, welfare.selections.length > 1 ? 1e-10 : 0);
  let weights = new Float64Array(columns.length).fill(1 / columns.length);
  const waste = disposal ? goods.map((_, j) => unitVector(goods.length, j, -(caps[j] || 1))) : [];
  let best = mix(welfare, goods, columns, weights, waste, { first: 0.1, last: precision });
  let answer = answerTo(welfare, sides, columns, best);
  for (let round = 0; round < mostRounds && answer.gain > enough * Math.abs(answer.column.value); round++) {
    const next = answer.column;
    if (columns.some((column) => isSame(column, next))) break;
    const kept = heaviest(columns, best.weights, goods.length + 3);
    columns = [...kept.map(({ column }) => column), next];
    const total = kept.reduce((sum, { weight }) => sum + weight, 0);
    weights = Float64Array.from([...kept.map(({ weight }) => (0.9 * weight) / total), 0.1]);
    best = mix(welfare, goods, columns, weights, waste, { first: 1e-3, last: precision });
    answer = answerTo(welfare, sides, columns, best);
  }
  const mixed = columns.map((_, m) => best.weights[m] ?? 0);
  return {
    touching: answer.touching,
    columns,
    weights: mixed.map((weight) => sides.map(() => weight)),
  };
}

interface Answer {
  readonly touching: Touching;
  readonly column: Column;
  /** How much more the answer is worth than the mixture, at the mixture's prices. */
  readonly gain: number;
}

/** The best response at a mixture's prices; of kinked welfare, where that is known already, at the exact ones. */
function answerTo(
  welfare: Welfare,
  sides: readonly Side[],
  columns: readonly Column[],
  { totals, selectionWeights, weights }: MixtureOptimum,
): Answer {
  const answer = (touching: Touching): Answer => {
    const prices = pricesAt(welfare, touching);
    const column = respond(sides, prices);
    return { touching, column, gain: column.value - totals.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0) };
  };
  const near = answer({ totals, weights: selectionWeights });
  if (!columns.some((column) => isSame(column, near.column))) return near;
  // Nothing new: the prices are rough. What the barrier leaves of a column that is not needed may be small or not so small.
  return [1e-7, 1e-5, 1e-3].reduce((best, counts) => {
    const multipliers = exactMultipliers(welfare, near.touching, columns, weights, counts);
    const exact = multipliers === null ? best : answer({ totals, weights: multipliers });
    return exact.gain < best.gain ? exact : best;
  }, near);
}

/** Few columns carry the optimum (Carathéodory: one more than goods); the rest only slows the next mixture down. */
function heaviest(
  columns: readonly Column[],
  weights: Float64Array,
  most: number,
): readonly { readonly column: Column; readonly weight: number }[] {
  return columns
    .map((column, m) => ({ column, weight: weights[m] ?? 0 }))
    .filter(({ weight }) => weight > 1e-7)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most);
}

function mix(
  welfare: Welfare,
  goods: readonly string[],
  columns: readonly Column[],
  weights: Float64Array,
  waste: readonly Float64Array[],
  barriers: { readonly first: number; readonly last: number },
): MixtureOptimum {
  const directions = [...columns.map(({ totals }) => totals), ...waste];
  const start = Float64Array.from([...weights, ...waste.map(() => 1e-3)]);
  return bestMixture(welfare, goods, { directions, mixed: columns.length }, start, barriers);
}

/** One response that leans to each good, so that their mean makes some of everything that can be made. */
function startColumns(sides: readonly Side[], goods: number, caps: ArrayLike<number>): readonly Column[] {
  return Array.from({ length: goods }, (_, lean) =>
    respond(
      sides,
      Float64Array.from(
        { length: goods },
        (__, j) => (j === lean ? 1 : 0.01) / ((caps[j] ?? 0) > 0 ? (caps[j] ?? 1) : 1),
      ),
    ),
  ).filter((column, k, all) => all.findIndex((other) => other.totals.every((y, j) => y === column.totals[j])) === k);
}

function unitVector(size: number, at: number, value: number): Float64Array {
  const vector = new Float64Array(size);
  vector[at] = value;
  return vector;
}
