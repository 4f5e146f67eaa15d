import { secondOrder } from '../../math/derivative/second-order.ts';
import { substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { negate } from '../../math/interval/arithmetic.ts';
import { type Interval, midpoint, point } from '../../math/interval/interval.ts';
import {
  add,
  fromDouble,
  multiply,
  type Rational,
  rational,
  subtract,
  toDouble,
} from '../../math/rational/rational.ts';
import type { Algebra, Domain } from '../algebra/algebra.ts';
import type { BoxJudgement } from './box-judgement.ts';
import { positiveOn } from './cover.ts';
import { eigen } from './eigen.ts';
import { judgeOnLine } from './on-line.ts';

const MOST_BOXES = 16;

/**
 * Whether a function that is proven convex or concave is so strictly: true where the matrix of second derivatives is definite
 * on the whole closed box, false where it is straight along some line in the box; null where neither is proven.
 */
export function isStrict(e: Expression, algebra: Algebra, { verdict, strict }: BoxJudgement): boolean | null {
  if (strict !== null || (verdict !== 'convex' && verdict !== 'concave')) return strict;
  const names = [...algebra.domain.keys()];
  const middle = names.map((n) => rationalMiddle(algebra.domain, n));
  const h = secondOrder(
    e,
    names,
    middle.map((x) => point(toDouble(x))),
  )?.hessian;
  if (!h) return null;
  const flat = flatDirection(
    h.map((row) => row.map(midpoint)),
    middle.map(toDouble),
  );
  if (flat) return isStraight(e, names, middle, flat, algebra) ? false : null;
  const whole = names.map((n) => algebra.box.get(n) as Interval);
  const over = (box: readonly Interval[]): readonly (readonly Interval[])[] | null => {
    const matrix = secondOrder(e, names, box)?.hessian ?? null;
    return matrix && (verdict === 'convex' ? matrix : matrix.map((row) => row.map(negate)));
  };
  const covered = positiveOn(over, whole, { work: algebra.work, most: MOST_BOXES, cost: 1 });
  if (covered.positive && covered.definite) return true;
  return hasStraightEdge(e, names, algebra) ? false : null;
}

function rationalMiddle(domain: Domain, name: string): Rational {
  const { lo, hi } = domain.get(name) as { lo: Rational; hi: Rational };
  return multiply(add(lo, hi), rational(1n, 2n));
}

/** A direction along which the matrix seems to vanish: of x itself, or about its least eigenvector in coarse numbers. */
function flatDirection(h: readonly (readonly number[])[], at: readonly number[]): readonly Rational[] | null {
  const { values, vectors } = eigen(h);
  const largest = Math.max(...values.map(Math.abs));
  const least = values.findIndex((v) => Math.abs(v) <= 1e-10 * largest);
  if (least < 0) return null;
  const isRadial = h.every((row) => {
    const parts = row.map((x, j) => x * (at[j] as number));
    const size = parts.reduce((s, x) => s + Math.abs(x), 0);
    return Math.abs(parts.reduce((s, x) => s + x, 0)) <= 1e-9 * size;
  });
  if (isRadial && at.some((x) => x !== 0)) return at.map(fromDouble);
  const v = vectors[least] as number[];
  const top = Math.max(...v.map(Math.abs));
  return v.map((x) => nearby(x / top));
}

/** The simplest fraction within 1e-7 of x. */
function nearby(x: number): Rational {
  for (let d = 1; d <= 2000; d++) {
    const n = Math.round(x * d);
    if (Math.abs(n / d - x) < 1e-7) return rational(BigInt(n), BigInt(d));
  }
  return fromDouble(x);
}

/** Whether e is exactly linear along a line through a point inside the box. */
function isStraight(
  e: Expression,
  names: readonly string[],
  at: readonly Rational[],
  direction: readonly Rational[],
  algebra: Algebra,
): boolean {
  let reach = Number.POSITIVE_INFINITY;
  names.forEach((n, i) => {
    const { lo, hi } = algebra.domain.get(n) as { lo: Rational; hi: Rational };
    const d = Math.abs(toDouble(direction[i] as Rational));
    if (d > 0) reach = Math.min(reach, toDouble(subtract(hi, lo)) / 2 / d);
  });
  if (!Number.isFinite(reach) || reach <= 0) return false;
  const step = fromDouble(2 ** Math.floor(Math.log2(reach) - 1));
  return isLinearAlong(
    e,
    names,
    at,
    direction.map((d) => multiply(d, step)),
    rational(-1n),
    algebra,
  );
}

function isLinearAlong(
  e: Expression,
  names: readonly string[],
  at: readonly Rational[],
  step: readonly Rational[],
  from: Rational,
  algebra: Algebra,
): boolean {
  const s: Expression = { kind: 'name', name: PARAMETER };
  const replacements = new Map<string, Expression>();
  names.forEach((n, i) => {
    const moved: Expression = { kind: 'multiply', left: { kind: 'number', value: step[i] as Rational }, right: s };
    const start: Expression = { kind: 'number', value: at[i] as Rational };
    replacements.set(n, (step[i] as Rational).numerator === 0n ? start : { kind: 'add', left: start, right: moved });
  });
  const domain: Domain = new Map([[PARAMETER, { lo: from, hi: rational(1n) }]]);
  return judgeOnLine(substitute(e, replacements), PARAMETER, domain, algebra.work).verdict === 'linear';
}

const PARAMETER = '·t';

/** Products of powers are constant where another variable is 0. */
function hasStraightEdge(e: Expression, names: readonly string[], algebra: Algebra): boolean {
  if (names.length > 3) return false;
  const ends = names.map((n) => algebra.domain.get(n) as { lo: Rational; hi: Rational });
  return names.some((_, i) => {
    const at = ends.map(({ lo }) => lo);
    const step = ends.map(({ lo, hi }, k) => (k === i ? subtract(hi, lo) : rational(0n)));
    return isLinearAlong(e, names, at, step, rational(0n), algebra);
  });
}
