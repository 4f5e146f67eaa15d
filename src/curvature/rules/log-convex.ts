import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { factorsOf } from './factors.ts';
import { isAtLeast, type RuleContext } from './rule-tree.ts';

// Log-convex functions are closed under sums and products, so that they are convex (Boyd & Vandenberghe 2004, §3.5).

export function isLogConvex(e: Expression, context: RuleContext): boolean {
  const { facts } = context;
  if (facts.degree(e) === 'constant') return facts.range(e).lo > 0;
  switch (e.kind) {
    case 'add':
    case 'multiply':
      return isLogConvex(e.left, context) && isLogConvex(e.right, context);
    case 'divide':
      return isLogConvex(e.left, context) && isLogConcave(e.right, context);
    case 'power': {
      const exponent = exactValue(e.right);
      if (exponent) return exponent.numerator > 0n ? isLogConvex(e.left, context) : isLogConcave(e.left, context);
      if (facts.degree(e.left) !== 'constant' || !(facts.range(e.left).lo > 0)) return false;
      return context.curvature(e.right).curvature === 'affine';
    }
    case 'call': {
      const first = e.arguments[0] as Expression;
      if (e.function === 'exp') return isAtLeast(context.curvature(first).curvature, 'convex');
      return e.function === 'sqrt' && isLogConvex(first, context);
    }
    default:
      return false;
  }
}

/** Positive, with a concave logarithm. */
function isLogConcave(e: Expression, context: RuleContext): boolean {
  const { facts } = context;
  if (!(facts.range(e).lo > 0)) return false;
  return factorsOf(e).every(({ base, exponent }) => {
    if (facts.degree(base) === 'constant') return true;
    if (exponent.numerator < 0n) return isLogConvex(base, context);
    if (base.kind === 'call' && base.function === 'exp')
      return isAtLeast(context.curvature(base.arguments[0] as Expression).curvature, 'concave');
    return isAtLeast(context.curvature(base).curvature, 'concave') && facts.range(base).lo > 0;
  });
}
