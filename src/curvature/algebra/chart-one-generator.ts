import { add, compare, fromDouble, multiply, type Rational, rational, toDouble } from '../../math/rational/rational.ts';
import { type Algebra, signFact } from './algebra.ts';
import { derivative } from './derivative.ts';
import { generatorEnclosure } from './enclosure.ts';
import {
  constant,
  type Form,
  form,
  type Generator,
  generated,
  generator,
  isConstant,
  minus,
  scale,
  term,
  wholePower,
} from './form.ts';
import { crossing, endSign, lineRange, signAtPoint } from './line-points.ts';
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
import type { Chart } from './sign-chart.ts';
import { spend } from './work.ts';

// A polynomial (with rational exponents) in one generator: exact.

export function chartInOneGenerator(algebra: Algebra, rest: Form): Chart | null {
  const found = polynomialIn(rest);
  if (!found || !spend(algebra.work, found.polynomial.length ** 3 / 5000)) return null;
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
  if (
    most - least > (rest.terms.length > 8 || (rest.terms.length < 3 && root === 1n) ? 200n : 60n) ||
    (least < 0n && least % 2n !== 0n && root === 1n && only.kind !== 'exp')
  )
    return null;
  const coefficients: Rational[] = new Array(Number(most - least) + 1).fill(rational(0n));
  rest.terms.forEach((t, i) => {
    coefficients[Number(exponents[i]! - least)] = t.coefficient;
  });
  const polynomial = wholeCoefficients(coefficients);
  // exp(x)^(1/n) is exp(x/n): so no roots need be raised to a high power.
  if (only.kind === 'exp' && root > 1n) {
    return { generator: generator('exp', scale(only.of, rational(1n, root))), polynomial, root: 1n };
  }
  return root > HIGHEST_ROOT ? null : { generator: only, polynomial, root };
}

/** Numbers grow as much longer where candidates are raised to this power. */
const HIGHEST_ROOT = 1000n;

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
  const [lo, hi] = [fromDouble(guess * (1 - 1e-12)), fromDouble(guess * (1 + 1e-12))];
  const holds = compare(wholePower(lo, n), r) < 0 && compare(r, wholePower(hi, n)) < 0;
  return holds ? { lo, hi } : { lo: rational(0n), hi: add(r, rational(1n)) };
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
  const wide = outward(p, from, to);
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

/** Whether exp, ln or a sum rises or falls on the whole line; 0 where neither is proven. */
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
  return kind === 'exp' && side < 0 ? Math.max(x, 0) : x;
}

/** All roots are smaller in size (Cauchy's bound). */
function beyondRoots(p: Polynomial): bigint {
  const size = (c: bigint): bigint => (c < 0n ? -c : c);
  const most = p.reduce((a, c) => (size(c) > a ? size(c) : a), 0n);
  return most / size(p[p.length - 1]!) + 2n;
}

/** A range of generator^(1/root) that holds the given one, or all roots where that is infinite. */
function outward(p: GeneratorPolynomial, from: number, to: number): Root | null {
  const { root } = p;
  const { kind } = p.generator;
  const bound = beyondRoots(p.polynomial);
  const lo = Number.isFinite(from) ? fromDouble(from) : rational(-bound);
  const hi = Number.isFinite(to) ? fromDouble(to) : rational(bound);
  if (root === 1n) return { lo: nudge(lo, -1, kind), hi: nudge(hi, 1, kind) };
  if (lo.numerator < 0n) return null;
  const most = Number.isFinite(to) ? rootBracket(hi, root).hi : hi;
  return { lo: nudge(rootBracket(lo, root).lo, -1, kind), hi: nudge(most, 1, kind) };
}

/** Opens the range a little: a root at its very end must be seen. Nothing lies below 0 for exp. */
function nudge(x: Rational, side: -1 | 1, kind: Generator['kind']): Rational {
  const v = toDouble(x);
  if (kind === 'exp' && v === 0) return x;
  return add(x, multiply(rational(BigInt(side)), fromDouble(Math.abs(v) * 1e-15 + 1e-300)));
}
