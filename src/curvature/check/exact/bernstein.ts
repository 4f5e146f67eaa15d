import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { spend } from '../work.ts';

/** The coefficients of a polynomial, lowest power first, the last one not 0. */
export type Polynomial = readonly Rational[];

const DEEPEST = 40;
const MOST_HALVES = 120;
/** Beyond this many coefficients dividing double roots out takes too long. */
const MOST_SPLIT = 14;

/**
 * The sign of a polynomial on the open range lo < y < hi, or null where it has both (or the work is too deep). All
 * Bernstein coefficients of one sign prove it (Farouki & Rajan 1987); de Casteljau's halving makes them tell, once
 * double roots are divided out. `ends`: whether it is not 0 at the ends either.
 */
export function polynomialSign(
  p: Polynomial,
  lo: Rational,
  hi: Rational,
): { readonly sign: 1 | -1; readonly strict: boolean; readonly ends: boolean } | null {
  const ends = valueAt(p, lo).numerator !== 0n && valueAt(p, hi).numerator !== 0n;
  const direct = bernsteinSign(p, lo, hi);
  if (direct) return { sign: direct, strict: true, ends };
  if (p.length > MOST_SPLIT) return null;
  const { odd, even } = partsByMultiplicity(p);
  if (even.length <= 1) return null;
  const rest = bernsteinSign(odd, lo, hi);
  return rest && { sign: rest, strict: false, ends };
}

export function valueAt(p: Polynomial, y: Rational): Rational {
  return p.reduceRight((sum, c) => exact.add(exact.multiply(sum, y), c), exact.ZERO);
}

function bernsteinSign(p: Polynomial, lo: Rational, hi: Rational): 1 | -1 | null {
  const queue: { readonly b: readonly bigint[]; readonly depth: number }[] = [{ b: onUnit(p, lo, hi), depth: 0 }];
  let seen = 0;
  let count = 0;
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { b, depth } = next;
    if (count++ > MOST_HALVES) return null;
    const [up, down] = [b.some((x) => x > 0n), b.some((x) => x < 0n)];
    if (up && down) {
      // A root of its own at the joint of two halves would be an interior zero.
      if (depth >= DEEPEST || !haltsAt(b, seen)) return null;
      const [left, right] = halves(b);
      if (left[left.length - 1] === 0n) return null;
      queue.push({ b: left, depth: depth + 1 }, { b: right, depth: depth + 1 });
      continue;
    }
    const sign = up ? 1 : down ? -1 : 0;
    if (sign === 0 || (seen !== 0 && sign !== seen)) return null;
    seen = sign;
  }
  return seen === 0 ? null : seen > 0 ? 1 : -1;
}

/** The values at both ends may not be of two signs, nor against what was seen. */
function haltsAt(b: readonly bigint[], seen: number): boolean {
  const ends = [b[0] as bigint, b[b.length - 1] as bigint];
  const [up, down] = [seen > 0 || ends.some((x) => x > 0n), seen < 0 || ends.some((x) => x < 0n)];
  return !(up && down);
}

/** Whole multiples of the Bernstein coefficients on the range. */
function onUnit(p: Polynomial, lo: Rational, hi: Rational): readonly bigint[] {
  const n = p.length - 1;
  const whole = clearedOf(p);
  // y = (from + way · t) / unit
  const unit = leastCommon(lo.denominator, hi.denominator);
  const from = lo.numerator * (unit / lo.denominator);
  const way = hi.numerator * (unit / hi.denominator) - from;
  let shifted: bigint[] = [];
  let scale = 1n;
  for (let k = n; k >= 0; k--) {
    const next: bigint[] = Array.from({ length: Math.min(shifted.length + 1, n + 1) }, () => 0n);
    shifted.forEach((s, i) => {
      next[i] = (next[i] as bigint) + s * from;
      if (i < n) next[i + 1] = (next[i + 1] ?? 0n) + s * way;
    });
    next[0] = (next[0] ?? 0n) + (whole[k] as bigint) * scale;
    scale *= unit;
    shifted = next;
  }
  const common = Array.from({ length: n + 1 }, (_, k) => binomial(n, k)).reduce(leastCommon, 1n);
  return Array.from({ length: n + 1 }, (_, i) => {
    let sum = 0n;
    for (let k = 0; k <= i; k++) sum += (binomial(i, k) * common * (shifted[k] ?? 0n)) / binomial(n, k);
    return sum;
  });
}

function clearedOf(p: Polynomial): readonly bigint[] {
  const common = p.reduce((m, c) => leastCommon(m, c.denominator), 1n);
  return p.map((c) => c.numerator * (common / c.denominator));
}

function leastCommon(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}

function binomial(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x < 0n ? -x : x;
}

/** De Casteljau at the middle, everything times 2^n so that it stays whole. */
function halves(b: readonly bigint[]): readonly [bigint[], bigint[]] {
  const n = b.length - 1;
  spend(b.length * b.length);
  const [left, right]: [bigint[], bigint[]] = [[], []];
  let row = [...b];
  for (let j = 0; j <= n; j++) {
    const scale = 1n << BigInt(n - j);
    left.push((row[0] as bigint) * scale);
    right.unshift((row[row.length - 1] as bigint) * scale);
    row = row.slice(1).map((x, i) => x + (row[i] as bigint));
  }
  return [left, right];
}

// Square-free factorisation (Yun 1976): which factors appear an odd, which an even number of times.

function partsByMultiplicity(p: Polynomial): { readonly odd: Polynomial; readonly even: Polynomial } {
  let odd: Polynomial = [exact.ONE];
  let even: Polynomial = [exact.ONE];
  const slope = derivative(p);
  const common = greatestDivisor(p, slope);
  let rest = quotient(p, common);
  let other = minus(quotient(slope, common), derivative(rest));
  for (let multiplicity = 1; rest.length > 1 && multiplicity <= p.length; multiplicity++) {
    const factor = greatestDivisor(rest, other);
    if (factor.length > 1) {
      if (multiplicity % 2 === 1) odd = product(odd, factor);
      else even = product(even, factor);
    }
    rest = quotient(rest, factor);
    other = minus(quotient(other, factor), derivative(rest));
  }
  const lead = p[p.length - 1] as Rational;
  return { odd: odd.map((c) => exact.multiply(c, lead)), even };
}

function derivative(p: Polynomial): Polynomial {
  return p.slice(1).map((c, i) => exact.multiply(c, exact.rational(BigInt(i + 1))));
}

function trimmed(p: readonly Rational[]): Polynomial {
  let end = p.length;
  while (end > 0 && (p[end - 1] as Rational).numerator === 0n) end--;
  return p.slice(0, end);
}

function minus(a: Polynomial, b: Polynomial): Polynomial {
  const length = Math.max(a.length, b.length);
  return trimmed(Array.from({ length }, (_, i) => exact.subtract(a[i] ?? exact.ZERO, b[i] ?? exact.ZERO)));
}

function product(a: Polynomial, b: Polynomial): Polynomial {
  const result: Rational[] = Array.from({ length: a.length + b.length - 1 }, () => exact.ZERO);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      result[i + j] = exact.add(result[i + j] as Rational, exact.multiply(x, y));
    });
  });
  return trimmed(result);
}

function divided(a: Polynomial, b: Polynomial): { readonly quotient: Polynomial; readonly rest: Polynomial } {
  const rest = [...a];
  const found: Rational[] = [];
  const lead = b[b.length - 1] as Rational;
  for (let i = a.length - b.length; i >= 0; i--) {
    const factor = exact.divide(rest[i + b.length - 1] as Rational, lead) ?? exact.ZERO;
    found.unshift(factor);
    b.forEach((c, j) => {
      rest[i + j] = exact.subtract(rest[i + j] as Rational, exact.multiply(factor, c));
    });
  }
  return { quotient: trimmed(found), rest: trimmed(rest) };
}

function quotient(a: Polynomial, b: Polynomial): Polynomial {
  return divided(a, b).quotient;
}

/** Monic. */
function greatestDivisor(a: Polynomial, b: Polynomial): Polynomial {
  let [x, y] = [monic(a), monic(b)];
  while (y.length > 0) [x, y] = [y, monic(divided(x, y).rest)];
  return x;
}

function monic(p: Polynomial): Polynomial {
  const lead = p[p.length - 1];
  return lead ? p.map((c) => exact.divide(c, lead) ?? exact.ZERO) : p;
}
