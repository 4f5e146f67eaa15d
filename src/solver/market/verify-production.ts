import { enclose } from '../../math/expression/enclose.ts';
import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import type { Market } from './market-model.ts';
import type { Option } from './option.ts';
import type { Producer } from './production.ts';
import type { Technology } from './technology.ts';

/** By how much (in parts of its turnover) a producer's choice may fall short of the most profit; infinite where nothing is proven. */
export function regretOfProducer(
  market: Market,
  { source, chooser }: Producer,
  prices: Float64Array,
  option: Option,
): number {
  if (source.kind === 'frontier') {
    const most = source.party.pieces.reduce((best, piece) => Math.max(best, piece.bound(prices)), 0);
    return most > 0 ? Math.max(0, most - option.value) / most : 0;
  }
  const { technology } = source;
  const turnover = option.amounts.reduce((sum, y, j) => sum + (prices[j] ?? 0) * Math.abs(y), 0);
  switch (technology.returns) {
    case 'constant': {
      const full = chooser.at(prices, 0, 'full');
      return full === null ? Number.POSITIVE_INFINITY : Math.max(0, slopeOver(market, technology, prices, full));
    }
    case 'decreasing':
      return decreasingRegret(market, technology, prices, option, turnover);
    case 'increasing':
    case 'unproven': {
      const best = chooser.best(prices, 0).value;
      const proven = technology.returns === 'increasing' && best <= 0 && option.value >= 0;
      return proven ? 0 : Number.POSITIVE_INFINITY;
    }
  }
}

/** A concave technology with constant returns makes at most what its slopes at full scale say: how far they exceed the inputs' prices. */
function slopeOver(market: Market, technology: Technology, prices: Float64Array, full: Option): number {
  const slopes = profitSlopes(market, technology, prices, full);
  return technology.inputs.reduce((most, j, k) => {
    const over = slopes[k]?.hi ?? Number.POSITIVE_INFINITY;
    return Math.max(most, over <= 0 ? 0 : over / (prices[j] ?? 0));
  }, 0);
}

function decreasingRegret(
  market: Market,
  technology: Technology,
  prices: Float64Array,
  option: Option,
  turnover: number,
): number {
  const slopes = profitSlopes(market, technology, prices, option);
  let over = 0;
  technology.inputs.forEach((j, k) => {
    const slope = slopes[k] ?? point(Number.POSITIVE_INFINITY);
    const used = -(option.amounts[j] ?? 0);
    over +=
      Math.max(0, slope.hi) * ((market.reach[j] ?? 0) - Math.min(used, market.reach[j] ?? 0)) +
      Math.max(0, -slope.lo) * Math.max(0, used);
  });
  if (technology.inputs.length === 0) return 0;
  return turnover > 0 ? over / turnover : over === 0 ? 0 : Number.POSITIVE_INFINITY;
}

/** The slopes of profit in each input, where it stands; of the least of several formulas a mixture that the choice came with. */
function profitSlopes(
  { goods }: Market,
  { inputs, outputs }: Technology,
  prices: Float64Array,
  { amounts, weights }: Option,
): readonly Interval[] {
  const own = new Set(outputs.map(({ good }) => good));
  const at = new Map(
    goods.map((good, j) => [good, point(inputs.includes(j) && !own.has(j) ? Math.max(0, -(amounts[j] ?? 0)) : 0)]),
  );
  const combinations = outputs.reduce<readonly (readonly number[])[]>(
    (some, { selections }) => some.flatMap((before) => selections.map((_, s) => [...before, s])),
    [[]],
  );
  const shares = combinations.length === 1 ? [1] : (weights ?? []);
  return inputs.map((j) =>
    combinations.reduce(
      (sum, picks, c) => {
        const share = point(shares[c] ?? (weights === undefined ? Number.POSITIVE_INFINITY : 0));
        if (share.hi === 0) return sum;
        return outputs.reduce((inner, { good, selections }, o) => {
          const partial = selections[picks[o] ?? 0]?.partials[j];
          const slope = partial === undefined ? point(0) : enclose(partial, at).value;
          return add(inner, multiply(share, multiply(point(prices[good] ?? 0), slope)));
        }, sum);
      },
      subtract(point(0), point(prices[j] ?? 0)),
    ),
  );
}
