import { fromRational, type Interval, interval, point } from '../../math/interval/interval.ts';
import {
  add,
  compare,
  fromDouble,
  multiply,
  negate,
  type Rational,
  rational,
  toDouble,
} from '../../math/rational/rational.ts';
import { type Algebra, algebraOn, type SignFact, signFact, UNKNOWN_SIGN } from './algebra.ts';
import { clear, inSines } from './clear.ts';
import { formOf } from './construct.ts';
import { derivative } from './derivative.ts';
import { type Box, enclosure, generatorEnclosure, PI } from './enclosure.ts';
import {
  constant,
  type Form,
  form,
  type Generator,
  generated,
  isConstant,
  isWhole,
  minus,
  ONE_RATIONAL,
  rationalOf,
  term,
  times,
  wholePower,
} from './form.ts';
import { encloseOver, evaluate, planOf } from './plan.ts';
import {
  between,
  type Polynomial,
  type Root,
  rootsBetween,
  type Sign,
  signAt,
  simplestBetween,
  wholeCoefficients,
} from './polynomial.ts';
import { constantSign, formAt } from './substitute.ts';

/** The proven sign of a function on the open intervals between its isolated zeros, rising. */
export interface Chart {
  readonly roots: readonly Root[];
  /** One more than roots; 0 only where the function is identically 0. */
  readonly signs: readonly Sign[];
  /** The function may touch 0 at single points without a change of sign that are not among the roots. */
  readonly touches?: boolean;
}

const DEEPEST = 7;

/** Decides the sign of a form of one variable on the inside of the algebra's domain; null where it cannot. */
export function chart(algebra: Algebra, f: Form): Chart | null {
  const cleared = clear(algebra, f);
  const rest = inSines(cleared.rest);
  const found = chartOfRest(algebra, rest);
  return found && cleared.sign < 0 ? { ...found, signs: found.signs.map((s) => -s as Sign) } : found;
}

function chartOfRest(algebra: Algebra, rest: Form): Chart | null {
  const exact = rationalOf(rest);
  if (exact) return { roots: [], signs: [exact.numerator > 0n ? 1 : exact.numerator < 0n ? -1 : 0] };
  const constantOnly = rest.terms.every((t) => t.factors.every((x) => isConstant(x.generator)));
  if (constantOnly) {
    const s = constantSign(rest);
    return s === null ? null : { roots: [], signs: [s] };
  }
  const range = enclosure(rest, algebra.box, algebra.ranges);
  if (range.lo > 0) return { roots: [], signs: [1] };
  if (range.hi < 0) return { roots: [], signs: [-1] };
  const same = sameSign(algebra, rest);
  if (same) return { roots: [], signs: [same] };
  return chartInOneGenerator(algebra, rest) ?? chartByDerivative(algebra, rest) ?? chartByBoxes(algebra, rest);
}

/** Every term of one sign, and one of them nowhere 0 inside. */
function sameSign(algebra: Algebra, rest: Form): Sign | null {
  let common: Sign | null = null;
  let strict = false;
  for (const t of rest.terms) {
    let s: Sign = t.coefficient.numerator > 0n ? 1 : -1;
    let inside = true;
    for (const { generator: g, exponent } of t.factors) {
      const even = exponent.numerator % 2n === 0n && exponent.denominator % 2n === 1n;
      const positive = isPositive(algebra, g);
      if (!positive && !even) return null;
      inside &&= positive;
    }
    if (common !== null && s !== common) return null;
    common = s;
    strict ||= inside;
    s = 0;
  }
  return strict ? common : null;
}

function isPositive(algebra: Algebra, g: Generator): boolean {
  switch (g.kind) {
    case 'variable':
      return (algebra.domain.get(g.name)?.lo.numerator ?? -1n) >= 0n;
    case 'exp':
    case 'sigmoid':
    case 'pi':
    case 'prime':
      return true;
    default: {
      const range = generatorEnclosure(g, algebra.box, algebra.ranges);
      if (g.kind === 'sin' && isWithinHalfTurn(algebra, g.of)) return true;
      return range.lo > 0 || (range.lo === 0 && g.kind === 'sum' && algebra.facts.get(g.of.key)?.inside === true);
    }
  }
}

/** The argument of a sine inside (0, π) on the inside of the domain. */
function isWithinHalfTurn(algebra: Algebra, of: Form): boolean {
  const range = enclosure(of, algebra.box, algebra.ranges);
  if (!(range.lo >= 0 && range.hi <= PI.lo)) return false;
  const fact = signFact(algebra, of);
  return fact.sign === 1 && fact.inside;
}

function lineRange(algebra: Algebra): { readonly name: string; readonly lo: Rational; readonly hi: Rational } {
  const [name, range] = [...algebra.domain][0]!;
  return { name, ...range };
}

// A polynomial (with rational exponents) in one generator: exact.

function chartInOneGenerator(algebra: Algebra, rest: Form): Chart | null {
  const found = polynomialIn(rest);
  if (!found) return null;
  if (found.generator.kind === 'sin' || found.generator.kind === 'cos') return chartInWave(found, algebra);
  const { name, lo, hi } = lineRange(algebra);
  if (found.generator.kind === 'variable') return chartInVariable(found, rest, algebra, name, lo, hi);
  return chartInMonotone(found, algebra, name, lo, hi);
}

interface GeneratorPolynomial {
  readonly generator: Generator;
  readonly polynomial: Polynomial;
  /** The polynomial is in generator^(1/root). */
  readonly root: bigint;
}

function polynomialIn(rest: Form): GeneratorPolynomial | null {
  let only: Generator | null = null;
  let root = 1n;
  for (const t of rest.terms) {
    if (t.factors.length > 1) return null;
    const factor = t.factors[0];
    if (!factor) continue;
    if (only && only.key !== factor.generator.key) return null;
    only = factor.generator;
    root = (root * factor.exponent.denominator) / gcd(root, factor.exponent.denominator);
  }
  if (!only || isConstant(only)) return null;
  let least = 0n;
  let most = 0n;
  const exponents = rest.terms.map((t) => {
    const e = t.factors[0]?.exponent;
    const n = e ? (e.numerator * root) / e.denominator : 0n;
    if (n < least) least = n;
    if (n > most) most = n;
    return n;
  });
  if (most - least > 200n || (least < 0n && least % 2n !== 0n && root === 1n && only.kind !== 'exp')) return null;
  const coefficients: Rational[] = new Array(Number(most - least) + 1).fill(rational(0n));
  rest.terms.forEach((t, i) => {
    coefficients[Number(exponents[i]! - least)] = t.coefficient;
  });
  return { generator: only, polynomial: wholeCoefficients(coefficients), root };
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function chartInVariable(
  p: GeneratorPolynomial,
  rest: Form,
  algebra: Algebra,
  name: string,
  lo: Rational,
  hi: Rational,
): Chart | null {
  if (p.root === 1n) return exactChart(p.polynomial, rootsBetween(p.polynomial, lo, hi), lo, hi);
  const from = rootBracket(lo, p.root).lo;
  const to = rootBracket(hi, p.root).hi;
  const roots = rootsBetween(p.polynomial, from.numerator < 0n ? rational(0n) : from, to).map((r) => ({
    lo: wholePower(r.lo, p.root),
    hi: wholePower(r.hi, p.root),
  }));
  return chartFromCandidates(rest, algebra, name, lo, hi, roots);
}

/** An outward bracket of r^(1/n). */
function rootBracket(r: Rational, n: bigint): Root {
  const guess = toDouble(r) ** (1 / Number(n));
  const exact = simplestBetween(fromDouble(guess * (1 - 1e-12)), fromDouble(guess * (1 + 1e-12)));
  if (compare(wholePower(exact, n), r) === 0) return { lo: exact, hi: exact };
  return { lo: fromDouble(guess * (1 - 1e-12)), hi: fromDouble(guess * (1 + 1e-12)) };
}

function exactChart(p: Polynomial, roots: readonly Root[], lo: Rational, hi: Rational): Chart {
  const signs: Sign[] = [];
  for (let i = 0; i <= roots.length; i++) {
    const a = i === 0 ? lo : roots[i - 1]!.hi;
    const b = i === roots.length ? hi : roots[i]!.lo;
    const s = compare(a, b) < 0 ? signAt(p, awayFrom(p, a, b)) : signAt(p, a);
    signs.push(s);
  }
  return { roots, signs };
}

function awayFrom(p: Polynomial, a: Rational, b: Rational): Rational {
  let at = between(a, b);
  for (let i = 0; i < 5 && signAt(p, at) === 0; i++) at = between(a, at);
  return at;
}

/** Candidate brackets hold every root; keeps those that lie inside (lo, hi), and reads the signs between. */
function chartFromCandidates(
  rest: Form,
  algebra: Algebra,
  name: string,
  lo: Rational,
  hi: Rational,
  candidates: readonly Root[],
): Chart | null {
  const roots: Root[] = [];
  for (const r of candidates) {
    if (compare(r.hi, lo) < 0 || compare(r.lo, hi) > 0) continue;
    if (compare(r.lo, lo) > 0 && compare(r.hi, hi) < 0) roots.push(r);
    else if (!isRootAtEnd(rest, algebra, name, r, lo, hi)) return null;
  }
  const signs: Sign[] = [];
  for (let i = 0; i <= roots.length; i++) {
    const a = i === 0 ? lo : roots[i - 1]!.hi;
    const b = i === roots.length ? hi : roots[i]!.lo;
    const s = signAtPoint(rest, algebra, name, between(a, b));
    if (s === null || s === 0) return null;
    signs.push(s);
  }
  return { roots, signs };
}

function isRootAtEnd(rest: Form, algebra: Algebra, name: string, r: Root, lo: Rational, hi: Rational): boolean {
  const end = compare(r.lo, lo) <= 0 ? lo : hi;
  return signAtPoint(rest, algebra, name, end) === 0;
}

/** Sines and cosines stay in [-1, 1]: without a root strictly between, the sign can only touch 0. */
function chartInWave(p: GeneratorPolynomial, algebra: Algebra): Chart | null {
  const range = generatorEnclosure(p.generator, algebra.box, algebra.ranges);
  const [lo, hi] = [fromDouble(Math.max(-1, range.lo)), fromDouble(Math.min(1, range.hi))];
  if (p.root !== 1n || compare(lo, hi) >= 0 || rootsBetween(p.polynomial, lo, hi).length > 0) return null;
  return { roots: [], signs: [signAt(p.polynomial, awayFrom(p.polynomial, lo, hi))], touches: true };
}

/** A generator that rises or falls all along the line: roots of the polynomial map to roots on the line. */
function chartInMonotone(
  p: GeneratorPolynomial,
  algebra: Algebra,
  name: string,
  lo: Rational,
  hi: Rational,
): Chart | null {
  const range = generatorEnclosure(p.generator, algebra.box, algebra.ranges);
  const from = bound(range.lo, p.generator.kind, -1);
  const to = bound(range.hi, p.generator.kind, 1);
  const wide = outward(from, to, p.root, p.generator.kind);
  if (!wide) return null;
  const roots = rootsBetween(p.polynomial, wide.lo, wide.hi);
  if (roots.length === 0) return exactChart(p.polynomial, [], wide.lo, wide.hi);
  const direction = directionOf(p.generator, algebra, name);
  if (!direction) return null;
  const inside: Root[] = [];
  const kept: Root[] = [];
  for (const r of roots) {
    const found = preimage(p, r, algebra, name, lo, hi, direction);
    if (found === null) return null;
    if (found === 'outside') continue;
    inside.push(found);
    kept.push(r);
  }
  const all = exactChart(p.polynomial, roots, wide.lo, wide.hi);
  const first = kept.length === 0 ? -1 : roots.indexOf(kept[0]!);
  if (first < 0) {
    const s = signAtPoint(formFromPolynomial(p), algebra, name, between(lo, hi));
    return s ? { roots: [], signs: [s] } : null;
  }
  const signs = all.signs.slice(first, first + kept.length + 1);
  return direction > 0 ? { roots: inside, signs } : { roots: inside.reverse(), signs: signs.reverse() };
}

function formFromPolynomial(p: GeneratorPolynomial): Form {
  return form(
    p.polynomial.flatMap((c, i) =>
      c === 0n
        ? []
        : [term(rational(c), i === 0 ? [] : [{ generator: p.generator, exponent: rational(BigInt(i), p.root) }])],
    ),
  );
}

/** Whether exp, ln, tanh, sigmoid or a sum rises or falls on the whole line; 0 where neither is proven. */
function directionOf(g: Generator, algebra: Algebra, name: string): Sign {
  if (!('of' in g) || g.kind === 'sin' || g.kind === 'cos' || g.kind === 'abs') return 0;
  const slope = derivative(g.of, name);
  if (!slope) return 0;
  const fact = signFact(algebra, slope);
  return fact.inside && fact.sign !== null ? fact.sign : 0;
}

function preimage(
  p: GeneratorPolynomial,
  r: Root,
  algebra: Algebra,
  name: string,
  lo: Rational,
  hi: Rational,
  direction: Sign,
): Root | 'outside' | null {
  const exact = compare(r.lo, r.hi) === 0;
  const own = p.generator.kind === 'sum' ? p.generator.of : generated(p.generator);
  const below = levelCrossing(own, wholePower(r.lo, p.root), algebra, name, lo, hi, direction);
  if (exact || below === null || below === 'outside') return below;
  const above = levelCrossing(own, wholePower(r.hi, p.root), algebra, name, lo, hi, direction);
  if (above === null || above === 'outside') return null;
  return direction > 0 ? { lo: below.lo, hi: above.hi } : { lo: above.lo, hi: below.hi };
}

function levelCrossing(
  own: Form,
  level: Rational,
  algebra: Algebra,
  name: string,
  lo: Rational,
  hi: Rational,
  direction: Sign,
): Root | 'outside' | null {
  const f = minus(own, constant(level));
  const [start, end] = [endSign(algebra, f, name, lo, direction, 1), endSign(algebra, f, name, hi, direction, -1)];
  if (start === null || end === null) return null;
  if (start * direction >= 0 || end * direction <= 0) return 'outside';
  return crossing(algebra, f, name, lo, hi, direction);
}

function bound(x: number, kind: Generator['kind'], side: -1 | 1): number {
  if (kind === 'tanh') return side < 0 ? Math.max(x, -1) : Math.min(x, 1);
  if (kind === 'exp' || kind === 'sigmoid') return Math.max(x, 0);
  return x;
}

function outward(from: number, to: number, root: bigint, kind: Generator['kind']): Root | null {
  const lo = Number.isFinite(from) ? fromDouble(from) : fromDouble(-1e300);
  const hi = Number.isFinite(to) ? fromDouble(to) : fromDouble(1e300);
  if (root === 1n) return { lo: nudge(lo, -1, kind), hi: nudge(hi, 1, kind) };
  if (lo.numerator < 0n) return null;
  return { lo: rootBracket(lo, root).lo, hi: rootBracket(hi, root).hi };
}

/** Opens the range a little: a root at its very end must be seen. Nothing lies beyond ±1 for tanh or below 0 for exp. */
function nudge(x: Rational, side: -1 | 1, kind: Generator['kind']): Rational {
  const v = toDouble(x);
  if (kind === 'tanh' && Math.abs(v) === 1) return x;
  if ((kind === 'exp' || kind === 'sigmoid') && v === 0) return x;
  return add(x, multiply(rational(BigInt(side)), fromDouble(Math.abs(v) * 1e-15 + 1e-300)));
}

// Otherwise: the sign of the derivative of f / m tells where f / m rises and falls (Rolle; Pólya & Szegő V.75).

function chartByDerivative(algebra: Algebra, rest: Form): Chart | null {
  if (algebra.work.depth >= DEEPEST || rest.terms.length > 24) return null;
  // Each link of the chain differentiates and clears several candidates: as dear as many boxes.
  algebra.work.boxes += 8 + rest.terms.length;
  if (algebra.work.boxes > algebra.work.limit) return null;
  const { name } = lineRange(algebra);
  algebra.work.depth++;
  try {
    for (const [divided, next] of quotients(algebra, rest, name)) {
      const slope = simplerChart(algebra, next);
      const found = slope && chartFromSlope(algebra, divided, slope, name);
      if (found) return found;
    }
    return null;
  } finally {
    algebra.work.depth--;
  }
}

function simplerChart(algebra: Algebra, next: Form): Chart | null {
  const cleared = clear(algebra, next);
  const rest = inSines(cleared.rest);
  const exact = rationalOf(rest);
  const found = exact
    ? { roots: [], signs: [exact.numerator > 0n ? 1 : exact.numerator < 0n ? -1 : 0] as Sign[] }
    : chartNoBoxes(algebra, rest);
  return found && cleared.sign < 0 ? { ...found, signs: found.signs.map((s) => -s as Sign) } : found;
}

function chartNoBoxes(algebra: Algebra, rest: Form): Chart | null {
  const range = enclosure(rest, algebra.box, algebra.ranges);
  if (range.lo > 0) return { roots: [], signs: [1] };
  if (range.hi < 0) return { roots: [], signs: [-1] };
  const same = sameSign(algebra, rest);
  if (same) return { roots: [], signs: [same] };
  return chartInOneGenerator(algebra, rest) ?? chartByDerivative(algebra, rest);
}

/** f divided by one of its terms, with the derivative of that, simplest first. */
function quotients(algebra: Algebra, rest: Form, name: string): readonly (readonly [Form, Form])[] {
  const found: (readonly [Form, Form, number])[] = [];
  const tried = new Set<string>();
  for (const t of rest.terms) {
    if (tried.has(t.key) || tried.size >= 5) continue;
    tried.add(t.key);
    if (!t.factors.every((x) => isPositive(algebra, x.generator))) continue;
    const inverse = formOf(
      term(
        ONE_RATIONAL,
        t.factors.map((x) => ({ generator: x.generator, exponent: negate(x.exponent) })),
      ),
    );
    const divided = times(rest, inverse);
    const next = derivative(divided, name);
    if (!next) continue;
    const simple = inSines(clear(algebra, next).rest);
    const size = complexity(simple);
    if (size >= complexity(rest)) continue;
    found.push([divided, next, size]);
  }
  return found
    .sort((a, b) => a[2] - b[2])
    .slice(0, 2)
    .map(([divided, next]) => [divided, next]);
}

function complexity(f: Form): number {
  const kinds = new Set<string>();
  for (const t of f.terms) for (const x of t.factors) if (!isConstant(x.generator)) kinds.add(x.generator.key);
  let size = f.terms.length + 3 * kinds.size;
  for (const t of f.terms)
    for (const x of t.factors) size += x.generator.kind === 'ln' ? 0.5 : x.generator.kind === 'sum' ? 1 : 0.1;
  return size;
}

/** Between zeros of the slope the function is monotone: at most one root in each piece. */
function chartFromSlope(algebra: Algebra, f: Form, slope: Chart, name: string): Chart | null {
  const { lo, hi } = lineRange(algebra);
  if (slope.signs[0] === 0) return null;
  const roots: Root[] = [];
  const signs: Sign[] = [];
  let start = endSign(algebra, f, name, lo, slope.signs[0]!, 1);
  for (let i = 0; i <= slope.roots.length; i++) {
    const before = slope.roots[i - 1] ?? null;
    const turn = slope.roots[i] ?? null;
    const direction = slope.signs[i]!;
    const end = turn ? turningSign(algebra, f, name, turn) : endSign(algebra, f, name, hi, direction, -1);
    if (start === null || end === null) return null;
    const opening = start === 0 ? direction : start;
    const closing = end === 0 ? (-direction as Sign) : end;
    if (signs.length === 0) signs.push(opening);
    else if (start === 0 && before) {
      roots.push(before);
      signs.push(opening);
    }
    if (opening !== closing) {
      const root = crossing(algebra, f, name, before ? before.hi : lo, turn ? turn.lo : hi, direction);
      if (!root) return null;
      roots.push(root);
      signs.push(closing);
    }
    start = end;
  }
  return { roots, signs };
}

/** The sign of f at a turning point: exact where the point is, otherwise over its bracket. */
function turningSign(algebra: Algebra, f: Form, name: string, turn: Root): Sign | null {
  if (compare(turn.lo, turn.hi) === 0) return signAtPoint(f, algebra, name, turn.lo);
  const range = enclosure(f, new Map([[name, interval(fromRational(turn.lo).lo, fromRational(turn.hi).hi)]]));
  return range.lo > 0 ? 1 : range.hi < 0 ? -1 : null;
}

/**
 * The sign of a monotone f next to an end, or 0 where f tends to exactly 0 there. With f rising away from the lower end, a
 * sign of 1 needs the end itself, a sign of -1 any point inside.
 */
function endSign(algebra: Algebra, f: Form, name: string, end: Rational, direction: Sign, inward: 1 | -1): Sign | null {
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

/** The one root of a monotone function between two points, bracketed as tightly as its enclosures can tell. */
export function crossing(
  algebra: Algebra,
  f: Form,
  name: string,
  from: Rational,
  to: Rational,
  direction: Sign,
): Root | null {
  const sign = (x: number): Sign | null => signByEnclosure(f, new Map([[name, point(x)]]));
  let [lo, hi] = [toDouble(from), toDouble(to)];
  for (let i = 0; i < 200; i++) {
    const middle = lo + (hi - lo) / 2;
    if (middle <= lo || middle >= hi) break;
    if (i === 0 || i === 12 || i === 40) {
      const guess = simplestBetween(fromDouble(lo + (hi - lo) / 4), fromDouble(hi - (hi - lo) / 4));
      if (signAtPoint(f, algebra, name, guess) === 0) return { lo: guess, hi: guess };
    }
    const s = sign(middle);
    if (s === null) return aroundUnclear(algebra, f, name, [lo, middle, hi], direction, sign, { lo: from, hi: to });
    if (s === direction) hi = middle;
    else lo = middle;
  }
  return bracket(lo, hi, { lo: from, hi: to });
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
  const there = signAtPoint(f, algebra, name, exact);
  if (there === 0) return { lo: exact, hi: exact };
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
  return signAtPoint(f, algebra, name, guess) === 0 ? { lo: guess, hi: guess } : found;
}

function signByEnclosure(f: Form, box: Box): Sign | null {
  const range = pointEnclosure(f, box);
  return range && range.lo > 0 ? 1 : range && range.hi < 0 ? -1 : null;
}

/** The sign of a form at a point: by enclosure, else exactly; null where neither tells or it is not defined there. */
export function signAtPoint(f: Form, algebra: Algebra, name: string, at: Rational): Sign | null {
  const range = pointEnclosure(f, new Map([[name, fromRational(at)]]));
  if (range && range.lo > 0) return 1;
  if (range && range.hi < 0) return -1;
  const there = formAt(f, name, at, algebra);
  return there && constantSign(there);
}

/** The enclosure at a point, or null where a factor is infinite or not defined there: 0 times infinity tells nothing. */
function pointEnclosure(f: Form, box: Box): Interval | null {
  const { values, clean } = evaluate(planOf(f), box);
  return clean ? (values[0] ?? null) : null;
}

// Branch and bound over boxes.

/** What crosses 0 more often is told by chords instead. */
const MOST_ROOTS = 40;

function chartByBoxes(algebra: Algebra, rest: Form): Chart | null {
  const { name, lo, hi } = lineRange(algebra);
  const slope = derivative(rest, name);
  if (!slope) return null;
  const stack: [Rational, Rational, number][] = [[lo, hi, 0]];
  const found: {
    readonly from: Rational;
    readonly to: Rational;
    readonly sign: Sign;
    readonly root: Root | null;
    readonly after: Sign;
  }[] = [];
  let crossings = 0;
  while (stack.length > 0) {
    const [a, b, depth] = stack.pop()!;
    algebra.work.boxes += 1 + (rest.terms.length >> 3);
    if (algebra.work.boxes > algebra.work.limit || depth > 60) return null;
    const piece = pieceOf(algebra, rest, slope, name, a, b);
    if (piece) {
      if (piece.root && ++crossings > MOST_ROOTS) return null;
      found.push({ from: a, to: b, ...piece });
      continue;
    }
    const middle = between(a, b);
    stack.push([middle, b, depth + 1], [a, middle, depth + 1]);
  }
  return joined(found);
}

interface Piece {
  readonly sign: Sign;
  readonly root: Root | null;
  readonly after: Sign;
}

function pieceOf(algebra: Algebra, f: Form, slope: Form, name: string, a: Rational, b: Rational): Piece | null {
  const box: Interval = interval(fromRational(a).lo, fromRational(b).hi);
  const boxes = new Map([[name, box]]);
  const range = encloseOver(f, boxes);
  if (range.lo > 0) return { sign: 1, root: null, after: 1 };
  if (range.hi < 0) return { sign: -1, root: null, after: -1 };
  const rise = encloseOver(slope, boxes);
  const direction: Sign = rise.lo > 0 ? 1 : rise.hi < 0 ? -1 : 0;
  if (direction === 0) return null;
  const [at, to] = [signAtPoint(f, algebra, name, a), signAtPoint(f, algebra, name, b)];
  if (at === null || to === null) return null;
  if (at * direction >= 0) return { sign: direction, root: at === 0 ? { lo: a, hi: a } : null, after: direction };
  if (to * direction <= 0) return { sign: -direction as Sign, root: null, after: -direction as Sign };
  const root = crossing(algebra, f, name, a, b, direction);
  return root && { sign: -direction as Sign, root, after: direction };
}

function joined(found: readonly (Piece & { readonly from: Rational })[]): Chart {
  const signs: Sign[] = [];
  const roots: Root[] = [];
  for (const piece of found) {
    const last = signs[signs.length - 1];
    if (last === undefined) signs.push(piece.sign);
    else if (last !== piece.sign) {
      // The sign changes between two boxes: a root exactly at their common end.
      roots.push({ lo: piece.from, hi: piece.from });
      signs.push(piece.sign);
    }
    if (piece.root && piece.after !== piece.sign) {
      roots.push(piece.root);
      signs.push(piece.after);
    }
  }
  return { roots, signs };
}

/** The sign of a form on a closed line, from its chart and its ends. */
export function signOnLine(algebra: Algebra, f: Form): SignFact {
  const found = chart(algebra, f);
  if (!found) return UNKNOWN_SIGN;
  const signs = new Set(found.signs);
  if (signs.size !== 1) return UNKNOWN_SIGN;
  const sign = found.signs[0]!;
  const inside = sign !== 0 && found.roots.length === 0 && !found.touches;
  const { name, lo, hi } = lineRange(algebra);
  const ends = [lo, hi].map((end) => signAtPoint(f, algebra, name, end));
  return { sign, inside, closed: inside && ends.every((s) => s === sign) };
}

/** An algebra on one line. */
export function lineAlgebra(
  name: string,
  lo: Rational,
  hi: Rational,
  work: Algebra['work'],
  assumed?: ReadonlyMap<string, Sign>,
): Algebra {
  return algebraOn(new Map([[name, { lo, hi }]]), signOnLine, work, assumed);
}
