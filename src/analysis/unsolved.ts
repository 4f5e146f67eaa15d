import type { Economy } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import type { Solution, Status } from '../solver/solution.ts';

/** The solution of an economy that cannot be solved, with what was found and why in a sentence. */
export function unsolved(economy: Economy, status: Status, diagnostics: readonly Finding[], note?: string): Solution {
  return {
    status,
    objective: null,
    goods: economy.goods.map((good) => good.name),
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
    asserts: [],
    improvement: null,
    diagnostics,
    notes: note === undefined ? [] : [note],
  };
}
