import {
  add,
  call,
  divide,
  multiply,
  namesIn,
  negate,
  number,
  power,
  substitute,
  subtract,
} from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { childrenOf } from '../../math/expression/order.ts';
import { rational, ZERO } from '../../math/rational/rational.ts';
import { isAboveZero, type Ranges, simplify } from './simplify.ts';

export interface Solution {
  readonly value: Expression;
  /** What is solved rises in the name (everywhere that it is looked at). */
  readonly rises: boolean;
}

/**
 * Solves e = target for a name that stands in it once, undoing one operation after the other, for all columns in their ranges at
 * once: exponents may be columns. Null where it stands more often, or where a step cannot be undone for all of them. `first`
 * takes an even power's first zero, though it rises again beyond.
 */
export function solveFor(
  e: Expression,
  target: Expression,
  name: string,
  ranges: Ranges,
  first = false,
): Solution | null {
  if (occurrences(e, name) !== 1) return null;
  const found = undone(e, { value: target, rises: true }, { name, ranges, first });
  return found && { ...found, value: simplify(found.value, ranges) };
}

interface Sought {
  readonly name: string;
  readonly ranges: Ranges;
  readonly first: boolean;
}

export function occurrences(e: Expression, name: string): number {
  if (e.kind === 'name') return e.name === name ? 1 : 0;
  if (e.kind === 'if' && namesIn(e).has(name)) return 2;
  return childrenOf(e).reduce((n, part) => n + occurrences(part, name), 0);
}

function undone(e: Expression, { value, rises }: Solution, sought: Sought): Solution | null {
  const { name, ranges } = sought;
  const on = (inner: Expression, next: Expression, same: boolean): Solution | null =>
    undone(inner, { value: simplify(next, ranges), rises: same === rises }, sought);
  switch (e.kind) {
    case 'name':
      return { value, rises };
    case 'negate':
      return on(e.operand, negate(value), false);
    case 'add':
      return occurrences(e.left, name)
        ? on(e.left, subtract(value, e.right), true)
        : on(e.right, subtract(value, e.left), true);
    case 'subtract':
      return occurrences(e.left, name)
        ? on(e.left, add(value, e.right), true)
        : on(e.right, subtract(e.left, value), false);
    case 'multiply': {
      const [inner, factor] = occurrences(e.left, name) ? [e.left, e.right] : [e.right, e.left];
      const side = signOver(factor, ranges);
      return side === 0 ? null : on(inner, divide(value, factor), side > 0);
    }
    case 'divide':
      return undoneQuotient(e.left, e.right, { value, rises }, sought);
    case 'power':
      return occurrences(e.left, name)
        ? undonePower(e.left, e.right, { value, rises }, sought)
        : undoneExponent(e.left, e.right, { value, rises }, sought);
    case 'call':
      return undoneCall(e, { value, rises }, sought);
    default:
      return null;
  }
}

function undoneQuotient(left: Expression, right: Expression, { value, rises }: Solution, sought: Sought) {
  const { name, ranges } = sought;
  const isAbove = occurrences(left, name) > 0;
  const side = signOver(isAbove ? right : left, ranges);
  if (side === 0) return null;
  if (isAbove)
    return undone(left, { value: simplify(multiply(value, right), ranges), rises: side > 0 === rises }, sought);
  // Falls where it is above 0 and what it divides is too.
  if (side < 0 || !isAboveZero(right, ranges)) return null;
  return undone(right, { value: simplify(divide(left, value), ranges), rises: !rises }, sought);
}

/** 1 or -1 where it has that sign for all columns, the goods from 0 up. */
export function signOver(e: Expression, ranges: Ranges): -1 | 0 | 1 {
  const { value, defined } = enclose(e, ranges);
  if (!defined || !(value.lo <= value.hi)) return 0;
  return value.lo > 0 ? 1 : value.hi < 0 ? -1 : 0;
}

/**
 * Not below 0 where no good is made: a root has no other values, and a power of the negative of one would be taken for it.
 * From there on it falls to 0 at the end at most.
 */
function startsAboveZero(e: Expression, ranges: Ranges): boolean {
  const goods = [...namesIn(e)].filter((n) => ranges.get(n)?.hi === Number.POSITIVE_INFINITY);
  return isAboveZero(substitute(e, new Map(goods.map((g) => [g, NOTHING]))), ranges);
}

function isNothing(e: Expression): boolean {
  return e.kind === 'number' && e.value.numerator === 0n;
}

function undonePower(base: Expression, exponent: Expression, { value, rises }: Solution, sought: Sought) {
  const { ranges, first } = sought;
  const side = signOver(exponent, ranges);
  if (side === 0 || !(isAboveZero(base, ranges) || (first && isNothing(value)))) return null;
  if (isNothing(value)) return side > 0 ? undone(base, { value, rises }, sought) : null;
  if (!startsAboveZero(value, ranges)) return null;
  const root = simplify(power(value, divide(ONE, exponent)), ranges);
  return undone(base, { value: root, rises: side > 0 === rises }, sought);
}

function undoneExponent(base: Expression, exponent: Expression, { value, rises }: Solution, sought: Sought) {
  if (signOver(base, sought.ranges) !== 1) return null;
  const side = signOver(subtract(base, ONE), sought.ranges);
  if (side === 0) return null;
  const inner = divide(call('ln', value), call('ln', base));
  return undone(exponent, { value: simplify(inner, sought.ranges), rises: side > 0 === rises }, sought);
}

function undoneCall(e: Expression & { readonly kind: 'call' }, { value, rises }: Solution, sought: Sought) {
  const [inner, ...others] = e.arguments;
  if (!inner || others.length > 0) return null;
  switch (e.function) {
    case 'sqrt':
      if (!startsAboveZero(value, sought.ranges)) return null;
      return undone(inner, { value: simplify(power(value, number(rational(2n))), sought.ranges), rises }, sought);
    case 'exp':
      return undone(inner, { value: call('ln', value), rises }, sought);
    case 'ln':
      return undone(inner, { value: call('exp', value), rises }, sought);
    default:
      return null;
  }
}

const ONE: Expression = number(rational(1n));
export const NOTHING: Expression = number(ZERO);
