import {
  add,
  compare,
  divide,
  multiply,
  negate,
  type Rational,
  rational,
  subtract,
  ZERO,
} from '../../math/rational/rational.ts';
import type { PointsCertificate } from '../certificate.ts';
import { rationalOfText } from '../encoded-expression.ts';

type Point = readonly Rational[];

/**
 * Checks points by sampling nothing: in two goods the hull's height is a function of lines and steps, whose pieces are
 * compared exactly. Only what can be read off the points themselves is accepted.
 */
export function checkPoints(c: PointsCertificate): string | null {
  const points = c.points.map((p) => p.map(rationalOfText));
  if (points.some((p) => p.some((v) => v.numerator < 0n))) return 'an output below 0';
  const kept = efficient(points);
  if (kept.length === 0) return 'no points';
  if (kept.length === 1 && !c.joined) return c.verdict === 'concave' ? null : 'a single efficient point is concave';
  const planar = points.every((p) => p.length === 2);
  if (!planar) return checkSeveral(c, kept);
  const right = planarVerdict(points, c.joined);
  return c.verdict === right ? null : `these points are ${right}`;
}

function covers(q: Point, p: Point): boolean {
  return p.every((v, k) => compare(v, q[k] as Rational) <= 0);
}

function efficient(points: readonly Point[]): readonly Point[] {
  return points.filter((p, i) => !points.some((q, j) => i !== j && covers(q, p) && !(covers(p, q) && i < j)));
}

/**
 * A choice among several efficient points is never concave. The closure of what is left of the box of capacities is bounded by
 * planes along the axes: convex just where it is a box, so where each point with some of every good has the most of all goods
 * but one.
 */
function checkSeveral(c: PointsCertificate, kept: readonly Point[]): string | null {
  if (kept.length === 1) return c.verdict === 'concave' ? null : 'a single efficient point is concave';
  if (c.joined) return 'not decided in three goods or more';
  const width = kept[0]?.length ?? 0;
  const caps = Array.from({ length: width }, (_, k) => most(kept.map((p) => p[k] as Rational)));
  const made = caps.flatMap((cap, k) => (cap.numerator > 0n ? [k] : []));
  const short = kept
    .filter((p) => made.every((k) => (p[k] as Rational).numerator > 0n))
    .map((p) => made.filter((k) => compare(p[k] as Rational, caps[k] as Rational) < 0).length);
  const right = short.every((n) => n === 1) ? 'convex' : 'mixed';
  return c.verdict === right ? null : `these points are ${right}`;
}

// Two goods: the most of the second with at least x of the first is a falling step-and-line function of x, exactly.

type Line = readonly [left: Point, right: Point];

function planarVerdict(points: readonly Point[], joined: boolean): PointsCertificate['verdict'] {
  const lines = joined ? points.slice(1).map((q, i) => ordered(points[i] as Point, q)) : [];
  const height = (x: Rational): Rational => heightAt(points, lines, x);
  const far = most(points.map(first));
  const top = height(ZERO);
  const xs = breakpoints(points, lines, far);
  if (compare(height(far), top) === 0) return 'concave';
  const pieces = xs.slice(1).map((right, i) => pieceOf(height, xs[i] as Rational, right));
  const falling = pieces.filter((p) => compare(p.middle, top) < 0);
  const concave =
    compare(pieces[0]?.start ?? top, top) === 0 && isUnbroken(pieces) && isSorted(pieces.map((p) => negate(p.slope)));
  const convex = isUnbroken(falling) && isSorted(falling.map((p) => p.slope));
  return concave && convex ? 'linear' : concave ? 'concave' : convex ? 'convex' : 'mixed';
}

const first = (p: Point): Rational => p[0] as Rational;
const second = (p: Point): Rational => p[1] as Rational;

function most(values: readonly Rational[]): Rational {
  return values.reduce((a, b) => (compare(a, b) < 0 ? b : a));
}

function ordered(p: Point, q: Point): Line {
  return compare(first(p), first(q)) <= 0 ? [p, q] : [q, p];
}

function heightAt(points: readonly Point[], lines: readonly Line[], x: Rational): Rational {
  const ahead = points.filter((p) => compare(first(p), x) >= 0).map(second);
  const crossed = lines.flatMap((l) => (isWithin(l, x) ? [along(l, x)] : []));
  return most([...ahead, ...crossed]);
}

function isWithin([p, q]: Line, x: Rational): boolean {
  return compare(first(p), x) < 0 && compare(x, first(q)) < 0;
}

function along([p, q]: Line, x: Rational): Rational {
  const share = divide(subtract(x, first(p)), subtract(first(q), first(p))) ?? ZERO;
  return add(second(p), multiply(share, subtract(second(q), second(p))));
}

/** Where the function may bend or jump: at points, where lines cross, and where a line comes down to a point's height. */
function breakpoints(points: readonly Point[], lines: readonly Line[], far: Rational): readonly Rational[] {
  const steep = lines.filter(([p, q]) => compare(first(p), first(q)) < 0);
  const slope = ([p, q]: Line): Rational =>
    divide(subtract(second(q), second(p)), subtract(first(q), first(p))) ?? ZERO;
  const reach = (l: Line, y: Rational, other: Rational): Rational[] => {
    const step = divide(subtract(y, second(l[0])), subtract(slope(l), other));
    return step ? [add(first(l[0]), step)] : [];
  };
  const levels = steep.flatMap((l) => points.flatMap((p) => reach(l, second(p), ZERO)));
  const crossings = steep.flatMap((l) =>
    steep.flatMap((k) => reach(l, add(second(k[0]), multiply(slope(k), subtract(first(l[0]), first(k[0])))), slope(k))),
  );
  return [ZERO, far, ...points.map(first), ...levels, ...crossings]
    .filter((x) => compare(x, ZERO) >= 0 && compare(x, far) <= 0)
    .sort(compare)
    .filter((x, i, all) => i === 0 || compare(all[i - 1] as Rational, x) < 0);
}

interface Piece {
  /** The limit from the right at the left end, and the value at the right end. */
  readonly start: Rational;
  readonly middle: Rational;
  readonly end: Rational;
  readonly slope: Rational;
}

function pieceOf(height: (x: Rational) => Rational, left: Rational, right: Rational): Piece {
  const half = multiply(subtract(right, left), rational(1n, 2n));
  const [middle, end] = [height(add(left, half)), height(right)];
  const fall = subtract(end, middle);
  return { start: subtract(middle, fall), middle, end, slope: divide(fall, half) ?? ZERO };
}

function isUnbroken(pieces: readonly Piece[]): boolean {
  return pieces.slice(1).every((p, i) => compare((pieces[i] as Piece).end, p.start) === 0);
}

function isSorted(values: readonly Rational[]): boolean {
  return values.slice(1).every((v, i) => compare(values[i] as Rational, v) <= 0);
}
