import type { LevelShape } from '../../curvature/shape.ts';
import { type LevelSet, levelSetOf } from '../sets/level-limits.ts';
import type { Range, TradeOff } from './tradeoff.ts';

const alike = 1e-9;
const justInside = 1e-9;

/** The ratios of the slopes of what binds where a member stands: one of several limits makes a range, an end of the box an open one. */
export function levelTradeOff(shape: LevelShape, amounts: readonly number[]): TradeOff {
  const set = levelSetOf(shape);
  const widths = amounts.map((_, j) => (set.hi[j] ?? 0) - (set.lo[j] ?? 0));
  const slopes = bindingSlopes(set, amounts, widths);
  const isFull = (j: number) => (amounts[j] ?? 0) >= (set.hi[j] ?? 0) - 1e-12 * (widths[j] ?? 0);
  const isBound = amounts.some((y, j) => y <= 1e-12 * (set.hi[j] ?? 0));
  const ratio = (j: number, k: number): Range => {
    if (j === k) return { lo: 1, hi: 1 };
    const own = slopes.map((g) => quotient(g[j] ?? 0, g[k] ?? 0));
    if (own.length === 0) return { lo: 0, hi: Number.POSITIVE_INFINITY };
    const [lo, hi] = [Math.min(...own), Math.max(...own)];
    const range = { lo: isFull(k) ? 0 : lo, hi: isFull(j) ? Number.POSITIVE_INFINITY : hi };
    return range.hi - range.lo <= alike * range.lo ? { lo: range.lo, hi: range.lo } : range;
  };
  const kinked = amounts.some((_, j) => {
    const { lo, hi } = ratio(j, j === 0 ? 1 : 0);
    return lo !== hi;
  });
  const inside = shape.bends === 'inward' ? 'dent' : 'interior';
  return { goods: shape.goods, at: isBound ? 'bound' : kinked ? 'kink' : inside, ratio };
}

/** Of the limits that hold just so. Where a slope does not exist, as with nothing made of two goods, that of a hair more of each. */
function bindingSlopes(set: LevelSet, amounts: readonly number[], widths: readonly number[]): readonly Float64Array[] {
  const lifted = amounts.map((y, j) => Math.max(y, (set.lo[j] ?? 0) + justInside * (widths[j] ?? 0)));
  const all = set.limits.map((limit) => {
    const here = limit.slopes(amounts);
    const slopes = here.some(Number.isNaN) ? limit.slopes(lifted) : here;
    const size = slopes.reduce((sum, g, j) => sum + (Number.isFinite(g) ? Math.abs(g) * (widths[j] ?? 0) : 0), 0);
    return { slopes: slopes.map((g) => Math.max(0, g)), room: -limit.value(amounts) / size };
  });
  const least = Math.min(...all.map(({ room }) => room));
  return all.filter(({ room }) => room <= Math.max(least, 0) + 1e-7).map(({ slopes }) => slopes);
}

function quotient(a: number, b: number): number {
  const ratio = a / b;
  return Number.isNaN(ratio) ? 1 : ratio;
}
