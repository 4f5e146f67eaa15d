import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipLine } from '../../src/preview/webview/scene/clip.ts';
import { along, around, placeLabels } from '../../src/preview/webview/scene/place-labels.ts';
import { inside, labelBox, overlap, type ScreenPoint } from '../../src/preview/webview/scene/scene.ts';
import { measure } from './text-width.ts';

const BOUNDS = { x: 0, y: 0, width: 320, height: 200 };
const spot: fc.Arbitrary<ScreenPoint> = fc.tuple(
  fc.double({ min: -20, max: 340, noNaN: true }),
  fc.double({ min: -20, max: 220, noNaN: true }),
);

describe('labels', () => {
  it('never overlap each other or an obstacle, and are never cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(spot, fc.constantFrom('stated', 'price line', 'apart beats together: +0.10')), {
          maxLength: 12,
        }),
        fc.array(spot, { maxLength: 6 }),
        (wanted, obstacles) => {
          const boxes = obstacles.map(([x, y]) => ({ x, y, width: 24, height: 12 }));
          const labels = placeLabels(
            wanted.map(([at, text]) => ({ text, class: '', size: 11, places: around(at) })),
            { boxes, lines: [] },
            BOUNDS,
            measure,
          );
          const placed = labels.map((label) => labelBox(label, measure));
          for (const [i, box] of placed.entries()) {
            expect(inside(box, BOUNDS)).toBe(true);
            expect([...boxes, ...placed.slice(0, i)].filter((other) => overlap(box, other))).toEqual([]);
          }
        },
      ),
      { seed: 90, numRuns: 500 },
    );
  });

  it('step off a line where there is room', () => {
    const line: ScreenPoint[] = [
      [10, 190],
      [300, 10],
    ];
    const [label] = placeLabels(
      [{ text: 'price line', class: '', size: 11, places: along([line[0] ?? [0, 0], [155, 100], line[1] ?? [0, 0]]) }],
      { boxes: [], lines: [line] },
      BOUNDS,
      measure,
    );
    if (label === undefined) throw new Error('there is room for a label');
    expect(clipLine(line, labelBox(label, measure))).toEqual([]);
  });

  it('are left out rather than put where they cannot be read', () => {
    const crowd = [{ x: 0, y: 0, width: 320, height: 200 }];
    const wanted = [{ text: 'stated', class: '', size: 11, places: around([100, 100]) }];
    expect(placeLabels(wanted, { boxes: crowd, lines: [] }, BOUNDS, measure)).toEqual([]);
  });
});

describe('a line cut at a box', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  const cases: readonly [name: string, line: ScreenPoint[], parts: ScreenPoint[][]][] = [
    [
      'inside stays whole',
      [
        [1, 1],
        [5, 5],
        [9, 1],
      ],
      [
        [
          [1, 1],
          [5, 5],
          [9, 1],
        ],
      ],
    ],
    [
      'outside vanishes',
      [
        [20, 1],
        [20, 9],
      ],
      [],
    ],
    [
      'through is cut at both ends',
      [
        [-5, 5],
        [15, 5],
      ],
      [
        [
          [0, 5],
          [10, 5],
        ],
      ],
    ],
    [
      'out and in again is two parts',
      [
        [5, 5],
        [5, 15],
        [8, 15],
        [8, 5],
      ],
      [
        [
          [5, 5],
          [5, 10],
        ],
        [
          [8, 10],
          [8, 5],
        ],
      ],
    ],
  ];
  it.each(cases)('%s', (_, line, parts) => {
    expect(clipLine(line, box)).toEqual(parts);
  });
});
