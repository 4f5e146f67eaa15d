import type { PerGood } from '../../solver/solution.ts';
import type { Trace } from '../../solver/trace/trace.ts';
import type { TracePoint } from '../../solver/trace/trace-point.ts';
import type { Point } from '../picture.ts';
import type { Pair } from './outline.ts';

/**
 * A traced frontier of two goods as curves: all of it where it has dents, and the parts of it that prices support. Null where
 * the trace is of other goods or of stated amounts only, or has more dents than can be seen.
 */
export function tracedFrontier(
  { points, dents, goods }: Trace,
  pair: Pair,
): { readonly dented: readonly Point[] | null; readonly supported: readonly (readonly Point[])[] } | null {
  if (dents === null || dents.count === null || dents.spans.length < dents.count) return null;
  if (goods.length !== 2 || !pair.every((good, j) => good === goods[j]) || points.length === 0) return null;
  const at = (totals: PerGood<number>): Point => [totals[pair[0]] ?? 0, totals[pair[1]] ?? 0];
  const spans = dents.spans.map(({ from, to }) => [at(from), at(to)] as const);
  const whole = points.map(({ totals }) => at(totals));
  return { dented: dents.count === 0 ? null : whole, supported: partsOf(points, whole, spans) };
}

/** Supported points in a row with no dent between them. */
function partsOf(
  points: readonly TracePoint[],
  places: readonly Point[],
  spans: readonly (readonly [Point, Point])[],
): readonly (readonly Point[])[] {
  const parts: Point[][] = [];
  let open: Point[] | null = null;
  points.forEach(({ supported }, i) => {
    const place = places[i];
    if (place === undefined || !supported) {
      open = null;
      return;
    }
    const before = open?.at(-1);
    if (open === null || (before !== undefined && isAcross(before, place, spans))) {
      open = [];
      parts.push(open);
    }
    open.push(place);
  });
  return parts;
}

/** The way from one point to the next leads over a dent: its middle is inside one. */
function isAcross(a: Point, b: Point, spans: readonly (readonly [Point, Point])[]): boolean {
  const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return spans.some(([from, to]) => from[0] < x && x < to[0] && to[1] < y && y < from[1]);
}
