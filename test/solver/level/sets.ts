import { judgeFrontier } from '../../../src/curvature/judge-frontier.ts';
import type { LevelShape } from '../../../src/curvature/shape.ts';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import { levelSetOf } from '../../../src/solver/sets/level-limits.ts';
import { onFrontier } from '../../../src/solver/sets/level-reach.ts';
import type { Piece, Prices } from '../../../src/solver/sets/piece.ts';

export const goodsOf = (count: number): readonly string[] => ['a', 'b', 'c', 'd', 'e'].slice(0, count);

/** The shape of one agent's frontier in the first goods of the alphabet. */
export function levelShapeOf(body: string, count = 3): LevelShape {
  const text = `good ${goodsOf(count).join(', ')}\nagent A { ${body} }`;
  const [agent] = settle(parseEconomy(text).economy).agents;
  if (agent === undefined) throw new Error('no agent');
  const { shape, reason } = judgeFrontier(agent);
  if (shape?.kind !== 'level') throw new Error(`${shape?.kind ?? 'no shape'} for ${body}: ${reason}`);
  return shape;
}

export const bestValue = (pieces: readonly Piece[], prices: Prices): number =>
  Math.max(...pieces.map((piece) => piece.respond(prices).value));

export const boundOf = (pieces: readonly Piece[], prices: Prices): number =>
  Math.max(...pieces.map((piece) => piece.bound(prices)));

/** Random places on the frontier, a hair inside it, that the formulas themselves allow; corners and axes among them. */
export function placesOn(shape: LevelShape, draw: () => number, count: number): readonly Float64Array[] {
  const set = levelSetOf(shape);
  return Array.from({ length: count }, () => {
    const ray = set.lo.map((lo, j) => {
      const share = draw() < 0.15 ? 0 : draw() ** (draw() < 0.5 ? 1 : 4);
      return lo + share * ((set.hi[j] ?? 0) - lo);
    });
    const place = onFrontier(set, ray, set);
    return place?.map((y, j) => (set.lo[j] ?? 0) + (y - (set.lo[j] ?? 0)) * (1 - 1e-13)) ?? null;
  }).filter((place) => place !== null && set.limits.every((limit) => limit.value(place) <= 0)) as Float64Array[];
}

/** Prices about as high as a share of each good is worth, some of them 0. */
export function randomPrices(shape: LevelShape, draw: () => number): Float64Array {
  const { hi } = levelSetOf(shape);
  const prices = hi.map((most) => (draw() < 0.15 ? 0 : Math.exp(4 * draw() - 2)) / most);
  return prices.some((p) => p > 0) ? prices : hi.map((most) => 1 / most);
}
