import type { Problem } from '../relaxation/relax.ts';
import type { Hull, HullChoice } from './hull-bound.ts';
import { type Allocation, settle } from './recover.ts';

const mostSweeps = 40;

/**
 * A plan from what members would do on the way to the bound of their hulls: member by member the choice that welfare likes best beside all
 * others', until none changes; then what is concave is solved again. Null where agents have several members.
 */
export function hullPlan(problem: Problem, { choices }: Hull): Allocation | null {
  const { sides, welfare, goods } = problem;
  const now = choices.map((own) => own[own.length - 1]);
  if (sides.some(({ count }) => count !== 1) || now.some((choice) => choice === undefined)) return null;
  const totals = new Float64Array(goods.length);
  for (const choice of now)
    choice?.outputs.forEach((y, j) => {
      totals[j] = (totals[j] ?? 0) + y;
    });
  const after = (from: HullChoice | undefined, to: HullChoice) =>
    totals.map((y, j) => y + (to.outputs[j] ?? 0) - (from?.outputs[j] ?? 0));
  let value = welfare.level(totals);
  for (let sweep = 0, moved = true; moved && sweep < mostSweeps; sweep++) {
    moved = false;
    for (const [i, own] of choices.entries()) {
      for (const choice of own) {
        const next = after(now[i], choice);
        const better = welfare.level(next);
        if (!(better > value + 1e-12 * Math.abs(value))) continue;
        [value, moved, now[i]] = [better, true, choice];
        totals.set(next);
      }
    }
  }
  const frozen = now.flatMap((choice, side) => {
    if (choice === undefined) return [];
    const { piece, state } = choice;
    return [{ side, count: 1, piece: piece.exact ? piece : piece.pin(state), original: piece }];
  });
  return settle(problem, sides, frozen);
}
