import { divide, multiply, negate, number, power } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { BinaryOperator, Expression } from '../../math/expression/expression.ts';
import { rebuild } from '../../math/expression/order.ts';
import { print } from '../../math/expression/print.ts';
import type { Interval } from '../../math/interval/interval.ts';
import {
  compare,
  ONE,
  divide as quotient,
  type Rational,
  multiply as times,
  ZERO,
} from '../../math/rational/rational.ts';

/** The numbers that columns, goods and the parameter may be. */
export type Ranges = ReadonlyMap<string, Interval>;

/**
 * The same value wherever the original has one, shorter: constants folded, and equal factors above and below a fraction bar
 * cancelled, so that what is written over the end of a member's domain no longer names it. Sums keep the order they are
 * written in, so that nothing is lost where it would cancel. Ranges tell which bases are not below 0.
 */
export function simplify(e: Expression, ranges: Ranges): Expression {
  const parts = rebuild(e, (part) => simplify(part, ranges));
  const exact = parts.kind === 'number' ? null : exactValue(parts);
  if (exact) return number(exact);
  switch (parts.kind) {
    case 'negate':
      return parts.operand.kind === 'negate' ? parts.operand.operand : parts;
    case 'add':
      return is(parts.left, ZERO) ? parts.right : is(parts.right, ZERO) ? parts.left : shared('add', parts);
    case 'subtract':
      return difference(parts.left, parts.right) ?? shared('subtract', parts);
    case 'multiply':
    case 'divide':
      return fraction(parts);
    case 'power':
      return powerOf(parts.left, parts.right, ranges) ?? parts;
    default:
      return parts;
  }
}

function is(e: Expression, value: Rational): boolean {
  return e.kind === 'number' && compare(e.value, value) === 0;
}

/** a - b where it is shorter: with a 0, with equal parts, or (a + b) - b. */
function difference(left: Expression, right: Expression): Expression | null {
  if (is(right, ZERO)) return left;
  if (is(left, ZERO)) return right.kind === 'negate' ? right.operand : negate(right);
  const same = print(right);
  if (print(left) === same) return number(ZERO);
  if (left.kind !== 'add') return null;
  return print(left.right) === same ? left.left : print(left.left) === same ? left.right : null;
}

/** a b + a c as a (b + c), so that what is common to both is counted once. */
function shared(kind: 'add' | 'subtract', e: Expression & { readonly kind: BinaryOperator }): Expression {
  const [left, right] = [factorsOf(e.left), factorsOf(e.right)];
  const rest = [...right.above];
  const common = left.above.filter((f) => {
    const at = f.kind === 'number' ? -1 : rest.findIndex((x) => print(x) === print(f));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  if (common.length === 0) return e;
  const own = left.above.filter((f) => !common.includes(f));
  const inner: Expression = { kind, left: fractionOf(own, left.below), right: fractionOf(rest, right.below) };
  return fractionOf([...common, inner], []);
}

export interface Factors {
  readonly above: readonly Expression[];
  readonly below: readonly Expression[];
}

/** The factors above and below the fraction bar, numbers taken together as the first. */
export function factorsOf(e: Expression): Factors {
  const [above, below]: [Expression[], Expression[]] = [[], []];
  let scale: Rational = ONE;
  const collect = (part: Expression, inverse: boolean): void => {
    if (part.kind === 'multiply' || part.kind === 'divide') {
      collect(part.left, inverse);
      collect(part.right, part.kind === 'divide' ? !inverse : inverse);
      return;
    }
    const exact = part.kind === 'number' ? (inverse ? quotient(ONE, part.value) : part.value) : null;
    if (exact) scale = times(scale, exact);
    else (inverse ? below : above).push(part);
  };
  collect(e, false);
  return { above: compare(scale, ONE) === 0 ? above : [number(scale), ...above], below };
}

export function fractionOf(above: readonly Expression[], below: readonly Expression[]): Expression {
  const bottom = productOf(below);
  return below.length === 0 ? productOf(above) : divide(productOf(above), bottom);
}

function productOf(factors: readonly Expression[]): Expression {
  const [first, ...others] = factors;
  return first ? others.reduce(multiply, first) : number(ONE);
}

function fraction(e: Expression): Expression {
  const { above, below } = factorsOf(e);
  if (above.some((f) => is(f, ZERO))) return number(ZERO);
  const left = [...below];
  const kept = above.filter((f) => {
    const at = left.findIndex((x) => print(x) === print(f));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return fractionOf(kept, left);
}

/** x^1, 1^k, powers of powers and of products, where these are the same: for whole powers, or of what is not below 0. */
function powerOf(base: Expression, exponent: Expression, ranges: Ranges): Expression | null {
  if (is(exponent, ONE) || is(base, ONE)) return base;
  const isWhole = exponent.kind === 'number' && exponent.value.denominator === 1n && exponent.value.numerator > 0n;
  const mayPart = (part: Expression): boolean => isWhole || isAboveZero(part, ranges);
  if (base.kind === 'multiply' || base.kind === 'divide') {
    const { above, below } = factorsOf(base);
    const factors = [...above, ...below];
    const shorter = factors.every(mayPart) && factors.some((f) => powerOf(f, exponent, ranges) !== null);
    const each = (f: Expression): Expression => powerOf(f, exponent, ranges) ?? power(f, exponent);
    return shorter ? fraction(fractionOf(above.map(each), below.map(each))) : null;
  }
  const inner = base.kind === 'call' && base.function === 'sqrt' ? (base.arguments[0] ?? null) : null;
  if (inner) return mayPart(inner) ? powerOf(power(inner, number(HALF)), exponent, ranges) : null;
  if (base.kind !== 'power' || !mayPart(base.left)) return null;
  const together = fraction(multiply(base.right, exponent));
  return is(together, ONE) ? base.left : power(base.left, together);
}

/** Not below 0 wherever it is defined. */
export function isAboveZero(e: Expression, ranges: Ranges): boolean {
  const { value } = enclose(e, ranges);
  return value.lo <= value.hi && 0 <= value.lo;
}

const HALF: Rational = { numerator: 1n, denominator: 2n };
