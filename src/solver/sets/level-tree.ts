import { type Box, boundOf, clipped, cornerBound, cutOf, isWithin, type Leaf, leafOf } from './level-leaves.ts';
import type { LevelSet } from './level-limits.ts';
import { type Optimum, worthOf } from './level-newton.ts';
import { sharpenedFrom } from './level-optimum.ts';
import { boundBeside } from './level-planes.ts';
import { queueOf } from './level-queue.ts';
import { candidatesIn } from './level-reach.ts';

export interface Found {
  /** The best place found; null where none that can be made is known. */
  readonly outputs: Float64Array | null;
  /** Proven: no place in the box is worth more. */
  readonly bound: number;
}

/**
 * The part of a level set inside a box, whatever way it bends, as boxes that cover its frontier: they are cut where it matters at the
 * prices asked, and stay cut for the next. Counted work: what it finds never depends on speed.
 */
export interface LevelTree {
  best(prices: ArrayLike<number>): Found;
  /** A box of what efficient places there can be; null where there are none. */
  box(): Box | null;
  /** The part in a smaller box, what is known of it already kept. */
  within(lo: Float64Array, hi: Float64Array): LevelTree;
}

const mostLeaves = 40_000;

const cutsAtOnce = 4_000;

const precision = 1e-8;

const placesKept = 24;

export function levelTree(set: LevelSet, lo: Float64Array, hi: Float64Array, known: readonly Leaf[] = []): LevelTree {
  let leaves: Leaf[] | null = null;
  let places: Float64Array[] = [];
  const whole = { lo, hi };
  const sharpenedAt = (y: Float64Array, prices: ArrayLike<number>): Best => {
    const widths = hi.map((most, j) => most - (lo[j] ?? 0));
    const found = sharpenedFrom({ ...set, lo, hi, widths, capped: set.capped.map(() => true), inside: y }, prices, y);
    const kept = isWithin(found.outputs, whole) ? found : { ...found, outputs: y };
    return { ...kept, worth: worthOf(kept.outputs, prices) };
  };
  const started = (): Leaf[] => {
    if (leaves !== null) return leaves;
    const first = known.length > 0 ? known : [{ lo, hi, lines: [] }];
    leaves = first.flatMap((leaf) => clipped(set, leaf, whole) ?? []);
    return leaves;
  };
  return {
    box() {
      const all = started();
      const [first] = all;
      if (first === undefined) return null;
      const over = (pick: (leaf: Leaf, j: number) => number, join: (...values: number[]) => number) =>
        first.lo.map((_, j) => all.reduce((sum, leaf) => join(sum, pick(leaf, j)), pick(first, j)));
      return { lo: over((l, j) => l.lo[j] ?? 0, Math.min), hi: over((l, j) => l.hi[j] ?? 0, Math.max) };
    },
    within: (low, high) => levelTree(set, low, high, leaves ?? []),
    best(prices) {
      const all = started();
      const known = bestOf(places, prices);
      let best: Best | null = known === null ? null : sharpenedAt(known, prices);
      const offer = (y: Float64Array) => {
        if (!isWithin(y, whole) || !(worthOf(y, prices) > (best?.worth ?? Number.NEGATIVE_INFINITY))) return;
        best = sharpenedAt(y, prices);
        places = [best.outputs, ...places].slice(0, placesKept);
      };
      const enough = () => (best === null ? Number.NEGATIVE_INFINITY : best.worth + precision * Math.abs(best.worth));
      const weights = () => best?.multipliers ?? [];
      // What even a far corner worth no more can hold needs no closer look: the bound counts it as worth what was known.
      const least = best?.worth ?? Number.NEGATIVE_INFINITY;
      const queue = queueOf();
      for (const [index, leaf] of all.entries())
        if (cornerBound(leaf, prices) > least) queue.push(index, boundOf(leaf, prices, weights()).bound);
      const gone = new Set<number>();
      let closed = least;
      let isBowl = true;
      for (let cuts = 0; cuts < cutsAtOnce && all.length < mostLeaves; cuts++) {
        const top = queue.top();
        const leaf = top === null ? undefined : all[top.index];
        if (top === null || leaf === undefined || top.bound <= enough()) break;
        const bounded = boundOf(leaf, prices, weights());
        for (const candidate of candidatesIn(set, leaf, whole, prices, bounded)) offer(candidate);
        if (best !== null && (isBowl || cuts % 8 === 0)) {
          const bound = boundBeside(set, prices, best, leaf.lo, leaf.hi);
          isBowl = bound <= enough();
          if (isBowl) {
            closed = Math.max(closed, bound);
            queue.pop();
            continue;
          }
        }
        const halves = cutOf(set, leaf, prices, bounded, top.bound - (best?.worth ?? 0));
        if (halves === null) break;
        queue.pop();
        const [one, other] = halves.flatMap((half) => leafOf(set, half.lo, half.hi, whole) ?? []);
        const take = (index: number, part: Leaf) => {
          all[index] = part;
          queue.push(index, Math.min(top.bound, boundOf(part, prices, weights()).bound));
        };
        if (one) take(top.index, one);
        else gone.add(top.index);
        if (other) take(all.length, other);
      }
      if (gone.size > 0) leaves = all.filter((_, index) => !gone.has(index));
      return {
        outputs: best?.outputs ?? null,
        bound: Math.max(queue.top()?.bound ?? Number.NEGATIVE_INFINITY, closed),
      };
    },
  };
}

interface Best extends Optimum {
  readonly worth: number;
}

function bestOf(places: readonly Float64Array[], prices: ArrayLike<number>): Float64Array | null {
  let best: Float64Array | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    const worth = worthOf(place, prices);
    if (worth > most) [best, most] = [place, worth];
  }
  return best;
}
