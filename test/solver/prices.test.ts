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

describe('one price', () => {
  it.each([
    [
      'concave and linear members',
      'agent e[3] { frontier b = 2.42 * (exp(1) - exp(a/2.05)) / (exp(1) - 1) for a in 0..2.05 }\nagent l[4] { frontier a/2.41 + b/2.89 <= 1 }\nmaximize a^0.3 * b^0.7',
    ],
    [
      'members inside a mixed frontier, each written out',
      `${['p', 'q', 'r', 's'].map((name) => `agent ${name} { budget t <= 1\n a = 0.61*t^0.3\n b = 1.73*t^1.2 }\n`).join('')}maximize (0.68*a^-0.5 + 0.32*b^-0.5)^(1/-0.5)`,
    ],
  ])('holds for %s whose choices are best to the last digits of their worth', (_, body) => {
    const { prices, onePrice } = solveText(inTwoGoods(body));
    expect(prices).not.toBeNull();
    expect(onePrice?.holds).toBe(true);
  });
});

describe('a bowed-out frontier so steep at its end that no number lies between', () => {
  it.each([
    'frontier b = 1.71 * (1 - (a/1.85)^1.05)^(1/1.05) for a in 0..1.85',
    'frontier (a/1.85)^1.05 + (b/1.71)^1.05 <= 1',
    'frontier a = 1.85 * (1 - (b/1.71)^1.05)^(1/1.05) for b in 0..1.71',
  ])('%s is bounded tightly there', (frontier) => {
    const solution = solveText(
      inTwoGoods(`agent l { frontier a/0.52 + b/2.85 <= 1 }\nagent c { ${frontier} }\nproportions a : b = 1.77 : 0.73`),
    );
    expect(solution.status).toBe('optimal');
    expect(solution.prices?.b).toBeCloseTo(0.52 / 2.85, 9);
  });
});

describe('a specialist at an end that is found by a root', () => {
  // Bent inward with k < 1, the last unit of the good made costs nothing of the other, or without end.
  it.each(['(a/1.7)^0.45 + (b/0.9)^0.45 <= 3.3', '(a/2.2105)^0.618 + (b/2)^0.618 <= 1'])(
    '%s: it makes one good only, at a trade-off of 0 or Infinity',
    (frontier) => {
      const { agents } = solveText(inTwoGoods(`agent n[6] { frontier ${frontier} }\nmaximize a^0.5 * b^0.5`));
      const kinds = agents.flatMap((agent) => agent.kinds);
      expect(kinds.map(({ outputs }) => Math.min(outputs.a ?? 1, outputs.b ?? 1))).toEqual([0, 0]);
      expect(kinds.map(({ virtualPrices }) => virtualPrices?.b).sort()).toEqual([0, Number.POSITIVE_INFINITY]);
    },
  );

  it('a concave one keeps its slope', () => {
    const { agents } = solveText(inTwoGoods('agent n { frontier a + b + 0.1*a^2 <= 1.3 }\nprices a = 5, b = 1'));
    const price = agents[0]?.kinds[0]?.virtualPrices?.b as number;
    const end = (Math.sqrt(1 + 0.52) - 1) / 0.2;
    expect(price).toBeCloseTo(1 / (1 + 0.2 * end), 9);
  });
});
