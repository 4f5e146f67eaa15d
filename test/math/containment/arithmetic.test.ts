import { describe, expect, test } from 'vitest';
import * as arithmetic from '../../../src/math/interval/arithmetic.ts';
import { type Interval, isEmpty } from '../../../src/math/interval/interval.ts';
import { holds, OPERATIONS, rangeAround } from '../reference/containment.ts';
import type { Bracket } from '../reference/enclosure.ts';
import * as reference from '../reference/enclosure.ts';
import { nastyNumber, type Source, source } from '../reference/nasty-numbers.ts';

interface BinaryCase {
  readonly name: string;
  readonly enclose: (a: Interval, b: Interval) => Interval;
  /** Exact, or null where undefined. */
  readonly value: (a: number, b: number) => Bracket | null;
}

const CASES: readonly BinaryCase[] = [
  { name: 'add', enclose: arithmetic.add, value: reference.sum },
  { name: 'subtract', enclose: arithmetic.subtract, value: (a, b) => reference.sum(a, -b) },
  { name: 'multiply', enclose: arithmetic.multiply, value: reference.product },
  { name: 'divide', enclose: arithmetic.divide, value: (a, b) => (b === 0 ? null : reference.quotient(a, b)) },
  { name: 'min', enclose: arithmetic.min, value: (a, b) => reference.exactly(Math.min(a, b)) },
  { name: 'max', enclose: arithmetic.max, value: (a, b) => reference.exactly(Math.max(a, b)) },
  { name: 'square', enclose: arithmetic.square, value: (a) => reference.product(a, a) },
  { name: 'abs', enclose: arithmetic.abs, value: (a) => reference.exactly(Math.abs(a)) },
  { name: 'sqrt', enclose: arithmetic.sqrt, value: (a) => (a < 0 ? null : reference.root(a)) },
  { name: 'negate', enclose: arithmetic.negate, value: (a) => reference.exactly(-a) },
];

describe('an interval operation contains the operation on any reals inside', () => {
  test.each(CASES)('$name', ({ enclose, value }) => {
    const from = source(20260401);
    const misses: unknown[] = [];
    for (let done = 0; done < OPERATIONS; ) {
      const [a, b] = pair(from);
      const exact = value(a.inside, b.inside);
      if (exact === null) continue;
      done++;
      const enclosure = enclose(a.range, b.range);
      if (!holds(enclosure, exact) || !isWellFormed(enclosure)) misses.push([a, b, enclosure]);
    }
    expect(misses).toEqual([]);
  });
});

/** Two ranges; now and then the second is a neighbour of the first, or its opposite, so that they cancel, touch or tie. */
function pair(from: Source): readonly [Drawn, Drawn] {
  const a = rangeAround(from, nastyNumber);
  const kind = from.uniform();
  if (kind < 0.75) return [a, rangeAround(from, nastyNumber)];
  const inside = kind < 0.85 ? a.inside : kind < 0.95 ? -a.inside : a.inside * (1 + (from.whole(5) - 2) * 2 ** -52);
  return [a, rangeAround(from, () => (from.uniform() < 0.7 ? inside : nastyNumber(from)))];
}

type Drawn = ReturnType<typeof rangeAround>;

/** Not a NaN, nor an end at the wrong infinity. */
function isWellFormed({ lo, hi }: Interval): boolean {
  return !isEmpty({ lo, hi }) && lo < Number.POSITIVE_INFINITY && hi > Number.NEGATIVE_INFINITY;
}
