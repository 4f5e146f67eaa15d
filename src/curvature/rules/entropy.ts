import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { type BinaryNode, isAtLeast, type RuleContext, type RuleCurvature } from './rule-tree.ts';

interface Found {
  readonly rule: 'entropy' | 'relative entropy';
  readonly curvature: RuleCurvature;
}

/** u·ln(u) and u·ln(u/v) are convex, u·ln(v/u) is concave, for affine u, v > 0 (Boyd & Vandenberghe 2004, §3.2.6). */
export function entropyCurvature(e: BinaryNode, context: RuleContext): Found | null {
  for (const [u, log] of [
    [e.left, e.right],
    [e.right, e.left],
  ] as const) {
    if (log.kind !== 'call' || log.function !== 'ln' || !isPositiveAffine(u, context)) continue;
    const [of] = log.arguments;
    if (!of) continue;
    if (isSame(of, u, context)) return { rule: 'entropy', curvature: 'convex' };
    if (of.kind !== 'divide') continue;
    if (isSame(of.left, u, context) && isPositiveAffine(of.right, context))
      return { rule: 'relative entropy', curvature: 'convex' };
    if (isSame(of.right, u, context) && isPositiveConcave(of.left, context))
      return { rule: 'relative entropy', curvature: 'concave' };
  }
  return null;
}

function isPositiveAffine(e: Expression, context: RuleContext): boolean {
  const c = context.curvature(e).curvature;
  return (c === 'affine' || c === 'constant') && context.facts.range(e).lo > 0;
}

function isPositiveConcave(e: Expression, context: RuleContext): boolean {
  return isAtLeast(context.curvature(e).curvature, 'concave') && context.facts.range(e).lo > 0;
}

function isSame(a: Expression, b: Expression, context: RuleContext): boolean {
  if (print(a) === print(b)) return true;
  const difference: Expression = { kind: 'subtract', left: a, right: b };
  const { lo, hi } = context.facts.range(difference);
  return context.facts.degree(difference) === 'constant' && lo === 0 && hi === 0;
}
