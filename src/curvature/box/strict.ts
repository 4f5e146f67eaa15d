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
import { type Algebra, type Domain, factorSign, signFact } from '../algebra/algebra.ts';
import { clear } from '../algebra/clear.ts';
import { type Factor, type Form, ONE_RATIONAL } from '../algebra/form.ts';
import type { BoxJudgement } from './box-judgement.ts';
import { hessianOf } from './by-hessian.ts';
import { positiveOn } from './cover.ts';
import { leadingMinor, negated } from './definite.ts';
import { eigen } from './eigen.ts';
import { bendOnLine } from './on-line.ts';
import { isSmoothInside } from './rule-facts.ts';
import { separated } from './separate.ts';

const MOST_BOXES = 32;
const MOST_TERMS = 12;

/**
 * Whether a function that is proven convex or concave is so strictly: true where the matrix of second derivatives is definite
 * on the whole closed box, false where it is straight along some line in the box; null where neither is proven.
 */
export function isStrict(
  e: Expression,
  f: Form | null,
  algebra: Algebra,
  { verdict, strict }: BoxJudgement,
): boolean | null {
  if (strict !== null || (verdict !== 'convex' && verdict !== 'concave')) return strict;
  const names = [...algebra.domain.keys()];
  const apart = strictByParts(e, algebra);
  if (apart !== null) return apart;
  const smooth = smoothPoint(e, names, algebra.domain);
  if (!smooth) return null;
  const flat = flatDirection(smooth.hessian, smooth.at);
  if (flat) return isStraight(e, names, smooth.at, flat, algebra) ? false : null;
  if (f && hasPositiveMinors(f, names, algebra, verdict === 'convex')) return true;
  const whole = names.map((n) => algebra.box.get(n) as Interval);
  const over = (box: readonly Interval[]): readonly (readonly Interval[])[] | null => {
    const matrix = secondOrder(e, names, box)?.hessian ?? null;
    return matrix && (verdict === 'convex' ? matrix : matrix.map((row) => row.map(negate)));
  };
  const covered = positiveOn(over, whole, { work: algebra.work, most: MOST_BOXES, cost: 1 });
  if (covered.positive && covered.definite) return true;
  return hasStraightEdge(e, names, algebra) ? false : null;
}

/** Sylvester: all leading minors are positive on the closed box, each seen from its terms. */
function hasPositiveMinors(f: Form, names: readonly string[], algebra: Algebra, positive: boolean): boolean {
  if (!isSmoothInside(f, algebra) || names.length > 3) return false;
  const h = hessianOf(f, names);
  if (!h || h.some((row) => row.some((x) => x.terms.length > MOST_TERMS))) return false;
  const signed = positive ? h : negated(h);
  return names.every((_, k) => isPositive(algebra, leadingMinor(signed, k + 1)));
}

function isPositive(algebra: Algebra, f: Form): boolean {
  const { sign, factors, rest } = clear(algebra, f);
  const fact = signFact(algebra, rest);
  // An infinite second derivative says nothing of the face that it belongs to.
  const nowhereZero = ({ generator }: Factor): boolean =>
    factorSign(algebra, { generator, exponent: ONE_RATIONAL }).closed;
  return fact.closed && fact.sign === sign && factors.every(nowhereZero);
}

/** A sum of functions of one variable each is strict where all of them are. */
function strictByParts(e: Expression, algebra: Algebra): boolean | null {
  const parts = separated(e);
  if (!parts?.every((p) => p.names.length === 1)) return null;
  const found = parts.map((p) => bendOnLine(p.e, p.names[0] as string, algebra.domain, algebra.work));
  if (found.some((j) => j.verdict === 'unknown')) return null;
  return parts.length === algebra.domain.size && found.every((j) => j.strict);
}

interface SmoothPoint {
  readonly at: readonly Rational[];
  readonly hessian: readonly (readonly number[])[];
}

const SHARES = [
  [rational(1n, 2n), rational(1n, 2n)],
  [rational(3n, 13n), rational(5n, 13n)],
  [rational(10n, 13n), rational(6n, 13n)],
] as const;

/** A point inside where the second derivatives exist, and they themselves in doubles. */
function smoothPoint(e: Expression, names: readonly string[], domain: Domain): SmoothPoint | null {
  for (const shares of SHARES) {
    const at = names.map((n, i) => {
      const { lo, hi } = domain.get(n) as { lo: Rational; hi: Rational };
      return add(lo, multiply(subtract(hi, lo), shares[i % 2] as Rational));
    });
    const box = at.map((x) => point(toDouble(x)));
    const enclosed = secondOrder(e, names, box)?.hessian;
    if (enclosed) return { at, hessian: enclosed.map((row) => row.map(midpoint)) };
  }
  return null;
}

/** A direction along which the matrix seems to vanish: of x itself, or about its least eigenvector in coarse numbers. */
function flatDirection(h: readonly (readonly number[])[], at: readonly Rational[]): readonly Rational[] | null {
  const { values, vectors } = eigen(h);
  const largest = Math.max(...values.map(Math.abs));
  const least = values.findIndex((v) => Math.abs(v) <= 1e-10 * largest);
  if (least < 0) return null;
  const isRadial = h.every((row) => {
    const parts = row.map((x, j) => x * toDouble(at[j] as Rational));
    const size = parts.reduce((s, x) => s + Math.abs(x), 0);
    return Math.abs(parts.reduce((s, x) => s + x, 0)) <= 1e-9 * size;
  });
  if (isRadial && at.some((x) => x.numerator !== 0n)) return at;
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
    const x = at[i] as Rational;
    if (d > 0) reach = Math.min(reach, toDouble(subtract(hi, x)) / d, toDouble(subtract(x, lo)) / d);
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
  return bendOnLine(substitute(e, replacements), PARAMETER, domain, algebra.work).verdict === 'linear';
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
