import { enclose } from '../../../math/expression/enclose.ts';
import type { Condition, Expression } from '../../../math/expression/expression.ts';
import { inOrder, operandsOf } from '../../../math/expression/order.ts';
import { type Interval, interval } from '../../../math/interval/interval.ts';
import * as exact from '../../../math/rational/rational.ts';
import { costOf, spend } from '../work.ts';
import { waveAt } from './at-point.ts';
import { type Box, insideSign } from './box.ts';
import { exponential, logarithm, raised } from './compose.ts';
import {
  constant,
  keyOf,
  minus,
  NotExact,
  ofAtom,
  plus,
  rationalValue,
  type Signomial,
  scaled,
  times,
} from './signomial.ts';

/**
 * The expression as an exact signomial, equal to it everywhere inside the box, where it is then smooth: every branch of
 * min, max, abs and if is settled there, every root, logarithm and quotient away from 0. Null where that is not seen.
 */
export function formOf(e: Expression, box: Box): Signomial | null {
  try {
    return new Reading(box).of(e);
  } catch (error) {
    if (!(error instanceof NotExact)) throw error;
    // What has kinks may cancel.
    const form = hasChoice(e) ? comparableForm(e, box) : null;
    return form && !hasKink(form) ? form : null;
  }
}

function hasChoice(e: Expression): boolean {
  return inOrder(e).some((x) => x.kind === 'if' || (x.kind === 'call' && /^(abs|min|max)$/.test(x.function)));
}

function hasKink(s: Signomial): boolean {
  return s.some((t) =>
    t.powers.some(({ atom }) => atom.kind === 'abs' || atom.kind === 'step' || ('of' in atom && hasKink(atom.of))),
  );
}

/**
 * The same where branches need not be settled: max, min and abs are written by absolute values as atoms, and an if whose
 * branches differ by a multiple of what it compares as well. Good for showing that two expressions are equal.
 */
export function comparableForm(e: Expression, box: Box): Signomial | null {
  try {
    return new Reading(box, true).of(e);
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

class Reading {
  readonly #box: Box;
  readonly #comparing: boolean;
  readonly #known = new Map<Expression, Signomial>();

  constructor(box: Box, comparing = false) {
    this.#box = box;
    this.#comparing = comparing;
  }

  of(e: Expression): Signomial {
    const known = this.#known.get(e);
    if (known) return known;
    const found = this.#fresh(e);
    this.#known.set(e, found);
    return found;
  }

  #fresh(e: Expression): Signomial {
    switch (e.kind) {
      case 'number':
        return constant(e.value);
      case 'constant':
        return e.name === 'pi' ? ofAtom({ kind: 'pi', key: 'pi' }) : exponential(constant(exact.ONE), this.#box);
      case 'name':
        return this.#variable(e.name);
      case 'negate':
        return scaled(this.of(e.operand), MINUS_ONE);
      case 'add':
        return plus(this.of(e.left), this.of(e.right));
      case 'subtract':
        return minus(this.of(e.left), this.of(e.right));
      case 'multiply':
        return times(this.of(e.left), this.of(e.right));
      case 'divide':
        return times(this.of(e.left), raised(this.of(e.right), MINUS_ONE, this.#box));
      case 'power':
        return this.#power(this.of(e.left), this.of(e.right));
      case 'call':
        return this.#call(e.function, this.#contenders(e));
      case 'if':
        return this.#choice(e);
    }
  }

  /** Below 0 its opposite is the atom, so that atoms in roots are above 0. */
  #variable(name: string): Signomial {
    const range = this.#box.ranges.get(name);
    const mirrored = range !== undefined && insideSign(range) === -1;
    const atom = ofAtom({ kind: 'variable', name, mirrored, key: `${mirrored ? '-' : ''}$${name}` });
    return mirrored ? scaled(atom, MINUS_ONE) : atom;
  }

  #power(base: Signomial, exponent: Signomial): Signomial {
    const value = rationalValue(exponent);
    if (value) return raised(base, value, this.#box);
    return exponential(times(exponent, logarithm(base, this.#box)), this.#box);
  }

  #call(name: (Expression & { readonly kind: 'call' })['function'], parts: readonly Signomial[]): Signomial {
    const [u = []] = parts;
    switch (name) {
      case 'sqrt':
        return raised(u, HALF, this.#box);
      case 'exp':
        return exponential(u, this.#box);
      case 'ln':
        return logarithm(u, this.#box);
      case 'log10':
        return times(logarithm(u, this.#box), raised(logarithm(constant(TEN), this.#box), MINUS_ONE, this.#box));
      case 'abs':
        return this.#size(u);
      case 'max':
        return this.#unbeaten(parts, 1).reduce((a, b) => scaled(plus(plus(a, b), this.#size(minus(a, b))), HALF));
      case 'min':
        return this.#unbeaten(parts, -1).reduce((a, b) => scaled(minus(plus(a, b), this.#size(minus(a, b))), HALF));
      case 'sin':
      case 'cos':
        return waveAt(name, u);
      case 'sigmoid':
        return this.#logistic(u);
      case 'tanh':
        return minus(scaled(this.#logistic(scaled(u, TWO)), TWO), constant(exact.ONE));
    }
  }

  /** 1 / (1 + e^(−u)). */
  #logistic(u: Signomial): Signomial {
    const growth = exponential(scaled(u, MINUS_ONE), this.#box);
    return raised(plus(constant(exact.ONE), growth), MINUS_ONE, this.#box);
  }

  /** The arguments; of max and min without those that have no form and lie beyond another one all over the box. */
  #contenders(e: Expression & { readonly kind: 'call' }): readonly Signomial[] {
    if (e.function !== 'max' && e.function !== 'min') return e.arguments.map((x) => this.of(x));
    const read = e.arguments.map((x) => ({ x, form: this.#formOrNull(x) }));
    const open = read.filter((r) => r.form === null);
    const lose = open.every(({ x }) =>
      read.some(
        (r) => r.form && isNeverMore(...(e.function === 'max' ? ([x, r.x] as const) : ([r.x, x] as const)), this.#box),
      ),
    );
    if (!lose) throw new NotExact('a branch is not settled');
    return read.flatMap((r) => (r.form ? [r.form] : []));
  }

  #formOrNull(e: Expression): Signomial | null {
    try {
      return this.of(e);
    } catch (error) {
      if (error instanceof NotExact) return null;
      throw error;
    }
  }

  /** Without those that another one is never worse than. */
  #unbeaten(parts: readonly Signomial[], turn: 1 | -1): readonly Signomial[] {
    const kept = [...parts];
    for (const loser of parts) {
      if (kept.length === 1) break;
      const beaten = kept.some((winner) => {
        if (winner === loser) return false;
        const found = this.#box.judge(minus(winner, loser), this.#box);
        return found !== null && found.sign * turn >= 0;
      });
      if (beaten) kept.splice(kept.indexOf(loser), 1);
    }
    return kept;
  }

  /** |s|. */
  #size(s: Signomial): Signomial {
    const found = this.#box.judge(s, this.#box);
    if (found) return found.sign < 0 ? scaled(s, MINUS_ONE) : s;
    const [first] = s;
    if (!this.#comparing || !first) throw new NotExact('a branch is not settled');
    const of = scaled(s, exact.divide(exact.ONE, first.coefficient) ?? exact.ONE);
    return scaled(ofAtom({ kind: 'abs', of, key: `|${keyOf(of)}|` }), exact.abs(first.coefficient));
  }

  #choice(e: Expression & { readonly kind: 'if' }): Signomial {
    // What compares something that is not defined is not defined itself.
    for (const operand of operandsOf(e.condition)) this.of(operand);
    try {
      return this.of(this.#holds(e.condition) ? e.then : e.else);
    } catch (error) {
      if (!(error instanceof NotExact)) throw error;
      const [a, b] = [this.of(e.then), this.of(e.else)];
      if (minus(a, b).length === 0) return a;
      if (!this.#comparing) throw error;
      return this.#continuousChoice(e.condition, a, b) ?? plus(b, times(this.#step(e.condition), minus(a, b)));
    }
  }

  /** `if g < 0 then b + k·g else b` is b + k·(g − |g|)/2. */
  #continuousChoice(condition: Condition, a: Signomial, b: Signomial): Signomial | null {
    if (condition.kind !== 'compare' || condition.operator === '==') return null;
    const below = condition.operator === '<' || condition.operator === '<=';
    const g = minus(this.of(condition.left), this.of(condition.right));
    const difference = minus(a, b);
    const [x, y] = [difference[0], g[0]];
    const k = x && y && exact.divide(x.coefficient, y.coefficient);
    if (!k || minus(difference, scaled(g, k)).length > 0) return null;
    const part = below ? minus(g, this.#size(g)) : plus(g, this.#size(g));
    return plus(b, scaled(part, exact.multiply(k, HALF)));
  }

  /** 1 where a condition holds, else 0. */
  #step(c: Condition): Signomial {
    const unit = constant(exact.ONE);
    switch (c.kind) {
      case 'compare': {
        const [g, orEqual] = [minus(this.of(c.left), this.of(c.right)), c.operator === '<=' || c.operator === '>'];
        if (c.operator === '==') throw new NotExact('a condition is not settled');
        const below = this.#isBelow(g, orEqual);
        return c.operator === '<' || c.operator === '<=' ? below : minus(unit, below);
      }
      case 'and':
        return times(this.#step(c.left), this.#step(c.right));
      case 'or': {
        const [a, b] = [this.#step(c.left), this.#step(c.right)];
        return minus(plus(a, b), times(a, b));
      }
      case 'not':
        return minus(unit, this.#step(c.operand));
      default:
        throw new NotExact('a condition is not settled');
    }
  }

  /** g < 0 or g <= 0, with a first coefficient of 1: −g < 0 is not g <= 0. */
  #isBelow(g: Signomial, orEqual: boolean): Signomial {
    const [first] = g;
    if (!first) return orEqual ? constant(exact.ONE) : [];
    const flips = first.coefficient.numerator < 0n;
    const of = scaled(g, exact.divide(exact.ONE, first.coefficient) ?? exact.ONE);
    const strict = flips ? orEqual : !orEqual;
    const atom = ofAtom({ kind: 'step', of, orEqual: !strict, key: `{${keyOf(of)}${strict ? '<' : '<='}0}` });
    return flips ? minus(constant(exact.ONE), atom) : atom;
  }

  #holds(c: Condition): boolean {
    switch (c.kind) {
      case 'compare':
        return this.#compares(c.operator, minus(this.of(c.left), this.of(c.right)));
      case 'in':
        return (
          this.#compares('>=', minus(this.of(c.operand), this.of(c.from))) &&
          this.#compares('<=', minus(this.of(c.operand), this.of(c.to)))
        );
      case 'and':
        return this.#holds(c.left) && this.#holds(c.right);
      case 'or':
        return this.#holds(c.left) || this.#holds(c.right);
      case 'not':
        return !this.#holds(c.operand);
      case 'near': {
        const [left, right] = [this.of(c.left), this.of(c.right)];
        const allowed = scaled(right, c.within ?? exact.rational(1n, 100n));
        const distance = minus(left, right);
        return this.#compares('<=', minus(times(distance, distance), times(allowed, allowed)));
      }
    }
  }

  #compares(operator: '<' | '<=' | '>' | '>=' | '==', difference: Signomial): boolean {
    const found = this.#box.judge(difference, this.#box);
    if (!found) throw new NotExact('a condition is not settled');
    const { sign, strict } = found;
    switch (operator) {
      case '<=':
      case '>':
        if (sign > 0 && !strict) throw new NotExact('a condition is not settled');
        return sign <= 0 === (operator === '<=');
      case '>=':
      case '<':
        if (sign < 0 && !strict) throw new NotExact('a condition is not settled');
        return sign >= 0 === (operator === '>=');
      case '==':
        if (!strict) throw new NotExact('a condition is not settled');
        return sign === 0;
    }
  }
}

const MOST_PARTS = 64;

/** Whether a <= b all over the closed box, both defined there, by enclosures over parts of it. */
function isNeverMore(a: Expression, b: Expression, box: Box): boolean {
  const [only, ...others] = [...box.enclosures];
  const difference: Expression = { kind: 'subtract', left: b, right: a };
  const cost = costOf(difference, 0);
  const holds = (over: ReadonlyMap<string, Interval>): boolean => {
    spend(cost);
    const { value, defined } = enclose(difference, over);
    return defined && value.lo >= 0 && value.lo <= value.hi;
  };
  if (holds(box.enclosures)) return true;
  if (!only || others.length > 0) return false;
  const [name, { lo, hi }] = only;
  const cut = (i: number): number => (i === MOST_PARTS ? hi : lo + ((hi - lo) * i) / MOST_PARTS);
  return Array.from({ length: MOST_PARTS }, (_, i) => i).every((i) =>
    holds(new Map([[name, interval(cut(i), cut(i + 1))]])),
  );
}

const MINUS_ONE = exact.rational(-1n);
const HALF = exact.rational(1n, 2n);
const TWO = exact.rational(2n);
const TEN = exact.rational(10n);
