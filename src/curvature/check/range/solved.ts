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
} from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { childrenOf, inOrder } from '../../../math/expression/order.ts';
import { print } from '../../../math/expression/print.ts';
import { ONE, rational, ZERO } from '../../../math/rational/rational.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { comparableForm, formOf } from '../exact/form-of.ts';
import { minus, NotExact } from '../exact/signomial.ts';
import { boxOf, signInside } from '../sign/sign.ts';
import type { Curve } from './curve.ts';
import { type Constraint, ofGoods } from './levels.ts';
import type { Over } from './over.ts';

/**
 * The edge of level <= bound as one good of two in terms of the other, if `formula` is that: the level falls in neither good,
 * so that the edge falls all along, and it is undone step by step, or straight in the good.
 */
export function solvedCurve(
  goods: readonly string[],
  constraints: readonly Constraint[],
  { input, formula }: { readonly input: string; readonly formula: Expression },
  over: Over,
): Curve | string {
  const [only, ...more] = constraints;
  const good = goods.find((g) => g !== input);
  if (!only || more.length > 0 || goods.length !== 2 || good === undefined || !goods.includes(input))
    return 'not one level of two goods';
  const whole = subtract(only.level, only.bound);
  const bends = ofGoods(goods, over);
  if (bends.of(whole).way !== 1) return 'the level is not seen to rise';
  if (!bends.isDefined(whole)) return 'the level may be undefined';
  const isIt = [undone(only, good, over), straight(whole, good, input, over)].some(
    (own) => own !== null && isSame(own, formula, input, over),
  );
  return isIt ? { formula, input, from: ZERO, to: null, isFalling: true } : 'it is not what the level gives';
}

const EVERYTHING = { lo: ZERO, hi: rational(10n ** 6n) };

function isSame(a: Expression, b: Expression, input: string, over: Over): boolean {
  if (print(a) === print(b)) return true;
  const box = boxOf(new Map([...over.ranges, [input, EVERYTHING]]));
  const [x, y] = [comparableForm(a, box), comparableForm(b, box)];
  return x !== null && y !== null && minus(x, y).length === 0;
}

function count(e: Expression, good: string): number {
  if (e.kind === 'name') return e.name === good ? 1 : 0;
  return childrenOf(e).reduce((sum, part) => sum + count(part, good), 0);
}

/** Step by step, where the good stands once and every step rises or falls strictly. */
function undone({ level, bound }: Constraint, good: string, over: Over): Expression | null {
  if (count(level, good) !== 1 || namesIn(bound).has(good)) return null;
  const has = (e: Expression): boolean => namesIn(e).has(good);
  let [e, other]: [Expression, Expression] = [level, bound];
  for (let steps = inOrder(level).length; steps >= 0; steps--) {
    switch (e.kind) {
      case 'name':
        return other;
      case 'add':
        [e, other] = has(e.left) ? [e.left, subtract(other, e.right)] : [e.right, subtract(other, e.left)];
        break;
      case 'subtract':
        if (!has(e.left)) return null;
        [e, other] = [e.left, add(other, e.right)];
        break;
      case 'multiply': {
        const [inner, factor]: readonly [Expression, Expression] = has(e.left) ? [e.left, e.right] : [e.right, e.left];
        if (!over.isPositive(factor)) return null;
        [e, other] = [inner, divide(other, factor)];
        break;
      }
      case 'divide':
        if (!has(e.left) || !over.isPositive(e.right)) return null;
        [e, other] = [e.left, multiply(other, e.right)];
        break;
      case 'power':
        // All goods are 0 or more, and so is what is below the power.
        if (has(e.right) || e.left.kind !== 'name' || !over.isPositive(e.right)) return null;
        [e, other] = [e.left, rootOf(other, e.right)];
        break;
      case 'call': {
        const [inner] = e.arguments;
        if (!inner || !['sqrt', 'exp', 'ln'].includes(e.function)) return null;
        if (e.function === 'sqrt' && inner.kind !== 'name') return null;
        const inverse = e.function === 'exp' ? call('ln', other) : call('exp', other);
        [e, other] = [inner, e.function === 'sqrt' ? power(other, number(rational(2n))) : inverse];
        break;
      }
      default:
        return null;
    }
  }
  return null;
}

function rootOf(e: Expression, exponent: Expression): Expression {
  if (exponent.kind !== 'number') return power(e, divide(number(ONE), exponent));
  const { numerator, denominator } = exponent.value;
  if (numerator === 2n && denominator === 1n) return call('sqrt', e);
  return power(e, number(rational(denominator, numerator)));
}

/** A + B g is the bound at g = -A/B, B being above 0. */
function straight(whole: Expression, good: string, input: string, over: Over): Expression | null {
  const at = (n: bigint): Expression => substitute(whole, new Map([[good, number(rational(n))]]));
  const rise = subtract(at(1n), at(0n));
  const box = boxOf(new Map([...over.ranges, [input, EVERYTHING], [good, EVERYTHING]]));
  try {
    const form = formOf(whole, box);
    const slope = form && derivativeOf(form, good);
    if (!slope || derivativeOf(slope, good).length > 0) return null;
    const found = signInside(slope, box);
    return found?.sign === 1 && found.strict ? divide(negate(at(0n)), rise) : null;
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}
