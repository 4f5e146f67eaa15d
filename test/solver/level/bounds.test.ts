import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../src/solver/sets/build.ts';
import { generator } from '../brute-force.ts';
import { bestValue, boundOf, goodsOf, levelShapeOf, placesOn, randomPrices } from './sets.ts';

/** Sets of every kind: convex by functions and by their edges, several limits and kinks, bowed inward, mixed, of unlike scales. */
const sets: readonly (readonly [body: string, bends: string, closeness: number, goods: number])[] = [
  ['frontier a^2 + b^2 + c^2 + 0.5*a*b - 0.3*b*c <= 1', 'outward', 1e-12, 3],
  ['frontier (a^2 + b^2)^0.8 + c^1.5 <= 3', 'outward', 1e-12, 3],
  ['frontier a^2 + b^2 + c <= 3\nfrontier a + b + c^2 <= 3', 'outward', 1e-12, 3],
  ['frontier c = 10 - a^2 - a*b - b^2 for a in 0..2, b in 0..2', 'outward', 1e-12, 3],
  ['frontier max(a + b, b + c, c + a)^2 + a <= 3', 'outward', 1e-12, 3],
  ['frontier (a + 2*b + c)^2 <= 3', 'outward', 1e-12, 3],
  ['frontier sqrt(a^2 + b^2 + a*b) + c <= 4', 'outward', 2e-8, 3],
  ['frontier exp(a + b) + exp(b + c) + a <= 5', 'outward', 1e-12, 3],
  ['frontier a^2*exp(b) + b^2 + c^2 + b <= 2', 'outward', 1e-12, 3],
  ['frontier ln(1 + a^2 + b^2 + a*b) + c^2 + 0.5*c*a <= 0.7', 'outward', 1e-12, 3],
  ['frontier c = min(10 - a - b, 8 - 2*a)', 'outward', 1e-12, 3],
  ['frontier (a^2 + b^2 + c^2 + a*b)^2 + (a + b)^3 <= 1e-9', 'outward', 1e-12, 3],
  ['frontier 1e18*a^2 + 1e9*a*b + b^2 + 1e-18*c^2 <= 1', 'outward', 1e-12, 3],
  ['frontier a^2 + b^2 + c^2 + d^2 + a*b + 0.5*c*d <= 4', 'outward', 1e-12, 4],
  ['frontier a^2 + b^2 + c^2 + d^2 + e^2 + a*b + 0.5*c*d + 0.1*a*e <= 4', 'outward', 1e-12, 5],
  ['frontier sqrt(a) + sqrt(b) + sqrt(c) + 0.1*sqrt(a*b) <= 1', 'inward', 1e-14, 3],
  ['frontier sqrt(a*b) + c <= 2\nfrontier a <= 3\nfrontier b <= 3', 'inward', 1e-14, 3],
  ['frontier ln(1 + a + b) + ln(1 + b + c) + c <= 2', 'inward', 1e-14, 3],
  ['frontier a*b*c <= 1\nfrontier a <= 3\nfrontier b <= 3\nfrontier c <= 3', 'inward', 1e-14, 3],
  ['frontier min(a, b) + c <= 2\nfrontier a <= 1\nfrontier b <= 1', 'inward', 1e-14, 3],
  ['frontier (a^0.5 + b^0.5 + c^0.5 + d^0.5)^1.3 <= 2', 'inward', 1e-14, 4],
  ['frontier a^2 + b^2 + c^2 + a*b*c <= 4', 'unknown', 2e-8, 3],
  ['frontier a + b + c + 0.5*a*b <= 4', 'unknown', 2e-8, 3],
  ['frontier a^3 + b^3 + c^3 + 0.1*a*b*c <= 1', 'unknown', 2e-8, 3],
  ['frontier a*b + c^2 + a + b + c <= 3', 'unknown', 2e-8, 3],
  ['frontier exp(a*b) + a + b + c <= 6', 'unknown', 2e-8, 3],
  ['frontier a*b + c <= 2\nfrontier a <= 1\nfrontier b <= 1', 'unknown', 2e-8, 3],
  ['frontier c = 10 - a*b for a in 1..2, b in 1..4', 'unknown', 2e-8, 3],
  ['frontier c = 1/(a*b) - 1/16 for a in 1..4, b in 1..4', 'unknown', 2e-8, 3],
  ['frontier sqrt(a*b) + c^2 + a^2 + b^2 <= 2', 'unknown', 2e-8, 3],
  ['frontier 1e9*a + 1e-9*b^2 + 1e6*c*a + c <= 1e3', 'unknown', 2e-8, 3],
];

describe('bounds of what level sets are worth', () => {
  it.each(sets)(
    '%s: nothing of 10,000 places is worth more, and the best found is worth it',
    (body, bends, closeness, count) => {
      const shape = levelShapeOf(body, count);
      expect(shape.bends).toBe(bends);
      const pieces = piecesOf(shape, goodsOf(count));
      const draw = generator(7);
      const places = placesOn(shape, draw, 10_000);
      expect(places.length).toBeGreaterThan(9_000);
      const caps = goodsOf(count).map((_, j) => Math.max(...pieces.map((piece) => piece.cap(j))));
      for (const place of places) expect(place.every((y, j) => y <= (caps[j] ?? 0))).toBe(true);
      for (let round = 0; round < 24; round++) {
        const prices = round === 0 ? Float64Array.from(caps, (cap) => 1 / cap) : randomPrices(shape, draw);
        const most = Math.max(...places.map((place) => place.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0)));
        const [best, bound] = [bestValue(pieces, prices), boundOf(pieces, prices)];
        expect(most, `at ${prices}`).toBeLessThanOrEqual(bound);
        expect(best, `at ${prices}`).toBeLessThanOrEqual(bound * (1 + 1e-15));
        expect(best, `at ${prices}`).toBeGreaterThanOrEqual(bound * (1 - closeness));
      }
    },
    60_000,
  );
});
