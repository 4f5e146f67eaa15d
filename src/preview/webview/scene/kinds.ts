import { amount, percent } from '../words/format.ts';
import { type Label, type Mark, type Measure, polyline, type Scene, type ScreenPoint, shortened } from './scene.ts';

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
    const words = share > 1 - 1e-9 ? [name] : [`${name} ${percent(share)}`, percent(share)];
    const said = words.find((candidate) => measure(candidate, PART) + 8 <= width);
    const label: Mark[] =
      said === undefined
        ? []
        : [{ kind: 'text', x: box.x + width / 2, y, text: said, anchor: 'middle', size: PART, class: 'on-good' }];
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
  corners: readonly { readonly good: number; readonly name: string }[],
  width: number,
  measure: Measure,
): Scene {
  const side = Math.max(60, Math.min(width * 0.5, 210));
  const high = (side * Math.sqrt(3)) / 2;
  const [middle, top] = [width / 2, 26];
  const at: readonly ScreenPoint[] = [
    [middle - side / 2, top + high],
    [middle + side / 2, top + high],
    [middle, top],
  ];
  const most = Math.max(1, ...chart.rows.map((row) => row.count));
  const dots = chart.rows.flatMap((row): Mark[] => {
    const shares = corners.map(({ good }) => row.mix.find((part) => part.good === good)?.share ?? 0);
    const sum = (axis: 0 | 1): number => shares.reduce((s, share, i) => s + share * (at[i]?.[axis] ?? 0), 0);
    const r = 4 + 6 * Math.sqrt(row.count / most);
    return row.mix.length === 0 ? [] : [{ kind: 'dot', x: sum(0), y: sum(1), r, class: 'kind-dot' }];
  });
  const names = corners.map(({ name }, i): Label => {
    const [x, y] = at[i] ?? [middle, top];
    const room = i === 2 ? width : width / 2 - 8;
    const label = shortened(
      name,
      room,
      { x, y: i === 2 ? y - 17 : y + 22, anchor: 'middle', class: 'row-name' },
      measure,
    );
    const half = measure(label.text, label.size) / 2;
    return { ...label, x: Math.min(Math.max(x, half), width - half) };
  });
  return {
    width,
    height: top + high + 34,
    title: `${chart.title}: the triangle of mixes`,
    description: chart.description,
    marks: [
      { kind: 'path', d: `${polyline(at)}Z`, class: 'triangle' },
      { kind: 'path', d: rulings(at), class: 'grid' },
      ...dots,
      ...names,
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

/** Goods beyond the eighth repeat colours; names stand beside every bar. */
export const GOOD_COLOURS = 8;
const ROW = 28;
const LINE = 15;
const LABEL = 12;
const PART = 11;
