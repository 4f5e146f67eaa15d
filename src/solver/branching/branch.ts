import type { Entry, Side } from '../relaxation/greedy.ts';
import type { Share } from '../relaxation/relaxed.ts';
import type { Piece, Prices } from '../sets/piece.ts';

/**
 * Cases that together cover everything a node allows: a fractional count goes down or up; a whole member inside a bent piece stands in
 * one part of it or the other. Null where nothing is left to decide.
 */
export function branch(
  sides: readonly Side[],
  shares: readonly Share[],
  prices: Prices,
): readonly (readonly Side[])[] | null {
  const fractional = mostFractional(shares);
  const inside = shares.find((share) => hasFaces(sides[share.side]?.entries[share.entry]));
  if (inside !== undefined) return onFaces(sides, inside);
  if (fractional !== null) return byCount(sides, fractional, Math.floor(fractional.count));
  for (const share of bentShares(sides, shares, prices)) {
    const cases = byPlace(sides, share, prices);
    if (cases !== null) return cases;
  }
  return null;
}

function mostFractional(shares: readonly Share[]): Share | null {
  let best: Share | null = null;
  let most = 1e-6;
  for (const share of shares) {
    const distance = Math.abs(share.count - Math.round(share.count));
    if (distance > most && distance > 1e-12 * share.count) {
      best = share;
      most = distance;
    }
  }
  return best;
}

function byCount(sides: readonly Side[], share: Share, floor: number): readonly (readonly Side[])[] {
  const up = withEntry(sides, share.side, share.entry, (entry) => [{ ...entry, lo: Math.max(entry.lo, floor + 1) }]);
  return [
    withEntry(sides, share.side, share.entry, (entry) => [{ ...entry, hi: Math.min(entry.hi, floor) }]),
    alone(up, share.side, share.entry),
  ];
}

const hasFaces = (entry: Entry | undefined): boolean =>
  entry !== undefined && entry.hi === 2 && entry.lo === 0 && entry.piece.faces.length > 0;

/** One member inside, or two on different faces. */
function onFaces(sides: readonly Side[], { side, entry }: Share): readonly (readonly Side[])[] {
  const { faces } = pieceOf(sides, side, entry) ?? { faces: [] };
  const twos = faces.flatMap((first, j) => faces.slice(j + 1).map((second) => [first, second]));
  return [
    withEntry(sides, side, entry, (own) => [{ ...own, hi: 1 }]),
    ...twos.map((two) => withEntry(sides, side, entry, () => two.map((piece) => ({ piece, lo: 1, hi: 1 })))),
  ];
}

/** At most one member need be inside what bends between the same two goods: where one must be, no other may. */
function alone(sides: readonly Side[], side: number, entry: number): readonly Side[] {
  const own = sides[side]?.entries[entry];
  const bends = own?.piece.bends ?? [];
  if (own === undefined || bends.length < 2 || own.lo < 1) return sides;
  const clashes = (other: Piece) => other.bends.filter((good) => bends.includes(good)).length >= 2;
  return sides.map((s) => ({
    ...s,
    entries: s.entries.map((e) => (e !== own && clashes(e.piece) ? { ...e, hi: 0 } : e)),
  }));
}

/** Members inside bent pieces, the costliest mistake first. */
function bentShares(sides: readonly Side[], shares: readonly Share[], prices: Prices): readonly Share[] {
  const mistake = (share: Share): number => {
    const piece = pieceOf(sides, share.side, share.entry);
    if (piece === undefined || piece.exact) return Number.NEGATIVE_INFINITY;
    const { outputs } = piece.realize(share.state);
    return share.count * outputs.reduce((sum, y, j) => sum + (prices[j] ?? 0) * ((share.outputs[j] ?? 0) - y), 0);
  };
  return shares
    .map((share) => ({ share, cost: mistake(share) }))
    .filter(({ cost }) => cost > Number.NEGATIVE_INFINITY)
    .sort((a, b) => b.cost - a.cost)
    .map(({ share }) => share);
}

const pieceOf = (sides: readonly Side[], side: number, entry: number): Piece | undefined =>
  sides[side]?.entries[entry]?.piece;

function byPlace(sides: readonly Side[], share: Share, prices: Prices): readonly (readonly Side[])[] | null {
  const entry = sides[share.side]?.entries[share.entry];
  if (entry === undefined || Math.round(share.count) < 1) return null;
  if (entry.lo < 1) return byCount(sides, share, 0);
  const parts = entry.piece.part(share.state, prices);
  if (parts === null) return null;
  return parts.map((part, k) => {
    const rest = parts.slice(k + 1);
    const own: Entry = { piece: part, lo: 1, hi: entry.hi };
    const others = entry.hi > 1 ? rest.map((piece): Entry => ({ piece, lo: 0, hi: entry.hi - 1 })) : [];
    return withEntry(sides, share.side, share.entry, () => [own, ...others]);
  });
}

function withEntry(
  sides: readonly Side[],
  side: number,
  entry: number,
  change: (entry: Entry) => readonly Entry[],
): readonly Side[] {
  return sides.map((s, i) =>
    i === side ? { ...s, entries: s.entries.flatMap((e, k) => (k === entry ? change(e) : [e])) } : s,
  );
}
