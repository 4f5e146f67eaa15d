import { namesIn } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { divide, ONE, type Rational, rational } from '../../../math/rational/rational.ts';

/** level <= bound. */
export interface Sides {
  readonly level: Expression;
  readonly bound: Expression;
}

/**
 * The same inequality with rising functions around either side undone on both, and max on the left and min on the right
 * written as several. `alone`: no other constraint cuts the set, so that it ends where the bound first falls to 0.
 */
export function standing(sides: Sides, alone: boolean): readonly Sides[] {
  const { level, bound } = sides;
  if (level.kind === 'call' && level.function === 'max')
    return level.arguments.flatMap((part) => standing({ level: part, bound }, alone));
  if (bound.kind === 'call' && bound.function === 'min')
    return bound.arguments.flatMap((part) => standing({ level, bound: part }, alone));
  const undone = undoneLeft(sides) ?? undoneRight(sides, alone);
  return undone ? standing(undone, alone) : [sides];
}

/** What must be at most 0. */
export function difference({ level, bound }: Sides): Expression {
  return { kind: 'subtract', left: level, right: bound };
}

function undoneLeft({ level, bound }: Sides): Sides | null {
  if (namesIn(bound).size > 0) return null;
  switch (level.kind) {
    case 'multiply':
    case 'divide':
      return withoutFactor(level.kind, level.left, level.right, bound);
    case 'add':
      if (namesIn(level.right).size === 0)
        return { level: level.left, bound: { kind: 'subtract', left: bound, right: level.right } };
      return namesIn(level.left).size === 0
        ? { level: level.right, bound: { kind: 'subtract', left: bound, right: level.left } }
        : null;
    case 'subtract':
      return namesIn(level.right).size === 0
        ? { level: level.left, bound: { kind: 'add', left: bound, right: level.right } }
        : null;
    case 'power':
      return withoutPower(level.left, level.right, bound);
    case 'call':
      return withoutCall(level.function, level.arguments[0] as Expression, bound);
    default:
      return null;
  }
}

function withoutFactor(
  kind: 'multiply' | 'divide',
  left: Expression,
  right: Expression,
  bound: Expression,
): Sides | null {
  if (isPositive(right) && namesIn(left).size > 0) {
    const inverse = kind === 'multiply' ? 'divide' : 'multiply';
    return { level: left, bound: { kind: inverse, left: bound, right } };
  }
  if (kind === 'multiply' && isPositive(left) && namesIn(right).size > 0)
    return { level: right, bound: { kind: 'divide', left: bound, right: left } };
  return null;
}

function withoutPower(base: Expression, exponent: Expression, bound: Expression): Sides | null {
  const exact = exactValue(exponent);
  if (!exact || exact.numerator <= 0n || namesIn(base).size === 0 || !isPositive(bound)) return null;
  const even = exact.denominator === 1n && exact.numerator % 2n === 0n;
  if (even && !isNeverBelowZero(base)) return null;
  return { level: base, bound: root(bound, exact) };
}

function root(e: Expression, exponent: Rational): Expression {
  return { kind: 'power', left: e, right: { kind: 'number', value: divide(ONE, exponent) as Rational } };
}

function withoutCall(name: string, inner: Expression, bound: Expression): Sides | null {
  if (namesIn(inner).size === 0) return null;
  switch (name) {
    case 'sqrt':
      return isPositive(bound)
        ? { level: inner, bound: { kind: 'power', left: bound, right: { kind: 'number', value: rational(2n) } } }
        : null;
    case 'exp':
      return isPositive(bound) ? { level: inner, bound: { kind: 'call', function: 'ln', arguments: [bound] } } : null;
    case 'ln':
      return { level: inner, bound: { kind: 'call', function: 'exp', arguments: [bound] } };
    default:
      return null;
  }
}

/** A constant that is surely above 0. */
function isPositive(e: Expression): boolean {
  if (namesIn(e).size > 0) return false;
  const { value, defined } = enclose(e, new Map());
  return defined && value.lo > 0 && value.hi < Number.POSITIVE_INFINITY;
}

/** Wherever no good is below 0, as one enclosure tells. */
function isNeverBelowZero(e: Expression): boolean {
  const { value, defined } = enclose(
    e,
    new Map([...namesIn(e)].map((n) => [n, { lo: 0, hi: Number.POSITIVE_INFINITY }])),
  );
  return defined && value.lo >= 0;
}

/** level >= 0 throughout: then it may be raised to a power instead of taking a root on the right. */
function undoneRight({ level, bound }: Sides, alone: boolean): Sides | null {
  if (namesIn(bound).size === 0 || !isNeverBelowZero(level)) return null;
  if (bound.kind === 'multiply' && isPositive(bound.left))
    return { level: { kind: 'divide', left: level, right: bound.left }, bound: bound.right };
  if ((bound.kind === 'multiply' || bound.kind === 'divide') && isPositive(bound.right)) {
    const kind = bound.kind === 'multiply' ? 'divide' : 'multiply';
    return { level: { kind, left: level, right: bound.right }, bound: bound.left };
  }
  if (bound.kind === 'call' && bound.function === 'sqrt')
    return {
      level: { kind: 'power', left: level, right: { kind: 'number', value: rational(2n) } },
      bound: bound.arguments[0] as Expression,
    };
  if (bound.kind !== 'power') return null;
  const exact = exactValue(bound.right);
  if (!exact || exact.numerator <= 0n) return null;
  const even = exact.denominator === 1n && exact.numerator % 2n === 0n;
  return even && !alone && !isNeverBelowZero(bound.left) ? null : { level: root(level, exact), bound: bound.left };
}
