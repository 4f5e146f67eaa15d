import { add, call, divide, multiply, namesIn, negate, number, power, subtract } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { rational } from '../../math/rational/rational.ts';
import { isAboveZero, type Ranges, simplify } from './simplify.ts';
import { NOTHING, signOver } from './solve-for.ts';

/** a + b good + c good², with a, b, c free of it. */
type Coefficients = readonly [Expression, Expression, Expression];

/**
 * Solves e = 0 for a good in which e is linear or quadratic and rises from 0 on: (sqrt(b² - 4ac) - b) / 2c. Null where e is of another form, or not plainly rising for all columns.
 */
export function positiveRoot(e: Expression, good: string, ranges: Ranges): Expression | null {
  const parts = coefficients(e, good)?.map((part) => simplify(part, ranges));
  const [a, b, c] = parts ?? [];
  if (!a || !b || !c) return null;
  if (isNothing(c)) return signOver(b, ranges) === 1 ? simplify(divide(negate(a), b), ranges) : null;
  if (!isAboveZero(b, ranges) || signOver(c, ranges) !== 1) return null;
  const inside = subtract(power(b, TWO), multiply(FOUR, multiply(c, a)));
  const root = divide(subtract(call('sqrt', inside), b), multiply(TWO, c));
  return simplify(root, ranges);
}

const TWO = number(rational(2n));
const FOUR = number(rational(4n));

function coefficients(e: Expression, good: string): Coefficients | null {
  if (!namesIn(e).has(good)) return [e, NOTHING, NOTHING];
  switch (e.kind) {
    case 'name':
      return [NOTHING, number(rational(1n)), NOTHING];
    case 'negate':
      return each(coefficients(e.operand, good), negate);
    case 'add':
    case 'subtract': {
      const [left, right] = [coefficients(e.left, good), coefficients(e.right, good)];
      const join = e.kind === 'add' ? add : subtract;
      return left && right && [join(left[0], right[0]), join(left[1], right[1]), join(left[2], right[2])];
    }
    case 'multiply':
      return product(coefficients(e.left, good), coefficients(e.right, good));
    case 'divide':
      return namesIn(e.right).has(good) ? null : each(coefficients(e.left, good), (part) => divide(part, e.right));
    case 'power': {
      const isSquare = e.right.kind === 'number' && e.right.value.numerator === 2n && e.right.value.denominator === 1n;
      const base = isSquare ? coefficients(e.left, good) : null;
      return product(base, base);
    }
    default:
      return null;
  }
}

function each(parts: Coefficients | null, change: (e: Expression) => Expression): Coefficients | null {
  return parts && [change(parts[0]), change(parts[1]), change(parts[2])];
}

function isNothing(e: Expression): boolean {
  return e.kind === 'number' && e.value.numerator === 0n;
}

/** Null where the third or fourth power would come of it. */
function product(p: Coefficients | null, q: Coefficients | null): Coefficients | null {
  if (!p || !q) return null;
  const times = (x: Expression, y: Expression): Expression => (isNothing(x) || isNothing(y) ? NOTHING : multiply(x, y));
  const plus = (x: Expression, y: Expression): Expression => (isNothing(x) ? y : isNothing(y) ? x : add(x, y));
  const high = [times(p[1], q[2]), times(p[2], q[1]), times(p[2], q[2])];
  if (!high.every(isNothing)) return null;
  return [
    times(p[0], q[0]),
    plus(times(p[0], q[1]), times(p[1], q[0])),
    plus(plus(times(p[0], q[2]), times(p[2], q[0])), times(p[1], q[1])),
  ];
}
