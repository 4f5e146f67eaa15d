import type { Column, MovingFormula } from '../../math/columns/columns.ts';

/** A concave piece of the curves of many members, with each member's last tangency as the start of its next. */
export interface Tangencies {
  readonly from: Column;
  readonly to: Column;
  /** ln of the marginal rate of transformation at both ends; -Infinity and Infinity where it is not known. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** Where each member stood at `tilt`: the logit of its place in the piece, and how fast ln of its rate rises with it. */
  readonly logit: Float64Array;
  readonly rate: Float64Array;
  /** Where in the curve's own parameter. */
  readonly place: Float64Array;
  /** The ln of the price ratio last asked for, chunk by chunk. */
  readonly tilt: Float64Array;
}

/** The curves of a cell, and room for values of x, y and their first two derivatives. */
export interface Curves {
  readonly formula: MovingFormula;
  readonly values: readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
}

export const CHUNK = 512;

/** A step from where the rate is this near the price lands within rounding of the tangency. */
const nearEnough = 3e-7;
/** And it has to be this short, for the series that gives what is made at its end. */
const shortEnough = 1e-4;
const mostRounds = 60;
/** Beyond this logit a double cannot tell a place from the end. */
const farthest = 44;

/** An end of a piece, with ln of the rate there, NaN where it is not known. */
interface RatedEnd {
  readonly at: Column;
  readonly rates: Float64Array | null;
}

export function newTangencies(from: RatedEnd, to: RatedEnd, count: number): Tangencies {
  return {
    from: from.at,
    to: to.at,
    first: known(from.rates, count, Number.NEGATIVE_INFINITY),
    last: known(to.rates, count, Number.POSITIVE_INFINITY),
    logit: new Float64Array(count),
    rate: new Float64Array(count),
    place: new Float64Array(count),
    tilt: new Float64Array(Math.ceil(count / CHUNK)).fill(Number.NaN),
  };
}

function known(rates: Float64Array | null, count: number, unknown: number): Float64Array {
  const own = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const rate = rates?.[i] ?? Number.NaN;
    own[i] = Number.isNaN(rate) ? unknown : rate;
  }
  return own;
}

/** ln of the marginal rate of transformation where the curves were evaluated last. */
export function ratesOf([, , dx, dy]: Curves['values'], count: number): Float64Array {
  const rates = new Float64Array(count);
  for (let i = 0; i < count; i++) rates[i] = logRate(dx[i] as number, dy[i] as number);
  return rates;
}

const logRate = (dx: number, dy: number): number => Math.log(-dy / dx);

const low = new Float64Array(CHUNK);
const high = new Float64Array(CHUNK);
const open = new Uint8Array(CHUNK);

/**
 * Leaves in `piece.place` where members `start` to `end` (one chunk) of a piece have ln(-dy/dx) = tilt, or the end nearest to it, and x and y
 * there in `curves.values`, by Newton steps in the logit (which has no infinite slopes), kept in a bracket.
 */
export function settleChunk(piece: Tangencies, curves: Curves, tilt: number, start: number, end: number): void {
  const { place } = piece;
  const before = piece.tilt[(start / CHUNK) | 0] ?? Number.NaN;
  const move = Number.isFinite(tilt - before) ? tilt - before : 0;
  if (Number.isFinite(tilt)) piece.tilt[(start / CHUNK) | 0] = tilt;
  if (start > 0 && Number.isNaN(before) && piece.tilt[(start / CHUNK - 1) | 0] === tilt) startLike(piece, start, end);
  let left = 0;
  for (let i = start; i < end; i++) {
    const k = i - start;
    open[k] = 0;
    if (tilt <= (piece.first[i] as number)) place[i] = atMember(piece.from, i);
    else if (tilt >= (piece.last[i] as number)) place[i] = atMember(piece.to, i);
    else {
      predict(piece, i, move);
      low[k] = -farthest;
      high[k] = farthest;
      open[k] = 1;
      left++;
      place[i] = placeAt(piece, i, piece.logit[i] as number);
    }
  }
  for (let round = 0; round < mostRounds; round++) {
    if (round === 0 || left > (end - start) >> 3) {
      curves.formula.run([place], start, end, curves.values);
      for (let i = start; i < end; i++) if (open[i - start] === 1) left -= step(piece, curves, tilt, i, i - start);
    } else {
      for (let i = start; i < end; i++) {
        if (open[i - start] === 0) continue;
        curves.formula.run([place], i, i + 1, curves.values);
        left -= step(piece, curves, tilt, i, i - start);
      }
    }
    if (left === 0) return;
  }
}

/** The first time members start from where those of the chunk before them arrived at the same price, by a line in the rates at an end. */
function startLike({ first, last, logit }: Tangencies, start: number, end: number): void {
  const rates = Number.isFinite(first[start] as number) ? first : last;
  let [meanRate, meanLogit] = [0, 0];
  for (let i = start - CHUNK; i < start; i++) {
    meanRate += (rates[i] as number) / CHUNK;
    meanLogit += (logit[i] as number) / CHUNK;
  }
  let [covariance, variance] = [0, 0];
  for (let i = start - CHUNK; i < start; i++) {
    const off = (rates[i] as number) - meanRate;
    variance += off * off;
    covariance += off * ((logit[i] as number) - meanLogit);
  }
  const slope = variance > 0 && Number.isFinite(variance) ? covariance / variance : 0;
  const nearest = (own: number): number => Math.max(-farthest + 1, Math.min(farthest - 1, own));
  for (let i = start; i < end; i++) {
    logit[i] = nearest(meanLogit + (slope === 0 ? 0 : slope * ((rates[i] as number) - meanRate)));
  }
}

function predict(piece: Tangencies, i: number, move: number): void {
  const rate = piece.rate[i] as number;
  if (move === 0 || !(rate > 0)) return;
  const jump = Math.max(-3, Math.min(3, move / rate));
  piece.logit[i] = Math.max(-farthest + 1, Math.min(farthest - 1, (piece.logit[i] as number) + jump));
}

/** One Newton step of one member; 1 where it has arrived. */
function step(piece: Tangencies, { values }: Curves, tilt: number, i: number, k: number): 0 | 1 {
  const { place } = piece;
  const [x, y, dx, dy, ddx, ddy] = values;
  const u = piece.logit[i] as number;
  const slopeX = dx[i] as number;
  const slopeY = dy[i] as number;
  const off = logRate(slopeX, slopeY) - tilt;
  const [left, right] = [atMember(piece.from, i), atMember(piece.to, i)];
  const stretch = (((place[i] as number) - left) * (right - (place[i] as number))) / (right - left);
  const rate = ((ddy[i] as number) / slopeY - (ddx[i] as number) / slopeX) * stretch;
  if (off > 0) high[k] = u;
  else if (off < 0) low[k] = u;
  const newton = u - off / rate;
  const kept = newton > (low[k] as number) && newton < (high[k] as number);
  const next = kept ? newton : Number.isNaN(off) ? u / 2 : ((low[k] as number) + (high[k] as number)) / 2;
  const done =
    off === 0 ||
    (kept && Math.abs(off) < nearEnough && Math.abs(next - u) < shortEnough) ||
    Math.abs(next - u) < 1e-15 * Math.abs(u);
  const at = done && !kept ? u : next;
  const to = placeAt(piece, i, at);
  if (done) {
    // What is left of the way is so short that two terms of Taylor's series give x and y to the last digit.
    const h = to - (place[i] as number);
    x[i] = (x[i] as number) + h * (slopeX + 0.5 * h * (ddx[i] as number));
    y[i] = (y[i] as number) + h * (slopeY + 0.5 * h * (ddy[i] as number));
    piece.rate[i] = rate > 0 ? rate : 0;
    open[k] = 0;
  }
  piece.logit[i] = at;
  place[i] = to;
  return done ? 1 : 0;
}

/** What a column says of one member. */
export const atMember = (column: Column, i: number): number =>
  typeof column === 'number' ? column : (column[i] as number);

function placeAt(piece: Tangencies, i: number, u: number): number {
  const [from, to] = [atMember(piece.from, i), atMember(piece.to, i)];
  if (u < 0) {
    const e = Math.exp(u);
    return from + (to - from) * (e / (1 + e));
  }
  const e = Math.exp(-u);
  return to - (to - from) * (e / (1 + e));
}
