import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { type Interval, intersect } from '../../math/interval/interval.ts';
import { type Algebra, signFact, type Work } from '../algebra/algebra.ts';
import { enclosure } from '../algebra/enclosure.ts';
import { type Form, form, generatorsIn, variablesIn } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { isSumOfSquares } from '../algebra/quadratic.ts';
import { curvatureByRules, type RuleCurvature, type RuleFacts } from '../rules.ts';
import { type BoxJudgement, LINEAR, rangesOf } from './box-judgement.ts';
import { byDerivatives } from './by-hessian.ts';
import { searchChords, type Target } from './chords.ts';
import { judgeOnLine } from './on-line.ts';
import { isLinearTerm } from './sum.ts';

/** Composition rules, then chords. */
export function byRulesAndChords(
  e: Expression,
  f: Form | null,
  algebra: Algebra,
  memo: Map<Expression, Form>,
  work: Work,
): BoxJudgement | null {
  const names = [...algebra.domain.keys()];
  const tree = curvatureByRules(e, factsFor(algebra, memo, f !== null, work));
  const target: Target = { e, names, form: f, algebra };
  const ranges = rangesOf(algebra, names);
  const { curvature } = tree;
  if (f === null && !enclose(e, algebra.box).defined) return null;
  if (curvature === 'affine' || curvature === 'constant') return { ...LINEAR, proof: { kind: 'rules', tree } };
  const up = curvature === 'concave' ? null : searchChords(target, ranges, 'not-concave');
  if (curvature !== 'none')
    return {
      verdict: curvature,
      strict: null,
      witnesses: up ? [up] : [],
      proof: { kind: 'rules', tree },
      reason: `composition rules: ${tree.rule}`,
    };
  const down = searchChords(target, ranges, 'not-convex');
  return up && down
    ? { verdict: 'mixed', strict: false, witnesses: [up, down], proof: { kind: 'witnesses' }, reason: null }
    : null;
}

function factsFor(algebra: Algebra, memo: Map<Expression, Form>, canProve: boolean, work: Work): RuleFacts {
  let budget = 12;
  const formOf = (e: Expression): Form | null => {
    const known = memo.get(e);
    if (known) return known;
    return normalise(e, algebra, memo).form;
  };
  return {
    range(e) {
      const f = formOf(e);
      const { value } = enclose(e, algebra.box);
      const own: Interval = f ? intersect(value, enclosure(f, algebra.box, algebra.ranges)) : value;
      const fact = f ? signFact(algebra, f) : null;
      if (fact?.sign === 1 && fact.closed && own.lo <= 0) return { lo: Number.MIN_VALUE, hi: own.hi };
      if (fact?.sign === 1) return { lo: Math.max(0, own.lo), hi: own.hi };
      if (fact?.sign === -1) return { lo: own.lo, hi: Math.min(0, own.hi) };
      return own;
    },
    degree(e) {
      const f = formOf(e);
      if (!f) return null;
      if (variablesIn(f).size === 0) return 'constant';
      return f.terms.every((t) => variablesIn(form([t])).size === 0 || isLinearTerm(t)) ? 'affine' : null;
    },
    isSumOfSquares(e) {
      const f = formOf(e);
      return f !== null && isSumOfSquares(f);
    },
    otherwise(e): RuleCurvature {
      const f = formOf(e);
      if (!canProve || !f || budget-- <= 0 || [...generatorsIn(f).values()].some((g) => g.kind === 'abs'))
        return 'none';
      const names = [...variablesIn(f)];
      const judged =
        names.length === 1
          ? judgeOnLine(e, names[0] as string, algebra.domain, work)
          : byDerivatives(e, f, names, algebra);
      return judged?.verdict === 'convex' || judged?.verdict === 'concave' ? judged.verdict : 'none';
    },
  };
}
