import { namesIn, substitute } from '../../../math/expression/build.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { rebuild } from '../../../math/expression/order.ts';
import { divide, multiply, ONE, type Rational, rational } from '../../../math/rational/rational.ts';
import { decode, type EncodedExpression } from '../../encoded-expression.ts';
import { formOf } from '../exact/form-of.ts';
import { signInside } from '../sign/sign.ts';
import { type Above, directionIn } from './monotone.ts';
import type { Path } from './path.ts';
import type { Stretch } from './stretches.ts';

interface EncodedConstraint {
  readonly level: EncodedExpression;
  readonly bound: EncodedExpression;
}

/**
 * That y(a) is the most of the second good that every constraint allows: level − bound rises in the second good, all goods
 * being 0 or more, and on every part of the curve the constraint holds with y(a) put in, one of them with equality. Where the
 * value does not show it, the constraint is solved step by step from outside, and y(a) compared with that.
 */
export function wrongInversion(path: Path, constraints: readonly EncodedConstraint[], good: string): string | null {
  const excess = constraints
    .flatMap(({ level, bound }) => withoutMaxima(decode(level)).map((part) => [part, decode(bound)] as const))
    .map(([level, bound]): Expression => ({ kind: 'subtract', left: level, right: bound }))
    .filter((e) => namesIn(e).has(good));
  for (const s of path.stretches) {
    const above: Above = (e) => !namesIn(e).has(good) && signOn(e, s) === 1;
    if (!excess.every((e) => directionIn(e, good, above) === 1))
      return 'the level is not seen to rise in the second good';
    const signs = excess.map((e) => signOn(putIn(e, good, s), s) ?? signBySolving(e, good, s));
    if (!signs.every((sign) => sign === 0 || sign === -1) || !signs.includes(0))
      return 'the curve is not seen to be the edge of what the constraints allow';
  }
  return null;
}

/** Puts y(a) in for the good; a power of a power of what is not below 0 is one power. */
function putIn(e: Expression, good: string, s: Stretch): Expression {
  const { e: y } = s.y;
  const own = y.kind === 'power' ? exactValue(y.right) : null;
  if (y.kind !== 'power' || !own || (signOn(y.left, s) ?? -1) < 0) return substitute(e, new Map([[good, y]]));
  const raised = (by: Rational): Expression => ({
    kind: 'power',
    left: y.left,
    right: { kind: 'number', value: multiply(own, by) },
  });
  const visit = (x: Expression): Expression => {
    if (x.kind === 'name') return x.name === good ? y : x;
    const isGood = (part: Expression | undefined): boolean => part?.kind === 'name' && part.name === good;
    if (x.kind === 'call' && x.function === 'sqrt' && isGood(x.arguments[0])) return raised(rational(1n, 2n));
    const exponent = x.kind === 'power' && isGood(x.left) ? exactValue(x.right) : null;
    return exponent ? raised(exponent) : rebuild(x, visit);
  };
  return visit(e);
}

/** The sign of level − bound at y(a), from that of y(a) less the solution. */
function signBySolving(excess: Expression, good: string, s: Stretch): -1 | 0 | 1 | null {
  const notBelowZero: Expression[] = [];
  const solution = solved(excess, ZERO, good, notBelowZero);
  if (!solution || !notBelowZero.every((e) => (signOn(e, s) ?? -1) >= 0)) return null;
  return signOn({ kind: 'subtract', left: s.y.e, right: solution }, s);
}

function signOn(e: Expression, s: Stretch): -1 | 0 | 1 | null {
  const form = formOf(e, s.inner);
  return form && (signInside(form, s.inner, EFFORT)?.sign ?? null);
}

const ZERO: Expression = { kind: 'number', value: { numerator: 0n, denominator: 1n } };
const TWO: Expression = { kind: 'number', value: { numerator: 2n, denominator: 1n } };

/** e = other, solved for a good that stands in e once. What a power or root is taken of must not be below 0. */
function solved(e: Expression, other: Expression, good: string, notBelowZero: Expression[]): Expression | null {
  const within = (x: Expression): boolean => namesIn(x).has(good);
  const go = (x: Expression, y: Expression): Expression | null => solved(x, y, good, notBelowZero);
  switch (e.kind) {
    case 'name':
      return other;
    case 'negate':
      return go(e.operand, { kind: 'negate', operand: other });
    case 'add':
    case 'multiply': {
      if (within(e.left) && within(e.right)) return null;
      const [inner, rest] = within(e.left) ? [e.left, e.right] : [e.right, e.left];
      return go(inner, { kind: e.kind === 'add' ? 'subtract' : 'divide', left: other, right: rest });
    }
    case 'subtract':
    case 'divide': {
      if (within(e.left) && within(e.right)) return null;
      if (!within(e.left)) return go(e.right, { kind: e.kind, left: e.left, right: other });
      return go(e.left, { kind: e.kind === 'subtract' ? 'add' : 'multiply', left: other, right: e.right });
    }
    case 'power': {
      const exponent = exactValue(e.right);
      const inverse = exponent && exponent.numerator > 0n ? divide(ONE, exponent) : null;
      if (!inverse) return null;
      notBelowZero.push(other);
      return go(e.left, { kind: 'power', left: other, right: { kind: 'number', value: inverse } });
    }
    case 'call':
      return solvedCall(e, other, go, notBelowZero);
    default:
      return null;
  }
}

function solvedCall(
  e: Expression & { readonly kind: 'call' },
  other: Expression,
  go: (e: Expression, other: Expression) => Expression | null,
  notBelowZero: Expression[],
): Expression | null {
  const inner = e.arguments[0] as Expression;
  switch (e.function) {
    case 'sqrt':
      notBelowZero.push(other);
      return go(inner, { kind: 'power', left: other, right: TWO });
    case 'exp':
      return go(inner, { kind: 'call', function: 'ln', arguments: [other] });
    case 'ln':
      return go(inner, { kind: 'call', function: 'exp', arguments: [other] });
    default:
      return null;
  }
}

const EFFORT = 300;

/** max(p, q) <= c is p <= c and q <= c. */
export function withoutMaxima(level: Expression): readonly Expression[] {
  if (level.kind === 'call' && level.function === 'max') return level.arguments.flatMap(withoutMaxima);
  const factor = level.kind === 'divide' ? exactValue(level.right) : null;
  if (level.kind === 'divide' && factor && factor.numerator > 0n)
    return withoutMaxima(level.left).map((left) => ({ ...level, left }));
  return [level];
}
