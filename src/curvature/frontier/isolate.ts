import { namesIn } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { divide, ONE, rational, ZERO } from '../../math/rational/rational.ts';

/**
 * Solves level <= bound for a good that stands in it once: good <= the returned formula. Null where it stands more often, or
 * where the direction of the inequality is not plain. All goods are >= 0.
 */
export function isolate(level: Expression, bound: Expression, good: string): Expression | null {
  if (occurrences(level, good) + occurrences(bound, good) !== 1) return null;
  const inLevel = occurrences(level, good) === 1;
  return inLevel ? unwrap(level, bound, good, true) : unwrap(bound, level, good, false);
}

function occurrences(e: Expression, good: string): number {
  switch (e.kind) {
    case 'number':
    case 'constant':
      return 0;
    case 'name':
      return e.name === good ? 1 : 0;
    case 'negate':
      return occurrences(e.operand, good);
    case 'call':
      return e.arguments.reduce((n, x) => n + occurrences(x, good), 0);
    case 'if':
      return namesIn(e).has(good) ? 2 : 0;
    default:
      return occurrences(e.left, good) + occurrences(e.right, good);
  }
}

/** e <= other (or e >= other where `below` is false), with the good inside e. */
function unwrap(e: Expression, other: Expression, good: string, below: boolean): Expression | null {
  switch (e.kind) {
    case 'name':
      return below ? other : null;
    case 'negate':
      return unwrap(e.operand, { kind: 'negate', operand: other }, good, !below);
    case 'add': {
      const [inner, rest] = occurrences(e.left, good) ? [e.left, e.right] : [e.right, e.left];
      return unwrap(inner, { kind: 'subtract', left: other, right: rest }, good, below);
    }
    case 'subtract':
      return occurrences(e.left, good)
        ? unwrap(e.left, { kind: 'add', left: other, right: e.right }, good, below)
        : unwrap(e.right, { kind: 'subtract', left: e.left, right: other }, good, !below);
    case 'multiply': {
      const [inner, factor] = occurrences(e.left, good) ? [e.left, e.right] : [e.right, e.left];
      const sign = plainSign(factor);
      return sign === 0
        ? null
        : unwrap(inner, { kind: 'divide', left: other, right: factor }, good, sign > 0 ? below : !below);
    }
    case 'divide':
      return unwrapQuotient(e.left, e.right, other, good, below);
    case 'power':
      return unwrapPower(e.left, e.right, other, good, below);
    case 'call':
      return unwrapCall(e, other, good, below);
    default:
      return null;
  }
}

function unwrapQuotient(
  left: Expression,
  right: Expression,
  other: Expression,
  good: string,
  below: boolean,
): Expression | null {
  if (occurrences(right, good)) return null;
  const sign = plainSign(right);
  return sign === 0 ? null : unwrap(left, { kind: 'multiply', left: other, right }, good, sign > 0 ? below : !below);
}

function unwrapPower(
  base: Expression,
  exponent: Expression,
  other: Expression,
  good: string,
  below: boolean,
): Expression | null {
  const exact = exactValue(exponent);
  if (!exact || exact.numerator <= 0n || occurrences(exponent, good)) return null;
  // A whole power of what may be negative does not rise everywhere.
  if (plainSign(base) <= 0) return null;
  const inverse = divide(ONE, exact);
  if (!inverse) return null;
  const two = inverse.numerator === 1n && inverse.denominator === 2n;
  const even = inverse.denominator === 1n && inverse.numerator % 2n === 0n;
  const inner = even ? notBelowZero(other) : other;
  const root: Expression = two
    ? { kind: 'call', function: 'sqrt', arguments: [inner] }
    : { kind: 'power', left: inner, right: { kind: 'number', value: inverse } };
  return unwrap(base, root, good, below);
}

/** An even power of a side that falls below 0 would rise again there. */
export function notBelowZero(e: Expression): Expression {
  return { kind: 'call', function: 'max', arguments: [e, { kind: 'number', value: ZERO }] };
}

function squared(e: Expression): Expression {
  return { kind: 'power', left: e, right: { kind: 'number', value: rational(2n) } };
}

function unwrapCall(
  e: Expression & { readonly kind: 'call' },
  other: Expression,
  good: string,
  below: boolean,
): Expression | null {
  const inner = e.arguments[0]!;
  switch (e.function) {
    case 'sqrt':
      return unwrap(inner, squared(notBelowZero(other)), good, below);
    case 'exp':
      return unwrap(inner, { kind: 'call', function: 'ln', arguments: [other] }, good, below);
    case 'ln':
      return unwrap(inner, { kind: 'call', function: 'exp', arguments: [other] }, good, below);
    default:
      return null;
  }
}

/** 1 where an expression of goods (all >= 0) is plainly >= 0 and not 0 throughout, -1 likewise below, 0 where not plain. */
export function plainSign(e: Expression): -1 | 0 | 1 {
  const exact = exactValue(e);
  if (exact) return exact.numerator > 0n ? 1 : exact.numerator < 0n ? -1 : 0;
  switch (e.kind) {
    case 'constant':
    case 'name':
      return 1;
    case 'negate':
      return -plainSign(e.operand) as -1 | 0 | 1;
    case 'add':
      return plainSign(e.left) === plainSign(e.right) ? plainSign(e.left) : 0;
    case 'subtract':
      return plainSign(e.left) === -plainSign(e.right) ? plainSign(e.left) : 0;
    case 'multiply':
    case 'divide':
      return (plainSign(e.left) * plainSign(e.right)) as -1 | 0 | 1;
    case 'power':
      return plainSign(e.left) === 1 ? 1 : 0;
    case 'call':
      return e.function === 'exp' ||
        e.function === 'sigmoid' ||
        ((e.function === 'sqrt' || e.function === 'tanh') && plainSign(e.arguments[0]!) === 1)
        ? 1
        : 0;
    default:
      return 0;
  }
}
