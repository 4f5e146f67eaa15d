import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { economyDrawing } from '../../src/preview/webview/charts/economy.ts';
import { frontierDrawing } from '../../src/preview/webview/charts/frontier.ts';
import { kindDrawings } from '../../src/preview/webview/charts/kinds.ts';
import { pricesDrawing } from '../../src/preview/webview/charts/prices.ts';
import { planPage } from '../../src/preview/webview/page-plan.ts';
import { FIRST } from '../../src/preview/webview/page-state.ts';
import {
  type Drawing,
  inside,
  type Label,
  labelBox,
  overlap,
  type Scene,
} from '../../src/preview/webview/scene/scene.ts';
import { ECONOMIES } from './fixtures/all.ts';
import { agent, analysis, kind, solution } from './fixtures/analysis.ts';
import { agentPicture, chord, curve, power, view } from './fixtures/curves.ts';
import { measure } from './text-width.ts';

const WIDTHS = [210, 300, 356, 480, 640, 1100];

/** Every chart of a page, in every pair of goods. */
function drawings(analysis: Analysis): readonly [string, Drawing][] {
  const { pairs } = planPage(analysis, FIRST.view);
  const { bars, triangle } = kindDrawings(analysis);
  return [
    ['kinds', bars],
    ...(triangle === null ? [] : [['triangle', triangle] as [string, Drawing]]),
    ...pairs.flatMap((pair): [string, Drawing][] => {
      const prices = pricesDrawing(analysis, ...pair);
      const { panels, aggregate } = planPage(analysis, { ...FIRST.view, pair });
      return [
        ...(prices === null ? [] : [[`prices of ${pair.join('/')}`, prices] as [string, Drawing]]),
        ...(aggregate === null
          ? []
          : [[`economy in ${pair.join('/')}`, economyDrawing(analysis, aggregate)] as [string, Drawing]]),
        ...panels.flatMap(({ agent, drawing }): [string, Drawing][] =>
          drawing === null ? [] : [[`${agent.agent} in ${pair.join('/')}`, frontierDrawing(analysis, agent, drawing)]],
        ),
      ];
    }),
  ];
}

function labels(scene: Scene): readonly Label[] {
  return scene.marks.filter((mark) => mark.kind === 'text').filter(({ text }) => text !== '');
}

describe.each(ECONOMIES)('the page of %s', (_, make) => {
  const analysis = make();
  const all = drawings(analysis).flatMap(([name, draw]) =>
    WIDTHS.map((width) => ({ name: `${name} at ${width}`, scene: draw(width, measure) })),
  );

  it('never cuts a label', () => {
    const cut = all.flatMap(({ name, scene }) => {
      const page = { x: -0.5, y: -1, width: scene.width + 1, height: scene.height + 2 };
      return labels(scene).flatMap((label) =>
        inside(labelBox(label, measure), page) ? [] : [`${name}: ${label.text}`],
      );
    });
    expect(cut).toEqual([]);
  });

  it('never lets two labels overlap', () => {
    const clashes = all.flatMap(({ name, scene }) => {
      const boxes = labels(scene).map((label) => ({ text: label.text, box: labelBox(label, measure) }));
      return boxes.flatMap((a, i) =>
        boxes.slice(i + 1).flatMap((b) => (overlap(a.box, b.box) ? [`${name}: ${a.text} / ${b.text}`] : [])),
      );
    });
    expect(clashes).toEqual([]);
  });

  it('draws with finite numbers only, and says what it shows', () => {
    for (const { name, scene } of all) {
      expect(JSON.stringify(scene.marks), name).not.toMatch(/NaN|null|Infinity|undefined/);
      expect(scene.height, name).toBeGreaterThan(0);
      expect(scene.title, name).not.toBe('');
      expect(scene.description, name).not.toBe('');
    }
  });
});

describe('the page of any agent', () => {
  const size = fc.double({ min: -12, max: 12, noNaN: true }).map((exponent) => 10 ** exponent);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const price = fc.oneof(fc.constant(0), fc.constant(Number.POSITIVE_INFINITY), size);
  const name = fc.constantFrom('a', 'apples', 'a good whose name is much longer than any axis', 'Ω');

  /** One agent of any scale and bend, anywhere on its frontier, at any prices. */
  const anyone = fc
    .record({
      a: size,
      b: size,
      k: fc.double({ min: 0.2, max: 5, noNaN: true }),
      t: share,
      s: share,
      own: price,
      name,
      n: fc.nat(10 ** 9),
    })
    .map(({ a, b, k, t, s, own, name: good, n }) => {
      const f = power(a, b, k);
      const goods = [good, 'bananas'] as const;
      const [x, y] = [a * t, f(a * t)];
      const [verdict, shows] = k < 1 ? (['convex', 'not-concave'] as const) : (['concave', 'not-convex'] as const);
      const drawn = view({
        goods,
        outline: [{ verdict, points: curve(f, a) }],
        point: [x, y],
        normals:
          own === Number.POSITIVE_INFINITY
            ? [[1, 0]]
            : [
                [own, 1],
                [1, own],
              ],
        economyNormal: [b, a],
        stated: [a * s, b * s * 0.5],
        chord: chord(f, a * 0.1, a * 0.8, shows),
      });
      const outcome = kind({
        label: good,
        count: n + 1,
        outputs: { [good]: x, bananas: y },
        mix: { [good]: t, bananas: 1 - t },
        virtualPrices: { [good]: 1, bananas: own },
        supportingPrices: { [good]: 1, bananas: [0, own] },
      });
      return analysis({
        solution: solution({
          goods,
          totals: { [good]: x, bananas: y },
          prices: { [good]: 1, bananas: b / a },
          agents: [agent(good, verdict, [outcome])],
        }),
        picture: { agents: [agentPicture(good, verdict, [drawn], { count: n + 1 })], aggregates: [] },
      });
    });

  it('is finite, cuts nothing and lets nothing overlap', () => {
    fc.assert(
      fc.property(anyone, fc.constantFrom(...WIDTHS), (given, width) => {
        for (const [chart, draw] of drawings(given)) {
          const scene = draw(width, measure);
          expect(JSON.stringify(scene.marks), chart).not.toMatch(/NaN|null|Infinity|undefined/);
          const page = { x: -0.5, y: -1, width: scene.width + 1, height: scene.height + 2 };
          const boxes = labels(scene).map((label) => labelBox(label, measure));
          for (const [i, box] of boxes.entries()) {
            expect(inside(box, page), `${chart}: ${labels(scene)[i]?.text}`).toBe(true);
            expect(
              boxes.slice(0, i).some((other) => overlap(box, other)),
              `${chart}: ${labels(scene)[i]?.text}`,
            ).toBe(false);
          }
        }
      }),
      { seed: 1969, numRuns: 300 },
    );
  });
});
