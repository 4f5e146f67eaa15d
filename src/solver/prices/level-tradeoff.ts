import type { LevelShape } from '../../curvature/shape.ts';
import { type CompiledLimit, type LevelSet, levelSetOf } from '../sets/level-limits.ts';
import type { Range, TradeOff } from './tradeoff.ts';

const alike = 1e-9;

/** The ratios of the slopes of what binds where a member stands: one of several limits makes a range, an end of the box an open one. */
export function levelTradeOff(shape: LevelShape, amounts: readonly number[]): TradeOff {
  const set = levelSetOf(shape);
  const binding = bindingLimits(set, amounts);
  const isFull = (j: number) => (amounts[j] ?? 0) >= (set.hi[j] ?? 0) - 1e-12 * (set.widths[j] ?? 0);
  const ratio = (j: number, k: number): Range => {
    if (j === k) return { lo: 1, hi: 1 };
    const own = binding.map((limit) => rateAt(set, limit, amounts, j, k));
    const lo = isFull(k) || own.length === 0 ? 0 : Math.min(...own);
    const hi = isFull(j) || own.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...own);
    return hi - lo <= alike * lo ? { lo, hi: lo } : { lo, hi };
  };
  const isBound = amounts.some((y, j) => y <= 1e-12 * (set.hi[j] ?? 0));
  const isKinked = amounts.some((_, j) => {
    const { lo, hi } = ratio(j, j === 0 ? 1 : 0);
    return lo !== hi;
  });
  const inside = shape.bends === 'inward' ? 'dent' : 'interior';
  return { goods: shape.goods, at: isBound ? 'bound' : isKinked ? 'kink' : inside, ratio };
}

/**
 * Prices that support a place in a convex set are mixtures of the slopes of what binds there, of less for a good of which none is made, and
 * of more for one of which the box allows no more. Null where slopes do not exist.
 */
export function levelNormals(shape: LevelShape, amounts: readonly number[]): LevelNormals | null {
  const set = levelSetOf(shape);
  const limits = bindingLimits(set, amounts).map((limit) => Array.from(limit.slopes(amounts)));
  if (limits.some((own) => own.some((slope) => !Number.isFinite(slope)))) return null;
  const along = (j: number, sign: 1 | -1) => amounts.map((_, k) => (k === j ? sign : 0));
  const dust = (j: number) => 1e-12 * (set.widths[j] ?? 0);
  const places = [...amounts.keys()];
  return {
    limits,
    none: places.filter((j) => (amounts[j] ?? 0) <= (set.lo[j] ?? 0) + dust(j)).map((j) => along(j, -1)),
    full: places.filter((j) => (amounts[j] ?? 0) >= (set.hi[j] ?? 0) - dust(j)).map((j) => along(j, 1)),
  };
}

interface LevelNormals {
  readonly limits: readonly (readonly number[])[];
  readonly none: readonly (readonly number[])[];
  readonly full: readonly (readonly number[])[];
}

/** The limits that hold just so, in shares of what they are of the whole box. */
function bindingLimits(set: LevelSet, amounts: readonly number[]): readonly CompiledLimit[] {
  const all = set.limits.map((limit) => {
    const size = limit
      .slopes(amounts)
      .reduce((sum, g, j) => sum + (Number.isFinite(g) ? Math.abs(g) * (set.widths[j] ?? 0) : 0), 0);
    return { limit, room: -limit.value(amounts) / size };
  });
  const least = Math.min(...all.map(({ room }) => room));
  return all.filter(({ room }) => room <= Math.max(least, 0) + 1e-7).map(({ limit }) => limit);
}

/** How many of good k one more j takes; where slopes do not exist, as with nothing made of either, the limit as a hair is made of each. */
function rateAt(set: LevelSet, limit: CompiledLimit, amounts: readonly number[], j: number, k: number): number {
  const here = rate(limit, amounts, j, k);
  if (!Number.isNaN(here)) return here;
  const [near, mid, far] = [1e-12, 1e-9, 1e-6].map((lift) =>
    rate(
      limit,
      amounts.map((y, i) => Math.max(y, (set.lo[i] ?? 0) + lift * (set.widths[i] ?? 0))),
      j,
      k,
    ),
  );
  const [last, before] = [(near ?? 0) / (mid ?? 0), (mid ?? 0) / (far ?? 0)];
  if (last > 1.02 && before > 1.02) return Number.POSITIVE_INFINITY;
  if (last < 0.98 && before < 0.98) return 0;
  return near !== undefined && !Number.isNaN(near) ? near : 1;
}

function rate(limit: CompiledLimit, place: readonly number[], j: number, k: number): number {
  const slopes = limit.slopes(place);
  return Math.max(0, slopes[j] ?? 0) / Math.max(0, slopes[k] ?? 0);
}
