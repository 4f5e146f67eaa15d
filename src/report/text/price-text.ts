import { amount } from '../../analysis/words.ts';
import type { PriceRange } from '../../solver/solution.ts';

/** A price, or the ends of the interval that it may lie in; nothing where there is none. */
export function priceText(price: PriceRange | undefined): string {
  if (price === undefined) return '';
  if (typeof price === 'number') return amount(price);
  const [low, high] = price.map((end) => amount(end));
  return low === high ? `${low}` : `${low} to ${high}`;
}
