import { assertNever } from '../../math/expression/assert-never.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { compare, rational } from '../../math/rational/rational.ts';
import { asSelection, branchesThatWin } from './branches.ts';
import { entropyCurvature } from './entropy.ts';
import { functionShape, powerShape, type ShapeOnRange } from './function-shapes.ts';
import { isLogConvex } from './log-convex.ts';
import { meanOfPowers, reciprocalMean } from './means.ts';
import { powerProduct, productOfFactors } from './products.ts';
import {
  type BinaryNode,
  type CallNode,
  flipped,
  isAtLeast,
  node,
  type RuleContext,
  type RuleCurvature,
  type RuleFacts,
  type RuleTree,
  sumOf,
} from './rule-tree.ts';

/**
 * The composition rules of disciplined convex programming (Grant, Boyd & Ye, 2006), with ranges for sign and monotonicity,
 * and the atoms of Maranas & Floudas (1995) for products of powers, log-convex functions, means of powers, and entropies.
 */
export function curvatureByRules(
  e: Expression,
  facts: RuleFacts,
  memo: Map<Expression, RuleTree> = new Map(),
): RuleTree {
  const context: RuleContext = {
    facts,
    product: (factors) => productOfFactors(factors, context),
    curvature(x) {
      const known = memo.get(x);
      if (known) return known;
      const tree = fresh(x, context);
      const proven = tree.curvature === 'none' ? facts.otherwise(x) : 'none';
      const result = proven === 'none' ? tree : node(x, 'second derivative', proven);
      memo.set(x, result);
      return result;
    },
  };
  return context.curvature(e);
}

function fresh(e: Expression, context: RuleContext): RuleTree {
  const degree = context.facts.degree(e);
  if (degree) return node(e, degree, degree);
  switch (e.kind) {
    case 'number':
    case 'constant':
      return node(e, 'constant', 'constant');
    case 'name':
      return node(e, 'variable', 'affine');
    case 'negate': {
      const part = context.curvature(e.operand);
      return node(e, 'negative', flipped(part.curvature), [part]);
    }
    case 'add': {
      const [a, b] = [context.curvature(e.left), context.curvature(e.right)];
      return node(e, 'sum', sumOf(a.curvature, b.curvature), [a, b]);
    }
    case 'subtract': {
      const [a, b] = [context.curvature(e.left), context.curvature(e.right)];
      return node(e, 'difference', sumOf(a.curvature, flipped(b.curvature)), [a, b]);
    }
    case 'multiply':
    case 'divide':
      return product(e as BinaryNode, context);
    case 'power':
      return power(e as BinaryNode, context);
    case 'call':
      return e.function === 'max' || e.function === 'min' ? selection(e, context) : call(e, context);
    case 'if': {
      const same = asSelection(e, context.facts);
      if (!same) return node(e, 'if', 'none');
      const part = context.curvature(same.expression);
      return node(e, same.rule, part.curvature, [part]);
    }
    default:
      return assertNever(e);
  }
}

/** f(g): f's shape on the range of g with the curvature of g. */
function composed(outer: ShapeOnRange, inner: RuleCurvature): RuleCurvature {
  if (inner === 'constant') return 'constant';
  const { curvature, direction } = outer;
  if (inner === 'affine') return curvature === 'linear' ? 'affine' : (curvature ?? 'none');
  if (inner === 'none') return 'none';
  const kept = direction > 0 ? inner : direction < 0 ? flipped(inner) : 'none';
  return curvature === 'linear' || kept === curvature ? kept : 'none';
}

function selection(e: CallNode, context: RuleContext): RuleTree {
  const branches = branchesThatWin(e, context.facts);
  const parts = branches.map((x) => context.curvature(x));
  const [only] = parts;
  if (parts.length === 1 && only) return node(e, 'branch that always wins', only.curvature, [only]);
  const wanted = e.function === 'max' ? 'convex' : 'concave';
  return node(e, e.function, parts.every((p) => isAtLeast(p.curvature, wanted)) ? wanted : 'none', parts);
}

function call(e: CallNode, context: RuleContext): RuleTree {
  const first = e.arguments[0] as Expression;
  const part = context.curvature(first);
  const simple = composed(functionShape(e.function, context.facts.range(first)), part.curvature);
  if (simple !== 'none') return node(e, `composition with ${e.function}`, simple, [part]);
  if (e.function === 'ln' || e.function === 'log10') {
    if (isLogConvex(first, context)) return node(e, 'logarithm of a log-convex function', 'convex', [part]);
  }
  if (e.function === 'exp' && isLogConvex(e, context)) return node(e, 'log-convex', 'convex', [part]);
  if (e.function === 'sqrt') {
    if (context.facts.isSumOfSquares(first)) return node(e, 'norm', 'convex', [part]);
    return poweredSumOrProduct(e, first, part, context);
  }
  return node(e, `composition with ${e.function}`, 'none', [part]);
}

/** A power of a sum as a mean, or of a product as a product of powers. */
function poweredSumOrProduct(e: Expression, base: Expression, part: RuleTree, context: RuleContext): RuleTree {
  const exponent = e.kind === 'power' ? exactValue(e.right) : rational(1n, 2n);
  const mean = exponent && meanOfPowers(base, exponent, context);
  if (mean) return node(e, 'mean of powers', mean, [part]);
  const found = powerProduct(e, context);
  if (found !== 'none') return node(e, 'product of powers', found, [part]);
  return node(e, 'log-convex', isLogConvex(e, context) ? 'convex' : 'none', [part]);
}

function power(e: BinaryNode, context: RuleContext): RuleTree {
  const exponent = exactValue(e.right);
  const base = context.curvature(e.left);
  if (!exponent) return exponential(e, base, context);
  const simple = composed(powerShape(exponent, context.facts.range(e.left)), base.curvature);
  if (simple !== 'none') return node(e, 'composition with a power', simple, [base]);
  if (compare(exponent, rational(1n, 2n)) >= 0 && context.facts.isSumOfSquares(e.left))
    return node(e, 'power of a norm', 'convex', [base]);
  return poweredSumOrProduct(e, e.left, base, context);
}

function exponential(e: BinaryNode, base: RuleTree, context: RuleContext): RuleTree {
  const constantBase = context.facts.degree(e.left) === 'constant' ? context.facts.range(e.left) : null;
  const growth = context.curvature(e.right);
  if (!constantBase || constantBase.lo <= 0) return node(e, 'power', 'none', [base, growth]);
  const direction = constantBase.lo > 1 ? 1 : constantBase.hi < 1 ? -1 : 0;
  return node(e, 'exponential', composed({ curvature: 'convex', direction }, growth.curvature), [growth]);
}

function product(e: BinaryNode, context: RuleContext): RuleTree {
  const parts = [context.curvature(e.left), context.curvature(e.right)];
  const scaled = scaledBy(e, context.facts, parts);
  if (scaled) return node(e, 'multiple', scaled, parts);
  const entropy = e.kind === 'multiply' ? entropyCurvature(e, context) : null;
  if (entropy) return node(e, entropy.rule, entropy.curvature, parts);
  if (e.kind === 'divide' && parts[0]?.curvature === 'constant') {
    const mean = reciprocalMean(e.left, e.right, context);
    if (mean) return node(e, 'mean of powers', mean, parts);
  }
  const found = powerProduct(e, context);
  if (found !== 'none') return node(e, 'product of powers', found, parts);
  if (isLogConvex(e, context)) return node(e, 'product of log-convex functions', 'convex', parts);
  const spread = distributed(e);
  if (spread) {
    const inner = context.curvature(spread);
    if (inner.curvature !== 'none') return node(e, 'sum of quotients', inner.curvature, [inner]);
  }
  return node(e, 'product', 'none', parts);
}

/** (a + b) / c = a/c + b/c. */
function distributed(e: BinaryNode): Expression | null {
  if (e.kind !== 'divide' || (e.left.kind !== 'add' && e.left.kind !== 'subtract')) return null;
  const over = (x: Expression): Expression => ({ kind: 'divide', left: x, right: e.right });
  return { kind: e.left.kind, left: over(e.left.left), right: over(e.left.right) };
}

function scaledBy(e: BinaryNode, facts: RuleFacts, parts: readonly RuleTree[]): RuleCurvature | null {
  const [a, b] = parts as [RuleTree, RuleTree];
  const times = (by: Expression, c: RuleCurvature): RuleCurvature | null => {
    const range = facts.range(by);
    return range.lo >= 0 ? c : range.hi <= 0 ? flipped(c) : null;
  };
  if (b.curvature === 'constant') return times(e.right, a.curvature);
  if (e.kind === 'multiply' && a.curvature === 'constant') return times(e.left, b.curvature);
  if (e.kind === 'divide' && a.curvature === 'constant') {
    const inverse = composed(powerShape(rational(-1n), facts.range(e.right)), b.curvature);
    return inverse === 'none' ? null : times(e.left, inverse);
  }
  return null;
}
