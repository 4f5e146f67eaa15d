import { describe, expect, test } from 'vitest';
import * as elementary from '../../src/math/interval/elementary.ts';
import { type Interval, interval, isEmpty, point } from '../../src/math/interval/interval.ts';
import { nextDown, nextUp } from '../../src/math/interval/rounding.ts';
import { rational } from '../../src/math/rational/rational.ts';
import * as reference from './reference/enclosure.ts';
import { type Bracket, isAbove, isBelow } from './reference/enclosure.ts';
import { nastyNumber, nastySize, type Source, source } from './reference/nasty-numbers.ts';

const OPERATIONS = 20_000;

interface Case {
  readonly name: string;
  readonly enclose: (x: Interval) => Interval;
  readonly value: (x: number) => Bracket;
  readonly draw: (from: Source) => number;
  /** The reference holds for these arguments. */
  readonly domain: (x: number) => boolean;
}

const anything = (): boolean => true;
const positive = (x: number): boolean => x > 0;
const ofMagnitude = (limit: number) => (x: number) => Math.abs(x) <= limit;

const CASES: readonly Case[] = [
  { name: 'exp', enclose: elementary.exp, value: reference.exp, draw: nastyNumber, domain: ofMagnitude(1e5) },
  { name: 'ln', enclose: elementary.ln, value: reference.ln, draw: nastySize, domain: positive },
  { name: 'log10', enclose: elementary.log10, value: reference.log10, draw: nastySize, domain: positive },
  { name: 'sin', enclose: elementary.sin, value: reference.sin, draw: nastyNumber, domain: anything },
  { name: 'cos', enclose: elementary.cos, value: reference.cos, draw: nastyNumber, domain: anything },
  { name: 'tanh', enclose: elementary.tanh, value: reference.tanh, draw: nastyNumber, domain: anything },
  {
    name: 'sigmoid',
    enclose: elementary.sigmoid,
    value: reference.sigmoid,
    draw: nastyNumber,
    domain: ofMagnitude(1e5),
  },
];

function lets(enclosure: Interval, value: Bracket): boolean {
  return !isAbove(enclosure.lo, value) && !isBelow(enclosure.hi, value);
}

describe('an enclosure contains the value that big fixed-point arithmetic gives', () => {
  test.each(CASES)('$name at points', ({ enclose, value, draw, domain }) => {
    const from = source(20260101);
    const misses: unknown[] = [];
    for (let i = 0; i < OPERATIONS; ) {
      const x = draw(from);
      if (!domain(x)) continue;
      i++;
      if (!lets(enclose(point(x)), value(x))) misses.push([x, enclose(point(x))]);
    }
    expect(misses).toEqual([]);
  });

  test.each(CASES)('$name over intervals', ({ enclose, value, draw, domain }) => {
    const from = source(20260102);
    const misses: unknown[] = [];
    for (let i = 0; i < OPERATIONS / 4; ) {
      const [a, x, b] = [draw(from), draw(from), draw(from)].sort((p, q) => p - q) as [number, number, number];
      const narrow = from.uniform() < 0.5;
      const range = narrow ? interval(x - Math.abs(x) * from.uniform(), x + from.uniform()) : interval(a, b);
      if (!domain(x)) continue;
      i++;
      if (!lets(enclose(range), value(x))) misses.push([range, x, enclose(range)]);
    }
    expect(misses).toEqual([]);
  });

  test('power at points', () => {
    const from = source(20260103);
    const misses: unknown[] = [];
    for (let i = 0; i < OPERATIONS; ) {
      const x = nastySize(from);
      const y = nastyNumber(from);
      if (!(x > 0) || Math.abs(y * Math.log(x)) > 1e5 || Math.abs(y) > 1e25) continue;
      i++;
      const enclosure = elementary.power(point(x), point(y));
      if (!lets(enclosure, reference.power(x, y))) misses.push([x, y, enclosure]);
    }
    expect(misses).toEqual([]);
  });

  test('power with an exact fraction as exponent', () => {
    const from = source(20260107);
    const misses: unknown[] = [];
    for (let i = 0; i < OPERATIONS; i++) {
      const x = from.uniform() < 0.2 ? (1 + from.whole(30)) ** (1 + from.whole(8)) : nastySize(from) + 1e-300;
      const exponent = rational(BigInt(from.whole(2000) - 1000), BigInt(1 + from.whole(60)));
      const enclosure = elementary.powerRational(point(x), exponent);
      const value = reference.powerOfFraction(x, exponent.numerator, exponent.denominator);
      if (!lets(enclosure, value)) misses.push([x, exponent, enclosure]);
    }
    expect(misses).toEqual([]);
  });

  test('power over boxes', () => {
    const from = source(20260104);
    const misses: unknown[] = [];
    for (let i = 0; i < OPERATIONS / 4; ) {
      const [xs, ys] = [
        [nastySize(from), nastySize(from), nastySize(from)].sort((p, q) => p - q),
        [nastyNumber(from), nastyNumber(from), nastyNumber(from)].sort((p, q) => p - q),
      ] as unknown as [[number, number, number], [number, number, number]];
      if (!(xs[1] > 0) || Math.abs(ys[1] * Math.log(xs[1])) > 1e5 || Math.abs(ys[1]) > 1e25) continue;
      i++;
      const enclosure = elementary.power(interval(xs[0], xs[2]), interval(ys[0], ys[2]));
      if (!lets(enclosure, reference.power(xs[1], ys[1]))) misses.push([xs, ys, enclosure]);
    }
    expect(misses).toEqual([]);
  });
});

test('the check itself catches an enclosure that is one unit off, either way', () => {
  const from = source(20260106);
  for (let i = 0; i < 2_000; i++) {
    const x = 1 + from.uniform() * 20;
    for (const { enclose, value } of CASES) {
      const { lo, hi } = enclose(point(x));
      if (lo === hi) continue;
      expect(lets({ lo: hi, hi: nextUp(hi) }, value(x))).toBe(false);
      expect(lets({ lo: nextDown(lo), hi: lo }, value(x))).toBe(false);
    }
  }
});

describe('an enclosure at a point is tight', () => {
  // sin and cos of arguments above the reduction's limit are only known to lie in [-1, 1].
  test.each(CASES)('$name: at most two units wide', ({ name, enclose, draw }) => {
    const from = source(20260105);
    const wide: unknown[] = [];
    for (let i = 0; i < 5_000; i++) {
      const x = draw(from);
      if ((name === 'sin' || name === 'cos') && Math.abs(x) > 1e6) continue;
      const { lo, hi } = enclose(point(x));
      const tight = isEmpty({ lo, hi }) || hi <= nextUp(nextUp(lo)) || lo < 1e-300;
      if (!tight) wide.push([x, lo, hi]);
    }
    expect(wide).toEqual([]);
  });
});

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
