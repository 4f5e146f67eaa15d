import type { Solution } from './solution.ts';

/** A solution of which nothing is known yet; what is found is spread over it. */
export function emptySolution(goods: readonly string[]): Solution {
  return {
    status: 'invalid',
    objective: null,
    goods,
    totals: null,
    numeraire: null,
    prices: null,
    priceIntervals: null,
    dualPrices: null,
    onePrice: null,
    pricesDiverge: false,
    agents: [],
    kinds: [],
    discreteness: null,
    equilibria: null,
    asserts: [],
    improvement: null,
    diagnostics: [],
    notes: [],
  };
}
