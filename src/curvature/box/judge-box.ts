import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import type { Rational } from '../../math/rational/rational.ts';
import { type Algebra, algebraOn, type Domain, type Work } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { type Form, signNormal, variablesIn } from '../algebra/form.ts';
import { type Failure, type Normalised, normalise } from '../algebra/normalise.ts';
import { expressionOf } from '../algebra/write.ts';
import { curvatureByRules } from '../rules/curvature-by-rules.ts';
import type { RuleFacts, RuleTree } from '../rules/rule-tree.ts';
import { alongDirection } from './along-affine.ts';
import { type BoxJudgement, LINEAR, rangesOf, unknown } from './box-judgement.ts';
import { byDerivatives } from './by-hessian.ts';
import { byChords, byRules } from './by-rules.ts';
import { isDefinedOn } from './defined.ts';
import { isNonnegative } from './nonnegative.ts';
import { judgeOnLine } from './on-line.ts';
import { ridgeDirection } from './ridge.ts';
import { factsFor, hasKinks, isSmoothInside, isSteepInside } from './rule-facts.ts';
import { regrouped, separated } from './separate.ts';
import { signsSeen } from './signs-seen.ts';
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
  const memo = new Map<Expression, Form>();
  const judged = judgeOn(e, algebra, memo, work);
  return work.verdictOnly ? judged : { ...judged, strict: isStrict(e, memo.get(e) ?? null, algebra, judged) };
}

function judgeOn(e: Expression, algebra: Algebra, memo: Map<Expression, Form>, work: Work): BoxJudgement {
  const simple = simplified(e, algebra, memo);
  const plain = simple === e ? null : byRules(e, null, algebra, factsFor(algebra, memo, null));
  if (plain && isDefinedOn(e, algebra)) return plain;
  const judged = judgeSimple({ e: simple, algebra, memo, work });
  if (simple === e || !judged.proof || judged.verdict === 'mixed') return judged;
  return { ...judged, proof: { kind: 'equal', to: simple, judgement: judged } };
}

function judgeSimple(q: Question): BoxJudgement {
  const { e, algebra, memo } = q;
  const normal = normaliseProving(e, algebra, memo);
  if (normal.failure?.why === 'undefined') return unknown(blocked(normal.failure));
  const f = normal.form;
  return (
    (f && byRules(e, f, algebra, factsFor(algebra, memo, null))) ??
    (f && decided(judgeForm(q, f))) ??
    byStructure(q, f) ??
    (f || isDefinedOn(e, algebra) ? byProofsAndChords(q, f) : null) ??
    unknown(normal.failure ? blocked(normal.failure) : undecided(e, f, algebra, factsFor(algebra, memo, null)))
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

const MOST_SIGNS = 4;

/** The canonical form, where need be after roots are proven, by branch and bound, to be of nothing negative. */
function normaliseProving(e: Expression, algebra: Algebra, memo: Map<Expression, Form>): Normalised {
  let normal = normalise(e, algebra, memo);
  for (let i = 0; i < MOST_SIGNS && normal.failure?.why === 'undecided' && normal.failure.of; i++) {
    const { form: root, flipped } = signNormal(normal.failure.of);
    if (algebra.facts.get(root.key)?.sign || !isNonnegative(algebra, normal.failure.of)) break;
    algebra.facts.set(root.key, { sign: flipped ? -1 : 1, inside: isSteepInside(root, algebra), closed: false });
    normal = normalise(e, algebra, memo);
  }
  return normal;
}

function decided(found: BoxJudgement | null): BoxJudgement | null {
  return found?.verdict === 'unknown' ? null : found;
}

function blocked({ message, at }: Failure): string {
  return `${print(at)} blocks the proof: ${message}`;
}

/** The innermost sub-expression that the rules stop at, and where the other sign of the second derivatives seems closest. */
function undecided(e: Expression, f: Form | null, algebra: Algebra, facts: RuleFacts): string {
  const names = [...algebra.domain.keys()];
  const stop = innermostUnknown(curvatureByRules(e, facts));
  const { closest } = signsSeen(e, names, rangesOf(algebra, names));
  const place = closest ? ` near ${names.map((n, i) => `${n} = ${shortly(closest.at[i] as number)}`).join(', ')}` : '';
  const kind =
    f && !isSmoothInside(f, algebra) ? 'where it has a kink' : `by the signs of the second derivatives${place}`;
  return `how ${stop.text} bends the whole was not decided ${kind} within the work limit`;
}

function innermostUnknown(tree: RuleTree): RuleTree {
  const inner = tree.parts.find((p) => p.curvature === 'none');
  return inner ? innermostUnknown(inner) : tree;
}

function shortly(x: number): string {
  return String(Number(x.toPrecision(3)));
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
  if (!isSmoothInside(f, algebra)) return null;
  return byDerivatives(e, f, names, algebra);
}

/** What the formula as written tells: a sum of functions of different variables, or a function of one affine argument. */
function byStructure({ e, algebra, work }: Question, f: Form | null): BoxJudgement | null {
  const names = [...algebra.domain.keys()];
  // Without kinks the canonical form comes apart wherever the formula does.
  const parts = f && !hasKinks(f) ? null : separated(e);
  if (parts) {
    const judged = parts.map((p) => ({ e: p.e, names: p.names, judgement: judgePart(p.e, p.names, algebra, work) }));
    const found = decided(joined(e, judged, algebra));
    if (found) return found;
  }
  const direction = ridgeDirection(e, names);
  return direction && alongDirection(e, direction, names, algebra, work);
}
