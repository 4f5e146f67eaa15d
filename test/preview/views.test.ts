import { describe, expect, it } from 'vitest';
import type { AgentView, Point } from '../../src/analysis/picture.ts';
import { frontierScene, viewOf } from '../../src/preview/webview/scene/frontier.ts';
import { disposalHull, extentOf } from '../../src/preview/webview/scene/outline.ts';
import { planarFrames } from '../../src/preview/webview/scene/planar.ts';
import { chord, view } from './fixtures/curves.ts';
import { measure } from './text-width.ts';

const LINE = [
  {
    verdict: 'linear' as const,
    points: [
      [0, 1],
      [1, 0],
    ] as Point[],
  },
];

function shown(goods: readonly [string, string], point: Point | null, more: Partial<AgentView> = {}): AgentView {
  return view({ goods, outline: LINE, point, ...more });
}

describe('the view of an agent', () => {
  const views = [shown(['wood', 'leaves'], [0, 0]), shown(['wood', 'bark'], [0, 1]), shown(['leaves', 'bark'], [0, 1])];

  it.each([
    [
      'is of the pair that the page shows',
      [shown(['a', 'b'], [1, 0]), shown(['a', 'c'], [1, 0])],
      ['a', 'c'],
      ['a', 'c'],
    ],
    ['is turned to agree with the page', [shown(['b', 'a'], [1, 0])], ['a', 'b'], ['a', 'b']],
    ['is of goods that it makes', views, ['wood', 'leaves'], ['wood', 'bark']],
    ['is of its own goods where it makes none of the page', [shown(['c', 'd'], [1, 0])], ['a', 'b'], ['c', 'd']],
    ['is the first while nothing is chosen', [shown(['a', 'b'], null), shown(['a', 'c'], null)], null, ['a', 'b']],
  ] as const)('%s', (_, given, pair, goods) => {
    expect(viewOf(given, pair)?.goods).toEqual(goods);
  });

  it('turned round has everything turned round', () => {
    const turned = viewOf([shown(['b', 'a'], [0.3, 0.7], { normals: [[1, 2]], stated: [0.1, 0.2] })], ['a', 'b']);
    expect(turned).toMatchObject({ point: [0.7, 0.3], normals: [[2, 1]], stated: [0.2, 0.1] });
    expect(turned?.outline[0]?.points).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

describe('what can be made with free disposal', () => {
  const cases: readonly [name: string, points: readonly Point[][], hull: readonly Point[]][] = [
    ['nothing drawn', [], []],
    [
      'one piece',
      [
        [
          [0, 2],
          [1, 1],
          [2, 0],
        ],
      ],
      [
        [0, 0],
        [0, 2],
        [0, 2],
        [1, 1],
        [2, 0],
        [2, 0],
      ],
    ],
    [
      'a piece written from the right',
      [
        [
          [2, 0],
          [1, 1],
          [0, 2],
        ],
      ],
      [
        [0, 0],
        [0, 2],
        [0, 2],
        [1, 1],
        [2, 0],
        [2, 0],
      ],
    ],
    [
      'techniques step down',
      [[[0, 4]], [[1.5, 1.5]], [[4, 0]]],
      [
        [0, 0],
        [0, 4],
        [0, 4],
        [0, 1.5],
        [1.5, 1.5],
        [1.5, 0],
        [4, 0],
        [4, 0],
      ],
    ],
    [
      'one box',
      [[[3, 2]]],
      [
        [0, 0],
        [0, 2],
        [3, 2],
        [3, 0],
      ],
    ],
  ];
  it.each(cases)('%s', (_, pieces, hull) => {
    expect(disposalHull(pieces.map((points) => ({ verdict: 'linear', points })))).toEqual(hull);
  });
});

describe('the chord', () => {
  const label = (given: AgentView): string | undefined => {
    const [frame] = planarFrames([extentOf(given)], { width: 300, tallest: 220, room: 48, ratio: 1 }, measure);
    if (frame === undefined) throw new Error('one extent has one frame');
    const scene = frontierScene(given, { title: 't', description: 'd', x: 'a', y: 'b' }, frame, measure);
    return scene.marks.flatMap((mark) => (mark.kind === 'text' && mark.class === 'chord-label' ? [mark.text] : []))[0];
  };
  const f = (x: number) => (1 - x) ** 2;

  it.each([
    [
      'says in its own unit how far an explicit frontier lies below',
      shown(['a', 'b'], null, { chord: chord(f, 0, 1, 'not-concave') }),
      'apart beats together: +0.25',
    ],
    [
      'says as a share how far an implicit one does',
      shown(['a', 'b'], null, {
        chord: { p: [0, 1], q: [1, 0], mid: [0.5, 0.5], on: [0.4, 0.4], shows: 'not-concave', gap: 0.2 },
      }),
      'apart beats together: +25 %',
    ],
    [
      'says the same of one that lies above',
      shown(['a', 'b'], null, {
        chord: { p: [0, 1], q: [1, 0], mid: [0.5, 0.5], on: [0.6, 0.6], shows: 'not-convex', gap: 0.2 },
      }),
      'together beats apart: +20 %',
    ],
    ['is not there on a straight line', shown(['a', 'b'], null), undefined],
  ] as const)('%s', (_, given, text) => {
    expect(label(given)).toBe(text);
  });
});
