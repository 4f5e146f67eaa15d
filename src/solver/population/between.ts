import { pricesAt, type Touching } from '../certify.ts';
import { respond, type Side } from '../relaxation/greedy.ts';
import type { Bounded, Problem } from '../relaxation/relax.ts';
import { pricesOf } from './kinked.ts';

/** Where prices lie, seen among few; and how fast what is wanted beyond them falls with ln of the price ratio there, where it is known. */
export interface Near extends Bounded {
  readonly fall: number | null;
}

/** So far apart are the two ratios of a fall: little for a curve, and many members choose otherwise between them. */
const apart = 0.01;
/** So much further than where the few point to, so that the answer lies between. */
const beyond = 1.1;

/** What is known of the prices of an economy of two goods, with how fast what is wanted falls there. */
export function nearWith(problem: Problem, sides: readonly Side[], near: Bounded): Near {
  const tilt = tiltOf(near.prices);
  if (problem.goods.length !== 2 || problem.welfare.selections.length > 1 || !Number.isFinite(tilt))
    return { ...near, fall: null };
  const [low, high] = [tilt - apart, tilt + apart].map((own) => wantedAt(problem, sides, own).more);
  const fall = ((low ?? Number.NaN) - (high ?? Number.NaN)) / (2 * apart);
  return { ...near, fall: fall > 0 && Number.isFinite(fall) ? fall : null };
}

/**
 * Prices and a touching plane between two answers of all, one at the prices of few and one just beyond where those point to: of very many
 * members hardly less near to the best than many more answers would come. Null where the best does not lie between.
 */
export function touchingBetween(
  problem: Problem,
  sides: readonly Side[],
  { prices, fall }: Near,
): (Pick<Bounded, 'prices'> & { readonly touching: Touching }) | null {
  if (fall === null) return null;
  const tilt = tiltOf(prices);
  const one = wantedAt(problem, sides, tilt);
  const other = wantedAt(problem, sides, tilt + (beyond * one.more) / fall);
  const share = one.more / (one.more - other.more);
  if (!(share >= 0 && share <= 1)) return null;
  const totals = one.totals.map((y, j) => y + share * ((other.totals[j] ?? 0) - y));
  const touching: Touching = { totals, weights: [1] };
  return { touching, prices: pricesAt(problem.welfare, touching) };
}

const tiltOf = (prices: ArrayLike<number>): number => Math.log((prices[0] ?? 0) / (prices[1] ?? 0));

/** All answers at a price ratio, and by how much ln of the ratio that welfare has there exceeds it. */
function wantedAt({ welfare, signal }: Problem, sides: readonly Side[], tilt: number) {
  const { totals } = respond(sides, pricesOf(tilt), undefined, signal);
  return { totals, more: tiltOf(pricesAt(welfare, { totals, weights: [1] })) - tilt };
}
