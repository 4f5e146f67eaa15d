import { describe, expect, test } from 'vitest';
import * as arithmetic from '../../src/math/interval/arithmetic.ts';
import {
  contains,
  EMPTY,
  ENTIRE,
  fromRational,
  hull,
  intersect,
  interval,
  isEmpty,
  midpoint,
  point,
  width,
} from '../../src/math/interval/interval.ts';
import { nextUp } from '../../src/math/interval/rounding.ts';
import { compare, fromDouble, rational } from '../../src/math/rational/rational.ts';
import { OPERATIONS, rangeAround } from './reference/containment.ts';
import { nastyNumber, source } from './reference/nasty-numbers.ts';

describe('what is undefined, unbounded or empty', () => {
  const infinite = Number.POSITIVE_INFINITY;
  test.each([
    { name: '1 / [0, 2]', value: arithmetic.divide(point(1), interval(0, 2)), expected: { lo: 0.5, hi: infinite } },
    {
      name: '[1, 2] / [-4, 0]',
      value: arithmetic.divide(interval(1, 2), interval(-4, 0)),
      expected: { lo: -infinite, hi: -0.25 },
    },
    { name: '1 / [-1, 1]', value: arithmetic.divide(point(1), interval(-1, 1)), expected: ENTIRE },
    { name: '0 / [-1, 1]', value: arithmetic.divide(point(0), interval(-1, 1)), expected: { lo: 0, hi: 0 } },
    {
      name: '[1, oo] / [1, oo]',
      value: arithmetic.divide(interval(1, infinite), interval(1, infinite)),
      expected: { lo: 0, hi: infinite },
    },
    { name: '0 · [1, oo]', value: arithmetic.multiply(point(0), interval(1, infinite)), expected: { lo: 0, hi: 0 } },
    {
      name: '[0, 1] · [1, oo]',
      value: arithmetic.multiply(interval(0, 1), interval(1, infinite)),
      expected: { lo: 0, hi: infinite },
    },
    { name: '[-1, 2]^2', value: arithmetic.square(interval(-1, 2)), expected: { lo: 0, hi: 4 } },
    {
      name: '[-1, 2] · [-1, 2]',
      value: arithmetic.multiply(interval(-1, 2), interval(-1, 2)),
      expected: { lo: -2, hi: 4 },
    },
    { name: 'sqrt [-1, 4]', value: arithmetic.sqrt(interval(-1, 4)), expected: { lo: 0, hi: 2 } },
    { name: '[-1, 2]^-2', value: arithmetic.powerInteger(interval(-1, 2), -2), expected: { lo: 0.25, hi: infinite } },
    { name: '[-2, -1]^-3', value: arithmetic.powerInteger(interval(-2, -1), -3), expected: { lo: -1, hi: -0.125 } },
    { name: '[-2, 3]^0', value: arithmetic.powerInteger(interval(-2, 3), 0), expected: { lo: 1, hi: 1 } },
    { name: 'infinity is not a real', value: point(infinite), expected: { lo: Number.MAX_VALUE, hi: infinite } },
    { name: 'NaN says nothing', value: interval(Number.NaN, 1), expected: ENTIRE },
    { name: 'hull', value: hull(EMPTY, interval(1, 2)), expected: { lo: 1, hi: 2 } },
    { name: 'intersect', value: intersect(interval(0, 2), interval(1, 3)), expected: { lo: 1, hi: 2 } },
  ])('$name', ({ value, expected }) => {
    expect(value).toEqual(expected);
  });

  test.each([
    { name: '1 / 0', value: arithmetic.divide(point(1), point(0)) },
    { name: '0 / 0', value: arithmetic.divide(point(0), point(0)) },
    { name: '0 · empty', value: arithmetic.multiply(point(0), EMPTY) },
    { name: 'empty + 1', value: arithmetic.add(EMPTY, point(1)) },
    { name: 'empty^2', value: arithmetic.square(EMPTY) },
    { name: '-empty', value: arithmetic.negate(EMPTY) },
    { name: 'abs empty', value: arithmetic.abs(EMPTY) },
    { name: 'sqrt [-2, -1]', value: arithmetic.sqrt(interval(-2, -1)) },
    { name: '0^-1', value: arithmetic.powerInteger(point(0), -1) },
    { name: 'min(empty, 1)', value: arithmetic.min(EMPTY, point(1)) },
    { name: 'apart', value: intersect(interval(0, 1), interval(2, 3)) },
    { name: 'upside down', value: interval(2, 1) },
  ])('$name is empty', ({ value }) => {
    expect(isEmpty(value)).toBe(true);
  });
});

test('cancellation that is exact stays exact', () => {
  const x = interval(0.1, 0.1);
  expect(arithmetic.subtract(x, x)).toEqual({ lo: 0, hi: 0 });
  expect(arithmetic.subtract(arithmetic.multiply(point(0.5), point(3)), point(1.5))).toEqual({ lo: 0, hi: 0 });
});

test('a midpoint is a finite double inside', () => {
  const from = source(20260402);
  for (let i = 0; i < OPERATIONS; i++) {
    const { range } = rangeAround(from, nastyNumber);
    expect(contains(range, midpoint(range))).toBe(true);
    expect(width(range)).toBeGreaterThanOrEqual(range.hi - range.lo);
  }
  expect(midpoint(ENTIRE)).toBe(0);
  expect(midpoint(interval(1, Number.POSITIVE_INFINITY))).toBe(Number.MAX_VALUE / 2);
});

test('the enclosure of a fraction is the tightest', () => {
  const from = source(20260403);
  for (let i = 0; i < 2_000; i++) {
    const r = rational(BigInt(from.whole(2 ** 32)) - 2n ** 31n, BigInt(from.whole(2 ** 32)) + 1n);
    const { lo, hi } = fromRational(r);
    expect(compare(fromDouble(lo), r) <= 0 && compare(r, fromDouble(hi)) <= 0).toBe(true);
    expect(lo === hi || nextUp(lo) === hi).toBe(true);
  }
  expect(fromRational(rational(10n ** 400n))).toEqual({ lo: Number.MAX_VALUE, hi: Number.POSITIVE_INFINITY });
  expect(fromRational(rational(1n, 10n ** 400n))).toEqual({ lo: 0, hi: Number.MIN_VALUE });
});
