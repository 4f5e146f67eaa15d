import type { PriceRange } from '../../../solver/solution.ts';

/** A number for reading: four significant digits, ∞ and true minus signs, powers of ten where it is very large or small. */
export function amount(x: number, digits = 4): string {
  if (x === Number.POSITIVE_INFINITY) return '∞';
  if (x === Number.NEGATIVE_INFINITY) return '−∞';
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || 1e7 <= size)) return power(x, digits);
  const rounded = Number(x.toPrecision(digits));
  // Whole numbers below a million stay exact: counts and round totals are read digit by digit.
  const shown = Number.isInteger(x) && size < 1e7 ? x : rounded;
  return withMinus(
    shown.toLocaleString('en-US', { maximumFractionDigits: 8, useGrouping: 1e4 <= Math.abs(shown) }),
  ).replaceAll(',', '\u202f');
}

/** A range as "0.5 to 2"; one number where both ends are the same. */
export function range(r: PriceRange, digits = 4): string {
  if (typeof r === 'number') return amount(r, digits);
  const [lo, hi] = [amount(r[0], digits), amount(r[1], digits)];
  return lo === hi ? lo : `${lo} to ${hi}`;
}

/** A share as a percentage that never rounds to 0 or 100 what is not. */
export function percent(share: number): string {
  if (share === 0) return '0 %';
  const p = 100 * share;
  if (p < 0.01) return `${amount(p, 1)} %`;
  return `${amount(p, p < 99 ? 2 : 4)} %`;
}

/** A duration for a status badge. */
export function duration(seconds: number): string {
  if (seconds < 0.001) return '< 1 ms';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  return `${amount(seconds, 3)} s`;
}

/** A gap as it stands in a badge: 0, 2e-13, 0.3 %. */
export function gap(g: number): string {
  if (g < 1e-15) return '0';
  return g < 1e-4 ? g.toExponential(0) : percent(g);
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function power(x: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = x.toExponential(Math.min(digits, 3) - 1).split('e');
  const raised = [...exponent]
    .map((c) => (c === '-' ? '⁻' : c === '+' ? '' : (SUPERSCRIPTS[Number(c)] ?? '')))
    .join('');
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${withMinus(trimmed)}×10${raised}`;
}

function withMinus(text: string): string {
  return text.replace('-', '−');
}
