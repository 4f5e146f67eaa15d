import { compare, multiply, type Rational, subtract } from '../../math/rational/rational.ts';
import type { PointsCertificate } from '../certificate.ts';
import { rationalOfText } from '../encoded-expression.ts';

type Point = readonly Rational[];

/**
 * Checks points by sampling nothing: the hull of a path is concave where no corner of it turns inward, a choice by the number
 * of its efficient points. Only what can be read off the points themselves is accepted.
 */
export function checkPoints(c: PointsCertificate): string | null {
  const points = c.points.map((p) => p.map(rationalOfText));
  const kept = efficient(points);
  if (kept.length === 0) return 'no points';
  if (kept.length === 1 && !c.joined) return c.verdict === 'concave' ? null : 'a single efficient point is concave';
  const planar = points.every((p) => p.length === 2);
  if (!planar) return checkSeveral(c, kept);
  return c.joined ? checkPath(c, points) : checkChoice(c, kept.length);
}

function covers(q: Point, p: Point): boolean {
  return p.every((v, k) => compare(v, q[k] as Rational) <= 0);
}

function efficient(points: readonly Point[]): readonly Point[] {
  return points.filter((p, i) => !points.some((q, j) => i !== j && covers(q, p) && !(covers(p, q) && i < j)));
}

function checkChoice(c: PointsCertificate, count: number): string | null {
  const right = count === 2 ? 'convex' : 'mixed';
  return c.verdict === right ? null : `${count} efficient points are ${right}`;
}

function checkSeveral(c: PointsCertificate, kept: readonly Point[]): string | null {
  if (c.verdict !== 'convex')
    return kept.length === 1 && c.verdict === 'concave' ? null : 'not decided in three goods or more';
  const width = kept[0]?.length ?? 0;
  const caps = Array.from({ length: width }, (_, k) =>
    kept.map((p) => p[k] as Rational).reduce((a, b) => (compare(a, b) < 0 ? b : a)),
  );
  const made = caps.flatMap((cap, k) => (cap.numerator > 0n ? [k] : []));
  const flat = kept.every((p) => made.some((k) => (p[k] as Rational).numerator === 0n));
  const halves = kept.every((p) => made.filter((k) => compare(p[k] as Rational, caps[k] as Rational) < 0).length === 1);
  return flat || halves ? null : 'the complement is not seen to be convex';
}

/** A path that falls all the way bends at its corners. */
function checkPath(c: PointsCertificate, points: readonly Point[]): string | null {
  const path =
    compare((points[0] as Point)[0] as Rational, (points[points.length - 1] as Point)[0] as Rational) <= 0
      ? points
      : [...points].reverse();
  const falling = path.slice(fallFrom(path), fallTo(path) + 1);
  // A valley between efficient points, or a way back, leaves a gap that bends both ways.
  if (!isMonotone(falling)) return c.verdict === 'mixed' ? null : 'the path does not fall all the way';
  const turns = cornersOf(falling);
  const [up, down] = [turns.includes(1), turns.includes(-1)];
  const right = up && down ? 'mixed' : up ? 'convex' : down || falling.length < 2 ? 'concave' : 'linear';
  return c.verdict === right ? null : `the corners are ${right}`;
}

function isMonotone(path: readonly Point[]): boolean {
  return path.slice(1).every((q, i) => {
    const p = path[i] as Point;
    return compare(p[0] as Rational, q[0] as Rational) <= 0 && compare(p[1] as Rational, q[1] as Rational) >= 0;
  });
}

/** What rises at the start or falls back at the end is dominated. */
function fallFrom(path: readonly Point[]): number {
  let best = 0;
  path.forEach((p, i) => {
    if (compare(p[1] as Rational, (path[best] as Point)[1] as Rational) >= 0) best = i;
  });
  return best;
}

function fallTo(path: readonly Point[]): number {
  let best = path.length - 1;
  for (let i = path.length - 1; i >= 0; i--) {
    if (compare((path[i] as Point)[0] as Rational, (path[best] as Point)[0] as Rational) > 0) best = i;
  }
  return best;
}

function cornersOf(path: readonly Point[]): number[] {
  return path.slice(2).map((r, i) => {
    const [p, q] = [path[i] as Point, path[i + 1] as Point];
    const cross = subtract(
      multiply(subtract(q[0] as Rational, p[0] as Rational), subtract(r[1] as Rational, q[1] as Rational)),
      multiply(subtract(q[1] as Rational, p[1] as Rational), subtract(r[0] as Rational, q[0] as Rational)),
    );
    return cross.numerator > 0n ? 1 : cross.numerator < 0n ? -1 : 0;
  });
}
