import { interval } from '../../math/interval/interval.ts';
import type { ArcCurvature } from '../shape.ts';
import { type Bend, factsOver } from './bends.ts';
import type { FamilyPiece } from './family.ts';
import type { OverStretch } from './over-box.ts';

/** A curve of the parameter, over all members of a box. */
export interface CurveOver {
  readonly x: OverStretch;
  readonly y: OverStretch;
}

/** A stretch with what is proven of it for all members of a box. */
export interface ProvenPiece {
  readonly from: number;
  readonly to: number;
  readonly bend: Bend | null;
  /** In some part of it straight nowhere. */
  readonly isStrict: boolean;
  readonly isEfficient: boolean;
}

export const NOTHING_PROVEN: readonly ProvenPiece[] = [
  { from: 0, to: 1, bend: null, isStrict: false, isEfficient: false },
];

/** An end of an undecided strip moves by a part of what is left, as long as one of them does. */
const SLICE = 4;
const STEPS = 60;
/** Without that x rises and y falls nothing else counts: for that stretches are cut further. */
const DEEPER = 3;

/** What is not proven yet is cut in two again and again, up to `depth` times. What is proven of all holds of some. */
export function provenFurther(curve: CurveOver, pieces: readonly ProvenPiece[], depth: number): readonly ProvenPiece[] {
  const found: ProvenPiece[] = [];
  for (const piece of pieces) {
    if (piece.bend !== null) append(found, piece);
    else for (const part of partsOf(curve, piece.from, piece.to, depth)) append(found, part);
  }
  return found;
}

function partsOf({ x, y }: CurveOver, from: number, to: number, depth: number): readonly ProvenPiece[] {
  const whole = { from, to, ...factsOver(x, y, interval(from, to)) };
  const middle = (from + to) / 2;
  if (whole.bend === 1 || whole.bend === -1) {
    // It may be straight at an end alone.
    const most = (7 * (to - from)) / 16;
    const isStrict = whole.isStrict || factsOver(x, y, interval(from + most, to - most)).isStrict;
    return [{ ...whole, isStrict }];
  }
  const isDeep = depth <= (whole.isEfficient ? 0 : -DEEPER);
  if (isDeep || whole.bend !== null || !(from < middle && middle < to)) return [whole];
  return [...partsOf({ x, y }, from, middle, depth - 1), ...partsOf({ x, y }, middle, to, depth - 1)];
}

function append(pieces: ProvenPiece[], next: ProvenPiece): void {
  const last = pieces.at(-1);
  if (last && last.bend === next.bend) {
    const isStrict = last.isStrict || next.isStrict;
    pieces[pieces.length - 1] = { ...last, to: next.to, isStrict, isEfficient: last.isEfficient && next.isEfficient };
  } else pieces.push(next);
}

/** How much is not proven, of 0 to 1. */
export function unknownOf(pieces: readonly ProvenPiece[]): number {
  return pieces.reduce((sum, { from, to, bend }) => sum + (bend === null ? to - from : 0), 0);
}

/** With the strips between proven pieces as narrow as the proofs of their neighbours reach; null where one is not efficient. */
export function finished(curve: CurveOver, pieces: readonly ProvenPiece[]): readonly FamilyPiece[] | null {
  if (!pieces.every((p) => p.isEfficient)) return null;
  const ends = pieces.map(({ from, to }) => ({ from, to }));
  pieces.forEach(({ bend }, i) => {
    const strip = ends[i];
    if (bend !== null || !strip) return;
    const [before, after] = [ends[i - 1], ends[i + 1]];
    const reaches = (as: ProvenPiece | undefined, from: number, to: number): boolean =>
      from < to && as !== undefined && factsOver(curve.x, curve.y, interval(from, to)).bend === as.bend;
    const [left, right] = [pieces[i - 1], pieces[i + 1]];
    for (let step = 0; step < STEPS; step++) {
      const [low, high] = [strip.from + (strip.to - strip.from) / SLICE, strip.to - (strip.to - strip.from) / SLICE];
      const isLower = reaches(left, strip.from, low);
      if (before && isLower) before.to = strip.from = low;
      const isHigher = reaches(right, Math.max(high, strip.from), strip.to);
      if (after && isHigher) after.from = strip.to = Math.max(high, strip.from);
      if (!isLower && !isHigher) break;
    }
  });
  const kept: ProvenPiece[] = [];
  pieces.forEach((piece, i) => {
    const own = ends[i];
    if (own && own.from < own.to) append(kept, { ...piece, ...own });
  });
  return kept.map(({ from, to, bend, isStrict }) => ({
    from,
    to,
    curvature: curvatureOf(bend),
    ...(isStrict && { bends: true }),
  }));
}

function curvatureOf(bend: Bend | null): ArcCurvature {
  return bend === null ? 'unknown' : bend === 0 ? 'linear' : bend === 1 ? 'convex' : 'concave';
}
