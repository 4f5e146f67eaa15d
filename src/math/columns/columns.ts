import type { Expression } from '../expression/expression.ts';
import type { Source } from './machine.ts';
import { plainArithmetic } from './plain-arithmetic.ts';
import { staged } from './staged.ts';

/** One number a member; or one for all. */
export type Column = Float64Array | number;

/** Formulas over columns, in doubles, for searching: nothing is proven of their values. */
export interface ColumnFormula {
  /**
   * Works out once what depends on the members' own columns alone, in the order of `members`, for members 0..length − 1. It keeps
   * eight bytes a member for each such step that the rest needs, and the columns, which must not change any more.
   */
  prepare(columns: readonly Column[], length: number): MovingFormula;
}

export interface MovingFormula {
  /**
   * outputs[f][i] = the f-th formula of member i, for from ≤ i < to; NaN where undefined. `moving` in the order of the names;
   * its columns and the outputs are indexed by member, and no output is one of the columns.
   */
  run(moving: readonly Column[], from: number, to: number, outputs: readonly Float64Array[]): void;
}

/**
 * Several formulas of the columns `members` and of what moves (the place on a curve), compiled together: what they share, and
 * what x^k and its derivative share, is computed once. Every name of the formulas must be in one of the lists.
 */
export function columnFormula(
  formulas: readonly Expression[],
  members: readonly string[],
  moving: readonly string[] = [],
): ColumnFormula {
  const program = staged(formulas, members, moving, plainArithmetic);
  return {
    prepare: (columns, length) => {
      const prepared = program.prepare(columns.map(sourceOf), length);
      return {
        run: (now, from, to, outputs) => {
          const sinks = outputs.map((values) => ({ values, errors: NONE }));
          prepared.run(now.map(sourceOf), from, to, sinks);
        },
      };
    },
  };
}

const NONE = new Float64Array(0);

const sourceOf = (column: Column): Source =>
  typeof column === 'number'
    ? { kind: 'uniform', value: column, error: 0 }
    : { kind: 'column', values: column, errors: NONE };
