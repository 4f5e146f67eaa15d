/** A good counts as made from this share of the mix on. */
export const madeFrom = 0.01;

/** The mix vector m_j = (y_j / cap_j) / Σ (y_k / cap_k); null for a member that makes nothing. Caps of 0 give 0. */
export function mixOf(outputs: ArrayLike<number>, caps: ArrayLike<number>): readonly number[] | null {
  const shares = Array.from(outputs, (y, j) => ((caps[j] ?? 0) > 0 ? y / (caps[j] ?? 1) : 0));
  const sum = shares.reduce((a, b) => a + b, 0);
  return sum > 0 ? shares.map((share) => share / sum) : null;
}

/** (Σ m_j² − 1/n) / (1 − 1/n) over the n goods that it can make: 0 an even mix, 1 one good only. */
export function specializationOf(mix: readonly number[] | null, makeable: number): number | null {
  if (mix === null) return null;
  return specializationFrom(
    mix.reduce((sum, m) => sum + m * m, 0),
    makeable,
  );
}

/** The same from Σ m_j²; what is no more than its rounding is 0. */
export function specializationFrom(squares: number, makeable: number): number {
  if (makeable <= 1) return 1;
  const more = squares - 1 / makeable;
  return more < makeable * 2 ** -52 ? 0 : Math.min(1, more / (1 - 1 / makeable));
}
