import { describe, expect, test } from 'vitest';
import * as elementary from '../../src/math/interval/elementary.ts';
import { interval, isEmpty, point } from '../../src/math/interval/interval.ts';
import { nextDown, nextUp } from '../../src/math/interval/rounding.ts';
import * as reference from './reference/enclosure.ts';
import { isAbove, isBelow } from './reference/enclosure.ts';

describe('exact values stay exact', () => {
  const zero = point(0);
  test.each([
    { name: 'exp 0', value: elementary.exp(zero), exact: 1 },
    { name: 'ln 1', value: elementary.ln(point(1)), exact: 0 },
    { name: 'log10 1000', value: elementary.log10(point(1000)), exact: 3 },
    { name: 'log10 1e22', value: elementary.log10(point(1e22)), exact: 22 },
    { name: 'sin 0', value: elementary.sin(zero), exact: 0 },
    { name: 'cos 0', value: elementary.cos(zero), exact: 1 },
    { name: 'tanh 0', value: elementary.tanh(zero), exact: 0 },
    { name: 'sigmoid 0', value: elementary.sigmoid(zero), exact: 0.5 },
    { name: '4^0.5', value: elementary.power(point(4), point(0.5)), exact: 2 },
    { name: '2.25^1.5', value: elementary.power(point(2.25), point(1.5)), exact: 3.375 },
    { name: '4^-1.5', value: elementary.power(point(4), point(-1.5)), exact: 0.125 },
    { name: '27^(2/3)', value: elementary.powerRational(point(27), { numerator: 2n, denominator: 3n }), exact: 9 },
    { name: '(-3)^3', value: elementary.power(point(-3), point(3)), exact: -27 },
    { name: '0^0', value: elementary.power(zero, zero), exact: 1 },
    { name: '0^2.5', value: elementary.power(zero, point(2.5)), exact: 0 },
    { name: '1^1e300', value: elementary.power(point(1), point(1e300)), exact: 1 },
  ])('$name', ({ value, exact }) => {
    expect(value).toEqual({ lo: exact, hi: exact });
  });
});

describe('partial domains and unbounded ends', () => {
  const all = interval(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  test.each([
    { name: 'ln [-1, 1]', value: elementary.ln(interval(-1, 1)), lo: Number.NEGATIVE_INFINITY, hi: 0 },
    { name: 'exp of everything', value: elementary.exp(all), lo: 0, hi: Number.POSITIVE_INFINITY },
    { name: 'tanh of everything', value: elementary.tanh(all), lo: -1, hi: 1 },
    { name: 'sigmoid of everything', value: elementary.sigmoid(all), lo: 0, hi: 1 },
    { name: 'sin of everything', value: elementary.sin(all), lo: -1, hi: 1 },
    { name: 'ln of everything', value: elementary.ln(all), lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY },
    { name: '[0, 1]^-0.5', value: elementary.power(interval(0, 1), point(-0.5)), lo: 1, hi: Number.POSITIVE_INFINITY },
    { name: '[-1, 4]^0.5', value: elementary.power(interval(-1, 4), point(0.5)), lo: 0, hi: 2 },
    { name: '[0, 1]^[0, 1]', value: elementary.power(interval(0, 1), interval(0, 1)), lo: 0, hi: 1 },
    { name: '[-2, -2]^[1, 2]', value: elementary.power(point(-2), interval(1, 2)), lo: -4, hi: 4 },
    { name: '0.5^1e300', value: elementary.power(point(0.5), point(1e300)), lo: 0, hi: Number.MIN_VALUE },
    {
      name: '2^1e300',
      value: elementary.power(point(2), point(1e300)),
      lo: Number.MAX_VALUE,
      hi: Number.POSITIVE_INFINITY,
    },
  ])('$name', ({ value, lo, hi }) => {
    expect(value).toEqual({ lo, hi });
  });

  test.each([
    { name: 'ln [-2, 0]', value: elementary.ln(interval(-2, 0)) },
    { name: '0^-0.5', value: elementary.power(point(0), point(-0.5)) },
    { name: '(-2)^0.5', value: elementary.power(point(-2), point(0.5)) },
  ])('$name is empty', ({ value }) => {
    expect(isEmpty(value)).toBe(true);
  });
});

test('neighbours of a turning point: sin and cos reach ±1 only where the turn is inside', () => {
  const before = nextDown(Math.PI / 2);
  expect(elementary.sin(interval(1, Math.PI / 2)).hi).toBeLessThanOrEqual(1);
  expect(elementary.sin(interval(1, before)).hi).toBeLessThanOrEqual(1);
  expect(elementary.sin(interval(1, nextUp(Math.PI / 2))).hi).toBe(1);
  expect(elementary.cos(interval(-0.5, 0.5)).hi).toBe(1);
  expect(elementary.cos(interval(3, 3.2)).lo).toBe(-1);
  expect(elementary.sin(interval(4, 5)).lo).toBe(-1);
  expect(elementary.sin(interval(2, 4)).hi).toBeLessThan(0.92);
});

test('the doubles of π and e lie just below them, as the constants of the language take for granted', () => {
  expect(elementary.sin(point(Math.PI)).lo).toBeGreaterThan(0);
  expect(elementary.sin(point(nextUp(Math.PI))).hi).toBeLessThan(0);
  expect(elementary.ln(point(Math.E)).lo).toBeLessThan(1);
  expect(isAbove(1, reference.ln(Math.E))).toBe(true);
  expect(isBelow(1, reference.ln(nextUp(Math.E)))).toBe(true);
});
