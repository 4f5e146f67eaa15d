import { namesIn, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { childrenOf } from '../../math/expression/order.ts';
import { print } from '../../math/expression/print.ts';
import type { UnaryFact } from '../../math/functions/fact.ts';
import { FUNCTIONS } from '../../math/functions/index.ts';
import { ENTIRE, type Interval } from '../../math/interval/interval.ts';
import { rational } from '../../math/rational/rational.ts';
import type { SignFact, Work } from '../algebra/algebra.ts';
import type { RuleNode } from '../certificate.ts';
import { ruleFor } from '../check/range/rule-tree.ts';
import { type ParamBox, signOverParams } from './param-box.ts';

/** How a formula moves and bends in the variables, at every point inside a box of params at once. */
export interface Bending {
  readonly curvature: 'constant' | 'affine' | 'convex' | 'concave' | 'none';
  /** 1: nowhere falling in any variable, -1: nowhere rising, 0: not known, or constant. */
  readonly direction: -1 | 0 | 1;
  /** At no point inside the box of params is it affine, nor are all its level sets flat. */
  readonly strict: boolean;
  /** Affine, and at no point inside the box of params constant. */
  readonly varies: boolean;
  readonly range: Interval;
}

export interface BendingPlace {
  readonly variables: ReadonlySet<string>;
  /** Ranges of variables and params. */
  readonly box: ReadonlyMap<string, Interval>;
  readonly params: ParamBox;
  readonly work: Work;
  /** Where the only variable starts and ends, so that a kink between is seen. */
  readonly ends?: readonly [Expression, Expression] | undefined;
}

/**
 * Composition rules in which params are intervals (Grant, Boyd & Ye 2006, with ranges for signs and exponents). `kept` says
 * that only the part up to where e first falls to 0 counts, as for an explicit frontier.
 */
export function bending(e: Expression, place: BendingPlace, kept = false): Bending {
  const range = rangeOf(e, place);
  if (!depends(e, place)) return { curvature: 'constant', direction: 0, strict: false, varies: false, range };
  return { ...byRule(e, place, kept), range };
}

/** How the rules come to it, part by part. */
export function ruleTree(e: Expression, place: BendingPlace, kept = false): RuleNode {
  const { curvature } = bending(e, place, kept);
  const parts = childrenOf(e).filter((part) => depends(part, place) && bending(part, place, kept).curvature !== 'none');
  return {
    rule: ruleFor(e, place.variables),
    text: print(e),
    curvature,
    parts: parts.map((part) => ruleTree(part, place, kept)),
  };
}

type Shape = Omit<Bending, 'range'>;

const NONE: Shape = { curvature: 'none', direction: 0, strict: false, varies: false };

function depends(e: Expression, { variables }: BendingPlace): boolean {
  return [...namesIn(e)].some((n) => variables.has(n));
}

function rangeOf(e: Expression, { box }: BendingPlace): Interval {
  const { value } = enclose(e, box);
  return value.lo <= value.hi ? value : ENTIRE;
}

function byRule(e: Expression, place: BendingPlace, kept: boolean): Shape {
  switch (e.kind) {
    case 'name':
      return { curvature: 'affine', direction: 1, strict: false, varies: true };
    case 'negate':
      return mirrored(bending(e.operand, place));
    case 'add':
      return sumOf(bending(e.left, place), bending(e.right, place));
    case 'subtract':
      return sumOf(bending(e.left, place), mirrored(bending(e.right, place)));
    case 'multiply':
      return product(e.left, e.right, place, kept);
    case 'divide':
      return quotient(e.left, e.right, place, kept);
    case 'power':
      return power(e.left, e.right, place, kept);
    case 'call':
      return call(e, place, kept);
    default:
      return NONE;
  }
}

function mirrored<T extends Shape>(b: T): T {
  const curvature = b.curvature === 'convex' ? 'concave' : b.curvature === 'concave' ? 'convex' : b.curvature;
  return { ...b, curvature, direction: (b.direction === 0 ? 0 : -b.direction) as Shape['direction'] };
}

function isStraight({ curvature }: Shape): boolean {
  return curvature === 'affine' || curvature === 'constant';
}

function sumOf(a: Shape, b: Shape): Shape {
  if (a.curvature === 'constant') return b;
  if (b.curvature === 'constant') return a;
  const curvature = isStraight(b) || a.curvature === b.curvature ? a.curvature : isStraight(a) ? b.curvature : 'none';
  const direction = a.direction === b.direction ? a.direction : 0;
  const bent = curvature === 'convex' || curvature === 'concave';
  return {
    curvature,
    direction,
    strict: bent && (a.strict || b.strict),
    varies: direction !== 0 && (a.varies || b.varies),
  };
}

function product(left: Expression, right: Expression, place: BendingPlace, kept: boolean): Shape {
  if (!depends(left, place)) return scaled(bending(right, place, kept), signOf(left, place));
  if (!depends(right, place)) return scaled(bending(left, place, kept), signOf(right, place));
  if (print(left) === print(right)) return power(left, number(2n), place, kept);
  return both(bending(left, place), bending(right, place), place);
}

function scaled(b: Shape, by: SignFact): Shape {
  if (by.sign === 0) return { curvature: 'constant', direction: 0, strict: false, varies: false };
  if (by.sign === null) return NONE;
  const shape = by.sign > 0 ? b : mirrored(b);
  return { ...shape, strict: shape.strict && by.inside, varies: shape.varies && by.inside };
}

/** u v of one variable, both >= 0: u'' v + 2 u' v' + u v'' has the sign of its parts where they agree. */
function both(a: Bending, b: Bending, { variables }: BendingPlace): Shape {
  if (variables.size !== 1 || !(0 <= a.range.lo) || !(0 <= b.range.lo)) return NONE;
  if (a.direction === 0 || b.direction === 0) return NONE;
  const same = a.direction === b.direction;
  const bends = (c: 'convex' | 'concave'): boolean => [a, b].every((x) => isStraight(x) || x.curvature === c);
  const direction = same ? a.direction : 0;
  if (same && bends('convex')) return { ...NONE, curvature: 'convex', direction, strict: a.varies && b.varies };
  if (!same && bends('concave')) return { ...NONE, curvature: 'concave', direction, strict: a.varies && b.varies };
  return NONE;
}

function quotient(left: Expression, right: Expression, place: BendingPlace, kept: boolean): Shape {
  if (!depends(right, place)) return scaled(bending(left, place, kept), signOf(right, place));
  const inverse = power(right, number(-1n), place, false);
  if (!depends(left, place)) return scaled(inverse, signOf(left, place));
  const below = rangeOf(right, place);
  return 0 < below.lo ? both(bending(left, place), { ...inverse, range: { lo: 0, hi: Infinity } }, place) : NONE;
}

/** g^c: convex and rising for g >= 0 where c >= 1, concave where 0 <= c <= 1, convex and falling where c <= 0. */
function power(base: Expression, exponent: Expression, place: BendingPlace, kept: boolean): Shape {
  if (depends(exponent, place)) return exponential(base, exponent, place);
  const c = signOf(exponent, place);
  const over = signOf({ kind: 'subtract', left: exponent, right: number(1n) }, place);
  if (over.sign === 0) return bending(base, place, kept);
  const whole = exactValue(exponent);
  const inner = bending(base, place, kept && c.sign === 1);
  if (whole && isEvenWhole(whole) && isStraight(inner)) return evenPower(inner, isOfOne(base, place));
  if (!isAboveZero(base, inner, place, kept && c.sign === 1, whole)) return NONE;
  const one = isOfOne(base, place);
  if (over.sign === 1 && c.sign === 1) return composed(inner, 'convex', 1, one && over.inside);
  if (c.sign === 1 && over.sign === -1) return composed(inner, 'concave', 1, one && c.inside && over.inside);
  if (c.sign === -1) return composed(inner, 'convex', -1, one && c.inside);
  return NONE;
}

function isEvenWhole(r: { readonly numerator: bigint; readonly denominator: bigint }): boolean {
  return r.denominator === 1n && r.numerator > 0n && r.numerator % 2n === 0n;
}

/** A function of one affine combination of several variables has flat level sets, however it bends. */
function isOfOne(e: Expression, { variables }: BendingPlace): boolean {
  return [...namesIn(e)].filter((n) => variables.has(n)).length === 1;
}

function evenPower(inner: Bending, ofOne: boolean): Shape {
  const side = 0 <= inner.range.lo ? 1 : inner.range.hi <= 0 ? -1 : 0;
  const direction = (side * inner.direction) as Shape['direction'];
  return { curvature: 'convex', direction: direction || 0, strict: inner.varies && ofOne, varies: false };
}

/** Not below 0 wherever it counts: by its range, since a root of less is undefined, or since the frontier ends where it is 0. */
function isAboveZero(
  base: Expression,
  inner: Bending,
  place: BendingPlace,
  kept: boolean,
  exponent: { readonly denominator: bigint } | null,
): boolean {
  if (0 <= inner.range.lo || (exponent && exponent.denominator !== 1n)) return true;
  return kept && inner.direction === -1 && 0 <= atStart(base, place).lo;
}

function atStart(e: Expression, { box, variables }: BendingPlace): Interval {
  const start = new Map(box);
  for (const v of variables) {
    const { lo } = box.get(v) as Interval;
    start.set(v, { lo, hi: lo });
  }
  const { value, defined } = enclose(e, start);
  return defined && value.lo <= value.hi ? value : ENTIRE;
}

/** h(g) for h of one bend that rises or falls strictly: g must bend the same way, seen through h. */
function composed(inner: Bending, bend: 'convex' | 'concave', direction: 1 | -1, strict: boolean): Shape {
  const wanted = direction === 1 ? bend : bend === 'convex' ? 'concave' : 'convex';
  if (!isStraight(inner) && inner.curvature !== wanted) return NONE;
  return {
    curvature: bend,
    direction: (inner.direction * direction || 0) as Shape['direction'],
    strict: inner.strict || (inner.varies && strict),
    varies: false,
  };
}

/** c^g = exp(g ln c). */
function exponential(base: Expression, exponent: Expression, place: BendingPlace): Shape {
  if (depends(base, place) || signOf(base, place).sign !== 1) return NONE;
  const rises = signOf({ kind: 'subtract', left: base, right: number(1n) }, place);
  const inner = bending(exponent, place);
  if (rises.sign === null || rises.sign === 0) return NONE;
  return composed(inner, 'convex', rises.sign, rises.inside && isOfOne(exponent, place));
}

function call(e: Expression & { readonly kind: 'call' }, place: BendingPlace, kept: boolean): Shape {
  const fact = FUNCTIONS[e.function];
  const [first] = e.arguments;
  if (!first) return NONE;
  if (e.function === 'sqrt') return power(first, number(1n, 2n), place, kept);
  if (fact.arguments === 'many') return extreme(e, fact.bend, place);
  return through(fact, bending(first, place), e.function !== 'abs' && isOfOne(first, place));
}

function through(fact: UnaryFact, inner: Bending, strict: boolean): Shape {
  const monotonicity = fact.monotonicity(inner.range);
  const bend = fact.bend(inner.range);
  const direction = monotonicity === 'increasing' ? 1 : monotonicity === 'decreasing' ? -1 : 0;
  if (bend === 'linear' && direction !== 0) return direction === 1 ? inner : mirrored(inner);
  if (bend !== 'convex' && bend !== 'concave') return NONE;
  if (direction === 0) {
    return isStraight(inner) ? { ...NONE, curvature: bend, strict: inner.varies && strict } : NONE;
  }
  return composed(inner, bend, direction, strict);
}

function extreme(e: Expression & { readonly kind: 'call' }, bend: 'convex' | 'concave', place: BendingPlace): Shape {
  const parts = e.arguments.map((x) => bending(x, place));
  if (!parts.every((p) => isStraight(p) || p.curvature === bend)) return NONE;
  const moving = parts.filter((p) => p.curvature !== 'constant');
  const directions = new Set(moving.map((p) => p.direction));
  const [direction] = directions.size === 1 ? [...directions] : [];
  return {
    curvature: bend,
    direction: direction ?? 0,
    strict: parts.every((p) => p.strict) || (parts.every(isStraight) && hasKink(e.arguments, place)),
    varies: false,
  };
}

/** Two straight lines of which each is the winner at one end. */
function hasKink(parts: readonly Expression[], { ends, variables, params, work }: BendingPlace): boolean {
  const [a, b, ...others] = parts;
  const [variable, ...more] = variables;
  if (!ends || !a || !b || !variable || others.length > 0 || more.length > 0) return false;
  const [at, then] = ends.map((end) => {
    const here = (e: Expression): Expression => substitute(e, new Map([[variable, end]]));
    return signOverParams({ kind: 'subtract', left: here(a), right: here(b) }, params, work);
  });
  return Boolean(at?.inside && then?.inside && at.sign && then.sign && at.sign === -then.sign);
}

function signOf(e: Expression, { params, work }: BendingPlace): SignFact {
  return signOverParams(e, params, work);
}

function number(numerator: bigint, denominator = 1n): Expression {
  return { kind: 'number', value: rational(numerator, denominator) };
}
