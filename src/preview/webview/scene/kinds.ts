import { amount, percent } from '../words/format.ts';
import {
  type Label,
  labelBox,
  type Mark,
  type Measure,
  overlap,
  polyline,
  type Scene,
  type ScreenPoint,
  shorten,
  shortened,
} from './scene.ts';

/** Members that make the same goods: how many, and of what their output is mixed (shares of what each could make). */
export interface KindRow {
  readonly name: string;
  readonly count: number;
  readonly mix: readonly { readonly good: number; readonly name: string; readonly share: number }[];
}

export interface KindChart {
  readonly rows: readonly KindRow[];
  readonly total: number;
  readonly title: string;
  readonly description: string;
}

/** A bar for each kind: its length is its share of the members, its parts are the goods it makes. */
export function kindBars(chart: KindChart, width: number, measure: Measure): Scene {
  const most = Math.max(1, ...chart.rows.map((row) => row.count));
  const names = Math.max(0, ...chart.rows.map((row) => measure(row.name, LABEL)));
  const counts = Math.max(0, ...chart.rows.map((row) => measure(countText(row, chart), LABEL)));
  // Names that would take half of the width stand above their bars.
  const stacked = width / 2 < names + counts + 20;
  const left = stacked ? 0 : names + 10;
  const across = Math.max(20, width - left - (counts === 0 ? 1 : counts + 10));
  const high = stacked ? ROW + LINE : ROW;
  const marks = chart.rows.flatMap((row, i): Mark[] => {
    const y = (i + 1) * high - ROW / 2;
    const words = stacked ? i * high + LINE / 2 + 2 : y;
    return [
      shortened(row.name, width, { x: 0, y: words, anchor: 'start', class: 'row-name' }, measure),
      ...bar(row, left, y, Math.max(4, (across * row.count) / most), measure),
      shortened(countText(row, chart), width, { x: width, y, anchor: 'end', class: 'row-value' }, measure),
    ];
  });
  return {
    width,
    height: Math.max(1, chart.rows.length) * high,
    title: chart.title,
    description: chart.description,
    marks,
  };
}

function countText(row: KindRow, chart: KindChart): string {
  return chart.total === chart.rows.length ? '' : amount(row.count);
}

function bar(row: KindRow, left: number, y: number, length: number, measure: Measure): readonly Mark[] {
  let x = left;
  const high = 20;
  const parts = row.mix.flatMap(({ good, name, share }): Mark[] => {
    const width = length * share;
    const box = { x, y: y - high / 2, width, height: high };
    x += width;
    if (width < 0.5) return [];
    const hint = `${name}: ${percent(share)} of the mix`;
    const said = [`${name} ${percent(share)}`, percent(share)].find((words) => measure(words, PART) + 8 <= width);
    const label: Mark[] =
      said === undefined
        ? []
        : [
            {
              kind: 'text',
              x: box.x + width / 2,
              y,
              text: share === 1 && measure(name, PART) + 8 <= width ? name : said,
              anchor: 'middle',
              size: PART,
              class: 'on-good',
            },
          ];
    return [
      { kind: 'rect', box, class: `good good-${good % GOOD_COLOURS}`, hint },
      { kind: 'rect', box, class: 'hatch', fill: `url(#hatch-${good % GOOD_COLOURS})`, hint },
      ...label,
    ];
  });
  return row.mix.length > 0
    ? parts
    : [
        {
          kind: 'rect',
          box: { x: left, y: y - high / 2, width: length, height: high },
          class: 'good idle',
          hint: 'idle',
        },
      ];
}

/** Three goods: every kind in the triangle of mixes, corners for specialists; a dot's area is its share of members. */
export function kindTriangle(
  chart: KindChart,
  corners: readonly [string, string, string],
  goods: readonly [number, number, number],
  width: number,
  measure: Measure,
): Scene {
  const side = Math.max(60, Math.min(width - 90, 230));
  const high = (side * Math.sqrt(3)) / 2;
  const [cx, top] = [width / 2, 26];
  const at: readonly ScreenPoint[] = [
    [cx - side / 2, top + high],
    [cx + side / 2, top + high],
    [cx, top],
  ];
  const most = Math.max(1, ...chart.rows.map((row) => row.count));
  const ends: Label[] = corners.map((name, i) => {
    const [x, y] = at[i] ?? [cx, top];
    const size = LABEL;
    return {
      kind: 'text',
      x,
      y: i === 2 ? y - 16 : y + 20,
      text: shorten(name, width / 2 - 8, size, measure),
      anchor: 'middle',
      size,
      class: 'row-name',
    };
  });
  const kept = ends.map((label) => shifted(label, width, measure));
  const dots = chart.rows.flatMap((row): Mark[] => {
    if (row.mix.length === 0) return [];
    const shares = goods.map((good) => row.mix.find((part) => part.good === good)?.share ?? 0);
    const x = shares.reduce((sum, share, i) => sum + share * (at[i]?.[0] ?? 0), 0);
    const y = shares.reduce((sum, share, i) => sum + share * (at[i]?.[1] ?? 0), 0);
    return [{ kind: 'dot', x, y, r: 4 + 6 * Math.sqrt(row.count / most), class: 'kind-dot' }];
  });
  return {
    width,
    height: top + high + 34,
    title: `${chart.title}: the triangle of mixes`,
    description: chart.description,
    marks: [
      { kind: 'path', d: `${polyline(at)}Z`, class: 'triangle' },
      { kind: 'path', d: rulings(at), class: 'grid' },
      ...at.map(
        ([x, y], i): Mark => ({ kind: 'dot', x, y, r: 3, class: `good good-${(goods[i] ?? 0) % GOOD_COLOURS}` }),
      ),
      ...dots,
      ...kept.filter((label, i) =>
        kept.slice(0, i).every((other) => !overlap(labelBox(label, measure), labelBox(other, measure))),
      ),
    ],
  };
}

/** A quarter, a half, three quarters of each good. */
function rulings(at: readonly ScreenPoint[]): string {
  const mid = ([ax, ay]: ScreenPoint, [bx, by]: ScreenPoint, t: number): ScreenPoint => [
    ax + (bx - ax) * t,
    ay + (by - ay) * t,
  ];
  const [a, b, c] = at;
  if (a === undefined || b === undefined || c === undefined) return '';
  return [0.25, 0.5, 0.75]
    .flatMap((t) => [
      polyline([mid(a, b, t), mid(a, c, t)]),
      polyline([mid(b, a, t), mid(b, c, t)]),
      polyline([mid(c, a, t), mid(c, b, t)]),
    ])
    .join('');
}

function shifted(label: Label, width: number, measure: Measure): Label {
  const half = measure(label.text, label.size) / 2;
  return { ...label, x: Math.min(Math.max(label.x, half), width - half) };
}

/** Goods beyond the eighth repeat colours; names stand beside every bar. */
export const GOOD_COLOURS = 8;
const ROW = 28;
const LINE = 15;
const LABEL = 12;
const PART = 11;
