import { expect, test } from 'vitest';
import { editDistance, nearNames } from '../../src/language/lower/near-names.ts';

const DISTANCES: readonly (readonly [string, string, number])[] = [
  ['', '', 0],
  ['apples', 'apples', 0],
  ['apples', 'aples', 1],
  ['apples', 'applles', 1],
  ['apples', 'appels', 1],
  ['apples', 'bpples', 1],
  ['ca', 'abc', 3],
  ['kitten', 'sitting', 3],
];

test.each(DISTANCES)('%s and %s are %i apart', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
  expect(editDistance(a, b, 0)).toBeGreaterThan(distance === 0 ? -1 : 0);
});

test('the nearest first, at most three, and none that is far', () => {
  expect(nearNames('banannas', ['apples', 'bananas', 'Banannas', 'pears'])).toEqual(['Banannas', 'bananas']);
  expect(nearNames('x', ['y', 'X'])).toEqual(['X']);
  expect(nearNames('abcdef', ['abcdeg', 'abcdeh', 'abcdei', 'abcdej'])).toEqual(['abcdeg', 'abcdeh', 'abcdei']);
  expect(nearNames('wood', ['leaves', 'bark'])).toEqual([]);
});
