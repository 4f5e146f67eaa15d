import type { Welfare } from '../welfare/welfare.ts';
import type { Effort } from './effort.ts';
import { type Column, chooseAlike, type Pick, picksOf, respond, type Side } from './greedy.ts';
import type { Relaxed } from './relaxed.ts';

/**
 * The best point of the convexified economy in two goods. Along its frontier the price ratio rises with the first good, and welfare
 * rises and then falls; so the logarithm of the ratio is bracketed until the responses on both sides meet, or span one straight face,
 * on which the best point is then found. Secants (Illinois) find where all respond smoothly; the slope of the chord between both
 * responses finds the ratio at which some agent switches (Eisner & Severance 1976).
 */
export function relaxTwoGoods(
  welfare: Welfare,
  sides: readonly Side[],
  caps: ArrayLike<number>,
  effort: Effort,
): Relaxed {
  const at = (tilt: number, between?: readonly [Column, Column]) => probe(welfare, sides, caps, tilt, between);
  let [low, high] = bracket(at, startTilt(effort, caps));
  let [slow, jumps, stayed] = [0, false, 0];
  for (let step = 0; step < 200 && low.tilt < high.tilt; step++) {
    const next = nextTilt(low, high, caps, slow >= 2 ? 'middle' : jumps ? 'chord' : 'secant');
    if (next === null) break;
    const middle = at(next.tilt, [low.column, high.column]);
    const near = Math.max(
      2e-15 + 4e-16 * Math.abs(next.tilt),
      0.1 * Math.sqrt(effort.precision <= 1e-14 ? 0 : effort.precision),
    );
    if (middle.rise === 0 || Math.abs(middle.rise) < near) return faced(welfare, sides, middle, middle, caps);
    if (next.by === 'chord' && isFace(low.column, middle, caps, effort.precision))
      return faced(welfare, sides, low, high, caps, middle.tilt);
    const least = Math.min(Math.abs(low.guess), Math.abs(high.guess));
    jumps = Math.abs(middle.guess) > 0.25 * least;
    const width = high.tilt - low.tilt;
    // Illinois: an end that stays twice is trusted half as much.
    const side = Math.sign(middle.rise);
    const trust = side === stayed ? 0.5 : 1;
    stayed = side;
    if (side > 0) [low, high] = [middle, { ...high, guess: high.guess * trust }];
    else [low, high] = [{ ...low, guess: low.guess * trust }, middle];
    const isProgress = high.tilt - low.tilt <= 0.5 * width || Math.abs(middle.guess) < 0.1 * least;
    slow = isProgress ? 0 : slow + 1;
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

function probe(
  welfare: Welfare,
  sides: readonly Side[],
  caps: ArrayLike<number>,
  tilt: number,
  between?: readonly [Column, Column],
  signal?: Effort['signal'],
): Probe {
  const column = respond(sides, pricesOf(tilt, caps), between, signal);
  const rise = wantedTilt(welfare, column.totals, caps) - tilt;
  const known = Number.isNaN(rise) ? 0 : rise;
  return {
    tilt,
    column,
    rise: known,
    guess: Number.isFinite(known) ? known : Math.sign(known) * lead(welfare, column.totals),
  };
}

/** Where welfare wants one good alone, how far its least selection lies below the next: 0 at the kink that is sought. */
function lead(welfare: Welfare, totals: Float64Array): number {
  const values = welfare.selections.map((selection) => selection.value(totals)).sort((a, b) => a - b);
  const [least = 0, next = Number.POSITIVE_INFINITY] = values;
  const share = (next - least) / (Math.abs(next) + Math.abs(least));
  return Number.isFinite(share) ? share : 1;
}

function startTilt({ near }: Effort, caps: ArrayLike<number>): number {
  if (near === null) return 0;
  const tilt = Math.log((near[0] ?? 0) * unit(caps, 0)) - Math.log((near[1] ?? 0) * unit(caps, 1));
  return Number.isNaN(tilt) ? 0 : tilt;
}

/** At the slope of the chord between two responses nothing is worth more than the chord: it is a straight face, to rounding. */
function isFace(low: Column, { column, tilt }: Probe, caps: ArrayLike<number>, precision: number): boolean {
  const prices = pricesOf(tilt, caps);
  let [gain, moved] = [0, 0];
  for (let side = 0; side + 1 < column.starts.length; side++) {
    if (chooseAlike([low, column], side)) continue;
    const [before, now] = [low, column].map((own) => worthOf(picksOf(own, side), prices));
    gain += (now ?? 0) - (before ?? 0);
    moved += now ?? 0;
  }
  return gain <= 1e-15 * moved || (precision > 1e-14 && gain <= precision * column.value);
}

const worthOf = (picks: readonly Pick[], prices: Float64Array): number =>
  picks.reduce(
    (sum, { count, response }) => sum + count * response.outputs.reduce((own, y, j) => own + y * (prices[j] ?? 0), 0),
    0,
  );

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

/** Welfare's ratio at a response lies beyond the one at which all is best, so a step there at most crosses it. */
function bracket(at: (tilt: number) => Probe, start: number): [Probe, Probe] {
  const first = at(start);
  if (first.rise === 0) return [first, first];
  let last = Number.isFinite(start) ? first : at(0);
  if (last.rise === 0) return [last, last];
  const direction = Math.sign(last.rise);
  for (let size = Math.min(1, Math.max(1e-12, Math.abs(last.rise) / 2)); size < 1500; size *= 3) {
    const next = at(last.tilt + direction * size);
    if (next.rise === 0) return [next, next];
    if (Math.sign(next.rise) !== direction) return direction > 0 ? [last, next] : [next, last];
    last = next;
  }
  const end = at(direction * Number.POSITIVE_INFINITY);
  return direction > 0 ? [last, end] : [end, last];
}

type Way = 'secant' | 'chord' | 'middle';

function nextTilt(low: Probe, high: Probe, caps: ArrayLike<number>, way: Way): { tilt: number; by: Way } | null {
  if (!Number.isFinite(low.tilt) || !Number.isFinite(high.tilt)) return null;
  const isInside = (tilt: number) => tilt > low.tilt && tilt < high.tilt;
  const middle = low.tilt + (high.tilt - low.tilt) / 2;
  if (!isInside(middle)) return null;
  const secant = low.tilt + ((high.tilt - low.tilt) * low.guess) / (low.guess - high.guess);
  const chord = way === 'chord' ? chordTilt(low.column.totals, high.column.totals, caps) : Number.NaN;
  if (isInside(chord)) return { tilt: chord, by: 'chord' };
  return way !== 'middle' && isInside(secant) ? { tilt: secant, by: 'secant' } : { tilt: middle, by: 'middle' };
}

/** The ratio at which two totals are worth the same. */
function chordTilt(from: Float64Array, to: Float64Array, caps: ArrayLike<number>): number {
  const first = ((to[0] ?? 0) - (from[0] ?? 0)) / unit(caps, 0);
  const second = ((from[1] ?? 0) - (to[1] ?? 0)) / unit(caps, 1);
  return Math.log(second / first);
}

/** The best mixture of the responses on both sides of the price. `tilt`: the price's, where both are best at one. */
function faced(
  welfare: Welfare,
  sides: readonly Side[],
  low: Probe,
  high: Probe,
  caps: ArrayLike<number>,
  tilt: number = Number.isFinite(low.tilt) ? low.tilt : high.tilt,
): Relaxed {
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
