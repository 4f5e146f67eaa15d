import { type Interval, interval, isEmpty, point } from '../../../src/math/interval/interval.ts';
import { nextUp } from '../../../src/math/interval/rounding.ts';
import { type Bracket, isAbove, isBelow } from './enclosure.ts';
import { near, type Source, source } from './nasty-numbers.ts';

/** How many random operations each function must withstand. */
export const OPERATIONS = 100_000;

/** A function of one argument, its enclosure, and a reference far tighter than a double. */
export interface UnaryCase {
  readonly name: string;
  readonly enclose: (x: Interval) => Interval;
  /** Null where the reference says nothing, or the function is undefined. */
  readonly value: (x: number) => Bracket | null;
  /** Arguments of every kind, and those where this function goes wrong if it does. */
  readonly draw: (from: Source) => number;
  /** How many doubles apart the ends of an enclosure at a point may lie. */
  readonly widest: number;
  /** Where that is promised. */
  readonly isTight?: (x: number) => boolean;
}

/** Whether the enclosure surely misses nothing of the bracket: a value just outside an end would be noticed. */
export function holds(enclosure: Interval, value: Bracket): boolean {
  return !isAbove(enclosure.lo, value) && !isBelow(enclosure.hi, value);
}

/** The points at which the enclosure misses the value or is wider than promised. */
export function missesAtPoints({ enclose, value, draw, widest, isTight }: UnaryCase, seed: number): readonly unknown[] {
  const from = source(seed);
  const misses: unknown[] = [];
  for (let done = 0; done < OPERATIONS; ) {
    const x = draw(from);
    const exact = value(x);
    if (exact === null) continue;
    done++;
    const enclosure = enclose(point(x));
    const isWide = (isTight === undefined || isTight(x)) && !isWithinSteps(enclosure, widest);
    if (!holds(enclosure, exact) || isWide) misses.push([x, enclosure]);
  }
  return misses;
}

/** The intervals whose enclosure misses the value at some real inside. */
export function missesOverIntervals({ enclose, value, draw }: UnaryCase, seed: number): readonly unknown[] {
  const from = source(seed);
  const misses: unknown[] = [];
  for (let done = 0; done < OPERATIONS / 4; ) {
    const { range, inside } = rangeAround(from, draw);
    const exact = value(inside);
    if (exact === null) continue;
    done++;
    const enclosure = enclose(range);
    if (!holds(enclosure, exact)) misses.push([range, inside, enclosure]);
  }
  return misses;
}

/** A range and a real inside: a point, narrow, with the real as an end, from one end to another, half-open or everything. */
export function rangeAround(from: Source, draw: (from: Source) => number): { range: Interval; inside: number } {
  const inside = draw(from);
  const reach = Math.abs(inside) * 2 ** -from.whole(53);
  const [a, b] = [draw(from), draw(from)];
  const ranges = [
    point(inside),
    interval(inside - reach, inside + reach),
    interval(Math.min(inside, a), Math.max(inside, a)),
    interval(Math.min(inside, a, b), Math.max(inside, a, b)),
    interval(inside, Number.POSITIVE_INFINITY),
    interval(Number.NEGATIVE_INFINITY, inside),
    interval(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
  ];
  return { range: ranges[RANGES[from.whole(RANGES.length)] ?? 0] as Interval, inside };
}

const RANGES = [0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 6];

/** Whether the ends are at most so many doubles apart; an empty enclosure and one that reaches infinity are not judged. */
export function isWithinSteps(enclosure: Interval, steps: number): boolean {
  if (isEmpty(enclosure) || enclosure.hi === Number.POSITIVE_INFINITY) return true;
  let reached = enclosure.lo;
  for (let i = 0; i < steps; i++) reached = nextUp(reached);
  return enclosure.hi <= reached;
}

/** Draws from `elsewhere` a third of the time from close around one of the places, where an algorithm changes its way. */
export function nearPlaces(places: readonly number[], elsewhere: (from: Source) => number): (from: Source) => number {
  return (from) => (from.uniform() < 0.33 ? near(places[from.whole(places.length)] ?? 0, from) : elsewhere(from));
}
