import { describe, expect, it } from 'vitest';
import { inTwoGoods, solveText } from './solve-text.ts';

const many = (count: number) =>
  inTwoGoods(`agent n[${count}] { frontier b = (1 - a^0.5)^2 for a in 0..1 }\nmaximize a^0.5 * b^0.5`);

describe('prices only where they support welfare and every member', () => {
  it.each([3, 101, 100_001])('%i equal specialists have dual prices only', (count) => {
    const { prices, dualPrices, notes } = solveText(many(count));
    expect(prices).toBeNull();
    expect(dualPrices).toEqual({ a: 1, b: expect.closeTo(1, 9) });
    expect(notes.join(' ')).toContain('no price equilibrium');
  });

  it.each([4, 100_000])('%i of them have a price', (count) => {
    expect(solveText(many(count)).prices).toEqual({ a: 1, b: expect.closeTo(1, 9) });
  });

  it('gives no price at a bliss point', () => {
    const solution = solveText(
      inTwoGoods('agent n[4] { frontier a^2 + b^2 <= 1 }\nmaximize 10 - (a - 1)^2 - (b - 1.5)^2'),
    );
    expect(solution.prices).toBeNull();
    expect(solution.totals).toEqual({ a: expect.closeTo(1, 5), b: expect.closeTo(1.5, 5) });
  });

  it('prices a good that is wanted and that nobody makes', () => {
    const solution = solveText('good a, b, c\nagent n[4] { frontier a^2 + b^2 <= 1 }\nmaximize a^0.5 * b^0.5 + c');
    expect(solution.prices).toEqual({ a: 1, b: expect.closeTo(1, 9), c: expect.closeTo(2, 9) });
  });
});

describe('an end before there is time for anything', () => {
  it('still gives a plan and a bound', () => {
    const solution = solveText(many(3), { signal: { aborted: true } });
    expect(solution.status).toBe('bounded');
    expect(solution.objective?.value).toBeGreaterThan(1.4);
    expect(solution.objective?.upperBound).toBeGreaterThanOrEqual(Math.SQRT2);
  });
});

describe('members that cannot be split as prices ask', () => {
  const split = (count: string) =>
    solveText(`good a, b\nagent n[${count}] { frontier b = (1 - a^0.5)^2 for a in 0..1 }\nmaximize a^0.5 * b^0.5`);

  it.each(['3', '1001', '1_000_000_001'])('%s have no price that supports all of them and welfare', (count) => {
    expect(split(count).prices).toBeNull();
  });

  it.each(['4', '1000', '1_000_000_000'])('%s have one', (count) => {
    expect(split(count).prices).toEqual({ a: 1, b: expect.closeTo(1, 12) });
  });
});
