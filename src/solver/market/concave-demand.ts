import { bestInside, type LinearSet } from './best-bundle.ts';
import { sharpened } from './first-order.ts';
import type { Level, Smooth } from './level.ts';
import { type Chooser, type Option, single } from './option.ts';
import type { Taste } from './taste.ts';

const largestSupport = 6;

/**
 * The best bundle of a concave level over the budget set: in shares of income, so that prices of any size do no harm. Where the level is
 * flat between goods (perfect substitutes), each set of goods that may be bought is an option of its own.
 */
export function concaveDemand(taste: Taste, most: Float64Array): Chooser {
  const warm: Warm = { shares: new Float64Array(0) };
  const best = (prices: Float64Array, income: number): Option =>
    restricted(taste, most, prices, income, taste.named, warm);
  const { named } = taste;
  const pairs = named.length > largestSupport ? [] : flatPairs(taste, most);
  if (pairs.length === 0) return single(best);
  const supports = withoutPairs(named, pairs).map((support) => ({ support, last: { shares: new Float64Array(0) } }));
  const all = (prices: Float64Array, income: number) =>
    supports.map(
      ({ support, last }): Option => ({
        ...restricted(taste, most, prices, income, support, last),
        key: support.join('+'),
      }),
    );
  return {
    all,
    // Of equally good ones that with the fewest goods, so that mixtures are told apart from what they are mixtures of.
    best(prices, income) {
      return all(prices, income).reduce((least, option) =>
        option.value > least.value + 1e-11 * Math.abs(least.value) || !Number.isFinite(least.value) ? option : least,
      );
    },
    at: (prices, income, key) => all(prices, income).find((option) => option.key === key) ?? null,
  };
}

/** The largest sets of goods in which no two are substitutes for each other: some best bundle buys within one of them. */
function withoutPairs(
  named: readonly number[],
  pairs: readonly (readonly [number, number])[],
): readonly (readonly number[])[] {
  const all = Array.from({ length: 2 ** named.length - 1 }, (_, k) =>
    named.filter((_, i) => Math.floor((k + 1) / 2 ** i) % 2 === 1),
  ).filter((some) => !pairs.some(([a, b]) => some.includes(a) && some.includes(b)));
  return all.filter((some) => !all.some((other) => other.length > some.length && some.every((j) => other.includes(j))));
}

/** With only some goods bought. */
function restricted(
  taste: Taste,
  most: Float64Array,
  prices: Float64Array,
  income: number,
  support: readonly number[],
  warm?: Warm,
): Option {
  const n = prices.length;
  const units = Float64Array.from(support, (j) => ((prices[j] ?? 0) > 0 ? income / (prices[j] ?? 1) : (most[j] ?? 1)));
  const none = (): Option => ({
    key: 'best',
    amounts: new Float64Array(n),
    value: taste.level.value(new Float64Array(n)),
  });
  if (support.length === 0) return none();
  if (!(income > 0) && support.every((j) => (prices[j] ?? 0) > 0)) return none();
  const level = scaledLevel(taste.level, support, units, n);
  const priced = support.map((j) => (prices[j] ?? 0) > 0 && income > 0);
  const near = warm === undefined ? null : sharpened(level, priced, warm.shares);
  const found = near === null ? bestShares(level, priced) : { y: near, weights: Float64Array.of(1) };
  if (found === null) return { ...none(), value: Number.NEGATIVE_INFINITY };
  if (near === null) found.y = sharpened(level, priced, found.y) ?? snapped(found.y);
  if (warm !== undefined) warm.shares = found.y;
  const amounts = new Float64Array(n);
  support.forEach((j, k) => {
    amounts[j] = (found.y[k] ?? 0) * (units[k] ?? 0);
  });
  const many = level.selections.length > 1;
  for (const [k, j] of support.entries()) {
    if (!(priced[k] ?? true) && (many || (found.y[k] ?? 0) > 0.99))
      amounts[j] = leastOf(taste.level, amounts, j, most[j] ?? 1);
  }
  return { key: 'best', amounts, value: taste.level.value(amounts), weights: [...found.weights] };
}

/** Of a free good no more than is of use; without bound where more always is. */
function leastOf(level: Level, amounts: Float64Array, j: number, most: number): number {
  const amount = amounts[j] ?? 0;
  if (amount > 0.99 * most) return Number.POSITIVE_INFINITY;
  const at = Float64Array.from(amounts);
  const enough = level.value(amounts);
  const good = (x: number): boolean => {
    at[j] = x;
    return level.value(at) >= enough - 1e-13 * Math.abs(enough);
  };
  let [lo, hi] = [0, amount];
  if (good(0)) return 0;
  for (let step = 0; step < 60; step++) {
    const middle = (lo + hi) / 2;
    if (good(middle)) hi = middle;
    else lo = middle;
  }
  return hi;
}

/** Shares below rounding are none, where the level is defined there. */
const snapped = (y: Float64Array): Float64Array => y.map((share) => (share < 1e-12 ? 0 : share));

/** What was best at the last prices. */
interface Warm {
  shares: Float64Array;
}

function bestShares(
  level: Level,
  priced: readonly boolean[],
): { y: Float64Array; readonly weights: Float64Array } | null {
  const rows = [Float64Array.from(priced, (p) => (p ? 1 : 0))];
  priced.forEach((p, k) => {
    if (!p) rows.push(Float64Array.from(priced, (_, i) => (i === k ? 1 : 0)));
  });
  const kept = rows.filter((row) => row.some((v) => v > 0));
  const set: LinearSet = { rows: kept, limits: kept.map(() => 1) };
  for (const start of startsFor(priced)) {
    const found = bestInside(level, set, start);
    if (found !== null) return { y: found.y, weights: found.weights };
  }
  return null;
}

/** Evenly first; then leaning to each good, for levels that are not defined without much of it. */
function startsFor(priced: readonly boolean[]): readonly Float64Array[] {
  const count = Math.max(1, priced.filter((p) => p).length);
  const even = [0.9, 0.5, 0.1].map((fill) => Float64Array.from(priced, (p) => (p ? fill / count : fill)));
  const leaning = [0.8, 0.95, 0.995].flatMap((most) =>
    [...priced.keys()].map((k) =>
      Float64Array.from(priced, (p, i) => (i === k ? most : p ? (0.999 * (1 - most)) / count : 0.5)),
    ),
  );
  return [...even, ...leaning];
}

function scaledLevel(level: Level, support: readonly number[], units: Float64Array, n: number): Level {
  const at = new Float64Array(n);
  const put = (y: ArrayLike<number>): Float64Array => {
    for (let k = 0; k < support.length; k++) at[support[k] ?? 0] = (y[k] ?? 0) * (units[k] ?? 0);
    return at;
  };
  const selections = level.selections.map(
    (s): Smooth => ({
      ...s,
      value: (y) => s.value(put(y)),
      slopes: support.map((j, k) => (y) => (s.slopes[j]?.(put(y)) ?? 0) * (units[k] ?? 0)),
      bends: support.flatMap((j, k) =>
        support.slice(0, k + 1).map((i, m) => {
          const second = s.bends[place(Math.max(i, j), Math.min(i, j))] ?? null;
          return second === null ? null : (y: ArrayLike<number>) => second(put(y)) * (units[k] ?? 0) * (units[m] ?? 0);
        }),
      ),
    }),
  );
  return { selections, value: (y) => level.value(put(y)) };
}

/** Of row i and column j <= i in a lower triangle. */
const place = (i: number, j: number): number => (i * (i + 1)) / 2 + j;

/** Goods that can be exchanged for each other along a line without any bend of the level: seen at three bundles inside. */
function flatPairs({ level, named }: Taste, most: Float64Array): readonly (readonly [number, number])[] {
  const [smooth] = level.selections;
  if (smooth === undefined || level.selections.length > 1) return [];
  const bundles = [0.31, 0.47, 0.59].map((step, k) =>
    most.map((m, j) => m * (0.05 + (((j + 1) * step + k * 0.21) % 0.4))),
  );
  return named.flatMap((i, k) =>
    named
      .slice(0, k)
      .filter((j) => bundles.every((x) => isFlatBetween(smooth, i, j, x)))
      .map((j) => [i, j] as const),
  );
}

function isFlatBetween(smooth: Smooth, i: number, j: number, x: Float64Array): boolean {
  const second = (r: number, c: number) => smooth.bends[place(Math.max(r, c), Math.min(r, c))]?.(x) ?? 0;
  const [di, dj] = [1 / (smooth.slopes[i]?.(x) ?? 1), -1 / (smooth.slopes[j]?.(x) ?? 1)];
  const parts = [di * di * second(i, i), 2 * di * dj * second(i, j), dj * dj * second(j, j)];
  const size = parts.reduce((sum, part) => sum + Math.abs(part), 0);
  return Math.abs(parts.reduce((a, b) => a + b, 0)) <= 1e-9 * size;
}
