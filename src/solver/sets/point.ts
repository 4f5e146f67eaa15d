import { add, multiply } from '../../math/interval/arithmetic.ts';
import type { Interval } from '../../math/interval/interval.ts';
import { point } from '../../math/interval/interval.ts';
import type { Outputs, Piece, Place, Prices } from './piece.ts';

/** A corner of a straight piece: nearest doubles, and enclosures for the bound. */
export interface Corner {
  readonly outputs: Outputs;
  readonly enclosures: readonly Interval[];
  readonly places: readonly Place[];
}

/** The hull of one point, or the straight line between two: always part of the set. */
export function straightPiece(corners: readonly [Corner, ...Corner[]]): Piece {
  const piece = (): Piece => straightPiece(corners);
  const value = (corner: Corner, prices: Prices) => corner.outputs.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0);
  return {
    exact: true,
    fixed: corners.length === 1,
    line: null,
    bends: [],
    most: Number.POSITIVE_INFINITY,
    faces: [],
    work: 1,
    respond(prices) {
      let best = corners[0];
      for (const corner of corners) if (value(corner, prices) > value(best, prices)) best = corner;
      return {
        value: value(best, prices),
        outputs: best.outputs,
        state: corners.map((corner) => (corner === best ? 1 : 0)),
      };
    },
    bound: (prices) => Math.max(...corners.map((corner) => enclosedValue(corner, prices))),
    realize(state) {
      const single = state.indexOf(1);
      const corner = corners[single];
      if (corner !== undefined) return { outputs: corner.outputs, places: corner.places };
      const outputs = corners[0].outputs.map((_, j) =>
        corners.reduce((sum, c, k) => sum + (state[k] ?? 0) * (c.outputs[j] ?? 0), 0),
      );
      return { outputs, places: [] };
    },
    pin: piece,
    part: () => null,
    cap: (good) => Math.max(...corners.map((corner) => corner.enclosures[good]?.hi ?? 0)),
  };
}

function enclosedValue(corner: Corner, prices: Prices): number {
  let sum = point(0);
  corner.enclosures.forEach((y, j) => {
    const price = prices[j] ?? 0;
    if (price !== 0) sum = add(sum, multiply(point(price), y));
  });
  return sum.hi;
}
