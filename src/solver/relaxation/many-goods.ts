import { pricesAt, type Touching } from '../certify.ts';
import type { Prices } from '../sets/piece.ts';
import type { Welfare } from '../welfare/welfare.ts';
import { activeOptimum } from './active-set.ts';
import { type Effort, heed } from './effort.ts';
import { fixedPoint } from './fixed-point.ts';
import type { Column, Pick, Side } from './greedy.ts';
import { dot } from './level.ts';
import { bestMixture, type Mixture, type MixtureOptimum, type Waste, type Weights } from './master.ts';
import { type Choice, choose, isSame, keep, ofSide, poolOf } from './pool.ts';
import type { Relaxed } from './relaxed.ts';

const mostRounds = 60;

/**
 * The best point of the convexified economy in any number of goods, by column generation agent by agent (Dantzig & Wolfe 1960): the
 * best mixture of known choices gives prices, these give every agent's next choice, until none is worth more. The mixtures stay away
 * from their corners by a barrier that shrinks with what is still to gain, so that early prices do not swing (Gondzio et al. 2013).
 * `hurting`: goods of which more may lower welfare, so that some may be thrown away.
 */
export function relaxManyGoods(
  welfare: Welfare,
  goods: readonly string[],
  sides: readonly Side[],
  caps: ArrayLike<number>,
  hurting: readonly number[],
  effort: Effort,
): Relaxed {
  const pools = startPools(sides, goods.length, caps, effort);
  const enough = Math.max(10 * effort.precision, welfare.selections.length > 1 ? 1e-10 : 1e-13);
  let barrier = effort.near === null ? 1e-2 : 1e-4;
  const disposal = hurting.length > 0;
  const waste = Float64Array.from(hurting, (j) => 1e-3 * (caps[j] || 1));
  let mixture = evenly(pools, disposal ? { goods: hurting, ...weighted(waste) } : null);
  let best: Answer | null = null;
  let tried = disposal || !isExact(effort);
  for (let round = 0; round < mostRounds; round++) {
    const mixed = bestMixture(welfare, goods, mixture, {
      first: round === 0 ? Math.max(barrier, 1e-3) : barrier,
      last: barrier,
    });
    const answer = answerTo(
      welfare,
      sides,
      pools,
      mixed,
      { totals: mixed.totals, weights: mixed.selectionWeights },
      effort.signal,
    );
    if (best === null || !(answer.bound >= best.bound)) best = answer;
    if (isEnough(welfare, answer, best, enough, effort)) break;
    if (!tried && answer.gap < 1e-3 && isGradual(pools, mixed)) {
      tried = true;
      const smooth = fixedPoint(welfare, sides, answer.prices, effort.signal);
      if (smooth !== null) return smooth;
    }
    const added = extend(pools, answer, mixed);
    if (!added && barrier <= leastBarrier(welfare)) break;
    barrier = Math.max(
      leastBarrier(welfare),
      Math.min(barrier / 4, (0.3 * answer.gap) / pools.reduce((sum, pool) => sum + pool.length, 0)),
    );
    mixture = added ? withNew(pools, mixed) : mixed;
  }
  if (best === null) throw new Error('no round');
  sides.forEach((side, i) => {
    const before = best?.pools[i] ?? [];
    const counts = before.filter((_, k) => (best?.mixed.own[i]?.weights[k] ?? 0) > 1e-9);
    keep(side, [...counts, ...(pools[i] ?? []).filter((choice) => !before.includes(choice))]);
  });
  // A mixture still far from its corners would not tell who is undecided.
  const settled = bestMixture(welfare, goods, best.mixed, { first: barrier, last: leastBarrier(welfare) });
  if (!(best.gap < 1e-5) || !isExact(effort)) return relaxedFrom(sides, { ...best, mixed: settled });
  return relaxedFrom(sides, sharpened(welfare, goods, sides, best, settled, effort.signal));
}

/** No agent is torn between its pieces, so all of it may answer prices gradually. */
const isGradual = (pools: readonly (readonly Choice[])[], { own }: MixtureOptimum): boolean =>
  pools.every((pool, i) => {
    const used = pool.filter((_, k) => (own[i]?.weights[k] ?? 0) > 0.01);
    const stand = ({ picks }: Choice) => picks.map(({ entry, count }) => `${entry}:${count}`).join();
    return used.every((choice) => stand(choice) === stand(used[0] ?? choice));
  });

/** A point of the barrier's path with prices, and what every agent would rather do at them. */
interface Answer {
  readonly mixed: MixtureOptimum;
  readonly pools: readonly (readonly Choice[])[];
  readonly touching: Touching;
  readonly prices: Prices;
  readonly choices: readonly Choice[];
  /** How much more what agents would rather do is worth than the mixture, relative to what it is worth. */
  readonly gap: number;
  /** The welfare level that it bounds, to rounding. */
  readonly bound: number;
  readonly level: number;
}

function answerTo(
  welfare: Welfare,
  sides: readonly Side[],
  pools: readonly (readonly Choice[])[],
  mixed: MixtureOptimum,
  touching: Touching,
  signal: Effort['signal'],
): Answer {
  const prices = pricesAt(welfare, touching);
  const choices = sides.map((side) => {
    heed(signal);
    return choose(side, prices);
  });
  const most = choices.reduce((sum, { outputs }) => sum + dot(outputs, prices), 0);
  const gain = most - dot(mixed.totals, prices);
  const level = welfare.level(mixed.totals);
  const mean = welfare.selections.reduce((sum, selection, s) => {
    const weight = touching.weights[s] ?? 0;
    return weight > 0 ? sum + weight * selection.value(mixed.totals) : sum;
  }, 0);
  return {
    mixed,
    pools: pools.map((pool) => [...pool]),
    touching,
    prices,
    choices,
    gap: most > 0 ? (gain + mean - level) / most : 0,
    bound: mean + gain,
    level,
  };
}

const isExact = ({ precision }: Effort): boolean => precision <= 1e-14;

/** Exact enough; or certainly to be cut off; or certainly not, and near enough to tell where to part. */
function isEnough(welfare: Welfare, { gap }: Answer, best: Answer, enough: number, effort: Effort): boolean {
  const { cutoff } = effort;
  if (!(gap > enough)) return true;
  if (!Number.isFinite(cutoff)) return false;
  const bound = welfare.toValue(best.bound);
  if (bound <= cutoff - 1e-12 * Math.abs(cutoff)) return true;
  return !isExact(effort) && bound - welfare.toValue(best.level) <= 0.02 * (bound - cutoff);
}

/** Rounding limits how low the barrier may go where weights of selections are read off it. */
const leastBarrier = (welfare: Welfare): number => (welfare.selections.length > 1 ? 1e-11 : 1e-12);

function startPools(
  sides: readonly Side[],
  goods: number,
  caps: ArrayLike<number>,
  { near, signal }: Effort,
): Choice[][] {
  const unit = (j: number) => ((caps[j] ?? 0) > 0 ? (caps[j] ?? 1) : 1);
  const leaning = Array.from({ length: goods }, (_, lean) =>
    Float64Array.from({ length: goods }, (__, j) => (j === lean ? 1 : 0.01) / unit(j)),
  );
  const pools = sides.map((side) => {
    heed(signal);
    const known = poolOf(side);
    if (known.length > 0) return [...known];
    const prices = near === null ? leaning : [near, ...leaning];
    return distinct(prices.map((asked) => choose(side, asked)));
  });
  // What is known of agents is what they chose beside others: a good that none of it makes would have no price to call for it.
  return leaning.reduce((known, asked, j) => {
    const isMade = known.some((pool) => pool.some(({ outputs }) => (outputs[j] ?? 0) > 0));
    if (isMade || !((caps[j] ?? 0) > 0)) return known;
    return known.map((pool, i) => distinct([...pool, ...sides.slice(i, i + 1).map((side) => choose(side, asked))]));
  }, pools);
}

const distinct = (choices: readonly Choice[]): Choice[] =>
  choices.filter((choice, k) => choices.findIndex((other) => isSame(choice, other)) === k);

const evenly = (pools: readonly (readonly Choice[])[], waste: Waste | null): Mixture => ({
  blocks: pools.map((pool) => pool.map(({ outputs }) => outputs)),
  own: pools.map((pool) => weighted(new Float64Array(pool.length).fill(1 / pool.length))),
  waste,
  height: null,
});

/** Weights whose duals the mixture sets by its barrier. */
const weighted = (weights: Float64Array): Weights => ({ weights, duals: new Float64Array(weights.length) });

/** Adds what agents would rather do than anything known; drops what hardly counts. False where nothing is new. */
function extend(pools: Choice[][], { choices, prices }: Answer, { own }: MixtureOptimum): boolean {
  let added = false;
  pools.forEach((pool, i) => {
    const choice = choices[i];
    if (choice === undefined) return;
    const value = dot(choice.outputs, prices);
    const known = pool.reduce((most, { outputs }) => Math.max(most, dot(outputs, prices)), Number.NEGATIVE_INFINITY);
    if (!(value > known + 1e-14 * Math.abs(value)) || pool.some((other) => isSame(other, choice))) return;
    if (pool.length >= mostInPool) {
      const weights = own[i]?.weights;
      const least = pool.reduce((k, _, m) => ((weights?.[m] ?? 0) < (weights?.[k] ?? 0) ? m : k), 0);
      pool.splice(least, 1);
    }
    pool.push(choice);
    added = true;
  });
  return added;
}

const mostInPool = 24;

/** The same mixture with a little weight on what is new. */
function withNew(pools: readonly (readonly Choice[])[], { blocks, own, waste, height }: MixtureOptimum): Mixture {
  const next = pools.map((pool) => pool.map(({ outputs }) => outputs));
  return {
    blocks: next,
    own: next.map((block, i) => {
      const before = blocks[i] ?? [];
      const raw = Float64Array.from(block, (outputs) => {
        const k = before.indexOf(outputs);
        return k < 0 ? 0.05 : Math.max(own[i]?.weights[k] ?? 0, 1e-4);
      });
      const sum = raw.reduce((a, b) => a + b, 0);
      return weighted(raw.map((w) => w / sum));
    }),
    waste: waste === null ? null : { ...waste, ...weighted(waste.weights) },
    height,
  };
}

/** The prices of the last mixture, or those to all digits, where they prove more. */
function sharpened(
  welfare: Welfare,
  goods: readonly string[],
  sides: readonly Side[],
  best: Answer,
  settled: MixtureOptimum,
  signal: Effort['signal'],
): Answer {
  const rough = { totals: settled.totals, weights: settled.selectionWeights };
  const last = answerTo(welfare, sides, best.pools, settled, rough, signal);
  const exact = activeOptimum(welfare, goods, settled, rough);
  const answers = [last];
  if (exact !== null) {
    const mixed = { ...settled, own: exact.own, totals: exact.touching.totals };
    answers.push(answerTo(welfare, sides, best.pools, mixed, exact.touching, signal));
  }
  return answers.reduce((sharpest, answer) => (answer.bound < sharpest.bound ? answer : sharpest), {
    ...best,
    mixed: settled,
  });
}

/** Weights below this are what the barrier leaves of choices that are not needed. */
const dust = 1e-8;

function relaxedFrom(sides: readonly Side[], { mixed, pools, touching }: Answer): Relaxed {
  const used = pools.map((pool, i) =>
    pool
      .map((choice, k) => ({ choice, weight: mixed.own[i]?.weights[k] ?? 0 }))
      .filter(({ weight }) => weight > dust)
      .sort((a, b) => b.weight - a.weight),
  );
  const most = used.reduce((m, own) => Math.max(m, own.length), 1);
  const columns = Array.from({ length: most }, (_, m) =>
    columnOf(
      used.map((own) => own[m]?.choice ?? null),
      touching.totals.length,
    ),
  );
  const weights = Array.from({ length: most }, (_, m) =>
    sides.map((_, i) => {
      const sum = (used[i] ?? []).reduce((total, { weight }) => total + weight, 0);
      return (used[i]?.[m]?.weight ?? 0) / sum;
    }),
  );
  return { touching, columns, weights };
}

function columnOf(choices: readonly (Choice | null)[], goods: number): Column {
  const totals = new Float64Array(goods);
  const starts = new Int32Array(choices.length + 1);
  const picks: Pick[] = [];
  choices.forEach((choice, i) => {
    starts[i] = picks.length;
    if (choice === null) return;
    picks.push(...ofSide(choice, i));
    for (let j = 0; j < goods; j++) totals[j] = (totals[j] ?? 0) + (choice.outputs[j] ?? 0);
  });
  starts[choices.length] = picks.length;
  return { totals, value: Number.NaN, picks, starts };
}
