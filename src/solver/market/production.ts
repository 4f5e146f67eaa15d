import type { Party } from '../outcome.ts';
import { type Chooser, type Option, worthOf } from './option.ts';
import type { Technology } from './technology.ts';

/** A producer that chooses at prices, with what is proven of it. */
export interface Producer {
  readonly name: string;
  readonly count: number;
  readonly chooser: Chooser;
  /** Members stand each in one option, in whole numbers: its set is not convex. */
  readonly whole: boolean;
  readonly source: Source;
}

export type Source =
  | { readonly kind: 'frontier'; readonly party: Party }
  | { readonly kind: 'activity'; readonly technology: Technology };

/** A frontier chooses by its pieces: one is best at a price, and a straight one is known by its ends. */
export function frontierChooser({ pieces }: Party): Chooser {
  const ends = new Map<string, Option>();
  const respond = (prices: Float64Array, k: number): Option => {
    const { outputs } = pieces[k]?.respond(prices) ?? { outputs: new Float64Array(prices.length) };
    return { key: `piece ${k}`, amounts: outputs, value: worthOf(prices, outputs) };
  };
  const best = (prices: Float64Array): Option => {
    let found = respond(prices, 0);
    for (let k = 1; k < pieces.length; k++) {
      const other = respond(prices, k);
      if (other.value > found.value) found = other;
    }
    const tilted = pieces[Number(found.key.slice(6))]?.respond(prices.map((p, j) => p * (1 + 1e-6 * (j + 1))));
    const still = tilted?.outputs.every((y, j) => Math.abs(y - (found.amounts[j] ?? 0)) <= 1e-12 * (1 + Math.abs(y)));
    if (still !== true) return found;
    const fixed = { ...found, key: `${found.key} at ${found.amounts.join()}` };
    ends.set(fixed.key, fixed);
    return fixed;
  };
  return {
    best,
    all: null,
    at(prices, _income, key) {
      const fixed = ends.get(key);
      if (fixed !== undefined) return { ...fixed, value: worthOf(prices, fixed.amounts) };
      return key.startsWith('piece ') ? respond(prices, Number(key.slice(6))) : best(prices);
    },
  };
}
