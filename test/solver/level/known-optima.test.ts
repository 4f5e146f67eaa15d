import { describe, expect, it } from 'vitest';
import { solveText } from '../solve-text.ts';

const inThreeGoods = (body: string): string => `good a, b, c\n${body}`;

/** Ellipsoids y'Qy <= 1 with cross terms: prices·y is at most sqrt(p'Q⁻¹p), at Q⁻¹p where that makes some of each good. */
const ellipsoids: readonly (readonly [level: string, prices: readonly [number, number, number], q: Matrix])[] = [
  ['a^2 + b^2 + c^2 + 0.5*a*b - 0.3*b*c <= 1', [1, 2, 3], matrix(1, 1, 1, 0.25, 0, -0.15)],
  ['b^2 + c^2 + a^2 + 0.5*b*c - 0.3*c*a <= 1', [3, 1, 2], matrix(1, 1, 1, 0, -0.15, 0.25)],
  ['2*a^2 + 3*b^2 + c^2 + a*b + b*c + 0.2*a*c <= 1', [1, 1.5, 1], matrix(2, 3, 1, 0.5, 0.1, 0.5)],
  ['4e6*a^2 + 1e-6*b^2 + c^2 + 0.5*a*b <= 1', [2000, 0.001, 1], matrix(4e6, 1e-6, 1, 0.25, 0, 0)],
];

type Matrix = readonly (readonly [number, number, number])[];

function matrix(aa: number, bb: number, cc: number, ab: number, ac: number, bc: number): Matrix {
  return [
    [aa, ab, ac],
    [ab, bb, bc],
    [ac, bc, cc],
  ];
}

const determinant = ([[a, b, c], [d, e, f], [g, h, i]]: readonly [
  readonly [number, number, number],
  readonly [number, number, number],
  readonly [number, number, number],
]): number => a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);

/** Q⁻¹p by Cramer's rule. */
function solved(q: Matrix, p: readonly [number, number, number]): readonly number[] {
  const rows = q as Parameters<typeof determinant>[0];
  return [0, 1, 2].map((k) => {
    const replaced = rows.map((row, i) => row.map((x, j) => (j === k ? (p[i] ?? 0) : x))) as unknown as typeof rows;
    return determinant(replaced) / determinant(rows);
  });
}

describe('optima known in closed form', () => {
  it.each(ellipsoids)('%s at prices %j', (level, prices, q) => {
    const y = solved(q, prices);
    expect(Math.min(...y)).toBeGreaterThan(0);
    const value = Math.sqrt(y.reduce((sum, x, j) => sum + x * (prices[j] ?? 0), 0));
    const { status, objective, totals } = solveText(
      inThreeGoods(`agent A { frontier ${level} }\nprices a = ${prices[0]}, b = ${prices[1]}, c = ${prices[2]}`),
    );
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(value, 9);
    expect(objective?.upperBound).toBeGreaterThanOrEqual(value * (1 - 1e-14));
    expect(objective?.upperBound).toBeLessThanOrEqual(value * (1 + 1e-11));
    for (const [j, good] of ['a', 'b', 'c'].entries())
      expect((totals?.[good] ?? 0) / ((y[j] ?? 0) / value)).toBeCloseTo(1, 7);
  });

  it.each([
    '(a^2 + b^2 + c^2)^2 <= 1',
    '(a^2 + b^2 + c^2)^2 + (a^2 + b^2 + c^2)*(a^2 + b^2 + c^2) <= 2',
    'a^2 + b^2 + c^2 + 0*a*b + 1e-300*b*c <= 1',
  ])('a sphere in disguise: %s', (level) => {
    const { objective, status, totals, prices } = solveText(
      inThreeGoods(`agent A { frontier ${level} }\nmaximize a*b*c`),
    );
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(3 ** -1.5, 10);
    for (const good of ['a', 'b', 'c']) {
      expect(totals?.[good]).toBeCloseTo(Math.sqrt(1 / 3), 7);
      expect(prices?.[good]).toBeCloseTo(1, 7);
    }
  });

  it('two balls of unlike size share one price', () => {
    const { objective, status, onePrice } = solveText(
      inThreeGoods(
        'agent A { frontier a^2 + b^2 + c^2 + 0.5*a*b <= 1 }\nagent B { frontier a^2 + b^2 + c^2 + 0.5*a*b <= 4 }\nmaximize sqrt(a) + sqrt(b) + 1*sqrt(c)',
      ),
    );
    const alone = solveText(
      inThreeGoods('agent A { frontier a^2 + b^2 + c^2 + 0.5*a*b <= 9 }\nmaximize sqrt(a) + sqrt(b) + 1*sqrt(c)'),
    );
    expect(status).toBe('optimal');
    expect(onePrice?.holds).toBe(true);
    expect(objective?.value).toBeCloseTo(alone.objective?.value ?? Number.NaN, 8);
  });

  it('1,000 members who bend inward specialise by whole counts', () => {
    const { objective, status, agents } = solveText(
      inThreeGoods(
        'agent A[1000] { frontier sqrt(a) + sqrt(b) + sqrt(c) + 0.1*sqrt(a*b) <= 1 }\nmaximize a^0.3 * b^0.3 * c^0.4',
      ),
    );
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(300 ** 0.6 * 400 ** 0.4, 8);
    const counts = agents[0]?.kinds.map(({ label, count }) => [label, count]) ?? [];
    expect(Object.fromEntries(counts)).toEqual({ a: 300, b: 300, c: 400 });
  });

  it('one member who bends inward is a generalist if all goods are needed', () => {
    const { objective, status, agents } = solveText(
      inThreeGoods('agent A { frontier (sqrt(a) + sqrt(b) + sqrt(c))^1.5 + 0*a*b <= 1 }\nmaximize a*b*c'),
    );
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(3 ** -6, 9);
    expect(agents[0]?.kinds[0]?.label.split('+').sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('own marginal rates and supporting prices', () => {
  it('inside, at a bound, at a kink and where slopes are infinite', () => {
    const [inside] = solveText(
      inThreeGoods('agent A { frontier a^2 + b^2 + c^2 + a*b <= 1 }\nprices a = 2, b = 2, c = 1'),
    ).agents;
    expect(inside?.kinds[0]?.at).toBe('interior');
    expect(inside?.kinds[0]?.virtualPrices?.b).toBeCloseTo(1, 7);
    expect(inside?.kinds[0]?.virtualPrices?.c).toBeCloseTo(0.5, 7);
    const [corner] = solveText(
      inThreeGoods('agent A { frontier a^2 + b^2 + c^2 + a*b + 0.5*c <= 1 }\nprices a = 1'),
    ).agents;
    expect(corner?.kinds[0]?.at).toBe('bound');
    expect(corner?.kinds[0]?.virtualPrices).toMatchObject({
      a: 1,
      b: expect.closeTo(0.5, 5),
      c: expect.closeTo(0.25, 5),
    });
    const [kink] = solveText(
      inThreeGoods(
        'agent A { frontier a^2 + b^2 + c <= 3\nfrontier a + b + c^2 <= 3 }\nmaximize a^0.3 * b^0.3 * c^0.4',
      ),
    ).agents;
    expect(kink?.kinds[0]?.at).toBe('kink');
    const range = kink?.kinds[0]?.virtualPrices?.c;
    expect(range).toEqual([expect.closeTo(0.5, 7), expect.closeTo(2, 7)]);
    const cells = solveText(
      inThreeGoods('agent A[3] { frontier sqrt(a) + sqrt(b) + sqrt(c) + 0.1*sqrt(a*b) <= 1 }\nmaximize a*b*c'),
    ).agents[0]?.kinds;
    const maker = cells?.find(({ label }) => label === 'a');
    expect(maker?.at).toBe('bound');
    expect(maker?.virtualPrices).toMatchObject({ a: 1, b: Number.POSITIVE_INFINITY, c: Number.POSITIVE_INFINITY });
  });

  it('an exchange between members who stand apart, and none where they stand best', () => {
    const apart = solveText(
      inThreeGoods(
        'agent A { frontier a^2 + b^2 + c^2 + 0.5*a*b <= 1\nat a = 0.1, b = 0.9 }\nagent B { frontier a^2 + b^2 + c^2 + 0.5*a*b <= 1\nat a = 0.9, b = 0.1 }',
      ),
    );
    const gain = Object.values(apart.improvement?.gain ?? {});
    expect(gain.length).toBe(3);
    expect(Math.min(...gain)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...gain)).toBeGreaterThan(0.1);
    const alike = solveText(
      inThreeGoods(
        'agent A { frontier a^2 + b^2 + c^2 + 0.5*a*b <= 1\nat a = 0.5, b = 0.5 }\nagent B { frontier a^2 + b^2 + c^2 + 0.5*a*b <= 1\nat a = 0.5, b = 0.5 }',
      ),
    );
    expect(alike.improvement).toBeNull();
    expect(alike.notes.join(' ')).toContain('Pareto-optimal');
  });
});
