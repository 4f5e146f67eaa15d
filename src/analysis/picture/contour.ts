import type { Economy } from '../../economy/economy.ts';
import { compile } from '../../math/expression/compile.ts';
import type { PerGood } from '../../solver/solution.ts';
import { assertNever } from '../assert-never.ts';
import type { Point } from '../picture.ts';
import type { Pair } from './outline.ts';

const COLUMNS = 80;

/**
 * The objective's contour through the totals, inside the window 0..width, 0..height, other goods held at their totals:
 * a curve of equal welfare, a line of equal value, or the corner of fixed proportions. Rising x.
 */
export function contourThrough(economy: Economy, totals: PerGood<number>, pair: Pair, window: Point): readonly Point[] {
  const objective = economy.objective;
  const at: Point = [totals[pair[0]] ?? 0, totals[pair[1]] ?? 0];
  switch (objective?.kind) {
    case 'maximize':
      return welfareContour(compile(objective.welfare, Object.keys(totals)), totals, pair, window);
    case 'prices':
      return valueLine(pair.map((good) => termOf(objective.terms, good)) as [number, number], at, window);
    case 'proportions':
      return corner(pair.map((good) => termOf(objective.terms, good)) as [number, number], at, window);
    case 'trace':
    case 'market':
    case undefined:
      return [];
    default:
      return assertNever(objective);
  }
}

type Terms = Extract<NonNullable<Economy['objective']>, { terms: unknown }>['terms'];

function termOf(terms: Terms, good: string): number {
  const term = terms.find((candidate) => candidate.good === good);
  return term ? compile(term.value, [])([]) : 0;
}

function welfareContour(
  welfare: (values: readonly number[]) => number,
  totals: PerGood<number>,
  pair: Pair,
  window: Point,
): readonly Point[] {
  const goods = Object.keys(totals);
  const values = goods.map((good) => totals[good] ?? 0);
  const at: Point = [totals[pair[0]] ?? 0, totals[pair[1]] ?? 0];
  const value = welfare(values);
  const reaches = ([x, y]: Point) =>
    value <= welfare(goods.map((good, index) => (good === pair[0] ? x : good === pair[1] ? y : (values[index] ?? 0))));
  const shares = Array.from({ length: COLUMNS }, (_, index) => (index + 1) / COLUMNS);
  const beside = shares.map((share) => least((y) => reaches([share * window[0], y]), window[1], share * window[0], 0));
  const below = shares.map((share) => least((x) => reaches([x, share * window[1]]), window[0], share * window[1], 1));
  const points = [...beside, ...below, at].filter((point): point is Point => point !== null);
  return points.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

/** The least amount of one good, beside a fixed amount of the other, that reaches the contour; null where none does. */
function least(reached: (amount: number) => boolean, most: number, fixed: number, axis: 0 | 1): Point | null {
  if (!reached(most) || reached(0)) return null;
  let [low, high] = [0, most];
  for (let step = 0; step < 60 && low < high; step++) {
    const middle = (low + high) / 2;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return axis === 0 ? [fixed, high] : [high, fixed];
}

function valueLine([px, py]: Point, [x, y]: Point, [width, height]: Point): readonly Point[] {
  if (px === 0 && py === 0) return [];
  if (py === 0)
    return [
      [x, height],
      [x, 0],
    ];
  if (px === 0)
    return [
      [0, y],
      [width, y],
    ];
  return [
    [0, y + (px / py) * x],
    [x, y],
    [x + (py / px) * y, 0],
  ];
}

/** With fixed proportions more of one good alone is worth nothing. */
function corner([a, b]: Point, [x, y]: Point, [width, height]: Point): readonly Point[] {
  const scale = Math.min(0 < a ? x / a : Infinity, 0 < b ? y / b : Infinity);
  if (!Number.isFinite(scale)) return [];
  const [cornerX, cornerY] = [a * scale, b * scale];
  return [
    [cornerX, height],
    [cornerX, cornerY],
    [width, cornerY],
  ];
}
