import { describe, expect, it } from 'vitest';
import type { Solution } from '../../src/solver/solution.ts';
import { inTwoGoods, solveText } from './solve-text.ts';

const cobbDouglas = 'maximize a^0.5 * b^0.5';
const powers = (count: number | string, k: number): string =>
  inTwoGoods(`agent n[${count}] { frontier b = (1 - a^${k})^(1/${k}) for a in 0..1 }\n${cobbDouglas}`);

const kindsOf = (solution: Solution, agent: string) =>
  solution.agents.find((each) => each.agent === agent)?.kinds ?? [];
const welfareOf = (solution: Solution): number => solution.objective?.value ?? Number.NaN;

describe('ties', () => {
  it('says how many members may be split between what', () => {
    const solution = solveText(inTwoGoods('agent n[6] { frontier a + b <= 1 }\nprices a = 1, b = 1'));
    expect(solution.notes.join(' ')).toContain('any split of 6 between 1 a and 1 b');
    expect(welfareOf(solution)).toBe(6);
  });

  it('leaves a linear agent at one mean with the marginal price', () => {
    const solution = solveText(inTwoGoods(`agent n[3] { frontier a + 2*b <= 3 }\n${cobbDouglas}`));
    expect(solution.prices).toEqual({ a: 1, b: expect.closeTo(2, 12) });
    expect(kindsOf(solution, 'n')).toHaveLength(1);
  });
});

describe('no price may add up', () => {
  const solution = solveText(powers(3, 0.5));

  it('shows the dual price and no equilibrium price', () => {
    expect(solution.prices).toBeNull();
    expect(solution.dualPrices?.b).toBeCloseTo(1, 12);
    expect(solution.notes.join(' ')).toContain('no price equilibrium');
  });

  it('tells the dual price from own trade-offs', () => {
    const mixed = solveText(
      inTwoGoods(
        `agent c { frontier b = sqrt(1 - a^2) for a in 0..1 }\nagent v { frontier b = (1 - a^0.5)^2 for a in 0..1 }\n${cobbDouglas}`,
      ),
    );
    const own = kindsOf(mixed, 'c')[0]?.virtualPrices?.b;
    expect(mixed.dualPrices?.b).toBeCloseTo(1, 12);
    // Its mirror image is as good, so the circle leans one way or the other: tan 30 or tan 60 degrees.
    expect([Math.tan(Math.PI / 6), Math.tan(Math.PI / 3)].some((slope) => Math.abs(slope - Number(own)) < 1e-6)).toBe(
      true,
    );
    expect(mixed.notes.join(' ')).toContain('1 member is off its best response');
  });
});

describe('the marginal agent', () => {
  // Three a^k + b^k = 1: two specialists and one more, or a generalist, from k = ln 2 / ln(1 + sqrt 2) on.
  it.each([
    [0.7, 2, Math.SQRT2],
    [0.78, 2, Math.SQRT2],
    [0.79, 3, 1 + 0.5 ** (1 / 0.79)],
    [0.95, 3, 1 + 0.5 ** (1 / 0.95)],
  ])('of three with k = %d gives %i kinds', (k, kinds, value) => {
    const solution = solveText(powers(3, k));
    expect(solution.status).toBe('optimal');
    expect(kindsOf(solution, 'n')).toHaveLength(kinds);
    expect(welfareOf(solution)).toBeCloseTo(value, 6);
  });

  it.each([
    [0.14, 1 - 0.14 + (1 - 2 * 0.14) / 2],
    [0.15, Math.sqrt(2) * (1 - 0.15)],
  ])('pays a set-up of %d twice or not', (setup, value) => {
    const text = `agent n[3] { budget time <= 1 a = max(0, time - ${setup}) b = max(0, time - ${setup}) }\n${cobbDouglas}`;
    expect(welfareOf(solveText(inTwoGoods(text)))).toBeCloseTo(value, 6);
  });
});

describe('zero prices, bliss and refusals', () => {
  it('gives the good in excess no price', () => {
    const solution = solveText(
      inTwoGoods('agent A { frontier a <= 10 }\nagent B { frontier b <= 2 }\nmaximize min(a, b)'),
    );
    expect(solution.dualPrices).toEqual({ a: 0, b: 1 });
    expect(solution.numeraire).toBe('b');
    expect(solution.notes.join(' ')).toContain('a is free');
  });

  it('throws away what lowers welfare, and says so', () => {
    const solution = solveText(
      inTwoGoods('agent A { frontier a <= 10 }\nagent B { frontier b <= 4 }\nmaximize a - 0.1*a^2 + b'),
    );
    expect(welfareOf(solution)).toBeCloseTo(6.5, 9);
    expect(solution.totals?.a).toBeCloseTo(5, 6);
    expect(solution.notes.join(' ')).toContain('thrown away');
  });

  it('refuses a convex objective with its chord', () => {
    const solution = solveText(inTwoGoods('agent A { frontier a + b <= 10 }\nmaximize a^2 + b^2'));
    expect(solution.status).toBe('invalid');
    expect(solution.diagnostics[0]?.code).toBe('objective-not-concave');
    expect(solution.diagnostics[0]?.message).toContain('halfway between');
  });

  it('takes a product of whole goods as people write it', () => {
    const solution = solveText(inTwoGoods('agent A { frontier a + b <= 10 }\nmaximize a*b'));
    expect(solution.objective).toMatchObject({ value: expect.closeTo(25, 9), upperBound: expect.closeTo(25, 9) });
  });

  it('proves welfare of constant elasticity concave', () => {
    const solution = solveText(inTwoGoods('agent A[5] { frontier a^2 + b^2 <= 1 }\nmaximize (a^(-1) + b^(-1))^(-1)'));
    expect(solution.status).toBe('optimal');
    expect(welfareOf(solution)).toBeCloseTo((5 * Math.SQRT1_2) / 2, 9);
  });

  it('is infeasible where welfare is nowhere finite, and 0 where it is 0 everywhere', () => {
    const makes = 'good a, b\nagent A { frontier a <= 3 }\n';
    expect(solveText(`${makes}maximize ln(a) + ln(b)`).status).toBe('infeasible');
    const zero = solveText(`${makes}maximize a*b`);
    expect([zero.status, welfareOf(zero), zero.objective?.upperBound]).toEqual(['optimal', 0, 0]);
  });

  it('keeps a choice that cannot mix at 0 with a bound of 0', () => {
    const solution = solveText(inTwoGoods(`agent A { frontier among (a, b): (0, 4), (4, 0) }\n${cobbDouglas}`));
    expect(solution.objective).toMatchObject({ value: 0, upperBound: 0, dualBound: expect.closeTo(2, 9), gap: 0 });
  });
});

describe('scales and counts', () => {
  it('splits 10^9 + 1 members in whole counts', () => {
    const kinds = kindsOf(solveText(powers(1_000_000_001, 0.5)), 'n');
    expect(kinds.reduce((sum, { count }) => sum + count, 0)).toBe(1_000_000_001);
    expect(kinds.map(({ count }) => count).sort()).toEqual([500_000_000, 500_000_001]);
  });

  it('splits 10^12 members evenly', () => {
    expect(kindsOf(solveText(powers('1_000_000_000_000', 0.5)), 'n').map(({ count }) => count)).toEqual([5e11, 5e11]);
  });

  it('adds up what 10^12 members make of much', () => {
    const solution = solveText(
      inTwoGoods(`agent n[1_000_000_000_000] { frontier (a/1e9)^2 + (b/1e9)^2 <= 1 }\n${cobbDouglas}`),
    );
    expect(solution.status).toBe('optimal');
    expect(welfareOf(solution) / (1e21 * Math.SQRT1_2)).toBeCloseTo(1, 12);
    expect(solution.objective?.upperBound).toBeGreaterThanOrEqual(1e21 * Math.SQRT1_2 * (1 - 1e-15));
  });

  it('solves goods whose scales differ by 1e18', () => {
    const solution = solveText(inTwoGoods(`agent A { frontier (a/1e9)^2 + (b/1e-9)^2 <= 1 }\n${cobbDouglas}`));
    expect(welfareOf(solution)).toBeCloseTo(Math.SQRT1_2, 12);
    expect((solution.prices?.b ?? 0) / 1e18).toBeCloseTo(1, 9);
  });
});

describe('prices as intervals', () => {
  it('gives the range that supports a vertex and Leontief welfare', () => {
    const solution = solveText(
      inTwoGoods('agent A { frontier a + b <= 1 }\nagent B { frontier a/2 + b <= 1 }\nmaximize min(a, 2*b)'),
    );
    expect(solution.priceIntervals?.b).toEqual([expect.closeTo(1, 9), expect.closeTo(2, 9)]);
    expect(kindsOf(solution, 'B')[0]?.supportingPrices?.b).toEqual([0, expect.closeTo(2, 9)]);
  });

  it('takes the end of a domain, and a lone point, for a kink', () => {
    const solution = solveText(
      inTwoGoods(
        'agent P { frontier b = 4 - a - a^2/4 for a in 0..2 }\nagent Q { frontier among (a, b): (0, 3), (2, 2), (3, 0) }\nprices a = 9, b = 1',
      ),
    );
    expect(kindsOf(solution, 'P')[0]).toMatchObject({ at: 'kink', virtualPrices: { a: 1, b: [0, 0.5] } });
    const lone = solveText(inTwoGoods('agent Q { frontier among (a, b): (0, 3), (2, 2), (3, 0) }\nmaximize a * b'));
    expect(kindsOf(lone, 'Q')[0]).toMatchObject({
      at: 'kink',
      virtualPrices: { a: 1, b: [0, Number.POSITIVE_INFINITY] },
    });
    expect(kindsOf(lone, 'Q')[0]?.supportingPrices).toEqual({
      a: 1,
      b: [expect.closeTo(0.5, 9), expect.closeTo(2, 9)],
    });
  });

  it('gives a range at a kink and 0 or Infinity at a singular bound', () => {
    const kink = solveText(inTwoGoods(`agent A { frontier through (a, b): (0, 10), (6, 6), (8, 0) }\n${cobbDouglas}`));
    const [standing] = kindsOf(kink, 'A');
    expect(standing?.at).toBe('kink');
    expect(standing?.virtualPrices?.b).toEqual([expect.closeTo(1 / 3, 9), expect.closeTo(1.5, 9)]);
    const bent = solveText(powers(2, 0.5));
    expect(kindsOf(bent, 'n').map(({ virtualPrices }) => virtualPrices?.b)).toEqual([Number.POSITIVE_INFINITY, 0]);
    expect(bent.pricesDiverge).toBe(true);
  });
});

describe('many goods', () => {
  const three = (power: number, count: number) =>
    `good x, y, z\nagent n[${count}] { budget time <= 1 x = time^${power} y = time^${power} z = time^${power} }\n`;

  it('lets Leontief welfare name its own proportions', () => {
    const solution = solveText(`${three(0.5, 4)}maximize min(x, 2*y, z)`);
    expect(solution.status).toBe('optimal');
    expect(welfareOf(solution)).toBeCloseTo(8 / 3, 6);
  }, 60_000);

  it('lets the fourth of four do one task where returns rise fast', () => {
    const solution = solveText(`${three(2, 4)}maximize x * y * z`);
    expect(kindsOf(solution, 'n').map(({ count }) => count)).toEqual([2, 1, 1]);
    expect(welfareOf(solution)).toBeCloseTo(2, 6);
  }, 60_000);

  it('gives goods in excess no price', () => {
    const solution = solveText(
      'good x, y, z\nagent B { frontier x + 2*y <= 2 }\nagent C[3] { frontier z <= 1 }\nagent D[2] { frontier (x/3)^2 + (z/2)^2 <= 1 }\nmaximize min(x, y, z)',
    );
    expect(solution.prices).toEqual({ x: 0, y: 1, z: 0 });
    expect(solution.numeraire).toBe('y');
  });

  it('finds ten parts of a tree without a gap', () => {
    const solution = solveText(
      'good wood, leaves, bark\nagent Part[10] { frontier wood^0.6 + leaves^0.6 + bark^0.6 <= 1 }\nmaximize wood^0.5 * leaves^0.3 * bark^0.2',
    );
    expect(kindsOf(solution, 'Part').map(({ label, count }) => [label, count])).toEqual([
      ['wood', 5],
      ['leaves', 3],
      ['bark', 2],
    ]);
    expect(solution.objective?.gap).toBeLessThan(1e-12);
  });
});

describe('objectives that choose nothing', () => {
  it('has a hint and no totals without an objective', () => {
    const solution = solveText(inTwoGoods('agent A { frontier a + b <= 1 }'));
    expect([solution.status, solution.objective, solution.totals]).toEqual(['optimal', null, null]);
    expect(solution.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['no-objective', 'hint']]);
  });
});
