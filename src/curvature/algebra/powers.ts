import { compare, multiply, type Rational, rational, toDouble } from '../../math/rational/rational.ts';
import { type Algebra, factorSign, type SignFact, signFact } from './algebra.ts';
import { enclosure } from './enclosure.ts';
import { exactQuotient } from './exact-quotient.ts';
import {
  constant,
  type Factor,
  type Form,
  formOf,
  type Generator,
  generated,
  generator,
  isEven,
  isWhole,
  ONE,
  ONE_RATIONAL,
  rationalOf,
  scale,
  signNormal,
  type Term,
  term,
  times,
  wholePower,
  ZERO,
} from './form.ts';
import { Obstacle } from './obstacle.ts';
import { factorise } from './primes.ts';
import { primitiveParts } from './primitive.ts';

const LARGEST_EXPANSION = 120;
const LARGEST_POWER = 2000;

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
  mustStaySmall(base, exponent);
  if (isWhole(exponent)) return constant(wholePower(base, exponent.numerator));
  if (base.numerator < 0n) throw new Obstacle('undefined', 'a root of a negative number');
  let result = primePower(base.numerator, exponent);
  if (base.denominator !== 1n)
    result = times(result, primePower(base.denominator, rational(-exponent.numerator, exponent.denominator)));
  return result;
}

function mustStaySmall(base: Rational, exponent: Rational): void {
  if (compare(base, ONE_RATIONAL) !== 0 && Math.abs(toDouble(exponent)) > LARGEST_POWER)
    throw new Obstacle('too-large', 'a large power of a number');
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

function termPower(algebra: Algebra, t: Term, exponent: Rational): Form {
  mustStaySmall(t.coefficient, exponent);
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

export function quotientOf(algebra: Algebra, a: Form, b: Form): Form {
  if (b.terms.length === 0) throw new Obstacle('undefined', 'a division by 0');
  const exact = b.terms.length > 1 && nowhereZero(algebra, b) ? exactQuotient(a, b) : null;
  if (exact) return exact;
  return times(a, powerOf(algebra, b, rational(-1n)));
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
