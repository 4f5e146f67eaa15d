import type { Level } from './level.ts';
import { solveOpen } from './linear-equations.ts';
import { type Chooser, type Option, several } from './option.ts';
import type { Taste } from './taste.ts';

const mostVertices = 400;

/**
 * Demand of the least of several straight formulas: the best is at a vertex, where as many of them are equal as goods are bought (and the
 * income is spent, or one more is equal). Null where a formula is not straight, or there are too many vertices.
 */
export function kinkedDemand({ level, named }: Taste): Chooser | null {
  const { selections } = level;
  if (selections.length < 2 || selections.some(({ bends }) => bends.some((bend) => bend !== null))) return null;
  const bases = basesOf(named, selections.length);
  if (bases === null) return null;
  return several((prices, income) => {
    const size = prices.length;
    const flat = new Float64Array(size);
    const planes = selections.map(({ value, slopes }) => ({
      at: value(flat),
      slopes: slopes.map((slope) => slope(flat)),
    }));
    const found = bases.flatMap((basis) => vertexAt(basis, planes, level, prices, income) ?? []);
    const nothing: Option = {
      key: 'nothing',
      amounts: flat,
      value: level.value(flat),
      weights: planes.map((_, s) => (s === 0 ? 1 : 0)),
    };
    const different = new Map([...found, nothing].map((option) => [option.key, option]));
    return [...different.values()].map((option) => endless(option, level, named, prices));
  });
}

interface Basis {
  readonly bought: readonly number[];
  readonly equal: readonly number[];
  readonly spent: boolean;
}

interface Plane {
  readonly at: number;
  readonly slopes: readonly number[];
}

const subsetsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: 2 ** all.length - 1 }, (_, k) => all.filter((_, i) => Math.floor((k + 1) / 2 ** i) % 2 === 1));

function basesOf(named: readonly number[], selections: number): readonly Basis[] | null {
  if (named.length + selections > 16) return null;
  const equals = subsetsOf([...Array(selections).keys()]);
  const bases = subsetsOf(named).flatMap((bought) =>
    equals.flatMap((equal): readonly Basis[] => {
      if (equal.length === bought.length) return [{ bought, equal, spent: true }];
      return equal.length === bought.length + 1 ? [{ bought, equal, spent: false }] : [];
    }),
  );
  return bases.length > mostVertices ? null : bases;
}

/** The vertex and the weights of its formulas; null where there is none, or it does not lie in the budget set. */
function vertexAt(
  { bought, equal, spent }: Basis,
  planes: readonly Plane[],
  level: Level,
  prices: Float64Array,
  income: number,
): Option | null {
  const size = bought.length + 1;
  const rows = equal.map((s) => Float64Array.from([...bought.map((j) => planes[s]?.slopes[j] ?? 0), -1]));
  if (spent) rows.push(Float64Array.from([...bought.map((j) => prices[j] ?? 0), 0]));
  const right = Float64Array.from([...equal.map((s) => -(planes[s]?.at ?? 0)), ...(spent ? [income] : [])]);
  if (rows.length !== size) return null;
  const check = rows.map((row) => Float64Array.from(row));
  const solution = solveOpen(rows, Float64Array.from(right));
  const off = check.some(
    (row, i) =>
      Math.abs(row.reduce((sum, v, k) => sum + v * (solution[k] ?? 0), -(right[i] ?? 0))) >
      1e-9 * (1 + Math.abs(right[i] ?? 0)),
  );
  const amounts = new Float64Array(prices.length);
  for (const [k, j] of bought.entries()) {
    const x = solution[k] ?? 0;
    const dust = 1e-12 * ((prices[j] ?? 0) > 0 ? income / (prices[j] ?? 1) : 1);
    amounts[j] = Math.abs(x) <= dust ? 0 : x;
  }
  const cost = prices.reduce((sum, p, j) => sum + p * (amounts[j] ?? 0), 0);
  if (off || amounts.some((x) => x < 0 || !Number.isFinite(x)) || cost > income * (1 + 1e-12)) return null;
  const value = level.value(amounts);
  const planeValue = solution[bought.length] ?? 0;
  // Other formulas must not be lower there, or these are not the ones that count.
  if (!(planeValue <= value + 1e-9 * Math.max(Math.abs(value), Math.abs(planeValue)))) return null;
  // Known by where it is, whichever formulas it was found by.
  const small = 1e-9 * Math.max(Math.abs(value), 1e-9);
  const least = planes.flatMap(({ at, slopes }, s) =>
    at + slopes.reduce((sum, slope, j) => sum + slope * (amounts[j] ?? 0), 0) <= value + small ? [s] : [],
  );
  const kept = [...amounts.keys()].filter((j) => (amounts[j] ?? 0) > 0);
  const key = `${kept.join('+')} at ${least.join('=')}${spent ? '' : ' kept'}`;
  return { key, amounts, value, weights: weightsOf({ bought, equal, spent }, planes, prices) };
}

/** Weights, summing to 1, with which the formulas' slopes are in proportion to the prices of what is bought. */
function weightsOf({ bought, equal, spent }: Basis, planes: readonly Plane[], prices: Float64Array): readonly number[] {
  const rows = bought.map((j) =>
    Float64Array.from([...equal.map((s) => planes[s]?.slopes[j] ?? 0), ...(spent ? [-(prices[j] ?? 0)] : [])]),
  );
  rows.push(Float64Array.from([...equal.map(() => 1), ...(spent ? [0] : [])]));
  const right = Float64Array.from(rows, (_, i) => (i === rows.length - 1 ? 1 : 0));
  const found = solveOpen(rows, right);
  return planes.map((_, s) => {
    const k = equal.indexOf(s);
    return k < 0 ? 0 : Math.max(0, found[k] ?? 0);
  });
}

/** A free good of which more always helps is wanted without end. */
function endless(option: Option, level: Level, named: readonly number[], prices: Float64Array): Option {
  const free = named.filter((j) => !((prices[j] ?? 0) > 0));
  if (free.length === 0) return option;
  const more = Float64Array.from(option.amounts);
  for (const j of free) more[j] = 2 * (more[j] ?? 0) + 1;
  if (!(level.value(more) > option.value + 1e-9 * Math.abs(option.value))) return option;
  const amounts = option.amounts.map((x, j) => (free.includes(j) ? Number.POSITIVE_INFINITY : x));
  return { ...option, amounts };
}
