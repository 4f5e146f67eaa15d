import type { Point } from '../picture.ts';

/** Where a ray from the origin through `towards` meets a drawn curve; null where it misses. */
export function meetRay(points: readonly Point[], towards: Point): Point | null {
  const side = ([x, y]: Point) => towards[0] * y - towards[1] * x;
  return meet(points, side);
}

/** Where the vertical at x meets a drawn curve; null where it misses. */
export function meetVertical(points: readonly Point[], x: number): Point | null {
  return meet(points, (point) => point[0] - x);
}

function meet(points: readonly Point[], side: (point: Point) => number): Point | null {
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]];
    if (!a || !b) break;
    const [sa, sb] = [side(a), side(b)];
    if (sa === 0) return a;
    if (sb === 0) return b;
    if (sa < 0 !== sb < 0) return between(a, b, sa / (sa - sb));
  }
  return null;
}

/** The point a share of the way from a to b. */
export function between(a: Point, b: Point, share: number): Point {
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}
