import { exactValue } from '../math/expression/exact.ts';
import type { Expression } from '../math/expression/expression.ts';
import { print } from '../math/expression/print.ts';
import type { Interval } from '../math/interval/interval.ts';
import { add, compare, multiply, negate, ONE, type Rational, rational, ZERO } from '../math/rational/rational.ts';
import { functionShape, powerShape, type ShapeOnRange } from './rule-shapes.ts';

/**
 * The composition rules of disciplined convex programming (Grant, Boyd & Ye, 2006), with ranges for sign and monotonicity,
 * and the atoms of Maranas & Floudas (1995) for products of powers, log-convex functions, and means of powers.
 */
export type RuleCurvature = 'constant' | 'affine' | 'convex' | 'concave' | 'none';

export interface RuleTree {
  readonly rule: string;
  readonly text: string;
  readonly curvature: RuleCurvature;
  readonly parts: readonly RuleTree[];
}

/** What the rules may ask about a sub-expression; answered by whoever calls them. */
export interface RuleFacts {
  /** An outward enclosure over the domain, also where proven signs are tighter than intervals. */
  range(e: Expression): Interval;
  /** Whether e is a constant or affine in its canonical form, or null. */
  degree(e: Expression): 'constant' | 'affine' | null;
  /** Whether e is a sum of squares of affine functions. */
  isSumOfSquares(e: Expression): boolean;
  /** A curvature proven in another way where the rules say nothing. */
  otherwise(e: Expression): RuleCurvature;
}

export function curvatureByRules(
  e: Expression,
  facts: RuleFacts,
  memo: Map<Expression, RuleTree> = new Map(),
): RuleTree {
  const known = memo.get(e);
  if (known) return known;
  const tree = fresh(e, facts, memo);
  const proven = tree.curvature === 'none' ? facts.otherwise(e) : 'none';
  const result = proven === 'none' ? tree : leaf(e, 'second derivative', proven);
  memo.set(e, result);
  return result;
}

type Memo = Map<Expression, RuleTree>;

type PowerNode = Expression & { readonly kind: 'power'; readonly left: Expression; readonly right: Expression };
type Quotient = Expression & {
  readonly kind: 'multiply' | 'divide';
  readonly left: Expression;
  readonly right: Expression;
};

function node(e: Expression, rule: string, curvature: RuleCurvature, parts: readonly RuleTree[] = []): RuleTree {
  return {
    rule,
    get text() {
      return print(e);
    },
    curvature,
    parts,
  };
}

function leaf(e: Expression, rule: string, curvature: RuleCurvature): RuleTree {
  return node(e, rule, curvature);
}

function fresh(e: Expression, facts: RuleFacts, memo: Memo): RuleTree {
  const degree = facts.degree(e);
  if (degree) return leaf(e, degree, degree);
  const inner = (x: Expression): RuleTree => curvatureByRules(x, facts, memo);
  switch (e.kind) {
    case 'number':
    case 'constant':
      return leaf(e, 'constant', 'constant');
    case 'name':
      return leaf(e, 'variable', 'affine');
    case 'negate': {
      const part = inner(e.operand);
      return node(e, 'negative', flipped(part.curvature), [part]);
    }
    case 'add': {
      const parts = [inner(e.left), inner(e.right)];
      return node(e, 'sum', sumOf(parts[0]?.curvature ?? 'none', parts[1]?.curvature ?? 'none'), parts);
    }
    case 'subtract': {
      const parts = [inner(e.left), inner(e.right)];
      return node(e, 'difference', sumOf(parts[0]?.curvature ?? 'none', flipped(parts[1]?.curvature ?? 'none')), parts);
    }
    case 'multiply':
    case 'divide':
      return product(e as Quotient, facts, memo);
    case 'power':
      return power(e as PowerNode, facts, memo);
    case 'call':
      return call(e, facts, memo);
    case 'if':
      return leaf(e, 'if', 'none');
  }
}

function flipped(c: RuleCurvature): RuleCurvature {
  return c === 'convex' ? 'concave' : c === 'concave' ? 'convex' : c;
}

function sumOf(a: RuleCurvature, b: RuleCurvature): RuleCurvature {
  if (a === 'none' || b === 'none') return 'none';
  if (a === 'constant') return b;
  if (b === 'constant' || a === b) return a;
  if (a === 'affine') return b;
  return b === 'affine' ? a : 'none';
}

/** f(g): f's shape on the range of g with the curvature of g. */
function composed(outer: ShapeOnRange, inner: RuleCurvature): RuleCurvature {
  if (inner === 'constant') return 'constant';
  const { curvature, direction } = outer;
  if (inner === 'affine') return curvature === 'linear' ? 'affine' : (curvature ?? 'none');
  if (inner === 'none') return 'none';
  if (curvature === 'linear') return direction > 0 ? inner : direction < 0 ? flipped(inner) : 'none';
  const kept = direction > 0 ? inner : direction < 0 ? flipped(inner) : 'none';
  return kept === curvature ? curvature : 'none';
}

function call(e: Expression & { readonly kind: 'call' }, facts: RuleFacts, memo: Memo): RuleTree {
  const parts = e.arguments.map((x) => curvatureByRules(x, facts, memo));
  const first = e.arguments[0] as Expression;
  if (e.function === 'max' || e.function === 'min') {
    const wanted = e.function === 'max' ? 'convex' : 'concave';
    const fits = parts.every((p) => p.curvature === wanted || p.curvature === 'affine' || p.curvature === 'constant');
    return node(e, e.function, fits ? wanted : 'none', parts);
  }
  if (e.function === 'ln' || e.function === 'log10') {
    if (isLogConvex(first, facts, memo)) return node(e, 'logarithm of a log-convex function', 'convex', parts);
  }
  if (e.function === 'sqrt') {
    if (facts.isSumOfSquares(first)) return node(e, 'norm', 'convex', parts);
    const mean = meanOfPowers(first, rational(1n, 2n), facts, memo);
    if (mean) return node(e, 'mean of powers', mean, parts);
    const powers = factorsOf(e, ONE);
    const found = powerProduct(powers, facts, memo);
    if (found !== 'none') return node(e, 'product of powers', found, parts);
  }
  const outer = functionShape(e.function, facts.range(first));
  return node(e, `composition with ${e.function}`, composed(outer, parts[0]?.curvature ?? 'none'), parts);
}

function power(e: PowerNode, facts: RuleFacts, memo: Memo): RuleTree {
  const exponent = exactValue(e.right);
  const base = curvatureByRules(e.left, facts, memo);
  if (!exponent) {
    const constantBase = facts.degree(e.left) === 'constant' ? facts.range(e.left) : null;
    const growth = curvatureByRules(e.right, facts, memo);
    if (!constantBase || constantBase.lo <= 0) return node(e, 'power', 'none', [base, growth]);
    const direction = constantBase.lo > 1 ? 1 : constantBase.hi < 1 ? -1 : 0;
    return node(e, 'exponential', composed({ curvature: 'convex', direction }, growth.curvature), [growth]);
  }
  const simple = composed(powerShape(exponent, facts.range(e.left)), base.curvature);
  if (simple !== 'none') return node(e, 'composition with a power', simple, [base]);
  if (compare(exponent, rational(1n, 2n)) >= 0 && facts.isSumOfSquares(e.left))
    return node(e, 'power of a norm', 'convex', [base]);
  const mean = meanOfPowers(e.left, exponent, facts, memo);
  if (mean) return node(e, 'mean of powers', mean, [base]);
  const found = powerProduct(factorsOf(e, ONE), facts, memo);
  if (found !== 'none') return node(e, 'product of powers', found, [base]);
  return node(e, 'log-convex', isLogConvex(e, facts, memo) ? 'convex' : 'none', [base]);
}

function product(e: Quotient, facts: RuleFacts, memo: Memo): RuleTree {
  const parts = [curvatureByRules(e.left, facts, memo), curvatureByRules(e.right, facts, memo)];
  const scaled = scaledBy(e, facts, parts);
  if (scaled) return node(e, 'multiple', scaled, parts);
  if (e.kind === 'divide' && parts[0]?.curvature === 'constant') {
    const mean = reciprocalMean(e.left, e.right, facts, memo);
    if (mean) return node(e, 'mean of powers', mean, parts);
  }
  const factors = factorsOf(e, ONE);
  const found = powerProduct(factors, facts, memo);
  if (found !== 'none') return node(e, 'product of powers', found, parts);
  if (isLogConvex(e, facts, memo)) return node(e, 'product of log-convex functions', 'convex', parts);
  const spread = distributed(e);
  if (spread) {
    const inner = curvatureByRules(spread, facts, memo);
    if (inner.curvature !== 'none') return node(e, 'sum of quotients', inner.curvature, [inner]);
  }
  return node(e, 'product', 'none', parts);
}

/** (a + b) / c = a/c + b/c. */
function distributed(e: Quotient): Expression | null {
  if (e.kind !== 'divide' || (e.left.kind !== 'add' && e.left.kind !== 'subtract')) return null;
  const over = (x: Expression): Expression => ({ kind: 'divide', left: x, right: e.right });
  return { kind: e.left.kind, left: over(e.left.left), right: over(e.left.right) };
}

function scaledBy(e: Quotient, facts: RuleFacts, parts: readonly RuleTree[]): RuleCurvature | null {
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

function reciprocalMean(front: Expression, sum: Expression, facts: RuleFacts, memo: Memo): RuleCurvature | null {
  const mean = meanOfPowers(sum, rational(-1n), facts, memo);
  if (!mean) return null;
  const range = facts.range(front);
  return range.lo >= 0 ? mean : range.hi <= 0 ? flipped(mean) : null;
}

// Products of powers.

interface PowerFactor {
  readonly base: Expression;
  readonly exponent: Rational;
}

/** e^outer as a product of powers; constants are factors too. */
function factorsOf(e: Expression, outer: Rational): readonly PowerFactor[] {
  switch (e.kind) {
    case 'multiply':
      return [...factorsOf(e.left, outer), ...factorsOf(e.right, outer)];
    case 'divide':
      return [...factorsOf(e.left, outer), ...factorsOf(e.right, negate(outer))];
    case 'power': {
      const exponent = exactValue(e.right);
      return exponent ? factorsOf(e.left, multiply(outer, exponent)) : [{ base: e, exponent: outer }];
    }
    case 'call':
      if (e.function === 'sqrt') return factorsOf(e.arguments[0] as Expression, multiply(outer, rational(1n, 2n)));
      return [{ base: e, exponent: outer }];
    default:
      return [{ base: e, exponent: outer }];
  }
}

function isEven(r: Rational): boolean {
  return r.denominator === 1n && r.numerator % 2n === 0n;
}

function powerProduct(factors: readonly PowerFactor[], facts: RuleFacts, memo: Memo): RuleCurvature {
  let sign = 1;
  const open: PowerFactor[] = [];
  for (const f of factors) {
    if (facts.degree(f.base) !== 'constant') open.push(f);
    else if (facts.range(f.base).hi <= 0) sign = -sign;
    else if (facts.range(f.base).lo < 0) return 'none';
  }
  const curvature = positiveProduct(open, facts, memo);
  return sign > 0 ? curvature : flipped(curvature);
}

/** Maranas & Floudas 1995, §3: which products of powers of nonnegative functions are concave or convex. */
function positiveProduct(factors: readonly PowerFactor[], facts: RuleFacts, memo: Memo): RuleCurvature {
  const total = factors.reduce((s, f) => add(s, f.exponent), ZERO);
  const rising = factors.filter((f) => f.exponent.numerator > 0n);
  const concaveBases = (list: readonly PowerFactor[], least: number): boolean =>
    list.every((f) => {
      const c = curvatureByRules(f.base, facts, memo).curvature;
      const range = facts.range(f.base);
      return (c === 'concave' || c === 'affine') && range.lo >= least && (f.exponent.numerator > 0n || range.lo > 0);
    });
  if (rising.length === factors.length && compare(total, ONE) <= 0)
    return concaveBases(factors, 0) ? 'concave' : 'none';
  if (rising.length === 0) return concaveBases(factors, 0) ? 'convex' : 'none';
  const [top] = rising;
  if (!top || rising.length !== 1 || compare(total, ONE) < 0) return 'none';
  const others = factors.filter((f) => f !== top);
  const c = curvatureByRules(top.base, facts, memo).curvature;
  const fits =
    (c === 'affine' && isEven(top.exponent)) || ((c === 'affine' || c === 'convex') && facts.range(top.base).lo >= 0);
  return fits && concaveBases(others, 0) ? 'convex' : 'none';
}

// Log-convex functions: closed under sums and products (Boyd & Vandenberghe 2004, §3.5).

function isLogConvex(e: Expression, facts: RuleFacts, memo: Memo): boolean {
  if (facts.degree(e) === 'constant') return facts.range(e).lo > 0;
  switch (e.kind) {
    case 'add':
      return isLogConvex(e.left, facts, memo) && isLogConvex(e.right, facts, memo);
    case 'multiply':
      return isLogConvex(e.left, facts, memo) && isLogConvex(e.right, facts, memo);
    case 'divide':
      return isLogConvex(e.left, facts, memo) && isLogConcavePositive(e.right, facts, memo);
    case 'power': {
      const exponent = exactValue(e.right);
      if (!exponent)
        return (
          facts.degree(e.left) === 'constant' &&
          facts.range(e.left).lo > 0 &&
          curvatureByRules(e.right, facts, memo).curvature === 'affine'
        );
      return exponent.numerator > 0n ? isLogConvex(e.left, facts, memo) : isLogConcavePositive(e.left, facts, memo);
    }
    case 'call': {
      const first = e.arguments[0] as Expression;
      if (e.function === 'exp') {
        const c = curvatureByRules(first, facts, memo).curvature;
        return c === 'convex' || c === 'affine';
      }
      return e.function === 'sqrt' && isLogConvex(first, facts, memo);
    }
    default:
      return false;
  }
}

function isLogConcavePositive(e: Expression, facts: RuleFacts, memo: Memo): boolean {
  if (!(facts.range(e).lo > 0)) return false;
  const factors = factorsOf(e, ONE);
  return factors.every((f) => {
    if (facts.degree(f.base) === 'constant') return true;
    if (f.exponent.numerator < 0n) return isLogConvex(f.base, facts, memo);
    if (f.base.kind === 'call' && f.base.function === 'exp') {
      const inner = curvatureByRules(f.base.arguments[0] as Expression, facts, memo).curvature;
      if (inner === 'affine' || inner === 'concave') return true;
    }
    const c = curvatureByRules(f.base, facts, memo).curvature;
    return (c === 'concave' || c === 'affine') && facts.range(f.base).lo > 0;
  });
}

// Means of powers: (c1 u1^p + c2 u2^p + …)^r.

function meanOfPowers(sum: Expression, r: Rational, facts: RuleFacts, memo: Memo): RuleCurvature | null {
  if (sum.kind !== 'add' && sum.kind !== 'subtract') return null;
  const terms = summands(sum);
  if (!terms) return null;
  let p: Rational | null = null;
  const bases: Expression[] = [];
  for (const t of terms) {
    if (facts.degree(t) === 'constant') {
      if (facts.range(t).lo < 0) return null;
      continue;
    }
    const open = factorsOf(t, ONE).filter((f) => facts.degree(f.base) !== 'constant');
    const constants = factorsOf(t, ONE).filter((f) => facts.degree(f.base) === 'constant');
    const [only] = open;
    if (!only || open.length !== 1 || constants.some((f) => !(facts.range(f.base).lo > 0))) return null;
    if (p && compare(p, only.exponent) !== 0) return null;
    p = only.exponent;
    bases.push(only.base);
  }
  return p && meanCurvature(p, multiply(p, r), bases, facts, memo);
}

/** The mean itself has degree 1; `degree` = p r is the power that it is raised to. */
function meanCurvature(
  p: Rational,
  degree: Rational,
  bases: readonly Expression[],
  facts: RuleFacts,
  memo: Memo,
): RuleCurvature | null {
  const fits = (wanted: 'convex' | 'concave'): boolean =>
    bases.every((b) => {
      const c = curvatureByRules(b, facts, memo).curvature;
      const nonnegative = facts.range(b).lo >= 0;
      if (wanted === 'concave')
        return (c === 'affine' || c === 'concave') && nonnegative && (p.numerator > 0n || facts.range(b).lo > 0);
      return (c === 'affine' && (isEven(p) || nonnegative)) || (c === 'convex' && nonnegative);
    });
  if (compare(p, ONE) >= 0 && compare(degree, ONE) >= 0) return fits('convex') ? 'convex' : null;
  if (compare(p, ONE) <= 0 && degree.numerator > 0n && compare(degree, ONE) <= 0)
    return fits('concave') ? 'concave' : null;
  if (compare(p, ONE) <= 0 && degree.numerator < 0n) return fits('concave') ? 'convex' : null;
  return null;
}

/** The terms of a sum; null where one is subtracted. */
function summands(e: Expression): readonly Expression[] | null {
  if (e.kind === 'subtract' || e.kind === 'negate') return null;
  if (e.kind !== 'add') return [e];
  const [a, b] = [summands(e.left), summands(e.right)];
  return a && b ? [...a, ...b] : null;
}
