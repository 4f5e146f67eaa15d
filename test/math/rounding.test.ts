import { describe, expect, test } from 'vitest';
import * as rounding from '../../src/math/interval/rounding.ts';
import { nextDown, nextUp } from '../../src/math/interval/rounding.ts';
import { powerOfTwo } from '../../src/math/rational/power-of-two.ts';
import { OPERATIONS } from './reference/containment.ts';
import * as reference from './reference/enclosure.ts';
import { type Bracket, isAbove, isBelow } from './reference/enclosure.ts';
import { nastyNumber, nastySize, type Source, source } from './reference/nasty-numbers.ts';

const OPERATORS: readonly {
  name: string;
  down: (a: number, b: number) => number;
  up: (a: number, b: number) => number;
  value: (a: number, b: number) => Bracket;
  nearest: (a: number, b: number) => number;
}[] = [
  { name: 'add', down: rounding.addDown, up: rounding.addUp, value: reference.sum, nearest: (a, b) => a + b },
  {
    name: 'subtract',
    down: rounding.subtractDown,
    up: rounding.subtractUp,
    value: (a, b) => reference.sum(a, -b),
    nearest: (a, b) => a - b,
  },
  {
    name: 'multiply',
    down: rounding.multiplyDown,
    up: rounding.multiplyUp,
    value: reference.product,
    nearest: (a, b) => a * b,
  },
  {
    name: 'divide',
    down: rounding.divideDown,
    up: rounding.divideUp,
    value: reference.quotient,
    nearest: (a, b) => a / b,
  },
  {
    name: 'sqrt',
    down: (a) => rounding.sqrtDown(Math.abs(a)),
    up: (a) => rounding.sqrtUp(Math.abs(a)),
    value: (a) => reference.root(Math.abs(a)),
    nearest: (a) => Math.sqrt(Math.abs(a)),
  },
];

describe('directed rounding', () => {
  test.each(OPERATORS)(
    '$name encloses the exact result, and is exact where the double is',
    ({ name, down, up, value, nearest }) => {
      const from = source(20260301);
      const wrong: unknown[] = [];
      for (let i = 0; i < OPERATIONS; i++) {
        const a = nastyNumber(from);
        const b = partner(a, from);
        if (name === 'divide' && b === 0) continue;
        const exact = value(a, b);
        const [lo, hi, middle] = [down(a, b), up(a, b), nearest(a, b)];
        const encloses = !isAbove(lo, exact) && !isBelow(hi, exact);
        const isExact =
          Number.isFinite(middle) && !isAbove(middle, exact) && !isBelow(middle, exact) && exact.lo === exact.hi;
        // Near over- and underflow exactness is not always noticed.
        const isTight = isExact ? lo === hi : hi <= nextUp(nextUp(lo));
        if (!encloses || !(isTight || isExtreme(a) || isExtreme(b) || isExtreme(middle))) wrong.push([a, b, lo, hi]);
      }
      expect(wrong).toEqual([]);
    },
  );

  test.each([
    { name: 'overflow down', value: rounding.addDown(Number.MAX_VALUE, Number.MAX_VALUE), expected: Number.MAX_VALUE },
    { name: 'overflow up', value: rounding.multiplyUp(1e300, 1e300), expected: Number.POSITIVE_INFINITY },
    { name: 'underflow down', value: rounding.multiplyDown(1e-300, 1e-300), expected: 0 },
    { name: 'underflow up', value: rounding.multiplyUp(1e-300, 1e-300), expected: Number.MIN_VALUE },
    { name: 'negative underflow down', value: rounding.divideDown(-1e-300, 1e300), expected: -Number.MIN_VALUE },
    {
      name: 'unbounded stays unbounded',
      value: rounding.addDown(Number.NEGATIVE_INFINITY, 5),
      expected: Number.NEGATIVE_INFINITY,
    },
    { name: '0 times unbounded', value: rounding.multiplyUp(0, Number.POSITIVE_INFINITY), expected: 0 },
    { name: '1 by unbounded', value: rounding.divideDown(1, Number.POSITIVE_INFINITY), expected: 0 },
    { name: '0.1 + 0.2 down', value: rounding.addDown(0.1, 0.2), expected: 0.30000000000000004 - 2 ** -54 },
  ])('$name', ({ value, expected }) => {
    expect(value).toBe(expected);
  });
});

function partner(a: number, from: Source): number {
  // Cancellation is the place where sums go wrong.
  return from.uniform() < 0.2 ? -a * (1 + (from.whole(5) - 2) * 2 ** -52) : nastyNumber(from);
}

function isExtreme(x: number): boolean {
  return Math.abs(x) > 2 ** 980 || (Math.abs(x) < 2 ** -950 && x !== 0);
}

test('nextUp and nextDown are the neighbours, by bit pattern', () => {
  const from = source(20260302);
  for (let i = 0; i < OPERATIONS / 5; i++) {
    const x = nastySize(from);
    const bits = new BigUint64Array(new Float64Array([x]).buffer);
    bits[0] = (bits[0] ?? 0n) + 1n;
    const above = new Float64Array(bits.buffer)[0] ?? Number.NaN;
    expect(nextUp(x)).toBe(above);
    expect(nextDown(above)).toBe(x);
    expect(nextDown(0 - x)).toBe(-above);
  }
  expect(nextUp(Number.NEGATIVE_INFINITY)).toBe(-Number.MAX_VALUE);
  expect(nextUp(Number.MAX_VALUE)).toBe(Number.POSITIVE_INFINITY);
  expect(nextUp(-Number.MIN_VALUE) === 0).toBe(true);
});

test('powers of two are exact', () => {
  expect(powerOfTwo(-1074)).toBe(Number.MIN_VALUE);
  expect(powerOfTwo(0)).toBe(1);
  expect(powerOfTwo(1023)).toBe(8.98846567431158e307);
});
