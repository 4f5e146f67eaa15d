import { compare, divide, type Rational, subtract } from '../../math/rational/rational.ts';
import { type Factor, type Form, formOf, minus, plus, type Term, term, times, ZERO, ZERO_RATIONAL } from './form.ts';

const MOST_TERMS = 40;

/** a / b where b divides a without remainder, by division of leading terms; null where it does not or takes long. */
export function exactQuotient(a: Form, b: Form): Form | null {
  if (a.terms.length < 2 || a.terms.length > MOST_TERMS || b.terms.length > MOST_TERMS) return null;
  const keys = keysOf(a, b);
  const divisor = leading(b, keys);
  let rest = a;
  let quotient = ZERO;
  for (let i = 0; i < MOST_TERMS && rest.terms.length > 0; i++) {
    if (rest.terms.length > 2 * MOST_TERMS) return null;
    const next = formOf(ratio(leading(rest, keys), divisor));
    quotient = plus(quotient, next);
    rest = minus(rest, times(next, b));
  }
  return rest.terms.length === 0 ? quotient : null;
}

function keysOf(...forms: readonly Form[]): readonly string[] {
  const keys = new Set<string>();
  for (const f of forms) for (const t of f.terms) for (const x of t.factors) keys.add(x.generator.key);
  return [...keys].sort();
}

/** The term with the largest exponents, compared generator by generator. */
function leading(f: Form, keys: readonly string[]): Term {
  return f.terms.reduce((best, t) => (isLarger(t, best, keys) ? t : best));
}

function isLarger(s: Term, t: Term, keys: readonly string[]): boolean {
  for (const key of keys) {
    const order = compare(exponentOf(s, key), exponentOf(t, key));
    if (order !== 0) return order > 0;
  }
  return false;
}

function exponentOf(t: Term, key: string): Rational {
  return t.factors.find((x) => x.generator.key === key)?.exponent ?? ZERO_RATIONAL;
}

function ratio(s: Term, t: Term): Term {
  const factors: Factor[] = [];
  const byKey = new Map([...s.factors, ...t.factors].map((x) => [x.generator.key, x.generator] as const));
  for (const [key, generator] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const exponent = subtract(exponentOf(s, key), exponentOf(t, key));
    if (exponent.numerator !== 0n) factors.push({ generator, exponent });
  }
  return term(divide(s.coefficient, t.coefficient) as Rational, factors);
}
