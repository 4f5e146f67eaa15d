import type { Expression } from '../../math/expression/expression.ts';
import { add, compare, multiply, ONE, type Rational, ZERO } from '../../math/rational/rational.ts';
import { factorsOf, isEven, type PowerFactor } from './factors.ts';
import { isMeanOf, powerInSum } from './means.ts';
import { flipped, isAtLeast, type RuleContext, type RuleCurvature } from './rule-tree.ts';

/** The curvature of an expression that is a product of powers, constant factors taken out by their sign. */
export function powerProduct(e: Expression, context: RuleContext): RuleCurvature {
  return productOfFactors(factorsOf(e), context);
}

export function productOfFactors(factors: readonly PowerFactor[], context: RuleContext): RuleCurvature {
  let sign = 1;
  const open: PowerFactor[] = [];
  for (const f of factors) {
    if (context.facts.degree(f.base) !== 'constant') open.push(f);
    else if (isEven(f.exponent)) continue;
    else if (context.facts.range(f.base).hi <= 0) sign = -sign;
    else if (context.facts.range(f.base).lo < 0) return 'none';
  }
  const curvature = positiveProduct(open, context);
  return sign > 0 ? curvature : flipped(curvature);
}

/** A factor u^exponent with u concave and nonnegative, or fit to be the one rising factor of a convex product. */
interface Shaped {
  readonly exponent: Rational;
  readonly concave: boolean;
  readonly top: boolean;
}

function shaped({ base, exponent }: PowerFactor, context: RuleContext): Shaped {
  const c = context.curvature(base).curvature;
  const range = context.facts.range(base);
  const concave = isAtLeast(c, 'concave') && (exponent.numerator > 0n ? range.lo >= 0 : range.lo > 0);
  const convex = isAtLeast(c, 'convex') && (range.lo >= 0 || (c !== 'convex' && isEven(exponent)));
  const top = convex && exponent.numerator > 0n && !(base.kind === 'add' && compare(exponent, ONE) < 0);
  if (concave || top) return { exponent, concave, top };
  const p = powerInSum(base, context);
  if (!p) return { exponent, concave: false, top: false };
  return {
    exponent: multiply(exponent, p),
    concave: isMeanOf(base, p, 'concave', context),
    top: isMeanOf(base, p, 'convex', context),
  };
}

/** Maranas & Floudas 1995, §3: which products of powers of nonnegative functions are concave or convex. */
function positiveProduct(factors: readonly PowerFactor[], context: RuleContext): RuleCurvature {
  if (factors.length === 0) return 'constant';
  const all = factors.map((f) => shaped(f, context));
  const total = all.reduce((s, f) => add(s, f.exponent), ZERO);
  const rising = all.filter((f) => f.exponent.numerator > 0n);
  if (rising.length === all.length && compare(total, ONE) <= 0 && all.every((f) => f.concave)) return 'concave';
  if (rising.length === 0) return all.every((f) => f.concave) ? 'convex' : 'none';
  const [top] = rising;
  if (!top?.top || rising.length !== 1 || compare(total, ONE) < 0) return 'none';
  return all.every((f) => f === top || f.concave) ? 'convex' : 'none';
}
