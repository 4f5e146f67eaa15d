import { describe, expect, it } from 'vitest';
import { kindsOf } from '../../src/solver/kinds/kinds.ts';
import { mixOf, specializationOf } from '../../src/solver/kinds/mix.ts';
import { inTwoGoods, solveText } from './solve-text.ts';

describe('mix and specialisation', () => {
  it.each([
    [[2, 2], [4, 4], [0.5, 0.5], 0],
    [[4, 0], [4, 4], [1, 0], 1],
    [[1, 3], [2, 3], [1 / 3, 2 / 3], 1 / 9],
  ])('of %j with caps %j', (outputs, caps, mix, index) => {
    expect(mixOf(outputs, caps)).toEqual(mix.map((m) => expect.closeTo(m, 12)));
    expect(specializationOf(mixOf(outputs, caps), caps.length)).toBeCloseTo(index, 12);
  });

  it('is null for the idle and 1 for one good', () => {
    expect(mixOf([0, 0], [1, 1])).toBeNull();
    expect(specializationOf(null, 2)).toBeNull();
    expect(specializationOf([1, 0], 1)).toBe(1);
  });
});

describe('kinds', () => {
  const group = (count: number, share: number) => ({
    count,
    outputs: [share, 1 - share],
    mix: [share, 1 - share],
    own: null,
  });

  it('splits mixers where the mix has a gap over 0.2, and numbers the labels', () => {
    const kinds = kindsOf([group(3, 0.9), group(2, 0.85), group(4, 0.6)], ['a', 'b'], [0, 1]);
    expect(kinds.map(({ label, count }) => [label, count])).toEqual([
      ['a+b', 5],
      ['a+b 2', 4],
    ]);
  });

  it('takes a hundredth of a good for none of it', () => {
    expect(kindsOf([group(1, 0.995), group(1, 1)], ['a', 'b'], [0, 1]).map(({ label }) => label)).toEqual(['a']);
  });
});

describe('asserts', () => {
  const text = inTwoGoods(`
agent Worker[10] { frontier a^0.5 + b^0.5 <= 1 }
agent Baker { frontier a^2 + b^2 <= 1 }
maximize a^0.5 * b^0.5
assert one price
assert prices diverge
assert Worker specializes
assert Baker mixes
assert Worker is convex
assert Baker is convex
assert kinds(Worker) == 2
assert total(a) in 5..6
assert price(b) / price(a) ~= 1`);

  it('hold or not, each with what was found', () => {
    const { asserts } = solveText(text);
    expect(asserts.map(({ holds }) => holds)).toEqual([false, true, true, true, true, false, true, true, true]);
    expect(asserts[2]?.value).toBe('2 kinds: 5 a, 5 b');
    expect(asserts[5]?.value).toBe('concave');
    expect(asserts[7]?.value).toMatch(/^total\(a\) = 5\.7/);
  });

  it('do not hold unsolved, but curvature is judged all the same', () => {
    const { asserts } = solveText(
      inTwoGoods('agent A { frontier a + b <= 1 }\nmaximize a^2 + b^2\nassert one price\nassert A is concave'),
    );
    expect(asserts.map(({ holds, value }) => [holds, value])).toEqual([
      [false, 'not solved'],
      [true, 'linear'],
    ]);
  });
});

describe('the law of one price', () => {
  it('holds inside concave sets and counts who is where', () => {
    const { onePrice, pricesDiverge, discreteness } = solveText(
      inTwoGoods('agent n[5] { frontier a^2 + b^2 <= 1 }\nagent m { frontier a^2 + b^2 <= 9 }\nmaximize a*b'),
    );
    expect(onePrice).toMatchObject({ holds: true, interior: 6, atBound: 0 });
    expect(onePrice?.spread).toBeLessThan(1e-9);
    expect([pricesDiverge, discreteness?.specialized]).toEqual([false, 0]);
  });

  it('breaks for specialists, who are discrete kinds', () => {
    const { onePrice, pricesDiverge, discreteness, kinds } = solveText(
      inTwoGoods('agent n[10] { frontier a^0.5 + b^0.5 <= 1 }\nmaximize a*b'),
    );
    expect(onePrice).toMatchObject({ holds: false, interior: 0, atBound: 10, spread: null });
    expect(pricesDiverge).toBe(true);
    expect(discreteness).toEqual({ specialized: 1, gap: 1, betweenShare: expect.closeTo(1, 12) });
    expect(kinds.map(({ label, size }) => [label, size])).toEqual([
      ['a', 5],
      ['b', 5],
    ]);
  });
});
