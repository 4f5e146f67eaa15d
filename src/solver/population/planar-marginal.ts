import { FREE, INSIDE } from './choice.ts';
import type { PlanarAnswer, PlanarEnd, PlanarMembers } from './planar-members.ts';
import { heedAt, type Signal } from './stopping.ts';
import { CHUNK, settleChunk } from './tangency.ts';

/** Another choice of a member, by its number in the population, that loses little. */
export interface Turn {
  readonly member: number;
  readonly code: number;
  /** As a share of the worth that moves. */
  readonly loss: number;
  readonly dx: number;
  readonly dy: number;
}

/** Every other choice of free members that loses less than `within` of the worth that it moves, at the prices of `answer`. */
export function marginalOf(
  cell: PlanarMembers,
  answer: PlanarAnswer,
  px: number,
  py: number,
  mask: Uint8Array | null,
  within: number,
  signal?: Signal,
): readonly Turn[] {
  const found: Turn[] = [];
  const tilt = Math.log(px / py);
  for (let start = 0; start < cell.count; start += CHUNK) {
    const end = Math.min(start + CHUNK, cell.count);
    heedAt(start, CHUNK, signal);
    const weigh = (code: number, x: Float64Array, y: Float64Array): void => {
      for (let i = start; i < end; i++) {
        if (answer.choice[i] === code || (mask !== null && mask[i] !== FREE)) continue;
        const [dx, dy] = [(x[i] as number) - (answer.x[i] as number), (y[i] as number) - (answer.y[i] as number)];
        const moved = px * Math.abs(dx) + py * Math.abs(dy);
        const lost = -(px * dx + py * dy);
        if (!(lost < within * moved)) continue;
        found.push({ member: cell.members?.[i] ?? i, code, loss: Math.max(0, lost / moved), dx, dy });
      }
    };
    cell.tangencies.forEach((piece, k) => {
      if (piece === null) return;
      settleChunk(piece, cell.curves, tilt, start, end);
      weigh(INSIDE + k, cell.curves.values[0], cell.curves.values[1]);
    });
    for (const k of cell.corners) weigh(k, (cell.ends[k] as PlanarEnd).x, (cell.ends[k] as PlanarEnd).y);
  }
  return found;
}
