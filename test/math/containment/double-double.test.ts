import { describe, expect, test } from 'vitest';
import * as dd from '../../../src/math/interval/double-double.ts';
import { exponential, exponentialMinusOne, logarithm } from '../../../src/math/interval/exponential-kernel.ts';
import {
  cosineSeries,
  LARGEST_ANGLE,
  reduceAngle,
  sineSeries,
} from '../../../src/math/interval/trigonometric-kernel.ts';
import { OPERATIONS } from '../reference/containment.ts';
import type { Bracket } from '../reference/enclosure.ts';
import * as reference from '../reference/enclosure.ts';
import { nastyNumber, type Source, source } from '../reference/nasty-numbers.ts';
import { nearestToQuarterTurns } from '../reference/quarter-turns.ts';

/** What the kernels promise of their relative errors, in bits. */
describe('arithmetic in double-double keeps 100 bits', () => {
  const CASES: readonly {
    name: string;
    compute: (a: dd.DoubleDouble, b: dd.DoubleDouble) => dd.DoubleDouble;
    exact: (a: Fraction, b: Fraction) => Fraction;
  }[] = [
    { name: 'add', compute: dd.add, exact: sum },
    { name: 'add a double', compute: (a, b) => dd.addDouble(a, b.hi), exact: sum },
    { name: 'sum of doubles', compute: (a, b) => dd.sumOf(a.hi, b.hi), exact: sum },
    { name: 'multiply', compute: dd.multiply, exact: product },
    { name: 'multiply by a double', compute: (a, b) => dd.multiplyDouble(a, b.hi), exact: product },
    { name: 'divide', compute: dd.divide, exact: (a, b) => product(a, { over: b.under, under: b.over }) },
  ];

  test.each(CASES)('$name', ({ name, compute, exact }) => {
    const from = source(20260141);
    const wrong: unknown[] = [];
    for (let i = 0; i < OPERATIONS; i++) {
      const a = drawDouble(from);
      // Cancellation is where sums go wrong.
      const b =
        from.uniform() < 0.2
          ? dd.addDouble(dd.negate(a), a.hi * (from.whole(5) - 2) * 2 ** -from.whole(100))
          : drawDouble(from);
      const [useA, useB] = [
        name === 'sum of doubles' ? dd.double(a.hi) : a,
        /double$|doubles$/.test(name) ? dd.double(b.hi) : b,
      ];
      const result = compute(useA, useB);
      if (!isClose(fractionOf(result), exact(fractionOf(useA), fractionOf(useB)), sizeOf(name, useA, useB), 100n)) {
        wrong.push([useA, useB, result]);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('power by repeated squaring, exact where it says so', () => {
    const from = source(20260142);
    const wrong: unknown[] = [];
    for (let i = 0; i < OPERATIONS; i++) {
      const n = 1 + from.whole(24);
      const x = from.uniform() < 0.3 ? 1 + from.whole(40) : drawDouble(from).hi;
      const { value, isExact } = dd.power(x, n);
      const { over, under } = fractionOf(dd.double(x));
      const exact = { over: over ** BigInt(n), under: under ** BigInt(n) };
      if (!(exact.over > 0n ? inRange(value.hi) : inRange(-value.hi))) continue;
      if (!isClose(fractionOf(value), exact, exact, isExact ? 2000n : 95n)) wrong.push([x, n, value, isExact]);
    }
    expect(wrong).toEqual([]);
  });
});

describe('the kernels keep the bits that their bounds count on', () => {
  const HARD = nearestToQuarterTurns(-1, 21).filter((x) => x <= LARGEST_ANGLE);
  const CASES: readonly {
    name: string;
    draw: (from: Source) => number;
    compute: (x: number) => dd.DoubleDouble;
    value: (x: number) => Bracket;
    bits: bigint;
  }[] = [
    {
      name: 'exponential',
      // Beyond, the second part of the result would be subnormal.
      draw: (from) => (from.uniform() - 0.5) * 1200,
      compute: (x) => {
        const { value, exponent } = exponential(dd.double(x));
        return dd.scale(dd.scale(value, 2 ** Math.trunc(exponent / 2)), 2 ** (exponent - Math.trunc(exponent / 2)));
      },
      value: reference.exp,
      bits: 70n,
    },
    {
      name: 'exponential minus one',
      draw: (from) => (from.uniform() - 0.5) * 0.8 * 2 ** -from.whole(30),
      compute: (x) => exponentialMinusOne(dd.double(x)),
      value: (x) => minusOne(reference.exp(x)),
      bits: 66n,
    },
    {
      name: 'logarithm',
      draw: (from) => 1 + (from.uniform() - 0.4) * 2 ** -from.whole(52),
      compute: logarithm,
      value: reference.ln,
      bits: 68n,
    },
    {
      name: 'logarithm, far from 1',
      draw: (from) => (1 + from.uniform()) * 2 ** (from.whole(2000) - 1000),
      compute: logarithm,
      value: reference.ln,
      bits: 68n,
    },
    {
      name: 'sine series',
      draw: (from) => (from.uniform() - 0.5) * 1.6 * 2 ** -from.whole(25),
      compute: (x) => sineSeries(dd.double(x)),
      value: reference.sin,
      bits: 68n,
    },
    {
      name: 'cosine series',
      draw: (from) => (from.uniform() - 0.5) * 1.6,
      compute: (x) => cosineSeries(dd.double(x)),
      value: reference.cos,
      bits: 68n,
    },
    {
      name: 'reduction to a quarter turn',
      draw: (from) =>
        from.uniform() < 0.3
          ? (HARD[from.whole(HARD.length)] ?? 1)
          : from.uniform() * LARGEST_ANGLE * 2 ** -from.whole(20),
      compute: (x) => reduceAngle(x).rest,
      value: (x) => reference.beyondQuarterTurns(x, reduceAngle(x).quadrant),
      bits: 75n,
    },
  ];

  test.each(CASES)('$name', ({ draw, compute, value, bits }) => {
    const from = source(20260143);
    const wrong: unknown[] = [];
    for (let i = 0; i < OPERATIONS / 4; i++) {
      const x = draw(from);
      const exact = value(x);
      const result = fractionOf(compute(x));
      const middle = scaled(exact.lo + exact.hi, exact.exponent - 1);
      if (!isClose(result, middle, middle, bits)) wrong.push([x, compute(x)]);
    }
    expect(wrong).toEqual([]);
  });
});

/** over / under, under a power of two (or, of a quotient, anything). */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

function fractionOf({ hi, lo }: dd.DoubleDouble): Fraction {
  const { lo: whole, exponent } = reference.sum(hi, lo);
  return whole === 0n ? { over: 0n, under: 1n } : scaled(whole, exponent);
}

/** whole · 2^exponent, in short. */
function scaled(whole: bigint, exponent: number): Fraction {
  const zeros = (whole & -whole).toString(2).length - 1;
  const reduced = whole >> BigInt(zeros);
  const rest = exponent + zeros;
  return rest < 0 ? { over: reduced, under: 1n << BigInt(-rest) } : { over: reduced << BigInt(rest), under: 1n };
}

function sum(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

function product(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

/** Whether |a − b| ≤ |size| · 2^−bits. */
function isClose(a: Fraction, b: Fraction, size: Fraction, bits: bigint): boolean {
  const apart = magnitude(a.over * b.under - b.over * a.under) * magnitude(size.under);
  return apart << bits <= magnitude(size.over * a.under * b.under);
}

function magnitude(x: bigint): bigint {
  return x < 0n ? -x : x;
}

/** What the error is relative to: the result of sums too, which is what cancellation makes hard. */
function sizeOf(name: string, a: dd.DoubleDouble, b: dd.DoubleDouble): Fraction {
  const [x, y] = [fractionOf(a), fractionOf(b)];
  return name === 'divide'
    ? { over: x.over * y.under, under: x.under * y.over }
    : /multiply/.test(name)
      ? product(x, y)
      : sum(x, y);
}

/** Moderate, with a second part of any size below half a unit in the last place; at times next to the double before it. */
function drawDouble(from: Source): dd.DoubleDouble {
  const hi = (nastyNumber(from) % 2 ** 40) + (from.uniform() + 0.5) * (from.uniform() < 0.5 ? 1 : -1);
  return dd.sumOf(hi, hi * (from.uniform() - 0.5) * 2 ** -(53 + from.whole(20)));
}

function inRange(x: number): boolean {
  return 2 ** -950 < x && x < 2 ** 1000;
}

function minusOne({ lo, hi, exponent }: Bracket): Bracket {
  const one = 1n << BigInt(-exponent);
  return { lo: lo - one, hi: hi - one, exponent };
}
