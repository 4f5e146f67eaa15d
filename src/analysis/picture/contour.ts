import type { Economy } from '../../economy/economy.ts';
import { assertNever } from '../../math/expression/assert-never.ts';
import { compile } from '../../math/expression/compile.ts';
import type { PerGood } from '../../solver/solution.ts';
import type { Point } from '../picture.ts';
import { crossing } from './crossing.ts';
import type { Pair } from './outline.ts';

const COLUMNS = 64;

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
  const [xAt, yAt] = [goods.indexOf(pair[0]), goods.indexOf(pair[1])];
  const excess = (x: number, y: number) => {
    values[xAt] = x;
    values[yAt] = y;
    return welfare(values) - value;
  };
  const shares = Array.from({ length: COLUMNS }, (_, index) => (index + 1) / COLUMNS);
  const [width, height] = window;
  const beside = shares.map((share): Point | null => {
    const x = share * width;
    const y = least((amount) => excess(x, amount), height);
    return y === null ? null : [x, y];
  });
  const below = shares.map((share): Point | null => {
    const y = share * height;
    const x = least((amount) => excess(amount, y), width);
    return x === null ? null : [x, y];
  });
  const points = [...beside, ...below, at].filter((point): point is Point => point !== null);
  // Where the contour is upright the roots differ in their last digits only, and its height orders them.
  const column = ([x]: Point) => Math.round((1e9 * x) / width);
  return points.sort((a, b) => column(a) - column(b) || b[1] - a[1]);
}

/** The least amount of one good that reaches the contour; null where none within the window does. */
function least(excess: (amount: number) => number, most: number): number | null {
  return !(0 <= excess(most)) || 0 <= excess(0) ? null : crossing(excess, 0, most);
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
