import { multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, intersect, interval, ONE } from '../../math/interval/interval.ts';
import type { OverStretch, Side } from './over-box.ts';
import type { Scaled } from './scaled.ts';

/** 1: bends inward (or is straight), -1: outward (or straight), 0: straight; for all members of a box, all along a stretch. */
export type Bend = 1 | -1 | 0;

export interface StretchFacts {
  /** Null: not proven. */
  readonly bend: Bend | null;
  /** Straight nowhere (but at the ends), for no member. */
  readonly isStrict: boolean;
  /** The first coordinate falls nowhere, the second rises nowhere. */
  readonly isEfficient: boolean;
}

const NOTHING: StretchFacts = { bend: null, isStrict: false, isEfficient: false };

/** What is proven of a curve (x, y) over a stretch of its parameter, seen from the nearer end first. */
export function factsOver(x: OverStretch, y: OverStretch, stretch: Interval): StretchFacts {
  const near: Side = stretch.lo + stretch.hi <= 1 ? 0 : 1;
  const first = factsFrom(x, y, stretch, near);
  if (first.bend !== null && first.isEfficient) return first;
  const second = factsFrom(x, y, stretch, near === 0 ? 1 : 0);
  const isEfficient = first.isEfficient || second.isEfficient;
  return { ...(first.bend === null ? second : first), isEfficient };
}

function factsFrom(x: OverStretch, y: OverStretch, stretch: Interval, side: Side): StretchFacts {
  const [a, b] = [x(stretch, side), y(stretch, side)];
  if (!a || !b) return NOTHING;
  const w = side === 0 ? stretch : intersect(subtract(ONE, stretch), interval(0, 1));
  const forward = side === 0 ? 1 : -1;
  const isEfficient = doesNotTurn(a, forward) && doesNotTurn(b, -forward as 1 | -1);
  const isMoving = moves(a, forward) || moves(b, -forward as 1 | -1);
  return { ...(isEfficient && isMoving ? bendOf(a, b, w, forward) : NOTHING), isEfficient };
}

/** Nowhere against a direction, by the distance from the end. */
function doesNotTurn(v: Scaled, direction: 1 | -1): boolean {
  return someSlope(v, (s) => (direction === 1 ? 0 <= s.lo : s.hi <= 0));
}

function moves(v: Scaled, direction: 1 | -1): boolean {
  return someSlope(v, (s) => (direction === 1 ? 0 < s.lo : s.hi < 0));
}

/** Of the enclosures that have the sign of the slope: scaled slopes where the value is above 0. */
function someSlope({ value, plain, scaled }: Scaled, holds: (slope: Interval) => boolean): boolean {
  if (scaled && 0 <= value.lo && holds(scaled.first)) return true;
  const slopes = plain();
  return slopes !== null && holds(slopes.first);
}

/** The sign of y'' x' - x'' y', each with what it can be divided by where that is above 0. */
function bendOf(a: Scaled, b: Scaled, w: Interval, forward: 1 | -1): Pick<StretchFacts, 'bend' | 'isStrict'> {
  // x' > 0 > y', so that the sign is that of the difference of their turns.
  const turns = a.turn && b.turn ? subtract(a.turn, b.turn) : null;
  const found = turns && isSided(turns) ? [turns] : [turns, ...crosses(a, b, w)];
  const ranges = found.filter((range) => range !== null);
  const telling = ranges.find(isSided) ?? ranges.find((r) => 0 <= r.lo || r.hi <= 0);
  if (!telling) return { bend: null, isStrict: false };
  if (telling.lo === 0 && telling.hi === 0) return { bend: 0, isStrict: false };
  const bend = 0 <= telling.lo ? forward : (-forward as Bend);
  return { bend, isStrict: isSided(telling) };
}

function isSided({ lo, hi }: Interval): boolean {
  return 0 < lo || hi < 0;
}

function crosses(a: Scaled, b: Scaled, w: Interval): readonly (Interval | null)[] {
  const [p, q] = [a.plain(), b.plain()];
  const [s, t] = [0 <= a.value.lo ? a.scaled : null, 0 <= b.value.lo ? b.scaled : null];
  return [
    p && q && cross(q.second, p.first, p.second, q.first),
    s && t && cross(t.second, s.first, s.second, t.first),
    p && t && cross(t.second, p.first, multiply(w, p.second), t.first),
    s && q && cross(multiply(w, q.second), s.first, s.second, q.first),
  ];
}

function cross(a: Interval, b: Interval, c: Interval, d: Interval): Interval {
  return subtract(multiply(a, b), multiply(c, d));
}
