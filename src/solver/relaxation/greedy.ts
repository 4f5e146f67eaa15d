import { add, multiply } from '../../math/interval/arithmetic.ts';
import { point } from '../../math/interval/interval.ts';
import type { Piece, Prices, Response } from '../sets/piece.ts';
import { type Effort, heed } from './effort.ts';

/** How many members of an agent may stand in a piece. */
export interface Entry {
  readonly piece: Piece;
  readonly lo: number;
  readonly hi: number;
}

/** One agent: its members spread over its pieces within bounds. */
export interface Side {
  readonly count: number;
  readonly entries: readonly Entry[];
}

export interface Pick {
  readonly side: number;
  readonly entry: number;
  readonly count: number;
  readonly response: Response;
}

/** What all agents choose at some prices: a point of the convexified economy's frontier. */
export interface Column {
  readonly totals: Float64Array;
  /** prices·totals at the prices asked. */
  readonly value: number;
  /** Agent by agent. */
  readonly picks: readonly Pick[];
  /** Where the picks of each agent begin; last, their number. */
  readonly starts: Int32Array;
}

/** False where the bounds of some agent cannot be met. */
export const canBeFilled = (sides: readonly Side[]): boolean =>
  sides.every(({ count, entries }) => {
    const least = entries.reduce((sum, { lo }) => sum + lo, 0);
    const most = entries.reduce((sum, { hi }) => sum + hi, 0);
    return least <= count && most >= count && entries.every(({ lo, hi }) => lo <= hi);
  });

/**
 * Every member's best response within the bounds: the best pieces are filled first. `between`: the columns at two prices that these
 * lie between, in two goods; an agent that chooses the same at both chooses it between them too.
 */
export function respond(
  sides: readonly Side[],
  prices: Prices,
  between?: readonly [Column, Column],
  signal?: Effort['signal'],
): Column {
  const totals = new Float64Array(prices.length);
  const starts = new Int32Array(sides.length + 1);
  const picks: Pick[] = [];
  sides.forEach((side, i) => {
    if (i % 16 === 0) heed(signal);
    starts[i] = picks.length;
    const own =
      between !== undefined && chooseAlike(between, i) ? picksOf(between[0], i) : chosen(side, i, prices, between);
    for (const pick of own) {
      picks.push(pick);
      const { outputs } = pick.response;
      for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] ?? 0) + pick.count * (outputs[j] ?? 0);
    }
  });
  starts[sides.length] = picks.length;
  return { totals, value: worth(totals, prices), picks, starts };
}

export const picksOf = ({ picks, starts }: Column, side: number): readonly Pick[] =>
  picks.slice(starts[side] ?? 0, starts[side + 1] ?? 0);

/** An agent chooses the same in both columns. */
export function chooseAlike([one, other]: readonly [Column, Column], side: number): boolean {
  const from = one.starts[side] ?? 0;
  const across = (other.starts[side] ?? 0) - from;
  const to = one.starts[side + 1] ?? 0;
  if ((other.starts[side + 1] ?? 0) - to !== across) return false;
  for (let k = from; k < to; k++) {
    const [pick, twin] = [one.picks[k], other.picks[k + across]];
    if (pick === undefined || twin === undefined) return false;
    if (pick.entry !== twin.entry || pick.count !== twin.count) return false;
    if (pick.response !== twin.response && !isEqual(pick.response.outputs, twin.response.outputs)) return false;
  }
  return true;
}

const isEqual = (a: Float64Array, b: Float64Array): boolean => a.every((y, j) => y === b[j]);

const worth = (outputs: Float64Array, prices: Prices): number => {
  let sum = 0;
  for (let j = 0; j < outputs.length; j++) sum += (outputs[j] ?? 0) * (prices[j] ?? 0);
  return sum;
};

function chosen(side: Side, index: number, prices: Prices, between?: readonly [Column, Column]): readonly Pick[] {
  const { entries, count } = side;
  const responses: Response[] = [];
  const ask = (k: number): number => {
    const piece = entries[k]?.piece;
    if (piece === undefined) return Number.NEGATIVE_INFINITY;
    const response = piece.respond(prices, within(between, index, k));
    responses[k] = response;
    if (entries.length > 1) remember(piece, prices, response.value, answers);
    return response.value;
  };
  if (entries.every(({ lo, hi }) => lo === 0 && (hi === 0 || hi >= count))) {
    const entry = bestEntry(side, (k) => expected(entries[k]?.piece, prices, answers), ask);
    const response = responses[entry];
    return response === undefined || count === 0 ? [] : [{ side: index, entry, count, response }];
  }
  const counts = filled(side, (k) => expected(entries[k]?.piece, prices, answers), ask);
  return counts.flatMap((own, entry): readonly Pick[] => {
    const response = responses[entry];
    return own === 0 || response === undefined ? [] : [{ side: index, entry, count: own, response }];
  });
}

/** Where all members can stand in any one entry: the best, the first of equal ones. */
function bestEntry(
  { entries, count }: Side,
  expectedOf: (entry: number) => number,
  worthOf: (entry: number) => number,
): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < entries.length; k++) {
    const entry = entries[k];
    if (entry === undefined || (entry.hi === 0 && count > 0)) continue;
    if (best >= 0 && expectedOf(k) < most) continue;
    const value = worthOf(k);
    if (best < 0 || value > most) {
      best = k;
      most = value;
    }
  }
  return best;
}

/** What an entry answers in both columns. */
function within(between: readonly [Column, Column] | undefined, side: number, entry: number) {
  if (between === undefined) return undefined;
  const [one, other] = between.map((column) => picksOf(column, side).find((pick) => pick.entry === entry)?.response);
  return one === undefined || other === undefined ? undefined : ([one, other] as const);
}

/** A proven upper bound of prices·Y over all totals Y of the convexified, bounded economy. */
export function yieldBound(sides: readonly Side[], prices: Prices, signal?: Effort['signal']): number {
  let sum = point(0);
  for (const [i, side] of sides.entries()) {
    if (i % 16 === 0) heed(signal);
    const values: number[] = [];
    const counts = filled(
      side,
      (k) => expected(side.entries[k]?.piece, prices, bounds),
      (k) => {
        const piece = side.entries[k]?.piece;
        const bound = piece === undefined ? Number.POSITIVE_INFINITY : known(piece.bound(prices));
        values[k] = bound;
        if (piece !== undefined && side.entries.length > 1) remember(piece, prices, bound, bounds);
        return bound;
      },
    );
    counts.forEach((count, k) => {
      if (count > 0) sum = add(sum, multiply(point(count), point(values[k] ?? 0)));
    });
  }
  return sum.hi;
}

/** What is not a number bounds nothing. */
const known = (bound: number): number => (Number.isNaN(bound) ? Number.POSITIVE_INFINITY : bound);

/** What a piece was worth at the prices at which it was asked last. */
interface Memory {
  readonly prices: Prices;
  readonly value: number;
  readonly caps: Float64Array;
}

type Memories = WeakMap<Piece, Memory>;
const answers: Memories = new WeakMap();
const bounds: Memories = new WeakMap();

function remember(piece: Piece, prices: Prices, value: number, memories: Memories): void {
  if (piece.fixed || !Number.isFinite(value)) return;
  const caps = memories.get(piece)?.caps ?? capsOfPiece(piece, prices.length);
  memories.set(piece, { prices, value, caps });
}

const capsOfPiece = (piece: Piece, goods: number) => Float64Array.from({ length: goods }, (_, j) => piece.cap(j));

/**
 * What a piece is worth at most, from what it was worth at other prices p': p·y = s·p'·y + (p - s·p')·y, and no y exceeds the caps.
 * Rounded up, so that it is as proven as what is remembered.
 */
function expected(piece: Piece | undefined, prices: Prices, memories: Memories): number {
  const memory = piece === undefined ? undefined : memories.get(piece);
  if (memory === undefined) return Number.POSITIVE_INFINITY;
  const { prices: asked, caps } = memory;
  let [now, before] = [0, 0];
  for (let j = 0; j < prices.length; j++) {
    now += (prices[j] ?? 0) * (caps[j] ?? 0);
    before += (asked[j] ?? 0) * (caps[j] ?? 0);
  }
  const scale = now / before;
  if (!(scale > 0) || !Number.isFinite(scale)) return Number.POSITIVE_INFINITY;
  let sum = scale * Math.max(0, memory.value);
  for (let j = 0; j < prices.length; j++) {
    const price = prices[j] ?? 0;
    const scaled = scale * (asked[j] ?? 0);
    // The difference rounds by less than what is added.
    const more = price - scaled + 2 ** -51 * (price + scaled);
    if (more > 0) sum += more * (caps[j] ?? 0);
  }
  return known(sum * (1 + 1e-14) + Number.MIN_VALUE);
}

/**
 * Counts that maximise Σ count·value within the bounds (whole where the bounds are): the best entries are filled first, the first of
 * equal ones. An entry's value is asked for only when what is `expected` of it at most may matter.
 */
function filled(
  { count, entries }: Side,
  expectedOf: (entry: number) => number,
  worthOf: (entry: number) => number,
): readonly number[] {
  const counts = entries.map(({ lo }) => lo);
  let left = count - counts.reduce((a, b) => a + b, 0);
  const several = entries.length > 1;
  const worths = entries.map(({ lo, hi }, k) => {
    if (hi === 0) return Number.NEGATIVE_INFINITY;
    return lo > 0 || !several ? worthOf(k) : expectedOf(k);
  });
  const isKnown = entries.map(({ lo, hi }) => hi === 0 || lo > 0 || !several);
  const isFull = entries.map(({ lo, hi }) => hi <= lo);
  while (left > 0) {
    const k = bestOf(worths, isKnown, isFull);
    const entry = entries[k];
    if (entry === undefined) break;
    if (isKnown[k] === false) {
      worths[k] = worthOf(k);
      isKnown[k] = true;
      continue;
    }
    const more = Math.min(left, entry.hi - entry.lo);
    counts[k] = entry.lo + more;
    left -= more;
    isFull[k] = true;
  }
  return counts;
}

/** The entry with most to expect that is not full, of equal ones one not known yet. */
function bestOf(worths: readonly number[], isKnown: readonly boolean[], isFull: readonly boolean[]): number {
  let best = -1;
  for (let k = 0; k < worths.length; k++) {
    if (isFull[k] === true) continue;
    const [own, most] = [worths[k] ?? 0, worths[best] ?? Number.NEGATIVE_INFINITY];
    if (best < 0 || own > most || (own === most && isKnown[best] === true && isKnown[k] === false)) best = k;
  }
  return best;
}

const capsBySide = new WeakMap<Side, Float64Array>();

/** The most of each good that one agent makes, rounded up. */
function capsOfSide(side: Side, goods: number): Float64Array {
  const found = capsBySide.get(side);
  if (found !== undefined && found.length === goods) return found;
  const caps = Float64Array.from({ length: goods }, (_, j) => {
    const values = side.entries.map(({ piece, hi }) => (hi === 0 ? 0 : piece.cap(j)));
    const worthOf = (k: number) => values[k] ?? 0;
    let sum = point(0);
    filled(side, worthOf, worthOf).forEach((count, k) => {
      if (count > 0) sum = add(sum, multiply(point(count), point(values[k] ?? 0)));
    });
    return sum.hi;
  });
  capsBySide.set(side, caps);
  return caps;
}

/** The most of each good, rounded up. */
export function capsOf(sides: readonly Side[], goods: number): Float64Array {
  const caps = sides.map((side) => capsOfSide(side, goods));
  return Float64Array.from(
    { length: goods },
    (_, j) => caps.reduce((sum, own) => add(sum, point(own[j] ?? 0)), point(0)).hi,
  );
}
