import { compare, isWhole, negate } from '../../math/rational/rational.ts';
import type { Algebra } from './algebra.ts';
import { type Factor, type Form, formOf, generated, ONE_RATIONAL, term, times } from './form.ts';
import type { Root, Sign } from './polynomial.ts';
import { generatorsOfTerms, leastExponent } from './primitive.ts';
import type { Chart } from './sign-chart.ts';

/** A factor that all terms share, though it may vanish inside: the chart of the product from those of the two. */
export function chartOfProduct(
  algebra: Algebra,
  f: Form,
  chart: (algebra: Algebra, f: Form) => Chart | null,
): Chart | null {
  if (f.terms.length < 2) return null;
  const shared = sharedFactor(f);
  if (!shared) return null;
  const { generator, exponent } = shared;
  const rest = times(f, formOf(term(ONE_RATIONAL, [{ generator, exponent: negate(exponent) }])));
  const [own, other] = [chart(algebra, generated(generator)), chart(algebra, rest)];
  if (!own || !other || own.touches || other.touches) return null;
  const isOdd = exponent.numerator % 2n !== 0n;
  return product(isOdd ? own : { ...own, signs: own.signs.map((s) => (s * s) as Sign) }, other);
}

function sharedFactor(f: Form): Factor | null {
  for (const generator of generatorsOfTerms(f)) {
    const exponent = leastExponent(f, generator);
    if (exponent.numerator > 0n && isWhole(exponent)) return { generator, exponent };
  }
  return null;
}

/** Null where it cannot be told which of two zeros comes first, or that they are one. */
function product(a: Chart, b: Chart): Chart | null {
  const roots: Root[] = [];
  const signs: Sign[] = [(a.signs[0]! * b.signs[0]!) as Sign];
  let [i, j] = [0, 0];
  while (i < a.roots.length || j < b.roots.length) {
    const [x, y] = [a.roots[i], b.roots[j]];
    const first = x && y ? order(x, y) : x ? -1 : 1;
    if (first === null) return null;
    roots.push((first <= 0 ? x : y)!);
    if (first <= 0) i++;
    if (first >= 0) j++;
    signs.push((a.signs[i]! * b.signs[j]!) as Sign);
  }
  return { roots, signs };
}

function order(x: Root, y: Root): -1 | 0 | 1 | null {
  if (compare(x.hi, y.lo) < 0) return -1;
  if (compare(y.hi, x.lo) < 0) return 1;
  const isOne = compare(x.lo, x.hi) === 0 && compare(y.lo, y.hi) === 0;
  return isOne ? 0 : null;
}
