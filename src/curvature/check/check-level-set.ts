import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, hull, type Interval, interval, point } from '../../math/interval/interval.ts';
import { compare, fromDouble, type Rational } from '../../math/rational/rational.ts';
import type { LevelCertificate } from '../certificate.ts';
import { decode, rationalOfText } from '../encoded-expression.ts';
import { type Inequality, simpler } from './check-level-sides.ts';

interface Range {
  readonly from: Rational;
  readonly to: Rational;
}

export interface CheckedSet {
  readonly goods: readonly string[];
  readonly constraints: readonly Inequality[];
  readonly excess: readonly Expression[];
  readonly ranges: ReadonlyMap<string, Range>;
  readonly tops: ReadonlyMap<string, readonly number[]>;
}

export function setOf(c: LevelCertificate): CheckedSet {
  const written = c.constraints.map(({ level, bound }) => ({ left: decode(level), right: decode(bound) }));
  const constraints = written.flatMap((x) => simpler(x, written.length === 1));
  const ranges = new Map(
    Object.entries(c.box).map(([g, [from, to]]) => [g, { from: rationalOfText(from), to: rationalOfText(to) }]),
  );
  return {
    goods: c.goods,
    constraints,
    excess: constraints.map(({ left, right }) => ({ kind: 'subtract', left, right })),
    ranges,
    tops: new Map(Object.entries(c.tops)),
  };
}

export function firstProblem<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const why = problem(item);
    if (why) return why;
  }
  return null;
}

export function rangeOf(set: CheckedSet, good: string): Range {
  const range = set.ranges.get(good);
  if (!range) throw new Error(`${good} has no range`);
  return range;
}

export function sideOf({ from, to }: Range): Interval {
  return hull(fromRational(from), fromRational(to));
}

// The box: every good and no other name has a range, and on its far sides some constraint fails.

export function checkBounds(set: CheckedSet): string | null {
  const { goods, ranges } = set;
  if (goods.length === 0 || new Set(goods).size !== goods.length || ranges.size !== goods.length) return 'no goods';
  for (const good of goods) {
    const { from, to } = rangeOf(set, good);
    if (from.numerator < 0n || compare(from, to) >= 0) return `no range of ${good}`;
  }
  const names = new Set(set.excess.flatMap((e) => [...namesIn(e)]));
  if (goods.some((g) => !names.has(g)) || [...names].some((n) => !ranges.has(n))) return 'the goods are others';
  const open = goods.find((good) => {
    const side = goods.map((g) => fromRational(g === good ? rangeOf(set, g).to : rangeOf(set, g).from));
    return !isSaid(set, good) && !isBeyond(set, side);
  });
  return open === undefined ? null : `more of ${open} could be made`;
}

/** What a constraint `good <= number` says, the least of them; null where there is none. */
export function saidOf({ constraints }: CheckedSet, good: string): Rational | null {
  return constraints.reduce<Rational | null>((least, { left, right }) => {
    const most = left.kind === 'name' && left.name === good ? exactValue(right) : null;
    return most !== null && (least === null || compare(most, least) < 0) ? most : least;
  }, null);
}

/** It says that the good ends within its range. */
export function isSaid(set: CheckedSet, good: string): boolean {
  const said = saidOf(set, good);
  return said !== null && compare(said, rangeOf(set, good).to) <= 0;
}

export const MOST_BOXES = 1000;

/** Some constraint fails at every place of the box with at least this much of every good. */
export function isBeyond(set: CheckedSet, least: readonly Interval[]): boolean {
  const { goods, excess } = set;
  const far = goods.map((g) => fromRational(rangeOf(set, g).to).hi);
  const whole = least.map((x, i) => interval(x.lo, Math.max(x.hi, far[i] as number)));
  const cells = [whole];
  for (let count = 0; cells.length > 0; count++) {
    const cell = cells.pop() as Interval[];
    const at = new Map(goods.map((g, i) => [g, cell[i] as Interval]));
    if (excess.some((e) => enclose(e, at).value.lo > 0)) continue;
    const parts = count < MOST_BOXES ? inHalf(cell, whole) : null;
    if (!parts) return false;
    cells.push(...parts);
  }
  return true;
}

/** Two halves along the side that is longest against the whole. */
export function inHalf(cell: readonly Interval[], whole: readonly Interval[]): readonly Interval[][] | null {
  const shares = cell.map((x, i) => {
    const length = (whole[i] as Interval).hi - (whole[i] as Interval).lo;
    return length > 0 ? (x.hi - x.lo) / length : 0;
  });
  const cut = shares.indexOf(Math.max(...shares));
  const { lo, hi } = cell[cut] as Interval;
  const middle = lo + (hi - lo) / 2;
  if (!(lo < middle && middle < hi)) return null;
  return [interval(lo, middle), interval(middle, hi)].map((half) => cell.map((x, i) => (i === cut ? half : x)));
}

export function checkTops(set: CheckedSet, c: LevelCertificate): string | null {
  if (Object.keys(c.tops).length !== set.goods.length) return 'the most of some good is not shown';
  return firstProblem(set.goods, (g) => {
    const top = set.tops.get(g);
    return top && top.length === set.goods.length && isMade(set, top) ? null : `the most of ${g} is not shown`;
  });
}

/** Every constraint holds; a good below where its range begins can be made together with what the range begins with. */
export function isMade(set: CheckedSet, place: readonly number[]): boolean {
  if (place.some((v) => !(v >= 0 && v < Number.POSITIVE_INFINITY))) return false;
  const at = new Map(set.goods.map((g, i) => [g, atLeast(rangeOf(set, g).from, place[i] as number)]));
  return set.excess.every((e) => {
    const { value, defined } = enclose(e, at);
    return defined && value.hi <= 0;
  });
}

export function atLeast(from: Rational, v: number): Interval {
  return compare(from, fromDouble(v)) <= 0 ? point(v) : fromRational(from);
}

export function isNotMade(set: CheckedSet, place: readonly number[]): boolean {
  return isBeyond(
    set,
    set.goods.map((g, i) => atLeast(rangeOf(set, g).from, place[i] as number)),
  );
}
