import { namesIn } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { childrenOf, inOrder } from '../../math/expression/order.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { equals, fromDouble, isWhole, type Rational, sign, toDouble } from '../../math/rational/rational.ts';

/**
 * How much there must be of a good for a formula to be defined: c, where `good - c` stands under a logarithm or a root, as in the
 * utilities of Stone and Geary; 0 where nothing of the kind does. An enclosure.
 */
export function leastOf(e: Expression, good: string): Interval {
  let most: Interval = point(0);
  for (const part of inOrder(e)) {
    const needed = isGuarded(part) ? neededFor(childrenOf(part)[0], good) : null;
    if (needed !== null && needed.hi > most.hi) most = needed;
  }
  return most;
}

/** A function that is undefined below 0. */
export function isGuarded(e: Expression): boolean {
  if (e.kind === 'call') return e.function === 'ln' || e.function === 'log10' || e.function === 'sqrt';
  return e.kind === 'power' && isRoot(exactValue(e.right));
}

const isRoot = (exponent: Rational | null): boolean => exponent !== null && !isWhole(exponent);

function neededFor(e: Expression | undefined, good: string): Interval | null {
  if (e?.kind !== 'subtract' || e.left.kind !== 'name' || e.left.name !== good || namesIn(e.right).size > 0)
    return null;
  const needed = exactValue(e.right);
  if (needed === null || sign(needed) <= 0) return null;
  const nearest = toDouble(needed);
  return equals(fromDouble(nearest), needed)
    ? point(nearest)
    : { lo: nearest * (1 - 2 ** -51), hi: nearest * (1 + 2 ** -51) };
}
