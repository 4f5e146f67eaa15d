import { describe, expect, it } from 'vitest';
import { solveText } from '../solve-text.ts';
import { type Drawing, drawn, solvedByHand } from './by-hand.ts';

const concave = (count: number): Drawing => ['Bowl', count, 'frontier (a/r)^2 + (b/2)^2 <= 1'];
const convex = (count: number): Drawing => ['Cell', count, 'frontier b = r*(1 - a/2)^1.5'];
const mixed = (count: number): Drawing => ['Step', count, 'frontier b = 2 * (1 - 3*(a/r)^2 + 2*(a/r)^3) for a in 0..r'];
const linear = (count: number): Drawing => ['Line', count, 'frontier b = r*(2 - a)'];

const economies: readonly (readonly [string, readonly Drawing[], string])[] = [
  ['one of each', [concave(1), convex(1), mixed(1)], 'maximize a^0.5 * b^0.5'],
  ['two convex members', [convex(2)], 'maximize a * b'],
  ['five convex members', [convex(5)], 'maximize min(a, 2*b)'],
  ['all three, a few each', [concave(4), convex(5), mixed(6)], 'maximize a^0.3 * b^0.7'],
  ['linear members, one half way', [linear(7)], 'maximize a^0.5 * b^0.5'],
  ['linear members at fixed prices', [linear(7)], 'prices a = 1, b = 1'],
  ['proportions', [convex(6), concave(3)], 'proportions a : b = 2 : 1'],
];

describe('members that differ', () => {
  it.each(economies)('are solved as agents of their own: %s', (_, agents, objective) => {
    const solution = solveText(drawn(agents, objective));
    const byHand = solvedByHand(agents, objective);
    expect(solution.status).toBe(byHand.status);
    const { value = Number.NaN, upperBound = Number.NaN } = solution.objective ?? {};
    expect(value).toBeLessThanOrEqual(upperBound);
    expect(Math.abs(value / (byHand.objective?.value ?? Number.NaN) - 1)).toBeLessThan(1e-9);
    expect(solution.agents.map(({ agent, count }) => [agent, count])).toEqual(
      agents.map(([name, count]) => [name, count]),
    );
    for (const { kinds, count } of solution.agents)
      expect(kinds.reduce((sum, kind) => sum + kind.count, 0)).toBe(count);
  });

  it('give the same bits again', () => {
    const text = drawn([concave(6), convex(6), mixed(6)], 'maximize a^0.5 * b^0.5');
    expect(JSON.stringify(solveText(text))).toBe(JSON.stringify(solveText(text)));
  });
});
