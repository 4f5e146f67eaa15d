import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import type { Interval } from '../../math/interval/interval.ts';
import type { Rational } from '../../math/rational/rational.ts';
import type { PowerFactor } from './factors.ts';

/** What rules may prove of an expression on a box; `convex` and `concave` are weak: an affine function is both. */
export type RuleCurvature = 'constant' | 'affine' | 'convex' | 'concave' | 'none';

/** Which rule gave a curvature, from the curvatures of which parts. */
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
  /** The number k with a = k·b everywhere, in exact arithmetic, or null. */
  ratio?(a: Expression, b: Expression): Rational | null;
  /** A curvature proven in another way where the rules say nothing. */
  otherwise(e: Expression): RuleCurvature;
}

/** The rules at work: what they may ask, and what they already know. */
export interface RuleContext {
  readonly facts: RuleFacts;
  curvature(e: Expression): RuleTree;
  /** The curvature of a product of powers. */
  product(factors: readonly PowerFactor[]): RuleCurvature;
}

export type BinaryNode = Expression & { readonly left: Expression; readonly right: Expression };
export type CallNode = Expression & { readonly kind: 'call' };

export function node(e: Expression, rule: string, curvature: RuleCurvature, parts: readonly RuleTree[] = []): RuleTree {
  return {
    rule,
    get text() {
      return print(e);
    },
    curvature,
    parts,
  };
}

export function flipped(c: RuleCurvature): RuleCurvature {
  return c === 'convex' ? 'concave' : c === 'concave' ? 'convex' : c;
}

export function sumOf(a: RuleCurvature, b: RuleCurvature): RuleCurvature {
  if (a === 'none' || b === 'none') return 'none';
  if (a === 'constant') return b;
  if (b === 'constant' || a === b) return a;
  if (a === 'affine') return b;
  return b === 'affine' ? a : 'none';
}

/** Whether a curvature is at least `wanted`: affine functions are convex and concave. */
export function isAtLeast(c: RuleCurvature, wanted: 'convex' | 'concave'): boolean {
  return c === wanted || c === 'affine' || c === 'constant';
}
