import { describe, expect, it } from 'vitest';
import { solveText } from '../solve-text.ts';

const frontiers = [
  ['bent outward', 'frontier b = 2*sqrt(1 - (a/r)^2)'],
  ['bent inward', 'frontier b = r*(1 - a/2)^1.5'],
  ['bent both ways', 'frontier b = 1 / (1 + exp(8*(a - r/2))) for a in 0..1'],
] as const;

describe('prices of very many members, between two answers of all', () => {
  it.each(frontiers)('leave a gap that hardly shows: %s', (_, frontier) => {
    const text = `good a, b\nagent A[250_000] { vary r ~ uniform(0.8, 1.2) ${frontier} }\nmaximize a^0.4 * b^0.6`;
    const { objective, totals, dualPrices: prices } = solveText(text);
    expect(objective?.gap).toBeLessThan(2e-9);
    const [a = 0, b = 0] = [totals?.a, totals?.b];
    const [priceA = 0, priceB = 0] = [prices?.a, prices?.b];
    expect(Math.abs(Math.log((priceA * a * 0.6) / (priceB * b * 0.4)))).toBeLessThan(1e-3);
  });
});
