import { describe, expect, it } from 'vitest';
import { solveText } from '../solve-text.ts';
import { knownEconomies } from './known-economies.ts';

const near = (found: number, wanted: number): boolean =>
  Math.abs(found - wanted) <= 1e-7 * Math.max(1, Math.abs(wanted));

describe('economies whose equilibria are known by hand', () => {
  it('are many', () => expect(knownEconomies.length).toBeGreaterThanOrEqual(25));

  it.each(knownEconomies)('$name', ({ text, status, equilibria }) => {
    const solution = solveText(text);
    expect(solution.status).toBe(status);
    const found = solution.equilibria ?? [];
    expect(found.length).toBe(equilibria.length);
    equilibria.forEach((known, k) => {
      const own = found[k];
      for (const [good, price] of Object.entries(known.prices))
        expect(near(own?.prices[good] ?? Number.NaN, price), `price of ${good}: ${own?.prices[good]}`).toBe(true);
      for (const [agent, bundle] of Object.entries(known.allocation ?? {}))
        for (const [good, amount] of Object.entries(bundle))
          expect(near(own?.allocation[agent]?.[good] ?? Number.NaN, amount), `${agent}'s ${good}`).toBe(true);
    });
    if (status !== 'optimal') expect(solution.prices).toBeNull();
    expect(solution.notes.length).toBeGreaterThan(0);
  });
});
