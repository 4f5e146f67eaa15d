import { describe, expect, it } from 'vitest';
import { solveText } from '../solve-text.ts';

const economy = (each: number, objective: string): string => `good a, b
agent Cell[${each}] { vary r ~ uniform(0.8, 1.2) vary k ~ uniform(1.5, 3)
frontier (a/r)^k + (b/2)^k <= 1 }
agent Spec[${each}] { vary r ~ uniform(0.8, 1.2)
frontier (a/r)^0.6 + (b/2)^0.6 <= 1 }
agent Sig[${each}] { vary r ~ uniform(0.8, 1.2)
frontier b = 1 - 3*(a/r)^2 + 2*(a/r)^3 for a in 0..r }
${objective}`;

describe('populations that bend outward, inward and both ways, together', () => {
  it.each([
    [1_000, 'maximize a^0.5 * b^0.5'],
    [10_000, 'maximize a^0.5 * b^0.5'],
    [1_000, 'proportions a : b = 1 : 2'],
  ])('are solved, %i of each, %s', (each, objective) => {
    const { status, objective: found, agents } = solveText(economy(each, objective));
    expect(status).toBe('optimal');
    expect(found?.value).toBeLessThanOrEqual(found?.upperBound ?? 0);
    expect(agents.map(({ count }) => count)).toEqual([each, each, each]);
  });

  it('are told alike where a draw is the same for all', () => {
    const own = solveText('good a, b\nagent A[60] { vary r ~ choice(1, 1) frontier (a/r)^2 + b^2 <= 1 }\nmaximize a*b');
    expect(own.status).toBe('optimal');
    expect(own.objective?.value).toBeCloseTo(1800, 6);
  });
});
