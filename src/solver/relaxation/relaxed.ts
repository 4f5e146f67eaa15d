import type { Touching } from '../certify.ts';
import type { Column } from './greedy.ts';

/** The best point of the convexified economy: a mixture of columns, and where planes touch welfare there. */
export interface Relaxed {
  readonly touching: Touching;
  readonly columns: readonly Column[];
  /** Weight of each column for each agent: `weights[m][i]`; over m they sum to 1. */
  readonly weights: readonly (readonly number[])[];
}

/** How many members of a side stand in an entry on average, and the mean of their states. */
export interface Share {
  readonly side: number;
  readonly entry: number;
  readonly count: number;
  readonly state: readonly number[];
  readonly outputs: Float64Array;
}

/** The mixture by agent and piece. */
export function sharesOf(relaxed: Relaxed): readonly Share[] {
  const bySide = new Map<number, Map<number, Part[]>>();
  relaxed.columns.forEach((column, m) => {
    for (const { side, entry, count, response } of column.picks) {
      const part = count * (relaxed.weights[m]?.[side] ?? 0);
      if (part <= 0) continue;
      const own = bySide.get(side) ?? new Map<number, Part[]>();
      bySide.set(side, own);
      const parts = own.get(entry) ?? [];
      own.set(entry, parts);
      parts.push({ count: part, state: response.state, outputs: response.outputs });
    }
  });
  return [...bySide]
    .flatMap(([side, own]) => [...own].map(([entry, parts]) => shareOf(side, entry, parts)))
    .sort((a, b) => a.side - b.side || a.entry - b.entry);
}

interface Part {
  readonly count: number;
  readonly state: readonly number[];
  readonly outputs: Float64Array;
}

function shareOf(side: number, entry: number, parts: readonly Part[]): Share {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return {
    side,
    entry,
    count,
    state: mean(parts, count, 'state'),
    outputs: Float64Array.from(mean(parts, count, 'outputs')),
  };
}

function mean(parts: readonly Part[], count: number, of: 'state' | 'outputs'): readonly number[] {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const own = Array.from(first[of]);
  if (others.every((part) => own.every((x, j) => part[of][j] === x))) return own;
  return own.map((_, j) => parts.reduce((sum, part) => sum + (part.count / count) * (part[of][j] ?? 0), 0));
}
