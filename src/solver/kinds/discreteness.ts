import type { Discreteness } from '../solution.ts';

/** A member's (or many equal members') mix, specialisation and kind. */
export interface Place {
  readonly count: number;
  readonly mix: readonly number[] | null;
  readonly specialization: number | null;
  readonly kind: string;
}

/** How far the members fall into separate kinds: the share of specialists, the widest gap, the variance between kinds. */
export function discretenessOf(places: readonly Place[], twoGoods: boolean): Discreteness | null {
  const active = places.filter((place) => place.mix !== null);
  const members = active.reduce((sum, { count }) => sum + count, 0);
  if (members === 0) return null;
  const specialized = active.reduce(
    (sum, { count, specialization }) => sum + ((specialization ?? 0) > 0.9 ? count : 0),
    0,
  );
  return {
    specialized: specialized / members,
    gap: twoGoods && members > 1 ? widestGap(active) : null,
    betweenShare: betweenShare(active, members),
  };
}

function widestGap(places: readonly Place[]): number {
  const shares = places.map(({ mix }) => mix?.[0] ?? 0).sort((a, b) => a - b);
  return shares.reduce((widest, share, k) => (k === 0 ? 0 : Math.max(widest, share - (shares[k - 1] ?? share))), 0);
}

/** Variance of the mix between kinds over the whole variance; null where all mixes are equal. */
function betweenShare(places: readonly Place[], members: number): number | null {
  const size = Math.max(...places.map(({ mix }) => mix?.length ?? 0));
  const mean = meanMix(places, members, size);
  const whole = places.reduce((sum, { count, mix }) => sum + count * distance(mix ?? [], mean), 0);
  if (!(whole > 1e-12 * members)) return null;
  const kinds = new Map<string, Place[]>();
  for (const place of places) kinds.set(place.kind, [...(kinds.get(place.kind) ?? []), place]);
  const between = [...kinds.values()].reduce((sum, own) => {
    const count = own.reduce((n, place) => n + place.count, 0);
    return sum + count * distance(meanMix(own, count, size), mean);
  }, 0);
  return Math.min(1, between / whole);
}

const meanMix = (places: readonly Place[], members: number, size: number): readonly number[] =>
  Array.from({ length: size }, (_, j) =>
    places.reduce((sum, { count, mix }) => sum + (count / members) * (mix?.[j] ?? 0), 0),
  );

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, j) => sum + (x - (b[j] ?? 0)) ** 2, 0);
