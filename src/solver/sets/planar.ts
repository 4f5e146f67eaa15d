import { point } from '../../math/interval/interval.ts';
import { type ArcRange, alongRay, atX, bestParameter, supportBound, valueAt } from './arc-range.ts';
import type { Member, Outputs, Piece, Prices, Response } from './piece.ts';

/** A stretch of a two-good frontier: x is an amount of good `goodX`, y of good `goodY`, of the economy's `size` goods. */
export function planarPiece(range: ArcRange, goodX: number, goodY: number, size: number): Piece {
  const { curvature } = range.arc;
  const exact = curvature === 'concave' || curvature === 'linear' || curvature === 'point' || range.from === range.to;
  const outputsAt = (x: number, y: number): Outputs => {
    const outputs = new Float64Array(size);
    outputs[goodX] = x;
    outputs[goodY] = y;
    return outputs;
  };
  const place = (state: readonly number[]) => placeOf(range, state[0] ?? 0, state[1] ?? 0, state[2]);
  return {
    exact,
    fixed: range.from === range.to,
    line: {
      from: range.from,
      to: range.to,
      at: (t) => planarPiece({ ...range, from: t, to: t }, goodX, goodY, size),
    },
    bends: curvature === 'convex' && !exact ? [goodX, goodY] : [],
    most: curvature === 'convex' && !exact ? 1 : Number.POSITIVE_INFINITY,
    faces: [],
    work: curvature === 'unknown' && range.from < range.to ? 100 : 1,
    respond(prices: Prices, between?: readonly [Response, Response]): Response {
      const px = prices[goodX] ?? 0;
      const py = prices[goodY] ?? 0;
      const t = bestParameter(range, px, py, between === undefined ? undefined : placesOf(between));
      const [x, y] = range.arc.point(t);
      return { value: valueAt(range, px, py, t), outputs: outputsAt(x, y), state: [x, y, t] };
    },
    bound: (prices) => supportBound(range, prices[goodX] ?? 0, prices[goodY] ?? 0),
    realize(state): Member {
      const t = place(state);
      const [x, y] = range.arc.point(t);
      return { outputs: outputsAt(x, y), places: [{ arc: range.arc, t }] };
    },
    pin(state): Piece {
      const t = place(state);
      return planarPiece({ ...range, from: t, to: t }, goodX, goodY, size);
    },
    part(state): readonly Piece[] | null {
      if (exact) return null;
      const t = insideOf(range, place(state));
      if (t === null) return null;
      return [
        planarPiece({ ...range, to: t }, goodX, goodY, size),
        planarPiece({ ...range, from: t }, goodX, goodY, size),
      ];
    },
    cap(good): number {
      if (good === goodX) return range.arc.enclose(point(range.to))[0].hi;
      if (good === goodY) return range.arc.enclose(point(range.from))[1].hi;
      return 0;
    },
  };
}

function placesOf([one, other]: readonly [Response, Response]): readonly [number, number] {
  const [t = 0, u = 0] = [one.state[2], other.state[2]];
  return t < u ? [t, u] : [u, t];
}

/** Responses that agree keep their own parameter to the last bit; means are put back on the arc. */
function placeOf(range: ArcRange, x: number, y: number, t: number | undefined): number {
  if (t !== undefined && t >= range.from && t <= range.to) {
    const [px, py] = range.arc.point(t);
    if (px === x && py === y) return t;
  }
  for (const end of [range.from, range.to]) {
    const [px, py] = range.arc.point(end);
    if (px === x && py === y) return end;
  }
  return range.arc.curvature === 'linear' ? atX(range, x) : alongRay(range, x, y);
}

/** t, or the middle where t lies so near an end that a part would be no help; null where nothing lies between. */
export function insideOf(range: { readonly from: number; readonly to: number }, t: number): number | null {
  const length = range.to - range.from;
  const middle = range.from + length / 2;
  if (
    !(middle > range.from && middle < range.to) ||
    length <= 1e-13 * Math.max(Math.abs(range.from), Math.abs(range.to))
  ) {
    return null;
  }
  return t - range.from < 0.05 * length || range.to - t < 0.05 * length ? middle : t;
}
