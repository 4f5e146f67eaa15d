import { namesIn } from '../../../math/expression/build.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';

export type Direction = -1 | 0 | 1;

/** What is known to be 0 or more besides. */
export type Above = (e: Expression) => boolean;

const NONE: Above = () => false;

/**
 * Which way an expression of amounts (all names are 0 or more) goes strictly as one of them rises, wherever it is defined and
 * no factor is 0; 0: it does not depend on it; null: not seen from its build.
 */
export function directionIn(e: Expression, good: string, above: Above = NONE): Direction | null {
  const of = (x: Expression): Direction | null => directionIn(x, good, above);
  switch (e.kind) {
    case 'number':
    case 'constant':
      return 0;
    case 'name':
      return e.name === good ? 1 : 0;
    case 'negate':
      return opposite(of(e.operand));
    case 'add':
      return together(of(e.left), of(e.right));
    case 'subtract':
      return together(of(e.left), opposite(of(e.right)));
    case 'multiply':
      return ofProduct(e.left, e.right, good, above);
    case 'divide':
      return ofQuotient(e.left, e.right, good, above);
    case 'power':
      return ofPower(e.left, e.right, good, above);
    case 'call':
      return RISING.has(e.function) ? of(e.arguments[0] as Expression) : constantIn(e.arguments.map(of));
    case 'if':
      return namesIn(e).has(good) ? null : 0;
  }
}

const RISING = new Set(['sqrt', 'exp', 'ln', 'log10', 'tanh', 'sigmoid']);

function constantIn(parts: readonly (Direction | null)[]): Direction | null {
  return parts.every((d) => d === 0) ? 0 : null;
}

function opposite(d: Direction | null): Direction | null {
  return d === null || d === 0 ? d : d === 1 ? -1 : 1;
}

function together(a: Direction | null, b: Direction | null): Direction | null {
  if (a === 0) return b;
  return b === 0 || a === b ? a : null;
}

function ofProduct(a: Expression, b: Expression, good: string, above: Above): Direction | null {
  const [da, db] = [directionIn(a, good, above), directionIn(b, good, above)];
  if (da === null || db === null) return null;
  const [sa, sb] = [signOf(a, above), signOf(b, above)];
  const [byA, byB] = [times(da, sb), times(db, sa)];
  return byA === null || byB === null ? null : together(byA, byB);
}

function ofQuotient(a: Expression, b: Expression, good: string, above: Above): Direction | null {
  const [da, db] = [directionIn(a, good, above), directionIn(b, good, above)];
  const [sa, sb] = [signOf(a, above), signOf(b, above)];
  if (da === null || db === null || sb === null) return null;
  const [byA, byB] = [times(da, sb), opposite(times(db, sa))];
  return byA === null || byB === null ? null : together(byA, byB);
}

function times(d: Direction, sign: 1 | -1 | null): Direction | null {
  if (d === 0) return 0;
  return sign === null ? null : sign === 1 ? d : opposite(d);
}

function ofPower(base: Expression, exponent: Expression, good: string, above: Above): Direction | null {
  const [own, growth] = [directionIn(base, good, above), directionIn(exponent, good, above)];
  const value = exactValue(exponent);
  if (own === 0 && growth === 0) return 0;
  if (own === null || growth !== 0 || !value || value.numerator === 0n || signOf(base, above) !== 1) return null;
  return value.numerator > 0n ? own : opposite(own);
}

/** 1 where an expression of amounts is plainly 0 or more, -1 where 0 or less. */
function signOf(e: Expression, above: Above): 1 | -1 | null {
  const plain = plainSign(e, above);
  return plain === null && above(e) ? 1 : plain;
}

function plainSign(e: Expression, above: Above): 1 | -1 | null {
  const value = exactValue(e);
  if (value) return value.numerator >= 0n ? 1 : -1;
  switch (e.kind) {
    case 'constant':
    case 'name':
      return 1;
    case 'negate':
      return flipped(signOf(e.operand, above));
    case 'add':
      return signOf(e.left, above) === signOf(e.right, above) ? signOf(e.left, above) : null;
    case 'subtract':
      return signOf(e.left, above) === flipped(signOf(e.right, above)) ? signOf(e.left, above) : null;
    case 'multiply':
    case 'divide': {
      const [a, b] = [signOf(e.left, above), signOf(e.right, above)];
      return a === null || b === null ? null : a === b ? 1 : -1;
    }
    case 'power':
      return signOf(e.left, above) === 1 ? 1 : null;
    case 'call':
      return signOfCall(e, above);
    default:
      return null;
  }
}

function signOfCall(e: Expression & { readonly kind: 'call' }, above: Above): 1 | -1 | null {
  if (e.function === 'exp' || e.function === 'sqrt' || e.function === 'abs' || e.function === 'sigmoid') return 1;
  const [first] = e.arguments;
  if (e.function === 'ln' && first?.kind === 'add' && isAtLeastOne(first, above)) return 1;
  return e.function === 'tanh' && first ? signOf(first, above) : null;
}

/** 1 + u with u 0 or more. */
function isAtLeastOne(
  { left, right }: { readonly left: Expression; readonly right: Expression },
  above: Above,
): boolean {
  const isOne = (x: Expression): boolean => {
    const value = exactValue(x);
    return value !== null && value.numerator >= value.denominator;
  };
  return (isOne(left) && signOf(right, above) === 1) || (isOne(right) && signOf(left, above) === 1);
}

function flipped(sign: 1 | -1 | null): 1 | -1 | null {
  return sign === null ? null : sign === 1 ? -1 : 1;
}
