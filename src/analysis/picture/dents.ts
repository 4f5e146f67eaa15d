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
  const drawn = parts.filter((part) => part.paths.some((path) => path.some(([x, y]) => 0 < x || 0 < y)));
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

/** Points as two columns of numbers: there are hundreds of thousands of sums. */
interface Cloud {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function multiple(part: Part, frame: Frame): Cloud {
  const filledPaths = part.paths.flatMap((path) => filled(path, frame));
  const cloud = {
    x: Float64Array.from(filledPaths, ([x]) => x),
    y: Float64Array.from(filledPaths, ([, y]) => y),
  };
  let power = plus(cloud, ORIGIN, frame);
  let sum: Cloud | null = null;
  for (let rest = part.count; 0 < rest; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) sum = sum ? plus(sum, power, frame) : power;
    if (1 < rest) power = plus(power, power, frame);
  }
  return sum ?? ORIGIN;
}

const ORIGIN: Cloud = { x: new Float64Array(1), y: new Float64Array(1) };

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

/** Every sum of a point of each, of which the outermost in each stripe stays. */
function plus(a: Cloud, b: Cloud, { width, height }: Frame): Cloud {
  const score = new Float64Array(STRIPES + 1).fill(-Infinity);
  const [bestX, bestY] = [new Float64Array(STRIPES + 1), new Float64Array(STRIPES + 1)];
  for (let i = 0; i < a.x.length; i++) {
    const [ax, ay] = [a.x[i] ?? 0, a.y[i] ?? 0];
    for (let j = 0; j < b.x.length; j++) {
      const x = ax + (b.x[j] ?? 0);
      const y = ay + (b.y[j] ?? 0);
      const [across, up] = [x / width, y / height];
      const stripe = Math.round(((1 + across - up) / 2) * STRIPES);
      if (across + up <= (score[stripe] ?? Infinity)) continue;
      score[stripe] = across + up;
      bestX[stripe] = x;
      bestY[stripe] = y;
    }
  }
  const kept = (_: number, stripe: number) => score[stripe] !== -Infinity;
  return { x: bestX.filter(kept), y: bestY.filter(kept) };
}

function pointsOf({ x, y }: Cloud): Point[] {
  return Array.from(x, (each, index): Point => [each, y[index] ?? 0]);
}

/** Rising x: those that no point further right overtops. */
function undominated(cloud: Cloud): readonly Point[] {
  let highest = -Infinity;
  const kept: Point[] = [];
  for (const point of pointsOf(cloud).sort((a, b) => b[0] - a[0])) {
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
