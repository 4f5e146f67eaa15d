import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Condition, Expression } from '../../math/expression/expression.ts';
import { multiply, rational } from '../../math/rational/rational.ts';
import { type Algebra, type SignFact, signFact, termSign } from './algebra.ts';
import { expOf, lnOf } from './exponentials.ts';
import {
  constant,
  type Form,
  generated,
  generator,
  innermostKink,
  minus,
  ONE,
  plus,
  rationalOf,
  scale,
  signNormal,
  times,
  variable,
  variablesIn,
} from './form.ts';
import { Obstacle } from './obstacle.ts';
import { absOf, powerOf, quotientOf } from './powers.ts';
import { primitiveParts } from './primitive.ts';
import { constantSign } from './substitute.ts';
import { waveOf } from './waves.ts';

/** Why a form cannot be built, and at which sub-expression. */
export interface Failure {
  readonly why: Obstacle['why'] | 'condition';
  readonly message: string;
  readonly at: Expression;
  /** The comparison that is not decided on the whole domain, as the sign of a form. */
  readonly split: Form | null;
  /** The form whose sign is missing where a function may be undefined. */
  readonly of: Form | null;
}

export type Normalised =
  | { readonly form: Form; readonly failure: null }
  | { readonly form: null; readonly failure: Failure };

class Stop extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The canonical form of an expression on the algebra's domain, on all of which it is then proven to be defined. */
export function normalise(e: Expression, algebra: Algebra, memo: Map<Expression, Form> = new Map()): Normalised {
  try {
    return { form: build(e, algebra, memo), failure: null };
  } catch (error) {
    if (error instanceof Stop) return { form: null, failure: error.failure };
    throw error;
  }
}

type Memo = Map<Expression, Form>;

const LARGEST = 400;

function build(e: Expression, algebra: Algebra, memo: Memo): Form {
  const known = memo.get(e);
  if (known) return known;
  let built: Form;
  try {
    built = fresh(e, algebra, memo);
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    throw new Stop({ why: error.why, message: error.message, at: e, split: null, of: error.of });
  }
  if (built.terms.length > LARGEST) {
    throw new Stop({ why: 'too-large', message: 'a sum of too many terms', at: e, split: null, of: null });
  }
  memo.set(e, built);
  return built;
}

function fresh(e: Expression, algebra: Algebra, memo: Memo): Form {
  switch (e.kind) {
    case 'number':
      return constant(e.value);
    case 'constant':
      return e.name === 'pi' ? generated({ kind: 'pi', key: 'pi' }) : expOf(algebra, ONE);
    case 'name':
      return variable(e.name);
    case 'negate':
      return scale(build(e.operand, algebra, memo), rational(-1n));
    case 'add':
      return plus(build(e.left, algebra, memo), build(e.right, algebra, memo));
    case 'subtract':
      return minus(build(e.left, algebra, memo), build(e.right, algebra, memo));
    case 'multiply':
      return product(build(e.left, algebra, memo), build(e.right, algebra, memo));
    case 'divide':
      return quotientOf(algebra, build(e.left, algebra, memo), ranged(e.right, algebra, memo));
    case 'power':
      return (
        rootOfEven(e.left, e.right, algebra, memo) ??
        power(ranged(e.left, algebra, memo), build(e.right, algebra, memo), algebra)
      );
    case 'call':
      return call(e, algebra, memo);
    case 'if':
      return build(holds(e.condition, e, algebra, memo) ? e.then : e.else, algebra, memo);
  }
}

const HALF: Expression = { kind: 'number', value: rational(1n, 2n) };

/** (g^2)^r = |g|^(2 r), seen before the square is written out. */
function rootOfEven(base: Expression, exponent: Expression, algebra: Algebra, memo: Memo): Form | null {
  if (base.kind !== 'power') return null;
  const [inner, outer] = [exactValue(base.right), exactValue(exponent)];
  if (
    !inner ||
    !outer ||
    outer.denominator === 1n ||
    inner.denominator !== 1n ||
    inner.numerator % 2n !== 0n ||
    inner.numerator <= 0n
  )
    return null;
  return powerOf(algebra, absOf(algebra, build(base.left, algebra, memo)), multiply(inner, outer));
}

function product(a: Form, b: Form): Form {
  if (a.terms.length * b.terms.length > LARGEST) throw new Obstacle('too-large', 'a product of two long sums');
  return times(a, b);
}

function power(base: Form, exponent: Form, algebra: Algebra): Form {
  const exact = rationalOf(exponent);
  if (exact) return powerOf(algebra, base, exact);
  const fact = signFact(algebra, base);
  // Where the base is 0 at an end, a power above 0 is there what it tends to.
  if (
    fact.sign === 1 &&
    fact.inside &&
    !fact.closed &&
    variablesIn(exponent).size === 0 &&
    constantSign(exponent) === 1
  )
    return expOf(algebra, times(exponent, generated(generator('ln', base))));
  if (fact.sign !== 1 || !fact.closed)
    throw new Obstacle('undecided', 'a power with a varying exponent of what may be 0 or less');
  return expOf(algebra, times(exponent, lnOf(algebra, base)));
}

function call(e: Expression & { readonly kind: 'call' }, algebra: Algebra, memo: Memo): Form {
  const isPartial = e.function === 'sqrt' || e.function === 'ln' || e.function === 'log10';
  const parts = e.arguments.map((x) => (isPartial ? ranged(x, algebra, memo) : build(x, algebra, memo)));
  const first = parts[0]!;
  switch (e.function) {
    case 'sqrt':
      return rootOfEven(e.arguments[0] as Expression, HALF, algebra, memo) ?? powerOf(algebra, first, rational(1n, 2n));
    case 'exp':
      return expOf(algebra, first);
    case 'ln':
      return lnOf(algebra, first);
    case 'log10':
      return quotientOf(algebra, lnOf(algebra, first), lnOf(algebra, constant(rational(10n))));
    case 'abs':
      return absOf(algebra, first);
    case 'min':
      return notBelowZero(
        parts.reduce((a, b) => extreme(a, b, -1n, e, algebra)),
        parts.every((p) => isNotBelowZero(p, algebra)),
        algebra,
      );
    case 'max':
      return notBelowZero(
        parts.reduce((a, b) => extreme(a, b, 1n, e, algebra)),
        parts.some((p) => isNotBelowZero(p, algebra)),
        algebra,
      );
    case 'sin':
    case 'cos':
      return waveOf(e.function, first);
    // Written by exponentials, so that identities between them and the logistic curve cancel.
    case 'sigmoid':
      return quotientOf(algebra, ONE, plus(ONE, expOf(algebra, scale(first, rational(-1n)))));
    case 'tanh': {
      const grown = plus(ONE, expOf(algebra, scale(first, rational(2n))));
      return minus(ONE, quotientOf(algebra, constant(rational(2n)), grown));
    }
  }
}

/** A form whose sign matters: where its terms do not tell, the expression as it was written may. */
function ranged(e: Expression, algebra: Algebra, memo: Memo): Form {
  const f = build(e, algebra, memo);
  if (f.terms.length < 2 || signFact(algebra, f).closed) return f;
  const { value, defined } = enclose(e, algebra.box);
  if (!defined || (value.lo <= 0 && value.hi >= 0)) return f;
  const sign = value.lo > 0 ? 1 : -1;
  noteSign(algebra, f, { sign, inside: true, closed: true });
  for (const isWhole of [true, false]) {
    const { outside, inside } = primitiveParts(algebra, f, isWhole);
    const around = termSign(algebra, outside);
    if (around.sign) noteSign(algebra, inside, { sign: (sign * around.sign) as 1 | -1, inside: true, closed: true });
  }
  return f;
}

function noteSign(algebra: Algebra, f: Form, fact: SignFact): void {
  const { form: normal, flipped } = signNormal(f);
  algebra.facts.set(normal.key, flipped ? { ...fact, sign: fact.sign === 1 ? -1 : 1 } : fact);
}

function isNotBelowZero(f: Form, algebra: Algebra): boolean {
  const { sign } = signFact(algebra, f);
  return sign === 1 || sign === 0;
}

/** Notes what the branches tell of the sign, which the sum of their absolute values hides: max(0, x) is not below 0. */
function notBelowZero(f: Form, known: boolean, algebra: Algebra): Form {
  if (!known || rationalOf(f) || signFact(algebra, f).sign !== null) return f;
  const primitive = primitiveParts(algebra, f, true).inside;
  const fact: SignFact = { sign: 1, inside: false, closed: false };
  for (const each of [f, primitive]) noteSign(algebra, each, fact);
  return f;
}

/** Absolute values in absolute values grow as powers of 2: more terms than this are cut apart, or given up. */
const MOST_NESTED = { cut: 24, all: 160 };

/** max(a, b) = (a + b + |a - b|) / 2, so that only absolute values have kinks. */
function extreme(a: Form, b: Form, side: bigint, at: Expression, algebra: Algebra): Form {
  const difference = minus(a, b);
  if (difference.terms.length === 0) return a;
  const size = absOf(algebra, difference);
  const nested = termsIn(size);
  const kink = algebra.edges !== null && nested > MOST_NESTED.cut ? innermostKink(size) : null;
  if (kink) decided(kink, at, algebra);
  if (nested > MOST_NESTED.all) throw new Obstacle('too-large', 'too many branches to be written as one sum');
  return scale(plus(plus(a, b), scale(size, rational(side))), rational(1n, 2n));
}

const counts = new WeakMap<Form, number>();

/** How many terms a form has with all that stand inside others, each as often as it is written. */
function termsIn(f: Form): number {
  const known = counts.get(f);
  if (known !== undefined) return known;
  let count = 0;
  for (const t of f.terms) {
    count += 1;
    for (const { generator: g } of t.factors) if ('of' in g) count += termsIn(g.of);
  }
  counts.set(f, count);
  return count;
}

/** Whether a condition holds on the whole domain (its boundary apart); stops with the undecided comparison otherwise. */
function holds(c: Condition, at: Expression, algebra: Algebra, memo: Memo): boolean {
  switch (c.kind) {
    case 'compare': {
      const difference = minus(build(c.left, algebra, memo), build(c.right, algebra, memo));
      const s = decided(difference, at, algebra);
      const holdsAt = (x: number): boolean =>
        ({ '<': x < 0, '<=': x <= 0, '>': x > 0, '>=': x >= 0, '==': x === 0 })[c.operator];
      if (holdsAt(s) !== holdsAt(0)) noteEdge(difference, at, algebra);
      return holdsAt(s);
    }
    case 'in': {
      const operand = build(c.operand, algebra, memo);
      const isAbove = (difference: Form): boolean => {
        if (decided(difference, at, algebra) >= 0) return true;
        noteEdge(difference, at, algebra);
        return false;
      };
      return (
        isAbove(minus(operand, build(c.from, algebra, memo))) && isAbove(minus(build(c.to, algebra, memo), operand))
      );
    }
    case 'and':
      return holds(c.left, at, algebra, memo) && holds(c.right, at, algebra, memo);
    case 'or':
      return holds(c.left, at, algebra, memo) || holds(c.right, at, algebra, memo);
    case 'not':
      return !holds(c.operand, at, algebra, memo);
    case 'near':
      throw new Stop({ why: 'condition', message: 'a comparison by ~=', at, split: null, of: null });
  }
}

/** At an end the other branch may give the value. */
function noteEdge(difference: Form, at: Expression, algebra: Algebra): void {
  if (signFact(algebra, difference).closed) return;
  if (algebra.edges === null) {
    const message = 'a condition that changes at the very end of the domain';
    throw new Stop({ why: 'condition', message, at, split: null, of: null });
  }
  algebra.edges.push(difference);
}

function decided(difference: Form, at: Expression, algebra: Algebra): -1 | 0 | 1 {
  const fact = signFact(algebra, difference);
  if (fact.sign === 0 || (fact.sign !== null && fact.inside)) return fact.sign;
  throw new Stop({
    why: 'condition',
    message: 'a condition that holds on a part of the domain only',
    at,
    split: difference,
    of: null,
  });
}
