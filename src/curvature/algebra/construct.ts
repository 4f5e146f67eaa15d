import { add, compare, multiply, type Rational, rational, sign } from '../../math/rational/rational.ts';
import { type Algebra, factorSign, type SignFact, signFact } from './algebra.ts';
import { enclosure } from './enclosure.ts';
import { exactQuotient } from './exact-quotient.ts';
import {
  constant,
  type Factor,
  type Form,
  type Generator,
  type GeneratorFunction,
  generated,
  generator,
  isWhole,
  minus,
  ONE,
  ONE_RATIONAL,
  plus,
  rationalOf,
  scale,
  signNormal,
  type Term,
  term,
  times,
  wholePower,
  ZERO,
  ZERO_RATIONAL,
} from './form.ts';

/** A place where a form cannot be built: a function that is not defined there, or a sum that grows too large. */
export class Obstacle extends Error {
  readonly why: 'undefined' | 'undecided' | 'too-large';
  /** The form whose sign stands in the way. */
  readonly of: Form | null;
  constructor(why: Obstacle['why'], message: string, of: Form | null = null) {
    super(message);
    this.why = why;
    this.of = of;
  }
}

const LARGEST_EXPANSION = 120;

export function formOf(t: Term): Form {
  return { terms: [t], key: `${t.coefficient.numerator}/${t.coefficient.denominator}[${t.key}]` };
}

/** base^exponent for a rational exponent, written out where that keeps it small. */
export function powerOf(algebra: Algebra, base: Form, exponent: Rational): Form {
  if (exponent.numerator === 0n) return ONE;
  if (compare(exponent, ONE_RATIONAL) === 0) return base;
  const exact = rationalOf(base);
  if (exact) return rationalPowerOf(exact, exponent);
  if (base.terms.length === 1) return termPower(algebra, base.terms[0]!, exponent);
  if (
    isWhole(exponent) &&
    exponent.numerator > 0n &&
    expansionSize(base.terms.length, exponent.numerator) <= LARGEST_EXPANSION
  ) {
    return expand(base, Number(exponent.numerator));
  }
  return sumPower(algebra, base, exponent);
}

function expansionSize(terms: number, exponent: bigint): number {
  let size = 1;
  for (let i = 1; i <= Math.min(Number(exponent), 400); i++) size = (size * (terms + i - 1)) / i;
  return size;
}

function expand(base: Form, exponent: number): Form {
  let result = ONE;
  for (let i = 0; i < exponent; i++) result = times(result, base);
  return result;
}

/** A rational to a rational power: primes keep what is not whole. */
function rationalPowerOf(base: Rational, exponent: Rational): Form {
  if (base.numerator === 0n) {
    if (exponent.numerator < 0n) throw new Obstacle('undefined', 'a division by 0');
    return ZERO;
  }
  if (isWhole(exponent)) {
    if (Math.abs(Number(exponent.numerator)) > 2000) throw new Obstacle('too-large', 'a large power of a number');
    return constant(wholePower(base, exponent.numerator));
  }
  if (base.numerator < 0n) throw new Obstacle('undefined', 'a root of a negative number');
  let result = primePower(base.numerator, exponent);
  if (base.denominator !== 1n)
    result = times(result, primePower(base.denominator, rational(-exponent.numerator, exponent.denominator)));
  return result;
}

function primePower(n: bigint, exponent: Rational): Form {
  let result = ONE;
  for (const [base, count] of factorise(n)) {
    const g: Generator = { kind: 'prime', base, key: `prime${base}` };
    const factor = generated(g, multiply(exponent, rational(BigInt(count))));
    // A product by 1 moves whole powers into the coefficient.
    result = times(result, times(factor, generated(g, rational(0n))));
    result = normalPrimes(result);
  }
  return result;
}

function normalPrimes(f: Form): Form {
  const t = f.terms[0];
  if (!t) return f;
  let coefficient = t.coefficient;
  const kept: Factor[] = [];
  for (const factor of t.factors) {
    if (factor.generator.kind !== 'prime') {
      kept.push(factor);
      continue;
    }
    const { numerator: n, denominator: d } = factor.exponent;
    const floor = n >= 0n ? n / d : -((-n + d - 1n) / d);
    coefficient = multiply(coefficient, wholePower(rational(factor.generator.base), floor));
    if (n - floor * d !== 0n) kept.push({ generator: factor.generator, exponent: rational(n - floor * d, d) });
  }
  return formOf(term(coefficient, kept));
}

/** Primes up to 1,000 and whatever remains, with how often each divides. */
export function factorise(n: bigint): readonly (readonly [bigint, number])[] {
  const factors: [bigint, number][] = [];
  let rest = n;
  for (let p = 2n; p <= 1000n && p * p <= rest; p++) {
    let count = 0;
    while (rest % p === 0n) {
      rest /= p;
      count++;
    }
    if (count > 0) factors.push([p, count]);
  }
  if (rest > 1n) factors.push(perfectPower(rest));
  return factors.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

function perfectPower(n: bigint): [bigint, number] {
  const nearest = Math.round(Math.sqrt(Number(n)));
  if (!Number.isFinite(nearest)) return [n, 1];
  const root = BigInt(nearest);
  return root * root === n ? [root, 2] : [n, 1];
}

function termPower(algebra: Algebra, t: Term, exponent: Rational): Form {
  if (isWhole(exponent)) {
    if (exponent.numerator < 0n) for (const f of t.factors) mustNotVanish(algebra, f);
    return formOf(
      term(
        wholePower(t.coefficient, exponent.numerator),
        t.factors.map((f) => ({ generator: f.generator, exponent: multiply(f.exponent, exponent) })),
      ),
    );
  }
  let coefficient = t.coefficient;
  let rest: Form = ONE;
  const leftover: Factor[] = [];
  for (const factor of t.factors) {
    const fact = factorSign({ ...algebra }, { generator: factor.generator, exponent: ONE_RATIONAL });
    if (exponent.numerator < 0n) mustNotVanish(algebra, factor);
    const raised = multiply(factor.exponent, exponent);
    const mirrored = generator('sum', scale(generated(factor.generator), rational(-1n)));
    if (fact.sign === 1) rest = times(rest, generated(factor.generator, raised));
    else if (fact.sign === -1 && isWhole(factor.exponent)) {
      if (!isEven(factor.exponent)) coefficient = multiply(coefficient, rational(-1n));
      const isOdd = isWhole(raised) && !isEven(raised);
      const size = isWhole(raised) ? generated(factor.generator, raised) : generated(mirrored, raised);
      rest = times(rest, isOdd ? scale(size, rational(-1n)) : size);
    } else if (isEven(factor.exponent)) {
      rest = times(rest, powerOf(algebra, absOf(algebra, generated(factor.generator)), raised));
    } else leftover.push(factor);
  }
  if (leftover.length > 0) return times(rest, sumPower(algebra, formOf(term(coefficient, leftover)), exponent));
  return times(rationalPowerOf(coefficient, exponent), rest);
}

function isEven(r: Rational): boolean {
  return r.numerator % 2n === 0n && r.denominator % 2n === 1n;
}

function mustNotVanish(algebra: Algebra, factor: Factor): void {
  const fact = factorSign(algebra, { generator: factor.generator, exponent: ONE_RATIONAL });
  if (!fact.closed && factor.exponent.numerator > 0n)
    throw new Obstacle('undefined', 'a division by what may be 0', generated(factor.generator));
}

/** A power that stays closed: the sum is made primitive, so that equal sums meet. */
function sumPower(algebra: Algebra, base: Form, exponent: Rational): Form {
  const { outside, inside } = primitiveParts(algebra, base, isWhole(exponent));
  const fact = signFact(algebra, inside);
  checkPower(algebra, inside, exponent, fact);
  let kept = inside;
  let front = isWhole(exponent) ? termPower(algebra, outside, exponent) : powerOf(algebra, formOf(outside), exponent);
  if (isWhole(exponent)) {
    const normal = signNormal(inside);
    const flip = fact.sign === -1 || (fact.sign === null && normal.flipped);
    if (flip) {
      kept = scale(inside, rational(-1n));
      if (exponent.numerator % 2n !== 0n) front = scale(front, rational(-1n));
    }
  }
  return times(front, generated(generator('sum', kept), exponent));
}

function checkPower(algebra: Algebra, base: Form, exponent: Rational, fact: SignFact): void {
  if (exponent.numerator < 0n && !fact.closed && !nowhereZero(algebra, base)) {
    throw new Obstacle(fact.sign === null ? 'undecided' : 'undefined', 'a division by what may be 0', base);
  }
  if (isWhole(exponent)) return;
  if (fact.sign === -1 && fact.inside) throw new Obstacle('undefined', 'a root of a negative number', base);
  if (fact.sign !== 1 && fact.sign !== 0) throw new Obstacle('undecided', 'a root of what may be negative', base);
}

function nowhereZero(algebra: Algebra, f: Form): boolean {
  const range = enclosure(f, algebra.box, algebra.ranges);
  return range.lo > 0 || range.hi < 0 || signFact(algebra, f).closed;
}

/** Takes the rational content and what is common and positive out of a sum. */
export function primitiveParts(
  algebra: Algebra,
  base: Form,
  whole: boolean,
): { readonly outside: Term; readonly inside: Form } {
  const first = base.terms[0]!;
  const common: Factor[] = [...leastGrowth(base)];
  for (const g of generatorsOfTerms(base)) {
    if (g.kind === 'exp') continue;
    const least = leastExponent(base, g);
    if (least.numerator === 0n || (whole && !isWhole(least))) continue;
    const fact = factorSign(algebra, { generator: g, exponent: ONE_RATIONAL });
    if (whole ? fact.closed : fact.sign === 1 || isEven(least)) common.push({ generator: g, exponent: least });
  }
  common.sort((a, b) => (a.generator.key < b.generator.key ? -1 : 1));
  const size = first.coefficient.numerator < 0n ? multiply(first.coefficient, rational(-1n)) : first.coefficient;
  const outside = term(size, common);
  const inverse = term(
    wholePower(size, -1n),
    common.map((f) => ({ generator: f.generator, exponent: rational(-f.exponent.numerator, f.exponent.denominator) })),
  );
  return { outside, inside: times(base, formOf(inverse)) };
}

/** The generators that stand in the terms themselves, by key. */
function generatorsOfTerms(f: Form): readonly Generator[] {
  const found = new Map<string, Generator>();
  for (const t of f.terms) for (const { generator: g } of t.factors) found.set(g.key, g);
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The exponentials of the term where they are least, in the order of their exponents: 1 + exp(-x) is exp(-x) (1 + exp(x)). */
function leastGrowth(base: Form): readonly Factor[] {
  const keys = generatorsOfTerms(base).filter((g) => g.kind === 'exp');
  if (keys.length === 0) return [];
  const exponentIn = (t: Term, key: string): Rational =>
    t.factors.find((x) => x.generator.key === key)?.exponent ?? ZERO_RATIONAL;
  const isLess = (s: Term, t: Term): boolean => {
    for (const { key } of keys) {
      const order = compare(exponentIn(s, key), exponentIn(t, key));
      if (order !== 0) return order < 0;
    }
    return false;
  };
  const least = base.terms.reduce((best, t) => (isLess(t, best) ? t : best));
  return least.factors.filter((x) => x.generator.kind === 'exp');
}

function leastExponent(base: Form, g: Generator): Rational {
  let least: Rational | null = null;
  for (const t of base.terms) {
    const exponent = t.factors.find((f) => f.generator.key === g.key)?.exponent ?? ZERO_RATIONAL;
    if (!least || compare(exponent, least) < 0) least = exponent;
  }
  return least ?? ZERO_RATIONAL;
}

export function quotientOf(algebra: Algebra, a: Form, b: Form): Form {
  if (b.terms.length === 0) throw new Obstacle('undefined', 'a division by 0');
  const exact = b.terms.length > 1 && nowhereZero(algebra, b) ? exactQuotient(a, b) : null;
  if (exact) return exact;
  return times(a, powerOf(algebra, b, rational(-1n)));
}

/** exp of a sum is a product of powers of exp of its terms; exp(c ln g) is g^c. */
export function expOf(algebra: Algebra, exponent: Form): Form {
  let result = ONE;
  for (const t of exponent.terms) {
    const only = t.factors.length === 1 ? t.factors[0]! : null;
    const isLogarithm = only && only.generator.kind === 'ln' && compare(only.exponent, ONE_RATIONAL) === 0;
    const factor = isLogarithm
      ? powerOf(algebra, (only.generator as { readonly of: Form }).of, t.coefficient)
      : generated(generator('exp', formOf({ ...t, coefficient: ONE_RATIONAL })), t.coefficient);
    result = times(result, factor);
  }
  return result;
}

/** ln of a product is a sum of logarithms. */
export function lnOf(algebra: Algebra, of: Form): Form {
  const exact = rationalOf(of);
  if (exact) return lnOfRational(exact);
  const fact = signFact(algebra, of);
  if (fact.sign !== 1 || !fact.closed) {
    throw new Obstacle(fact.sign === null ? 'undecided' : 'undefined', 'a logarithm of what may be 0 or less', of);
  }
  if (of.terms.length > 1) {
    const { outside, inside } = primitiveParts(algebra, of, false);
    const inner = generated(generator('ln', inside));
    const whole = outside.factors.length === 0 && outside.coefficient.numerator === outside.coefficient.denominator;
    return whole ? inner : plus(lnOf(algebra, formOf(outside)), inner);
  }
  return lnOfTerm(algebra, of.terms[0]!);
}

function lnOfTerm(algebra: Algebra, t: Term): Form {
  let result = ZERO;
  let coefficient = t.coefficient;
  for (const factor of t.factors) {
    let g = factor.generator;
    const fact = factorSign(algebra, { generator: g, exponent: ONE_RATIONAL });
    if (fact.sign === null || !fact.closed) return generated(generator('ln', formOf(t)));
    let base = generated(g);
    if (fact.sign === -1) {
      base = scale(base, rational(-1n));
      if (!isEven(factor.exponent)) coefficient = multiply(coefficient, rational(-1n));
      g = generator('sum', base);
    }
    const inner =
      g.kind === 'exp'
        ? g.of
        : g.kind === 'sum'
          ? generated(generator('ln', g.of))
          : g.kind === 'prime'
            ? lnOfRational(rational(g.base))
            : generated(generator('ln', base));
    result = plus(result, scale(inner, factor.exponent));
  }
  return plus(result, lnOfRational(coefficient));
}

function lnOfRational(r: Rational): Form {
  if (sign(r) <= 0) throw new Obstacle('undefined', 'a logarithm of 0 or less');
  return minus(lnOfWhole(r.numerator), lnOfWhole(r.denominator));
}

function lnOfWhole(n: bigint): Form {
  let result = ZERO;
  for (const [base, count] of factorise(n)) {
    result = plus(result, scale(generated(generator('ln', constant(rational(base)))), rational(BigInt(count))));
  }
  return result;
}

export function absOf(algebra: Algebra, of: Form): Form {
  const { form: normal } = signNormal(of);
  const fact = signFact(algebra, normal);
  if (fact.sign === 1) return normal;
  if (fact.sign === -1) return scale(normal, rational(-1n));
  if (fact.sign === 0) return ZERO;
  if (normal.terms.length === 1) return absOfTerm(algebra, normal.terms[0]!);
  return generated(generator('abs', normal));
}

/** |c x y| = |c| |x| |y|. */
function absOfTerm(algebra: Algebra, t: Term): Form {
  const size = t.coefficient.numerator < 0n ? multiply(t.coefficient, rational(-1n)) : t.coefficient;
  let result = constant(size);
  for (const factor of t.factors) {
    const alone = formOf(term(ONE_RATIONAL, [factor]));
    const fact = factorSign(algebra, factor);
    if (fact.sign === 1) result = times(result, alone);
    else if (fact.sign === -1) result = scale(times(result, alone), rational(-1n));
    else if (t.factors.length === 1 && compare(factor.exponent, ONE_RATIONAL) === 0) {
      result = times(result, generated(generator('abs', alone)));
    } else if (isWhole(factor.exponent)) {
      result = times(result, powerOf(algebra, absOf(algebra, generated(factor.generator)), factor.exponent));
    } else result = times(result, generated(generator('abs', alone)));
  }
  return result;
}

/** Functions without laws that matter here; odd and even ones share a name with their mirror image. */
export function functionOf(kind: Exclude<GeneratorFunction, 'sum' | 'abs' | 'exp' | 'ln'>, of: Form): Form {
  if (of.terms.length === 0) return kind === 'cos' ? ONE : kind === 'sigmoid' ? constant(rational(1n, 2n)) : ZERO;
  const turns = kind === 'sin' || kind === 'cos' ? halfTurns(of) : null;
  if (turns) return waveAt(kind === 'sin' ? turns : plusHalf(turns));
  const { form: normal, flipped } = signNormal(of);
  const inner = generated(generator(kind, normal));
  if (!flipped || kind === 'cos') return inner;
  return kind === 'sigmoid' ? minus(ONE, inner) : scale(inner, rational(-1n));
}

/** The rational r where the form is r π, else null. */
function halfTurns(of: Form): Rational | null {
  const only = of.terms.length === 1 ? of.terms[0]! : null;
  if (only?.key !== 'pi' || only.coefficient.denominator > 2n) return null;
  return only.coefficient;
}

function plusHalf(r: Rational): Rational {
  return add(r, rational(1n, 2n));
}

/** sin(r π) for a whole or half r. */
function waveAt({ numerator, denominator }: Rational): Form {
  if (denominator === 1n) return ZERO;
  return constant(rational(((numerator % 4n) + 4n) % 4n === 1n ? 1n : -1n));
}
