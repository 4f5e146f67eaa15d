import {
  add,
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
import { summandsOf } from '../../math/expression/summands.ts';
import { rational } from '../../math/rational/rational.ts';
import { isAboveZero, type Ranges, simplify } from './simplify.ts';
import { NOTHING, signOver } from './solve-for.ts';

/** use(a) + use(b) + … <= resource, each use counted from what it is at 0. */
export interface Shared {
  readonly resource: Expression;
  readonly uses: readonly { readonly good: string; readonly use: Expression; readonly atZero: Expression }[];
}

/** level <= bound as a sum of terms in one good each, for all columns in their ranges; or null. An outer rising power is undone. */
export function sharedResource(
  goods: readonly string[],
  level: Expression,
  bound: Expression,
  wide: Ranges,
): Shared | null {
  const plain = unwrapped(level, bound, goods, wide);
  const uses = new Map<string, Expression>();
  let rest: Expression = NOTHING;
  for (const { e, negative } of [...summandsOf(plain.level), ...summandsOf(plain.bound, true)]) {
    const [good, ...others] = goods.filter((g) => namesIn(e).has(g));
    if (others.length > 0) return null;
    if (good === undefined) {
      rest = negative ? add(rest, e) : subtract(rest, e);
      continue;
    }
    const signed = negative ? negate(e) : e;
    const before = uses.get(good);
    uses.set(good, before ? add(before, signed) : signed);
  }
  return assembled(goods, uses, rest, wide);
}

function assembled(
  goods: readonly string[],
  uses: ReadonlyMap<string, Expression>,
  rest: Expression,
  wide: Ranges,
): Shared | null {
  let resource = rest;
  const list = [];
  for (const good of goods) {
    const use = uses.get(good);
    if (!use) return null;
    const atZero = atNothing(use, good, wide);
    if (!atZero) return null;
    resource = subtract(resource, atZero);
    list.push({ good, use, atZero });
  }
  return { resource: simplify(resource, wide), uses: list };
}

/** A power of 0 with a positive exponent is 0, whatever the exponent. */
function atNothing(use: Expression, good: string, wide: Ranges): Expression | null {
  const at = simplify(substitute(use, new Map([[good, NOTHING]])), wide);
  const { value, defined } = enclose(at, wide);
  if (!defined) return null;
  return value.lo === 0 && value.hi === 0 ? NOTHING : at;
}

interface Inequality {
  readonly level: Expression;
  readonly bound: Expression;
}

function unwrapped(level: Expression, bound: Expression, goods: readonly string[], wide: Ranges): Inequality {
  const has = (e: Expression): boolean => goods.some((g) => namesIn(e).has(g));
  if (has(bound) || signOver(bound, wide) !== 1) return { level, bound };
  const on = (inner: Expression, limit: Expression): Inequality => unwrapped(inner, simplify(limit, wide), goods, wide);
  switch (level.kind) {
    case 'multiply': {
      const [inner, factor] = has(level.left) ? [level.left, level.right] : [level.right, level.left];
      return !has(factor) && signOver(factor, wide) === 1 ? on(inner, divide(bound, factor)) : { level, bound };
    }
    case 'divide':
      return !has(level.right) && signOver(level.right, wide) === 1
        ? on(level.left, multiply(bound, level.right))
        : { level, bound };
    case 'power': {
      const undoes = level.left.kind !== 'name' && !has(level.right) && signOver(level.right, wide) === 1;
      if (!undoes || !isAboveZero(level.left, wide)) return { level, bound };
      return on(level.left, power(bound, divide(number(rational(1n)), level.right)));
    }
    case 'call': {
      const [inner] = level.arguments;
      return level.function === 'sqrt' && inner ? on(inner, power(bound, number(rational(2n)))) : { level, bound };
    }
    default:
      return { level, bound };
  }
}
