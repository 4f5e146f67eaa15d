import type { Side } from './relaxation/greedy.ts';
import type { Piece } from './sets/piece.ts';

/** An agent with all its members free to stand in any piece. */
export const sideOf = (count: number, pieces: readonly Piece[]): Side => ({
  count,
  entries: pieces.map((piece) => ({ piece, lo: 0, hi: Math.min(count, piece.most) })),
});
