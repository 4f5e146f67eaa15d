import type { Rational } from '../../math/rational/rational.ts';
import { compare, fromDouble, rational, toDouble } from '../../math/rational/rational.ts';

/** A polynomial in one variable with whole coefficients, lowest degree first, the last one not 0. */
export type Polynomial = readonly bigint[];

export type Sign = -1 | 0 | 1;

/** An isolated root: `lo` = `hi` where it is rational and known exactly. */
export interface Root {
  readonly lo: Rational;
  readonly hi: Rational;
}

/** Whole coefficients in the same proportions, without a common factor; the sign is kept. */
export function wholeCoefficients(coefficients: readonly Rational[]): Polynomial {
  let common = 1n;
  for (const c of coefficients) common = (common * c.denominator) / gcd(common, c.denominator);
  return primitive(coefficients.map((c) => (c.numerator * common) / c.denominator));
}

function primitive(p: readonly bigint[]): Polynomial {
  let end = p.length;
  while (end > 0 && p[end - 1] === 0n) end--;
  let divisor = 0n;
  for (let i = 0; i < end; i++) divisor = gcd(divisor, p[i]!);
  return divisor === 0n ? [] : p.slice(0, end).map((c) => c / divisor);
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function signAt(p: Polynomial, at: Rational): Sign {
  let value = 0n;
  let scale = 1n;
  for (let i = p.length - 1; i >= 0; i--) {
    value = value * at.numerator + p[i]! * scale;
    scale *= at.denominator;
  }
  return signOf(value);
}

function signOf(x: bigint): Sign {
  return x > 0n ? 1 : x < 0n ? -1 : 0;
}

function derivative(p: Polynomial): Polynomial {
  return primitive(p.slice(1).map((c, i) => c * BigInt(i + 1)));
}

/** The remainder of a by b times a positive number. */
function remainder(a: Polynomial, b: Polynomial): Polynomial {
  let rest = [...a];
  const lead = b[b.length - 1]!;
  const factor = lead < 0n ? -lead : lead;
  while (rest.length >= b.length) {
    const top = rest[rest.length - 1]! * (lead < 0n ? -1n : 1n);
    const shift = rest.length - b.length;
    rest = rest.map((c, i) => c * factor - (i >= shift ? top * b[i - shift]! : 0n));
    rest.pop();
    while (rest.length > 0 && rest[rest.length - 1] === 0n) rest.pop();
  }
  return primitive(rest);
}

/** Exact quotient up to a positive constant. */
function quotient(a: Polynomial, b: Polynomial): Polynomial {
  let rest = [...a];
  const lead = b[b.length - 1]!;
  const result: bigint[] = new Array(a.length - b.length + 1).fill(0n);
  const factor = lead < 0n ? -lead : lead;
  const unit = lead < 0n ? -1n : 1n;
  for (let shift = a.length - b.length; shift >= 0; shift--) {
    const top = (rest[shift + b.length - 1] ?? 0n) * unit;
    for (let i = 0; i < result.length; i++) result[i] = result[i]! * factor;
    result[shift] = result[shift]! + top;
    rest = rest.map((c, i) => c * factor - (i >= shift && i < shift + b.length ? top * b[i - shift]! : 0n));
  }
  return primitive(result);
}

function greatestCommonDivisor(a: Polynomial, b: Polynomial): Polynomial {
  let [x, y] = [a, b];
  while (y.length > 0) [x, y] = [y, remainder(x, y)];
  return x;
}

/**
 * The roots in the open interval (lo, hi), rising, each in a bracket narrower than doubles can tell: bisection with Descartes'
 * rule of signs (Collins & Akritas, Polynomial real root isolation using Descartes' rule of signs, 1976).
 */
export function rootsBetween(p: Polynomial, lo: Rational, hi: Rational): readonly Root[] {
  if (p.length <= 1 || compare(lo, hi) >= 0) return [];
  if (lo.numerator >= 0n && p.every((c) => c >= 0n === p[p.length - 1]! >= 0n || c === 0n)) return [];
  if (p.length === 2) {
    const root = rational(-p[0]!, p[1]!);
    return compare(lo, root) < 0 && compare(root, hi) < 0 ? [{ lo: root, hi: root }] : [];
  }
  const across = onUnit(p, lo, hi);
  if (signChanges(across) === 0) return [];
  const simple = withoutMultipleRoots(p);
  const roots: Root[] = [];
  isolate({ p: simple, q: simple === p ? across : onUnit(simple, lo, hi), lo, hi }, roots);
  return roots;
}

/** p, and p along (lo, hi) as a polynomial q on (0, 1), but for a positive factor. */
interface Stretch {
  readonly p: Polynomial;
  readonly q: Polynomial;
  readonly lo: Rational;
  readonly hi: Rational;
}

function isolate({ p, q, lo, hi }: Stretch, roots: Root[]): void {
  const changes = signChanges(q);
  if (changes === 0) return;
  if (changes === 1 && signAt(p, lo) !== 0 && signAt(p, hi) !== 0) {
    roots.push(narrow(p, lo, hi));
    return;
  }
  const left = halved(q);
  const right = shifted(left);
  const middle = midpointOf(lo, hi);
  isolate({ p, q: left, lo, hi: middle }, roots);
  if (right[0] === 0n) roots.push({ lo: middle, hi: middle });
  isolate({ p, q: right, lo: middle, hi }, roots);
}

function midpointOf(lo: Rational, hi: Rational): Rational {
  return rational(lo.numerator * hi.denominator + hi.numerator * lo.denominator, 2n * lo.denominator * hi.denominator);
}

/** A positive multiple of p(lo + (hi - lo) t). */
function onUnit(p: Polynomial, lo: Rational, hi: Rational): Polynomial {
  const scale = lo.denominator * hi.denominator;
  const from = lo.numerator * hi.denominator;
  const length = hi.numerator * lo.denominator - from;
  const result: bigint[] = [p[p.length - 1]!];
  let power = 1n;
  for (let k = p.length - 2; k >= 0; k--) {
    power *= scale;
    for (let i = result.length; i >= 0; i--) result[i] = (result[i] ?? 0n) * from + (result[i - 1] ?? 0n) * length;
    result[0] = result[0]! + p[k]! * power;
  }
  return result;
}

/** 2ⁿ q(t / 2). */
function halved(q: Polynomial): Polynomial {
  return q.map((c, i) => c << BigInt(q.length - 1 - i));
}

/** q(t + 1). */
function shifted(q: Polynomial): Polynomial {
  const a = [...q];
  for (let i = 0; i < a.length - 1; i++) for (let j = a.length - 2; j >= i; j--) a[j] = a[j]! + a[j + 1]!;
  return a;
}

/** Changes of sign along the coefficients of (1 + t)ⁿ q(1 / (1 + t)): 0 means no root in (0, 1), 1 means one. */
function signChanges(q: Polynomial): number {
  let changes = 0;
  let last: Sign = 0;
  for (const c of shifted([...q].reverse())) {
    const s = signOf(c);
    if (s === 0) continue;
    if (last !== 0 && s !== last) changes++;
    last = s;
  }
  return changes;
}

function withoutMultipleRoots(p: Polynomial): Polynomial {
  if (isSimpleModulo(p)) return p;
  const shared = greatestCommonDivisor(p, derivative(p));
  return shared.length > 1 ? quotient(p, shared) : p;
}

/** Largest prime below 2²⁶: products of remainders are exact in doubles. */
const PRIME = 67_108_859;

/** Whether p and its derivative have no common factor modulo a prime, which proves it of p itself; false may mean neither. */
function isSimpleModulo(p: Polynomial): boolean {
  const reduced = p.map((c) => Number(((c % BigInt(PRIME)) + BigInt(PRIME)) % BigInt(PRIME)));
  if (reduced[reduced.length - 1] === 0 || p.length > PRIME) return false;
  let x = reduced;
  let y = trimmed(reduced.slice(1).map((c, i) => (c * (i + 1)) % PRIME));
  while (y.length > 0) [x, y] = [y, remainderModulo(x, y)];
  return x.length === 1;
}

function remainderModulo(a: readonly number[], b: readonly number[]): number[] {
  const rest = [...a];
  const inverse = powerModulo(b[b.length - 1] ?? 1, PRIME - 2);
  while (rest.length >= b.length) {
    const top = ((rest.pop() ?? 0) * inverse) % PRIME;
    const shift = rest.length + 1 - b.length;
    for (let i = 0; i < b.length - 1; i++)
      rest[shift + i] = ((rest[shift + i] ?? 0) + (PRIME - top) * (b[i] ?? 0)) % PRIME;
  }
  return trimmed(rest);
}

function trimmed(p: number[]): number[] {
  while (p.length > 0 && p[p.length - 1] === 0) p.pop();
  return p;
}

function powerModulo(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

function narrow(p: Polynomial, from: Rational, to: Rational): Root {
  let [lo, hi] = [from, to];
  const below = signAt(p, lo);
  for (let i = 0; i < 200; i++) {
    if (i % 8 === 7) {
      const guess = simplestBetween(lo, hi);
      if (signAt(p, guess) === 0) return { lo: guess, hi: guess };
    }
    const [a, b] = [toDouble(lo), toDouble(hi)];
    if (b - a <= Math.max(Math.abs(a), Math.abs(b)) * 4e-16) break;
    const middle = between(lo, hi);
    const s = signAt(p, middle);
    if (s === 0) return { lo: middle, hi: middle };
    if (s === below) lo = middle;
    else hi = middle;
  }
  return { lo, hi };
}

/** A point strictly between, a double where doubles can tell. */
export function between(lo: Rational, hi: Rational): Rational {
  const guess = (toDouble(lo) + toDouble(hi)) / 2;
  if (Number.isFinite(guess)) {
    const middle = fromDouble(guess);
    if (compare(lo, middle) < 0 && compare(middle, hi) < 0) return middle;
  }
  return rational(lo.numerator * hi.denominator + hi.numerator * lo.denominator, 2n * lo.denominator * hi.denominator);
}

/** The rational of smallest denominator in [lo, hi] (continued fractions; Stern–Brocot). */
export function simplestBetween(lo: Rational, hi: Rational): Rational {
  if (lo.numerator <= 0n && hi.numerator >= 0n) return rational(0n);
  if (hi.numerator < 0n) {
    const mirrored = simplestBetween(rational(-hi.numerator, hi.denominator), rational(-lo.numerator, lo.denominator));
    return rational(-mirrored.numerator, mirrored.denominator);
  }
  const whole = lo.numerator / lo.denominator;
  if (whole * lo.denominator === lo.numerator) return rational(whole);
  if (compare(rational(whole + 1n), hi) <= 0) return rational(whole + 1n);
  const a = rational(lo.numerator - whole * lo.denominator, lo.denominator);
  const b = rational(hi.numerator - whole * hi.denominator, hi.denominator);
  const inner = simplestBetween(rational(b.denominator, b.numerator), rational(a.denominator, a.numerator));
  return rational(whole * inner.numerator + inner.denominator, inner.numerator);
}
