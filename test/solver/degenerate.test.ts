import { describe, expect, it } from 'vitest';
import { solveText } from './solve-text.ts';

const circles = 'agent n[3] { frontier a^2 + b^2 <= 4 }';
const inGoods = (goods: string, body: string) => solveText(`good ${goods}\n${body}`);

describe('objectives that have enough', () => {
  it.each([
    ['a, b', `${circles}\nmaximize 10 - (a - 1)^2 - (b - 1.5)^2`, { a: 1, b: 1.5 }],
    [
      'a, b, c',
      `${circles}\nagent m { frontier c <= 1 }\nmaximize 10 - (a - 1)^2 - (b - 1.5)^2`,
      { a: 1, b: 1.5, c: 1 },
    ],
    [
      'a, b, c',
      `${circles}\nagent m { frontier c <= 1 }\nmaximize 10 - (a - 1)^2 - (b - 1.5)^2 - (c - 0.5)^2`,
      { a: 1, b: 1.5, c: 0.5 },
    ],
  ])('of all of %s price nothing: %s', (goods, body, totals) => {
    const solution = inGoods(goods, body);
    expect(solution.status).toBe('optimal');
    expect(solution.objective?.value).toBeCloseTo(10, 9);
    for (const [good, total] of Object.entries(totals)) expect(solution.totals?.[good]).toBeCloseTo(total, 5);
    expect(solution.prices).toBeNull();
    expect(solution.numeraire).toBeNull();
    expect(Object.values(solution.dualPrices ?? {}).every((price) => price === 0)).toBe(true);
    expect(solution.notes.join(' ')).toContain('nothing has a price');
  });

  it.each(['a, b', 'a, b, c'])('of one good price the other alone, with goods %s', (goods) => {
    const more = goods.includes('c') ? 'agent m { frontier c <= 1 }\n' : '';
    const solution = inGoods(goods, `${circles}\nagent o { frontier a <= 9 }\n${more}maximize 10 - (a - 1)^2 + 3*b`);
    expect(solution.status).toBe('optimal');
    expect(solution.objective?.value).toBeCloseTo(28, 8);
    expect(solution.totals?.a).toBeCloseTo(1, 5);
    expect(solution.numeraire).toBe('b');
    expect(solution.dualPrices).toMatchObject({ a: 0, b: 1 });
  });
});

describe('ties', () => {
  it.each([1, 2, 7, 1_000_001])('%i linear members split in any way along one segment', (count) => {
    const { status, objective, prices, notes } = inGoods(
      'a, b',
      `agent n[${count}] { frontier a/2 + b <= 1 }\nmaximize a + 2*b`,
    );
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(2 * count, 6);
    expect(prices).toEqual({ a: 1, b: 2 });
    expect(notes.join(' ')).toMatch(/indifferent|any split/i);
  });

  it('of linear members of three goods are met by one price each', () => {
    const { objective, prices } = inGoods(
      'a, b, c',
      'agent n[7] { frontier a/2 + b + c/4 <= 1 }\nmaximize a^0.5 * b^0.25 * c^0.25',
    );
    // Half of all labour makes a, a quarter each b and c.
    expect(objective?.value).toBeCloseTo(7 ** 0.5 * (7 / 4) ** 0.25 * 7 ** 0.25, 8);
    expect(prices).toEqual({ a: 1, b: expect.closeTo(2, 8), c: expect.closeTo(0.5, 8) });
  });

  it.each([
    [2, 1],
    [3, Math.SQRT2],
    [4, 2],
  ])('%i identical convex members split in whole numbers', (count, value) => {
    const { objective } = inGoods(
      'a, b',
      `agent n[${count}] { frontier b = (1 - a^0.5)^2 for a in 0..1 }\nmaximize a^0.5*b^0.5`,
    );
    expect(objective?.value).toBeCloseTo(value, 9);
  });
});

describe('what cannot be made', () => {
  it('is infeasible where a product needs it, and priced where a sum does', () => {
    const none = inGoods('a, b, c', `${circles}\nmaximize a*b*ln(c)`);
    expect(['infeasible', 'invalid']).toContain(none.status);
    const product = inGoods('a, b, c', `${circles}\nmaximize ln(a) + ln(b) + ln(c)`);
    expect(product.status).toBe('infeasible');
    expect(product.notes.join(' ')).toContain('c');
    const sum = inGoods('a, b, c', `${circles}\nmaximize a^0.5*b^0.5 + 2*c`);
    expect(sum.status).toBe('optimal');
    expect(sum.totals?.c).toBe(0);
  });

  it('is nothing where the capacity is none', () => {
    const { status, totals, objective } = inGoods(
      'a, b',
      'agent n { frontier a <= 2 }\nagent m { frontier b <= 0 }\nmaximize a + b',
    );
    expect(status).toBe('optimal');
    expect(objective?.value).toBe(2);
    expect(totals).toEqual({ a: 2, b: 0 });
  });
});

describe('one agent', () => {
  it.each([
    ['a circle', 'frontier a^2 + b^2 <= 1', 'a + b', Math.SQRT2],
    ['a bent frontier', 'frontier b = (1 - a^0.5)^2 for a in 0..1', 'a + 2*b', 2],
    ['a bent frontier asked for both', 'frontier b = (1 - a^0.5)^2 for a in 0..1', 'min(a, b)', 0.25],
    ['points', 'frontier among (a, b): (0, 4), (1.5, 1.5), (4, 0)', 'a*b', 2.25],
  ])('with %s', (_, frontier, welfare, value) => {
    const { status, objective } = inGoods('a, b', `agent n { ${frontier} }\nmaximize ${welfare}`);
    expect(status).toBe('optimal');
    expect(objective?.value).toBeCloseTo(value, 9);
  });
});

describe('goods whose scales lie far apart', () => {
  it.each([1e-9, 1, 1e9, 1e12])('by %d', (scale) => {
    const two = inGoods('a, b', `agent n[3] { frontier a^2 + (b/${scale})^2 <= 4 }\nmaximize a^0.5 * b^0.5`);
    expect(two.status).toBe('optimal');
    expect((two.objective?.value ?? 0) / (3 * Math.SQRT2 * scale ** 0.5)).toBeCloseTo(1, 9);
    expect((two.prices?.b ?? 0) * scale).toBeCloseTo(1, 8);
    const three = inGoods(
      'a, b, c',
      `agent n[3] { frontier a^2 + (b/${scale})^2 <= 4 }\nagent m { frontier c <= ${scale} }\nmaximize a^0.25 * b^0.25 * c^0.5`,
    );
    expect(three.status).toBe('optimal');
    expect((three.objective?.value ?? 0) / ((3 * Math.SQRT2) ** 0.5 * scale ** 0.75)).toBeCloseTo(1, 8);
  });
});

describe('Leontief welfare', () => {
  it('prices at nothing what there is too much of', () => {
    for (const [goods, more] of [
      ['a, b', ''],
      ['a, b, c', 'agent o { frontier c <= 2 }\n'],
    ] as const) {
      const wanted = goods.includes('c') ? 'min(a, b, c)' : 'min(a, b)';
      const { status, objective, prices } = inGoods(
        goods,
        `agent n { frontier a <= 1 }\nagent m { frontier b <= 5 }\n${more}maximize ${wanted}`,
      );
      expect(status).toBe('optimal');
      expect(objective?.value).toBe(1);
      expect(prices).toMatchObject({ a: 1, b: 0 });
    }
  });
});

describe('a concave agent at a corner', () => {
  it('keeps a trade-off of its own, which the price need not equal', () => {
    const { agents, prices } = inGoods(
      'a, b',
      'agent n { frontier b = 2 - a - 0.1*a^2 for a in 0..1.7 }\nagent m[9] { frontier a/4 + b <= 1 }\nmaximize a^0.5*b^0.5',
    );
    const [own] = agents[0]?.kinds ?? [];
    expect(own?.at).toBe('bound');
    expect(own?.outputs).toMatchObject({ a: 0, b: 2 });
    expect(prices?.b).toBeCloseTo(4, 6);
    const price = own?.virtualPrices?.b;
    expect(price).toBeCloseTo(1, 6);
  });
});
