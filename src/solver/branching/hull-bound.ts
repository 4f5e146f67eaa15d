import { add, multiply } from '../../math/interval/arithmetic.ts';
import { point } from '../../math/interval/interval.ts';
import { levelBound, pricesAt, type Touching } from '../certify.ts';
import { heed } from '../relaxation/effort.ts';
import { capsOf, type Side } from '../relaxation/greedy.ts';
import type { Problem } from '../relaxation/relax.ts';
import { peak } from '../sets/arc-range.ts';
import type { Outputs, Piece, Prices } from '../sets/piece.ts';

const mostParts = 400;
const rounds = 16;

/**
 * A proven bound of welfare (user's scale) by planes that touch it and what every member could make best at their slope: over its own set,
 * parted until its best is known, where the pieces' envelopes task by task reach further than any mixture of members. From given totals
 * towards what members would rather make, again and again (Frank & Wolfe 1956), while that gains.
 */
export function hullBound(problem: Problem, start: Touching): Hull {
  const { welfare, sides, goods } = problem;
  const caps = capsOf(sides, goods.length);
  let least = Number.POSITIVE_INFINITY;
  const choices: HullChoice[][] = sides.map(() => []);
  let { totals } = start;
  for (let round = 0; round < rounds; round++) {
    const touching = { totals, weights: start.weights };
    const prices = pricesAt(welfare, touching);
    const rather = bestAt(problem, prices);
    rather.choices.forEach((choice, i) => {
      if (choice !== null) choices[i]?.push(choice);
    });
    const level = levelBound(welfare, goods, touching, prices, rather.yields, caps);
    const bound = Number.isFinite(level) ? welfare.toValue(level) : Number.POSITIVE_INFINITY;
    if (bound < least) least = bound;
    // What it starts from may lie beyond what can be made.
    const from = round === 0 ? rather.totals : totals;
    const along = (share: number) => from.map((y, j) => y + share * ((rather.totals[j] ?? 0) - y));
    totals = along(peak(0, 1, (share) => welfare.level(along(share))));
    if (welfare.selections.length > 1 || (round > 0 && !(welfare.level(totals) > welfare.level(from)))) break;
  }
  return { bound: least, choices };
}

export interface Hull {
  readonly bound: number;
  /** By side what a member of it would do at prices on the way, the last at the end. */
  readonly choices: readonly (readonly HullChoice[])[];
}

/** A real member: in which part of its set, and where there. */
export interface HullChoice {
  readonly piece: Piece;
  readonly state: readonly number[];
  readonly outputs: Outputs;
}

interface Rather {
  readonly choices: readonly (HullChoice | null)[];
  readonly totals: Float64Array;
  readonly yields: number;
}

/** What every member would make at some prices, and a bound of what that is worth, rounded up. */
function bestAt({ sides, signal, goods }: Problem, prices: Prices): Rather {
  const totals = new Float64Array(goods.length);
  let yields = point(0);
  const choices: (HullChoice | null)[] = [];
  for (const side of sides) {
    heed(signal);
    const { bound, choice } = bestOf(side, prices);
    choices.push(choice);
    yields = add(yields, multiply(point(side.count), point(bound)));
    for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] ?? 0) + side.count * (choice?.outputs[j] ?? 0);
  }
  return { choices, totals, yields: Number.isNaN(yields.hi) ? Number.POSITIVE_INFINITY : yields.hi };
}

interface Part {
  readonly piece: Piece;
  readonly bound: number;
}

/** The most that one member is worth, best part first (Land & Doig 1960). */
function bestOf({ entries }: Side, prices: Prices): { readonly bound: number; readonly choice: HullChoice | null } {
  const open: Part[] = entries.map(({ piece }) => ({ piece, bound: piece.bound(prices) }));
  let known = Number.NEGATIVE_INFINITY;
  let choice: HullChoice | null = null;
  for (let parts = 0; ; parts++) {
    const at = open.reduce((best, { bound }, k) => (bound > (open[best]?.bound ?? 0) ? k : best), 0);
    const top = open[at];
    if (top === undefined) return { bound: Number.POSITIVE_INFINITY, choice };
    const { state } = top.piece.respond(prices);
    const { outputs } = top.piece.realize(state);
    const worth = outputs.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0);
    if (worth > known) [known, choice] = [worth, { piece: top.piece, state, outputs }];
    const isKnown = top.piece.exact || top.bound <= known * (1 + 1e-7) || parts >= mostParts || top.piece.work > 10;
    const halves = isKnown ? null : top.piece.part(state, prices);
    if (halves === null) return { bound: top.bound, choice };
    open.splice(at, 1, ...halves.map((piece) => ({ piece, bound: Math.min(top.bound, piece.bound(prices)) })));
  }
}
