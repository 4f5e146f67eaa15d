import { compare, multiply, type Rational, rational } from '../../math/rational/rational.ts';
import { type Algebra, factorSign } from './algebra.ts';
import {
  type Factor,
  type Form,
  formOf,
  type Generator,
  isEven,
  isWhole,
  ONE_RATIONAL,
  type Term,
  term,
  times,
  wholePower,
  ZERO_RATIONAL,
} from './form.ts';

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
export function generatorsOfTerms(f: Form): readonly Generator[] {
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

/** The least exponent of a generator in any term, 0 where it is missing. */
export function leastExponent(base: Form, g: Generator): Rational {
  let least: Rational | null = null;
  for (const t of base.terms) {
    const exponent = t.factors.find((f) => f.generator.key === g.key)?.exponent ?? ZERO_RATIONAL;
    if (!least || compare(exponent, least) < 0) least = exponent;
  }
  return least ?? ZERO_RATIONAL;
}
