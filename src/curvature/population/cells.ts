import { type Interval, interval, midpoint, point } from '../../math/interval/interval.ts';
import { nextDown, nextUp } from '../../math/interval/rounding.ts';
import { fromDouble, toDouble } from '../../math/rational/rational.ts';
import { simplestBetween } from '../algebra/polynomial.ts';
import { boxOf, type Members, type Numbers, splitAt } from './columns-range.ts';
import { type Cut, leafTree } from './leaf-tree.ts';
import { type CurveOver, NOTHING_PROVEN, type ProvenPiece, provenFurther, unknownOf } from './pieces.ts';

export type Box = ReadonlyMap<string, Interval>;

/** Members of whose curves the same is proven: pieces for each of the family's curves. */
export interface Cell {
  readonly members: Members;
  readonly box: Box;
  readonly proofs: readonly (readonly ProvenPiece[])[];
}

/** A cell while it is split: of very many members only some are looked at to choose where, and the box is cut as they are. */
interface Open {
  readonly some: Int32Array;
  readonly box: Box;
  readonly proofs: Cell['proofs'];
}

/** The family's curves over all members of a box. */
export type CurvesOver = (box: Box) => readonly CurveOver[];

const MOST_CELLS = 64;
const MEMBERS_A_CELL = 48;
const FEWEST_CELLS = 16;
/** So much of a curve may stay unknown before members are told apart. */
const NARROW = 1 / 256;
const DEPTH_OF_PARTS = 2;

/**
 * Members grouped by their numbers: the group of which most is unknown is split in two, across the column that tells most,
 * until little is left or there are many groups. `known` is proven already of all.
 */
export function cellsOf(
  columns: readonly Numbers[],
  count: number,
  curves: CurvesOver,
  known: Cell['proofs'],
): readonly Cell[] | null {
  const box = boxOf(columns, null);
  if (!box) return null;
  const all: Open = { some: someOf(count), box, proofs: known };
  const tree = leafTree(all);
  const whole = new Set<Open>();
  const tell = tellingOf(all, columns, curves);
  const isEvery = all.some.length === count;
  const most = Math.min(MOST_CELLS, Math.max(FEWEST_CELLS, Math.ceil(count / MEMBERS_A_CELL)));
  for (let leaves = tree.leaves(); leaves.length < most; leaves = tree.leaves()) {
    const worst = leaves.filter((c) => !whole.has(c)).reduce<Open | null>(worse, null);
    if (!worst) break;
    const cut = cutOf(worst, columns, tell);
    if (!cut) whole.add(worst);
    else tree.split(worst, cut, ...partsOf(worst, cut, columns, curves, isEvery));
  }
  return tree.filled(count).map(({ leaf, members }) => ({ members, box: leaf.box, proofs: leaf.proofs }));
}

function further(
  curves: readonly CurveOver[],
  before: Cell['proofs'],
  depth: number,
): readonly (readonly ProvenPiece[])[] {
  return curves.map((curve, i) => provenFurther(curve, before[i] ?? NOTHING_PROVEN, depth));
}

/** The one of two cells in which more is unknown of more members. */
function worse(a: Open | null, b: Open): Open | null {
  const urgency = urgencyOf(b);
  return urgency > 0 && (!a || urgency > urgencyOf(a)) ? b : a;
}

function urgencyOf({ proofs, some }: Open): number {
  if (some.length < 2) return 0;
  const isEfficient = proofs.every((pieces) => pieces.every((p) => p.isEfficient));
  const unknown = totalUnknown(proofs);
  return isEfficient && unknown <= NARROW ? 0 : some.length * (isEfficient ? unknown : 2 * proofs.length);
}

function totalUnknown(proofs: Cell['proofs']): number {
  return proofs.reduce((sum, pieces) => sum + unknownOf(pieces), 0);
}

/** How much less is unknown where a column stands still, for each unit of its range. */
type Telling = ReadonlyMap<string, number>;

function tellingOf(all: Open, columns: readonly Numbers[], curves: CurvesOver): Telling {
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

function cutOf(cell: Open, columns: readonly Numbers[], tell: Telling): Cut | null {
  const weightOf = (name: string): number => {
    const { lo, hi } = cell.box.get(name) as Interval;
    return (hi - lo) * (tell.get(name) ?? 0);
  };
  const [column] = [...columns].sort((a, b) => weightOf(b.name) - weightOf(a.name));
  const range = column && cell.box.get(column.name);
  return column && range && range.lo < range.hi ? { column, at: placeToSplit(range) } : null;
}

function partsOf(
  cell: Open,
  { column, at }: Cut,
  columns: readonly Numbers[],
  curves: CurvesOver,
  isEvery: boolean,
): readonly [Open, Open] {
  const { lo, hi } = cell.box.get(column.name) as Interval;
  const [below, above] = splitAt(column.values, cell.some, at);
  const opened = (some: Int32Array, range: Interval): Open => {
    const cut = new Map(cell.box).set(column.name, range);
    const box = (isEvery && boxOf(columns, some)) || cut;
    return { some, box, proofs: further(curves(box), cell.proofs, DEPTH_OF_PARTS) };
  };
  const slack = column.slack ?? 0;
  const [most, least] = [Math.min(hi, nextUp(at + slack)), Math.max(lo, nextDown(at - slack))];
  return [opened(below, interval(lo, slack ? most : at)), opened(above, interval(slack ? least : at, hi))];
}

const MOST_LOOKED_AT = 4096;

function someOf(count: number): Int32Array {
  const size = Math.min(count, MOST_LOOKED_AT);
  return Int32Array.from({ length: size }, (_, i) => Math.floor((i * count) / size));
}

/** Near the middle, at as plain a number as there is: curves that differ in kind often part at one. */
function placeToSplit({ lo, hi }: Interval): number {
  const quarter = (hi - lo) / 4;
  const [from, to] = [lo + quarter, hi - quarter];
  const at = from < to ? toDouble(simplestBetween(fromDouble(from), fromDouble(to))) : lo;
  return lo <= at && at < hi ? at : lo;
}
