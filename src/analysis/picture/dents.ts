import type { Point } from '../picture.ts';
import type { Part } from './hull.ts';
import { between } from './polyline.ts';

const STRIPES = 800;
const MOST_MEMBERS = 100;
const MOST_PARTS = 40;

/**
 * The real aggregate frontier, dents and all: every sum of one point of each member, of which the outermost in each of
 * some hundred stripes is kept, so that each drawn point can really be made ((max, +) convolution; counts by binary doubling).
 * Null where it equals the hull to the eye, or where there are too many members for a dent to show.
 */
export function dentedFrontier(parts: readonly Part[], hull: readonly Point[]): readonly Point[] | null {
  const members = parts.reduce((sum, part) => sum + part.count, 0);
  const drawn = parts.filter((part) => part.paths.some((path) => 0 < path.length));
  if (MOST_MEMBERS < members || MOST_PARTS < drawn.length || drawn.length === 0) return null;
  const frame = frameOf(hull);
  if (!frame) return null;
  const sum = drawn.map((part) => multiple(part, frame)).reduce((a, b) => plus(a, b, frame));
  const efficient = undominated(sum);
  return visiblyBelow(efficient, hull, frame) ? straightened(efficient, frame) : null;
}

/** The most of either good: in its units a falling frontier is a gentle curve over the diagonal stripes x - y. */
interface Frame {
  readonly width: number;
  readonly height: number;
}

function frameOf(hull: readonly Point[]): Frame | null {
  const [width, height] = [hull.at(-1)?.[0] ?? 0, hull.at(0)?.[1] ?? 0];
  return 0 < width && 0 < height ? { width, height } : null;
}

function multiple(part: Part, frame: Frame): readonly Point[] {
  let power = outermost(
    part.paths.flatMap((path) => filled(path, frame)),
    frame,
  );
  let sum: readonly Point[] | null = null;
  for (let rest = part.count; 0 < rest; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) sum = sum ? plus(sum, power, frame) : power;
    if (1 < rest) power = plus(power, power, frame);
  }
  return sum ?? [[0, 0]];
}

function plus(a: readonly Point[], b: readonly Point[], frame: Frame): readonly Point[] {
  const stripes = newStripes();
  for (const [ax, ay] of a) for (const [bx, by] of b) keep(stripes, ax + bx, ay + by, frame);
  return pointsOf(stripes);
}

/** A path with so many points put between its own that it has one in every stripe. */
function filled(path: readonly Point[], { width, height }: Frame): readonly Point[] {
  return path.flatMap((point, index) => {
    const before = path[index - 1];
    if (!before) return [point];
    const apart = Math.abs(point[0] - before[0]) / width + Math.abs(point[1] - before[1]) / height;
    const pieces = Math.ceil((apart / 2) * STRIPES) || 1;
    return Array.from({ length: pieces }, (_, piece) => between(before, point, (piece + 1) / pieces));
  });
}

function outermost(points: readonly Point[], frame: Frame): readonly Point[] {
  const stripes = newStripes();
  for (const [x, y] of points) keep(stripes, x, y, frame);
  return pointsOf(stripes);
}

interface Stripes {
  readonly score: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function newStripes(): Stripes {
  const size = STRIPES + 1;
  return { score: new Float64Array(size).fill(-Infinity), x: new Float64Array(size), y: new Float64Array(size) };
}

function keep(stripes: Stripes, x: number, y: number, { width, height }: Frame): void {
  const stripe = Math.round(((1 + x / width - y / height) / 2) * STRIPES);
  const score = x / width + y / height;
  if (score <= (stripes.score[stripe] ?? Infinity)) return;
  stripes.score[stripe] = score;
  stripes.x[stripe] = x;
  stripes.y[stripe] = y;
}

function pointsOf(stripes: Stripes): readonly Point[] {
  const points: Point[] = [];
  stripes.score.forEach((score, stripe) => {
    if (score !== -Infinity) points.push([stripes.x[stripe] ?? 0, stripes.y[stripe] ?? 0]);
  });
  return points;
}

/** Rising x: those that no point further right overtops. */
function undominated(points: readonly Point[]): readonly Point[] {
  let highest = -Infinity;
  const kept: Point[] = [];
  for (const point of [...points].sort((a, b) => b[0] - a[0])) {
    if (point[1] <= highest) continue;
    highest = point[1];
    kept.push(point);
  }
  return kept.reverse();
}

/** Without the points that lie on the way from the one before to the one after. */
function straightened(points: readonly Point[], { width, height }: Frame): readonly Point[] {
  const kept: Point[] = [];
  points.forEach((point, index) => {
    const [a, c] = [kept.at(-1), points[index + 1]];
    const [dx, dy] = a && c ? [(c[0] - a[0]) / width, (c[1] - a[1]) / height] : [0, 0];
    const off = a ? Math.abs((dy * (point[0] - a[0])) / width - (dx * (point[1] - a[1])) / height) : Infinity;
    if (!c || 1e-4 * Math.hypot(dx, dy) < off) kept.push(point);
  });
  return kept;
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
