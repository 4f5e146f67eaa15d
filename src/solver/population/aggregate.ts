import type { Member, Piece, Prices, Response } from '../sets/piece.ts';
import { FREE } from './choice.ts';
import type { Signal } from './stopping.ts';

/** What every member of a population makes, by its number; `amounts[j]` of the population's j-th good. */
export interface Made {
  readonly goods: readonly number[];
  readonly amounts: readonly Float64Array[];
  /** Which piece it chose, and where in it (of one curve). */
  readonly choice: Uint8Array;
  readonly place: Float64Array | null;
}

/** A member to whom another choice is worth nearly as much: `loss` less, as a share of what it would move. */
export interface Marginal {
  readonly member: number;
  readonly code: number;
  readonly loss: number;
  /** By how much each good of the economy changes. */
  readonly change: Float64Array;
}

/** A code a member: free to choose, counted elsewhere, or held to a piece. */
export type Mask = Uint8Array;

/** Of every member: its caps, where it stands, and its own and its supporting prices. Where a price is not told, NaN. */
export interface Judged {
  /** One column a good of the economy. */
  readonly caps: readonly Float64Array[];
  /** 0: at a bound, 1: interior, 2: at a kink, 3: in a dent. */
  readonly standing: Uint8Array;
  /** Some of its frontier bends the convex way. */
  readonly bends: Uint8Array;
  /** Two goods: its own trade-off p_x / p_y, and the ratios that support its choice. */
  readonly ratioLo: Float64Array | null;
  readonly ratioHi: Float64Array | null;
  readonly supportLo: Float64Array | null;
  readonly supportHi: Float64Array | null;
  /** Of each task, in the order of the agent's goods: what one more of the resource yields. */
  readonly products: readonly { readonly lo: Float64Array; readonly hi: Float64Array }[] | null;
}

/** All members of a population, as columns. Prices and amounts are those of the economy's goods. */
export interface Aggregate {
  readonly count: number;
  readonly size: number;
  /** Total amounts of all best choices. It remembers them as the start of the next. */
  respond(prices: Prices, mask: Mask | null, signal?: Signal): Float64Array;
  /** Proven: no choices are worth more in all. */
  bound(prices: Prices, mask: Mask | null, signal?: Signal): number;
  /** The most of each good, rounded up. */
  caps(mask: Mask | null): Float64Array;
  /** What the last answer was, member by member, evaluated at its places. */
  made(): Made;
  /** What those choices say, made at `prices` to rounding. */
  judge(prices: Prices, made: Made): Judged;
  /** The members with another choice that loses less than `within`, the least loss first. To be asked after `respond`. */
  marginal(prices: Prices, mask: Mask | null, within: number, signal?: Signal): readonly Marginal[];
}

/** A member of a piece that is many members: with what each makes. */
export interface Crowd extends Member {
  readonly made: Made;
}

export const isCrowd = (member: Member): member is Crowd => 'made' in member;

interface Handling {
  readonly held?: boolean;
  readonly hasty?: boolean;
  readonly signal?: Signal;
}

/**
 * All members of a population who are not held elsewhere, as one piece: their sum, together with its hull. Its state is the
 * prices (scaled) and the totals of an answer, both of which may be averaged. `held`: every member keeps to a piece that is convex
 * itself, so that the hull is the sum; `hasty`: nobody chooses otherwise than best. Asked to stop by `signal`, it does in the middle.
 */
export function crowdPiece(aggregate: Aggregate, mask: Mask | null, how: Handling = {}): Piece {
  const { held = false, signal } = how;
  let caps: Float64Array | null = null;
  let certified: Prices | null = null;
  const scaled = (prices: Prices): number[] => {
    const most = Math.max(...prices);
    return Array.from(prices, (price) => (most > 0 ? price / most : 1));
  };
  // In two goods prices close in from both sides; in many, columns are asked for at prices far apart, and the last that were to be
  // certified are those that count.
  const choose = (state: readonly number[]) => {
    const asked = state.slice(0, aggregate.size);
    const isCertified = certified !== null && (aggregate.size > 2 || isNear(scaled(certified), asked));
    const prices = certified !== null && isCertified ? certified : Float64Array.from(asked);
    return chosen(aggregate, mask, prices, state.slice(aggregate.size), how);
  };
  const piece: Piece = {
    exact: held,
    fixed: false,
    line: null,
    bends: [],
    most: 1,
    faces: [],
    work: Math.max(1, aggregate.count / 100),
    respond(prices): Response {
      const outputs = aggregate.respond(prices, mask, signal);
      return { value: worth(prices, outputs), outputs, state: [...scaled(prices), ...outputs] };
    },
    bound(prices) {
      aggregate.respond(prices, mask, signal);
      certified = prices;
      return aggregate.bound(prices, mask, signal);
    },
    realize: (state) => choose(state).member,
    pin: (state) => (held ? piece : crowdPiece(aggregate, choose(state).mask, { ...how, held: true })),
    part: () => null,
    cap(good) {
      caps ??= aggregate.caps(mask);
      return caps[good] ?? 0;
    },
  };
  return piece;
}

const isNear = (some: readonly number[], others: readonly number[]): boolean =>
  some.every((price, j) => Math.abs(price - (others[j] ?? 0)) <= 1e-8 * price);

const worth = (prices: Prices, outputs: Float64Array): number =>
  outputs.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0);

/**
 * The answer at some prices, in which those to whom it makes the least difference choose otherwise as long as the totals come
 * nearer to a mean of totals.
 */
function chosen(
  aggregate: Aggregate,
  mask: Mask | null,
  prices: Prices,
  wanted: readonly number[],
  { held = false, hasty = false, signal }: Handling,
): { readonly member: Crowd; readonly mask: Mask } {
  const { size, count } = aggregate;
  const first = aggregate.respond(prices, mask, signal);
  const before = aggregate.made();
  const codes = Uint8Array.from(before.choice);
  if (mask !== null) for (let i = 0; i < count; i++) if (mask[i] !== FREE) codes[i] = mask[i] ?? FREE;
  const rest = Float64Array.from({ length: size }, (_, j) => (wanted[j] ?? 0) - (first[j] ?? 0));
  const turned = held || hasty ? 0 : turn(aggregate, prices, mask, rest, codes, signal);
  const outputs = turned === 0 ? first : aggregate.respond(prices, codes, signal);
  return { member: { outputs, places: [], made: turned === 0 ? before : aggregate.made() }, mask: codes };
}

/** Lets marginal members choose otherwise, the least loss first, where that shortens what is left most; says how many. */
function turn(
  aggregate: Aggregate,
  prices: Prices,
  mask: Mask | null,
  rest: Float64Array,
  codes: Mask,
  signal?: Signal,
): number {
  const turned = new Map<number, Marginal>();
  const leftWith = (one: Marginal): number => {
    const before = turned.get(one.member)?.change;
    return rest.reduce(
      (sum, r, j) => sum + ((r - (one.change[j] ?? 0) + (before?.[j] ?? 0)) * (prices[j] ?? 0)) ** 2,
      0,
    );
  };
  let left = rest.reduce((sum, r, j) => sum + (r * (prices[j] ?? 0)) ** 2, 0);
  for (const within of nearlyWorth) {
    let largest = 0;
    for (const own of byMember(left > 0 ? aggregate.marginal(prices, mask, within, signal) : []).values()) {
      const one = own.reduce((a, b) => (leftWith(b) < leftWith(a) ? b : a));
      const next = leftWith(one);
      largest = Math.max(largest, worthOf(one.change, prices));
      if (!(next < left)) continue;
      left = next;
      const before = turned.get(one.member)?.change;
      for (let j = 0; j < rest.length; j++) rest[j] = (rest[j] ?? 0) - (one.change[j] ?? 0) + (before?.[j] ?? 0);
      codes[one.member] = one.code;
      turned.set(one.member, one);
    }
    // What is left is less than any member can mend.
    if (Math.sqrt(left) <= largest) break;
  }
  return turned.size;
}

type AtLeastOne = readonly [Marginal, ...Marginal[]];

/** Those of each member, members in the order of their least loss. */
function byMember(all: readonly Marginal[]): ReadonlyMap<number, AtLeastOne> {
  const found = new Map<number, AtLeastOne>();
  for (const one of all) {
    const known = found.get(one.member);
    found.set(one.member, known === undefined ? [one] : [...known, one]);
  }
  return found;
}

const worthOf = (change: Float64Array, prices: Prices): number =>
  change.reduce((sum, by, j) => sum + Math.abs(by) * (prices[j] ?? 0), 0);

/** Members are undecided by no more than this, as a share of what they would move, where prices are exact; then where they are less so. */
const nearlyWorth = [1e-6, 1e-4, 1e-2];
