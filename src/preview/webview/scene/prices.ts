import { amount, range } from '../words/format.ts';
import type { Range } from '../words/price-ratio.ts';
import { arrow } from './frontier.ts';
import { type LogAxis, logAxis } from './log-axis.ts';
import { TICK_SIZE } from './planar.ts';
import { type Label, labelBox, type Mark, type Measure, polyline, type Scene, shorten, shortened } from './scene.ts';

/** One agent's (or kind's) own marginal trade-off, and the prices at which its choice is best. */
export interface PriceRow {
  readonly name: string;
  readonly own: Range | null;
  readonly supporting: Range | null;
}

export interface PriceChart {
  readonly rows: readonly PriceRow[];
  readonly economy: { readonly at: number; readonly range: Range } | null;
  readonly title: string;
  readonly description: string;
}

/** Every own trade-off on one logarithmic axis from 0 to ∞: all on one line, or flying apart. */
export function pricesScene(chart: PriceChart, width: number, measure: Measure): Scene {
  const crowd = MOST_ROWS < chart.rows.length;
  const layout = crowd ? { left: 4, right: 4, stacked: false, width } : layOut(chart.rows, width, measure);
  const values = chart.rows.flatMap(({ own, supporting }) => [...(own ?? []), ...(crowd ? [] : (supporting ?? []))]);
  const axis = logAxis([...values, ...economyValues(chart)], layout.left, width - layout.right, measure);
  const body = crowd ? crowdMarks(chart.rows, axis) : rowMarks(chart.rows, axis, layout, measure);
  const bottom = HEAD_ROOM + body.height;
  return {
    width,
    height: bottom + 26,
    title: chart.title,
    description: chart.description,
    marks: [...axisMarks(axis, bottom, measure), ...economyMarks(chart, axis, bottom, width, measure), ...body.marks],
  };
}

function economyValues({ economy }: PriceChart): readonly number[] {
  return economy === null ? [] : [economy.at, ...economy.range];
}

interface Layout {
  readonly left: number;
  readonly right: number;
  /** Names and values stand on a line of their own above each row. */
  readonly stacked: boolean;
  readonly width: number;
}

/** Names at the left and values at the right where the axis keeps at least half of the width, else above. */
function layOut(rows: readonly PriceRow[], width: number, measure: Measure): Layout {
  const names = Math.max(0, ...rows.map((row) => measure(row.name, LABEL)));
  const values = Math.max(0, ...rows.map((row) => measure(valueText(row), LABEL)));
  const stacked = width / 2 < names + values + 20;
  return stacked ? { left: 0, right: 0, stacked, width } : { left: names + 10, right: values + 10, stacked, width };
}

function valueText({ own }: PriceRow): string {
  return own === null ? '–' : range(own);
}

function rowMarks(
  rows: readonly PriceRow[],
  axis: LogAxis,
  { stacked, width }: Layout,
  measure: Measure,
): { readonly marks: readonly Mark[]; readonly height: number } {
  const high = stacked ? ROW + LINE : ROW;
  const marks = rows.flatMap((row, i): Mark[] => {
    const top = HEAD_ROOM + i * high;
    const y = top + high - ROW / 2;
    const words = stacked ? top + LINE / 2 + 1 : y;
    const value = valueText(row);
    const room = width - measure(value, LABEL) - 10;
    return [
      shortened(row.name, room, { x: 0, y: words, anchor: 'start', class: 'row-name' }, measure),
      shortened(value, width, { x: width, y: words, anchor: 'end', class: 'row-value' }, measure),
      ...bandMarks(row, axis, y),
      ...ownMarks(row, axis, y),
    ];
  });
  return { marks, height: Math.max(1, rows.length) * high };
}

function bandMarks({ supporting }: PriceRow, axis: LogAxis, y: number): readonly Mark[] {
  if (supporting === null || supporting[0] === supporting[1]) return [];
  const [x0, x1] = [axis.at(supporting[0]), axis.at(supporting[1])];
  return [{ kind: 'rect', box: { x: x0, y: y - 5, width: Math.max(1, x1 - x0), height: 10 }, class: 'supporting' }];
}

/** A dot; a thick line for an interval at a kink; an arrow that leaves the axis at 0 or ∞. */
function ownMarks({ own }: PriceRow, axis: LogAxis, y: number): readonly Mark[] {
  if (own === null) return [];
  const [lo, hi] = own;
  const [x0, x1] = [axis.at(lo), axis.at(hi)];
  if (hi === 0) return arrow([x0 + 12, y], [-1, 0], 22, 'price', 0);
  if (lo === Number.POSITIVE_INFINITY) return arrow([x0 - 12, y], [1, 0], 22, 'price', 0);
  const line: Mark[] =
    lo === hi
      ? []
      : [
          {
            kind: 'path',
            d: polyline([
              [x0, y],
              [x1, y],
            ]),
            class: 'own-interval',
          },
        ];
  const ends = [lo, hi].filter((value, i) => 0 < value && Number.isFinite(value) && (i === 0 || hi !== lo));
  return [...line, ...ends.map((value): Mark => ({ kind: 'dot', x: axis.at(value), y, r: 5, class: 'own' }))];
}

/** Too many for rows: dots piled up where they share a pixel, drawn as one path; a pile too high is squeezed. */
function crowdMarks(
  rows: readonly PriceRow[],
  axis: LogAxis,
): { readonly marks: readonly Mark[]; readonly height: number } {
  const piles = new Map<number, number[]>();
  for (const { own } of rows) {
    if (own === null) continue;
    const x = axis.at(middle(own));
    const pile = piles.get(Math.round(x / DOT)) ?? [];
    pile.push(x);
    piles.set(Math.round(x / DOT), pile);
  }
  const highest = Math.max(1, ...[...piles.values()].map((pile) => pile.length));
  const step = Math.min(DOT, (CROWD - 8) / highest);
  const floor = HEAD_ROOM + CROWD - 4;
  // Dots closer than half a pixel cannot be told apart: every k-th is drawn.
  const k = Math.max(1, Math.floor(0.5 / step));
  const dots = [...piles.values()].flatMap((pile) =>
    pile.flatMap((x, i) => (i % k === 0 ? [circle(x, floor - i * step)] : [])),
  );
  return { marks: [{ kind: 'path', d: dots.join(''), class: 'crowd' }], height: CROWD };
}

function middle([lo, hi]: Range): number {
  if (lo === hi) return lo;
  return Math.sqrt(Math.max(lo, 1e-300)) * Math.sqrt(Math.min(hi, 1e300));
}

function circle(x: number, y: number): string {
  return `M${(x - 2).toFixed(1)},${y.toFixed(1)}a2,2 0 1 0 4,0a2,2 0 1 0 -4,0`;
}

function axisMarks(axis: LogAxis, bottom: number, measure: Measure): readonly Mark[] {
  const tick = (x: number, text: string): Label => ({
    kind: 'text',
    x,
    y: bottom + 15,
    text,
    anchor: 'middle',
    size: TICK_SIZE,
    class: 'tick',
  });
  const ends = [tick(axis.zero, '0'), { ...tick(axis.infinity, '∞'), size: 14 }];
  const taken = ends.map((end) => labelBox(end, measure));
  const inner = axis.ticks
    .map(({ x, text }) => tick(x, text))
    .filter((label) => {
      const box = labelBox(label, measure);
      return taken.every((other) => box.x + box.width + 4 < other.x || other.x + other.width + 4 < box.x);
    });
  const axisEnd = (x: number): string =>
    polyline([
      [x - 4, bottom + 4],
      [x + 1, bottom - 4],
    ]) +
    polyline([
      [x, bottom + 4],
      [x + 5, bottom - 4],
    ]);
  return [
    {
      kind: 'path',
      d: polyline([
        [axis.from, bottom],
        [axis.to, bottom],
      ]),
      class: 'axis',
    },
    {
      kind: 'path',
      d: axis.ticks
        .map(({ x }) =>
          polyline([
            [x, bottom - 4],
            [x, bottom + 4],
          ]),
        )
        .join(''),
      class: 'axis',
    },
    { kind: 'path', d: axisEnd(axis.from - 4) + axisEnd(axis.to + 3), class: 'axis' },
    {
      kind: 'path',
      d:
        polyline([
          [axis.from - 8, bottom],
          [axis.zero - 6, bottom],
        ]) +
        polyline([
          [axis.to + 8, bottom],
          [axis.infinity + 6, bottom],
        ]),
      class: 'axis faint',
    },
    {
      kind: 'path',
      d: axis.ticks
        .map(({ x }) =>
          polyline([
            [x, HEAD_ROOM - 4],
            [x, bottom - 4],
          ]),
        )
        .join(''),
      class: 'grid',
    },
    ...ends,
    ...inner,
  ];
}

function economyMarks(
  { economy }: PriceChart,
  axis: LogAxis,
  bottom: number,
  width: number,
  measure: Measure,
): readonly Mark[] {
  if (economy === null) return [];
  const [lo, hi] = economy.range;
  const text = shorten(`economy: ${lo === hi ? amount(economy.at) : range(economy.range)}`, width, TICK_SIZE, measure);
  const half = measure(text, TICK_SIZE) / 2;
  const x = axis.at(economy.at);
  const band: Mark[] =
    lo === hi
      ? []
      : [
          {
            kind: 'rect',
            box: {
              x: axis.at(lo),
              y: HEAD_ROOM - 6,
              width: Math.max(1, axis.at(hi) - axis.at(lo)),
              height: bottom - HEAD_ROOM + 6,
            },
            class: 'economy-band',
          },
        ];
  return [
    ...band,
    {
      kind: 'path',
      d: polyline([
        [x, HEAD_ROOM - 6],
        [x, bottom + 5],
      ]),
      class: 'economy-line',
    },
    {
      kind: 'text',
      x: Math.min(Math.max(x, half), width - half),
      y: 8,
      text,
      anchor: 'middle',
      size: TICK_SIZE,
      class: 'price-label',
    },
  ];
}

const HEAD_ROOM = 24;
const ROW = 24;
const LINE = 16;
const LABEL = 12;
const DOT = 4;
const CROWD = 130;
const MOST_ROWS = 12;
