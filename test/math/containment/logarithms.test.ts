import { describe, expect, test } from 'vitest';
import * as elementary from '../../../src/math/interval/elementary.ts';
import { missesAtPoints, missesOverIntervals, nearPlaces, type UnaryCase } from '../reference/containment.ts';
import * as reference from '../reference/enclosure.ts';
import { nastyNumber, nastySize, type Source } from '../reference/nasty-numbers.ts';

const overPositive =
  (value: (x: number) => reference.Bracket) =>
  (x: number): reference.Bracket | null =>
    x > 0 ? value(x) : null;

/** The middle between two steps of a table, times a power of two. */
const betweenSteps = (from: Source): number => ((90 + from.whole(92)) / 128) * 2 ** (from.whole(60) - 30);

/** Now and then negative, where an interval reaches out of the domain. */
const anywhere = (from: Source): number =>
  from.uniform() < 0.1 ? betweenSteps(from) : from.uniform() < 0.1 ? nastyNumber(from) : nastySize(from);

const CASES: readonly UnaryCase[] = [
  {
    name: 'ln',
    enclose: elementary.ln,
    value: overPositive(reference.ln),
    draw: nearPlaces([1, 1.41, 0.705, 2, 0.5, Math.E, Number.MAX_VALUE, 2 ** -1022, 5e-324], anywhere),
    widest: 2,
  },
  {
    name: 'log10',
    enclose: elementary.log10,
    value: overPositive(reference.log10),
    draw: nearPlaces([1, 10, 1000, 1e22, 1e23, 0.1, 0.001, 1.41, 0.705, 1e308, 1e-308], anywhere),
    widest: 2,
  },
];

describe('logarithms', () => {
  test.each(CASES)('$name at points: contained, and tight', (of) => {
    expect(missesAtPoints(of, 20260111)).toEqual([]);
  });

  test.each(CASES)('$name over intervals', (of) => {
    expect(missesOverIntervals(of, 20260112)).toEqual([]);
  });
});
