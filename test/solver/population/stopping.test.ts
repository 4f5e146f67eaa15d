import { describe, expect, it } from 'vitest';
import { judgeFrontier } from '../../../src/curvature/judge-frontier.ts';
import { settle } from '../../../src/economy/settle.ts';
import { parseEconomy } from '../../../src/language/parse.ts';
import { crowdParty } from '../../../src/solver/population/crowd.ts';
import { Stopped } from '../../../src/solver/relaxation/effort.ts';
import { solveText } from '../solve-text.ts';
import { drawn } from './by-hand.ts';

/** Asks to stop at the n-th question, so that it is the same at every run. */
function stopAfter(questions: number): { readonly aborted: boolean } {
  let asked = 0;
  return {
    get aborted() {
      asked++;
      return asked > questions;
    },
  };
}

const bowl = 'frontier (a/r)^2 + (b/2)^2 <= 1';
const bent = 'frontier b = r*(1 - a/2)^1.5';
const tasks = 'budget h <= 1 a = r*h^0.5 b = h^0.7 c = h^1.5';
const economies: readonly (readonly [name: string, text: string])[] = [
  [
    'smooth welfare',
    drawn(
      [
        ['A', 20_000, bowl],
        ['B', 20_000, bent],
      ],
      'maximize a^0.3 * b^0.7',
    ),
  ],
  [
    'a kink',
    drawn(
      [
        ['A', 20_000, bowl],
        ['B', 20_000, bent],
      ],
      'proportions a : b = 1 : 1',
    ),
  ],
  [
    'prices',
    drawn(
      [
        ['A', 20_000, bowl],
        ['B', 20_000, bent],
      ],
      'prices a = 1, b = 2',
    ),
  ],
  ['three goods', drawn([['A', 6_000, tasks]], 'maximize a*b*c', 'a, b, c')],
  [
    'few',
    drawn(
      [
        ['A', 40, bowl],
        ['B', 41, bent],
      ],
      'maximize a*b',
    ),
  ],
];

describe('populations asked to stop', () => {
  it.each(economies)('have a feasible plan and a proven bound: %s', (_, text) => {
    const best = solveText(text).objective?.value ?? Number.NaN;
    for (const questions of [0, 3, 12, 60, 300]) {
      const { status, objective, totals } = solveText(text, { signal: stopAfter(questions) });
      expect(['optimal', 'bounded']).toContain(status);
      expect(objective?.value).toBeGreaterThan(0);
      expect(objective?.upperBound).toBeGreaterThanOrEqual(best);
      expect(objective?.value).toBeLessThanOrEqual(best * (1 + 1e-6));
      expect(Object.values(totals ?? {}).every((total) => total > 0)).toBe(true);
    }
  });

  it('stop in the middle of their members', () => {
    const [agent] = settle(parseEconomy(drawn([['A', 50_000, bowl]], '')).economy).agents;
    const party = agent && crowdParty(agent, judgeFrontier(agent), ['a', 'b']);
    const aggregate = party?.crowd.aggregate;
    const prices = Float64Array.of(1, 2);
    expect(() => aggregate?.respond(prices, null, stopAfter(2))).toThrow(Stopped);
    expect(() => aggregate?.bound(prices, null, stopAfter(2))).toThrow(Stopped);
    expect(() => aggregate?.marginal(prices, null, 0.1, stopAfter(2))).toThrow(Stopped);
  });
});
