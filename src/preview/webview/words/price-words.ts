import type { PerGood, PriceRange } from '../../../solver/solution.ts';
import { amount } from './format.ts';
import { list, many, type Noun, one, quantity } from './nouns.ts';
import { own, priceRatio, type Range } from './price-ratio.ts';

/** "1 more apple costs 1.691 bananas": an own trade-off as a sentence part; null where there is none. */
export function tradeOff(prices: PerGood<PriceRange> | null, over: Noun, under: Noun): string | null {
  const ratio = priceRatio(prices, over.name, under.name);
  return ratio === null ? null : `1 more ${one(over)} costs ${ratioWords(ratio, under)}`;
}

function ratioWords([lo, hi]: Range, under: Noun): string {
  if (lo === hi) return quantity(lo, under);
  if (hi === Number.POSITIVE_INFINITY) return `${amount(lo)} or more ${many(under)}`;
  return `${amount(lo)} to ${quantity(hi, under)}`;
}

/** "6.43 apples and 5.94 bananas"; nothing made is said so. */
export function outputs(made: PerGood<number>, goods: readonly Noun[], digits = 3): string {
  const parts = goods.flatMap((good) => {
    const x = own(made, good.name) ?? 0;
    return Math.abs(x) < 1e-12 ? [] : [`${amount(x, digits)} ${x === 1 ? one(good) : many(good)}`];
  });
  if (parts.length === 0) return 'nothing';
  return parts.length <= 4 ? list(parts) : `${parts.slice(0, 3).join(', ')} and ${parts.length - 3} more goods`;
}
