import type { Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';

/**
 * Counted work, so that no certificate keeps the checker busy for long: the same on every machine, whatever its speed. One
 * unit is about a product of two terms, or the enclosure of one.
 */
const MOST = 1_500_000;

/** Thrown where a check takes too much; no proof may go on as if a sign were merely not seen. */
export class OutOfWork extends Error {}

let left = Number.POSITIVE_INFINITY;

/** Runs one whole check within the limit; checks inside checks share it. */
export function withinWork<T>(check: () => T): T {
  if (left !== Number.POSITIVE_INFINITY) return check();
  left = MOST;
  try {
    return check();
  } finally {
    left = Number.POSITIVE_INFINITY;
  }
}

export function spend(units: number): void {
  left -= units;
  if (left < 0) throw new OutOfWork('the check stopped at its work limit');
}

/** Of Taylor coefficients up to an order (or second derivatives by so many variables) of a formula over one box. */
export function costOf(e: Expression, order: number): number {
  return inOrder(e).length * (1 + order) * (1 + order);
}
