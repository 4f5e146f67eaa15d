import { negate, type Rational } from '../../math/rational/rational.ts';
import { type Algebra, algebraOn, type SignFact, signFact, UNKNOWN_SIGN } from './algebra.ts';
import { chartByBoxes, chartByFewBoxes } from './chart-by-boxes.ts';
import { chartOfProduct } from './chart-of-product.ts';
import { chartInOneGenerator } from './chart-one-generator.ts';
import { clear, inSines } from './clear.ts';
import { derivative } from './derivative.ts';
import { enclosure, generatorEnclosure, PI } from './enclosure.ts';
import {
  type Form,
  formOf,
  type Generator,
  generated,
  isConstant,
  minus,
  ONE_RATIONAL,
  rationalOf,
  term,
  times,
} from './form.ts';
import { crossing, endSign, lineRange, signAtPoint, turningSign } from './line-points.ts';
import type { Root, Sign } from './polynomial.ts';
import type { Chart } from './sign-chart.ts';
import { constantSign } from './substitute.ts';
import { costOf, spend } from './work.ts';

export { signAtPoint } from './line-points.ts';
export type { Chart } from './sign-chart.ts';

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
  return (
    chartInOneGenerator(algebra, rest) ??
    chartByFewBoxes(algebra, rest) ??
    chartOfProduct(algebra, rest, chart) ??
    chartByChain(algebra, rest) ??
    chartByBoxes(algebra, rest)
  );
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
  if (range.hi < 0 || range.lo > PI.hi) return false;
  const isInside = (f: Form): boolean => {
    const fact = signFact(algebra, f);
    return fact.sign === 1 && fact.inside;
  };
  return isInside(of) && (range.hi <= PI.lo || isInside(minus(PI_FORM, of)));
}

const PI_FORM = generated({ kind: 'pi', key: 'pi' });

// Otherwise: the sign of the derivative of f / m tells where f / m rises and falls (Rolle; Pólya & Szegő V.75).

/** The chain may spend a third of what is left: boxes come after it. */
function chartByChain(algebra: Algebra, rest: Form): Chart | null {
  const { work } = algebra;
  const before = work.ceiling;
  work.ceiling = work.boxes + (Math.min(work.limit, before ?? work.limit) - work.boxes) / 3;
  try {
    return chartByDerivative(algebra, rest);
  } finally {
    work.ceiling = before;
  }
}

function chartByDerivative(algebra: Algebra, rest: Form): Chart | null {
  if (algebra.work.depth >= DEEPEST || rest.terms.length > 24) return null;
  if (!spend(algebra.work, 2 + costOf(rest))) return null;
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
  return chartInOneGenerator(algebra, rest) ?? chartByFewBoxes(algebra, rest) ?? chartByDerivative(algebra, rest);
}

/** f divided by one of its terms, with the derivative of that, simplest first. */
function quotients(algebra: Algebra, rest: Form, name: string): readonly (readonly [Form, Form])[] {
  const found: (readonly [Form, Form, number])[] = [];
  const tried = new Set<string>();
  const own = derivative(rest, name);
  const plain = own ? complexity(inSines(clear(algebra, own).rest)) : Number.POSITIVE_INFINITY;
  if (own && plain < complexity(rest)) found.push([rest, own, plain]);
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
    if (!spend(algebra.work, 1 + costOf(divided) + costOf(next) + costOf(simple))) break;
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
