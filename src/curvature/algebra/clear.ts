import { add, compare, negate, type Rational, rational } from '../../math/rational/rational.ts';
import { type Algebra, factorSign } from './algebra.ts';
import {
  type Factor,
  type Form,
  form,
  formOf,
  type Generator,
  generated,
  generator,
  isWhole,
  minus,
  ONE,
  ONE_RATIONAL,
  type Term,
  term,
  times,
  ZERO_RATIONAL,
} from './form.ts';
import type { Sign } from './polynomial.ts';
import { generatorsOfTerms, leastExponent } from './primitive.ts';

/** f = factor · rest, where the factor has the given sign throughout the inside of the domain. */
export interface Cleared {
  readonly sign: Sign;
  readonly factors: readonly Factor[];
  readonly rest: Form;
}

/** Takes out what cannot vanish inside the domain: powers of sums come to a common denominator and the rest is written out. */
export function clear(algebra: Algebra, f: Form): Cleared {
  let rest = f;
  let sign: Sign = 1;
  const factors: Factor[] = [];
  for (let round = 0; round < 12; round++) {
    const next = clearOnce(algebra, rest);
    if (!next) break;
    rest = next.rest;
    sign = (sign * next.sign) as Sign;
    factors.push(next.factor);
  }
  return { sign, factors, rest };
}

function clearOnce(
  algebra: Algebra,
  f: Form,
): { readonly rest: Form; readonly sign: Sign; readonly factor: Factor } | null {
  for (const g of inRank(f)) {
    const least = leastExponent(f, g);
    const fact = factorSign(algebra, { generator: g, exponent: ONE_RATIONAL });
    const usable = fact.sign !== null && fact.sign !== 0 && fact.inside;
    // A generator that may vanish inside is only taken out where it stands below a fraction bar.
    if (compare(least, ZERO_RATIONAL) !== 0 && (usable || (least.numerator < 0n && nonzero(g, fact.sign)))) {
      const sign = !isWhole(least) || least.numerator % 2n === 0n ? 1 : (fact.sign as Sign);
      return { rest: writtenOut(lowerAll(f, g, least), g), sign, factor: { generator: g, exponent: least } };
    }
    if (
      g.kind === 'sum' &&
      f.terms.some((t) => t.factors.some((x) => x.generator.key === g.key && canExpand(x.exponent)))
    ) {
      return { rest: writtenOut(f, g), sign: 1, factor: { generator: g, exponent: ZERO_RATIONAL } };
    }
  }
  return null;
}

function nonzero(g: Generator, sign: Sign | null): boolean {
  return g.kind === 'sum' && sign !== null && sign !== 0;
}

/** Sums first, the ones that hold other sums before those. */
function inRank(f: Form): readonly Generator[] {
  return [...generatorsOfTerms(f)].sort((a, b) => rank(b) - rank(a));
}

function rank(g: Generator): number {
  return g.kind === 'sum' ? 1_000_000 + g.key.length : 0;
}

function lowerAll(f: Form, g: Generator, by: Rational): Form {
  const inverse = formOf(term(ONE_RATIONAL, [{ generator: g, exponent: negate(by) }]));
  return times(f, inverse);
}

function canExpand(exponent: Rational): boolean {
  return isWhole(exponent) && exponent.numerator > 0n && exponent.numerator <= 8n;
}

/** Whole powers of a sum, and squares of cosines, written out. */
function writtenOut(f: Form, g: Generator): Form {
  if (g.kind === 'cos') return withoutSquaredCosines(f, g);
  if (g.kind !== 'sum') return f;
  const parts: Term[] = [];
  for (const t of f.terms) {
    const factor = t.factors.find((x) => x.generator.key === g.key);
    if (!factor || !canExpand(factor.exponent)) {
      parts.push(t);
      continue;
    }
    let product = formOf(
      term(
        t.coefficient,
        t.factors.filter((x) => x !== factor),
      ),
    );
    for (let i = 0n; i < factor.exponent.numerator; i++) product = times(product, g.of);
    parts.push(...product.terms);
  }
  return form(parts);
}

function withoutSquaredCosines(f: Form, g: Generator & { readonly of: Form }): Form {
  const sine = generated(generator('sin', g.of), rational(2n));
  const parts: Term[] = [];
  for (const t of f.terms) {
    const factor = t.factors.find((x) => x.generator.key === g.key);
    if (!factor || factor.exponent.numerator < 2n || !isWhole(factor.exponent)) {
      parts.push(t);
      continue;
    }
    const left = add(factor.exponent, rational(-2n));
    const others = t.factors.flatMap((x) =>
      x !== factor ? [x] : left.numerator === 0n ? [] : [{ generator: g, exponent: left }],
    );
    parts.push(...times(formOf(term(t.coefficient, others)), minus(ONE, sine)).terms);
  }
  return form(parts);
}

/** Squares of cosines turned into sines, so that one oscillating generator remains. */
export function inSines(f: Form): Form {
  let result = f;
  for (const g of inRank(f)) if (g.kind === 'cos') result = withoutSquaredCosines(result, g);
  return result;
}
