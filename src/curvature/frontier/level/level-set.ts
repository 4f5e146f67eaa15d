import { namesIn, substitute } from '../../../math/expression/build.ts';
import { compile } from '../../../math/expression/compile.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { fromRational, type Interval, interval, point } from '../../../math/interval/interval.ts';
import { compare, fromDouble, type Rational, toDouble, ZERO } from '../../../math/rational/rational.ts';
import { extentOf } from '../domain.ts';
import { goesDown } from '../goes-down.ts';
import { endsInBox } from './behind-box.ts';
import { difference, type Sides, standing } from './sides.ts';

/** The free-disposal hull of the points of a box at which every constraint holds. */
export interface LevelSet {
  readonly goods: readonly string[];
  readonly written: readonly Sides[];
  readonly standing: readonly Sides[];
  /** One for each of `standing`: what must be at most 0. */
  readonly excess: readonly Expression[];
  readonly from: readonly Rational[];
  /** Beyond which nothing can be made. */
  readonly to: readonly Rational[];
  /** For each good a place that can be made, with nearly the most of it. */
  readonly tops: readonly (readonly number[])[];
  /** The most of each good with the others at their least, in doubles. */
  readonly ends: readonly number[];
}

export type Bounded =
  | { readonly set: LevelSet }
  | { readonly problem: 'unbounded' | 'empty' | 'undefined' | 'unclear'; readonly good: string };

/** `from`: where each good's range begins (0 where none is written). */
export function boundedSet(
  goods: readonly string[],
  written: readonly Sides[],
  from: ReadonlyMap<string, Rational>,
): Bounded {
  const stands = written.flatMap((c) => standing(c, written.length === 1));
  const excess = stands.map(difference);
  const start = goods.map((g) => from.get(g) ?? ZERO);
  const to: Rational[] = [];
  const ends: number[] = [];
  for (const [i, good] of goods.entries()) {
    const end = endOf(i, goods, stands, excess, start);
    if ('problem' in end) return { problem: end.problem, good };
    to.push(end.at);
    ends.push(toDouble(end.guess));
  }
  return enclosed({ goods, written, standing: stands, excess, from: start, to, tops: [], ends });
}

/** The box made larger, good by good, until nothing of the set lies on its far sides. */
function enclosed(set: LevelSet): Bounded {
  const to = [...set.to];
  for (const [i, good] of set.goods.entries()) {
    const isSaid = set.standing.some((c) => isCap(c, good, to[i] as Rational));
    for (let k = 0; !isSaid && !isOutside({ ...set, to }, sideOf({ ...set, to }, i)); k++) {
      if (k === 12) return { problem: 'unclear', good };
      to[i] = fromDouble(toDouble(to[i] as Rational) * 1.5);
    }
  }
  const whole = { ...set, to };
  const caps = set.goods.map((g) =>
    set.standing.reduce<Rational | null>((least, c) => lesser(least, mostByOne(c, g)), null),
  );
  const fails = (excess: readonly Expression[], good: string): boolean =>
    isOutside({ ...whole, excess }, sideOf(whole, set.goods.indexOf(good)));
  if (!endsInBox({ ...whole, caps }, fails)) return { problem: 'unclear', good: set.goods[0] as string };
  const tops = whole.goods.map((_, i) => topOf(whole, i));
  const bad = tops.findIndex((t) => t === null || !isInside(whole, t));
  if (bad >= 0) return { problem: 'unclear', good: set.goods[bad] as string };
  return { set: { ...whole, tops: tops as number[][] } };
}

function isCap(c: Sides, good: string, most: Rational): boolean {
  const said = mostByOne(c, good);
  return said !== null && compare(said, most) <= 0;
}

function sideOf(set: LevelSet, index: number): number[] {
  return set.from.map((lo, k) => toDouble(k === index ? (set.to[k] as Rational) : lo));
}

/** The most of one good: with the others at their least, or wherever a search in doubles finds more. */
function topOf(set: LevelSet, index: number): readonly number[] | null {
  const excess = excessIn(set);
  const from = set.from.map(toDouble);
  const to = set.to.map((r) => fromRational(r).lo);
  let best: number[] | null = null;
  for (const share of [0, 0.25, 0.5, 0.75, 1].flatMap((a) => [0, 0.5, 1].map((b) => [a, b] as const))) {
    const place = from.map((lo, k) => lo + ((to[k] as number) - lo) * share[k % 2 === index % 2 ? 1 : 0]);
    const most = mostAlong(excess, place, index, from[index] as number, to[index] as number);
    if (most !== null && (!best || most > (best[index] as number)))
      best = place.map((v, k) => (k === index ? most : v));
  }
  return best;
}

function mostAlong(
  excess: (y: readonly number[]) => number,
  place: readonly number[],
  index: number,
  from: number,
  to: number,
): number | null {
  const at = (v: number): number => excess(place.map((x, k) => (k === index ? v : x)));
  const known = [from, (from + to) / 4, (from + to) / 2, (3 * (from + to)) / 4].reverse().find((v) => at(v) < 0);
  if (known === undefined) return null;
  if (at(to) <= 0) return to;
  let lo: number = known;
  let hi = to;
  for (let i = 0; i < 60; i++) {
    const middle = (lo + hi) / 2;
    if (at(middle) < 0) lo = middle;
    else hi = middle;
  }
  return lo * (1 - 2 ** -34);
}

type AxisEnd =
  | { readonly at: Rational; readonly guess: Rational }
  | { readonly problem: 'unbounded' | 'empty' | 'undefined' | 'unclear' };

/** Where a good ends with all others at their least: exactly where a constraint says so, else a little beyond. */
function endOf(
  index: number,
  goods: readonly string[],
  stands: readonly Sides[],
  excess: readonly Expression[],
  start: readonly Rational[],
): AxisEnd {
  const good = goods[index] as string;
  const others = new Map(
    goods.flatMap((g, i): [string, Expression][] =>
      i === index ? [] : [[g, { kind: 'number', value: start[i] as Rational }]],
    ),
  );
  const most = stands.reduce<Rational | null>((least, c) => lesser(least, mostByOne(c, good)), null);
  let nearest: { readonly at: Rational; readonly guess: Rational } | null = null;
  for (const e of excess) {
    const axis = substitute(e, others);
    if (!namesIn(axis).has(good)) continue;
    const { end } = extentOf({ kind: 'negate', operand: axis }, good, start[index] as Rational, null);
    if (end.kind === 'zero') {
      const guess = end.guess;
      if (!nearest || compare(guess, nearest.guess) < 0) nearest = { guess, at: beyond(end.end.hi) };
    } else if (end.kind === 'empty') {
      // With more of another good there may be room, unless that only takes it.
      const isNever = goods.every((g, i) => i === index || goesDown({ kind: 'negate', operand: e }, g));
      return { problem: isNever ? 'empty' : 'unclear' };
    } else if (end.kind !== 'never' && !most) return { problem: 'undefined' };
  }
  if (most && (!nearest || compare(most, nearest.guess) <= 0)) return { at: most, guess: most };
  return nearest ?? { problem: 'unbounded' };
}

function beyond(end: Rational): Rational {
  return fromDouble(toDouble(end) * (1 + 2 ** -30));
}

/** The number that `good <= number` says. */
export function mostByOne({ level, bound }: Sides, good: string): Rational | null {
  return level.kind === 'name' && level.name === good ? exactValue(bound) : null;
}

function lesser(a: Rational | null, b: Rational | null): Rational | null {
  if (!a || !b) return a ?? b;
  return compare(a, b) < 0 ? a : b;
}

export function boxOf({ from, to }: LevelSet): Interval[] {
  return from.map((lo, i) => interval(fromRational(lo).lo, fromRational(to[i] as Rational).hi));
}

export function namedBox(goods: readonly string[], box: readonly Interval[]): Map<string, Interval> {
  return new Map(goods.map((g, i) => [g, box[i] as Interval]));
}

/** All constraints at once, in doubles: how far above the frontier; the set's own beginnings count below them. */
export function excessIn(set: LevelSet): (y: readonly number[]) => number {
  const parts = set.excess.map((e) => compile(e, set.goods));
  const from = set.from.map(toDouble);
  return (y) => {
    const at = y.map((v, i) => Math.max(v, from[i] as number));
    let most = Number.NEGATIVE_INFINITY;
    for (const part of parts) {
      const v = part(at);
      most = Number.isNaN(v) ? Number.POSITIVE_INFINITY : Math.max(most, v);
    }
    return most;
  };
}

/** Whether every constraint surely holds at a place, so that it can be made. */
export function isInside(set: LevelSet, y: readonly number[]): boolean {
  const at = namedBox(set.goods, raised(set, y));
  return set.excess.every((e) => {
    const { value, defined } = enclose(e, at);
    return defined && value.hi <= 0;
  });
}

/** Whether nothing from a place upward can be made: on every box above it some constraint fails. */
export function isOutside(set: LevelSet, y: readonly number[], most = 400): boolean {
  const top = boxOf(set);
  const first = raised(set, y).map(({ lo, hi }, i) => interval(lo, Math.max(hi, (top[i] as Interval).hi)));
  const stack = [first];
  for (let count = 0; stack.length > 0; count++) {
    const box = stack.pop() as Interval[];
    const at = namedBox(set.goods, box);
    if (set.excess.some((e) => enclose(e, at).value.lo > 0)) continue;
    const halves = count < most ? halved(box, top) : null;
    if (!halves) return false;
    stack.push(...halves);
  }
  return true;
}

function raised(set: LevelSet, y: readonly number[]): Interval[] {
  return y.map((v, i) => {
    const from = fromRational(set.from[i] as Rational);
    return v >= from.hi ? point(v) : interval(from.lo, Math.max(from.hi, v));
  });
}

/** Two halves along the widest side, compared with the whole. */
export function halved(box: readonly Interval[], whole: readonly Interval[]): [Interval[], Interval[]] | null {
  const cut = widest(box, whole);
  const x = box[cut];
  if (!x) return null;
  const middle = x.lo + (x.hi - x.lo) / 2;
  if (!(x.lo < middle && middle < x.hi)) return null;
  return [
    box.map((side, i) => (i === cut ? interval(x.lo, middle) : side)),
    box.map((side, i) => (i === cut ? interval(middle, x.hi) : side)),
  ];
}

export function widest(box: readonly Interval[], whole: readonly Interval[]): number {
  let best = -1;
  let most = 0;
  box.forEach(({ lo, hi }, i) => {
    const w = whole[i] as Interval;
    const share = w.hi > w.lo ? (hi - lo) / (w.hi - w.lo) : 0;
    if (share > most) [best, most] = [i, share];
  });
  return best;
}
