import { amount } from '../../analysis/words.ts';
import type { KindOutcome, PriceRange } from '../../solver/solution.ts';

/** A member's own prices in a few words: "1.69 bananas for one apples"; null where it makes one good only. */
export function pricesOf({ virtualPrices, numeraire }: KindOutcome): string | null {
  if (virtualPrices === null) return null;
  const others = Object.entries(virtualPrices).filter(([good]) => good !== numeraire);
  if (others.length === 0) return null;
  return others.map(([good, price]) => `1 ${good} = ${range(price)} ${numeraire ?? ''}`.trim()).join(', ');
}

/** Infinite prices come over the wire as the string "Infinity". */
function range(price: PriceRange): string {
  if (typeof price !== 'object') return amount(Number(price));
  return `${amount(Number(price[0]))}…${amount(Number(price[1]))}`;
}
