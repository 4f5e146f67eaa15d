import type { Expression } from '../../math/expression/expression.ts';
import type { Algebra } from '../algebra/algebra.ts';
import type { Form } from '../algebra/form.ts';
import { curvatureByRules } from '../rules/curvature-by-rules.ts';
import type { RuleFacts } from '../rules/rule-tree.ts';
import { type BoxJudgement, LINEAR, rangesOf } from './box-judgement.ts';
import type { Target } from './chords.ts';
import { searchChords } from './search-chords.ts';

/** What the composition rules tell. Convex and concave need a chord besides: what is both is linear, which rules may not see. */
export function byRules(e: Expression, f: Form | null, algebra: Algebra, facts: RuleFacts): BoxJudgement | null {
  const tree = curvatureByRules(e, facts);
  const { curvature } = tree;
  if (curvature === 'none') return null;
  if (curvature === 'affine' || curvature === 'constant') return { ...LINEAR, proof: { kind: 'rules', tree } };
  const names = [...algebra.domain.keys()];
  const target: Target = { e, names, form: f, algebra };
  const chord = searchChords(target, rangesOf(algebra, names), curvature === 'convex' ? 'not-concave' : 'not-convex');
  if (!chord) return null;
  return {
    verdict: curvature,
    strict: null,
    witnesses: curvature === 'convex' ? [chord] : [],
    proof: { kind: 'rules', tree },
    reason: `composition rules: ${tree.rule}`,
  };
}

/** Two chords refute both curvatures; the function must be defined all over the box. */
export function byChords(e: Expression, f: Form | null, algebra: Algebra): BoxJudgement | null {
  const names = [...algebra.domain.keys()];
  const target: Target = { e, names, form: f, algebra };
  const ranges = rangesOf(algebra, names);
  const up = searchChords(target, ranges, 'not-concave');
  const down = up && searchChords(target, ranges, 'not-convex');
  return up && down
    ? { verdict: 'mixed', strict: false, witnesses: [up, down], proof: { kind: 'witnesses' }, reason: null }
    : null;
}
