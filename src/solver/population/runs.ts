import type { FamilyPiece } from '../../curvature/population/family.ts';
import type { Column } from '../../math/columns/columns.ts';

/** Members whose curves have pieces of the same kinds in the same order. */
export interface Run {
  /** Their numbers in the population; null: all, in order. */
  readonly members: Int32Array | null;
  /** Of each of the curves. */
  readonly curves: readonly RunCurve[];
}

export interface RunCurve {
  readonly kinds: readonly PieceKind[];
  /** Where the pieces begin, and where the last ends: places of each member, or the same of all. */
  readonly cuts: readonly Column[];
}

export type PieceKind = Pick<FamilyPiece, 'curvature' | 'bends'>;

/** Some members of a family, with the pieces of each of its curves. */
interface Cell {
  readonly members: Int32Array | null;
  readonly curves: readonly (readonly FamilyPiece[])[];
}

/** Cells are many and small: those that differ only in where pieces meet are one long run, each member with places of its own. */
export function runsOf(cells: readonly Cell[], count: number): readonly Run[] {
  const alike = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify(cell.curves.map((pieces) => pieces.map(({ curvature, bends }) => [curvature, bends])));
    alike.set(key, [...(alike.get(key) ?? []), cell]);
  }
  return [...alike.values()].map((same) => runOf(same, count));
}

function runOf(same: readonly Cell[], count: number): Run {
  const [first] = same;
  if (first === undefined) throw new Error('a run of no members');
  const { members, cellOf } = same.length === 1 ? { members: first.members, cellOf: null } : together(same, count);
  const curves = first.curves.map((pieces, c): RunCurve => {
    const placesOf = (cell: Cell): readonly number[] => {
      const own = cell.curves[c] ?? [];
      return [...own.map(({ from }) => from), own[own.length - 1]?.to ?? 1];
    };
    const places = same.map(placesOf);
    return {
      kinds: pieces.map(({ curvature, bends }) => (bends === undefined ? { curvature } : { curvature, bends })),
      cuts: placesOf(first).map((at, k) => columnOf(at, k, places, cellOf)),
    };
  });
  return { members, curves };
}

function columnOf(at: number, k: number, places: readonly (readonly number[])[], cellOf: Int32Array | null): Column {
  if (cellOf === null || places.every((own) => own[k] === at)) return at;
  const own = Float64Array.from(places, (place) => place[k] ?? at);
  const column = new Float64Array(cellOf.length);
  for (let i = 0; i < column.length; i++) column[i] = own[cellOf[i] as number] as number;
  return column;
}

/** All members of some cells in order, and of which cell each is. */
function together(cells: readonly Cell[], count: number) {
  const cellBy = new Int32Array(count).fill(-1);
  let size = 0;
  cells.forEach(({ members }, c) => {
    size += members?.length ?? count;
    if (members === null) cellBy.fill(c);
    else for (const i of members) cellBy[i] = c;
  });
  if (size === count) return { members: null, cellOf: cellBy };
  const members = new Int32Array(size);
  let at = 0;
  for (let i = 0; i < count; i++) if (cellBy[i] !== -1) members[at++] = i;
  return { members, cellOf: cellBy.filter((cell) => cell !== -1) };
}
