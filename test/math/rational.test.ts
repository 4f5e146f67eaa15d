import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  fromDecimal,
  fromDouble,
  multiply,
  negate,
  power,
  type Rational,
  rational,
  rationalRoot,
  sign,
  subtract,
  toDouble,
} from '../../src/math/rational/rational.ts';
import { nastyNumber, source } from './reference/nasty-numbers.ts';

const fractions: fc.Arbitrary<Rational> = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 25n }))
  .map(([numerator, denominator]) => rational(numerator, denominator));

describe('the laws of a field', () => {
  test('add, subtract, multiply and divide undo each other, in lowest terms', () => {
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(sign(b) === 0 ? a : divide(multiply(a, b), b)).toEqual(a);
        expect(compare(a, b)).toBe(sign(subtract(a, b)));
        expect(add(a, negate(a))).toEqual({ numerator: 0n, denominator: 1n });
      }),
      { seed: 20260201, numRuns: 500 },
    );
  });

  test('division by zero is null', () => {
    expect(divide(rational(1n), rational(0n))).toBeNull();
    expect(power(rational(0n), -1)).toBeNull();
  });
});

describe('decimals are exact', () => {
  test.each([
    { text: '10_000', numerator: 10_000n, denominator: 1n },
    { text: '1.5e-3', numerator: 3n, denominator: 2000n },
    { text: '.5', numerator: 1n, denominator: 2n },
    { text: '-0.1', numerator: -1n, denominator: 10n },
    { text: '2E3', numerator: 2000n, denominator: 1n },
    { text: '0.000', numerator: 0n, denominator: 1n },
  ])('$text', ({ text, numerator, denominator }) => {
    expect(fromDecimal(text)).toEqual({ numerator, denominator });
  });

  test.each([{ text: '' }, { text: '.' }, { text: 'e3' }, { text: '1.2.3' }, { text: '1e999999' }])(
    '"$text" is refused',
    ({ text }) => {
      expect(() => fromDecimal(text)).toThrow(RangeError);
    },
  );
});

describe('doubles', () => {
  test('to an exact fraction and back', () => {
    const from = source(20260202);
    for (let i = 0; i < 20_000; i++) {
      const x = nastyNumber(from);
      expect(toDouble(fromDouble(x))).toBe(x + 0);
    }
  });

  test('the nearest double is what the engine reads from the same decimal', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: -360, max: 300 }), (digits, exponent) => {
        const text = `${digits}e${exponent}`;
        expect(toDouble(fromDecimal(text))).toBe(Number(text));
      }),
      { seed: 20260203, numRuns: 5_000 },
    );
  });

  test.each([
    { name: 'a tie goes to even, down', value: rational(2n ** 53n + 1n), nearest: 2 ** 53 },
    { name: 'a tie goes to even, up', value: rational(2n ** 53n + 3n), nearest: 2 ** 53 + 4 },
    { name: 'half the smallest subnormal', value: rational(1n, 2n ** 1075n), nearest: 0 },
    { name: 'just more than half of it', value: rational(2n ** 60n + 1n, 2n ** 1135n), nearest: 5e-324 },
    { name: 'beyond the largest', value: rational(2n ** 1024n), nearest: Number.POSITIVE_INFINITY },
    { name: 'just below overflow', value: rational(2n ** 1024n - 2n ** 970n - 1n), nearest: Number.MAX_VALUE },
    { name: 'negative', value: rational(-1n, 3n), nearest: -1 / 3 },
  ])('$name', ({ value, nearest }) => {
    expect(toDouble(value)).toBe(nearest);
  });
});

describe('powers and roots', () => {
  test('a root is found exactly where there is one', () => {
    fc.assert(
      fc.property(fractions, fc.integer({ min: 1, max: 7 }), (a, n) => {
        const base = sign(a) < 0 ? negate(a) : a;
        expect(rationalRoot(power(base, n) ?? rational(-1n), n)).toEqual(base);
      }),
      { seed: 20260204, numRuns: 300 },
    );
  });

  test.each([
    { name: 'sqrt 2', value: rationalRoot(rational(2n), 2) },
    { name: 'sqrt -4', value: rationalRoot(rational(-4n), 2) },
    { name: 'a root of degree 0', value: rationalRoot(rational(4n), 0) },
    { name: 'a power that would not fit', value: power(rational(3n), 10 ** 9) },
    { name: 'a huge negative power', value: power(rational(2n, 3n), -(10 ** 12)) },
  ])('$name is null', ({ value }) => {
    expect(value).toBeNull();
  });

  test.each([
    { name: '(2/3)^-2', value: power(rational(2n, 3n), -2), expected: rational(9n, 4n) },
    { name: '0^0', value: power(rational(0n), 0), expected: rational(1n) },
    { name: '(-1)^(10^15 + 1)', value: power(rational(-1n), 10n ** 15n + 1n), expected: rational(-1n) },
    { name: '(-1/2)^-3', value: power(rational(-1n, 2n), -3), expected: rational(-8n) },
  ])('$name', ({ value, expected }) => {
    expect(value).toEqual(expected);
  });
});
