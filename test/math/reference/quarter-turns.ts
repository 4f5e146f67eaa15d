import { pi } from './enclosure.ts';

/**
 * For each binade from 2^first to 2^last the doubles m · 2^e closest to a multiple of π/2, where a reduction loses most:
 * m / k are convergents of π/2 · 2^-e (Kahan 1983; Muller 2016, §11.3).
 */
export function nearestToQuarterTurns(first: number, last: number): readonly number[] {
  const found: number[] = [];
  for (let binade = first; binade <= last; binade++) {
    const exponent = binade - 52;
    const bits = 300;
    // π/2 · 2^-exponent as a fraction over 2^bits.
    const halfTurn = pi(bits + 64) >> 65n;
    const [numerator, denominator] =
      exponent > 0 ? [halfTurn, 1n << BigInt(bits + exponent)] : [halfTurn << BigInt(-exponent), 1n << BigInt(bits)];
    for (const whole of convergentNumerators(numerator, denominator)) {
      if (2n ** 52n <= whole && whole < 2n ** 53n) found.push(Number(whole) * 2 ** exponent);
      // A convergent in lower terms is a double too, of a lower binade, and so are its small multiples.
      else if (2n ** 40n <= whole && whole < 2n ** 52n) found.push(Number(whole) * 2 ** exponent);
    }
  }
  return found;
}

/** Numerators of the convergents of a continued fraction, while they are below 2^53. */
function convergentNumerators(numerator: bigint, denominator: bigint): readonly bigint[] {
  const numerators: bigint[] = [];
  let [a, b] = [numerator, denominator];
  let [before, last] = [0n, 1n];
  while (b !== 0n) {
    const quotient = a / b;
    [before, last] = [last, quotient * last + before];
    if (last >= 2n ** 53n) break;
    numerators.push(last);
    [a, b] = [b, a % b];
  }
  return numerators;
}
