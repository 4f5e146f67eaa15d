import type { Form } from './form.ts';

/** Counted work: the same on every machine, whatever its speed. */
export interface Work {
  /** Units spent: one is about the enclosure of a term over a box. */
  boxes: number;
  readonly limit: number;
  depth: number;
  /** A nearer limit for a part that has others after it. */
  ceiling?: number;
  /** Only the verdict is wanted: no witnesses, no certificate. */
  readonly verdictOnly?: boolean;
}

/** Counts units; false where there are none left. */
export function spend(work: Work, units: number): boolean {
  work.boxes += units;
  return work.boxes <= Math.min(work.limit, work.ceiling ?? work.limit);
}

/** What a form costs to handle: its terms with their factors, and the forms in those. */
export function costOf(f: Form): number {
  let cost = 0;
  for (const t of f.terms) cost += 1 + t.factors.length;
  return cost >> 4;
}
