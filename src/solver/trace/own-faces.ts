import type { Party } from '../outcome.ts';
import { fallingRoot } from '../sets/arc-range.ts';
import type { Piece } from '../sets/piece.ts';
import type { Stretch } from './line-sums.ts';

/** Prices at which one member has several best choices: `tilt` = ln(p_x / p_y), each good measured in its scale. */
export interface OwnFace {
  readonly tilt: number;
  /** All best choices, in order of rising x; at least two points, or a stretch. */
  readonly stretches: readonly Stretch[];
}

/** ln of the price ratio beyond which a good counts as free. */
export const steepest = 30;

type Point = readonly [number, number];

/**
 * Where the best choice of one member jumps as the first of two goods gets dearer. Best choices move to the right as it does, so
 * where different pieces are best at two prices, the price between at which they tie is a root of the difference of their
 * support functions, which falls (Rockafellar 1970, section 24).
 */
export function ownFaces(
  { pieces, shape }: Pick<Party, 'pieces' | 'shape'>,
  turned: boolean,
  scale: Point,
): readonly OwnFace[] {
  const lines = linesOf(shape, turned);
  const chosen = pieces.filter((piece) => piece.bends.length === 0);
  if (chosen.length === 0 || shape.kind === 'capacity') return [];
  const at = (tilt: number) => chosen.map((piece) => answer(piece, tilt, scale));
  const tilts = [...jumps(at, -steepest, steepest), ...straight(lines, scale)].sort((a, b) => a - b);
  return tilts
    .filter((tilt, i) => i === 0 || tilt - (tilts[i - 1] ?? 0) > 1e-11)
    .flatMap((tilt) => faceAt(at(tilt), lines, tilt, scale));
}

/** Prices with the first at `tilt`, the second at 1 or less, so that both stay in range. */
export function pricesAt(tilt: number, scale: Point): Float64Array {
  const over = tilt < 0 ? Math.exp(tilt) : 1;
  const under = tilt < 0 ? 1 : Math.exp(-tilt);
  return Float64Array.of(over / scale[0], under / scale[1]);
}

interface Answer {
  readonly value: number;
  readonly point: Point;
}

function answer(piece: Piece, tilt: number, scale: Point): Answer {
  const { value, outputs } = piece.respond(pricesAt(tilt, scale));
  return { value, point: [outputs[0] ?? 0, outputs[1] ?? 0] };
}

type Answers = (tilt: number) => readonly Answer[];

function jumps(at: Answers, low: number, high: number): readonly number[] {
  const [first, last] = [bestOf(at(low), -1), bestOf(at(high), 1)];
  return between(at, low, first, high, last, 0);
}

/** The best piece; of equal ones the one furthest to the left (-1) or right (1). */
function bestOf(answers: readonly Answer[], side: -1 | 1): number {
  const most = Math.max(...answers.map(({ value }) => value));
  let best = -1;
  answers.forEach(({ value, point }, k) => {
    if (value < most * (1 - 1e-13)) return;
    const other = answers[best]?.point;
    if (other === undefined || side * (point[0] - other[0] - point[1] + other[1]) > 0) best = k;
  });
  return best;
}

function between(
  at: Answers,
  low: number,
  first: number,
  high: number,
  last: number,
  depth: number,
): readonly number[] {
  if (first === last || depth > 200 || !(high > low)) return [];
  const ahead = (tilt: number): number => {
    const answers = at(tilt);
    return (answers[first]?.value ?? 0) - (answers[last]?.value ?? 0);
  };
  const tilt = fallingRoot(low, high, ahead);
  const answers = at(tilt);
  const tied = answers[first]?.value ?? 0;
  const better = bestOf(answers, 1);
  const most = answers[better]?.value ?? 0;
  if (better === first || better === last || !(most > tied * (1 + 1e-13)) || tilt <= low || tilt >= high) return [tilt];
  return [...between(at, low, first, tilt, better, depth + 1), ...between(at, tilt, better, high, last, depth + 1)];
}

/** The slopes of straight stretches. */
function straight(lines: readonly Stretch[], scale: Point): readonly number[] {
  return lines.flatMap(({ from, to }) => {
    const tilt = Math.log((((from[1] - to[1]) / (to[0] - from[0])) * scale[0]) / scale[1]);
    return Math.abs(tilt) < steepest ? [tilt] : [];
  });
}

/** `turned`: the frontier's own first good is the economy's second. */
function linesOf(shape: Party['shape'], turned: boolean): readonly Stretch[] {
  const lines = straightOf(shape);
  const swapped = ([x, y]: Point): Point => [y, x];
  return turned ? lines.map(({ from, to }) => ({ from: swapped(to), to: swapped(from) })) : lines;
}

function straightOf(shape: Party['shape']): readonly Stretch[] {
  if (shape.kind === 'planar')
    return shape.arcs
      .filter(({ curvature }) => curvature === 'linear')
      .map((arc) => ({ from: arc.point(arc.from), to: arc.point(arc.to) }));
  if (shape.kind !== 'points' || !shape.joined) return [];
  const points = shape.points.map(([x = 0, y = 0]): Point => [x, y]);
  return points.slice(1).flatMap((to, k): Stretch[] => {
    const from = points[k] ?? to;
    return from[0] <= to[0] ? [{ from, to }] : [{ from: to, to: from }];
  });
}

function faceAt(
  answers: readonly Answer[],
  straightLines: readonly Stretch[],
  tilt: number,
  scale: Point,
): readonly OwnFace[] {
  const most = Math.max(...answers.map(({ value }) => value));
  const tied = answers
    .filter(({ value }) => value >= most - 1e-12 * Math.abs(most))
    .map(({ point }): Stretch => ({ from: point, to: point }));
  const prices = pricesAt(tilt, scale);
  const worth = ([x, y]: Point) => x * (prices[0] ?? 0) + y * (prices[1] ?? 0);
  const lines = straightLines.filter(
    ({ from, to }) => Math.min(worth(from), worth(to)) >= most - 1e-12 * Math.abs(most),
  );
  const stretches = joined([...tied, ...lines], scale);
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (first === undefined || last === undefined) return [];
  // Closer than this two tied choices are neighbours on one smooth curve.
  return lean(last.to, scale) - lean(first.from, scale) >
    1e-6 * Math.max(...answers.map(({ point }) => extent(point, scale)))
    ? [{ tilt, stretches }]
    : [];
}

function joined(stretches: readonly Stretch[], scale: Point): readonly Stretch[] {
  const sorted = [...stretches].sort(
    (a, b) => lean(a.from, scale) - lean(b.from, scale) || lean(b.to, scale) - lean(a.to, scale),
  );
  const merged: Stretch[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    const close = 1e-9 * (extent(next.from, scale) + extent(next.to, scale));
    if (last === undefined || lean(next.from, scale) > lean(last.to, scale) + close) merged.push(next);
    else if (lean(next.to, scale) > lean(last.to, scale) + close)
      merged[merged.length - 1] = { from: last.from, to: next.to };
  }
  return merged;
}

/** How far to the right along the frontier a point lies. */
export const lean = ([x, y]: Point, scale: Point): number => x / scale[0] - y / scale[1];

const extent = ([x, y]: Point, scale: Point): number => x / scale[0] + y / scale[1];
