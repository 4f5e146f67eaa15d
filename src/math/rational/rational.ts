/** An exact rational number. Invariant: `denominator > 0n` and the fraction is in lowest terms. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}
