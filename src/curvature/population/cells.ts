import type { MemberColumn } from '../../economy/economy.ts';
import { type Interval, midpoint, point } from '../../math/interval/interval.ts';
import { fromDouble, toDouble } from '../../math/rational/rational.ts';
import { simplestBetween } from '../algebra/polynomial.ts';
import { boxOf, type Members, splitAt } from './columns-range.ts';
import { type CurveOver, NOTHING_PROVEN, type ProvenPiece, provenFurther, unknownOf } from './pieces.ts';

export type Box = ReadonlyMap<string, Interval>;

/** Members of whose curves the same is proven: pieces for each of the family's curves. */
export interface Cell {
  readonly members: Members;
  readonly count: number;
  readonly box: Box;
  readonly proofs: readonly (readonly ProvenPiece[])[];
}

/** The family's curves over all members of a box. */
export type CurvesOver = (box: Box) => readonly CurveOver[];

const MOST_CELLS = 64;
const MEMBERS_A_CELL = 6;
/** So much of a curve may stay unknown before members are told apart. */
const NARROW = 1 / 256;
const DEPTH_OF_ALL = 6;
const DEPTH_OF_PARTS = 2;

/**
 * Members grouped by their numbers: the group of which most is unknown is split in two, across the column that tells most,
 * until little is left or there are many groups.
 */
export function cellsOf(columns: readonly MemberColumn[], count: number, curves: CurvesOver): readonly Cell[] | null {
  const box = boxOf(columns, null);
  if (!box) return null;
  const all: Cell = { members: null, count, box, proofs: further(curves(box), null, DEPTH_OF_ALL) };
  const cells = [all];
  const whole = new Set<Cell>();
  const tell = tellingOf(all, columns, curves);
  const most = Math.min(MOST_CELLS, Math.ceil(count / MEMBERS_A_CELL));
  while (cells.length < most) {
    const worst = cells.filter((c) => !whole.has(c)).reduce<Cell | null>(worse, null);
    if (!worst) break;
    const parts = split(worst, columns, tell, curves);
    if (parts) cells.splice(cells.indexOf(worst), 1, ...parts);
    else whole.add(worst);
  }
  return cells;
}

function further(
  curves: readonly CurveOver[],
  before: Cell['proofs'] | null,
  depth: number,
): readonly (readonly ProvenPiece[])[] {
  return curves.map((curve, i) => provenFurther(curve, before?.[i] ?? NOTHING_PROVEN, depth));
}

/** The one of two cells in which more is unknown of more members. */
function worse(a: Cell | null, b: Cell): Cell | null {
  const urgency = urgencyOf(b);
  return urgency > 0 && (!a || urgency > urgencyOf(a)) ? b : a;
}

function urgencyOf({ proofs, count }: Cell): number {
  if (count < 2) return 0;
  const isEfficient = proofs.every((pieces) => pieces.every((p) => p.isEfficient));
  const unknown = totalUnknown(proofs);
  return isEfficient && unknown <= NARROW ? 0 : count * (isEfficient ? unknown : 2 * proofs.length);
}

function totalUnknown(proofs: Cell['proofs']): number {
  return proofs.reduce((sum, pieces) => sum + unknownOf(pieces), 0);
}

/** How much less is unknown where a column stands still, for each unit of its range. */
type Telling = ReadonlyMap<string, number>;

function tellingOf(all: Cell, columns: readonly MemberColumn[], curves: CurvesOver): Telling {
  const before = totalUnknown(all.proofs);
  return new Map(
    columns.map(({ name }) => {
      const range = all.box.get(name) as Interval;
      const still = new Map(all.box).set(name, point(midpoint(range)));
      const less = before === 0 ? 0 : before - totalUnknown(further(curves(still), all.proofs, DEPTH_OF_PARTS));
      return [name, Math.max(less, 1e-3) / (range.hi - range.lo)];
    }),
  );
}

function split(
  cell: Cell,
  columns: readonly MemberColumn[],
  tell: Telling,
  curves: CurvesOver,
): readonly Cell[] | null {
  const weightOf = (name: string): number => {
    const { lo, hi } = cell.box.get(name) as Interval;
    return (hi - lo) * (tell.get(name) ?? 0);
  };
  const [widest] = [...columns].sort((a, b) => weightOf(b.name) - weightOf(a.name));
  const range = widest && cell.box.get(widest.name);
  if (!range || !(range.lo < range.hi)) return null;
  const parts = splitAt(widest.values, cell.members, placeToSplit(range));
  return parts.flatMap((members) => {
    const box = boxOf(columns, members);
    return box
      ? [{ members, count: members.length, box, proofs: further(curves(box), cell.proofs, DEPTH_OF_PARTS) }]
      : [];
  });
}

/** Near the middle, at as plain a number as there is: curves that differ in kind often part at one. */
function placeToSplit({ lo, hi }: Interval): number {
  const quarter = (hi - lo) / 4;
  const [from, to] = [lo + quarter, hi - quarter];
  const at = from < to ? toDouble(simplestBetween(fromDouble(from), fromDouble(to))) : lo;
  return lo <= at && at < hi ? at : lo;
}
