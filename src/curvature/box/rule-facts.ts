import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { type Interval, intersect } from '../../math/interval/interval.ts';
import { compare, divide, type Rational, rational } from '../../math/rational/rational.ts';
import { type Algebra, signFact, type Work } from '../algebra/algebra.ts';
import { derivative } from '../algebra/derivative.ts';
import { enclosure } from '../algebra/enclosure.ts';
import { type Form, form, generatorsIn, minus, scale, variablesIn } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { isSumOfSquares } from '../algebra/quadratic.ts';
import type { RuleCurvature, RuleFacts } from '../rules/rule-tree.ts';
import { alongDirection } from './along-affine.ts';
import type { BoxJudgement } from './box-judgement.ts';
import { byDerivatives } from './by-hessian.ts';
import { bendOnLine } from './on-line.ts';
import { ridgeDirection } from './ridge.ts';
import { isLinearTerm } from './sum.ts';

const MOST_PROOFS = 12;

/** Answers of canonical forms and their signs; with `proving`, sub-expressions may be settled by their second derivatives. */
export function factsFor(algebra: Algebra, memo: Map<Expression, Form>, proving: Work | null): RuleFacts {
  const formOf = (e: Expression): Form | null => memo.get(e) ?? normalise(e, algebra, memo).form;
  const ranges = new Map<Expression, Interval>();
  let budget = MOST_PROOFS;
  return {
    range(e) {
      const known = ranges.get(e) ?? rangeOf(e, formOf(e), algebra);
      ranges.set(e, known);
      return known;
    },
    degree(e) {
      const f = formOf(e);
      return f && degreeOf(f);
    },
    isSumOfSquares(e) {
      const f = formOf(e);
      return f !== null && isSumOfSquares(f);
    },
    ratio(a, b) {
      const [f, g] = [formOf(a), formOf(b)];
      return f && g && ratioOf(f, g);
    },
    otherwise(e): RuleCurvature {
      if (!proving || budget-- <= 0 || proving.boxes > proving.limit) return 'none';
      const judged = proven(e, formOf(e), algebra, proving);
      return judged?.verdict === 'convex' || judged?.verdict === 'concave' ? judged.verdict : 'none';
    },
  };
}

/** A sub-expression of some of the variables, judged on its own. */
function proven(e: Expression, f: Form | null, algebra: Algebra, work: Work): Pick<BoxJudgement, 'verdict'> | null {
  const names = [...algebra.domain.keys()].filter((n) => namesIn(e).has(n));
  const [only] = names;
  if (only === undefined) return null;
  if (names.length === 1) return bendOnLine(e, only, algebra.domain, work);
  const direction = ridgeDirection(e, names);
  const along = direction && alongDirection(e, direction, names, algebra, work);
  if (along) return along;
  return f && isSmoothInside(f, algebra) && variablesIn(f).size === names.length
    ? byDerivatives(e, f, names, algebra)
    : null;
}

export function hasKinks(f: Form): boolean {
  for (const g of generatorsIn(f).values()) if (g.kind === 'abs') return true;
  return false;
}

const HALF = rational(1n, 2n);

/**
 * Whether the form has continuous first derivatives inside: no absolute value, and no square root (or higher) of what may be
 * 0 inside. A root of less, such as (x^2 + y^2)^0.6, has them, and its second derivatives are missing on a thin set only.
 */
export function isSmoothInside(f: Form, algebra: Algebra): boolean {
  return f.terms.every((t) =>
    t.factors.every(({ generator: g, exponent }) => {
      if (g.kind === 'abs') return false;
      if (!('of' in g)) return true;
      const mayBend = g.kind === 'sum' && exponent.denominator !== 1n && compare(exponent, HALF) <= 0;
      return (!mayBend || isNowhereZero(g.of, algebra)) && isSmoothInside(g.of, algebra);
    }),
  );
}

function isNowhereZero(f: Form, algebra: Algebra): boolean {
  const { sign, inside } = signFact(algebra, f);
  return inside || ((sign === 1 || sign === -1) && isSteepInside(f, algebra));
}

/** A form with a slope that is nowhere 0 inside has no least value there: one that is nowhere negative is then positive. */
export function isSteepInside(f: Form, algebra: Algebra): boolean {
  return [...variablesIn(f)].some((name) => {
    const slope = derivative(f, name);
    const fact = slope && signFact(algebra, slope);
    return fact?.inside === true && fact.sign !== 0 && fact.sign !== null;
  });
}

function rangeOf(e: Expression, f: Form | null, algebra: Algebra): Interval {
  const { value } = enclose(e, algebra.box);
  if (!f) return value;
  const own = intersect(value, enclosure(f, algebra.box, algebra.ranges));
  if (own.lo > 0 || own.hi < 0) return own;
  const { sign, closed } = signFact(algebra, f);
  if (sign === 1) return { lo: closed ? Math.max(own.lo, Number.MIN_VALUE) : Math.max(0, own.lo), hi: own.hi };
  return sign === -1 ? { lo: own.lo, hi: Math.min(0, own.hi) } : own;
}

function degreeOf(f: Form): 'constant' | 'affine' | null {
  if (variablesIn(f).size === 0) return 'constant';
  return f.terms.every((t) => isLinearTerm(t) || variablesIn(form([t])).size === 0) ? 'affine' : null;
}

/** The number k with f = k g, or null. */
export function ratioOf(f: Form, g: Form): Rational | null {
  const lead = g.terms[0];
  const same = lead && f.terms.find((t) => t.key === lead.key);
  const k = same && divide(same.coefficient, lead.coefficient);
  return k && minus(f, scale(g, k)).terms.length === 0 ? k : null;
}
