import type { PerGood } from '../solver/solution.ts';

/** A number for a sentence: four significant digits, no trailing zeros, whole numbers in full. */
export function amount(value: number): string {
  if (Number.isNaN(value)) return 'undefined';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped(value);
  const rounded = Number(value.toPrecision(4));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-4 || 1e9 <= size) ? tidyExponent(rounded) : grouped(rounded);
}

function grouped(value: number): string {
  const [whole = '', fraction] = Math.abs(value).toString().split('.');
  const digits = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
}

function tidyExponent(value: number): string {
  return value.toExponential().replace('e+', 'e').replaceAll('-', '−');
}

/** "2 apples, 1 bananas"; with `signed` "+2 apples, −1 bananas", leaving out what does not change. */
export function amounts(goods: PerGood<number>, signed = false): string {
  const written = Object.entries(goods).filter(([, value]) => !signed || value !== 0);
  return written.map(([good, value]) => `${signed && 0 < value ? '+' : ''}${amount(value)} ${good}`).join(', ');
}

/** "x = 1, y = 2". */
export function coordinates(point: Readonly<Record<string, number>>): string {
  return Object.entries(point)
    .map(([name, value]) => `${name} = ${amount(value)}`)
    .join(', ');
}

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
