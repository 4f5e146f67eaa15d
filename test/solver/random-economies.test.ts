import { describe, expect, it } from 'vitest';
import { bestOfGrid, randomEconomy } from './random-economies.ts';
import { solveText } from './solve-text.ts';

const seeds = Array.from({ length: 500 }, (_, i) => i + 1);

describe('500 random economies of every form of frontier and objective against enumeration', () => {
  it.each(seeds)(
    'seed %i: no feasible grid beats the bound, nor an optimum',
    (seed) => {
      const economy = randomEconomy(seed);
      const { status, objective, totals } = solveText(economy.text, { work: 3000 });
      const grid = bestOfGrid(economy);
      if (objective === null || totals === null) throw new Error(`${status} for\n${economy.text}`);
      const rounding = 1e-12 * Math.max(1, Math.abs(grid));
      expect(objective.value, economy.text).toBeLessThanOrEqual(objective.upperBound);
      expect(objective.upperBound, economy.text).toBeLessThanOrEqual(objective.dualBound);
      expect(grid, economy.text).toBeLessThanOrEqual(objective.upperBound + rounding);
      if (status === 'optimal')
        expect(objective.value, economy.text).toBeGreaterThanOrEqual(grid - 1e-6 * Math.abs(grid) - rounding);
      const again = economy.welfare(economy.goods.map((good) => totals[good] ?? Number.NaN));
      expect(Math.abs(objective.value - again), economy.text).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(again)));
      const dear = economy.goods.length > 2 && status === 'bounded';
      expect(dear || status === 'optimal', `${economy.text} gap ${objective.gap}`).toBe(true);
    },
    60_000,
  );
});
