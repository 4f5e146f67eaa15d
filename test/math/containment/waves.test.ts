import { describe, expect, test } from 'vitest';
import * as elementary from '../../../src/math/interval/elementary.ts';
import { LARGEST_ANGLE } from '../../../src/math/interval/trigonometric-kernel.ts';
import { missesAtPoints, missesOverIntervals, nearPlaces, type UnaryCase } from '../reference/containment.ts';
import * as reference from '../reference/enclosure.ts';
import { nastyNumber, type Source } from '../reference/nasty-numbers.ts';
import { nearestToQuarterTurns } from '../reference/quarter-turns.ts';

const HARD = nearestToQuarterTurns(-1, 21);
const PLACES = [2 ** -28, LARGEST_ANGLE, 1e22, Number.MAX_VALUE, 2 ** -1022, 0.7853981633974483, ...HARD];
const signed = (draw: (from: Source) => number) => (from: Source) => (from.uniform() < 0.5 ? draw(from) : -draw(from));
const draw = signed(nearPlaces(PLACES, nastyNumber));

const CASES: readonly UnaryCase[] = [
  { name: 'sin', enclose: elementary.sin, value: reference.sin, draw, widest: 2, isTight: isReduced },
  { name: 'cos', enclose: elementary.cos, value: reference.cos, draw, widest: 2, isTight: isReduced },
];

/** Above the limit of the reduction the value is only known to lie in [−1, 1]. */
function isReduced(x: number): boolean {
  return Math.abs(x) <= LARGEST_ANGLE;
}

describe('sin and cos', () => {
  test.each(CASES)('$name at points: contained, and tight', (of) => {
    expect(missesAtPoints(of, 20260121)).toEqual([]);
  });

  test.each(CASES)('$name over intervals', (of) => {
    expect(missesOverIntervals(of, 20260122)).toEqual([]);
  });

  test.each(CASES)('$name over intervals of a few turns, ends close to quarter turns', (of) => {
    const close = signed(nearPlaces(HARD.slice(0, 40), (from) => from.uniform() * 12));
    expect(missesOverIntervals({ ...of, draw: close }, 20260123)).toEqual([]);
  });

  test('the doubles closest to quarter turns are as close as they are known to be', () => {
    // Below 2^21 none comes nearer than 2^-60 (Muller, Elementary Functions, 2016, §11.3, gives 2^-60.9 over all of double precision).
    const distances = HARD.map((x) => Math.min(Math.abs(Math.sin(x)), Math.abs(Math.cos(x))));
    expect(Math.min(...distances)).toBeLessThan(2 ** -48);
    expect(Math.min(...distances)).toBeGreaterThan(2 ** -72);
  });
});
