import type { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import { judgeFunction } from '../../src/curvature/judge-function.ts';
import { decimalOf, decimalValue, High } from './random/decimals.ts';
import { formula, ranges } from './reading.ts';

/** Formulas without kinks, their ranges, and how many inflections they have inside. */
const cases: readonly (readonly [formula: string, range: string, count: number])[] = [
  ['x^3 - 3*x', 'x -2 2', 1],
  ['x^4 - 6*x^2', 'x -3 3', 2],
  ['x^5 - 10*x^3', 'x -4 4', 3],
  ['(x - 1)^4*(x + 2)^2', 'x -3 3', 2],
  ['x^2*exp(-x)', 'x 0 10', 2],
  ['x*exp(-x)', 'x 0 5', 1],
  ['exp(-x^2)', 'x -2 2', 2],
  ['exp(-x^2/2)', 'x -3 3', 2],
  ['1/(1 + exp(-3*(x - 1.7)))', 'x 0 5', 1],
  ['30 - 10*tanh((x - 10)/4)', 'x 0 20', 1],
  ['exp(-exp(x))', 'x -2 2', 1],
  ['x^3/(1 + x^2)', 'x 0.5 5', 1],
  ['x^2/(1 + x^2)', 'x 0 5', 1],
  ['x^2.5/(3^2.5 + x^2.5)', 'x 0 8', 1],
  ['sin(x)', 'x 1 10', 3],
  ['sin(x) + cos(x)', 'x 0 6', 2],
  ['cos(x^2)', 'x 0 2', 1],
  ['x + sin(x)', 'x 1 5', 1],
  ['ln(x)/x', 'x 1 10', 1],
  ['x^2*ln(x)', 'x 0.01 1', 1],
  ['exp(x) - x^3', 'x 0 4', 2],
  ['exp(-1/x)', 'x 0.1 2', 1],
  ['x + 1e-12*sin(x)', 'x 1 6', 1],
  ['3.6*x + 1e-9*(7*x^4 - 3e-5*x^2)', 'x 0 5', 1],
  ['2.4*x^0.5 - x + 0.3*x^2.5', 'x 0.01 3', 1],
  ['sin(x) - x + x^3/6', 'x -1 1', 1],
  ['1/(1 + x^2)', 'x 0 4', 1],
  ['sqrt(2 + sin(x))', 'x 1 7', 2],
  ['x^101', 'x -1 1', 1],
];

/** The sign of the second difference around x, in 60 digits. */
function bend(text: string, x: Decimal): number {
  const step = new High('1e-14');
  const at = (s: number): Decimal => decimalValue(formula(text), new Map([['x', x.plus(step.times(s))]]));
  return at(1).plus(at(-1)).minus(at(0).times(2)).cmp(0);
}

test.each(cases)('each inflection of %s for %s lies in its bracket', (text, range, count) => {
  const found = judgeFunction(formula(text), ranges(range)).inflections;
  expect(found).toHaveLength(count);
  for (const { interval, at } of found) {
    const [lo, hi] = interval;
    expect(lo <= at && at <= hi && hi - lo < 1e-9).toBe(true);
    const outside = new High('1e-10');
    expect(bend(text, decimalOf(lo).minus(outside)) * bend(text, decimalOf(hi).plus(outside))).toBe(-1);
  }
});
