import { powerOfTwo } from '../rational/power-of-two.ts';

/**
 * Doubles with a running bound of their error (Wilkinson 1963; Higham 2002, § 3.3). Where value and error are both finite, every
 * real that the operands may stand for gives a result within `error` of `value`, wherever it is defined; anything else says
 * that nothing is known. + − × ÷ are rounded to nearest with relative errors up to u = 2^-53; bounds are themselves computed in
 * doubles, which SLACK makes up for.
 */

/** 2u: one rounding, with as much again. */
export const ROUNDING = powerOfTwo(-52);
export const SLACK = 1 + powerOfTwo(-46);
const LESS = 1 - powerOfTwo(-46);
/** In a bound below it parts may have been lost to underflow, less than TINY in all. */
export const SMALL = powerOfTwo(-900);
export const TINY = powerOfTwo(-950);
export const UNKNOWN = Number.POSITIVE_INFINITY;

/** Whether an argument may have reached beyond the domain of its function. */
export interface Doubt {
  found: boolean;
}

/** Of a quotient in doubles. |a'/b' − a/b| ≤ (e_a + |a/b| e_b) / (|b| − e_b). */
export function quotientError(a: number, errorA: number, b: number, errorB: number, quotient: number): number {
  const size = Math.abs(quotient);
  const least = errorB === 0 ? Math.abs(b) : (Math.abs(b) - errorB) * LESS;
  const isExact = b === 1 || a === b;
  const error = ((errorA + size * errorB) / least + (isExact ? 0 : ROUNDING * size)) * SLACK;
  if (least >= SAFE_DIVISOR && least < UNKNOWN && error >= SMALL) return error;
  if (!(least > 0 && least < UNKNOWN)) return UNKNOWN;
  if (errorA === 0 && (a === 0 || (isExact && errorB === 0))) return 0;
  return least >= SAFE_DIVISOR || errorB === 0 ? error + TINY : UNKNOWN;
}

/** What is lost to underflow before a division by less could be more than TINY after it. */
const SAFE_DIVISOR = powerOfTwo(-100);
