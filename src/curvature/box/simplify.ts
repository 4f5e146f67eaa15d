import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Condition, Expression } from '../../math/expression/expression.ts';
import { inOrder, rebuild } from '../../math/expression/order.ts';
import { print } from '../../math/expression/print.ts';
import { rational } from '../../math/rational/rational.ts';
import { type Algebra, signFact } from '../algebra/algebra.ts';
import { type Form, minus, rationalOf, scale, variablesIn } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { expressionOf } from '../algebra/write.ts';
import { asSelection } from '../rules/branches.ts';
import type { BinaryNode } from '../rules/rule-tree.ts';
import { isNonnegative } from './nonnegative.ts';
import { factsFor, hasKinks } from './rule-facts.ts';

/**
 * The same function on the box with less to look at: branches of max, min and abs that never win are dropped, and an if
 * that is decided, or that chooses the larger or smaller of its branches, is written so. Returns e itself where nothing changes.
 */
export function simplified(e: Expression, algebra: Algebra, memo: Map<Expression, Form>): Expression {
  if (!hasBranches(e)) return e;
  const known = new Map<Expression, Expression>();
  const visit = (x: Expression): Expression => {
    const before = known.get(x);
    if (before) return before;
    const after = rewritten(rebuild(x, visit), algebra, memo);
    known.set(x, after);
    return after;
  };
  return visit(e);
}

function hasBranches(e: Expression): boolean {
  return inOrder(e).some((x) => x.kind === 'if' || (x.kind === 'call' && ['max', 'min', 'abs'].includes(x.function)));
}

function rewritten(e: Expression, algebra: Algebra, memo: Map<Expression, Form>): Expression {
  if (e.kind === 'if') {
    const decided = holdsEverywhere(e.condition, algebra, memo);
    if (decided !== null) return decided ? e.then : e.else;
    const same = asSelection(e, factsFor(algebra, memo, null));
    return same ? rewritten(same.expression, algebra, memo) : withCommonPartOutside(e, algebra, memo);
  }
  if (e.kind === 'multiply') return isSquare(e) ? { kind: 'power', left: e.left, right: TWO } : e;
  if (e.kind !== 'call') return e;
  if (e.function === 'abs') {
    const of = e.arguments[0] as Expression;
    const s = signOver(of, algebra, memo);
    return s === 1 ? of : s === -1 ? { kind: 'negate', operand: of } : e;
  }
  return e.function === 'max' || e.function === 'min' ? withoutLosers(e, algebra, memo) : e;
}

/** A product with itself, which composition rules see through as a square where the factor has kinks. */
function isSquare({ left, right }: BinaryNode): boolean {
  return hasBranches(left) && print(left) === print(right);
}

const TWO: Expression = { kind: 'number', value: rational(2n) };

/** `if c then A else B` as B + (if c then A − B else 0), where that leaves fewer variables inside. */
function withCommonPartOutside(
  e: Expression & { readonly kind: 'if' },
  algebra: Algebra,
  memo: Map<Expression, Form>,
): Expression {
  const [a, b] = [e.then, e.else].map((x) => normalise(x, algebra, memo).form);
  if (!a || !b) return e;
  const difference = minus(a, b);
  if (difference.terms.length === 0) return e.else;
  const inside = new Set([...variablesIn(difference), ...namesOf(e.condition)]);
  if (hasKinks(difference) || inside.size >= namesIn(e).size) return e;
  // biome-ignore lint/suspicious/noThenProperty: the word of the language
  return { kind: 'add', left: e.else, right: { ...e, then: expressionOf(difference), else: NOTHING } };
}

const NOTHING: Expression = { kind: 'number', value: rational(0n) };

function namesOf(c: Condition): ReadonlySet<string> {
  // biome-ignore lint/suspicious/noThenProperty: the word of the language
  return namesIn({ kind: 'if', condition: c, then: NOTHING, else: NOTHING });
}

/** All pairs are compared. */
const MOST_COMPARED = 12;

function withoutLosers(
  e: Expression & { readonly kind: 'call' },
  algebra: Algebra,
  memo: Map<Expression, Form>,
): Expression {
  if (e.arguments.length > MOST_COMPARED) return e;
  const kept = [...e.arguments];
  for (const loser of e.arguments) {
    const beaten = kept.some((winner) => {
      if (winner === loser) return false;
      const s = signOver({ kind: 'subtract', left: winner, right: loser }, algebra, memo);
      return s === 0 || s === (e.function === 'max' ? 1 : -1);
    });
    if (beaten) kept.splice(kept.indexOf(loser), 1);
  }
  const [only] = kept;
  if (kept.length === 1 && only) return only;
  return kept.length === e.arguments.length ? e : { ...e, arguments: kept };
}

/** 1: nowhere negative on the box, -1: nowhere positive, 0: identically 0; null: neither is proven. */
export function signOver(e: Expression, algebra: Algebra, memo: Map<Expression, Form>): -1 | 0 | 1 | null {
  const { value, defined } = enclose(e, algebra.box);
  if (defined && value.lo >= 0) return 1;
  if (defined && value.hi <= 0) return -1;
  const f = memo.get(e) ?? normalise(e, algebra, memo).form;
  if (!f) return null;
  const exact = rationalOf(f);
  if (exact) return exact.numerator > 0n ? 1 : exact.numerator < 0n ? -1 : 0;
  const { sign } = signFact(algebra, f);
  if (sign !== null) return sign;
  if (hasKinks(f)) return null;
  if (isNonnegative(algebra, f)) return 1;
  return isNonnegative(algebra, scale(f, rational(-1n))) ? -1 : null;
}

/** Whether a condition holds at every point of the closed box, or at none; null: neither is proven. */
function holdsEverywhere(c: Condition, algebra: Algebra, memo: Map<Expression, Form>): boolean | null {
  switch (c.kind) {
    case 'compare': {
      const strictly = (a: Expression, b: Expression): boolean =>
        isPositive({ kind: 'subtract', left: a, right: b }, algebra);
      const weakly = (a: Expression, b: Expression): boolean => {
        const s = signOver({ kind: 'subtract', left: a, right: b }, algebra, memo);
        return s === 1 || s === 0;
      };
      const { left, right } = c;
      if (c.operator === '==') return strictly(left, right) || strictly(right, left) ? false : null;
      const [less, more] = c.operator === '<' || c.operator === '<=' ? [left, right] : [right, left];
      const strict = c.operator === '<' || c.operator === '>';
      if (strict ? strictly(more, less) : weakly(more, less)) return true;
      return (strict ? weakly(less, more) : strictly(less, more)) ? false : null;
    }
    case 'not': {
      const inner = holdsEverywhere(c.operand, algebra, memo);
      return inner === null ? null : !inner;
    }
    case 'and':
    case 'or': {
      const [a, b] = [holdsEverywhere(c.left, algebra, memo), holdsEverywhere(c.right, algebra, memo)];
      const settling = c.kind === 'or';
      if (a === settling || b === settling) return settling;
      return a === null || b === null ? null : !settling;
    }
    case 'in':
    case 'near':
      return null;
  }
}

function isPositive(e: Expression, algebra: Algebra): boolean {
  const { value, defined } = enclose(e, algebra.box);
  return defined && value.lo > 0;
}
