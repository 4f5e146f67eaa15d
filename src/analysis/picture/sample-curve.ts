import type { Point } from '../picture.ts';

/** A curve over from <= t <= to, in the goods' own units. */
export interface Curve {
  readonly from: number;
  readonly to: number;
  point(t: number): Point;
}

const FIRST_PIECES = 8;
const DEEPEST = 14;

/**
 * Points along a curve, closer together where it bends, so that no stretch strays from its chord by more than
 * `tolerance` of the curve's own extent; ends with infinite slopes are halved on until they look right.
 * Points at which the curve is undefined are left out.
 */
export function sampleCurve(curve: Curve, tolerance = 5e-4): readonly Point[] {
  if (curve.to <= curve.from) return [curve.point(curve.from)].filter(isFinitePoint);
  const ts = Array.from(
    { length: FIRST_PIECES + 1 },
    (_, index) => curve.from + ((curve.to - curve.from) * index) / FIRST_PIECES,
  );
  const knots = ts.map((t) => ({ t, point: curve.point(t) }));
  const extent = extentOf(knots.map((knot) => knot.point).filter(isFinitePoint));
  const points: Point[] = [];
  for (let index = 0; index < FIRST_PIECES; index++) {
    const [start, end] = [knots[index], knots[index + 1]];
    if (!start || !end) break;
    points.push(start.point);
    halve(curve, start, end, { extent, tolerance, depth: 0 }, points);
  }
  const last = knots[FIRST_PIECES];
  if (last) points.push(last.point);
  return points.filter(isFinitePoint);
}

interface Knot {
  readonly t: number;
  readonly point: Point;
}

interface Fineness {
  readonly extent: Point;
  readonly tolerance: number;
  readonly depth: number;
}

function halve(curve: Curve, start: Knot, end: Knot, fineness: Fineness, into: Point[]): void {
  const t = (start.t + end.t) / 2;
  if (t <= start.t || end.t <= t || DEEPEST <= fineness.depth) return;
  const middle: Knot = { t, point: curve.point(t) };
  if (strays(start.point, middle.point, end.point, fineness.extent) <= fineness.tolerance) return;
  const finer = { ...fineness, depth: fineness.depth + 1 };
  halve(curve, start, middle, finer, into);
  into.push(middle.point);
  halve(curve, middle, end, finer, into);
}

/** How far `middle` lies from the chord, as a share of the extent; an undefined end counts as far. */
function strays(start: Point, middle: Point, end: Point, [width, height]: Point): number {
  const [ax, ay] = [start[0] / width, start[1] / height];
  const [dx, dy] = [end[0] / width - ax, end[1] / height - ay];
  const [mx, my] = [middle[0] / width - ax, middle[1] / height - ay];
  const length = Math.hypot(dx, dy);
  const distance = length === 0 ? Math.hypot(mx, my) : Math.abs(dx * my - dy * mx) / length;
  return Number.isFinite(distance) ? distance : Infinity;
}

/** Width and height of the smallest rectangle around the points, each at least the smallest normal number. */
export function extentOf(points: readonly Point[]): Point {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [low, high] = [Math.min(low, y), Math.max(high, y)];
  }
  return [Math.max(right - left, 1e-300), Math.max(high - low, 1e-300)];
}

export function isFinitePoint([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}
