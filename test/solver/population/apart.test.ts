import { describe, expect, it } from 'vitest';
import { solveText } from '../solve-text.ts';
import { drawn, solvedByHand } from './by-hand.ts';

const tasks = [
  'budget h <= 1 a = r*h^0.5 b = h^2/(0.1 + h^2) c = max(0, h - 0.1)',
  'budget h <= 1 a = r*h^2/(0.2 + h^2) b = h^2/(0.1 + h^2) c = h^0.5',
];

describe('members whose gap stays open are looked at one by one', () => {
  it.each(tasks)('so that tasks of several kinds are split well: %s', (task) => {
    const { status, objective } = solveText(drawn([['Cell', 50, task]], 'maximize a*b*c', 'a, b, c'));
    expect(objective?.value).toBeLessThanOrEqual(objective?.upperBound ?? 0);
    expect(status).toBe('optimal');
  });

  it('so that a kink is met as well as by hand', () => {
    const agents = [['Cell', 25, 'frontier b = r*(1 - a/2)^1.5']] as const;
    const own = solveText(drawn(agents, 'maximize min(a, b)')).objective;
    const byHand = solvedByHand(agents, 'maximize min(a, b)').objective;
    expect(own?.value).toBeGreaterThanOrEqual((byHand?.value ?? Number.NaN) * (1 - 1e-6));
    expect(own?.upperBound).toBeGreaterThanOrEqual(byHand?.value ?? Number.NaN);
  });

  it('so that of very many one stands where it meets a kink', () => {
    const text = drawn([['Cell', 100_000, 'frontier b = r*(1 - a/2)^1.5']], 'proportions a : b = 1 : 1');
    const { objective } = solveText(text);
    expect(objective?.value).toBeLessThanOrEqual(objective?.upperBound ?? 0);
    expect(objective?.gap).toBeLessThan(5e-6);
  });
});
