import { powerFact } from '../functions/power.ts';
import { powerOfTwo } from '../rational/power-of-two.ts';
import { EXP_ERROR, expOf, LARGEST_EXPONENT, lnOf } from './bounded-kernel.ts';
import { reach, store } from './by-interval.ts';
import { type Doubt, quotientError, ROUNDING, SLACK, TINY, UNKNOWN } from './error-rules.ts';
import type { Kernel, Lane } from './machine.ts';

/** Exponents t of e^t that leave room for what is added to them. */
const LARGEST = LARGEST_EXPONENT - 1;

/** x^y = e^(y ln x), with the error of the product y ln x; b: ln x, as `lnOfBase` leaves it. */
export const power =
  (doubt: Doubt): Kernel =>
  (n, out, a, b, c) => {
    const { values: z, errors: ez, at: o } = out;
    const { values: l, errors: el, at: q } = b;
    const { values: y, errors: ey, at: r } = c;
    for (let i = 0; i < n; i++) {
      const logarithm = l[q + i] as number;
      const exponent = y[r + i] as number;
      const errorExponent = ey[r + i] as number;
      const product = exponent * logarithm;
      const size = Math.abs(logarithm) * errorExponent + (Math.abs(exponent) + errorExponent) * (el[q + i] as number);
      const margin = (size + ROUNDING * Math.abs(product)) * SLACK + TINY;
      if (product === 0 && isOne(logarithm, el[q + i] as number, exponent, errorExponent)) {
        ez[o + i] = 0;
        z[o + i] = 1;
      } else if (Math.abs(product) <= LARGEST && margin <= 1) {
        const value = expOf(product);
        ez[o + i] = value * (margin + margin * margin + EXP_ERROR) * SLACK;
        z[o + i] = value;
      } else powerNearEdge(doubt, out, a, c, i);
    }
  };

/** 1^y and x^0. */
const isOne = (logarithm: number, errorLogarithm: number, exponent: number, errorExponent: number): boolean =>
  (logarithm === 0 && errorLogarithm === 0 && errorExponent < UNKNOWN) ||
  (exponent === 0 && errorExponent === 0 && errorLogarithm < UNKNOWN);

/** x^y = x^(y + 1) / x for x > 0; b: x^(y + 1). */
export const lowerPower =
  (doubt: Doubt): Kernel =>
  (n, out, a, b, c) => {
    const { values: z, errors: ez, at: o } = out;
    const { values: x, errors: ex, at: p } = a;
    const { values: w, errors: ew, at: q } = b;
    for (let i = 0; i < n; i++) {
      const base = x[p + i] as number;
      const margin = ex[p + i] as number;
      const above = w[q + i] as number;
      const value = above / base;
      const error =
        base > 0 && margin < base ? quotientError(above, ew[q + i] as number, base, margin, value) : UNKNOWN;
      if (error < UNKNOWN && Math.abs(value) < UNKNOWN) {
        ez[o + i] = error;
        z[o + i] = value;
      } else powerNearEdge(doubt, out, a, c, i);
    }
  };

/** Where the base may be 0 or negative (as at the end of a domain), or the power is very large or small. */
function powerNearEdge(doubt: Doubt, out: Lane, a: Lane, c: Lane, i: number): void {
  const base = a.values[a.at + i] as number;
  const margin = a.errors[a.at + i] as number;
  const exponent = c.values[c.at + i] as number;
  const errorExponent = c.errors[c.at + i] as number;
  const most = base === 0 && margin === 0 ? 0 : highestPower(base, margin, exponent, errorExponent);
  if (most !== null && exponent > errorExponent) {
    if (base < margin) doubt.found = true;
    // A negative base has powers only where the exponent is whole, and those may be negative.
    const mayBeNegative = base < margin && Math.floor(exponent + errorExponent) >= exponent - errorExponent;
    out.values[out.at + i] = mayBeNegative ? 0 : most / 2;
    out.errors[out.at + i] = mayBeNegative ? most : most / 2;
    return;
  }
  const x = reach(a, i);
  const y = reach(c, i);
  if (x !== null && y !== null && !powerFact.isDefinedOver(x, y)) doubt.found = true;
  store(out, i, x === null || y === null ? null : powerFact.enclose(x, y));
}

const UP = 1 + powerOfTwo(-40);

/** Bounds |x|^y for |x| ≤ base + margin and positive y, where the base is about 0; null: elsewhere. */
function highestPower(base: number, margin: number, exponent: number, errorExponent: number): number | null {
  const largest = (Math.abs(base) + margin) * UP;
  if (!(Math.abs(base) <= margin && largest < 0.5 && largest > SMALLEST && errorExponent < exponent)) return null;
  const product = (lnOf(largest) * (exponent - errorExponent)) / UP;
  return product < -LARGEST ? NEARLY_NOTHING : expOf(product) * UP;
}

const SMALLEST = powerOfTwo(-900);
/** Above e^−699. */
const NEARLY_NOTHING = powerOfTwo(-1000);
