import type { Expression } from '../expression/expression.ts';
import { boundedArithmetic } from './bounded-arithmetic.ts';
import type { Column } from './columns.ts';
import type { Doubt } from './error-rules.ts';
import type { Source } from './machine.ts';
import { staged } from './staged.ts';

/** Numbers with how far each may be off, absolutely; null: exact. */
export interface BoundedColumn {
  readonly values: Column;
  readonly margin: Column | null;
}

/** Formulas over columns with proven errors: no step rests on an engine's Math. */
export interface BoundedFormula {
  /** As `ColumnFormula.prepare`; it keeps sixteen bytes a member for each step that the rest needs. */
  prepare(columns: readonly BoundedColumn[], length: number): BoundedMovingFormula;
}

export interface BoundedMovingFormula {
  /**
   * For from ≤ i < to: at all reals within their margins, the f-th formula of member i lies within errors[f][i] of values[f][i]
   * wherever it is defined; the error is Infinity (and the value 0) where nothing is known. True: all are surely defined and known.
   */
  run(
    moving: readonly BoundedColumn[],
    from: number,
    to: number,
    values: readonly Float64Array[],
    errors: readonly Float64Array[],
  ): boolean;
}

/** As `columnFormula`, with a running bound of the error of every step; about 2^-45 of each number that is added up. */
export function boundedColumns(
  formulas: readonly Expression[],
  members: readonly string[],
  moving: readonly string[] = [],
): BoundedFormula {
  const doubt: Doubt = { found: false };
  const program = staged(formulas, members, moving, boundedArithmetic(doubt));
  return {
    prepare: (columns, length) => {
      doubt.found = false;
      const prepared = program.prepare(columns.map(sourceOf), length);
      const isFirstDoubtful = doubt.found;
      return {
        run: (now, from, to, values, errors) => {
          doubt.found = isFirstDoubtful;
          const sinks = values.map((own, f) => ({ values: own, errors: errors[f] ?? new Float64Array(own.length) }));
          prepared.run(now.map(sourceOf), from, to, sinks);
          let isKnown = !doubt.found;
          for (const sink of sinks) isKnown = settle(sink.values, sink.errors, from, to) && isKnown;
          return isKnown;
        },
      };
    },
  };
}

/** Says in one way alone that nothing is known; whether that is nowhere. */
function settle(values: Float64Array, errors: Float64Array, from: number, to: number): boolean {
  let isKnown = true;
  for (let i = from; i < to; i++) {
    if (Math.abs(values[i] as number) < Number.POSITIVE_INFINITY && (errors[i] as number) < Number.POSITIVE_INFINITY)
      continue;
    values[i] = 0;
    errors[i] = Number.POSITIVE_INFINITY;
    isKnown = false;
  }
  return isKnown;
}

let zeros = new Float64Array(0);

function zerosOf(length: number): Float64Array {
  if (zeros.length < length) zeros = new Float64Array(length);
  return zeros;
}

function sourceOf({ values, margin }: BoundedColumn): Source {
  if (typeof values === 'number' && (margin === null || typeof margin === 'number'))
    return { kind: 'uniform', value: values, error: margin ?? 0 };
  const length = typeof values === 'number' ? (margin as Float64Array).length : values.length;
  return {
    kind: 'column',
    values: typeof values === 'number' ? new Float64Array(length).fill(values) : values,
    errors:
      margin === null ? zerosOf(length) : typeof margin === 'number' ? new Float64Array(length).fill(margin) : margin,
  };
}
