import type { Pair } from './outline.ts';

const MOST_PAIRED = 4;

/** Every pair of up to four goods, in the order of the goods; of more goods the first four are paired. */
export function pairsOf(goods: readonly string[]): readonly Pair[] {
  const paired = goods.slice(0, MOST_PAIRED);
  return paired.flatMap((x, index) => paired.slice(index + 1).map((y): Pair => [x, y]));
}
