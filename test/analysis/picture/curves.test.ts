import { describe, expect, it } from 'vitest';
import { outline } from '../../../src/analysis/picture/outline.ts';
import { sampleCurve } from '../../../src/analysis/picture/sample-curve.ts';
import type { Point } from '../../../src/analysis/picture.ts';
import { powerFrontier, splitBudget } from './shapes.ts';

/** The largest distance of the true curve from the drawn one, as a share of the picture. */
function largestStray(points: readonly Point[], curve: (t: number) => Point): number {
  let worst = 0;
  for (let step = 0; step <= 4000; step++) {
    const [x, y] = curve(step / 4000);
    let nearest = Number.POSITIVE_INFINITY;
    for (let index = 1; index < points.length; index++) {
      const [a, b] = [points[index - 1] as Point, points[index] as Point];
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const along = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
      nearest = Math.min(nearest, Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy));
    }
    worst = Math.max(worst, nearest);
  }
  return worst;
}

const CURVES: readonly (readonly [string, (t: number) => Point])[] = [
  ['a quarter circle, vertical at its end', (t) => [t, Math.sqrt(Math.max(0, 1 - t * t))]],
  ['(1 - x^0.5)^2, vertical at its start', (t) => [t, (1 - Math.sqrt(t)) ** 2]],
  ['(1 - x^0.2)^5, sharply bent at both ends', (t) => [t, (1 - t ** 0.2) ** 5]],
  ['an S', (t) => [t, 1 - 3 * t ** 2 + 2 * t ** 3]],
  ['a straight line', (t) => [t, 1 - t]],
  ['a kink off the grid', (t) => [t, Math.min(1, 3 * (1 - t))]],
];

describe('sampleCurve', () => {
  it.each(CURVES)('keeps to %s', (_name, curve) => {
    const points = sampleCurve({ from: 0, to: 1, point: curve });
    expect(points.at(0)).toEqual(curve(0));
    expect(points.at(-1)).toEqual(curve(1));
    expect(largestStray(points, curve)).toBeLessThan(2e-3);
    expect(points.length).toBeLessThan(400);
  });

  it('spends points where the curve bends', () => {
    const straight = sampleCurve({ from: 0, to: 1, point: (t) => [t, 1 - t] });
    const bent = sampleCurve({ from: 0, to: 1, point: (t) => [t, (1 - t ** 0.2) ** 5] });
    expect(straight).toHaveLength(9);
    expect(bent.length).toBeGreaterThan(20);
  });

  it('leaves out where the curve is undefined, and draws a point as a point', () => {
    const half = sampleCurve({ from: -1, to: 1, point: (t) => [t, Math.sqrt(t)] });
    expect(half.every(([x, y]) => 0 <= x && Number.isFinite(y))).toBe(true);
    expect(sampleCurve({ from: 2, to: 2, point: (t) => [t, 3] })).toEqual([[2, 3]]);
  });
});

describe('outline', () => {
  it('turns a planar frontier for the other order of axes', () => {
    const upright = outline(powerFrontier(2, 5, 12), ['a', 'b'], {}, 'concave');
    const turned = outline(powerFrontier(2, 5, 12), ['b', 'a'], {}, 'concave');
    expect(upright[0]?.points.at(0)).toEqual([0, 12]);
    expect(turned[0]?.points.at(0)?.[0]).toBeCloseTo(0, 12);
    expect(turned[0]?.points.at(-1)).toEqual([12, 0]);
    expect(turned[0]?.verdict).toBe('concave');
  });

  const BUDGETS: readonly (readonly [Record<string, number>, Record<string, number>, string, number])[] = [
    [{ x: 2, y: 2, z: 2 }, {}, 'convex', 1],
    [{ x: 0.5, y: 0.5, z: 2 }, {}, 'concave', 1],
    [{ x: 1, y: 1.5, z: 1 }, { z: 0.25 }, 'convex', 0.75],
    [{ x: 0.5, y: 2, z: 1 }, {}, 'unknown', 1],
    [{ x: 1, y: 1, z: 2 }, { z: 0.25 }, 'linear', 0.5],
  ];
  it.each(BUDGETS)('splits what %o leaves beside %o: %s', (exponents, held, verdict, left) => {
    const [stretch, ...more] = outline(splitBudget(exponents), ['x', 'y'], held, 'unknown');
    expect(more).toEqual([]);
    expect(stretch?.verdict).toBe(verdict);
    expect(stretch?.points.at(-1)?.[0]).toBeCloseTo(left ** (exponents.x ?? 1), 12);
    expect(stretch?.points.at(-1)?.[1]).toBeCloseTo(0, 12);
  });

  it('draws separate techniques as separate points, measured points as one path', () => {
    const points = [
      [5, 0],
      [0, 5],
      [2, 4],
    ];
    const among = outline({ kind: 'points', goods: ['a', 'b'], points, joined: false }, ['a', 'b'], {}, 'mixed');
    expect(among.map((stretch) => stretch.points)).toEqual([[[0, 5]], [[2, 4]], [[5, 0]]]);
    const through = outline({ kind: 'points', goods: ['a', 'b'], points, joined: true }, ['a', 'b'], {}, 'mixed');
    expect(through).toHaveLength(1);
  });
});
