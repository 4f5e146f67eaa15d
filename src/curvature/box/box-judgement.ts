import type { Expression } from '../../math/expression/expression.ts';
import { type Rational, toDouble } from '../../math/rational/rational.ts';
import type { Algebra } from '../algebra/algebra.ts';
import type { LineJudgement } from '../line/judge-line.ts';
import type { RuleTree } from '../rules/rule-tree.ts';
import type { Witness } from '../verdict.ts';
import type { Ranges } from './chords.ts';

export type BoxVerdict = 'concave' | 'convex' | 'linear' | 'mixed' | 'unknown';

/** What was found over a box, and how. */
export interface BoxJudgement {
  readonly verdict: BoxVerdict;
  readonly strict: boolean | null;
  readonly witnesses: readonly Witness[];
  readonly proof: BoxProof | null;
  readonly reason: string | null;
}

export type BoxProof =
  | { readonly kind: 'linear' }
  | { readonly kind: 'rules'; readonly tree: RuleTree }
  | {
      readonly kind: 'hessian';
      readonly method: 'LDL' | 'minors' | 'Cholesky';
      readonly names: readonly string[];
      readonly e: Expression;
    }
  | { readonly kind: 'line'; readonly e: Expression; readonly line: LineJudgement }
  | {
      readonly kind: 'sum';
      readonly parts: readonly {
        readonly e: Expression;
        readonly names: readonly string[];
        readonly judgement: BoxJudgement;
      }[];
    }
  /** The same function on the box, written otherwise: what is proven of it. */
  | { readonly kind: 'equal'; readonly to: Expression; readonly judgement: BoxJudgement }
  | { readonly kind: 'witnesses' };

export const LINEAR: BoxJudgement = {
  verdict: 'linear',
  strict: false,
  witnesses: [],
  proof: { kind: 'linear' },
  reason: 'equal to a straight line in exact arithmetic',
};

export function unknown(reason: string): BoxJudgement {
  return { verdict: 'unknown', strict: null, witnesses: [], proof: null, reason };
}

export function rangesOf(algebra: Algebra, names: readonly string[]): Ranges {
  return names.map((n) => {
    const r = algebra.domain.get(n) as { lo: Rational; hi: Rational };
    return { lo: toDouble(r.lo), hi: toDouble(r.hi) };
  });
}
