import { solveOpen } from './linear-equations.ts';
import type { Chooser, Option } from './option.ts';
import type { Taste } from './taste.ts';

/**
 * Local bests of a utility of which nothing is proven: from a lattice of shares of income, each improved by moving income between pairs of
 * goods. A search, not a proof: what an equilibrium rests on is proven afterwards, over the whole budget set.
 */
export function searchedDemand(taste: Taste, most: Float64Array): Chooser {
  const options = (prices: Float64Array, income: number) => localBests(taste, most, prices, income);
  return {
    best: (prices, income) => {
      const [first, ...others] = options(prices, income);
      const nothing: Option = {
        key: 'nothing',
        amounts: new Float64Array(prices.length),
        value: Number.NEGATIVE_INFINITY,
      };
      return others.reduce((best, option) => (option.value > best.value ? option : best), first ?? nothing);
    },
    at: (prices, income, key) => options(prices, income).find((option) => option.key === key) ?? null,
    all: options,
  };
}

/** By Newton's method on the first-order conditions, among the goods bought and with all income spent; where that goes nowhere, as it was. */
function sharpened(
  taste: Taste,
  units: Float64Array,
  size: number,
  shares: readonly number[],
  value: (shares: readonly number[]) => number,
): readonly number[] {
  const [smooth] = taste.level.selections;
  const bought = [...shares.keys()].filter((k) => (shares[k] ?? 0) > 0);
  const spent = shares.reduce((a, b) => a + b, 0);
  if (smooth === undefined || bought.length < 2 || spent < 1 - 1e-7) return shares;
  let found = shares.map((v) => v / spent);
  for (let step = 0; step < 6; step++) {
    const amounts = new Float64Array(size);
    taste.named.forEach((j, k) => {
      amounts[j] = (found[k] ?? 0) * (units[k] ?? 0);
    });
    const good = (k: number): number => taste.named[bought[k] ?? 0] ?? 0;
    const unitOf = (k: number): number => units[bought[k] ?? 0] ?? 0;
    const bend = (a: number, b: number): number => {
      const [i, j] = [Math.max(good(a), good(b)), Math.min(good(a), good(b))];
      return (smooth.bends[(i * (i + 1)) / 2 + j]?.(amounts) ?? 0) * unitOf(a) * unitOf(b);
    };
    const n = bought.length;
    const rows = Array.from({ length: n + 1 }, (_, a) =>
      Float64Array.from({ length: n + 1 }, (_, b) => (a === n ? (b === n ? 0 : 1) : b === n ? -1 : bend(a, b))),
    );
    const right = Float64Array.from({ length: n + 1 }, (_, a) =>
      a === n ? 0 : -(smooth.slopes[good(a)]?.(amounts) ?? 0) * unitOf(a),
    );
    const change = solveOpen(rows, right);
    const next = found.map((v, k) => v + (bought.includes(k) ? (change[bought.indexOf(k)] ?? 0) : 0));
    if (next.some((v, k) => !(Math.abs(v - (shares[k] ?? 0)) < 1e-5) || v < 0)) break;
    found = next;
  }
  return value(found) >= value(shares) - 1e-12 * Math.abs(value(shares)) ? found : shares;
}

const divisions = [0, 1, 96, 18, 9, 6];
const coarse = 6;

function localBests(taste: Taste, most: Float64Array, prices: Float64Array, income: number): readonly Option[] {
  const units = Float64Array.from(taste.named, (j) =>
    (prices[j] ?? 0) > 0 ? income / (prices[j] ?? 1) : (most[j] ?? 1),
  );
  const goods = taste.named.length;
  const step = divisions[goods] ?? 4;
  const amountsAt = (shares: readonly number[]): Float64Array => {
    const amounts = new Float64Array(prices.length);
    taste.named.forEach((j, k) => {
      amounts[j] = (shares[k] ?? 0) * (units[k] ?? 0);
    });
    return amounts;
  };
  const value = (shares: readonly number[]): number => {
    const found = taste.level.value(amountsAt(shares));
    return Number.isNaN(found) ? Number.NEGATIVE_INFINITY : found;
  };
  // All income spent, finely; and with some of it kept, coarsely, for utilities that fall.
  const spent = compositions(goods, step);
  const values = new Map(spent.map((parts) => [parts.join(), value(parts.map((v) => v / step))]));
  const peaks = spent.filter((parts) => isLocalBest(parts, values)).map((parts) => parts.map((v) => v / step));
  const kept = compositions(goods + 1, coarse).map((parts) => parts.slice(0, goods).map((v) => v / coarse));
  const starts = [
    ...peaks,
    ...kept.reduce<readonly (readonly number[])[]>((best, shares) => {
      const [first] = best;
      return first === undefined || value(shares) > value(first) ? [shares] : best;
    }, []),
  ];
  const found: { shares: readonly number[]; value: number }[] = [];
  for (const start of starts) {
    const rough = improved(start, value, 1 / step);
    const shares = sharpened(taste, units, prices.length, rough, value);
    if (found.every((other) => other.shares.some((v, k) => Math.abs(v - (shares[k] ?? 0)) > 1e-5)))
      found.push({ shares, value: value(shares) });
  }
  return found.map(({ shares, value: height }, k) => ({
    key: `${k}:${shares.map((v) => (v < 1e-9 ? 0 : 1)).join('')}`,
    amounts: amountsAt(shares),
    value: height,
  }));
}

function compositions(parts: number, sum: number): readonly (readonly number[])[] {
  if (parts === 1) return [[sum]];
  return Array.from({ length: sum + 1 }, (_, first) =>
    compositions(parts - 1, sum - first).map((rest) => [first, ...rest]),
  ).flat();
}

function isLocalBest(parts: readonly number[], values: ReadonlyMap<string, number>): boolean {
  const own = values.get(parts.join()) ?? Number.NEGATIVE_INFINITY;
  if (own === Number.NEGATIVE_INFINITY) return false;
  return parts.every((from, i) =>
    parts.every((_, j) => {
      if (i === j || from === 0) return true;
      const other = parts.map((v, k) => (k === i ? v - 1 : k === j ? v + 1 : v));
      return !((values.get(other.join()) ?? Number.NEGATIVE_INFINITY) > own);
    }),
  );
}

/** Income moved between pairs (the last is what is left unspent), by steps that are halved, then by parabolas. */
function improved(
  start: readonly number[],
  value: (shares: readonly number[]) => number,
  first: number,
): readonly number[] {
  let shares = [...start];
  let height = value(shares);
  for (let step = first / 2; step > 1e-7; step /= 2) {
    for (let round = 0, better = true; better && round < 50; round++) {
      better = false;
      for (const next of moves(shares, step)) {
        const found = value(next);
        if (!(found > height)) continue;
        shares = next;
        height = found;
        better = true;
      }
    }
  }
  return withoutDust(shares, value);
}

function moves(shares: readonly number[], step: number): readonly number[][] {
  const all = [...shares, 1 - shares.reduce((a, b) => a + b, 0)];
  return all.flatMap((from, i) =>
    all.flatMap((_, j) => {
      const moved = Math.min(step, from);
      if (i === j || !(moved > 0)) return [];
      return [all.map((v, k) => (k === i ? (moved === from ? 0 : v - moved) : k === j ? v + moved : v)).slice(0, -1)];
    }),
  );
}

/** What is all but 0 is put to 0, and what is all but all to all, where that is no worse. */
function withoutDust(shares: readonly number[], value: (shares: readonly number[]) => number): readonly number[] {
  const bare = shares.map((v) => (v < 1e-7 ? 0 : v > 1 - 1e-7 ? 1 : v));
  return value(bare) >= value(shares) ? bare : shares;
}
