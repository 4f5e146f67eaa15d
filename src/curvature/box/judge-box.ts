import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import type { Rational } from '../../math/rational/rational.ts';
import { type Algebra, algebraOn, type Domain, type Work } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { type Form, generatorsIn, variablesIn } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { expressionOf } from '../algebra/write.ts';
import { alongAffine } from './along-affine.ts';
import { type BoxJudgement, LINEAR, unknown } from './box-judgement.ts';
import { byHessian } from './by-hessian.ts';
import { byRulesAndChords } from './by-rules.ts';
import { judgeOnLine } from './on-line.ts';
import { components, isLinearTerm, joined } from './sum.ts';

/** Judges a function of several variables over a box. */
export function judgeBox(e: Expression, domain: Domain, work: Work): BoxJudgement {
  const algebra = algebraOn(domain, signOnLine, work);
  const memo = new Map<Expression, Form>();
  const normal = normalise(e, algebra, memo);
  if (!normal.form) {
    if (normal.failure.why === 'undefined') return unknown(`${normal.failure.message} (${print(normal.failure.at)})`);
    return (
      byRulesAndChords(e, null, algebra, memo, work) ??
      unknown(`${normal.failure.message} (${print(normal.failure.at)})`)
    );
  }
  return judgeForm(e, normal.form, algebra, memo, work);
}

function judgeForm(e: Expression, f: Form, algebra: Algebra, memo: Map<Expression, Form>, work: Work): BoxJudgement {
  const parts = components(f);
  const [only] = parts;
  if (!only) return LINEAR;
  if (parts.length === 1 && only.names.length === algebra.domain.size)
    return judgeBlock(e, only.form, algebra, memo, work);
  const judged = parts.map((part) => {
    const text = expressionOf(part.form);
    const domain: Domain = new Map(part.names.map((n) => [n, algebra.domain.get(n) as { lo: Rational; hi: Rational }]));
    const inner =
      part.names.length === 1
        ? judgeOnLine(text, part.names[0] as string, domain, work)
        : judgeBox2(text, domain, work);
    return { e: text, names: part.names, judgement: inner };
  });
  return joined(e, judged, algebra);
}

function judgeBox2(e: Expression, domain: Domain, work: Work): BoxJudgement {
  const algebra = algebraOn(domain, signOnLine, work);
  const memo = new Map<Expression, Form>();
  const normal = normalise(e, algebra, memo);
  return normal.form ? judgeBlock(e, normal.form, algebra, memo, work) : unknown('a part could not be judged');
}

function judgeBlock(e: Expression, f: Form, algebra: Algebra, memo: Map<Expression, Form>, work: Work): BoxJudgement {
  const names = [...variablesIn(f)].sort();
  if (names.length === 0 || f.terms.every((t) => t.factors.length === 0 || isLinearTerm(t))) return LINEAR;
  if (names.length === 1) return judgeOnLine(expressionOf(f), names[0] as string, algebra.domain, work);
  const smooth = ![...generatorsIn(f).values()].some((g) => g.kind === 'abs');
  const gradient = smooth ? names.map((n) => derivative(f, n)) : null;
  if (gradient?.every((g) => g !== null)) {
    const slopes = gradient as Form[];
    const affine = alongAffine(e, slopes, names, algebra, work);
    if (affine) return affine;
    const found = byHessian(e, f, slopes, names, algebra);
    if (found) return found;
  }
  return byRulesAndChords(e, f, algebra, memo, work) ?? unknown(blocked(smooth));
}

function blocked(smooth: boolean): string {
  return smooth
    ? 'the sign of the second derivative was not decided within the work limit'
    : 'a kink in several variables is not covered by the composition rules';
}
