import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../src/solver/sets/build.ts';
import { levelSetOf } from '../../../src/solver/sets/level-limits.ts';
import type { Piece } from '../../../src/solver/sets/piece.ts';
import { generator } from '../brute-force.ts';
import { boundOf, goodsOf, levelShapeOf, placesOn, randomPrices } from './sets.ts';

const bent = [
  'frontier sqrt(a) + sqrt(b) + sqrt(c) + 0.1*sqrt(a*b) <= 1',
  'frontier a*b*c <= 1\nfrontier a <= 3\nfrontier b <= 3\nfrontier c <= 3',
  'frontier a + b + c + 0.5*a*b <= 4',
  'frontier a^3 + b^3 + c^3 + 0.1*a*b*c <= 1',
  'frontier c = 1/(a*b) - 1/16 for a in 1..4, b in 1..4',
  'frontier sqrt(a*b) + c^2 + a^2 + b^2 <= 2',
] as const;

describe('level sets parted in boxes', () => {
  it.each(bent)(
    '%s: the parts lose nothing, and come down to the set',
    (body) => {
      const shape = levelShapeOf(body);
      const draw = generator(11);
      const places = placesOn(shape, draw, 1_000);
      let pieces: readonly Piece[] = piecesOf(shape, goodsOf(3));
      const before = boundOf(pieces, Float64Array.from([1, 1, 1]));
      for (let round = 0; round < 24; round++) {
        const prices = randomPrices(shape, draw);
        const most = Math.max(...places.map((place) => place.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0)));
        expect(most).toBeLessThanOrEqual(boundOf(pieces, prices));
        const mean = places[round]?.map((y, j) => (y + (places[round + 1]?.[j] ?? 0)) / 2) ?? new Float64Array(3);
        const at = round % pieces.length;
        pieces = pieces.flatMap((piece, k) => (k === at ? (piece.part([...mean], prices) ?? [piece]) : [piece]));
      }
      expect(boundOf(pieces, Float64Array.from([1, 1, 1]))).toBeLessThanOrEqual(before * (1 + 1e-7));
    },
    60_000,
  );

  it.each(bent)('%s: a member stands where every limit allows', (body) => {
    const shape = levelShapeOf(body);
    const draw = generator(13);
    const places = placesOn(shape, draw, 60);
    const inside = piecesOf(shape, goodsOf(3)).filter((piece) => !piece.fixed);
    for (const [k, place] of places.slice(1).entries()) {
      const mean = place.map((y, j) => (y + (places[k]?.[j] ?? 0)) / 2);
      for (const piece of inside) {
        const { outputs } = piece.realize([...mean]);
        const worst = worstLimit(shape, outputs);
        expect(worst).toBeLessThanOrEqual(0);
      }
    }
  });
});

function worstLimit(shape: ReturnType<typeof levelShapeOf>, outputs: Float64Array): number {
  return Math.max(...levelSetOf(shape).limits.map((limit) => limit.value(outputs)));
}
