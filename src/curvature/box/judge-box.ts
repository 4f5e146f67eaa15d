import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import type { Rational } from '../../math/rational/rational.ts';
import { type Algebra, algebraOn, type Domain, type Work } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { type Form, variablesIn } from '../algebra/form.ts';
import { type Failure, normalise } from '../algebra/normalise.ts';
import { expressionOf } from '../algebra/write.ts';
import { alongDirection } from './along-affine.ts';
import { type BoxJudgement, LINEAR, unknown } from './box-judgement.ts';
import { byDerivatives } from './by-hessian.ts';
import { byChords, byRules } from './by-rules.ts';
import { isDefinedOn } from './defined.ts';
import { judgeOnLine } from './on-line.ts';
import { ridgeDirection } from './ridge.ts';
import { factsFor, hasKinks } from './rule-facts.ts';
import { regrouped, separated } from './separate.ts';
import { simplified } from './simplify.ts';
import { isStrict } from './strict.ts';
import { components, isLinearTerm, joined } from './sum.ts';

/** What is asked, and the canonical forms on its box. */
interface Question {
  readonly e: Expression;
  readonly algebra: Algebra;
  readonly memo: Map<Expression, Form>;
  readonly work: Work;
}

/** Judges a function of several variables over a box. */
export function judgeBox(e: Expression, domain: Domain, work: Work): BoxJudgement {
  const algebra = algebraOn(domain, signOnLine, work);
  const judged = judgeOn(e, algebra, work);
  return work.verdictOnly ? judged : { ...judged, strict: isStrict(e, algebra, judged) };
}

function judgeOn(e: Expression, algebra: Algebra, work: Work): BoxJudgement {
  const memo = new Map<Expression, Form>();
  const simple = simplified(e, algebra, memo);
  const plain = simple === e ? null : byRules(e, null, algebra, factsFor(algebra, memo, null));
  if (plain && isDefinedOn(e, algebra)) return plain;
  const judged = judgeSimple({ e: simple, algebra, memo, work });
  if (simple === e || !judged.proof || judged.verdict === 'mixed') return judged;
  return { ...judged, proof: { kind: 'equal', to: simple, judgement: judged } };
}

function judgeSimple(q: Question): BoxJudgement {
  const { e, algebra, memo } = q;
  const normal = normalise(e, algebra, memo);
  if (normal.failure?.why === 'undefined') return unknown(blocked(normal.failure));
  const f = normal.form;
  return (
    (f && byRules(e, f, algebra, factsFor(algebra, memo, null))) ??
    (f && decided(judgeForm(q, f))) ??
    byStructure(q) ??
    (f || isDefinedOn(e, algebra) ? byProofsAndChords(q, f) : null) ??
    unknown(normal.failure ? blocked(normal.failure) : undecided(e, f))
  );
}

/** Rules whose parts may be proven by other means, on the sum as written or with its terms regrouped; else two chords. */
function byProofsAndChords({ e, algebra, memo, work }: Question, f: Form | null): BoxJudgement | null {
  const facts = factsFor(algebra, memo, work);
  const found = byRules(e, f, algebra, facts);
  if (found) return found;
  const to = regrouped(e);
  const judged = to === e ? null : byRules(to, f, algebra, facts);
  return judged ? { ...judged, proof: { kind: 'equal', to, judgement: judged } } : byChords(e, f, algebra);
}

function decided(found: BoxJudgement | null): BoxJudgement | null {
  return found?.verdict === 'unknown' ? null : found;
}

function blocked({ message, at }: Failure): string {
  return `${print(at)} blocks the proof: ${message}`;
}

function undecided(e: Expression, f: Form | null): string {
  return f && hasKinks(f)
    ? `a kink of ${print(e)} in several variables is not covered by the composition rules`
    : `the sign of the matrix of second derivatives of ${print(e)} was not decided within the work limit`;
}

/** What the canonical form tells: parts of different variables, else derivatives. */
function judgeForm({ e, algebra, work }: Question, f: Form): BoxJudgement | null {
  const parts = components(f);
  const [only] = parts;
  if (!only) return LINEAR;
  if (parts.length === 1 && only.names.length === algebra.domain.size) return judgeBlock(e, f, algebra);
  const judged = parts.map((part) => {
    const text = expressionOf(part.form);
    return { e: text, names: part.names, judgement: judgePart(text, part.names, algebra, work) };
  });
  return joined(e, judged, algebra);
}

function judgePart(e: Expression, names: readonly string[], algebra: Algebra, work: Work): BoxJudgement {
  const domain: Domain = new Map(names.map((n) => [n, algebra.domain.get(n) as { lo: Rational; hi: Rational }]));
  const [only] = names;
  return names.length === 1 && only ? judgeOnLine(e, only, domain, work) : judgeBox(e, domain, work);
}

function judgeBlock(e: Expression, f: Form, algebra: Algebra): BoxJudgement | null {
  const names = [...variablesIn(f)].sort();
  if (names.length === 0 || f.terms.every((t) => t.factors.length === 0 || isLinearTerm(t))) return LINEAR;
  if (hasKinks(f)) return null;
  return byDerivatives(e, f, names, algebra);
}

/** What the formula as written tells: a sum of functions of different variables, or a function of one affine argument. */
function byStructure({ e, algebra, work }: Question): BoxJudgement | null {
  const names = [...algebra.domain.keys()];
  const parts = separated(e);
  if (parts) {
    const judged = parts.map((p) => ({ e: p.e, names: p.names, judgement: judgePart(p.e, p.names, algebra, work) }));
    const found = decided(joined(e, judged, algebra));
    if (found) return found;
  }
  const direction = ridgeDirection(e, names);
  return direction && alongDirection(e, direction, names, algebra, work);
}
