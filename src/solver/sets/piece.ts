import type { Arc } from '../../curvature/shape.ts';

/** One price a good of the economy, in the order of `economy.goods`; all >= 0. */
export type Prices = Float64Array;

/** Amounts of every good of the economy. */
export type Outputs = Float64Array;

/** Where on its frontier a member stands: one place on a planar frontier, one a task where a budget is split. */
export interface Place {
  readonly arc: Arc;
  readonly t: number;
}

/** What one member really makes. */
export interface Member {
  readonly outputs: Outputs;
  readonly places: readonly Place[];
}

/** A best choice at some prices. `state` are numbers of the piece's own that may be averaged over members. */
export interface Response {
  readonly value: number;
  readonly outputs: Outputs;
  readonly state: readonly number[];
}

/**
 * A part of a production set, together with its convex hull. The set is the union of its pieces (with free disposal).
 * `exact`: the hull lies in the set, so that members who differ may all stand at their mean.
 */
export interface Piece {
  readonly exact: boolean;
  /** Only one choice. */
  readonly fixed: boolean;
  /** Every single member of it, where they lie along one line. */
  readonly line: { readonly from: number; readonly to: number; at(t: number): Piece } | null;
  /**
   * The goods between which it bends the convex way; none where it does not. Two members inside pieces that share two of them can
   * be moved apart without loss until one leaves, so at most one member of the economy need be inside.
   */
  readonly bends: readonly number[];
  /** How many members need ever be inside at once (by such exchanges). */
  readonly most: number;
  /**
   * Where two members are inside at once, each need only be in one of these, and not in the same one: members and the tasks
   * they do form a graph, and around every cycle in it there is such an exchange.
   */
  readonly faces: readonly Piece[];
  /** About how much work a relaxation with it is, beside one with a proven two-good stretch. */
  readonly work: number;
  /** `between`: its own answers to two prices that these lie between, in two goods (a hint that saves work). */
  respond(prices: Prices, between?: readonly [Response, Response]): Response;
  /** A proven upper bound of prices·y over the hull of the piece. */
  bound(prices: Prices): number;
  /** A real member close to a mean of responses: no worse in any good where the piece is exact. */
  realize(state: readonly number[]): Member;
  /** The piece that is only the member that `realize` gives. */
  pin(state: readonly number[]): Piece;
  /** Two pieces that cover this one, parted near a mean of responses; null where it is exact or too short to part. */
  part(state: readonly number[], prices: Prices): readonly Piece[] | null;
  /** The most of good j that it makes, rounded up. */
  cap(good: number): number;
}
