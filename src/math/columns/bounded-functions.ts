import { expFact } from '../functions/exp.ts';
import { lnFact } from '../functions/ln.ts';
import { sigmoidFact } from '../functions/sigmoid.ts';
import { sqrtFact } from '../functions/sqrt.ts';
import { powerOfTwo } from '../rational/power-of-two.ts';
import { EXP_ERROR, expOf, LARGEST_EXPONENT, LN_ERROR, lnOf } from './bounded-kernel.ts';
import { encloseOne } from './by-interval.ts';
import { type Doubt, SLACK, TINY, UNKNOWN } from './error-rules.ts';
import type { Kernel } from './machine.ts';

/** Numbers below it are left to intervals, member by member, and so is all else that is not plainly inside a function's domain. */
const SMALLEST = powerOfTwo(-1000);
/** Of a root whose square is that close to what it is the root of. */
const ROOT_ERROR = powerOfTwo(-50);
const SIGMOID_ERROR = powerOfTwo(-49);

/** |√a' − √a| ≤ e / (√a + √(a − e)), and √(a − e) ≥ (a − e) / √a. The engine's root is checked by its square. */
export const sqrt =
  (doubt: Doubt): Kernel =>
  (n, out, a) => {
    const { values: z, errors: ez, at: o } = out;
    const { values: x, errors: ex, at: p } = a;
    for (let i = 0; i < n; i++) {
      const own = x[p + i] as number;
      const margin = ex[p + i] as number;
      const root = Math.sqrt(own);
      if (own > SMALLEST && margin < own && Math.abs(root * root - own) <= ROOT_ERROR * own) {
        ez[o + i] = (margin / (root + (own - margin) / root) + 2 * ROOT_ERROR * root) * SLACK;
        z[o + i] = root;
      } else encloseOne(sqrtFact, doubt, out, a, i);
    }
  };

/** |e^a' − e^a| ≤ e^a (e^margin − 1), and e^m − 1 ≤ m + m² for m ≤ 1. */
export const exp =
  (doubt: Doubt): Kernel =>
  (n, out, a) => {
    const { values: z, errors: ez, at: o } = out;
    const { values: x, errors: ex, at: p } = a;
    for (let i = 0; i < n; i++) {
      const own = x[p + i] as number;
      const margin = ex[p + i] as number;
      if (Math.abs(own) <= LARGEST_EXPONENT && margin <= 1) {
        const value = expOf(own);
        ez[o + i] = own === 0 && margin === 0 ? 0 : value * (margin + margin * margin + EXP_ERROR) * SLACK;
        z[o + i] = value;
      } else encloseOne(expFact, doubt, out, a, i);
    }
  };

/** s(a') differs from s(a) by no more than s(a) (e^margin − 1); from e^−a on, three more roundings. */
export const sigmoid =
  (doubt: Doubt): Kernel =>
  (n, out, a) => {
    const { values: z, errors: ez, at: o } = out;
    const { values: x, errors: ex, at: p } = a;
    for (let i = 0; i < n; i++) {
      const own = x[p + i] as number;
      const margin = ex[p + i] as number;
      if (Math.abs(own) <= LARGEST_EXPONENT && margin <= 1) {
        const value = 1 / (1 + expOf(-own));
        ez[o + i] = value * (margin + margin * margin + SIGMOID_ERROR) * SLACK;
        z[o + i] = value;
      } else encloseOne(sigmoidFact, doubt, out, a, i);
    }
  };

const isPlain = (x: number, margin: number): boolean => x > SMALLEST && x < UNKNOWN && margin < x;

/** |ln a' − ln a| ≤ −ln(1 − q) ≤ q / (1 − q) for q = margin / a. */
function logarithmError(value: number, x: number, margin: number): number {
  if (margin === 0) return LN_ERROR * Math.abs(value);
  const share = margin / x;
  return (share / (1 - share) + LN_ERROR * Math.abs(value) + TINY) * SLACK;
}

export const ln =
  (doubt: Doubt): Kernel =>
  (n, out, a) => {
    const { values: z, errors: ez, at: o } = out;
    const { values: x, errors: ex, at: p } = a;
    for (let i = 0; i < n; i++) {
      const own = x[p + i] as number;
      const margin = ex[p + i] as number;
      if (isPlain(own, margin)) {
        const value = lnOf(own);
        ez[o + i] = logarithmError(value, own, margin);
        z[o + i] = value;
      } else encloseOne(lnFact, doubt, out, a, i);
    }
  };

/** As `power` reads it: nothing is known at a base that is not plainly positive. */
export const lnOfBase: Kernel = (n, out, a) => {
  const { values: z, errors: ez, at: o } = out;
  const { values: x, errors: ex, at: p } = a;
  for (let i = 0; i < n; i++) {
    const own = x[p + i] as number;
    const margin = ex[p + i] as number;
    const value = isPlain(own, margin) ? lnOf(own) : Number.NaN;
    ez[o + i] = logarithmError(value, own, margin);
    z[o + i] = value;
  }
};
