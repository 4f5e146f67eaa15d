import { describe, expect, it } from 'vitest';
import { judgeFrontier } from '../../src/curvature/judge-frontier.ts';
import { settle } from '../../src/economy/settle.ts';
import { parseEconomy } from '../../src/language/parse.ts';
import { inTwoGoods, solveText } from './solve-text.ts';

/** Frontiers that bend to and fro too often to be judged, whose best points are still bounded by their tangents. */
const wiggles: readonly (readonly [formula: string, top: number, of: (a: number) => number])[] = [
  [
    '2 - a - a^2 + 0.00001*sin(300*a)*cos(500*a)',
    1,
    (a) => 2 - a - a * a + 0.00001 * Math.sin(300 * a) * Math.cos(500 * a),
  ],
  ['cos(a) + 1e-9*sin(10000*a)', 1.5, (a) => Math.cos(a) + 1e-9 * Math.sin(10000 * a)],
];

describe('frontiers of unproven curvature', () => {
  it.each(wiggles)('bounds %s', (formula, top, of) => {
    const text = inTwoGoods(`agent n[3] { frontier b = ${formula} for a in 0..${top} }\nmaximize a^0.5 * b^0.5`);
    const [agent] = settle(parseEconomy(text).economy).agents;
    if (agent === undefined) throw new Error('no agent');
    expect(judgeFrontier(agent).verdict).toBe('unknown');
    const { objective, status } = solveText(text);
    const alike = Array.from({ length: 20_001 }, (_, i) => (top * i) / 20_000).map((a) => 3 * Math.sqrt(a * of(a)));
    const feasible = Math.max(...alike);
    expect(status).toBe('optimal');
    expect(objective?.value).toBeGreaterThanOrEqual(feasible * (1 - 1e-6));
    expect(objective?.upperBound).toBeGreaterThanOrEqual(feasible);
    expect(objective?.upperBound).toBeLessThanOrEqual(feasible * (1 + 1e-6));
  });
});
