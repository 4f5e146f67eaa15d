import { compile } from '../../math/expression/compile.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { nextDown, nextUp } from '../../math/interval/rounding.ts';
import { fromDouble, type Rational, toDouble } from '../../math/rational/rational.ts';
import { type Root, simplestBetween } from '../algebra/polynomial.ts';

/** Where a formula in one good ends, as doubles tell; what is proven later starts from here. */
export type End =
  | { readonly kind: 'written'; readonly end: Root }
  /** The value falls to 0 (or below), or the formula ends to be defined, somewhere in the bracket. */
  | { readonly kind: 'zero' | 'undefined'; readonly end: Root; readonly guess: Rational }
  | { readonly kind: 'never' }
  | { readonly kind: 'infinite-start' }
  /** The value grows without limit as the input falls to a point inside. */
  | { readonly kind: 'pole'; readonly at: number }
  | { readonly kind: 'undefined-start' }
  | { readonly kind: 'empty' };

export interface Extent {
  readonly start: Root;
  readonly end: End;
}

/** Looks for the first point from `from` on (up to `to`) at which the formula falls below 0 or is not defined. */
export function extentOf(f: Expression, name: string, from: Rational, to: Rational | null): Extent {
  const value = compile(f, [name]);
  const at = (x: number): number => value([x]);
  const lo = toDouble(from);
  const start: Root = { lo: from, hi: from };
  const first = at(lo);
  if (!Number.isFinite(first))
    return { start, end: { kind: growsTowards(at, lo, to) ? 'infinite-start' : 'undefined-start' } };
  const grid = withDips(at, to === null ? openGrid(lo) : closedGrid(lo, toDouble(to)));
  let good = first > 0 ? lo : null;
  let opened = start;
  let previous = lo;
  for (const x of grid) {
    const v = at(x);
    const touch = good !== null && to === null ? touching(at, x, v, previous) : null;
    if (touch) return { start: opened, end: touch };
    if (v > 0 && v < Number.POSITIVE_INFINITY) {
      if (good === null && first < 0) {
        opened = openingOf(at, previous, x);
        if (isPole(at, opened, v)) return { start, end: { kind: 'pole', at: toDouble(opened.hi) } };
      }
      good = x;
    } else if (good !== null || Number.isNaN(v) || (v <= 0 && x === grid[grid.length - 1])) {
      if (to !== null && v === 0 && x === toDouble(to))
        return { start: opened, end: { kind: 'written', end: { lo: to, hi: to } } };
      if (good === null) return { start, end: { kind: 'empty' } };
      return { start: opened, end: endBetween(at, good, x, to) };
    }
    previous = x;
  }
  if (good === null) return { start, end: { kind: 'empty' } };
  return { start: opened, end: to === null ? { kind: 'never' } : { kind: 'written', end: { lo: to, hi: to } } };
}

/** A lowest point so near 0 that the formula may touch 0 there without falling below. */
function touching(at: (x: number) => number, x: number, v: number, previous: number): End | null {
  if (!(v > 0) || !(v < 1e-12 * at(previous))) return null;
  const [lo, hi] = [fromDouble(x * (1 - 1e-7)), fromDouble(x * (1 + 1e-7))];
  const guess = simplestBetween(lo, hi);
  const bends = at(toDouble(lo)) > v && at(toDouble(hi)) > v;
  return bends && !(at(toDouble(guess)) > v) ? { kind: 'zero', end: { lo: guess, hi: guess }, guess } : null;
}

function growsTowards(at: (x: number) => number, lo: number, to: Rational | null): boolean {
  if (at(lo) === Number.POSITIVE_INFINITY) return true;
  const length = to === null ? 1 : toDouble(to) - lo;
  const [a, b, c] = [1e-3, 1e-6, 1e-9].map((s) => at(lo + s * length)) as [number, number, number];
  return a < b && b < c && c - b >= 0.5 * (b - a);
}

/** The grid with its local minima found more closely: a narrow dip below 0 must not be stepped over. */
function withDips(at: (x: number) => number, grid: readonly number[]): readonly number[] {
  const values = grid.map(at);
  const dips: number[] = [];
  for (let i = 1; i + 1 < grid.length; i++) {
    const [a, b, c] = [values[i - 1] as number, values[i] as number, values[i + 1] as number];
    if (b > 0 && b < a && b <= c) dips.push(lowest(at, grid[i - 1] as number, grid[i + 1] as number));
    if (!(c > 0)) break;
  }
  return dips.length === 0 ? grid : [...grid, ...dips].sort((x, y) => x - y);
}

function lowest(at: (x: number) => number, from: number, to: number): number {
  let [lo, hi] = [from, to];
  for (let i = 0; i < 90; i++) {
    const [a, b] = [lo + (hi - lo) * 0.382, lo + (hi - lo) * 0.618];
    if (at(a) < at(b)) hi = b;
    else lo = a;
  }
  return lo + (hi - lo) / 2;
}

/** Steps outward from 1e-9 to 1e18, eight for each factor of ten. */
function openGrid(lo: number): readonly number[] {
  return OPEN_STEPS.map((s) => lo + s);
}

const OPEN_STEPS: readonly number[] = Array.from({ length: 27 * 8 + 1 }, (_, i) => 10 ** (-9 + i / 8));

function closedGrid(lo: number, hi: number): readonly number[] {
  const length = hi - lo;
  return [...Array.from({ length: 64 }, (_, i) => lo + (length * (i + 0.5)) / 64), hi];
}

function openingOf(at: (x: number) => number, bad: number, good: number): Root {
  let [lo, hi] = [bad, good];
  for (let i = 0; i < 1100; i++) {
    const middle = lo + (hi - lo) / 2;
    if (middle <= lo || middle >= hi) break;
    if (at(middle) >= 0) hi = middle;
    else lo = middle;
  }
  return { lo: fromDouble(hi), hi: fromDouble(hi) };
}

/** A sign change through a pole is no zero. */
function isPole(at: (x: number) => number, opened: Root, beside: number): boolean {
  return isHuge(at(toDouble(opened.hi)), beside);
}

function isHuge(value: number, beside: number): boolean {
  return value > 1e9 * (1 + Math.abs(beside));
}

function endBetween(at: (x: number) => number, good: number, bad: number, to: Rational | null): End {
  let [lo, hi] = [good, bad];
  for (let i = 0; i < 1100; i++) {
    const middle = lo + (hi - lo) / 2;
    if (middle <= lo || middle >= hi) break;
    const v = at(middle);
    if (v > 0 && v < Number.POSITIVE_INFINITY) lo = middle;
    else hi = middle;
  }
  const kind = Number.isFinite(at(hi)) && Number.isFinite(at(upwards(hi, 12))) ? 'zero' : 'undefined';
  if (isHuge(at(lo), at(good))) return to === null ? { kind: 'never' } : { kind: 'pole', at: lo };
  // Rounding may misplace the end by a few units in the last place.
  const below = fromDouble(downwards(lo, 6));
  const above = fromDouble(upwards(hi, 6));
  const written = to !== null && toDouble(to) >= toDouble(below) && toDouble(to) <= toDouble(above);
  return { kind, end: { lo: below, hi: above }, guess: written ? to : simplestBetween(below, above) };
}

function downwards(x: number, steps: number): number {
  let result = x;
  for (let i = 0; i < steps; i++) result = nextDown(result);
  return result;
}

function upwards(x: number, steps: number): number {
  let result = x;
  for (let i = 0; i < steps; i++) result = nextUp(result);
  return result;
}
