import type { Welfare } from '../welfare/welfare.ts';
import { type Column, respond, type Side } from './greedy.ts';
import type { Relaxed } from './relaxed.ts';

/**
 * The best point of the convexified economy in two goods. Along its frontier the price ratio rises with the first good, and welfare
 * rises and then falls; so the logarithm of the ratio is bracketed until the responses on both sides meet, or span one straight face,
 * on which the best point is then found.
 */
export function relaxTwoGoods(welfare: Welfare, sides: readonly Side[], caps: ArrayLike<number>): Relaxed {
  const at = (tilt: number) => probe(welfare, sides, caps, tilt);
  let [low, high] = bracket(at);
  for (let step = 0; step < 200 && low.tilt < high.tilt; step++) {
    const tilt = nextTilt(low, high, step);
    if (tilt === null) break;
    const middle = at(tilt);
    if (middle.rise === 0 || Math.abs(middle.rise) < 1e-15) return faced(welfare, sides, middle, middle, caps);
    if (middle.rise > 0) low = { ...middle, guess: middle.rise };
    else high = { ...middle, guess: middle.rise };
    // Illinois: an end that stays is trusted half as much.
    if (middle.rise > 0) high = { ...high, guess: high.guess / 2 };
    else low = { ...low, guess: low.guess / 2 };
  }
  return faced(welfare, sides, low, high, caps);
}

interface Probe {
  /** ln of the price ratio of the goods, each measured in its cap. */
  readonly tilt: number;
  readonly column: Column;
  /** How much higher than `tilt` welfare's own ratio lies at the response; > 0: more of the first good is wanted. */
  readonly rise: number;
  readonly guess: number;
}

function probe(welfare: Welfare, sides: readonly Side[], caps: ArrayLike<number>, tilt: number): Probe {
  const column = respond(sides, pricesOf(tilt, caps));
  const rise = wantedTilt(welfare, column.totals, caps) - tilt;
  const known = Number.isNaN(rise) ? 0 : rise;
  return { tilt, column, rise: known, guess: known };
}

const unit = (caps: ArrayLike<number>, j: number): number => {
  const cap = caps[j] ?? 0;
  return cap > 0 ? cap : 1;
};

function pricesOf(tilt: number, caps: ArrayLike<number>): Float64Array {
  if (tilt === Number.POSITIVE_INFINITY) return Float64Array.of(1 / unit(caps, 0), 0);
  if (tilt === Number.NEGATIVE_INFINITY) return Float64Array.of(0, 1 / unit(caps, 1));
  const first = tilt < 0 ? Math.exp(tilt) : 1;
  const second = tilt < 0 ? 1 : Math.exp(-tilt);
  return Float64Array.of(first / unit(caps, 0), second / unit(caps, 1));
}

/** ln of welfare's marginal rate of substitution at some totals, each good in units of its cap. */
function wantedTilt(welfare: Welfare, totals: Float64Array, caps: ArrayLike<number>): number {
  const { slopes } = leastAt(welfare, totals);
  const first = (slopes[0] ?? 0) * unit(caps, 0);
  const second = (slopes[1] ?? 0) * unit(caps, 1);
  if (!(first > 0)) return second > 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  return second > 0 ? Math.log(first) - Math.log(second) : Number.POSITIVE_INFINITY;
}

/** The selection that is least at some totals, and its slopes there (just inside where a total is 0). */
export function leastAt(welfare: Welfare, totals: Float64Array): { index: number; slopes: number[] } {
  const inside = totals.map((y) => (y > 0 ? y : 1e-150));
  let index = 0;
  let least = Number.POSITIVE_INFINITY;
  welfare.selections.forEach((selection, s) => {
    const value = selection.value(inside);
    if (value < least) {
      least = value;
      index = s;
    }
  });
  const slopes = (welfare.selections[index]?.slopes ?? []).map((slope) => slope(inside));
  return { index, slopes };
}

function bracket(at: (tilt: number) => Probe): [Probe, Probe] {
  let low = at(0);
  let high = low;
  if (low.rise === 0) return [low, low];
  const direction = Math.sign(low.rise);
  for (let size = 1; size < 720; size *= 3) {
    const next = at(direction * size);
    if (direction > 0) high = next;
    else low = next;
    if (next.rise === 0) return [next, next];
    if (Math.sign(next.rise) !== direction) return [low, high];
    if (direction > 0) low = next;
    else high = next;
  }
  const end = at(direction * Number.POSITIVE_INFINITY);
  return direction > 0 ? [low, end] : [end, high];
}

function nextTilt(low: Probe, high: Probe, step: number): number | null {
  if (!Number.isFinite(low.tilt) || !Number.isFinite(high.tilt)) return null;
  const middle = low.tilt + (high.tilt - low.tilt) / 2;
  if (!(middle > low.tilt && middle < high.tilt)) return null;
  const secant = low.tilt + ((high.tilt - low.tilt) * low.guess) / (low.guess - high.guess);
  return step % 3 !== 2 && secant > low.tilt && secant < high.tilt ? secant : middle;
}

/** The best mixture of the responses on both sides of the price. */
function faced(welfare: Welfare, sides: readonly Side[], low: Probe, high: Probe, caps: ArrayLike<number>): Relaxed {
  const from = low.column.totals;
  const to = high.column.totals;
  const along = (w: number) => from.map((y, j) => (w === 1 ? (to[j] ?? 0) : y + w * ((to[j] ?? 0) - y)));
  const climb = (w: number): { index: number; slope: number } => {
    const { index, slopes } = leastAt(welfare, along(w));
    const slope = slopes.reduce((sum, g, j) => {
      const step = (to[j] ?? 0) - (from[j] ?? 0);
      return step === 0 ? sum : sum + g * step;
    }, 0);
    return { index, slope };
  };
  let left = 0;
  let right = 1;
  let atLeft = climb(0);
  let atRight = climb(1);
  if (!(atLeft.slope > 0)) [right, atRight] = [0, atLeft];
  else if (!(atRight.slope < 0)) [left, atLeft] = [1, atRight];
  for (let step = 0; step < 1100 && left < right; step++) {
    const middle = left + (right - left) / 2;
    if (!(middle > left && middle < right) || right < 1e-20) break;
    const next = climb(middle);
    if (next.slope > 0) [left, atLeft] = [middle, next];
    else [right, atRight] = [middle, next];
    if (next.slope === 0) [left, atLeft] = [middle, next];
  }
  const share = right < 1e-20 ? 0 : left;
  const totals = along(share);
  const pair =
    left === right && from !== to && (left === 0 || left === 1)
      ? [leastAt(welfare, from).index, leastAt(welfare, to).index]
      : [atLeft.index, atRight.index];
  const tilt = Number.isFinite(low.tilt) ? low.tilt : high.tilt;
  return {
    touching: { totals, weights: touchingWeights(welfare, totals, pair, pricesOf(tilt, caps)) },
    columns: from === to ? [low.column] : [low.column, high.column],
    weights: from === to ? [sides.map(() => 1)] : sideWeights(low.column, high.column, share, caps),
  };
}

/** Weights of two selections so that their mean slope points along the prices. */
function touchingWeights(
  welfare: Welfare,
  totals: Float64Array,
  pair: readonly number[],
  prices: Float64Array,
): readonly number[] {
  const weights = welfare.selections.map(() => 0);
  const [first = 0, second = 0] = pair;
  const across = (s: number) => {
    const slopes = welfare.selections[s]?.slopes ?? [];
    return (slopes[0]?.(totals) ?? 0) * (prices[1] ?? 0) - (slopes[1]?.(totals) ?? 0) * (prices[0] ?? 0);
  };
  const a = across(first);
  const b = across(second);
  const share = first === second || !(a - b !== 0) ? 1 : Math.min(1, Math.max(0, -b / (a - b)));
  weights[first] = share;
  if (second !== first) weights[second] = 1 - share;
  return weights;
}

/** The move from one column to the other, agent by agent, so that at most one agent is caught half way. */
function sideWeights(
  low: Column,
  high: Column,
  share: number,
  caps: ArrayLike<number>,
): readonly (readonly number[])[] {
  const sides = 1 + Math.max(-1, ...low.picks.map(({ side }) => side), ...high.picks.map(({ side }) => side));
  const moves = new Float64Array(sides);
  for (const [column, sign] of [
    [low, -1],
    [high, 1],
  ] as const) {
    for (const { side, count, response } of column.picks) {
      const lean = (response.outputs[0] ?? 0) / unit(caps, 0) - (response.outputs[1] ?? 0) / unit(caps, 1);
      moves[side] = (moves[side] ?? 0) + sign * count * lean;
    }
  }
  const forward = moves.map((move) => Math.max(0, move));
  let left = share * forward.reduce((a, b) => a + b, 0);
  const toHigh = Array.from(forward, (move) => {
    if (move <= 0) return share;
    const raw = Math.min(1, left / move);
    // A share within rounding of none or all is none or all.
    const part = raw < 1e-13 ? 0 : raw > 1 - 1e-13 ? 1 : raw;
    left = Math.max(0, left - move);
    return part;
  });
  return [toHigh.map((w) => 1 - w), toHigh];
}
