import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { interval } from '../../math/interval/interval.ts';
import { type Rational, rational } from '../../math/rational/rational.ts';

/** An inequality left <= right. */
export interface Inequality {
  readonly left: Expression;
  readonly right: Expression;
}

/**
 * Inequalities that hold at the same places y >= 0 as the given one, without the rising functions around its sides. `only`:
 * it is the whole frontier, which ends where its right side first falls to 0.
 */
export function simpler(given: Inequality, only: boolean): readonly Inequality[] {
  const several = parts(given);
  if (several) return several.flatMap((p) => simpler(p, only));
  const step = isFixed(given.right) ? outerOfLeft(given) : outerOfRight(given, only);
  return step ? simpler(step, only) : [given];
}

function parts({ left, right }: Inequality): readonly Inequality[] | null {
  if (left.kind === 'call' && left.function === 'max') return left.arguments.map((l) => ({ left: l, right }));
  if (right.kind === 'call' && right.function === 'min') return right.arguments.map((r) => ({ left, right: r }));
  return null;
}

function isFixed(e: Expression): boolean {
  return namesIn(e).size === 0;
}

/** A number that is proven to be above 0 and finite. */
function isAboveZero(e: Expression): boolean {
  if (!isFixed(e)) return false;
  const { value, defined } = enclose(e, new Map());
  return defined && value.lo > 0 && value.hi < Number.POSITIVE_INFINITY;
}

/** h(left) <= number, h rising: left <= the number put through the inverse of h. */
function outerOfLeft({ left, right }: Inequality): Inequality | null {
  if (left.kind === 'call') {
    const inner = left.arguments[0] as Expression;
    const inverse = isFixed(inner) ? null : inverseCall(left.function, right);
    return inverse && { left: inner, right: inverse };
  }
  if (left.kind === 'power') {
    const p = risingPower(left.left, left.right);
    return p && !isFixed(left.left) && isAboveZero(right)
      ? { left: left.left, right: raised(right, inverted(p)) }
      : null;
  }
  if (left.kind === 'add' && isFixed(left.right))
    return { left: left.left, right: { kind: 'subtract', left: right, right: left.right } };
  if (left.kind === 'add' && isFixed(left.left))
    return { left: left.right, right: { kind: 'subtract', left: right, right: left.left } };
  if (left.kind === 'subtract' && isFixed(left.right))
    return { left: left.left, right: { kind: 'add', left: right, right: left.right } };
  if (left.kind === 'multiply' && isAboveZero(left.right) && !isFixed(left.left))
    return { left: left.left, right: { kind: 'divide', left: right, right: left.right } };
  if (left.kind === 'divide' && isAboveZero(left.right) && !isFixed(left.left))
    return { left: left.left, right: { kind: 'multiply', left: right, right: left.right } };
  if (left.kind === 'multiply' && isAboveZero(left.left) && !isFixed(left.right))
    return { left: left.right, right: { kind: 'divide', left: right, right: left.left } };
  return null;
}

function inverseCall(name: string, right: Expression): Expression | null {
  if (name === 'ln') return { kind: 'call', function: 'exp', arguments: [right] };
  if (!isAboveZero(right)) return null;
  if (name === 'sqrt') return raised(right, rational(2n));
  return name === 'exp' ? { kind: 'call', function: 'ln', arguments: [right] } : null;
}

function raised(e: Expression, value: Rational): Expression {
  return { kind: 'power', left: e, right: { kind: 'number', value } };
}

function inverted({ numerator, denominator }: Rational): Rational {
  return rational(denominator, numerator);
}

/** The exponent, where the power rises all over its base's values: not an even power of what may be below 0. */
function risingPower(base: Expression, exponent: Expression): Rational | null {
  const p = exactValue(exponent);
  if (!p || p.numerator <= 0n) return null;
  const even = p.denominator === 1n && p.numerator % 2n === 0n;
  return even && !isNeverBelowZero(base) ? null : p;
}

/** For all goods >= 0, by one enclosure. */
function isNeverBelowZero(e: Expression): boolean {
  const anything = new Map([...namesIn(e)].map((n) => [n, interval(0, Number.POSITIVE_INFINITY)]));
  const { value, defined } = enclose(e, anything);
  return defined && value.lo >= 0;
}

/** left <= h(right), h rising with values >= 0, and left >= 0. */
function outerOfRight({ left, right }: Inequality, only: boolean): Inequality | null {
  if (!isNeverBelowZero(left)) return null;
  if (right.kind === 'multiply' && isAboveZero(right.left))
    return { left: { kind: 'divide', left, right: right.left }, right: right.right };
  if (right.kind === 'multiply' && isAboveZero(right.right))
    return { left: { kind: 'divide', left, right: right.right }, right: right.left };
  if (right.kind === 'divide' && isAboveZero(right.right))
    return { left: { kind: 'multiply', left, right: right.right }, right: right.left };
  if (right.kind === 'call' && right.function === 'sqrt')
    return { left: raised(left, rational(2n)), right: right.arguments[0] as Expression };
  if (right.kind !== 'power') return null;
  const p = exactValue(right.right);
  if (!p || p.numerator <= 0n) return null;
  const even = p.denominator === 1n && p.numerator % 2n === 0n;
  return even && !only && !isNeverBelowZero(right.left) ? null : { left: raised(left, inverted(p)), right: right.left };
}
