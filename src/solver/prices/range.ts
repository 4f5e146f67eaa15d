import type { PriceRange } from '../solution.ts';
import type { Range } from './tradeoff.ts';

/** A range that is filled again and again. */
export interface RangeInto {
  lo: number;
  hi: number;
}

export const asPrice = ({ lo, hi }: Range): PriceRange => (lo === hi || hi - lo <= 1e-9 * lo ? lo : [lo, hi]);

/** What lies in all ranges; null where nothing does (or one is missing). */
export function intersection(ranges: readonly (Range | null)[]): Range | null {
  let lo = 0;
  let hi = Number.POSITIVE_INFINITY;
  for (const range of ranges) {
    if (range === null) return null;
    lo = Math.max(lo, range.lo);
    hi = Math.min(hi, range.hi);
  }
  return met(lo, hi);
}

/** The range from lo to hi, where they miss each other by no more than rounding. */
export function met(lo: number, hi: number): Range | null {
  if (lo <= hi) return { lo, hi };
  return lo - hi <= 1e-9 * lo ? { lo: hi, hi } : null;
}
