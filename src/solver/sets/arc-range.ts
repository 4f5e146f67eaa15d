import type { Arc, ArcCurvature } from '../../curvature/shape.ts';
import { add, divide, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, point } from '../../math/interval/interval.ts';

/** A stretch of an arc. All that holds of the arc's curvature holds of the stretch. */
export interface ArcRange {
  readonly arc: Arc;
  readonly from: number;
  readonly to: number;
}

export const wholeArc = (arc: Arc): ArcRange => ({ arc, from: arc.from, to: arc.to });

/**
 * Where qx·x + qy·y is greatest, in doubles: the one tangency of a concave stretch, the better end of a convex or
 * linear one, the best of a search on an unproven one (which only guesses: `supportBound` does not rely on it). `between`: where the
 * tangency of a concave stretch is known to lie.
 */
export function bestParameter(
  range: ArcRange,
  qx: number,
  qy: number,
  between: readonly [number, number] = [range.from, range.to],
): number {
  const curvature: ArcCurvature = range.arc.curvature;
  if (range.from === range.to) return range.from;
  if (curvature === 'concave') return tangency({ ...range, from: between[0], to: between[1] }, qx, qy);
  if (curvature === 'unknown') return searched(range, qx, qy);
  return valueAt(range, qx, qy, range.to) > valueAt(range, qx, qy, range.from) ? range.to : range.from;
}

export function valueAt(range: ArcRange, qx: number, qy: number, t: number): number {
  const [x, y] = range.arc.point(t);
  return qx * x + qy * y;
}

/** The slope of qx·x + qy·y along the arc, scaled to -1..1 so that infinite tangents are harmless; it falls along a concave arc. */
function scaledSlope(arc: Arc, qx: number, qy: number, t: number): number {
  const [dx, dy] = arc.tangent(t);
  const alongX = qx === 0 ? 0 : qx * dx;
  const alongY = qy === 0 ? 0 : qy * dy;
  if (!Number.isFinite(alongX)) return Number.isFinite(alongY) ? Math.sign(alongX) || 0 : 0;
  if (!Number.isFinite(alongY)) return Math.sign(alongY) || 0;
  const size = Math.abs(alongX) + Math.abs(alongY);
  return size === 0 ? 0 : (alongX + alongY) / size;
}

function tangency(range: ArcRange, qx: number, qy: number): number {
  return fallingRoot(range.from, range.to, (t) => scaledSlope(range.arc, qx, qy, t));
}

/**
 * The root of a function that falls from `from` to `to`, or the end nearest to it: inverse quadratic steps where three points allow
 * them, else halves (Chandrupatla 1997).
 */
export function fallingRoot(from: number, to: number, f: (t: number) => number): number {
  let [a, atA] = [from, f(from)];
  if (!(atA > 0)) return from;
  let [b, atB] = [to, f(to)];
  if (!(atB < 0)) return to;
  let share = 0.5;
  for (let step = 0; step < 120; step++) {
    const t = a + share * (b - a);
    if (t === a || t === b) break;
    const value = f(t);
    if (Math.abs(value) < 1e-15) return t;
    let [c, atC] = [a, atA];
    if (value > 0 !== atA > 0) {
      [c, atC] = [b, atB];
      [b, atB] = [a, atA];
    }
    [a, atA] = [t, value];
    const least = (2 ** -52 * Math.abs(Math.abs(atA) < Math.abs(atB) ? a : b)) / Math.abs(b - a);
    if (least > 0.5) break;
    share = Math.min(1 - least, Math.max(least, nextShare(a, atA, b, atB, c, atC)));
  }
  return Math.abs(atA) < Math.abs(atB) ? a : b;
}

/** How far from a to b the root is sought next: by the inverse parabola through three points where it is monotone between them. */
function nextShare(a: number, atA: number, b: number, atB: number, c: number, atC: number): number {
  const place = (a - b) / (c - b);
  const height = (atA - atB) / (atC - atB);
  if (!(height * height < place && (1 - height) * (1 - height) < 1 - place)) return 0.5;
  const share =
    ((atA / (atB - atA)) * atC) / (atB - atC) + ((((c - a) / (b - a)) * atA) / (atC - atA)) * (atB / (atC - atB));
  return Number.isFinite(share) ? share : 0.5;
}

function searched(range: ArcRange, qx: number, qy: number): number {
  const steps = 24;
  const at = (i: number) => (i === steps ? range.to : range.from + ((range.to - range.from) * i) / steps);
  let best = 0;
  for (let i = 1; i <= steps; i++) {
    if (valueAt(range, qx, qy, at(i)) > valueAt(range, qx, qy, at(best))) best = i;
  }
  return peak(at(Math.max(0, best - 1)), at(Math.min(steps, best + 1)), (t) => valueAt(range, qx, qy, t));
}

/** A local peak of f between two ends by golden section: a guess where f is not known to have one peak. */
export function peak(from: number, to: number, f: (t: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let lo = from;
  let hi = to;
  let left = hi - golden * (hi - lo);
  let right = lo + golden * (hi - lo);
  let atLeft = f(left);
  let atRight = f(right);
  for (let step = 0; step < 60 && lo < left && right < hi && left < right; step++) {
    if (atLeft >= atRight) {
      hi = right;
      right = left;
      atRight = atLeft;
      left = hi - golden * (hi - lo);
      atLeft = f(left);
    } else {
      lo = left;
      left = right;
      atLeft = atRight;
      right = lo + golden * (hi - lo);
      atRight = f(right);
    }
  }
  const middle = (lo + hi) / 2;
  return [from, to].reduce((best, t) => (f(t) > f(best) ? t : best), middle);
}

/**
 * A proven upper bound of qx·x + qy·y over the hull of the stretch, for qy >= 0. A convex or linear stretch lies under the chord of
 * its ends; a concave one under its tangent anywhere, so under the one at the guessed best point, whatever the guess.
 */
export function supportBound(range: ArcRange, qx: number, qy: number): number {
  switch (range.arc.curvature) {
    case 'point':
    case 'linear':
    case 'convex':
      return Math.max(valueEnclosure(range.arc, qx, qy, range.from).hi, valueEnclosure(range.arc, qx, qy, range.to).hi);
    case 'concave':
      return concaveBound(range, qx, qy);
    case 'unknown':
      return searchedBound(range, qx, qy);
  }
}

function valueEnclosure(arc: Arc, qx: number, qy: number, t: number): Interval {
  const [x, y] = arc.enclose(point(t));
  // A lone point may be given as nearest doubles only.
  const [around, over] = arc.curvature === 'point' ? [nextTo(x), nextTo(y)] : [x, y];
  return add(scale(qx, around), scale(qy, over));
}

const nextTo = ({ lo, hi }: Interval): Interval => ({
  lo: lo - Math.abs(lo) * 2 ** -52,
  hi: hi + Math.abs(hi) * 2 ** -52,
});

function scale(q: number, x: Interval): Interval {
  return q === 0 ? point(0) : multiply(point(q), x);
}

/** Shares of a stretch by which a tangent may be moved off the best point. */
const asides = [2 ** -52, 2 ** -50, 2 ** -46, 2 ** -40];

/** Where the slope at the best point is infinite (as at an end), or hardly known, a tangent a little inside says more. */
function concaveBound(range: ArcRange, qx: number, qy: number): number {
  const { from, to } = range;
  const t = bestParameter(range, qx, qy);
  let bound = tangentBound(range, qx, qy, t);
  const enough = valueAt(range, qx, qy, t);
  for (const share of asides) {
    for (const aside of [t - share * (to - from), t + share * (to - from)]) {
      if (bound - enough <= 1e-13 * Math.abs(bound)) return bound;
      if (aside > from && aside < to) bound = Math.min(bound, tangentBound(range, qx, qy, aside));
    }
  }
  return bound;
}

function tangentBound(range: ArcRange, qx: number, qy: number, t: number): number {
  const { arc } = range;
  const [x, y] = arc.enclose(point(t));
  const [dx, dy] = arc.encloseTangent(point(t));
  const [x0, y0] = arc.enclose(point(range.from));
  const [x1, y1] = arc.enclose(point(range.to));
  const alongX: Interval = { lo: subtract(x0, x).lo, hi: subtract(x1, x).hi };
  const yLow = Math.min(y0.lo, y1.lo);
  const yHigh = Math.max(y0.hi, y1.hi);
  const alongY: Interval = { lo: subtract(point(yLow), y).lo, hi: subtract(point(yHigh), y).hi };
  // The arc lies under its tangent: dy <= slope·dx along it, so q·(P - P*) <= (qx + qy·slope)·dx, and likewise with x and y swapped.
  const overX = slack(qx, qy, quotient(dy, dx), alongX);
  const overY = slack(qy, qx, quotient(dx, dy), alongY);
  const base = add(scale(qx, x), scale(qy, y)).hi;
  const box = add(scale(qx, { lo: x0.lo, hi: x1.hi }), scale(qy, { lo: yLow, hi: yHigh })).hi;
  const tangent = Math.min(overX, overY);
  return Number.isFinite(tangent) ? Math.min(add(point(base), point(tangent)).hi, box) : box;
}

const quotient = (a: Interval, b: Interval): Interval | null => {
  const unusable = (i: Interval) => !(i.lo <= i.hi) || (i.lo <= 0 && i.hi >= 0 && i.lo !== i.hi);
  if (!(a.lo <= a.hi) || unusable(b) || (b.lo === 0 && b.hi === 0)) return null;
  if (!Number.isFinite(b.lo) || !Number.isFinite(b.hi)) return null;
  return divide(a, b);
};

function slack(q: number, other: number, slope: Interval | null, along: Interval): number {
  if (slope === null || !Number.isFinite(slope.lo) || !Number.isFinite(slope.hi)) return Number.POSITIVE_INFINITY;
  const bound = multiply(add(point(q), scale(other, slope)), along).hi;
  return Number.isNaN(bound) ? Number.POSITIVE_INFINITY : Math.max(0, bound);
}

/** x and y are monotone along an arc, so a stretch lies in the box of its ends; and it climbs no faster than its tangents. */
function stretchBound(arc: Arc, from: number, to: number, qx: number, qy: number): number {
  const [x0, y0] = arc.enclose(point(from));
  const [x1, y1] = arc.enclose(point(to));
  const y: Interval = { lo: Math.min(y0.lo, y1.lo), hi: Math.max(y0.hi, y1.hi) };
  const box = add(scale(qx, { lo: x0.lo, hi: x1.hi }), scale(qy, y)).hi;
  const [dx, dy] = arc.encloseTangent({ lo: from, hi: to });
  const climb = add(scale(qx, dx), scale(qy, dy));
  if (!Number.isFinite(climb.lo) || !Number.isFinite(climb.hi)) return box;
  const start = add(scale(qx, x0), scale(qy, y0));
  const end = add(scale(qx, x1), scale(qy, y1));
  const [up, down] = [Math.max(0, climb.hi), Math.max(0, -climb.lo)];
  // Up to `turn` it lies under the steepest climb from its start, beyond it under the steepest fall to its end.
  const turn =
    from +
    Math.min(1, Math.max(0, (end.hi - start.hi + down * (to - from)) / ((up + down) * (to - from) || 1))) * (to - from);
  const left = add(start, multiply(point(up), subtract(point(turn), point(from)))).hi;
  const right = add(end, multiply(point(down), subtract(point(to), point(turn)))).hi;
  const slope = Math.max(left, right);
  return slope < box ? slope : box;
}

/** Branch and bound on stretches. */
function searchedBound(range: ArcRange, qx: number, qy: number): number {
  const corner = (from: number, to: number): number => stretchBound(range.arc, from, to, qx, qy);
  const found = valueAt(range, qx, qy, bestParameter(range, qx, qy));
  const enough = found + 1e-9 * Math.abs(found);
  const open: { from: number; to: number; bound: number }[] = [
    { from: range.from, to: range.to, bound: corner(range.from, range.to) },
  ];
  for (let step = 0; step < 200; step++) {
    open.sort((a, b) => a.bound - b.bound);
    const worst = open[open.length - 1];
    if (worst === undefined || worst.bound <= enough) break;
    const middle = worst.from + (worst.to - worst.from) / 2;
    if (middle <= worst.from || middle >= worst.to) break;
    open.pop();
    open.push({ from: worst.from, to: middle, bound: Math.min(worst.bound, corner(worst.from, middle)) });
    open.push({ from: middle, to: worst.to, bound: Math.min(worst.bound, corner(middle, worst.to)) });
  }
  return open.reduce((most, { bound }) => Math.max(most, bound), Number.NEGATIVE_INFINITY);
}

/** The parameter where x reaches X (x does not fall along an arc). */
export function atX(range: ArcRange, x: number): number {
  if (x >= range.from && x <= range.to && range.arc.point(x)[0] === x) return x;
  return fallingRoot(range.from, range.to, (t) => x - range.arc.point(t)[0]);
}

/** Where the ray from the lower left corner of a falling stretch's box through (x, y) meets the stretch. */
export function alongRay(range: ArcRange, x: number, y: number): number {
  const [x0, y0] = range.arc.point(range.from);
  const [x1, y1] = range.arc.point(range.to);
  const width = x1 - x0;
  const height = y0 - y1;
  if (width <= 0 || height <= 0) return width > 0 || height > 0 ? betterEnd(range, width, height) : range.from;
  const u = (x - x0) / width;
  const v = (y - y1) / height;
  if (u <= 0) return range.from;
  if (v <= 0) return range.to;
  return fallingRoot(range.from, range.to, (t) => {
    const [px, py] = range.arc.point(t);
    return ((py - y1) / height) * u - ((px - x0) / width) * v;
  });
}

const betterEnd = (range: ArcRange, width: number, height: number): number =>
  width > 0 && height <= 0 ? range.to : range.from;
