import { bestInside, type LinearSet } from './best-bundle.ts';
import { sharpened } from './first-order.ts';
import type { Level, Smooth } from './level.ts';
import { type Chooser, type Option, several, single, worthOf } from './option.ts';
import type { Technology } from './technology.ts';

/** How the owner of a `make` line chooses its inputs at prices: between nothing and all it could ever get. */
export function activityChooser(technology: Technology, size: number): Chooser {
  switch (technology.returns) {
    case 'constant': {
      const warm: Warm = { shares: new Float64Array(0) };
      return several((prices) => [idle(size), fullScale(technology, prices, warm)]);
    }
    case 'decreasing': {
      const warm: Warm = { shares: new Float64Array(0) };
      return single((prices) => mostProfit(technology, prices, warm));
    }
    case 'increasing':
    case 'unproven':
      return several((prices) => [idle(size), ...extremes(technology, prices)]);
  }
}

const idle = (size: number): Option => ({ key: 'idle', amounts: new Float64Array(size), value: 0 });

/** What some inputs bring at prices. */
export function run(
  { inputs, outputs }: Technology,
  prices: Float64Array,
  used: ArrayLike<number>,
  key: string,
  weights?: readonly number[],
): Option {
  const at = new Float64Array(prices.length);
  inputs.forEach((j, k) => {
    at[j] = used[k] ?? 0;
  });
  const amounts = at.map((x) => -x);
  for (const { good, value } of outputs) amounts[good] = (amounts[good] ?? 0) + value(at);
  return { key, amounts, value: worthOf(prices, amounts), ...(weights && { weights }) };
}

/** What was best at the last prices. */
interface Warm {
  shares: Float64Array;
}

/** Proportions of inputs that pay best, at the largest scale: a premium on scale holds it there, and leaves the proportions alone. */
function fullScale(technology: Technology, prices: Float64Array, warm: Warm): Option {
  const { inputs, bounds, outputs } = technology;
  if (inputs.length <= 1 && outputs.every(({ selections }) => selections.length === 1))
    return run(technology, prices, bounds, 'full');
  const needs = fixedNeeds(technology, prices.length);
  if (needs !== null) return inProportion(technology, prices, needs);
  const all = run(technology, prices, bounds, '').amounts;
  const worth = prices.reduce((sum, p, j) => sum + p * Math.abs(all[j] ?? 0), 0);
  const level = profitLevel(technology, prices, 4 * worth);
  const row = new Float64Array(inputs.length).fill(1);
  const every = inputs.map(() => true);
  const near = sharpened(level, every, warm.shares);
  const found =
    near === null
      ? bestInside(
          level,
          { rows: [row], limits: [1] },
          row.map(() => 0.9 / inputs.length),
        )
      : null;
  const shares = near ?? (found === null ? null : (sharpened(level, every, found.y) ?? found.y));
  if (shares === null) return { ...idle(prices.length), key: 'full' };
  warm.shares = shares;
  const sum = shares.reduce((a, b) => a + b, 0);
  const used = bounds.map((bound, k) => (bound * ((shares[k] ?? 0) < 1e-12 ? 0 : (shares[k] ?? 0))) / sum);
  return run(technology, prices, used, 'full', [...(found?.weights ?? [1])]);
}

/** What one unit takes of each input, of an output that is the least of multiples of single inputs (Leontief); else null. */
function fixedNeeds({ inputs, outputs }: Technology, size: number): Float64Array | null {
  const [output, second] = outputs;
  if (output === undefined || second !== undefined) return null;
  const zero = new Float64Array(size);
  const needs = new Float64Array(inputs.length);
  for (const { slopes, bends, value } of output.selections) {
    const used = inputs.flatMap((j, k) => ((slopes[j]?.(zero) ?? 0) !== 0 ? [k] : []));
    const [only = -1] = used;
    const slope = slopes[inputs[only] ?? -1]?.(zero) ?? 0;
    if (used.length !== 1 || !(slope > 0) || bends.some((bend) => bend !== null) || value(zero) !== 0) return null;
    needs[only] = Math.max(needs[only] ?? 0, 1 / slope);
  }
  return needs.every((need) => need > 0) ? needs : null;
}

/** At the scale at which the shares of the bounds sum to 1, with each formula weighed by what its input costs. */
function inProportion(technology: Technology, prices: Float64Array, needs: Float64Array): Option {
  const { inputs, bounds, outputs } = technology;
  const scale = 1 / needs.reduce((sum, need, k) => sum + need / (bounds[k] ?? 1), 0);
  const zero = new Float64Array(prices.length);
  const costs = (outputs[0]?.selections ?? []).map(({ slopes }) => {
    const k = inputs.findIndex((j) => (slopes[j]?.(zero) ?? 0) !== 0);
    const slope = slopes[inputs[k] ?? -1]?.(zero) ?? 0;
    // Of two formulas of one input only the stricter counts.
    return 1 / slope >= (needs[k] ?? 0) * (1 - 1e-15) ? (prices[inputs[k] ?? 0] ?? 0) / slope : 0;
  });
  const cost = costs.reduce((a, b) => a + b, 0);
  const weights = costs.map((c) => (cost > 0 ? c / cost : 1 / costs.length));
  return run(
    technology,
    prices,
    needs.map((need) => need * scale),
    'full',
    weights,
  );
}

function mostProfit(technology: Technology, prices: Float64Array, warm: Warm): Option {
  const { inputs, bounds } = technology;
  if (inputs.length === 0) return run(technology, prices, [], 'best');
  const level = profitLevel(technology, prices, 0);
  const open = inputs.map(() => false);
  const rows = inputs.map((_, k) => Float64Array.from(inputs, (_, i) => (i === k ? 1 : 0)));
  const set: LinearSet = { rows, limits: inputs.map(() => 1) };
  const option = (shares: Float64Array, weights: readonly number[]): Option => {
    const used = bounds.map((bound, k) => bound * ((shares[k] ?? 0) < 1e-13 ? 0 : (shares[k] ?? 0)));
    const made = run(technology, prices, used, 'best', weights);
    return made.value >= 0 ? made : { ...idle(prices.length), key: 'best' };
  };
  const exact = (shares: Float64Array): Float64Array | null => {
    const paid = inputs.reduce((sum, j, k) => sum + (prices[j] ?? 0) * (bounds[k] ?? 0) * (shares[k] ?? 0), 0);
    const found = sharpened(level, open, shares, paid);
    return found?.every((share) => share <= 1) ? found : null;
  };
  const near = warm.shares.length > 0 ? exact(warm.shares) : null;
  if (near !== null) {
    warm.shares = near;
    return option(near, [1]);
  }
  for (const start of [0.2, 0.01, 0.8]) {
    const found = bestInside(level, set, new Float64Array(inputs.length).fill(start));
    if (found === null) continue;
    const sharp = exact(found.y);
    if (sharp !== null) warm.shares = sharp;
    return option(sharp ?? found.y, [...found.weights]);
  }
  return { ...idle(prices.length), key: 'best' };
}

/** Corners of the box of inputs, where a convex technology is best. */
function extremes(technology: Technology, prices: Float64Array): readonly Option[] {
  const { inputs, bounds } = technology;
  return Array.from({ length: 2 ** inputs.length - 1 }, (_, k) => {
    const used = bounds.map((bound, i) => (Math.floor((k + 1) / 2 ** i) % 2 === 1 ? bound : 0));
    return run(technology, prices, used, `corner ${k + 1}`);
  }).filter(({ value }) => Number.isFinite(value));
}

/** Profit as a level of the inputs in shares of their bounds, plus `premium` for each share used. */
function profitLevel({ inputs, bounds, outputs }: Technology, prices: Float64Array, premium: number): Level {
  const at = new Float64Array(prices.length);
  const put = (y: ArrayLike<number>): Float64Array => {
    inputs.forEach((j, k) => {
      at[j] = (y[k] ?? 0) * (bounds[k] ?? 0);
    });
    return at;
  };
  const combinations = outputs.reduce<readonly (readonly { good: number; smooth: Smooth }[])[]>(
    (some, { good, selections }) => some.flatMap((before) => selections.map((smooth) => [...before, { good, smooth }])),
    [[]],
  );
  const selections = combinations.map((parts): Smooth => {
    const paid = (j: number, k: number): number => premium - (prices[j] ?? 0) * (bounds[k] ?? 0);
    return {
      formula: parts[0]?.smooth.formula ?? { kind: 'constant', name: 'e' },
      partials: [],
      value: (y) => {
        const x = put(y);
        const made = parts.reduce((sum, { good, smooth }) => sum + (prices[good] ?? 0) * smooth.value(x), 0);
        return inputs.reduce((sum, j, k) => sum + paid(j, k) * (y[k] ?? 0), made);
      },
      slopes: inputs.map((j, k) => (y) => {
        const x = put(y);
        const made = parts.reduce(
          (sum, { good, smooth }) => sum + (prices[good] ?? 0) * (smooth.slopes[j]?.(x) ?? 0),
          0,
        );
        return made * (bounds[k] ?? 0) + paid(j, k);
      }),
      bends: inputs.flatMap((j, k) =>
        inputs.slice(0, k + 1).map((i, m) => (y: ArrayLike<number>) => {
          const x = put(y);
          const place = (Math.max(i, j) * (Math.max(i, j) + 1)) / 2 + Math.min(i, j);
          const scale = (bounds[k] ?? 0) * (bounds[m] ?? 0);
          return (
            scale *
            parts.reduce((sum, { good, smooth }) => sum + (prices[good] ?? 0) * (smooth.bends[place]?.(x) ?? 0), 0)
          );
        }),
      ),
    };
  });
  return { selections, value: (y) => Math.min(...selections.map(({ value }) => value(y))) };
}
