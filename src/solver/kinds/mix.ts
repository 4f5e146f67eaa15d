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
  if (makeable <= 1) return 1;
  const squares = mix.reduce((sum, m) => sum + m * m, 0);
  return Math.min(1, Math.max(0, (squares - 1 / makeable) / (1 - 1 / makeable)));
}
