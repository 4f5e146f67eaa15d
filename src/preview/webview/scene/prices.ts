import { amount, range } from '../words/format.ts';
import type { Range } from '../words/price-ratio.ts';
import { arrow } from './frontier.ts';
import { type LogAxis, logAxis } from './log-axis.ts';
import { TICK_SIZE } from './planar.ts';
import { type Label, labelBox, type Mark, type Measure, polyline, type Scene, shorten } from './scene.ts';

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
  const [left, right] = crowd ? [4, 4] : gutters(chart.rows, width, measure);
  const values = chart.rows.flatMap(({ own, supporting }) => [...(own ?? []), ...(crowd ? [] : (supporting ?? []))]);
  const axis = logAxis([...values, ...economyValues(chart)], left, width - right, measure);
  const body = crowd ? crowdMarks(chart.rows, axis) : rowMarks(chart.rows, axis, { left, right, width }, measure);
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

/** Room for names at the left and values at the right, never more than a third of the width each. */
function gutters(rows: readonly PriceRow[], width: number, measure: Measure): readonly [number, number] {
  const names = Math.max(0, ...rows.map((row) => measure(row.name, LABEL)));
  const values = Math.max(0, ...rows.map((row) => measure(valueText(row), LABEL)));
  return [Math.min(names, width * 0.3) + 10, Math.min(values, width * 0.24) + 10];
}

function valueText({ own }: PriceRow): string {
  return own === null ? '–' : range(own);
}

function rowMarks(
  rows: readonly PriceRow[],
  axis: LogAxis,
  { left, right, width }: { readonly left: number; readonly right: number; readonly width: number },
  measure: Measure,
): { readonly marks: readonly Mark[]; readonly height: number } {
  const marks = rows.flatMap((row, i): Mark[] => {
    const y = HEAD_ROOM + i * ROW + ROW / 2;
    const value = valueText(row);
    return [
      ...texts(row.name, left - 10, { x: 0, y, anchor: 'start', class: 'row-name' }, measure),
      ...bandMarks(row, axis, y),
      ...ownMarks(row, axis, y),
      ...texts(value, right - 6, { x: width, y, anchor: 'end', class: 'row-value' }, measure),
    ];
  });
  return { marks, height: Math.max(1, rows.length) * ROW };
}

function texts(
  full: string,
  room: number,
  place: Pick<Label, 'x' | 'y' | 'anchor' | 'class'>,
  measure: Measure,
): readonly Label[] {
  const text = shorten(full, room, LABEL, measure);
  return [{ kind: 'text', text, size: LABEL, ...place, ...(text === full ? {} : { hint: full }) }];
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
  const piles = new Map<number, number>();
  for (const { own } of rows) {
    if (own === null) continue;
    const middle =
      own[0] === own[1] ? own[0] : Math.sqrt(Math.max(own[0], 1e-300)) * Math.sqrt(Math.min(own[1], 1e300));
    const bin = Math.round(axis.at(middle) / DOT);
    piles.set(bin, (piles.get(bin) ?? 0) + 1);
  }
  const highest = Math.max(1, ...piles.values());
  const step = Math.min(DOT, CROWD / highest);
  const dots = [...piles].flatMap(([bin, n]) =>
    Array.from({ length: Math.min(n, 400) }, (_, k) =>
      circle(bin * DOT, HEAD_ROOM + CROWD - 4 - (k * step * n) / Math.min(n, 400)),
    ),
  );
  return { marks: [{ kind: 'path', d: dots.join(''), class: 'crowd' }], height: CROWD };
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
  const ends = [tick(axis.zero, '0'), tick(axis.infinity, '∞')];
  const taken = ends.map((end) => labelBox(end, measure));
  const inner = axis.ticks
    .map(({ x, text }) => tick(x, text))
    .filter((label) => {
      const box = labelBox(label, measure);
      return taken.every((other) => box.x + box.width + 4 < other.x || other.x + other.width + 4 < box.x);
    });
  const stub = (x: number): string =>
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
    { kind: 'path', d: stub(axis.from - 4) + stub(axis.to + 3), class: 'axis' },
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
const LABEL = 12;
const DOT = 4;
const CROWD = 130;
const MOST_ROWS = 12;
