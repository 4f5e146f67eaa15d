import type { Analysis } from '../analysis/analysis.ts';
import type { Trace } from '../solver/trace/trace.ts';
import { type Locate, placeAll } from './placed.ts';

/** `econ/trace@1`: plain data for `toJson`. */
export function traceJson(file: string | null, analysis: Analysis, locate: Locate): Readonly<Record<string, unknown>> {
  const { solution, trace, goods, seconds } = analysis;
  const findings = [...solution.diagnostics, ...(trace?.diagnostics ?? [])];
  return {
    schema: 'econ/trace@1',
    file,
    status: trace?.status ?? solution.status,
    goods: goods.map(({ name }) => name),
    ...tracedJson(trace ?? null),
    diagnostics: placeAll(findings, locate),
    seconds,
  };
}

/** What a trace says of itself. */
export function tracedJson(trace: Trace | null) {
  const { points = [], dents = null, notes = [] } = trace ?? {};
  return {
    points: points.map(({ totals, supported, prices, priceIntervals, gap, at }) => ({
      ...{ totals, supported, prices, priceIntervals, gap, at },
    })),
    dents,
    notes,
  };
}
