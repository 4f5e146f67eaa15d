import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logAxis } from '../../src/preview/webview/scene/log-axis.ts';
import { measure } from './text-width.ts';

const anyPrice = fc.oneof(
  fc.constant(0),
  fc.constant(Number.POSITIVE_INFINITY),
  fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
);

describe('the axis of prices', () => {
  it('puts every price in order between 0 and ∞, finite ones between the breaks', () => {
    fc.assert(
      fc.property(fc.array(anyPrice, { minLength: 1, maxLength: 20 }), (prices) => {
        const axis = logAxis(prices, 0, 400, measure);
        const sorted = prices.toSorted((a, b) => a - b);
        const pixels = sorted.map(axis.at);
        for (const [i, x] of pixels.entries()) {
          if (0 < i) expect(x).toBeGreaterThanOrEqual((pixels[i - 1] ?? 0) - 1e-9);
          const price = sorted[i] ?? 0;
          const finite = 0 < price && Number.isFinite(price);
          expect(finite ? axis.from <= x && x <= axis.to : x === axis.zero || x === axis.infinity).toBe(true);
        }
      }),
      { seed: 1776, numRuns: 500 },
    );
  });

  it('keeps its tick labels apart', () => {
    fc.assert(
      fc.property(fc.array(anyPrice, { maxLength: 8 }), fc.integer({ min: 120, max: 900 }), (prices, width) => {
        const { ticks } = logAxis(prices, 0, width, measure);
        for (const [i, tick] of ticks.entries()) {
          const next = ticks[i + 1];
          if (next === undefined) continue;
          expect(tick.x + measure(tick.text, 11) / 2).toBeLessThan(next.x - measure(next.text, 11) / 2);
        }
      }),
      { seed: 1871, numRuns: 500 },
    );
  });

  it.each([
    ['no price at all', [], ['1', '2']],
    ['one price', [1.691], ['1', '2']],
    ['0 and ∞ only', [0, Number.POSITIVE_INFINITY], ['1', '2']],
    ['nine decades', [1e-4, 1e5], ['0.01', '1', '100', '1e4']],
  ] as const)('%s has ticks among 1, 2, 5 and powers of ten', (_, prices, expected) => {
    const shown = logAxis(prices, 0, 400, measure).ticks.map((tick) => tick.text);
    expect(shown).toEqual(expect.arrayContaining(expected.filter((tick) => shown.length < 3 || shown.includes(tick))));
    expect(shown.length).toBeGreaterThanOrEqual(2);
    for (const tick of shown) expect(tick).toMatch(/^(0\.0*)?[125]0*(e-?\d+)?$/);
  });
});
