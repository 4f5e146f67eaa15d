import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import type { AgentView, Point } from '../../../src/analysis/picture.ts';
import { parseEconomy } from '../../../src/language/parse.ts';

const pictureOf = (agent: string) => {
  const { economy } = parseEconomy(`good a, b\n${agent}\nmaximize a^0.5 * b^0.5`);
  if (economy === null) throw new Error('the text has an economy');
  return analyze(economy, { byParam: false });
};

/** How far a point is from a polyline, as a share of the polyline's size. */
function apart([x, y]: Point, { outline }: AgentView): number {
  const points = outline.flatMap((stretch) => stretch.points);
  const size = Math.max(...points.flat());
  const distances = points.slice(1).map(([bx, by], i) => {
    const [ax, ay] = points[i] as Point;
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
    const t = Math.min(1, Math.max(0, along));
    return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
  });
  return Math.min(...distances) / size;
}

describe('the picture of members that differ', () => {
  it.each([
    ['specialists', 'agent C[200] { vary s ~ lognormal(0, 0.4)\n frontier (a/s)^0.7 + b^0.7 <= 1 }', 2],
    ['generalists', 'agent C[200] { vary s ~ lognormal(0, 0.4)\n frontier (a/s)^2 + b^2 <= 1 }', 1],
    ['straight lines', 'agent C[9] { vary s ~ uniform(0.5, 2)\n frontier a/s + b <= 1 }', 2],
  ])('shows %s on the frontier of one of them', (_, agent, kinds) => {
    const { picture, solution } = pictureOf(agent);
    expect(picture.agents.length).toBeGreaterThanOrEqual(kinds);
    for (const { member, views } of picture.agents) {
      expect(member).toMatch(/^C \d+$/);
      for (const view of views) expect(apart(view.point ?? [-1, -1], view)).toBeLessThan(1e-3);
    }
    expect(solution.agents[0]).not.toHaveProperty('members');
  });
});
