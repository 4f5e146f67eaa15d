import { afterDisposal } from '../relaxation/disposal.ts';
import type { Entry, Side } from '../relaxation/greedy.ts';
import type { Problem } from '../relaxation/relax.ts';
import { relaxUnproven } from '../relaxation/relax.ts';
import { type Share, sharesOf } from '../relaxation/relaxed.ts';
import type { Member, Piece, Prices } from '../sets/piece.ts';

/** Members of one agent that all do the same. */
export interface Standing {
  readonly side: number;
  readonly count: number;
  readonly member: Member;
  /** The pinned line on which a lone member inside a convex stretch stands. */
  readonly piece: Piece;
}

/** A feasible allocation, evaluated. */
export interface Allocation {
  readonly standings: readonly Standing[];
  /** What welfare uses: all that is made, less what it would rather be without. */
  readonly totals: Float64Array;
  /** In the user's scale. */
  readonly value: number;
}

/** Whole counts near fractional shares: down, and up by largest remainder (`tilt` reverses who is rounded up). */
export function wholeCounts(sides: readonly Side[], shares: readonly Share[], tilt: 1 | -1): readonly Share[] {
  const bySide = grouped(shares, sides.length);
  return sides.flatMap((side, i) => {
    const own = bySide[i] ?? [];
    const floors = own.map((share) =>
      Math.min(bounds(side, share).hi, Math.max(bounds(side, share).lo, Math.floor(share.count + 1e-9))),
    );
    let left = side.count - floors.reduce((a, b) => a + b, 0);
    const order = own.map((_, k) => k).sort((a, b) => tilt * (remainder(own[b]) - remainder(own[a])) || a - b);
    for (let round = 0; round < 2 && left > 0; round++) {
      for (const k of order) {
        const share = own[k];
        if (share === undefined || left <= 0) continue;
        const room = bounds(side, share).hi - (floors[k] ?? 0);
        const more = Math.min(left, room, round === 0 ? 1 : Number.POSITIVE_INFINITY);
        floors[k] = (floors[k] ?? 0) + more;
        left -= more;
      }
    }
    return own.flatMap((share, k) => ((floors[k] ?? 0) > 0 ? [{ ...share, count: floors[k] ?? 0 }] : []));
  });
}

function grouped<T extends { readonly side: number }>(all: readonly T[], sides: number): readonly (readonly T[])[] {
  const groups: T[][] = Array.from({ length: sides }, () => []);
  for (const one of all) groups[one.side]?.push(one);
  return groups;
}

const bounds = (side: Side, share: Share): Entry => {
  const entry = side.entries[share.entry];
  if (entry === undefined) throw new Error('a share of no entry');
  return entry;
};

const remainder = (share: Share | undefined): number =>
  share === undefined ? 0 : share.count - Math.floor(share.count + 1e-9);

/** Freezes the counts (and members inside bent pieces), solves the rest again, and evaluates what comes out. */
export function allocate(
  problem: Problem,
  sides: readonly Side[],
  whole: readonly Share[],
  near: Prices | null = null,
  cutoff = Number.NEGATIVE_INFINITY,
): Allocation | null {
  const pieces = whole.map((share) => {
    const piece = sides[share.side]?.entries[share.entry]?.piece;
    if (piece === undefined) throw new Error('a share of no piece');
    return { ...share, piece: piece.exact ? piece : piece.pin(share.state), original: piece };
  });
  return settle(problem, sides, pieces, near, cutoff);
}

/** Everybody stays where a mean of responses puts them. */
export function asTheyStand(problem: Problem, sides: readonly Side[], whole: readonly Share[]): Allocation {
  const standings = whole.flatMap(({ side, entry, count, state }): readonly Standing[] => {
    const piece = sides[side]?.entries[entry]?.piece;
    return piece === undefined ? [] : [{ side, count, member: piece.realize(state), piece }];
  });
  return evaluated(problem, standings);
}

/** The best allocation with given counts in given (exact) pieces; where it does not exceed `cutoff`, a rough one. */
export function settle(
  problem: Problem,
  sides: readonly Side[],
  pieces: readonly Frozen[],
  near: Prices | null = null,
  cutoff = Number.NEGATIVE_INFINITY,
): Allocation | null {
  const bySide = grouped(pieces, sides.length);
  const frozen = sides.map(
    (side, i): Side => ({
      count: side.count,
      entries: (bySide[i] ?? []).map(({ piece, count }) => ({ piece, lo: count, hi: count })),
    }),
  );
  const solved = relaxUnproven(problem, frozen, near, cutoff);
  if (solved === null) return null;
  const standings = sharesOf(solved).flatMap((share): Standing[] => {
    const entry = bySide[share.side]?.[share.entry];
    if (entry === undefined) return [];
    return [{ side: share.side, count: entry.count, member: entry.piece.realize(share.state), piece: entry.original }];
  });
  return evaluated(problem, standings);
}

/** Members whose piece is settled. */
export interface Frozen {
  readonly side: number;
  readonly count: number;
  readonly piece: Piece;
  readonly original: Piece;
}

export function evaluated(problem: Problem, standings: readonly Standing[]): Allocation {
  const totals = new Float64Array(problem.goods.length);
  for (const { count, member } of standings) {
    for (let j = 0; j < totals.length; j++) totals[j] = (totals[j] ?? 0) + count * (member.outputs[j] ?? 0);
  }
  const used = afterDisposal(problem.welfare, totals);
  return { standings, totals: used, value: problem.welfare.value(used) };
}
