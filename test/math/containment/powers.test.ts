import { describe, expect, test } from 'vitest';
import { powerInteger } from '../../../src/math/interval/arithmetic.ts';
import * as elementary from '../../../src/math/interval/elementary.ts';
import { type Interval, interval, point } from '../../../src/math/interval/interval.ts';
import { fromDouble, type Rational, rational, subtract } from '../../../src/math/rational/rational.ts';
import { holds, isWithinSteps, OPERATIONS, rangeAround } from '../reference/containment.ts';
import * as reference from '../reference/enclosure.ts';
import { nastyNumber, nastySize, near, type Source, source } from '../reference/nasty-numbers.ts';

interface Draw {
  readonly x: number;
  readonly y: number;
}

/** A base and an exponent whose power the reference knows well: neither far beyond what doubles hold, nor a huge exponent. */
function isKnown({ x, y }: Draw): boolean {
  return x > 0 && Math.abs(y * Math.log(x)) <= 1e5 && Math.abs(y) <= 1e20;
}

/** All kinds alike, and: bases next to 1 with exponents as large as makes sense; results that just over- or underflow; halves. */
function drawPower(from: Source): Draw {
  const kind = from.uniform();
  if (kind < 0.2) {
    const x = 1 + (from.whole(2001) - 1000) * 2 ** -52;
    return { x, y: ((from.uniform() - 0.5) * 1600) / (x === 1 ? 1 : Math.log(x)) };
  }
  if (kind < 0.45) {
    const x = nastySize(from);
    return { x, y: near((EDGES[from.whole(EDGES.length)] ?? 0) / Math.log(x), from) };
  }
  if (kind < 0.6) return { x: from.whole(100_000), y: (from.whole(41) - 20) / 2 };
  return { x: nastySize(from), y: nastyNumber(from) };
}

/** Logarithms of the largest double, the smallest normal and the smallest subnormal, and half of that. */
const EDGES = [709.782712893384, -708.3964185322641, -744.4400719213812, -745.1332191019412, 720, -760];

describe('powers with a real exponent', () => {
  test('at points: contained, and tight', () => {
    const misses = drawn(20260131, OPERATIONS, ({ x, y }) => {
      const enclosure = elementary.power(point(x), point(y));
      return holds(enclosure, reference.power(x, y)) && isTight(enclosure, 2 * y) ? null : enclosure;
    });
    expect(misses).toEqual([]);
  });

  test('over boxes, with either factor a point, wide or half-open', () => {
    const from = source(20260132);
    const misses: unknown[] = [];
    for (let done = 0; done < OPERATIONS / 4; ) {
      const base = rangeAround(from, nastySize);
      const exponent = rangeAround(from, from.uniform() < 0.5 ? nastyNumber : (s) => s.whole(9) - 4);
      if (!isKnown({ x: base.inside, y: exponent.inside })) continue;
      done++;
      const enclosure = elementary.power(base.range, exponent.range);
      if (!holds(enclosure, reference.power(base.inside, exponent.inside))) misses.push([base, exponent, enclosure]);
    }
    expect(misses).toEqual([]);
  });

  test('of a negative base, where the exponent is or holds a whole number', () => {
    const from = source(20260133);
    const misses: unknown[] = [];
    for (let done = 0; done < OPERATIONS / 4; ) {
      const base = rangeAround(from, (s) => -nastySize(s));
      const y = from.whole(41) - 20;
      const exponent = from.uniform() < 0.5 ? point(y) : interval(y - from.uniform() * 3, y + from.uniform() * 3);
      if (base.inside === 0 || !isKnown({ x: -base.inside, y })) continue;
      done++;
      const enclosure = elementary.power(base.range, exponent);
      if (!holds(enclosure, signed(reference.power(-base.inside, y), y))) misses.push([base, exponent, enclosure]);
    }
    expect(misses).toEqual([]);
  });

  test('at an exact fraction, which may lie between two doubles or be very close to a whole number', () => {
    const from = source(20260134);
    const misses: unknown[] = [];
    for (let done = 0; done < OPERATIONS; done++) {
      const x = from.uniform() < 0.2 ? (1 + from.whole(30)) ** (1 + from.whole(8)) : nastySize(from) + 1e-300;
      const exponent = drawFraction(from);
      const enclosure = elementary.powerRational(point(x), exponent);
      const value = reference.powerOfFraction(x, exponent.numerator, exponent.denominator);
      if (
        !holds(enclosure, value) ||
        !isTight(enclosure, Number(2n * exponent.numerator) / Number(exponent.denominator))
      )
        misses.push([x, exponent, enclosure]);
    }
    expect(misses).toEqual([]);
  });
});

describe('powers with a whole exponent', () => {
  // The exact power of a fraction while it is short, else e^(n ln |x|).
  test('at points: contained, and tight', () => {
    const from = source(20260135);
    const misses: unknown[] = [];
    for (let done = 0; done < OPERATIONS; ) {
      const x = nastyNumber(from);
      const n = drawWhole(from, x);
      if (x === 0 && n < 0) continue;
      done++;
      const enclosure = powerInteger(point(x), n);
      const steps = n < 0 ? 5 : 2;
      const extreme = Math.abs(n * Math.log(Math.abs(x))) > 650;
      if (!holds(enclosure, wholePower(x, n)) || !(extreme || isWithinSteps(enclosure, steps)))
        misses.push([x, n, enclosure]);
    }
    expect(misses).toEqual([]);
  });

  test('over intervals', () => {
    const from = source(20260136);
    const misses: unknown[] = [];
    for (let done = 0; done < OPERATIONS / 4; ) {
      const { range, inside } = rangeAround(from, nastyNumber);
      const n = drawWhole(from, inside);
      if (inside === 0 && n < 0) continue;
      done++;
      const enclosure = powerInteger(range, n);
      if (!holds(enclosure, wholePower(inside, n))) misses.push([range, inside, n, enclosure]);
    }
    expect(misses).toEqual([]);
  });

  test('an exact result stays exact', () => {
    const from = source(20260137);
    for (let i = 0; i < OPERATIONS / 10; i++) {
      const n = 1 + from.whole(30);
      const x = from.whole(Math.floor(2 ** (53 / n))) / 2 ** from.whole(8);
      const exact = reference.exactly(x).lo ** BigInt(n);
      const scale = reference.exactly(x).exponent * n;
      const { lo, hi } = powerInteger(point(-x), n);
      expect([lo, holds({ lo, hi }, signed({ lo: exact, hi: exact, exponent: scale }, n))]).toEqual([hi, true]);
    }
  });
});

/** Exponents that the nearest double hides: too small, next to a whole number, whole beyond 2^53. */
describe('exponents that their nearest double hides', () => {
  const nothing = rational(1n, 10n ** 400n);
  const aboveOne = rational(10n ** 30n + 1n, 10n ** 30n);
  const belowTwo = rational(2n * 10n ** 30n - 1n, 10n ** 30n);
  test.each<{ what: string; value: Interval; lo: number; hi: number }>([
    { what: '0^(10^-400)', value: elementary.powerRational(point(0), nothing), lo: 0, hi: 0 },
    { what: '[0, 1]^(10^-400)', value: elementary.powerRational(interval(0, 1), nothing), lo: 0, hi: 1 },
    { what: '(-1)^(2^32)', value: elementary.powerRational(point(-1), rational(2n ** 32n)), lo: 1, hi: 1 },
    { what: '(-1)^(2^53 + 1)', value: elementary.powerRational(point(-1), rational(2n ** 53n + 1n)), lo: -1, hi: -1 },
    { what: '(-1)^(2^32) in doubles', value: elementary.power(point(-1), point(2 ** 32)), lo: 1, hi: 1 },
    {
      what: '[-2, -1]^(2^53 + 1)',
      value: elementary.powerRational(interval(-2, -1), rational(2n ** 53n + 1n)),
      lo: Number.NEGATIVE_INFINITY,
      hi: -1,
    },
  ])('$what', ({ value, lo, hi }) => {
    expect(value).toEqual({ lo, hi });
  });

  test('a power just above 0 rises from 0, one just below is unbounded there', () => {
    expect(elementary.descendingPowers(interval(0, 1), aboveOne, 1)[1]?.lo).toBe(0);
    expect(elementary.descendingPowers(interval(0, 1), belowTwo, 2)[2]?.hi).toBe(Number.POSITIVE_INFINITY);
  });

  test('2^(10^-400) is more than 1', () => {
    const { lo, hi } = elementary.powerRational(point(2), nothing);
    expect(lo <= 1 && 1 < hi).toBe(true);
  });
});

/** Three halves are powers of an enclosed root; near over- and underflow every product is rounded outward. */
function isTight(enclosure: Interval, twiceExponent: number): boolean {
  const isModerate = 1e-285 < enclosure.lo && enclosure.hi < 1e285;
  return !isModerate || isWithinSteps(enclosure, Math.abs(twiceExponent) === 3 ? 12 : 5);
}

function drawn(seed: number, operations: number, missed: (of: Draw) => Interval | null): readonly unknown[] {
  const from = source(seed);
  const misses: unknown[] = [];
  for (let done = 0; done < operations; ) {
    const of = drawPower(from);
    if (!isKnown(of)) continue;
    done++;
    const enclosure = missed(of);
    if (enclosure !== null) misses.push([of, enclosure]);
  }
  return misses;
}

function drawFraction(from: Source): Rational {
  if (from.uniform() < 0.7) return rational(BigInt(from.whole(2000) - 1000), BigInt(1 + from.whole(60)));
  if (from.uniform() < 0.5)
    return subtract(rational(BigInt(from.whole(9) - 4)), rational(1n, 10n ** BigInt(from.whole(40))));
  return subtract(fromDouble((from.uniform() - 0.5) * 40), rational(1n, BigInt(1 + from.whole(2 ** 32)) ** 3n));
}

/** Small ones, and ones that bring |x|^n near the ends of what doubles hold. */
function drawWhole(from: Source, x: number): number {
  if (from.uniform() < 0.6) return from.whole(40) - 12;
  const logarithm = Math.log(Math.abs(x));
  const edge = Math.trunc(((from.uniform() - 0.5) * 1600) / logarithm);
  return Number.isFinite(edge) && Math.abs(edge) < 2 ** 31 ? edge : from.whole(1000) - 200;
}

function wholePower(x: number, n: number): reference.Bracket {
  const { lo: mantissa, exponent } = reference.exactly(x);
  if (n >= 0 && n <= 12) return { lo: mantissa ** BigInt(n), hi: mantissa ** BigInt(n), exponent: exponent * n };
  if (x === 0) return { lo: 0n, hi: 0n, exponent: 0 };
  return signed(reference.power(Math.abs(x), n), x < 0 ? n : 0);
}

/** (−1)^n · value. */
function signed({ lo, hi, exponent }: reference.Bracket, n: number): reference.Bracket {
  return n % 2 === 0 ? { lo, hi, exponent } : { lo: -hi, hi: -lo, exponent };
}
