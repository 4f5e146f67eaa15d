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
