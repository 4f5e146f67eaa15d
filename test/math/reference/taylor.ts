import { Decimal } from 'decimal.js';
import { assertNever } from '../../../src/math/expression/assert-never.ts';
import { namesIn, number } from '../../../src/math/expression/build.ts';
import type { Condition, Expression, FunctionName } from '../../../src/math/expression/expression.ts';
import type { Rational } from '../../../src/math/rational/rational.ts';
import * as reference from './enclosure.ts';

/**
 * Values and Taylor coefficients of formulas in 60 digits, by the recurrences of automatic differentiation (Griewank &
 * Walther 2008, §13.2): written apart from what they test, straight from the tree, without a tape or intervals.
 */
export const Precise = Decimal.clone({ precision: 60, toExpNeg: -1e6, toExpPos: 1e6 });

/** A line through a point: where each name stands, and how fast it moves. */
export type Line = ReadonlyMap<string, { readonly at: number; readonly along: number }>;

export type Expansion =
  /** c_0, c_1, … of t ↦ f(point + t · direction). */
  | { readonly kind: 'smooth'; readonly coefficients: readonly Decimal[] }
  /** Defined, but at a kink, or at a singular end such as that of a root. */
  | { readonly kind: 'kink' | 'singular'; readonly value: Decimal }
  | { readonly kind: 'undefined' }
  /** 60 digits cannot tell. */
  | { readonly kind: 'unsure' };

export function expand(e: Expression, line: Line, order: number): Expansion {
  try {
    const { coefficients, flaw } = new Expander(line, order).of(e);
    return flaw === null ? { kind: 'smooth', coefficients } : { kind: flaw, value: coefficients[0] as Decimal };
  } catch (thrown) {
    if (thrown instanceof Unknown) return { kind: thrown.kind };
    throw thrown;
  }
}

class Unknown extends Error {
  readonly kind: 'undefined' | 'unsure';
  constructor(kind: 'undefined' | 'unsure') {
    super(kind);
    this.kind = kind;
  }
}

/** Where there is a flaw, only the first coefficient is known. */
interface Series {
  readonly coefficients: readonly Decimal[];
  readonly flaw: 'kink' | 'singular' | null;
}

interface Decision {
  readonly holds: boolean;
  readonly isTie: boolean;
}

type Coefficients = readonly Decimal[];

const ZERO = new Precise(0);
const ONE = new Precise(1);
// biome-ignore lint/suspicious/noThenProperty: the word of the language
const SAME = { then: number(0), else: number(0) };
const TINY = new Precise('1e-40');
const HUGE = new Precise('1e20');

class Expander {
  readonly #line: Line;
  readonly #order: number;
  readonly #known = new Map<Expression, Series>();

  constructor(line: Line, order: number) {
    this.#line = line;
    this.#order = order;
  }

  of(e: Expression): Series {
    const known = this.#known.get(e);
    if (known !== undefined) return known;
    const series = this.#expand(e);
    // Cancellation of what is larger would leave too few digits.
    if (series.coefficients.some((c) => !c.isFinite() || c.abs().gt(HUGE))) throw new Unknown('unsure');
    this.#known.set(e, series);
    return series;
  }

  #expand(e: Expression): Series {
    switch (e.kind) {
      case 'number':
        return this.#constant(decimal(e.value));
      case 'constant':
        return this.#constant(e.name === 'e' ? ONE.exp() : Precise.acos(-1));
      case 'name': {
        const variable = this.#line.get(e.name);
        if (variable === undefined) throw new Unknown('undefined');
        return smooth([exact(variable.at), new Precise(variable.along), ...this.#zeros(this.#order - 1)]);
      }
      case 'negate':
        return this.#mapped(e.operand, (u) => u.map((c) => c.neg()));
      case 'add':
        return this.#paired(e.left, e.right, (a, b) => a.map((c, k) => c.plus(at(b, k))));
      case 'subtract':
        return this.#paired(e.left, e.right, (a, b) => a.map((c, k) => c.minus(at(b, k))));
      case 'multiply':
        return this.#paired(e.left, e.right, multiply);
      case 'divide':
        return this.#paired(e.left, e.right, divide);
      case 'power':
        return this.#power(this.of(e.left), this.of(e.right));
      case 'call':
        return this.#call(
          e.function,
          e.arguments.map((part) => this.of(part)),
        );
      case 'if':
        return this.#branch(e);
      default:
        return assertNever(e);
    }
  }

  #mapped(operand: Expression, change: (u: Coefficients) => Coefficients): Series {
    const { coefficients, flaw } = this.of(operand);
    return { coefficients: change(coefficients), flaw };
  }

  #paired(left: Expression, right: Expression, combine: (a: Coefficients, b: Coefficients) => Coefficients): Series {
    const [a, b] = [this.of(left), this.of(right)];
    return { coefficients: combine(a.coefficients, b.coefficients), flaw: a.flaw ?? b.flaw };
  }

  #constant(value: Decimal): Series {
    return smooth([value, ...this.#zeros(this.#order)]);
  }

  #zeros(count: number): readonly Decimal[] {
    return Array.from({ length: count }, () => ZERO);
  }

  #flawed(value: Decimal, flaw: 'kink' | 'singular'): Series {
    return { coefficients: [value, ...this.#zeros(this.#order)], flaw };
  }

  #power(base: Series, exponent: Series): Series {
    const [b, r] = [at(base.coefficients, 0), at(exponent.coefficients, 0)];
    const flaw = base.flaw ?? exponent.flaw;
    const isConstant = isConstantSeries(exponent);
    const isWhole = signOf(r.minus(r.round())) === 0;
    if (isConstant && isWhole) return { coefficients: wholePower(base.coefficients, r.round().toNumber()), flaw };
    switch (signOf(b)) {
      case -1:
        if (isWhole) return this.#flawed(b.pow(r.round()), 'singular');
        throw new Unknown('undefined');
      case 0:
        if (signOf(r) < 0) throw new Unknown('undefined');
        return isConstant && isConstantSeries(base)
          ? this.#constant(signOf(r) === 0 ? ONE : ZERO)
          : this.#flawed(signOf(r) === 0 ? ONE : ZERO, 'singular');
      default:
        return isConstant
          ? { coefficients: brokenPower(base.coefficients, r), flaw }
          : { coefficients: exp(multiply(exponent.coefficients, ln(base.coefficients))), flaw };
    }
  }

  #call(name: FunctionName, parts: readonly Series[]): Series {
    const [first, ...others] = parts;
    if (first === undefined) throw new Unknown('undefined');
    if (name === 'min' || name === 'max') return others.reduce((a, b) => this.#selected(name, a, b), first);
    const { coefficients: u, flaw } = first;
    const sign = signOf(at(u, 0));
    switch (name) {
      case 'abs':
        if (sign === 0) return isConstantSeries(first) ? first : this.#flawed(ZERO, 'kink');
        return { coefficients: sign < 0 ? u.map((c) => c.neg()) : u, flaw };
      case 'sqrt':
        return this.#power(first, this.#constant(new Precise('0.5')));
      case 'ln':
      case 'log10': {
        if (sign <= 0) throw new Unknown('undefined');
        const logarithm = ln(u);
        return { coefficients: name === 'ln' ? logarithm : logarithm.map((c) => c.div(LN10)), flaw };
      }
      case 'exp':
        return { coefficients: exp(u), flaw };
      case 'sin':
        return { coefficients: waves(u).sine, flaw };
      case 'cos':
        return { coefficients: waves(u).cosine, flaw };
      case 'sigmoid':
        return { coefficients: sigmoid(u), flaw };
      case 'tanh':
        // 2 sigmoid(2u) − 1
        return {
          coefficients: sigmoid(u.map((c) => c.times(2))).map((c, k) => c.times(2).minus(k === 0 ? 1 : 0)),
          flaw,
        };
      default:
        return assertNever(name);
    }
  }

  #selected(name: 'min' | 'max', a: Series, b: Series): Series {
    const { order, isTie } = compared(a, b);
    if (isTie) return this.#flawed(at(a.coefficients, 0), 'kink');
    return order > 0 === (name === 'max') ? a : b;
  }

  #branch(e: Extract<Expression, { kind: 'if' }>): Series {
    const { holds, isTie } = this.#test(e.condition);
    const taken = this.of(holds ? e.then : e.else);
    return isTie ? this.#flawed(at(taken.coefficients, 0), 'kink') : taken;
  }

  /** Whether `or true` makes up for what is undefined beside it is left open. */
  #tests(left: Condition, right: Condition): readonly [Decision, Decision] {
    const isConstant = (c: Condition): boolean => namesIn({ kind: 'if', condition: c, ...SAME }).size === 0;
    try {
      return [this.#test(left), this.#test(right)];
    } catch (thrown) {
      throw isConstant(left) || isConstant(right) ? new Unknown('unsure') : thrown;
    }
  }

  /** Every operand must be defined, whether or not it decides. */
  #test(c: Condition): Decision {
    switch (c.kind) {
      case 'compare': {
        const [a, b] = [this.of(c.left), this.of(c.right)];
        const { order, isTie } = compared(a, b);
        const held = { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0, '==': order === 0 };
        return { holds: held[c.operator], isTie };
      }
      case 'and':
      case 'or': {
        const [left, right] = this.#tests(c.left, c.right);
        // A side that surely decides leaves the other no say.
        const decides = c.kind === 'or';
        const decided = [left, right].some(({ holds, isTie }) => holds === decides && !isTie);
        const holds = decides ? left.holds || right.holds : left.holds && right.holds;
        return { holds, isTie: !decided && (left.isTie || right.isTie) };
      }
      case 'not': {
        const { holds, isTie } = this.#test(c.operand);
        return { holds: !holds, isTie };
      }
      case 'near':
      case 'in':
        throw new Unknown('unsure');
      default:
        return assertNever(c);
    }
  }
}

/** A tie where they are equal here, but not (as far as is seen) everywhere around. */
function compared(a: Series, b: Series): { readonly order: number; readonly isTie: boolean } {
  const order = signOf(at(a.coefficients, 0).minus(at(b.coefficients, 0)));
  const isSame = a.coefficients.every((c, k) => c.equals(at(b.coefficients, k)));
  return { order, isTie: order === 0 && !(isSame && a.flaw === null && b.flaw === null) };
}

function smooth(coefficients: Coefficients): Series {
  return { coefficients, flaw: null };
}

function isConstantSeries({ coefficients, flaw }: Series): boolean {
  return flaw === null && coefficients.slice(1).every((c) => c.isZero());
}

/** Exactly 0, or so far from it that rounding does not matter. */
function signOf(x: Decimal): number {
  if (x.isZero()) return 0;
  if (x.abs().lt(TINY)) throw new Unknown('unsure');
  return x.isNegative() ? -1 : 1;
}

function multiply(a: Coefficients, b: Coefficients): Coefficients {
  return a.map((_, k) => convolved(a, b, k, 0, k));
}

function divide(a: Coefficients, b: Coefficients): Coefficients {
  const divisor = at(b, 0);
  if (signOf(divisor) === 0) throw new Unknown('undefined');
  const quotient: Decimal[] = [];
  for (const [k, c] of a.entries()) quotient.push(c.minus(convolved(quotient, b, k, 0, k - 1)).div(divisor));
  return quotient;
}

function wholePower(u: Coefficients, n: number): Coefficients {
  if (Math.abs(n) > 200) throw new Unknown('unsure');
  const one = u.map((_, k) => (k === 0 ? ONE : ZERO));
  let power: Coefficients = one;
  for (let i = 0; i < Math.abs(n); i++) power = multiply(power, u);
  return n < 0 ? divide(one, power) : power;
}

/** k u_0 c_k = Σ (j (r + 1) − k) u_j c_(k−j). */
function brokenPower(u: Coefficients, r: Decimal): Coefficients {
  const c: Decimal[] = [at(u, 0).pow(r)];
  for (let k = 1; k < u.length; k++) {
    let sum = ZERO;
    for (let j = 1; j <= k; j++)
      sum = sum.plus(
        r
          .plus(1)
          .times(j)
          .minus(k)
          .times(at(u, j))
          .times(at(c, k - j)),
      );
    c.push(sum.div(at(u, 0).times(k)));
  }
  return c;
}

function ln(u: Coefficients): Coefficients {
  const c: Decimal[] = [at(u, 0).ln()];
  for (let k = 1; k < u.length; k++) {
    let sum = at(u, k).times(k);
    for (let j = 1; j < k; j++)
      sum = sum.minus(
        at(c, j)
          .times(j)
          .times(at(u, k - j)),
      );
    c.push(sum.div(at(u, 0).times(k)));
  }
  return c;
}

/** k c_k = Σ j u_j c_(k−j). */
function exp(u: Coefficients): Coefficients {
  if (at(u, 0).gt(60)) throw new Unknown('unsure');
  const c: Decimal[] = [at(u, 0).exp()];
  for (let k = 1; k < u.length; k++) c.push(driven(u, c, k));
  return c;
}

function waves(u: Coefficients): { sine: Coefficients; cosine: Coefficients } {
  if (at(u, 0).abs().gt(1e6)) throw new Unknown('unsure');
  const sine: Decimal[] = [at(u, 0).sin()];
  const cosine: Decimal[] = [at(u, 0).cos()];
  for (let k = 1; k < u.length; k++) {
    const [toSine, toCosine] = [driven(u, cosine, k), driven(u, sine, k).neg()];
    sine.push(toSine);
    cosine.push(toCosine);
  }
  return { sine, cosine };
}

/** s' = s (1 − s) u'. */
function sigmoid(u: Coefficients): Coefficients {
  const s: Decimal[] = [ONE.div(at(u, 0).neg().exp().plus(1))];
  const slope: Decimal[] = [];
  for (let k = 1; k < u.length; k++) {
    slope.push(at(s, k - 1).minus(convolved(s, s, k - 1, 0, k - 1)));
    s.push(driven(u, slope, k));
  }
  return s;
}

/** Σ j u_j c_(k−j) / k for j = 1..k: the coefficient of what has the slope c u'. */
function driven(u: Coefficients, c: Coefficients, k: number): Decimal {
  let sum = ZERO;
  for (let j = 1; j <= k; j++) {
    if (isBoth(u, j, c, k - j))
      sum = sum.plus(
        at(u, j)
          .times(at(c, k - j))
          .times(j),
      );
  }
  return sum.div(k);
}

function convolved(a: Coefficients, b: Coefficients, k: number, from: number, to: number): Decimal {
  let sum = ZERO;
  for (let i = from; i <= to; i++) {
    if (isBoth(a, i, b, k - i)) sum = sum.plus(at(a, i).times(at(b, k - i)));
  }
  return sum;
}

/** Most coefficients are zero, and the library is slow to see it. */
function isBoth(a: Coefficients, i: number, b: Coefficients, j: number): boolean {
  return !at(a, i).isZero() && !at(b, j).isZero();
}

function at(c: Coefficients, k: number): Decimal {
  return c[k] ?? ZERO;
}

const LN10 = new Precise(10).ln();

function decimal(r: Rational): Decimal {
  return new Precise(r.numerator.toString()).div(r.denominator.toString());
}

/** The library would read a double as its shortest decimal, which is another number. */
export function exact(x: number): Decimal {
  const { lo, exponent } = reference.exactly(x);
  return new Precise(lo.toString()).times(new Precise(2).pow(exponent));
}
