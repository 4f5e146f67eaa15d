import type { Point } from '../picture.ts';
import { type Part, thinned } from './hull.ts';

const BINS = 640;
const MOST_MEMBERS = 300;
const MOST_PARTS = 40;

/**
 * The real aggregate frontier, dents and all: every sum of one point of each member, of which the best in each of some
 * hundred columns is kept, so that each drawn point can really be made ((max, +) convolution; counts by binary doubling).
 * Null where it equals the hull to the eye, or where there are too many members for a dent to show.
 */
export function dentedFrontier(parts: readonly Part[], hull: readonly Point[]): readonly Point[] | null {
  const members = parts.reduce((sum, part) => sum + part.count, 0);
  const drawn = parts.filter((part) => 0 < part.points.length);
  if (MOST_MEMBERS < members || MOST_PARTS < drawn.length || drawn.length === 0) return null;
  const frame = frameOf(hull);
  if (!frame) return null;
  const sum = drawn.map((part) => multiple(part, frame)).reduce((a, b) => plus(a, b, frame));
  const efficient = undominated(sum);
  return visiblyBelow(efficient, hull, frame) ? thinned(efficient, 800) : null;
}

/** Columns over 0..width, and the slope that decides which of two points in one column is further out. */
interface Frame {
  readonly width: number;
  readonly height: number;
}

function frameOf(hull: readonly Point[]): Frame | null {
  const [width, height] = [hull.at(-1)?.[0] ?? 0, hull.at(0)?.[1] ?? 0];
  return 0 < width && 0 < height ? { width, height } : null;
}

function multiple(part: Part, frame: Frame): readonly Point[] {
  let power = bestInColumns(part.points, frame);
  let sum: readonly Point[] | null = null;
  for (let rest = part.count; 0 < rest; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) sum = sum ? plus(sum, power, frame) : power;
    if (1 < rest) power = plus(power, power, frame);
  }
  return sum ?? [[0, 0]];
}

function plus(a: readonly Point[], b: readonly Point[], frame: Frame): readonly Point[] {
  const columns = newColumns();
  for (const [ax, ay] of a) for (const [bx, by] of b) keep(columns, ax + bx, ay + by, frame);
  return pointsOf(columns);
}

function bestInColumns(points: readonly Point[], frame: Frame): readonly Point[] {
  const columns = newColumns();
  for (const [x, y] of points) keep(columns, x, y, frame);
  return pointsOf(columns);
}

interface Columns {
  readonly score: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function newColumns(): Columns {
  const size = BINS + 1;
  return { score: new Float64Array(size).fill(-Infinity), x: new Float64Array(size), y: new Float64Array(size) };
}

function keep(columns: Columns, x: number, y: number, { width, height }: Frame): void {
  const column = Math.min(BINS, Math.floor((x / width) * BINS));
  const score = x / width + y / height;
  if (score <= (columns.score[column] ?? Infinity)) return;
  columns.score[column] = score;
  columns.x[column] = x;
  columns.y[column] = y;
}

function pointsOf(columns: Columns): readonly Point[] {
  const points: Point[] = [];
  columns.score.forEach((score, column) => {
    if (score !== -Infinity) points.push([columns.x[column] ?? 0, columns.y[column] ?? 0]);
  });
  return points;
}

/** Rising x: those that no point further right overtops. */
function undominated(points: readonly Point[]): readonly Point[] {
  let highest = -Infinity;
  const kept: Point[] = [];
  for (const point of [...points].reverse()) {
    if (point[1] <= highest) continue;
    highest = point[1];
    kept.push(point);
  }
  return kept.reverse();
}

/** Whether some point lies below the hull by more than half a hundredth of the picture. */
function visiblyBelow(points: readonly Point[], hull: readonly Point[], { width, height }: Frame): boolean {
  let segment = 1;
  return points.some(([x, y]) => {
    while (segment < hull.length - 1 && (hull[segment]?.[0] ?? Infinity) < x) segment++;
    const [a, b] = [hull[segment - 1], hull[segment]];
    if (!a || !b) return false;
    const [dx, dy] = [(b[0] - a[0]) / width, (b[1] - a[1]) / height];
    const below = (dy * (x - a[0])) / width - (dx * (y - a[1])) / height;
    return 0.005 * Math.hypot(dx, dy) < below;
  });
}
