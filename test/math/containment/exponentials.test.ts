import { describe, expect, test } from 'vitest';
import * as elementary from '../../../src/math/interval/elementary.ts';
import { missesAtPoints, missesOverIntervals, nearPlaces, type UnaryCase } from '../reference/containment.ts';
import * as reference from '../reference/enclosure.ts';
import { nastyNumber, type Source } from '../reference/nasty-numbers.ts';

const within =
  (limit: number, value: (x: number) => reference.Bracket) =>
  (x: number): reference.Bracket | null =>
    Math.abs(x) <= limit ? value(x) : null;

/** Half-way between multiples of ln 2, and of the steps of a table. */
const betweenSteps = (from: Source): number =>
  from.uniform() < 0.5 ? (from.whole(2100) - 1050.5) * Math.LN2 : (from.whole(4000) - 2000) / 128;
const anywhere = (from: Source): number => (from.uniform() < 0.1 ? betweenSteps(from) : nastyNumber(from));

const CASES: readonly UnaryCase[] = [
  {
    name: 'exp',
    enclose: elementary.exp,
    value: within(1e5, reference.exp),
    // Overflow, the last normal, the last subnormal, and where the result rounds to nothing.
    draw: nearPlaces(
      [709.782712893384, 710, -708.3964185322641, -744.4400719213812, -745.1332191019412, -746],
      anywhere,
    ),
    widest: 2,
  },
  {
    name: 'tanh',
    enclose: elementary.tanh,
    value: reference.tanh,
    draw: nearPlaces([2 ** -28, -(2 ** -28), 0.2, -0.2, 20, -20, 19.06154746539849, 2 ** -1022], anywhere),
    widest: 2,
  },
  {
    name: 'sigmoid',
    enclose: elementary.sigmoid,
    value: within(1e5, reference.sigmoid),
    draw: nearPlaces([40, -40, 36.7368005696771, -709.782712893384, -745.1332191019412], anywhere),
    widest: 3,
  },
];

describe('exponentials', () => {
  test.each(CASES)('$name at points: contained, and tight', (of) => {
    expect(missesAtPoints(of, 20260101)).toEqual([]);
  });

  test.each(CASES)('$name over intervals', (of) => {
    expect(missesOverIntervals(of, 20260102)).toEqual([]);
  });
});
