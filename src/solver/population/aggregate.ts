import type { Member, Piece, Prices, Response } from '../sets/piece.ts';
import { FREE } from './choice.ts';

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

/** All members of a population, as columns. Prices and amounts are those of the economy's goods. */
export interface Aggregate {
  readonly count: number;
  readonly size: number;
  /** Total amounts of all best choices. It remembers them as the start of the next. */
  respond(prices: Prices, mask: Mask | null): Float64Array;
  /** Proven: no choices are worth more in all. */
  bound(prices: Prices, mask: Mask | null): number;
  /** The most of each good, rounded up. */
  caps(mask: Mask | null): Float64Array;
  /** What the last answer was, member by member, evaluated at its places. */
  made(): Made;
  /** The members with another choice that loses less than `within`, the least loss first. To be asked after `respond`. */
  marginal(prices: Prices, mask: Mask | null, within: number): readonly Marginal[];
}

/** A member of a piece that is many members: with what each makes. */
export interface Crowd extends Member {
  readonly made: Made;
}

export const isCrowd = (member: Member): member is Crowd => 'made' in member;

/**
 * All members of a population who are not held elsewhere, as one piece: their sum, together with its hull. Its state is the
 * prices (scaled) and the totals of an answer, both of which may be averaged. `held`: every member keeps to a piece that is convex
 * itself, so that the hull is the sum.
 */
export function crowdPiece(aggregate: Aggregate, mask: Mask | null, held = false): Piece {
  let caps: Float64Array | null = null;
  const scaled = (prices: Prices): number[] => {
    const most = Math.max(...prices);
    return Array.from(prices, (price) => (most > 0 ? price / most : 1));
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
      const outputs = aggregate.respond(prices, mask);
      return { value: worth(prices, outputs), outputs, state: [...scaled(prices), ...outputs] };
    },
    bound(prices) {
      aggregate.respond(prices, mask);
      return aggregate.bound(prices, mask);
    },
    realize: (state) => chosen(aggregate, mask, state, held).member,
    pin: (state) => (held ? piece : crowdPiece(aggregate, chosen(aggregate, mask, state, held).mask, true)),
    part: () => null,
    cap(good) {
      caps ??= aggregate.caps(mask);
      return caps[good] ?? 0;
    },
  };
  return piece;
}

const worth = (prices: Prices, outputs: Float64Array): number =>
  outputs.reduce((sum, y, j) => sum + y * (prices[j] ?? 0), 0);

/**
 * The answer at a mean of prices, in which those to whom it makes the least difference choose otherwise as long as the totals come
 * nearer to a mean of totals.
 */
function chosen(
  aggregate: Aggregate,
  mask: Mask | null,
  state: readonly number[],
  held: boolean,
): { readonly member: Crowd; readonly mask: Mask } {
  const { size, count } = aggregate;
  const prices = Float64Array.from(state.slice(0, size));
  const first = aggregate.respond(prices, mask);
  const before = aggregate.made();
  const codes = Uint8Array.from(before.choice);
  if (mask !== null) for (let i = 0; i < count; i++) if (mask[i] !== FREE) codes[i] = mask[i] ?? FREE;
  const rest = Float64Array.from({ length: size }, (_, j) => (state[size + j] ?? 0) - (first[j] ?? 0));
  const turned = held ? 0 : turn(aggregate, prices, mask, rest, codes);
  const outputs = turned === 0 ? first : aggregate.respond(prices, codes);
  return { member: { outputs, places: [], made: turned === 0 ? before : aggregate.made() }, mask: codes };
}

/** Lets marginal members choose otherwise, the least loss first, where that shortens what is left; says how many. */
function turn(aggregate: Aggregate, prices: Prices, mask: Mask | null, rest: Float64Array, codes: Mask): number {
  const away = (by: Float64Array | null): number =>
    rest.reduce((sum, r, j) => sum + Math.abs(r - (by?.[j] ?? 0)) * (prices[j] ?? 0), 0);
  let turned = 0;
  let left = away(null);
  if (!(left > 0)) return 0;
  for (const { member, code, change } of aggregate.marginal(prices, mask, nearlyWorth)) {
    const next = away(change);
    if (!(next < left)) continue;
    left = next;
    change.forEach((by, j) => {
      rest[j] = (rest[j] ?? 0) - by;
    });
    codes[member] = code;
    turned++;
  }
  return turned;
}

/** Two prices that meet leave members undecided by no more than this. */
const nearlyWorth = 1e-6;
