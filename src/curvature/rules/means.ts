import type { Expression } from '../../math/expression/expression.ts';
import { compare, divide, multiply, ONE, type Rational, rational } from '../../math/rational/rational.ts';
import { factorsOf, isEven } from './factors.ts';
import { flipped, isAtLeast, type RuleContext, type RuleCurvature } from './rule-tree.ts';

// Means of powers: (c1 u1^p + c2 u2^p + …)^r. Boyd & Vandenberghe 2004, §3.1.5 and 3.2.4; Arrow et al. 1961.

/** The curvature of sum^r, as the (p r)-th power of a mean of degree 1. */
export function meanOfPowers(sum: Expression, r: Rational, context: RuleContext): RuleCurvature | null {
  const terms = summands(sum);
  if (!terms || terms.length < 2) return null;
  const inverse = divide(ONE, r);
  for (const p of inverse ? [...powersIn(terms, context), inverse] : []) {
    const found = meanCurvature(sum, p, multiply(p, r), context);
    if (found) return found;
  }
  return null;
}

/** front / sum. */
export function reciprocalMean(front: Expression, sum: Expression, context: RuleContext): RuleCurvature | null {
  const mean = meanOfPowers(sum, rational(-1n), context);
  if (!mean) return null;
  const range = context.facts.range(front);
  return range.lo >= 0 ? mean : range.hi <= 0 ? flipped(mean) : null;
}

function meanCurvature(sum: Expression, p: Rational, degree: Rational, context: RuleContext): RuleCurvature | null {
  if (compare(p, ONE) >= 0 && compare(degree, ONE) >= 0) return isMeanOf(sum, p, 'convex', context) ? 'convex' : null;
  if (compare(p, ONE) > 0 || compare(degree, ONE) > 0) return null;
  if (!isMeanOf(sum, p, 'concave', context)) return null;
  return degree.numerator > 0n ? 'concave' : 'convex';
}

/** The first power p for which sum^(1/p) may be a mean. */
export function powerInSum(sum: Expression, context: RuleContext): Rational | null {
  const terms = summands(sum);
  if (!terms || terms.length < 2) return null;
  const all = powersIn(terms, context);
  return all.find((p) => isMeanOf(sum, p, compare(p, ONE) > 0 ? 'convex' : 'concave', context)) ?? null;
}

function powersIn(terms: readonly Expression[], context: RuleContext): readonly Rational[] {
  const found: Rational[] = [];
  for (const t of terms)
    for (const { base, exponent } of factorsOf(t)) {
      if (context.facts.degree(base) === 'constant' || found.some((p) => compare(p, exponent) === 0)) continue;
      if (exponent.numerator !== 0n && found.length < 4) found.push(exponent);
    }
  return found;
}

/** Whether sum^(1/p) is a mean of nonnegative functions (each convex, or each concave) of this curvature. */
export function isMeanOf(sum: Expression, p: Rational, wanted: 'convex' | 'concave', context: RuleContext): boolean {
  if (wanted === 'convex' ? compare(p, ONE) < 0 : compare(p, ONE) > 0) return false;
  const terms = summands(sum);
  return terms?.every((t) => isPowerOf(t, p, wanted, context)) ?? false;
}

/** Whether a term is c u^p with c > 0 and u fit for a mean. */
function isPowerOf(t: Expression, p: Rational, wanted: 'convex' | 'concave', context: RuleContext): boolean {
  const { facts } = context;
  const positive = wanted === 'convex' || p.numerator > 0n ? 0 : Number.MIN_VALUE;
  if (facts.degree(t) === 'constant') return facts.range(t).lo >= positive;
  const all = factorsOf(t, divide(ONE, p) ?? ONE);
  const constants = all.filter((f) => facts.degree(f.base) === 'constant');
  if (constants.some((f) => !(facts.range(f.base).lo > 0))) return false;
  const open = all.filter((f) => !constants.includes(f));
  const [only] = open;
  if (open.length === 1 && only && compare(only.exponent, ONE) >= 0) {
    const c = context.curvature(only.base).curvature;
    // An even power of an affine v of any sign: (|v|^exponent)^p.
    if (wanted === 'convex' && c === 'affine' && isEven(multiply(only.exponent, p))) return true;
    if (compare(only.exponent, ONE) === 0) return isAtLeast(c, wanted) && facts.range(only.base).lo >= positive;
  }
  if (positive > 0 && open.some((f) => !(facts.range(f.base).lo > 0))) return false;
  return open.every((f) => facts.range(f.base).lo >= 0) && isAtLeast(context.product(open), wanted);
}

/** The terms of a sum; null where one is subtracted. */
export function summands(e: Expression): readonly Expression[] | null {
  if (e.kind === 'subtract' || e.kind === 'negate') return null;
  if (e.kind !== 'add') return [e];
  const [a, b] = [summands(e.left), summands(e.right)];
  return a && b ? [...a, ...b] : null;
}
