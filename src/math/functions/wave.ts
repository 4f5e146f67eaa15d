import { divide, negate } from '../interval/arithmetic.ts';
import { type Interval, point } from '../interval/interval.ts';
import type { Bend, Monotonicity } from './fact.ts';

/** f, f', −f/2, −f'/6, … for sin and cos. */
export function waveCoefficients(value: Interval, slope: Interval, order: number): readonly Interval[] {
  const coefficients: Interval[] = [];
  for (let k = 0, factorial = 1; k <= order; k++) {
    factorial *= Math.max(k, 1);
    const derivative = k % 2 === 0 ? value : slope;
    const scaled = k < 2 ? derivative : divide(derivative, point(factorial));
    coefficients.push(k % 4 < 2 ? scaled : negate(scaled));
  }
  return coefficients;
}

export function waveMonotonicity(slope: Interval): Monotonicity {
  return 0 <= slope.lo ? 'increasing' : slope.hi <= 0 ? 'decreasing' : 'unknown';
}

/** The second derivative of sin and cos is the opposite of the value. */
export function waveBend(value: Interval): Bend {
  return 0 <= value.lo ? 'concave' : value.hi <= 0 ? 'convex' : 'unknown';
}
