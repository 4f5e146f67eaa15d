import type { Analysis } from '../../analysis/analysis.ts';
import { amount } from '../../analysis/words.ts';
import type { Trace } from '../../solver/trace/trace.ts';
import type { TracePoint } from '../../solver/trace/trace-point.ts';
import type { Paint } from './paint.ts';
import { priceText } from './price-text.ts';
import { type Cell, table, wrapped } from './table.ts';

const MOST_ROWS = 24;

/** The Pareto frontier as a page to read. Ends with a line feed. */
export function traceText(analysis: Analysis, paint: Paint, file = ''): string {
  const { name, trace } = analysis;
  const top = `${paint('bold', name ?? 'Economy')}  ${paint('dim', [file, trace?.status ?? analysis.solution.status].filter((part) => part !== '').join(' · '))}`;
  const sections = [[top], ...traceSections(trace ?? null, paint)];
  return `${sections.map((section) => section.join('\n')).join('\n\n')}\n`;
}

/** The sentences and the table of a trace, for a page of their own or another. */
export function traceSections(trace: Trace | null, paint: Paint, rows = MOST_ROWS): readonly (readonly string[])[] {
  if (trace === null) return [];
  if (trace.points.length === 0) return trace.notes.map((note) => wrapped(note, 96));
  return [
    trace.notes.flatMap((note) => wrapped(note, 96)),
    [...pointTable(trace, rows, paint), ...more(trace.points, rows, paint)],
  ].filter((section) => 0 < section.length);
}

function more(points: readonly TracePoint[], rows: number, paint: Paint): readonly string[] {
  const rest = points.length - shown(points, rows).length;
  return 0 < rest ? [paint('dim', `  … and ${amount(rest)} more in between (--format json has all)`)] : [];
}

/** What tells most: ends, corners and ends of dents, and some points spread evenly between. */
function shown(points: readonly TracePoint[], rows: number): readonly TracePoint[] {
  if (points.length <= rows) return points;
  const telling = points.filter(({ at }, i) => i === 0 || i === points.length - 1 || at === 'kink' || at === 'end');
  const kept = new Set(evenly(telling, rows));
  for (const point of evenly(points, rows - kept.size)) kept.add(point);
  return points.filter((point) => kept.has(point));
}

function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const step = (all.length - 1) / Math.max(1, most - 1);
  return Array.from({ length: Math.max(0, most) }, (_, k) => all[Math.round(k * step)]).filter((x) => x !== undefined);
}

function pointTable(trace: Trace, rows: number, paint: Paint): readonly string[] {
  const { goods, points } = trace;
  const [first = '', ...others] = goods;
  const dim = (text: string) => paint('dim', text);
  // Who asks at stated amounts wants all digits.
  const total = trace.dents === null && trace.notes.length === 0 ? tenDigits : amount;
  const prices = others.map((good) => (others.length === 1 ? `price of ${good} in ${first}` : `${good} in ${first}`));
  const header: Cell[] = [...goods, ...prices].map((text) => ({ text, paint: dim, align: 'right' }));
  const most = new Map(goods.map((good) => [good, Math.max(...points.map(({ totals }) => totals[good] ?? 0))]));
  const lines = shown(points, rows).map((point): Cell[] => [
    ...goods.map(
      (good): Cell => ({ text: total(beside(most.get(good) ?? 0, point.totals[good] ?? 0)), align: 'right' }),
    ),
    ...others.map((good): Cell => ({ text: inFirst(point, first, good), align: 'right' })),
    { text: PLACES[point.at ?? 'between'], paint: dim },
  ]);
  return table([header, ...lines]);
}

/** What is so little beside the most of a good is rounding of 0. */
const beside = (most: number, value: number): number => (value <= 1e-12 * most ? 0 : value);

const tenDigits = (value: number): string => String(Number(value.toPrecision(10)));

const PLACES: Readonly<Record<NonNullable<TracePoint['at']> | 'between', string>> = {
  kink: 'a corner',
  end: 'where a dent ends',
  dent: 'in a dent: no price leads here',
  between: '',
};

/** Where the first good is free the others cost infinitely much of it. */
function inFirst({ prices, priceIntervals }: TracePoint, first: string, good: string): string {
  if (prices === null) return '–';
  const unit = prices[first] ?? 0;
  if (unit === 0) return (prices[good] ?? 0) > 0 ? '∞' : '–';
  return priceText(priceIntervals?.[first] === 1 ? priceIntervals[good] : (prices[good] ?? 0) / unit);
}
