import type { Judged, Made } from './aggregate.ts';
import { INSIDE } from './choice.ts';
import { membersOf } from './gather.ts';
import type { PlanarEnd, PlanarMembers } from './planar-members.ts';
import { CHUNK, type Curves, settleChunk } from './tangency.ts';

/** Of every member of a cell, what its choice says about prices: ratios p_x / p_y, from 0 to Infinity. */
export interface PlanarStandings {
  /** Its own marginal trade-off; one-sided at the ends of its curve. */
  readonly ratio: Float64Array;
  /** At which its choice is globally best; the lower end above the upper one: at none. */
  readonly supportLow: Float64Array;
  readonly supportHigh: Float64Array;
}

/** The choices of a cell's members: code, place on the curve, and amounts. */
export interface Chosen {
  readonly choice: Uint8Array;
  readonly place: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** `px`, `py`: the prices at which the choices were made, to rounding. */
export function standingsOf(cell: PlanarMembers, chosen: Chosen, px: number, py: number): PlanarStandings {
  const { count } = cell;
  const own: PlanarStandings = {
    ratio: new Float64Array(count),
    supportLow: new Float64Array(count),
    supportHigh: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
  };
  const tilt = px === 0 && py === 0 ? 0 : Math.log(px) - Math.log(py);
  const singular = singularEnds(cell, chosen);
  for (let start = 0; start < count; start += CHUNK) {
    const end = Math.min(start + CHUNK, count);
    ownRatios(cell, chosen, own, singular, start, end);
    cell.tangencies.forEach((piece, k) => {
      if (piece === null || allChose(chosen.choice, INSIDE + k, start, end)) return;
      settleChunk(piece, cell.curves, tilt, start, end);
      beside(INSIDE + k, cell.curves.values[0], cell.curves.values[1], chosen, own, start, end);
    });
    for (const k of cell.corners) {
      const { x, y } = cell.ends[k] as PlanarEnd;
      beside(k, x, y, chosen, own, start, end);
    }
  }
  return own;
}

function allChose(choice: Uint8Array, code: number, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (choice[i] !== code) return false;
  return true;
}

const slopeAt = ({ values: [, , dx, dy] }: Curves, i: number): number => -(dy[i] as number) / (dx[i] as number);

/** Choices and what they say, of all cells, member by member. */
export function judgePlanar(
  cells: readonly PlanarMembers[],
  { choice, place, amounts: [allX, allY] }: Made,
  [goodX, goodY]: readonly [number, number],
  size: number,
  px: number,
  py: number,
): Judged {
  const count = choice.length;
  const judged = emptyJudged(count, size, goodX, goodY);
  for (const cell of cells) {
    const { members } = cell;
    const of = (k: number): number => (members === null ? k : (members[k] as number));
    const own = {
      choice: membersOf(choice, members),
      place: membersOf(place ?? new Float64Array(count), members),
      x: membersOf(allX ?? new Float64Array(count), members),
      y: membersOf(allY ?? new Float64Array(count), members),
    };
    write(cell, own, standingsOf(cell, own, px, py), judged, [goodX, goodY], of);
  }
  return judged;
}

function emptyJudged(count: number, size: number, goodX: number, goodY: number) {
  const room = (): Float64Array => new Float64Array(count);
  return {
    caps: Array.from({ length: size }, (_, j) => (j === goodX || j === goodY ? room() : new Float64Array(count))),
    standing: new Uint8Array(count),
    bends: new Uint8Array(count),
    ratioLo: room(),
    ratioHi: room(),
    supportLo: room(),
    supportHi: room(),
    products: null,
  };
}

function write(
  cell: PlanarMembers,
  { choice, x, y }: Chosen,
  { ratio, supportLow, supportHigh }: PlanarStandings,
  judged: ReturnType<typeof emptyJudged>,
  [goodX, goodY]: readonly [number, number],
  of: (k: number) => number,
): void {
  const [capsX, capsY] = [cell.ends[cell.ends.length - 1]?.x, cell.ends[0]?.y];
  const bent = cell.pieces.some(({ curvature }) => curvature === 'convex') ? 1 : 0;
  for (let k = 0; k < cell.count; k++) {
    const i = of(k);
    const [capX, capY] = [capsX?.[k] ?? 0, capsY?.[k] ?? 0];
    const [low, high] = [supportLow[k] as number, supportHigh[k] as number];
    const bound = (x[k] as number) <= 1e-12 * capX || (y[k] as number) <= 1e-12 * capY;
    const supported = low <= high || low - high <= 1e-9 * low;
    (judged.caps[goodX] as Float64Array)[i] = capX;
    (judged.caps[goodY] as Float64Array)[i] = capY;
    judged.standing[i] = bound ? 0 : !supported ? 3 : (choice[k] as number) >= INSIDE ? 1 : 2;
    judged.bends[i] = bent;
    judged.ratioLo[i] = ratio[k] as number;
    judged.ratioHi[i] = ratio[k] as number;
    judged.supportLo[i] = supported ? Math.min(low, high) : Number.NaN;
    judged.supportHi[i] = supported ? high : Number.NaN;
  }
}

/** The formula's own slope, and inside a concave piece the one price that supports it there. */
function ownRatios(
  cell: PlanarMembers,
  { choice, place }: Chosen,
  { ratio, supportLow, supportHigh }: PlanarStandings,
  [first, last]: readonly [Float64Array | null, Float64Array | null],
  start: number,
  end: number,
): void {
  const [from, to] = endsOfCurves(cell);
  cell.curves.formula.run([place], start, end, cell.curves.values);
  for (let i = start; i < end; i++) {
    const at = place[i] as number;
    const rate = slopeAt(cell.curves, i);
    const known = rate >= 0 ? rate : at <= from ? (first?.[i] ?? 0) : (last?.[i] ?? 0);
    ratio[i] =
      at <= from && first !== null ? (first[i] as number) : at >= to && last !== null ? (last[i] as number) : known;
    if ((choice[i] as number) < INSIDE) continue;
    if (at > from) supportLow[i] = ratio[i] as number;
    if (at < to) supportHigh[i] = ratio[i] as number;
  }
}

/** All curves run from 0 to 1, or as near to them as they are defined in doubles. */
function endsOfCurves({ ends }: PlanarMembers): readonly [number, number] {
  const [first, last] = [ends[0]?.at, ends[ends.length - 1]?.at];
  return [typeof first === 'number' ? first : 0, typeof last === 'number' ? last : 1];
}

/** Slopes at the ends of the curves where the formula has none: 0 or Infinity, as they shrink or grow towards the end. */
function singularEnds(cell: PlanarMembers, { place }: Chosen): readonly [Float64Array | null, Float64Array | null] {
  const [from, to] = endsOfCurves(cell);
  const isFirst = place.some((at) => at <= from);
  const isLast = place.some((at) => at >= to);
  return [isFirst ? limits(cell, from, to - from) : null, isLast ? limits(cell, to, from - to) : null];
}

function limits({ count, curves }: PlanarMembers, end: number, inward: number): Float64Array | null {
  const at = (share: number): Float64Array => {
    curves.formula.run([end + share * inward], 0, count, curves.values);
    const rates = new Float64Array(count);
    for (let i = 0; i < count; i++) rates[i] = slopeAt(curves, i);
    return rates;
  };
  const here = at(0);
  if (here.every(isFinitePrice)) return null;
  const [near, middle, far] = [at(1e-12), at(1e-9), at(1e-6)];
  for (let i = 0; i < count; i++) {
    if (isFinitePrice(here[i] as number)) continue;
    const last = (near[i] as number) / (middle[i] as number);
    const before = (middle[i] as number) / (far[i] as number);
    const grows = last > 1.02 && before > 1.02;
    here[i] = grows ? Number.POSITIVE_INFINITY : last < 0.98 && before < 0.98 ? 0 : (near[i] as number);
  }
  return here;
}

const isFinitePrice = (rate: number): boolean => rate > 0 && rate < Number.POSITIVE_INFINITY;

/** What another choice of the members asks of the ratios that support theirs. */
function beside(
  code: number,
  x: Float64Array,
  y: Float64Array,
  chosen: Chosen,
  { supportLow, supportHigh }: PlanarStandings,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    if (chosen.choice[i] === code) continue;
    const more = (x[i] as number) - (chosen.x[i] as number);
    const less = (chosen.y[i] as number) - (y[i] as number);
    if (more === 0 && less === 0) continue;
    const ratio = Math.max(0, more === 0 ? (less > 0 ? 0 : Number.POSITIVE_INFINITY) : less / more);
    if (more > 0) supportHigh[i] = Math.min(supportHigh[i] as number, ratio);
    else supportLow[i] = Math.max(supportLow[i] as number, ratio);
  }
}
