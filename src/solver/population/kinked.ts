import { levelBound, pricesAt, type Touching } from '../certify.ts';
import { type Column, capsOf, respond, type Side, yieldBound } from '../relaxation/greedy.ts';
import type { Bounded, Problem } from '../relaxation/relax.ts';
import { fallingRoot } from '../sets/arc-range.ts';
import type { Prices } from '../sets/piece.ts';

const mostSteps = 40;
/** Relative loss of welfare. */
const precise = 1e-13;

/**
 * The convexified economy of two goods whose welfare has a kink where two selections meet, as at its known neighbour `near`: responses lie
 * on one side of the kink or on the other, and the price at which they cross it is found by secants in the difference of the two. Null
 * where the kink of the neighbour is not where this one's answer lies; what comes back is certified, however it was found.
 */
export function relaxAtKink(problem: Problem, sides: readonly Side[], near: Bounded): Bounded | null {
  const { goods, welfare } = problem;
  const [first, second, ...others] = welfare.selections.filter(
    (_, s) => (near.relaxed.touching.weights[s] ?? 0) > 1e-6,
  );
  const start = Math.log((near.prices[0] ?? 0) / (near.prices[1] ?? 0));
  if (goods.length !== 2 || first === undefined || second === undefined || others.length > 0) return null;
  if (!Number.isFinite(start)) return null;
  const over = (totals: ArrayLike<number>): number => first.value(totals) - second.value(totals);
  const ends = around(start, (tilt) => at(sides, tilt, over));
  if (ends === null) return null;
  const [low, high] = ends;
  const along = (w: number) => low.column.totals.map((y, j) => y + w * ((high.column.totals[j] ?? 0) - y));
  const share = low.over === high.over ? 0 : fallingRoot(0, 1, (w) => Math.sign(low.over) * over(along(w)));
  const totals = along(share);
  const weights = meeting(problem, totals, [first, second], pricesOf(low.tilt));
  const prices = pricesAt(welfare, { totals, weights });
  const touching: Touching = { totals, weights };
  const caps = capsOf(sides, goods.length);
  const bound = welfare.toValue(levelBound(welfare, goods, touching, prices, yieldBound(sides, prices), caps));
  const mixed = [1 - share, share].map((w) => sides.map(() => w));
  return { relaxed: { touching, columns: [low.column, high.column], weights: mixed }, prices, bound };
}

interface Probe {
  readonly tilt: number;
  readonly column: Column;
  readonly over: number;
}

/** Prices of two goods by ln of their ratio. */
export const pricesOf = (tilt: number): Prices =>
  tilt < 0 ? Float64Array.of(Math.exp(tilt), 1) : Float64Array.of(1, Math.exp(-tilt));

function at(sides: readonly Side[], tilt: number, over: (totals: ArrayLike<number>) => number): Probe {
  const column = respond(sides, pricesOf(tilt));
  return { tilt, column, over: over(column.totals) };
}

/** Two tilts, as near as need be, with the kink between their responses; the second may be the first. */
function around(start: number, probe: (tilt: number) => Probe): readonly [Probe, Probe] | null {
  let one = probe(start);
  if (one.over === 0) return [one, one];
  let other = one;
  let towards = 1;
  for (let size = 1e-3; Math.sign(other.over) === Math.sign(one.over); size *= 8) {
    if (size > 10) return null;
    other = probe(start + towards * size);
    if (Math.sign(other.over) === Math.sign(one.over) && Math.abs(other.over) > Math.abs(one.over)) {
      towards = -towards;
      other = probe(start + towards * size);
    }
    if (Math.sign(other.over) === Math.sign(one.over)) one = other;
  }
  return closing(one, other, probe);
}

function closing(from: Probe, to: Probe, probe: (tilt: number) => Probe): readonly [Probe, Probe] {
  let [one, other] = [from, to];
  let [trust, trustOther] = [one.over, other.over];
  for (let step = 0; step < mostSteps && Math.abs(one.tilt - other.tilt) > 1e-9; step++) {
    const secant = one.tilt - (trust * (other.tilt - one.tilt)) / (trustOther - trust);
    const next = probe(step % 4 === 3 ? (one.tilt + other.tilt) / 2 : secant);
    const across = Math.sign(next.over) === Math.sign(one.over) ? other : one;
    const share = Math.abs(next.over) / (Math.abs(next.over) + Math.abs(across.over));
    // A mixture of two answers loses as the square of how far their prices are apart.
    if (next.over === 0) return [next, next];
    if (share * (next.tilt - across.tilt) ** 2 <= precise) return [next, across];
    // Illinois: an end that stays is trusted half as much.
    if (Math.sign(next.over) === Math.sign(one.over)) [one, trust, trustOther] = [next, next.over, trustOther / 2];
    else [other, trustOther, trust] = [next, next.over, trust / 2];
  }
  return [one, other];
}

/** Weights of the two selections whose mean slope points along the prices. */
function meeting(
  { welfare }: Problem,
  totals: Float64Array,
  pair: readonly Problem['welfare']['selections'][number][],
  prices: Prices,
): readonly number[] {
  const [a = 0, b = 0] = pair.map(
    ({ slopes: [x, y] }) => (x?.(totals) ?? 0) * (prices[1] ?? 0) - (y?.(totals) ?? 0) * (prices[0] ?? 0),
  );
  const share = a === b ? 1 : Math.min(1, Math.max(0, -b / (a - b)));
  return welfare.selections.map((selection) => (selection === pair[0] ? share : selection === pair[1] ? 1 - share : 0));
}
