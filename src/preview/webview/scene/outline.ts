import type { AgentView, AggregatePicture, Point } from '../../../analysis/picture.ts';
import type { Extent } from './planar.ts';

type Outline = AgentView['outline'];

/** Everything that a view must show, measured from 0. */
export function extentOf(view: AgentView): Extent {
  const points = view.outline.flatMap((piece) => piece.points);
  return extentOfPoints([...points, ...present(view.point), ...present(view.stated)]);
}

/** The whole economy's extent: everything but contour and price line, which are cut where the plot ends. */
export function extentOfAggregate({ hull, dented, optimum, stated }: AggregatePicture): Extent {
  const marked = [...present(optimum), ...present(stated?.from ?? null), ...present(stated?.to ?? null)];
  return extentOfPoints([...hull, ...(dented ?? []), ...marked]);
}

/** A missing direction takes the other's size, so that there is always something to draw on. */
export function extentOfPoints(points: readonly Point[]): Extent {
  let [x, y] = [0, 0];
  for (const [px, py] of points) {
    x = Math.max(x, px);
    y = Math.max(y, py);
  }
  return { x: x || y || 1, y: y || x || 1 };
}

/** The set below an outline with free disposal: from the y axis along all pieces, stepping down at jumps, to the x axis. */
export function disposalHull(outline: Outline): readonly Point[] {
  const pieces = outline.filter((piece) => 0 < piece.points.length).toSorted((a, b) => left(a) - left(b));
  const border: Point[] = [];
  for (const { points } of pieces) {
    const ordered = firstIsLeft(points) ? points : points.toReversed();
    const [before, next] = [border.at(-1), ordered[0]];
    if (next === undefined) continue;
    if (before === undefined) border.push([0, next[1]]);
    else if (next[0] !== before[0] && next[1] !== before[1]) border.push([before[0], next[1]]);
    border.push(...ordered);
  }
  const last = border.at(-1);
  return last === undefined ? [] : [[0, 0], ...border, [last[0], 0]];
}

function left({ points }: Outline[number]): number {
  return Math.min(...points.map(([x]) => x));
}

function firstIsLeft(points: readonly Point[]): boolean {
  const [first, last] = [points[0], points.at(-1)];
  return (
    first === undefined || last === undefined || first[0] < last[0] || (first[0] === last[0] && last[1] <= first[1])
  );
}

export function present<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}
