import { describe, expect, test } from 'vitest';
import { boundedColumns } from '../../../src/math/columns/bounded-columns.ts';
import { columnFormula } from '../../../src/math/columns/columns.ts';
import * as build from '../../../src/math/expression/build.ts';
import { source } from '../reference/nasty-numbers.ts';

const [x, y] = [build.name('x'), build.name('y')];
const raised = (exponent: number) => build.power(x, build.number(exponent));
const end = build.power(build.subtract(build.number(1), build.divide(build.multiply(x, y), y)), build.number(2.5));

/** One number, exact or within a margin, and what must be known of the formula there. */
const CASES = [
  { name: '1/0', formula: raised(-1), at: 0, known: null },
  { name: '0^−0.5', formula: raised(-0.5), at: 0, known: null },
  { name: '0^0 by a variable', formula: build.power(x, x), at: 0, known: 1 },
  { name: '0^2.5', formula: raised(2.5), at: 0, known: 0 },
  { name: '0^0.3', formula: raised(0.3), at: 0, known: 0 },
  { name: '(−0)^0.3', formula: raised(0.3), at: -0, known: 0 },
  { name: '(−2)^3 by a variable', formula: build.power(x, build.number(3)), at: -2, known: -8 },
  { name: 'ln of a negative', formula: build.call('ln', x), at: -1, known: null },
  { name: 'ln 0', formula: build.call('ln', x), at: 0, known: null },
  { name: 'sqrt of a negative', formula: build.call('sqrt', x), at: -1e-300, known: null },
  { name: 'sqrt 0', formula: build.call('sqrt', x), at: 0, known: 0 },
  { name: 'overflow of a product', formula: raised(2), at: 1e300, known: null },
  { name: 'underflow of a product', formula: raised(2), at: 1e-300, known: 0 },
  { name: 'e^1000', formula: build.call('exp', x), at: 1000, known: null },
  { name: 'e^−1000', formula: build.call('exp', x), at: -1000, known: 0 },
  { name: 'a subnormal', formula: build.add(x, x), at: 5e-324, known: 1e-323 },
  { name: 'sigmoid far out', formula: build.call('sigmoid', x), at: -2000, known: 0 },
  { name: 'not a number', formula: build.add(x, build.number(1)), at: Number.NaN, known: null },
  { name: 'unbounded', formula: build.divide(build.number(1), x), at: Number.POSITIVE_INFINITY, known: null },
  { name: 'a name that nobody gave', formula: build.name('z'), at: 1, known: null },
];

function boundedAt(formula: (typeof CASES)[number]['formula'], at: number, margin: number | null) {
  const [values, errors] = [new Float64Array(1), new Float64Array(1)];
  const moving = [
    { values: Float64Array.of(at), margin: margin === null ? null : Float64Array.of(margin) },
    { values: 3, margin: null },
  ];
  const isKnown = boundedColumns([formula], [], ['x', 'y']).prepare([], 1).run(moving, 0, 1, [values], [errors]);
  return { value: values[0] ?? Number.NaN, error: errors[0] ?? Number.NaN, isKnown };
}

describe('at the edges', () => {
  test.each(CASES)('$name', ({ formula, at, known }) => {
    const { value, error, isKnown } = boundedAt(formula, at, null);
    const plain = new Float64Array(1);
    columnFormula([formula], [], ['x', 'y']).prepare([], 1).run([at, 3], 0, 1, [plain]);
    expect(error < Number.POSITIVE_INFINITY).toBe(known !== null);
    if (known === null) {
      expect(isKnown).toBe(false);
      expect(value).toBe(0);
    } else {
      expect(Math.abs(value - known)).toBeLessThanOrEqual(error);
      expect(error).toBeLessThan(1e-14 * Math.abs(known) + 1e-280);
      expect(Math.abs((plain[0] ?? Number.NaN) - known)).toBeLessThanOrEqual(1e-15 * Math.abs(known));
    }
  });

  test('at the very end of a domain, where rounding alone leaves it: known wherever it is defined, and said to be unsure', () => {
    const { value, error, isKnown } = boundedAt(end, 1, 1e-16);
    expect(isKnown).toBe(false);
    expect(value - error).toBeLessThanOrEqual(0);
    expect(value + error).toBeGreaterThan(1e-16 ** 2.5);
    expect(value + error).toBeLessThan(1e-36);
  });
});

test('a base that may be negative has negative powers where the exponent is whole', () => {
  const { value, error, isKnown } = boundedAt(build.power(x, y), 1e-17, 3e-17);
  expect(isKnown).toBe(false);
  expect(value - error).toBeLessThan((-2e-17) ** 3);
  expect(value + error).toBeGreaterThan(4e-17 ** 3);
});

const K = build.number(1.7);
const share = build.divide(build.multiply(y, x), y);
const curveOf = build.power(build.subtract(build.number(1), build.power(share, K)), build.divide(build.number(1), K));

test.each([
  { at: 0, end: 1 },
  { at: 1, end: 0 },
])('the ends of a curve are exact: at $at', ({ at, end: expected }) => {
  expect(boundedAt(curveOf, at, null)).toEqual({ value: expected, error: 0, isKnown: true });
});

describe('errors are small', () => {
  const curve = build.power(
    build.subtract(build.number(1), build.power(build.divide(x, y), K)),
    build.divide(build.number(1), K),
  );
  test.each([
    { name: 'a power curve', formula: curve },
    { name: 'exp', formula: build.call('exp', x) },
    { name: 'a rational function', formula: build.divide(x, build.add(x, y)) },
    { name: 'sigmoid', formula: build.call('sigmoid', build.subtract(x, y)) },
  ])('$name: under 2^-44 of the value, at plain numbers', ({ formula }) => {
    const from = source(20260831);
    const count = 10_000;
    const columns = [0.1, 2].map((least) => Float64Array.from({ length: count }, () => least + from.uniform()));
    const [values, errors] = [new Float64Array(count), new Float64Array(count)];
    const moving = columns.map((own) => ({ values: own, margin: null }));
    const isKnown = boundedColumns([formula], ['x', 'y']).prepare(moving, count).run([], 0, count, [values], [errors]);
    expect(isKnown).toBe(true);
    expect(errors.findIndex((error, i) => !(error <= 2 ** -44 * Math.abs(values[i] ?? 0)))).toBe(-1);
  });
});
