import { fromRational, type Interval, interval, point } from '../../math/interval/interval.ts';
import { add, compare, fromDouble, multiply, type Rational, rational, toDouble } from '../../math/rational/rational.ts';
import type { Algebra } from './algebra.ts';
import { clear } from './clear.ts';
import { type Box, enclosure } from './enclosure.ts';
import { type Form, type Generator, isConstant, isWhole, isZero, ONE_RATIONAL } from './form.ts';
import { evaluate, planOf } from './plan.ts';
import { type Root, type Sign, simplestBetween } from './polynomial.ts';
import { constantAlgebra, constantSign, formAt } from './substitute.ts';

export function lineRange(algebra: Algebra): { readonly name: string; readonly lo: Rational; readonly hi: Rational } {
  const [name, range] = [...algebra.domain][0]!;
  return { name, ...range };
}

/** The sign of f at a turning point: exact where the point is, otherwise over its bracket. */
export function turningSign(algebra: Algebra, f: Form, name: string, turn: Root): Sign | null {
  if (compare(turn.lo, turn.hi) === 0) return signAtPoint(f, algebra, name, turn.lo);
  const range = enclosure(f, new Map([[name, interval(fromRational(turn.lo).lo, fromRational(turn.hi).hi)]]));
  return range.lo > 0 ? 1 : range.hi < 0 ? -1 : null;
}

/**
 * The sign of a monotone f next to an end, or 0 where f tends to exactly 0 there. With f rising away from the lower end, a
 * sign of 1 needs the end itself, a sign of -1 any point inside.
 */
export function endSign(
  algebra: Algebra,
  f: Form,
  name: string,
  end: Rational,
  direction: Sign,
  inward: 1 | -1,
): Sign | null {
  const at = signAtPoint(f, algebra, name, end);
  if (at !== null) return at;
  const { lo, hi } = lineRange(algebra);
  const length = add(hi, multiply(lo, rational(-1n)));
  const against = -direction * inward;
  for (const power of [4n, 10n, 20n, 40n, 80n, 160n, 320n]) {
    const step = multiply(length, rational(BigInt(inward), 2n ** power));
    const s = signAtPoint(f, algebra, name, add(end, step));
    if (s === against) return s;
  }
  return limitSign(algebra, f, name, end, inward);
}

/** The sign of the dominant term where f tends to an infinite or undefined value at an end; only for ends at 0. */
function limitSign(_algebra: Algebra, f: Form, _name: string, end: Rational, inward: 1 | -1): Sign | null {
  if (end.numerator !== 0n || inward !== 1) return null;
  let best: { readonly power: Rational; readonly logs: Rational; readonly sign: Sign } | null = null;
  for (const t of f.terms) {
    let power = rational(0n);
    let logs = rational(0n);
    let s: Sign = t.coefficient.numerator > 0n ? 1 : -1;
    for (const { generator: g, exponent } of t.factors) {
      if (g.kind === 'variable') power = add(power, exponent);
      else if (g.kind === 'ln' && isLogarithmOfVariable(g) && isWhole(exponent)) {
        logs = add(logs, exponent);
        if (exponent.numerator % 2n !== 0n) s = -s as Sign;
      } else if (!isConstant(g)) return null;
    }
    const order = best ? compare(power, best.power) || -compare(logs, best.logs) : -1;
    if (order === 0) return null;
    if (order < 0) best = { power, logs, sign: s };
  }
  return best?.sign ?? null;
}

function isLogarithmOfVariable(g: Generator & { readonly of: Form }): boolean {
  const t = g.of.terms.length === 1 ? g.of.terms[0]! : null;
  return (
    t !== null &&
    t.key !== '' &&
    t.factors.length === 1 &&
    t.factors[0]!.generator.kind === 'variable' &&
    compare(t.factors[0]!.exponent, ONE_RATIONAL) === 0
  );
}

/**
 * The one root of a monotone function between two points, bracketed as tightly as its enclosures can tell: regula falsi with
 * halved ends (Dowell & Jarratt 1971), and every third step a bisection.
 */
export function crossing(
  algebra: Algebra,
  f: Form,
  name: string,
  from: Rational,
  to: Rational,
  direction: Sign,
): Root | null {
  const ends = { lo: from, hi: to };
  const rangeAt = (x: number): Interval | null => pointEnclosure(f, new Map([[name, point(x)]]));
  const exactly = (lo: number, hi: number): Root | null => {
    const guess = simplestBetween(fromDouble(lo), fromDouble(hi));
    return isZeroAt(f, algebra, name, guess) ? { lo: guess, hi: guess } : null;
  };
  let [lo, hi] = [toDouble(from), toDouble(to)];
  const first = exactly(lo + (hi - lo) / 4, hi - (hi - lo) / 4);
  if (first) return first;
  let below = centreOf(rangeAt(lo));
  let above = centreOf(rangeAt(hi));
  let side = 0;
  for (let i = 0; i < 200; i++) {
    const middle = i % 3 === 2 ? lo + (hi - lo) / 2 : secant(lo, below, hi, above);
    if (middle <= lo || middle >= hi) break;
    const range = rangeAt(middle);
    const s = signOf(range);
    if (s === null) {
      const sign = (x: number): Sign | null => signOf(rangeAt(x));
      return aroundUnclear(algebra, f, name, [lo, middle, hi], direction, sign, ends);
    }
    const isAbove = s === direction;
    if (isAbove) [hi, above] = [middle, centreOf(range)];
    else [lo, below] = [middle, centreOf(range)];
    // Where the same end moves twice the other one's value counts half.
    if (isAbove && side > 0) below /= 2;
    if (!isAbove && side < 0) above /= 2;
    side = isAbove ? 1 : -1;
    if (i === 12) {
      const found = exactly(lo + (hi - lo) / 4, hi - (hi - lo) / 4);
      if (found) return found;
    }
  }
  return exactly(lo, hi) ?? bracket(lo, hi, ends);
}

function centreOf(range: Interval | null): number {
  return range ? range.lo + (range.hi - range.lo) / 2 : Number.NaN;
}

/** Where the chord crosses 0, strictly between the ends where doubles can tell; the middle where there is no chord. */
function secant(lo: number, below: number, hi: number, above: number): number {
  const middle = lo + (hi - lo) / 2;
  const at = lo + ((hi - lo) * below) / (below - above);
  if (!(below * above < 0) || !Number.isFinite(at)) return middle;
  const least = Math.max(Math.abs(lo), Math.abs(hi)) * 2.3e-16;
  return Math.min(Math.max(at, Math.min(lo + least, middle)), Math.max(hi - least, middle));
}

/** Doubles rounded from ends that are none must not leave the ends. */
function bracket(lo: number, hi: number, ends: Root): Root {
  const [a, b] = [fromDouble(lo), fromDouble(hi)];
  return { lo: compare(a, ends.lo) < 0 ? ends.lo : a, hi: compare(b, ends.hi) > 0 ? ends.hi : b };
}

/** The middle's sign cannot be told: it may be the root itself; else close in from both sides. */
function aroundUnclear(
  algebra: Algebra,
  f: Form,
  name: string,
  [from, middle, to]: readonly [number, number, number],
  direction: Sign,
  sign: (x: number) => Sign | null,
  ends: Root,
): Root {
  const exact = fromDouble(middle);
  if (isZeroAt(f, algebra, name, exact)) return { lo: exact, hi: exact };
  let [lo, hi] = [from, to];
  let [inner, outer] = [middle, middle];
  for (let i = 0; i < 60; i++) {
    const a = lo + (inner - lo) / 2;
    const b = outer + (hi - outer) / 2;
    if (sign(a) === -direction) lo = a;
    else inner = a;
    if (sign(b) === direction) hi = b;
    else outer = b;
    if (hi - lo <= Math.abs(middle) * 1e-14) break;
  }
  const found = bracket(lo, hi, ends);
  const guess = simplestBetween(found.lo, found.hi);
  return isZeroAt(f, algebra, name, guess) ? { lo: guess, hi: guess } : found;
}

function signOf(range: Interval | null): Sign | null {
  return range && range.lo > 0 ? 1 : range && range.hi < 0 ? -1 : null;
}

/** The sign of a form at a point: by enclosure, else exactly; null where neither tells or it is not defined there. */
export function signAtPoint(f: Form, algebra: Algebra, name: string, at: Rational): Sign | null {
  const told = signOf(pointEnclosure(f, new Map([[name, fromRational(at)]])));
  if (told !== null) return told;
  const there = formAt(f, name, at, algebra);
  if (!there) return null;
  const sign = constantSign(there);
  if (sign !== null || !isShort(at)) return sign;
  return isZero(clear(constantAlgebra(algebra), there).rest) ? 0 : null;
}

/** Whether f is seen to be exactly 0: not looked at where that would take numbers of thousands of digits. */
function isZeroAt(f: Form, algebra: Algebra, name: string, at: Rational): boolean {
  return digitsAt(f, at) <= MOST_DIGITS && signAtPoint(f, algebra, name, at) === 0;
}

const MOST_DIGITS = 16_000;

/** About how many binary digits all terms have together at a point. */
function digitsAt(f: Form, { numerator, denominator }: Rational): number {
  const own = numerator.toString(2).length + denominator.toString(2).length;
  const degrees = f.terms.map((t) => t.factors.reduce((sum, x) => sum + Math.abs(toDouble(x.exponent)), 1));
  return own * degrees.reduce((sum, d) => sum + d, 0);
}

/** Few enough digits for what is written out at it. */
function isShort(r: Rational): boolean {
  const size = r.numerator < 0n ? -r.numerator : r.numerator;
  return size * r.denominator < 1n << 40n;
}

/** The enclosure at a point, or null where a factor is infinite or not defined there: 0 times infinity tells nothing. */
export function pointEnclosure(f: Form, box: Box): Interval | null {
  const { values, clean } = evaluate(planOf(f), box);
  return clean ? (values[0] ?? null) : null;
}
