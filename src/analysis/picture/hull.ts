import type { Point } from '../picture.ts';

/** Members with the same drawn frontier. */
export interface Part {
  readonly count: number;
  /** One member's frontier: paths, between which there is nothing; a lone point is a path of one. */
  readonly paths: readonly (readonly Point[])[];
}

/**
 * The convexified aggregate frontier: the upper hulls of the parts added up (edges of a Minkowski sum of convex polygons
 * are the parts' edges in order of slope: de Berg et al., Computational Geometry, 2008, section 13.3). Rising x, falling y.
 */
export function aggregateHull(parts: readonly Part[]): readonly Point[] {
  const edges: Point[] = [];
  let [x, y] = [0, 0];
  for (const { count, paths } of parts) {
    const hull = upperHull(paths.flat());
    x += count * (hull[0]?.[0] ?? 0);
    y += count * (hull[0]?.[1] ?? 0);
    for (let index = 1; index < hull.length; index++) {
      const [a, b] = [hull[index - 1], hull[index]];
      if (a && b) edges.push([count * (b[0] - a[0]), count * (b[1] - a[1])]);
    }
  }
  edges.sort((a, b) => b[1] * a[0] - a[1] * b[0]);
  const sum: Point[] = [[x, y]];
  for (const [dx, dy] of edges) {
    [x, y] = [x + dx, y + dy];
    sum.push([x, y]);
  }
  return thinned(sum, 400);
}

/** The part of the convex hull that some price p >= 0, p != 0 supports, from the top to the far right. */
export function upperHull(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const hull: Point[] = [];
  for (const point of sorted) {
    while (1 <= hull.length && !turnsRight(hull.at(-2), hull.at(-1) as Point, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

/** Whether `b` stays: it lies above the chord from a to c and, being first, not below c. */
function turnsRight(a: Point | undefined, b: Point, c: Point): boolean {
  if (!a) return c[1] < b[1];
  return c[1] < b[1] && (b[0] - a[0]) * (c[1] - a[1]) < (b[1] - a[1]) * (c[0] - a[0]);
}

/** At most about `most` points, ends included: those in between that are closer than a share of the extent go. */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length <= most) return points;
  const [width, height] = [Math.abs(last[0] - first[0]) || 1, Math.abs(last[1] - first[1]) || 1];
  const kept: Point[] = [first];
  for (const point of points.slice(1, -1)) {
    const before = kept.at(-1) ?? first;
    const step = Math.abs(point[0] - before[0]) / width + Math.abs(point[1] - before[1]) / height;
    if (2 / most <= step) kept.push(point);
  }
  kept.push(last);
  return kept;
}
