import type { ClosedForm } from './closed-form.ts';
import { concaveDemand } from './concave-demand.ts';
import { kinkedDemand } from './kinked-demand.ts';
import { type Chooser, type Option, several, single } from './option.ts';
import { searchedDemand } from './searched-demand.ts';
import type { Taste } from './taste.ts';

/** How a consumer with such a taste chooses at prices and an income; `most` bounds what it can get of a free good. */
export function demandOf(taste: Taste, most: Float64Array): Chooser {
  if (taste.form !== null) return byForm(taste.form);
  switch (taste.kind) {
    case 'concave':
      return kinkedDemand(taste) ?? concaveDemand(taste, most);
    case 'convex':
      return several((prices, income) => corners(taste, prices, income));
    case 'unproven':
      return searchedDemand(taste, most);
  }
}

function byForm(form: ClosedForm): Chooser {
  switch (form.kind) {
    case 'cobb-douglas':
      return single((prices, income) => option(prices.map((p, j) => ratio((form.shares[j] ?? 0) * income, p))));
    case 'ces':
      return single((prices, income) => option(elastic(form, prices, income)));
    case 'leontief':
      return single((prices, income) => {
        const cost = form.needs.reduce((sum, need, j) => sum + need * (prices[j] ?? 0), 0);
        return option(form.needs.map((need) => ratio(need * income, cost)));
      });
    case 'linear':
      return several((prices, income) => {
        const found = [...form.weights.keys()].flatMap((j): readonly Option[] => {
          const weight = form.weights[j] ?? 0;
          if (!(weight > 0)) return [];
          const amount = ratio(income, prices[j] ?? 0);
          return [{ key: `only ${j}`, amounts: unit(prices.length, j, amount), value: weight * amount }];
        });
        return found;
      });
  }
}

/** 0 of a good that is not wanted, however cheap; without bound of one that is wanted and free. */
const ratio = (spent: number, price: number): number => (spent > 0 ? spent / price : 0);

/** Where there is nothing else to choose from, how good it is does not matter. */
const option = (amounts: Float64Array): Option => ({ key: 'best', amounts, value: 0 });

function elastic(
  { weights, exponent }: Extract<ClosedForm, { kind: 'ces' }>,
  prices: Float64Array,
  income: number,
): Float64Array {
  const elasticity = 1 / (1 - exponent);
  // Relative to the best buy, so that high powers neither overflow nor vanish.
  const buys = prices.map((p, j) => ((weights[j] ?? 0) > 0 ? elasticity * Math.log((weights[j] ?? 0) / p) : -Infinity));
  const most = Math.max(...buys);
  if (!Number.isFinite(most)) return buys.map((b) => (b === Infinity ? Infinity : 0));
  const relative = buys.map((b) => Math.exp(b - most));
  const cost = relative.reduce((sum, x, j) => sum + x * (prices[j] ?? 0), 0);
  return relative.map((x) => (x * income) / cost);
}

const unit = (size: number, j: number, amount: number): Float64Array => {
  const amounts = new Float64Array(size);
  amounts[j] = amount;
  return amounts;
};

/** All income to one good; nothing at all where no good is wanted. */
function corners(taste: Taste, prices: Float64Array, income: number): readonly Option[] {
  const found = taste.named.map((j): Option => {
    const amounts = unit(prices.length, j, ratio(income, prices[j] ?? 0));
    return { key: `only ${j}`, amounts, value: taste.level.value(amounts) };
  });
  const nothing = new Float64Array(prices.length);
  return [...found, { key: 'nothing', amounts: nothing, value: taste.level.value(nothing) }].filter(
    ({ value }) => !Number.isNaN(value),
  );
}
