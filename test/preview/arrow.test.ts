import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetween, screenNormal } from '../../src/preview/webview/scene/arrow.ts';
import { isSliver, planarFrames, sharedRatio } from '../../src/preview/webview/scene/planar.ts';
import { measure } from './text-width.ts';

const SEED = { seed: 1817, numRuns: 500 };
const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe('a price arrow', () => {
  it('is perpendicular to the frontier on screen at any aspect ratio', () => {
    fc.assert(
      fc.property(positive, positive, positive, positive, (nx, ny, sx, sy) => {
        const [dx, dy] = screenNormal([nx, ny], { sx, sy });
        // The tangent (ny, −nx) in data units, drawn with y downwards.
        const [tx, ty] = [ny * sx, nx * sy];
        const length = Math.hypot(tx, ty);
        expect(Math.abs((dx * tx + dy * ty) / length)).toBeLessThan(1e-9);
        expect(Math.hypot(dx, dy)).toBeCloseTo(1, 9);
        expect(dx).toBeGreaterThanOrEqual(0);
        expect(dy).toBeLessThanOrEqual(0);
      }),
      SEED,
    );
  });

  const cases: readonly [name: string, normal: [number, number], sx: number, sy: number, expected: [number, number]][] =
    [
      ['equal scales', [1, 1], 10, 10, [Math.SQRT1_2, -Math.SQRT1_2]],
      ['a wider x axis turns it up', [1, 1], 30, 10, [1 / Math.hypot(1, 3), -3 / Math.hypot(1, 3)]],
      ['no price of x', [0, 2], 3, 7, [0, -1]],
      ['no price of y', [2, 0], 3, 7, [1, 0]],
      ['an infinite price of x', [Number.POSITIVE_INFINITY, 1], 3, 7, [1, 0]],
      ['an infinite price of y', [1, Number.POSITIVE_INFINITY], 3, 7, [0, -1]],
    ];
  it.each(cases)('%s', (_, normal, sx, sy, [x, y]) => {
    const [dx, dy] = screenNormal(normal, { sx, sy });
    expect(dx).toBeCloseTo(x, 12);
    expect(dy).toBeCloseTo(y, 12);
  });
});

describe('the panels of a page', () => {
  const extent = fc.record({
    x: fc.double({ min: 0.1, max: 1000, noNaN: true }),
    y: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  });

  it('share one ratio, so that equal prices are parallel arrows', () => {
    fc.assert(
      fc.property(fc.array(extent, { minLength: 1, maxLength: 12 }), positive, positive, (extents, nx, ny) => {
        const options = { width: 300, tallest: 220, room: 48, ratio: sharedRatio(extents) };
        const frames = planarFrames(extents, options, measure);
        const [first] = frames.map((frame) => screenNormal([nx, ny], frame));
        for (const frame of frames) {
          expect(frame.sx / frame.sy).toBeCloseTo(options.ratio, 6 - Math.ceil(Math.log10(options.ratio + 1)));
          expect(angleBetween(first ?? [0, 0], screenNormal([nx, ny], frame))).toBeLessThan(1e-6);
        }
      }),
      SEED,
    );
  });

  it('hold every point with room for its arrow', () => {
    fc.assert(
      fc.property(
        fc.array(extent, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 200, max: 900 }),
        (extents, width) => {
          const frames = planarFrames(extents, { width, tallest: 240, room: 48, ratio: sharedRatio(extents) }, measure);
          for (const [i, { x, y }] of extents.entries()) {
            const frame = frames[i];
            if (frame === undefined) throw new Error('one frame for each extent');
            const [px, py] = frame.toScreen([x, y]);
            expect(px + 48).toBeLessThanOrEqual(frame.plot.x + frame.plot.width + 1e-6);
            expect(py - 48).toBeGreaterThanOrEqual(frame.plot.y - 1e-6);
          }
        },
      ),
      SEED,
    );
  });

  it('are of one scale where their sizes are alike', () => {
    const extents = [
      { x: 8, y: 10 },
      { x: 5, y: 12 },
    ];
    const frames = planarFrames(extents, { width: 300, tallest: 220, room: 48, ratio: sharedRatio(extents) }, measure);
    expect(new Set(frames.map((frame) => frame.sx)).size).toBe(1);
  });

  it.each([
    [{ x: 8, y: 10 }, 1, false],
    [{ x: 1, y: 11 }, 1, false],
    [{ x: 1, y: 13 }, 1, true],
    [{ x: 13, y: 1 }, 1, true],
    [{ x: 1e6, y: 1e9 }, 1000, false],
  ] as const)('extent %o at ratio %d is too thin to read: %s', (given, ratio, thin) => {
    expect(isSliver(given, ratio)).toBe(thin);
  });
});
