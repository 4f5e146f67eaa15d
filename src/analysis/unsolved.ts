import type { Economy } from '../economy/economy.ts';
import type { Finding } from '../economy/finding.ts';
import { emptySolution } from '../solver/empty-solution.ts';
import type { Solution, Status } from '../solver/solution.ts';

/** The solution of an economy that cannot be solved, with what was found and why in a sentence. */
export function unsolved(economy: Economy, status: Status, diagnostics: readonly Finding[], note?: string): Solution {
  const goods = economy.goods.map((good) => good.name);
  return { ...emptySolution(goods), status, diagnostics, notes: note === undefined ? [] : [note] };
}
