import type { Cleared } from './clearing.ts';
import type { Market } from './market-model.ts';
import type { Plan, Position } from './position.ts';
import type { Verification } from './verify.ts';

export interface Found {
  readonly position: Position;
  readonly verification: Verification;
  /** False: members would have to split in halves to clear; what they do here is rounded. */
  readonly whole: boolean;
}

/** Nobody knows of anything better, as far as a search tells; what is proven comes after. */
export function everyoneDoesBest({ producers, consumers }: Market, position: Position): boolean {
  const { prices, incomes } = position;
  const short = (value: number, best: number): boolean =>
    !(best - value <= 1e-8 * Math.max(Math.abs(best), Math.abs(value)) + 1e-300);
  const bought = consumers.every(({ chooser }, h) => {
    const best = chooser.best(prices, incomes[h] ?? 0).value;
    return (position.consumers[h] ?? []).every(({ option }) => !short(option.value, best));
  });
  const turnover = (i: number): number =>
    Math.max(
      0,
      ...(position.producers[i] ?? []).map(({ option }) =>
        option.amounts.reduce((sum, y, j) => sum + (prices[j] ?? 0) * Math.abs(y), 0),
      ),
    );
  return (
    bought &&
    producers.every(({ chooser }, i) => {
      const best = chooser.best(prices, 0).value;
      return (position.producers[i] ?? []).every(
        ({ option }) => best - option.value <= 1e-8 * Math.max(turnover(i), 1e-300) || best <= 0,
      );
    })
  );
}

/** Something is made, or was before members were rounded, whose scale only the bound on inputs holds: more would always pay better. */
export const isPropped = ({ producers }: Market, position: Position, plan: Plan): boolean =>
  producers.some(
    ({ source, whole }, i) =>
      source.kind === 'activity' &&
      whole &&
      [
        ...(position.producers[i] ?? []).map(({ option }) => option.key),
        ...(plan.producers[i] ?? []).map(({ key }) => key),
      ].some((key) => key !== 'idle'),
  );

/**
 * An equilibrium, or one but for the whole numbers of members or for a proof that is missing. What is wanted and cannot be had seems to
 * clear where it is very dear: that is told only where it is proven.
 */
export function isNear({ wanted, reach }: Market, { excess, unproven }: Verification, { whole }: Cleared): boolean {
  if (!whole) return unproven.length === 0;
  return excess <= 1e-9 && (unproven.length === 0 || wanted.every((j) => (reach[j] ?? 0) > 0));
}

export function sameEquilibrium({ scale }: Market, { position }: Found, other: Position): boolean {
  const worth = (prices: Float64Array): readonly number[] => {
    const q = prices.map((p, j) => p * (scale[j] ?? 1));
    const sum = q.reduce((a, b) => a + b, 0);
    return Array.from(q, (v) => v / sum);
  };
  const [a, b] = [worth(position.prices), worth(other.prices)];
  return a.every((v, j) => Math.abs(v - (b[j] ?? 0)) <= 1e-7 * Math.max(v, b[j] ?? 0) + 1e-13);
}

/** Nobody does anything else, only prices of what nobody trades differ. */
export function sameAllocation({ scale }: Market, { position }: Found, other: Position): boolean {
  const amounts = (p: Position): readonly number[] =>
    [...p.consumers, ...p.producers].flatMap((stands) =>
      scale.length === 2
        ? [Number.NaN]
        : Array.from(scale, (s, j) =>
            stands.reduce((sum, { option, weight }) => sum + (weight * (option.amounts[j] ?? 0)) / s, 0),
          ),
    );
  const [a, b] = [amounts(position), amounts(other)];
  return a.every((v, k) => Math.abs(v - (b[k] ?? 0)) <= 1e-7);
}

/** Known theorems by which an equilibrium that is found is the only one. */
export function uniqueness({ consumers, producers, endowed }: Market): string | null {
  if (producers.length > 0 || endowed.every((e) => e === 0)) return null;
  const substitutes = consumers.every(
    ({ taste: { form } }) => form?.kind === 'cobb-douglas' || (form?.kind === 'ces' && form.exponent > 0),
  );
  const all = new Set(consumers.flatMap(({ taste }) => taste.named));
  const everyone = consumers.every(({ taste }) => taste.named.length === all.size);
  if (substitutes && everyone)
    return 'goods are gross substitutes for everybody: when one good gets dearer, everybody wants more of the others';
  return null;
}
