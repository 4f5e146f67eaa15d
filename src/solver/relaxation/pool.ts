import type { Prices } from '../sets/piece.ts';
import { type Pick, respond, type Side } from './greedy.ts';

/** What one agent chose at some prices. */
export interface Choice {
  readonly picks: readonly Pick[];
  readonly outputs: Float64Array;
}

/** Choices of an agent found so far: they serve every economy of which this very side is a part. */
const pools = new WeakMap<Side, readonly Choice[]>();

const mostKept = 14;

export const poolOf = (side: Side): readonly Choice[] => pools.get(side) ?? [];

export function keep(side: Side, choices: readonly Choice[]): void {
  pools.set(side, choices.slice(-mostKept));
}

export function choose(side: Side, prices: Prices): Choice {
  const { picks, totals } = respond([side], prices);
  return { picks, outputs: totals };
}

/** Equal to rounding. */
export const isSame = (a: Choice, b: Choice): boolean =>
  a === b || a.outputs.every((y, j) => Math.abs(y - (b.outputs[j] ?? 0)) <= 1e-14 * Math.abs(y));

/** Picks as one of several agents. */
export const ofSide = ({ picks }: Choice, side: number): readonly Pick[] => picks.map((pick) => ({ ...pick, side }));
