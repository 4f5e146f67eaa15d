import { jet } from '../../math/derivative/jet.ts';
import { secondOrder } from '../../math/derivative/second-order.ts';
import { number, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, interval, magnitude, point } from '../../math/interval/interval.ts';
import { fromDouble, rational } from '../../math/rational/rational.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { enclosure } from '../algebra/enclosure.ts';
import { constant, type Form, minus, plus, scale } from '../algebra/form.ts';
import { constantAlgebra, constantSign, substituteForm } from '../algebra/substitute.ts';
import type { Witness } from '../verdict.ts';
import { quadratic } from './cover.ts';

/** A function to be refuted: its formula, and its canonical form where there is one. */
export interface Target {
  readonly e: Expression;
  readonly names: readonly string[];
  readonly form: Form | null;
  readonly algebra: Algebra | null;
}

/**
 * Jensen's inequality tested at p, q and their exactly representable midpoint, in outward-rounded arithmetic: a witness, or
 * null where the sign cannot be told. Points are m ± d with every coordinate a double.
 */
export function jensen(
  target: Target,
  m: readonly number[],
  d: readonly number[],
  effort: Effort = 'exact',
): Witness | null {
  const p = m.map((x, i) => x - (d[i] as number));
  const q = m.map((x, i) => x + (d[i] as number));
  if (m.some((x, i) => x - (p[i] as number) !== (q[i] as number) - x)) return null;
  const bend = twiceMeanMinusTwice(target, p, q, m, effort);
  if (!bend) return null;
  const { sign, size } = bend;
  if (sign === 0 || !Number.isFinite(size) || size === 0) return null;
  const named = (x: readonly number[]): Record<string, number> =>
    Object.fromEntries(target.names.map((n, i) => [n, x[i] as number]));
  return { p: named(p), q: named(q), mid: named(m), gap: size / 2, shows: sign > 0 ? 'not-concave' : 'not-convex' };
}

/** By enclosure of the formula; else by cancelling exactly; else by second derivatives along the chord. */
type Effort = 'plain' | 'exact' | 'bend';

/** The sign of f(p) + f(q) - 2 f(m). */
function twiceMeanMinusTwice(
  target: Target,
  p: readonly number[],
  q: readonly number[],
  m: readonly number[],
  effort: Effort,
): { readonly sign: number; readonly size: number } | null {
  const [a, b, c] = [p, q, m].map((x) => valueAt(target, x));
  if (a && b && c) {
    const bend = subtract(add(a, b), multiply(point(2), c));
    const size = Math.abs(bend.lo + (bend.hi - bend.lo) / 2);
    if (bend.lo > 0) return { sign: 1, size };
    if (bend.hi < 0) return { sign: -1, size };
  }
  const exact = effort === 'plain' ? null : exactly(target, p, q, m);
  if (exact || effort !== 'bend' || !a || !b || !c) return exact;
  const found = byBend(target, p, q, m);
  return found && found.size > LEAST * (magnitude(a) + magnitude(b) + magnitude(c)) ? found : null;
}

/** By Taylor's theorem along the chord: f(p) + f(q) - 2 f(m) lies within dᵀHd over the box of p and q, where d = q - m. */
function byBend(
  { e, names }: Target,
  p: readonly number[],
  q: readonly number[],
  m: readonly number[],
): { readonly sign: number; readonly size: number } | null {
  const box = p.map((x, i) => interval(Math.min(x, q[i] as number), Math.max(x, q[i] as number)));
  const hessian = secondOrder(e, names, box)?.hessian;
  if (!hessian) return null;
  const d = q.map((x, i) => x - (m[i] as number));
  const bend = quadratic(hessian, d);
  if (names.length > 1 && bend.lo <= 0 && bend.hi >= 0) return null;
  const { lo, hi } = bySlices(e, names, m, d) ?? bend;
  if (lo <= 0 && hi >= 0) return null;
  return { sign: lo > 0 ? 1 : -1, size: Math.abs(lo + (hi - lo) / 2) };
}

const SLICES = 32;

/**
 * The same closely: the integral of (1 - |t|) g''(t) for g(t) = f(m + t d), -1 <= t <= 1 (Peano's kernel of the second
 * difference; Davis, Interpolation and Approximation, 1975, section 3.7).
 */
function bySlices(
  e: Expression,
  names: readonly string[],
  m: readonly number[],
  d: readonly number[],
): Interval | null {
  const along = substitute(e, new Map(names.map((n, i) => [n, pointOf(m[i] as number, d[i] as number)])));
  let sum = point(0);
  for (let i = -SLICES; i < SLICES; i++) {
    const [a, b] = [i / SLICES, (i + 1) / SLICES];
    const half = jet(along, WAY, interval(a, b), 2)?.[2];
    if (!half) return null;
    sum = add(sum, multiply(point((b - a) * (2 - Math.abs(a + b))), half));
  }
  return sum;
}

const WAY = 't';

function pointOf(at: number, step: number): Expression {
  const t: Expression = { kind: 'multiply', left: number(fromDouble(step)), right: { kind: 'name', name: WAY } };
  return { kind: 'add', left: number(fromDouble(at)), right: t };
}

function valueAt({ e, names }: Target, x: readonly number[]): Interval | null {
  const { value, defined } = enclose(e, new Map(names.map((n, i) => [n, point(x[i] as number)])));
  return defined && Number.isFinite(value.lo) && Number.isFinite(value.hi) ? value : null;
}

/** Against the values, a gap of less tells nobody anything. */
const LEAST = 1e-30;

function exactly(
  target: Target,
  p: readonly number[],
  q: readonly number[],
  m: readonly number[],
): { readonly sign: number; readonly size: number } | null {
  const { form, algebra, names } = target;
  if (!form || !algebra) return null;
  const at = (x: readonly number[]): Form | null =>
    substituteForm(
      form,
      new Map(names.map((n, i) => [n, constant(fromDouble(x[i] as number))])),
      constantAlgebra(algebra),
    );
  const [a, b, c] = [at(p), at(q), at(m)];
  if (!a || !b || !c) return null;
  const bend = minus(plus(a, b), scale(c, rational(2n)));
  const sign = constantSign(bend);
  if (!sign) return null;
  const range = enclosure(bend, new Map());
  const size = Math.abs((range.lo + range.hi) / 2);
  const values = [a, b, c].map((f) => magnitude(enclosure(f, new Map()))).reduce((sum, x) => sum + x, 0);
  return size > LEAST * values ? { sign, size } : null;
}

/** Coarse numbers of 40 bits or so: sums and differences with others of the kind are exact. */
export function coarse(x: number, unit: number): number {
  const grain = 2 ** (Math.floor(Math.log2(unit)) - 30);
  return Math.round(x / grain) * grain;
}

/** A step is rounded to its own size where it is small: beside coarse numbers of the unit's size it is still exact. */
function coarseStep(d: number, unit: number): number {
  if (d === 0) return 0;
  const top = Math.floor(Math.log2(unit));
  const grain = 2 ** Math.min(top - 30, Math.max(Math.floor(Math.log2(Math.abs(d))) - 20, top - 48));
  return Math.round(d / grain) * grain;
}

export type Ranges = readonly { readonly lo: number; readonly hi: number }[];

/** Chords of falling length through a point along a direction, until one refutes as wanted. */
export function chordThrough(
  target: Target,
  ranges: Ranges,
  middle: readonly number[],
  direction: readonly number[],
  wanted: Witness['shows'],
  longest = Number.POSITIVE_INFINITY,
): Witness | null {
  const reach = Math.min(longest / 0.97, reachOf(ranges, middle, direction));
  if (!(reach > 0)) return null;
  const scale = Math.max(...ranges.map((r) => Math.max(Math.abs(r.lo), Math.abs(r.hi), r.hi - r.lo)));
  // Small whole directions are kept exactly: along them steep parts may not be felt at all.
  const isWhole = direction.every((v) => Number.isInteger(v) && Math.abs(v) < 1000);
  for (let i = 0; i < LENGTHS + 4; i++) {
    const step = reach * 0.97 * 2 ** (i < LENGTHS ? -i : -3 * (i - LENGTHS));
    const d = isWhole
      ? direction.map((v) => v * 2 ** Math.floor(Math.log2(step)))
      : direction.map((v) => coarseStep(v * step, scale));
    const m = middle.map((x) => coarse(x, scale));
    if (!inside(ranges, m, d)) continue;
    const found = jensen(target, m, d, effortAt(i));
    if (found?.shows === wanted) return found;
  }
  return null;
}

const LENGTHS = 14;

/** What costs more is tried at some lengths, and second derivatives after all else. */
function effortAt(i: number): Effort {
  return i >= LENGTHS ? 'bend' : i % 4 === 0 ? 'exact' : 'plain';
}

function inside(ranges: Ranges, m: readonly number[], d: readonly number[]): boolean {
  return ranges.every(({ lo, hi }, i) => {
    const [x, s] = [m[i] as number, Math.abs(d[i] as number)];
    return x - s >= lo && x + s <= hi;
  });
}

export function reachOf(ranges: Ranges, middle: readonly number[], direction: readonly number[]): number {
  let reach = Number.POSITIVE_INFINITY;
  ranges.forEach(({ lo, hi }, i) => {
    const v = Math.abs(direction[i] as number);
    const x = middle[i] as number;
    if (v > 0) reach = Math.min(reach, (hi - x) / v, (x - lo) / v);
  });
  return Number.isFinite(reach) ? reach : 0;
}
