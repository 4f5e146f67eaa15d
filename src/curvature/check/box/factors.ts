import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import {
  add,
  compare,
  divide,
  equals,
  multiply,
  negate,
  ONE,
  type Rational,
  rational,
  ZERO,
} from '../../../math/rational/rational.ts';
import type { Bending, Facts } from './facts.ts';

export interface Factor {
  readonly base: Expression;
  readonly exponent: Rational;
}

export type Bends = (e: Expression, wanted: Bending) => boolean;

const HALF = rational(1n, 2n);

/**
 * e as a product of powers, its constants too. A power of a power is one power but where a sign is lost on the way:
 * (u^2)^(1/2) is |u|, and (u v)^(1/2) of two that are below 0 is no product of roots (each factor of a broken power is
 * asked for its sign by the rules).
 */
export function factorsOf(e: Expression, facts: Facts, exponent: Rational = ONE): readonly Factor[] {
  if (e.kind === 'multiply') return [...factorsOf(e.left, facts, exponent), ...factorsOf(e.right, facts, exponent)];
  if (e.kind === 'divide')
    return [...factorsOf(e.left, facts, exponent), ...factorsOf(e.right, facts, negate(exponent))];
  if (e.kind === 'call' && e.function === 'sqrt' && e.arguments[0])
    return factorsOf(e.arguments[0], facts, multiply(exponent, HALF));
  const own = e.kind === 'power' ? exactValue(e.right) : null;
  if (own && e.kind === 'power') {
    const losesSign = isEven(own) && exponent.denominator !== 1n && !isEven(multiply(exponent, own));
    if (!losesSign || facts.isNonnegative(e.left)) return factorsOf(e.left, facts, multiply(exponent, own));
  }
  return [{ base: e, exponent }];
}

function isEven(p: Rational): boolean {
  return p.denominator === 1n && p.numerator % 2n === 0n;
}

export function opposite(b: Bending): Bending {
  return b === 'convex' ? 'concave' : 'convex';
}

function split(
  factors: readonly Factor[],
  facts: Facts,
): { readonly constants: readonly Factor[]; readonly open: readonly Factor[] } {
  const constants = factors.filter((f) => facts.isConstant(f.base));
  return { constants, open: factors.filter((f) => !constants.includes(f)) };
}

/** The sign of a product of constants: 1 or −1, or null where it is not seen. */
function signOfConstants(constants: readonly Factor[], facts: Facts): 1 | -1 | null {
  let sign: 1 | -1 = 1;
  for (const { base, exponent } of constants) {
    if (facts.isPositive(base)) continue;
    if (!facts.isNegative(base) || exponent.denominator !== 1n) return null;
    if (exponent.numerator % 2n !== 0n) sign = sign === 1 ? -1 : 1;
  }
  return sign;
}

/** A product of powers of functions (Maranas & Floudas 1995, §3). */
export function productBends(factors: readonly Factor[], wanted: Bending, facts: Facts, bends: Bends): boolean {
  const { constants, open } = split(factors, facts);
  const sign = signOfConstants(constants, facts);
  if (sign === null) return false;
  return positiveProductBends(open, sign > 0 ? wanted : opposite(wanted), facts, bends);
}

function positiveProductBends(factors: readonly Factor[], wanted: Bending, facts: Facts, bends: Bends): boolean {
  const total = factors.reduce((sum, f) => add(sum, f.exponent), ZERO);
  const rising = factors.filter((f) => f.exponent.numerator > 0n);
  const concaveFrom0 = (f: Factor): boolean =>
    bends(f.base, 'concave') && (f.exponent.numerator > 0n ? facts.isNonnegative(f.base) : facts.isPositive(f.base));
  if (wanted === 'concave')
    return rising.length === factors.length && compare(total, ONE) <= 0 && factors.every(concaveFrom0);
  if (rising.length === 0) return factors.every(concaveFrom0);
  const [top] = rising;
  if (!top || rising.length > 1 || compare(total, ONE) < 0) return false;
  const even = isEven(top.exponent);
  const fits = (even && facts.isAffine(top.base)) || (bends(top.base, 'convex') && facts.isNonnegative(top.base));
  return fits && factors.every((f) => f === top || concaveFrom0(f));
}

/** The terms of a sum without differences. */
export function summands(e: Expression): readonly Expression[] | null {
  if (e.kind === 'add') {
    const [a, b] = [summands(e.left), summands(e.right)];
    return a && b && [...a, ...b];
  }
  return e.kind === 'subtract' || e.kind === 'negate' ? null : [e];
}

/**
 * (Σ c u^p)^r: convex where p >= 1, p r >= 1 and the u are from 0 up and convex (or affine, p even); concave where p <= 1,
 * 0 < p r <= 1 and convex where p <= 1, r p < 0, and the u are from 0 up and concave (above 0 where p < 0). Each term is
 * read as the p-th power of its own p-th root.
 */
export function meanBends(sum: Expression, r: Rational, wanted: Bending, facts: Facts, bends: Bends): boolean {
  const terms = summands(sum)?.filter((t) => !facts.isConstant(t));
  const constants = summands(sum)?.filter((t) => facts.isConstant(t)) ?? [];
  if (!terms || terms.length === 0 || !constants.every((t) => facts.isNonnegative(t))) return false;
  const lists = terms.map((t) => split(factorsOf(t, facts), facts));
  if (lists.some((l) => signOfConstants(l.constants, facts) !== 1)) return false;
  const candidates = lists.flatMap((l) => [
    ...l.open.map((f) => f.exponent),
    l.open.reduce((s, f) => add(s, f.exponent), ZERO),
  ]);
  const written = terms.flatMap((t) => (t.kind === 'power' ? [exactValue(t.right)] : [])).filter((p) => p !== null);
  const tried: Rational[] = [];
  for (const p of [...written, ...candidates]) {
    if (p.numerator === 0n || tried.some((x) => equals(x, p))) continue;
    tried.push(p);
    if (
      meanBendsFor(
        lists.map((l) => l.open),
        p,
        r,
        wanted,
        facts,
        bends,
      )
    )
      return true;
  }
  return false;
}

function meanBendsFor(
  terms: readonly (readonly Factor[])[],
  p: Rational,
  r: Rational,
  wanted: Bending,
  facts: Facts,
  bends: Bends,
): boolean {
  const degree = multiply(p, r);
  const roots = terms.map((t) => t.map((f) => ({ ...f, exponent: divide(f.exponent, p) ?? ONE })));
  const even = isEven(p);
  if (compare(p, ONE) >= 0 && compare(degree, ONE) >= 0 && wanted === 'convex')
    return roots.every((u) => (even && isAffineAlone(u, facts)) || rootBends(u, 'convex', p, facts, bends));
  if (compare(p, ONE) > 0 || degree.numerator === 0n) return false;
  const fits = degree.numerator < 0n ? wanted === 'convex' : compare(degree, ONE) <= 0 && wanted === 'concave';
  return fits && roots.every((u) => rootBends(u, 'concave', p, facts, bends));
}

function isAffineAlone(u: readonly Factor[], facts: Facts): boolean {
  const [only] = u;
  return only !== undefined && u.length === 1 && equals(only.exponent, ONE) && facts.isAffine(only.base);
}

/** The root is a real function from 0 up (above 0 where p < 0) that bends so. */
function rootBends(u: readonly Factor[], wanted: Bending, p: Rational, facts: Facts, bends: Bends): boolean {
  const real = u.every((f) =>
    p.numerator > 0n && f.exponent.numerator > 0n ? facts.isNonnegative(f.base) : facts.isPositive(f.base),
  );
  const [only] = u;
  if (!real || !only) return false;
  if (u.length === 1 && equals(only.exponent, ONE)) return bends(only.base, wanted);
  if (u.length === 1)
    return bends({ kind: 'power', left: only.base, right: { kind: 'number', value: only.exponent } }, wanted);
  return positiveProductBends(u, wanted, facts, bends);
}

/** Log-convex functions: closed under sums, products and powers above 0 (Boyd & Vandenberghe 2004, §3.5). */
export function isLogConvex(e: Expression, facts: Facts, bends: Bends): boolean {
  const inner = (x: Expression): boolean => isLogConvex(x, facts, bends);
  if (facts.isConstant(e)) return facts.isPositive(e);
  if (e.kind === 'add') return inner(e.left) && inner(e.right);
  if (e.kind === 'call' && e.function === 'exp' && e.arguments[0]) return bends(e.arguments[0], 'convex');
  if (e.kind === 'power' && facts.isConstant(e.left) && facts.isPositive(e.left) && facts.isAffine(e.right))
    return true;
  const factors = factorsOf(e, facts);
  if (factors.length === 1 && factors[0]?.base === e) return false;
  return factors.every((f) => (f.exponent.numerator > 0n ? inner(f.base) : isLogConcave(f.base, facts, bends)));
}

function isLogConcave(e: Expression, facts: Facts, bends: Bends): boolean {
  if (!facts.isPositive(e)) return false;
  if (bends(e, 'concave')) return true;
  if (e.kind === 'call' && e.function === 'exp' && e.arguments[0]) return bends(e.arguments[0], 'concave');
  const factors = factorsOf(e, facts);
  if (factors.length === 1 && factors[0]?.base === e) return false;
  return factors.every((f) =>
    f.exponent.numerator > 0n ? isLogConcave(f.base, facts, bends) : isLogConvex(f.base, facts, bends),
  );
}
