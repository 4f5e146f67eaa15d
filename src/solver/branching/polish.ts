import type { Problem } from '../relaxation/relax.ts';
import { peak } from '../sets/arc-range.ts';
import { type Allocation, settle } from './recover.ts';

/** In an economy of more agents than this a lone member's place matters less than the tolerance. */
const fewSides = 60;

/** Moves each lone member inside a bent stretch along it to where welfare is highest, the rest solved anew. */
export function polish(problem: Problem, start: Allocation): Allocation {
  let best = start;
  if (problem.sides.length > fewSides || problem.signal?.aborted === true) return best;
  for (const [k, standing] of start.standings.entries()) {
    const { line } = standing.piece;
    if (standing.piece.exact || line === null || standing.count !== 1) continue;
    const at = (t: number) => {
      const pieces = best.standings.map((other, m) => ({
        side: other.side,
        count: other.count,
        piece: m === k ? line.at(t) : other.piece.exact ? other.piece : fixed(other),
        original: other.piece,
      }));
      return settle(problem, problem.sides, pieces);
    };
    const found = at(peak(line.from, line.to, (t) => at(t)?.value ?? Number.NEGATIVE_INFINITY));
    if (found !== null && found.value > best.value) best = found;
  }
  return best;
}

function fixed(standing: Allocation['standings'][number]) {
  const [place] = standing.member.places;
  const { line } = standing.piece;
  return place === undefined || line === null ? standing.piece.pin([...standing.member.outputs]) : line.at(place.t);
}
