import type { Search } from './equilibria.ts';
import type { Market } from './market-model.ts';
import type { Producer } from './production.ts';

/** A sentence that says why no prices at all clear the markets; null where that is not proven. */
export function provenNone(market: Market, { all }: Search): string | null {
  const endless = market.producers.find((producer) => paysWithoutEnd(market, producer));
  if (endless !== undefined)
    return `None exists: ${endless.name} has increasing returns, so that at any price of what it makes it pays to make more without end, and without a price it is wanted without end.`;
  if (all === null || !all.noneFree || all.roots.length > 0) return null;
  const missing = market.wanted.filter((j) => !((market.reach[j] ?? 0) > 0)).map((j) => market.goods[j] ?? '');
  const why = missing.length > 0 ? ` Nobody has or can make ${missing.join(' or ')}.` : '';
  return `None exists: demand and supply differ at every price ratio (enclosed in interval arithmetic), and with either good free somebody wants it without end.${why}`;
}

/**
 * Output rises faster than any multiple of its inputs, and somebody wants it without end at price 0: who likes a sum of powers of it does,
 * and so does who owns some of everything else and likes a product of powers.
 */
function paysWithoutEnd(market: Market, { source }: Producer): boolean {
  if (source.kind !== 'activity' || !source.technology.outgrows) return false;
  const [output, second] = source.technology.outputs;
  return output !== undefined && second === undefined && isNeverFree(market, output.good);
}

function isNeverFree({ consumers, goods }: Market, j: number): boolean {
  return consumers.some(({ taste: { form }, endowment }) => {
    if (form === null || form.kind === 'leontief') return false;
    const own = form.kind === 'cobb-douglas' ? form.shares : form.weights;
    if (!((own[j] ?? 0) > 0)) return false;
    if (form.kind === 'linear' || (form.kind === 'ces' && form.exponent > 0)) return true;
    return goods.every((_, k) => k === j || (endowment[k] ?? 0) > 0);
  });
}
