import { fallingRoot } from '../sets/arc-range.ts';
import type { Welfare } from '../welfare/welfare.ts';
import { leastAt } from './two-goods.ts';

/** Free disposal: what welfare would rather be without is thrown away, good by good, until nothing more is worth it. */
export function afterDisposal(welfare: Welfare, made: Float64Array): Float64Array {
  let totals = made.map((y, j) => (welfare.unwanted.includes(j) ? 0 : y));
  for (let sweep = 0; sweep < 20; sweep++) {
    const excess = leastAt(welfare, totals).slopes.findIndex((slope, j) => slope < 0 && (totals[j] ?? 0) > 0);
    if (excess < 0) break;
    const current = totals;
    const slopeAt = (y: number) =>
      leastAt(
        welfare,
        current.map((old, j) => (j === excess ? y : old)),
      ).slopes[excess] ?? 0;
    const kept = fallingRoot(0, totals[excess] ?? 0, slopeAt);
    const next = totals.map((old, j) => (j === excess ? kept : old));
    if (!(welfare.level(next) > welfare.level(totals))) break;
    totals = next;
  }
  return totals;
}
