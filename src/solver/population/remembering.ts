import type { Prices } from '../sets/piece.ts';
import type { Aggregate, Mask } from './aggregate.ts';

/** Does not ask all members again what it was answered last: a bound, a plan and a judgement are often of one answer. */
export function remembering(aggregate: Aggregate): Aggregate {
  let last: { readonly prices: Prices; readonly mask: Mask | null; readonly outputs: Float64Array } | null = null;
  const isLast = (prices: Prices, mask: Mask | null): boolean =>
    last !== null && last.mask === mask && last.prices.every((price, j) => price === prices[j]);
  return {
    ...aggregate,
    respond(prices, mask, signal) {
      if (last !== null && isLast(prices, mask)) return last.outputs.slice();
      last = null;
      const outputs = aggregate.respond(prices, mask, signal);
      last = { prices: prices.slice(), mask, outputs: outputs.slice() };
      return outputs;
    },
    judge(prices, made) {
      if (!isLast(prices, null)) last = null;
      return aggregate.judge(prices, made);
    },
    marginal(prices, mask, within, signal) {
      if (!isLast(prices, mask)) last = null;
      return aggregate.marginal(prices, mask, within, signal);
    },
  };
}
