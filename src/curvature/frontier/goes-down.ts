import { namesIn, substitute } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { print } from '../../math/expression/print.ts';
import { compare } from '../../math/rational/rational.ts';
import { plainSign } from './isolate.ts';

/** Whether an expression plainly never rises as a good does: from how it is built, all goods being 0 or more. */
export function goesDown(e: Expression, good: string): boolean {
  const way = wayOf(e, good);
  return way === 0 || way === -1;
}

type Way = -1 | 0 | 1 | null;

function wayOf(e: Expression, good: string): Way {
  switch (e.kind) {
    case 'number':
    case 'constant':
      return 0;
    case 'name':
      return e.name === good ? 1 : 0;
    case 'negate':
      return back(wayOf(e.operand, good));
    case 'add':
      return both(wayOf(e.left, good), wayOf(e.right, good));
    case 'subtract':
      return both(wayOf(e.left, good), back(wayOf(e.right, good)));
    case 'multiply':
      return both(scaled(wayOf(e.left, good), plainSign(e.right)), scaled(wayOf(e.right, good), plainSign(e.left)));
    case 'divide':
      return isShare(e)
        ? wayOf(e.left, good)
        : both(scaled(wayOf(e.left, good), plainSign(e.right)), back(scaled(wayOf(e.right, good), plainSign(e.left))));
    case 'power':
      return ofPower(e.left, e.right, good);
    case 'call':
      return ofCall(e, good);
    case 'if':
      return ofChoice(e, good);
  }
}

/** u / (c + u) goes the way of u. */
function isShare({ left, right }: { readonly left: Expression; readonly right: Expression }): boolean {
  if (right.kind !== 'add' || plainSign(left) !== 1) return false;
  const text = print(left);
  const other = print(right.left) === text ? right.right : print(right.right) === text ? right.left : null;
  return other !== null && plainSign(other) === 1 && namesIn(other).size === 0;
}

/** Both branches go one way, and from the one below a threshold to the one above it is a step that way. */
function ofChoice({ condition: c, then, else: other }: Expression & { readonly kind: 'if' }, good: string): Way {
  const way = both(wayOf(then, good), wayOf(other, good));
  if (way === null || c.kind !== 'compare') return null;
  if (!namesIn(c.left).has(good) && !namesIn(c.right).has(good)) return way;
  const at = exactValue(c.right);
  if (!at || c.operator === '==' || c.left.kind !== 'name') return null;
  const [above, below] = c.operator === '>' || c.operator === '>=' ? [then, other] : [other, then];
  const there = new Map<string, Expression>([[good, { kind: 'number', value: at }]]);
  const [high, low] = [exactValue(substitute(above, there)), exactValue(substitute(below, there))];
  return high && low ? both(way, compare(high, low)) : null;
}

function ofPower(base: Expression, exponent: Expression, good: string): Way {
  const [own, value] = [wayOf(base, good), exactValue(exponent)];
  if (own === 0 && wayOf(exponent, good) === 0) return 0;
  if (own === null || !value || plainSign(base) !== 1) return null;
  return value.numerator >= 0n ? own : back(own);
}

const RISING = new Set(['sqrt', 'exp', 'ln', 'log10', 'tanh', 'sigmoid', 'min', 'max']);

function ofCall(e: Expression & { readonly kind: 'call' }, good: string): Way {
  const ways = e.arguments.map((x) => wayOf(x, good));
  if (ways.every((w) => w === 0)) return 0;
  return RISING.has(e.function) ? ways.reduce(both) : null;
}

function back(way: Way): Way {
  return way === null || way === 0 ? way : way === 1 ? -1 : 1;
}

function both(a: Way, b: Way): Way {
  if (a === 0) return b;
  return b === 0 || a === b ? a : null;
}

function scaled(way: Way, sign: -1 | 0 | 1): Way {
  if (way === 0) return 0;
  return sign === 0 ? null : sign === 1 ? way : back(way);
}
