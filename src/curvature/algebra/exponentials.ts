import { compare, multiply, type Rational, rational, sign } from '../../math/rational/rational.ts';
import { type Algebra, factorSign, signFact } from './algebra.ts';
import {
  constant,
  type Form,
  formOf,
  generated,
  generator,
  isEven,
  minus,
  ONE,
  ONE_RATIONAL,
  plus,
  rationalOf,
  scale,
  type Term,
  times,
  ZERO,
} from './form.ts';
import { Obstacle } from './obstacle.ts';
import { powerOf } from './powers.ts';
import { factorise } from './primes.ts';
import { primitiveParts } from './primitive.ts';

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
