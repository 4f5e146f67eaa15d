import { fromDecimal, type Rational, toDouble } from '../../math/rational/rational.ts';

/** The exact value of a number as written; null where its double would be infinite, or 0 for another number. */
export function valueOfLiteral(text: string | undefined): Rational | null {
  const exponent = /[eE]([+-]?[\d_]+)/.exec(text ?? '')?.[1] ?? '0';
  if (text === undefined || 400 < text.length || 400 < Math.abs(Number(exponent.replaceAll('_', '')))) return null;
  const value = fromDecimal(text);
  const double = toDouble(value);
  return Number.isFinite(double) && (double !== 0 || value.numerator === 0n) ? value : null;
}
