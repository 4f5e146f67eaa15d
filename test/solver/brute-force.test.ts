import { describe, expect, it } from 'vitest';
import { bestOnGrid, smallEconomy } from './brute-force.ts';
import { solveText } from './solve-text.ts';

const seeds = Array.from({ length: 400 }, (_, i) => i + 1);

describe('random small economies against a grid over all frontiers', () => {
  it.each(seeds)('seed %i: no false certificate', (seed) => {
    const economy = smallEconomy(seed);
    const solution = solveText(economy.text);
    const grid = bestOnGrid(economy);
    const { objective, totals } = solution;
    if (objective === null || totals === null) throw new Error(`${solution.status} for\n${economy.text}`);
    const scale = 1e-9 * Math.max(1, Math.abs(grid));
    expect(objective.value, economy.text).toBeLessThanOrEqual(objective.upperBound);
    expect(objective.upperBound, economy.text).toBeLessThanOrEqual(objective.dualBound);
    // The grid shares rounding with nothing: its points may lie an ulp outside.
    expect(grid, economy.text).toBeLessThanOrEqual(objective.upperBound + scale);
    expect(objective.value, economy.text).toBeCloseTo(economy.welfare(totals.a ?? 0, totals.b ?? 0), 8);
    expect(solution.status, `${economy.text} gap ${objective.gap}`).toBe('optimal');
    expect(objective.value, economy.text).toBeGreaterThanOrEqual(grid - 1e-6 * Math.abs(grid));
    expect(Number.isFinite(objective.gap)).toBe(true);
  });

  it('gives the same bits for the same text', () => {
    for (const seed of [3, 17, 40, 101]) {
      const { text } = smallEconomy(seed);
      expect(JSON.stringify(solveText(text))).toBe(JSON.stringify(solveText(text)));
    }
  });
});
