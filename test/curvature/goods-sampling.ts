import type { Frontier } from '../../src/economy/economy.ts';
import { compile } from '../../src/math/expression/compile.ts';
import { exactValue } from '../../src/math/expression/exact.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import { toDouble } from '../../src/math/rational/rational.ts';

/** Whether something can be made, by the frontier as written, in doubles; and the most of each good alone. */
export interface Oracle {
  readonly caps: readonly number[];
  isMade(y: readonly number[]): boolean;
}

/** For levels that rise and formulas that fall, as the generator writes them. */
export function oracleOf(frontier: Frontier, goods: readonly string[]): Oracle {
  switch (frontier.kind) {
    case 'budget':
      return budgetOracle(
        numberOf(frontier.amount),
        frontier.technologies.map((t) => compile(t.formula, [frontier.budget])),
      );
    case 'implicit': {
      const sides = frontier.constraints.map((c) => [compile(c.level, goods), compile(c.bound, goods)] as const);
      return withCaps(goods, (y) => sides.every(([level, bound]) => level(y) <= bound(y)));
    }
    case 'explicit': {
      const formula = compile(frontier.formula, goods);
      const own = goods.indexOf(frontier.good);
      const ends = frontier.inputs.map((i) => [
        goods.indexOf(i.good),
        i.to ? numberOf(i.to) : Number.POSITIVE_INFINITY,
      ]);
      return withCaps(
        goods,
        (y) =>
          ends.every(([i, end]) => (y[i as number] as number) <= (end as number)) && (y[own] as number) <= formula(y),
      );
    }
    default:
      throw new Error(frontier.kind);
  }
}

function numberOf(e: Expression): number {
  const value = exactValue(e);
  if (!value) throw new Error('no number');
  return toDouble(value);
}

const CELLS = 4000;

function budgetOracle(amount: number, formulas: readonly ((x: readonly number[]) => number)[]): Oracle {
  const tables = formulas.map((f) => {
    let best = Number.NEGATIVE_INFINITY;
    return Array.from({ length: CELLS + 1 }, (_, i) => {
      best = Math.max(best, f([(amount * i) / CELLS]));
      return best;
    });
  });
  const caps = tables.map((t) => t[CELLS] as number);
  const need = (i: number, y: number): number => {
    const table = tables[i] as readonly number[];
    if (y <= 0) return 0;
    const k = firstAtLeast(table, y);
    if (k > CELLS) return Number.POSITIVE_INFINITY;
    if (k === 0) return 0;
    const [p, q] = [table[k - 1] as number, table[k] as number];
    const isJump = q - p > 0.2 * ((table[CELLS] as number) - (table[0] as number));
    return (amount * (k - 1 + (isJump ? 1 : (y - p) / (q - p)))) / CELLS;
  };
  return { caps, isMade: (y) => y.reduce((sum, v, i) => sum + need(i, v), 0) <= amount };
}

function firstAtLeast(sorted: readonly number[], y: number): number {
  let [lo, hi] = [0, sorted.length];
  while (lo < hi) {
    const middle = (lo + hi) >> 1;
    if ((sorted[middle] as number) >= y) hi = middle;
    else lo = middle + 1;
  }
  return lo;
}

function withCaps(goods: readonly string[], isMade: (y: readonly number[]) => boolean): Oracle {
  const caps = goods.map((_, i) => {
    const alone = (v: number): boolean => isMade(goods.map((_g, k) => (k === i ? v : 0)));
    let hi = 1e-3;
    while (alone(hi) && hi < 1e9) hi *= 1.3;
    return bisected(0, hi, alone);
  });
  return { caps, isMade };
}

function bisected(from: number, to: number, holds: (x: number) => boolean): number {
  let [lo, hi] = [from, to];
  for (let i = 0; i < 45; i++) {
    const middle = (lo + hi) / 2;
    if (holds(middle)) lo = middle;
    else hi = middle;
  }
  return lo;
}

export interface Sampled {
  /** How far the midpoint of a chord lies outside, and inside, as a share of its distance from 0. */
  readonly outside: number;
  readonly inside: number;
}

const PLACES = 80;

/** Chords between random places of the frontier. Ends on a cap's face are no places of what lies beyond. */
export function sample({ caps, isMade }: Oracle, random: () => number): Sampled {
  const reach = (d: readonly number[]): { readonly scale: number; readonly isCap: boolean } => {
    const most = Math.min(...d.map((v, i) => (v > 0 ? (caps[i] as number) / v : Number.POSITIVE_INFINITY)));
    const scale = bisected(0, most, (s) => isMade(d.map((v) => v * s)));
    return { scale, isCap: scale > most * (1 - 1e-7) };
  };
  const places = Array.from({ length: PLACES }, () => {
    const d = caps.map((c) => c * (random() < 0.15 ? 0.003 : 0.002 - Math.log(1 - random() * 0.999)));
    const { scale, isCap } = reach(d);
    return { y: d.map((v) => v * scale), isCap };
  });
  let [outside, inside] = [0, 0];
  places.forEach((p, i) => {
    for (const q of places.slice(i + 1)) {
      const { scale } = reach(p.y.map((v, k) => (v + (q.y[k] as number)) / 2));
      outside = Math.max(outside, 1 - scale);
      if (!p.isCap && !q.isCap) inside = Math.max(inside, scale - 1);
    }
  });
  return { outside, inside };
}
