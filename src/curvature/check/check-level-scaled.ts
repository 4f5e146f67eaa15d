import { secondOrder } from '../../math/derivative/second-order.ts';
import { namesIn } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { add, multiply } from '../../math/interval/arithmetic.ts';
import { powerRational } from '../../math/interval/elementary.ts';
import { fromRational, type Interval, point } from '../../math/interval/interval.ts';
import * as exact from '../../math/rational/rational.ts';

type Rational = exact.Rational;

/** A summand: a power of every good, times a smooth rest. */
interface Summand {
  readonly powers: readonly Rational[];
  readonly rest: Expression;
}

/**
 * A function of goods >= 0 as a sum of products of powers of the goods and smooth rests, with the powers of the goods by
 * which its derivatives are multiplied so that they stay finite where a good is 0.
 */
export interface Summands {
  readonly names: readonly string[];
  readonly list: readonly Summand[];
  readonly weights: readonly Rational[];
}

const ZERO = exact.ZERO;
const ONE = exact.ONE;
const TWO = exact.rational(2n);

/**
 * The weight of a good is 1 - p/2 where the box reaches down to 0, for its least power p other than 0 and 1 if that is below
 * 2, or for the least of all if that is above 2 and the good stands in nothing but powers.
 */
export function summandsOf(e: Expression, names: readonly string[], box: readonly Interval[]): Summands {
  const list = flat(e, false).map((s) => summand(s, names));
  const weights = names.map((n, i) => ((box[i] as Interval).lo > 0 ? ZERO : weightOf(list, n, i)));
  return { names, list, weights };
}

function weightOf(list: readonly Summand[], name: string, i: number): Rational {
  const powers = list.map((s) => s.powers[i] as Rational).filter((p) => p.numerator !== 0n);
  const bent = powers.filter((p) => p.numerator > 0n && exact.compare(p, ONE) !== 0);
  const least = bent.reduce<Rational | null>((a, b) => (a && exact.compare(a, b) <= 0 ? a : b), null);
  const half = least && exact.divide(least, TWO);
  if (!half) return ZERO;
  const isHigh = powers.every((p) => exact.compare(p, TWO) > 0) && !list.some(({ rest }) => namesIn(rest).has(name));
  return exact.compare(half, ONE) < 0 || isHigh ? exact.subtract(ONE, half) : ZERO;
}

function flat(e: Expression, negative: boolean): Expression[] {
  switch (e.kind) {
    case 'add':
      return [...flat(e.left, negative), ...flat(e.right, negative)];
    case 'subtract':
      return [...flat(e.left, negative), ...flat(e.right, !negative)];
    case 'negate':
      return flat(e.operand, !negative);
    case 'multiply':
      return spread(e.left, e.right, negative) ?? spread(e.right, e.left, negative) ?? [signed(e, negative)];
    case 'divide':
      return isSum(e.left) && namesIn(e.right).size === 0
        ? flat(e.left, negative).map((x): Expression => ({ kind: 'divide', left: x, right: e.right }))
        : [signed(e, negative)];
    default:
      return [signed(e, negative)];
  }
}

/** A number times a sum. */
function spread(factor: Expression, sum: Expression, negative: boolean): Expression[] | null {
  if (namesIn(factor).size > 0 || !isSum(sum)) return null;
  return flat(sum, negative).map((x): Expression => ({ kind: 'multiply', left: factor, right: x }));
}

function isSum(e: Expression): boolean {
  return e.kind === 'add' || e.kind === 'subtract' || (e.kind === 'negate' && isSum(e.operand));
}

function signed(e: Expression, negative: boolean): Expression {
  return negative ? { kind: 'negate', operand: e } : e;
}

function summand(e: Expression, names: readonly string[]): Summand {
  const powers = names.map(() => ZERO);
  const rests: { readonly factor: Expression; readonly below: boolean }[] = [];
  const take = (x: Expression, power: Rational): void => {
    if (x.kind === 'negate') {
      rests.push({ factor: { kind: 'number', value: exact.rational(-1n) }, below: false });
      take(x.operand, power);
      return;
    }
    if (x.kind === 'multiply' || x.kind === 'divide') {
      take(x.left, power);
      take(x.right, x.kind === 'divide' ? exact.negate(power) : power);
      return;
    }
    const own = powerOf(x);
    const at = own ? names.indexOf(own.name) : -1;
    if (own && at >= 0) powers[at] = exact.add(powers[at] as Rational, exact.multiply(own.power, power));
    else rests.push({ factor: x, below: power.numerator < 0n });
  };
  take(e, ONE);
  const rest = rests.reduce<Expression>(
    (product, { factor, below }) => ({ kind: below ? 'divide' : 'multiply', left: product, right: factor }),
    { kind: 'number', value: ONE },
  );
  return { powers, rest };
}

function powerOf(e: Expression): { readonly name: string; readonly power: Rational } | null {
  if (e.kind === 'name') return { name: e.name, power: ONE };
  if (e.kind === 'call' && e.function === 'sqrt') return powered(e.arguments[0] as Expression, exact.rational(1n, 2n));
  if (e.kind !== 'power') return null;
  const p = exactValue(e.right);
  return p && powered(e.left, p);
}

/** For goods >= 0 powers of powers multiply. */
function powered(base: Expression, p: Rational): { readonly name: string; readonly power: Rational } | null {
  const own = powerOf(base);
  return own && own.power.numerator > 0n && p.numerator > 0n
    ? { name: own.name, power: exact.multiply(own.power, p) }
    : null;
}

export interface Scaled {
  readonly gradient: readonly Interval[];
  readonly hessian: readonly (readonly Interval[])[];
}

/**
 * Enclosures of D∇f and D∇²fD over a box, D = diag(y^weight), from those of the rests and the product rule. Null where a rest
 * is not smooth on the box.
 */
export function scaledOver({ names, list, weights }: Summands, box: readonly Interval[]): Scaled | null {
  const gradient: Interval[] = names.map(() => NOTHING);
  const hessian: Interval[][] = names.map(() => names.map(() => NOTHING));
  for (const { powers, rest } of list) {
    const r = secondOrder(rest, names, box);
    if (!r) return null;
    /** c y^(powers - lowered + weights of what is derived) */
    const times = (c: Interval, lowered: readonly number[], along: readonly number[]): Interval =>
      isNull(c)
        ? NOTHING
        : multiply(
            c,
            monomial(
              powers.map((p, k) => exponent(p, weights, k, lowered, along)),
              box,
            ),
          );
    const power = (i: number): Rational => powers[i] as Rational;
    names.forEach((_, i) => {
      const slope = r.gradient[i] as Interval;
      const own = multiply(fromRational(power(i)), r.value);
      gradient[i] = add(gradient[i] as Interval, add(times(own, [i], [i]), times(slope, [], [i])));
      names.forEach((_n, j) => {
        const both = exact.multiply(power(i), i === j ? exact.subtract(power(i), ONE) : power(j));
        const parts = [
          times(multiply(fromRational(both), r.value), [i, j], [i, j]),
          times(multiply(fromRational(power(i)), r.gradient[j] as Interval), [i], [i, j]),
          times(multiply(fromRational(power(j)), slope), [j], [i, j]),
          times(r.hessian[i]?.[j] as Interval, [], [i, j]),
        ];
        const row = hessian[i] as Interval[];
        row[j] = parts.reduce(add, row[j] as Interval);
      });
    });
  }
  return { gradient, hessian };
}

const NOTHING = point(0);

function isNothing(r: Rational): boolean {
  return r.numerator === 0n;
}

function isNull(x: Interval): boolean {
  return x.lo === 0 && x.hi === 0;
}

function exponent(
  p: Rational,
  weights: readonly Rational[],
  k: number,
  lowered: readonly number[],
  along: readonly number[],
): Rational {
  const count = (list: readonly number[]): Rational => exact.rational(BigInt(list.filter((x) => x === k).length));
  const weight = exact.multiply(weights[k] as Rational, count(along));
  return exact.add(exact.subtract(p, count(lowered)), weight);
}

function monomial(exponents: readonly Rational[], box: readonly Interval[]): Interval {
  return exponents.reduce((product, p, k) => {
    if (isNothing(p)) return product;
    const base = box[k] as Interval;
    if (p.numerator < 0n && base.lo <= 0) {
      const least = powerRational(point(base.hi), p);
      return multiply(product, { lo: Math.max(0, least.lo), hi: Number.POSITIVE_INFINITY });
    }
    return multiply(product, powerRational(base, p));
  }, point(1));
}
