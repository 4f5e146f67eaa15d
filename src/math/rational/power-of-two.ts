const POWERS_OF_TWO = Float64Array.from({ length: 2098 }, () => Number.MIN_VALUE);
for (let i = 1; i < POWERS_OF_TWO.length; i++) POWERS_OF_TWO[i] = 2 * (POWERS_OF_TWO[i - 1] ?? 0);

/** 2^n for −1074 ≤ n ≤ 1023: exact, by doubling alone, since an engine's own power promises nothing. */
export function powerOfTwo(n: number): number {
  return POWERS_OF_TWO[n + 1074] ?? Number.NaN;
}
