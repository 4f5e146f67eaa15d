import type { Welfare } from '../welfare/welfare.ts';
import { dot, type Height, heightMerit, reactionOf, scaleOf, startHeight } from './level.ts';
import { solveLinear } from './linear-system.ts';

/** Points one of which, or a mean of which, an agent chooses. */
export type Block = readonly Float64Array[];

/** Weights of a block's points (> 0, their sum is 1) and what each is worth less than the best (> 0). */
export interface Weights {
  readonly weights: Float64Array;
  readonly duals: Float64Array;
}

/** Only of goods of which more may hurt: nothing would limit the waste of others. */
export interface Waste extends Weights {
  readonly goods: readonly number[];
}

export interface Mixture {
  readonly blocks: readonly Block[];
  readonly own: readonly Weights[];
  /** How much of goods is thrown away; null where more of any good never hurts. */
  readonly waste: Waste | null;
  readonly height: Height | null;
}

export interface MixtureOptimum extends Mixture {
  readonly totals: Float64Array;
  /** How much each selection of welfare counts (they sum to 1). */
  readonly selectionWeights: readonly number[];
}

/**
 * The mixture within every block that welfare likes best: primal-dual interior steps with a barrier for every weight and for the level
 * under every selection, lowered from `first` to `last` (relative; Wächter & Biegler 2006, section 2). The blocks meet in the totals
 * only, so a step costs one small system in the goods.
 */
export function bestMixture(
  welfare: Welfare,
  goods: readonly string[],
  start: Mixture,
  barriers: { readonly first: number; readonly last: number },
): MixtureOptimum {
  const scale = scaleOf(welfare, totalsOf(start, goods.length));
  const last = barriers.last * scale;
  let barrier = Math.max(last, barriers.first * scale);
  let now: Centred = {
    ...start,
    own: start.own.map((own) => centred(own, barrier)),
    waste: start.waste === null ? null : { ...start.waste, ...centred(start.waste, barrier) },
    height: startHeight(welfare, totalsOf(start, goods.length), barrier, start.height ?? undefined),
  };
  for (let step = 0; step < 80; step++) {
    const next = newtonStep(welfare, goods, now, barrier);
    if (next === null) break;
    now = next.mixture;
    if (next.length < 0.3) continue;
    if (barrier <= last && next.decrease < 0.01 * barrier) break;
    if (next.decrease < 10 * barrier) barrier = Math.max(last, 0.1 * barrier);
  }
  const { duals } = now.height;
  const sum = duals.reduce((a, b) => a + b, 0);
  return { ...now, totals: totalsOf(now, goods.length), selectionWeights: Array.from(duals, (dual) => dual / sum) };
}

/** What has no duals yet gets those of the barrier. */
const centred = ({ weights, duals }: Weights, barrier: number): Weights => ({
  weights,
  duals: duals.map((dual, k) => (dual > 0 ? dual : barrier / (weights[k] ?? 1))),
});

interface Centred extends Mixture {
  readonly height: Height;
}

export function totalsOf({ blocks, own, waste }: Mixture, goods: number): Float64Array {
  const totals = new Float64Array(goods);
  blocks.forEach((block, i) => {
    const weights = own[i]?.weights;
    for (let k = 0; k < block.length; k++) {
      const point = block[k];
      const weight = weights?.[k] ?? 0;
      if (point !== undefined) for (let j = 0; j < goods; j++) totals[j] = (totals[j] ?? 0) + weight * (point[j] ?? 0);
    }
  });
  waste?.goods.forEach((j, k) => {
    totals[j] = (totals[j] ?? 0) - (waste.weights[k] ?? 0);
  });
  return totals;
}

function merit(welfare: Welfare, mixture: Centred, goods: number, barrier: number): number {
  let logs = 0;
  for (const { weights } of mixture.waste === null ? mixture.own : [...mixture.own, mixture.waste]) {
    if (weights.length < 2 && weights !== mixture.waste?.weights) continue;
    for (const weight of weights) {
      if (!(weight > 0)) return Number.NEGATIVE_INFINITY;
      logs += Math.log(weight);
    }
  }
  const level = heightMerit(welfare, totalsOf(mixture, goods), mixture.height.level, barrier);
  return Number.isNaN(level) ? Number.NEGATIVE_INFINITY : level + barrier * logs;
}

interface Step {
  readonly mixture: Centred;
  readonly decrease: number;
  readonly length: number;
}

function newtonStep(welfare: Welfare, goods: readonly string[], now: Centred, barrier: number): Step | null {
  const n = goods.length;
  const reaction = reactionOf(welfare, goods, totalsOf(now, n), now.height, barrier);
  const { gradient, hessian } = reaction;
  if (!gradient.every(Number.isFinite)) return null;
  const { matrix, right } = answerOf(now, gradient, hessian, barrier);
  const shift = solveLinear(matrix, right);
  if (shift === null) return null;
  const pull = gradient.map((slope, j) => slope + dot(hessian[j] ?? [], shift));
  const moves = now.own.map((own, i) => movesOf(now.blocks[i] ?? [], own, pull, barrier));
  const wasted = now.waste === null ? null : wasteMoves(now.waste, pull, barrier);
  const { rise, duals } = reaction.follow(shift);
  return lineSearch(welfare, n, now, { moves, wasted, rise, duals }, barrier);
}

const wasteMoves = ({ goods, weights, duals }: Waste, pull: Float64Array, barrier: number): Float64Array =>
  weights.map((w, k) => (barrier - w * (pull[goods[k] ?? 0] ?? 0)) / (w * (duals[k] ?? 1)));

/** (1 - S·H)·move = r: how the totals answer when every block answers welfare's slopes. */
function answerOf(
  now: Centred,
  gradient: Float64Array,
  hessian: readonly Float64Array[],
  barrier: number,
): { matrix: Float64Array[]; right: Float64Array } {
  const n = gradient.length;
  const spread = Array.from({ length: n }, () => new Float64Array(n));
  const right = new Float64Array(n);
  now.blocks.forEach((block, i) => {
    const own = now.own[i];
    if (block.length < 2 || own === undefined) return;
    const { level, mean } = centreOf(block, own, gradient, barrier);
    block.forEach((point, k) => {
      const [w, z] = [own.weights[k] ?? 0, own.duals[k] ?? 1];
      const pull = (w * (dot(gradient, point) - level) + barrier) / z;
      for (let j = 0; j < n; j++) {
        const off = (point[j] ?? 0) - (mean[j] ?? 0);
        right[j] = (right[j] ?? 0) + pull * off;
        const row = spread[j];
        if (row !== undefined)
          for (let l = 0; l < n; l++) row[l] = (row[l] ?? 0) + (w / z) * off * ((point[l] ?? 0) - (mean[l] ?? 0));
      }
    });
  });
  now.waste?.goods.forEach((j, k) => {
    const waste = now.waste?.weights[k] ?? 0;
    const z = now.waste?.duals[k] ?? 1;
    right[j] = (right[j] ?? 0) - (barrier - waste * (gradient[j] ?? 0)) / z;
    const row = spread[j];
    if (row !== undefined) row[j] = (row[j] ?? 0) + waste / z;
  });
  const matrix = spread.map((row, i) =>
    Float64Array.from(
      { length: n },
      (_, j) => (i === j ? 1 : 0) - row.reduce((sum, s, l) => sum + s * (hessian[l]?.[j] ?? 0), 0),
    ),
  );
  return { matrix, right };
}

/** The multiplier of a block's sum under linear slopes, and its mean by how easily its weights move. */
function centreOf(block: Block, { weights, duals }: Weights, slopes: Float64Array, barrier: number) {
  const mean = new Float64Array(slopes.length);
  let [ease, level] = [0, 0];
  block.forEach((point, k) => {
    const [w, z] = [weights[k] ?? 0, duals[k] ?? 1];
    ease += w / z;
    level += (w * dot(slopes, point) + barrier) / z;
    for (let j = 0; j < mean.length; j++) mean[j] = (mean[j] ?? 0) + (w / z) * (point[j] ?? 0);
  });
  return { level: level / ease, mean: mean.map((sum) => sum / ease) };
}

/** The step of one block's weights, relative to the weights. */
function movesOf(block: Block, own: Weights, pull: Float64Array, barrier: number): Float64Array {
  if (block.length < 2) return new Float64Array(block.length);
  const { level } = centreOf(block, own, pull, barrier);
  return Float64Array.from(block, (point, k) => {
    const [w, z] = [own.weights[k] ?? 0, own.duals[k] ?? 1];
    return (dot(pull, point) - level + barrier / w) / z;
  });
}

interface Direction {
  readonly moves: readonly Float64Array[];
  readonly wasted: Float64Array | null;
  readonly rise: number;
  readonly duals: Float64Array;
}

const reach = (relative: Float64Array, length: number): number =>
  relative.reduce((most, move) => (move < 0 ? Math.min(most, -0.99 / move) : most), length);

function lineSearch(welfare: Welfare, n: number, now: Centred, direction: Direction, barrier: number): Step | null {
  const { moves, wasted } = direction;
  let length = moves.reduce((most, own) => reach(own, most), 1);
  if (wasted !== null) length = reach(wasted, length);
  const decrease =
    squared(now.own, moves) + (now.waste === null || wasted === null ? 0 : squared([now.waste], [wasted]));
  const before = merit(welfare, now, n, barrier);
  for (let tries = 0; tries < 40; tries++, length /= 2) {
    const mixture = moved(now, direction, length, barrier);
    if (merit(welfare, mixture, n, barrier) >= before - 1e-14 * Math.abs(before)) return { mixture, decrease, length };
  }
  return null;
}

/** The step in its own measure: what the barrier's duals make of it. */
function squared(own: readonly Weights[], moves: readonly Float64Array[]): number {
  let sum = 0;
  own.forEach(({ weights, duals }, i) => {
    const move = moves[i];
    for (let k = 0; k < weights.length; k++) sum += (weights[k] ?? 0) * (duals[k] ?? 0) * (move?.[k] ?? 0) ** 2;
  });
  return sum;
}

function moved(now: Centred, { moves, wasted, rise, duals }: Direction, length: number, barrier: number): Centred {
  const next = now.own.map((own, i) => {
    const stepped = step(own, moves[i] ?? new Float64Array(0), length, barrier);
    const sum = stepped.weights.reduce((a, b) => a + b, 0);
    return own.weights.length < 2 ? own : { ...stepped, weights: stepped.weights.map((w) => w / sum) };
  });
  const { height } = now;
  const towards = height.duals.reduce((most, dual, s) => {
    const change = (duals[s] ?? 0) - dual;
    return change < 0 ? Math.min(most, (-0.99 * dual) / change) : most;
  }, 1);
  return {
    blocks: now.blocks,
    own: next,
    waste:
      now.waste === null || wasted === null ? now.waste : { ...now.waste, ...step(now.waste, wasted, length, barrier) },
    height: {
      level: height.level + length * rise,
      duals: height.duals.map((dual, s) => dual + towards * ((duals[s] ?? 0) - dual)),
    },
  };
}

/** New weights, and duals pulled towards barrier/weight, never far from it. */
function step({ weights, duals }: Weights, moves: Float64Array, length: number, barrier: number): Weights {
  const next = weights.map((w, k) => w * (1 + length * (moves[k] ?? 0)));
  return {
    weights: next,
    duals: duals.map((z, k) => {
      const [w, move] = [weights[k] ?? 0, moves[k] ?? 0];
      const aim = barrier / w - z * move;
      const centre = barrier / (next[k] ?? w);
      return Math.min(1e8 * centre, Math.max(1e-8 * centre, z + (aim > 0 ? 1 : (0.99 * z) / (z - aim)) * (aim - z)));
    }),
  };
}
