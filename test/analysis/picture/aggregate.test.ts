import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dentedFrontier } from '../../../src/analysis/picture/dents.ts';
import { aggregateHull, type Part, upperHull } from '../../../src/analysis/picture/hull.ts';
import { outline } from '../../../src/analysis/picture/outline.ts';
import type { Point } from '../../../src/analysis/picture.ts';
import { powerFrontier } from './shapes.ts';

function part(k: number, count: number, width = 1, height = 1): Part {
  const stretches = outline(powerFrontier(k, width, height), ['a', 'b'], {}, 'unknown');
  return { count, paths: stretches.map((stretch) => stretch.points) };
}

/** The drawn height at x; the curve is drawn with rising x. */
function heightOf(curve: readonly Point[], x: number): number {
  for (let index = 1; index < curve.length; index++) {
    const [a, b] = [curve[index - 1] as Point, curve[index] as Point];
    if (a[0] <= x && x <= b[0]) return a[0] === b[0] ? a[1] : a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0]);
  }
  return Number.NaN;
}

describe('aggregateHull', () => {
  it('of circles of radius 1 and 3 is the circle of radius 4', () => {
    const hull = aggregateHull([part(2, 1), part(2, 1, 3, 3)]);
    expect(hull.at(0)).toEqual([0, 4]);
    expect(hull.at(-1)?.[0]).toBeCloseTo(4, 12);
    for (const [x, y] of hull) expect(Math.hypot(x, y)).toBeCloseTo(4, 2);
  });

  it('of convex members is the straight line between their ends', () => {
    const hull = aggregateHull([part(0.5, 10)]);
    expect(hull).toEqual([
      [0, 10],
      [10, 0],
    ]);
  });

  it('of two straight lines bends where one good costs more of the other', () => {
    const hull = aggregateHull([part(1, 1, 2, 1), part(1, 1, 1, 2)]);
    expect(heightOf(hull, 2)).toBeCloseTo(2, 12);
    expect(hull.at(0)).toEqual([0, 3]);
    expect(hull.at(-1)).toEqual([3, 0]);
  });

  it('lies above every sum of points, and falls with falling slope (seeded)', () => {
    const coordinate = fc.double({ min: 0, max: 10, noNaN: true });
    const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 8 });
    const economy = fc.array(fc.record({ count: fc.integer({ min: 1, max: 50 }), points }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(economy, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (parts, choices) => {
        const hull = aggregateHull(parts.map(({ count, points: path }) => ({ count, paths: [path] })));
        const chosen = parts.map(({ count, points: each }, index) => {
          const [x, y] = each[(choices[index] ?? 0) % each.length] as Point;
          return [count * x, count * y] as const;
        });
        const [x, y] = chosen.reduce<Point>(([sx, sy], [px, py]) => [sx + px, sy + py], [0, 0]);
        for (let angle = 0; angle <= 8; angle++) {
          const [px, py] = [Math.cos((angle * Math.PI) / 16), Math.sin((angle * Math.PI) / 16)];
          const best = Math.max(...hull.map(([hx, hy]) => px * hx + py * hy));
          expect(best).toBeGreaterThanOrEqual(px * x + py * y - 1e-9 * (1 + best));
        }
        for (const [index, [hx, hy]] of hull.entries()) {
          const [bx, by] = hull[index - 1] ?? [hx, hy];
          expect(hx).toBeGreaterThanOrEqual(bx);
          expect(hy).toBeLessThanOrEqual(by);
        }
      }),
      { seed: 1817 },
    );
  });
});

describe('upperHull', () => {
  it('drops what is dominated or below a chord', () => {
    const points: Point[] = [
      [0, 1],
      [1, 3],
      [2, 2.5],
      [2, 1],
      [4, 0],
      [3, 0],
      [2, 1.2],
    ];
    expect(upperHull(points)).toEqual([
      [1, 3],
      [2, 2.5],
      [4, 0],
    ]);
  });
});

describe('dentedFrontier', () => {
  it('of ten convex cells meets the hull where all specialise and is dented between', () => {
    const parts = [part(0.6, 10)];
    const dented = dentedFrontier(parts, aggregateHull(parts)) ?? [];
    for (let wood = 0; wood <= 10; wood++) expect(heightOf(dented, wood)).toBeCloseTo(10 - wood, 9);
    // Half-way between two kinks one cell mixes: 2 · 0.5^0.6 < … of a cell is lost.
    const half = (1 - 0.5 ** 0.6) ** (1 / 0.6);
    expect(heightOf(dented, 4.5)).toBeCloseTo(5 + half, 2);
  });

  it('of two convex cells is the better of the two ways to specialise', () => {
    const parts = [part(0.5, 2)];
    const dented = dentedFrontier(parts, aggregateHull(parts)) ?? [];
    const truth: readonly Point[] = [
      [0.1, 1.467544467966324],
      [0.25, 1.25],
      [0.5, 1.0857864376269049],
      [1, 1],
    ];
    for (const [x, y] of truth) expect(heightOf(dented, x)).toBeCloseTo(y, 2);
  });

  it.each([
    ['concave members have no dents', [part(2, 10)]],
    ['straight lines have no dents', [part(1, 3, 2, 1), part(1, 2, 1, 2)]],
    ['a thousand members have dents too small to see', [part(0.5, 1000)]],
  ] as const)('is null: %s', (_why, parts) => {
    expect(dentedFrontier([...parts], aggregateHull([...parts]))).toBeNull();
  });

  it('keeps a frontier with a gap: separate techniques', () => {
    const parts: Part[] = [{ count: 3, paths: [[[0, 4]], [[1.5, 1.5]], [[4, 0]]] }];
    const dented = dentedFrontier(parts, aggregateHull(parts)) ?? [];
    expect(dented).toContainEqual([8, 4]);
    expect(dented).toContainEqual([4, 8]);
    expect(dented).toContainEqual([1.5 + 4, 1.5 + 4]);
  });
});
