import {
  divide,
  equals,
  multiply,
  ONE,
  power,
  type Rational,
  rational,
  sign,
  ZERO,
} from '../../math/rational/rational.ts';
import type { Algebra, Domain } from '../algebra/algebra.ts';
import { lineAlgebra, signOnLine } from '../algebra/chart.ts';
import { type Form, form, type Term, term } from '../algebra/form.ts';

type Powers = readonly Rational[];

/**
 * Whether a form of several variables is >= 0 because it is one in a single variable: all its terms are powers of one product,
 * as in 1 - 3 (x y z)^2 + 2 (x y z)^3, where no variable is below 0.
 */
export function isNonnegativeInOneMonomial(algebra: Algebra, f: Form, names: readonly string[]): boolean {
  const powers = f.terms.map((t) => powersOf(t, names));
  const first = powers.find((p) => p?.some((x) => x.numerator !== 0n));
  const lead = first && whole(first);
  const range = lead && rangeOf(lead, names, algebra.domain);
  if (!range) return false;
  const terms: Term[] = [];
  for (const [i, t] of f.terms.entries()) {
    const p = powers[i];
    const exponent = p && multipleOf(p, lead);
    if (!exponent) return false;
    terms.push(term(t.coefficient, exponent.numerator === 0n ? [] : [{ generator: PRODUCT, exponent }]));
  }
  const fact = signOnLine(lineAlgebra(PRODUCT.name, range.lo, range.hi, algebra.work), form(terms));
  return fact.sign !== null && fact.sign >= 0;
}

const PRODUCT = { kind: 'variable', name: '·m', key: '·m' } as const;

/** The exponent of each variable in a term that has no other factors. */
function powersOf(t: Term, names: readonly string[]): Powers | null {
  const found = names.map(() => ZERO);
  for (const { generator, exponent } of t.factors) {
    const at = generator.kind === 'variable' ? names.indexOf(generator.name) : -1;
    if (at < 0) return null;
    found[at] = exponent;
  }
  return found;
}

function whole(powers: Powers): Powers {
  const common = rational(powers.reduce((product, p) => product * p.denominator, 1n));
  return powers.map((p) => multiply(p, common));
}

/** The number k with powers = k lead, or null. */
function multipleOf(powers: Powers, lead: Powers): Rational | null {
  const at = lead.findIndex((x) => x.numerator !== 0n);
  const k = divide(powers[at] as Rational, lead[at] as Rational);
  return k && powers.every((p, i) => equals(p, multiply(k, lead[i] as Rational))) ? k : null;
}

/** What the product of powers takes on, exactly; null where a variable may be below 0, or 0 and divided by. */
function rangeOf(lead: Powers, names: readonly string[], domain: Domain): { lo: Rational; hi: Rational } | null {
  let [lo, hi] = [ONE, ONE];
  for (const [i, name] of names.entries()) {
    const p = lead[i] as Rational;
    const x = domain.get(name);
    if (!x || sign(x.lo) < 0 || (sign(p) < 0 && sign(x.lo) === 0)) return null;
    const ends = [x.lo, x.hi].map((end) => power(end, p.numerator));
    const [least, most] = sign(p) < 0 ? ends.reverse() : ends;
    if (!least || !most) return null;
    [lo, hi] = [multiply(lo, least), multiply(hi, most)];
  }
  return { lo, hi };
}
