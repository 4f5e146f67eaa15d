import { differentiate } from '../../curvature/frontier/differentiate.ts';
import type { PlanarFamily } from '../../curvature/population/family.ts';
import { type Column, type ColumnFormula, columnFormula } from '../../math/columns/columns.ts';
import { FREE, INSIDE, OUT } from './choice.ts';
import { membersOf } from './gather.ts';
import { ofFormulas } from './of-formulas.ts';
import { type PieceKind, type Run, type RunCurve, runsOf } from './runs.ts';
import { heedAt, type Signal } from './stopping.ts';
import { atMember, CHUNK, type Curves, newTangencies, ratesOf, settleChunk, type Tangencies } from './tangency.ts';

/** What members of a cell choose: the code, the place on the curve, and the amounts there. */
export interface PlanarAnswer {
  readonly choice: Uint8Array;
  readonly place: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The members of a run of a planar family, as columns. Goods: x and y of the family. */
export interface PlanarMembers {
  readonly count: number;
  /** Their numbers in the population; null: all, in order. */
  readonly members: Int32Array | null;
  readonly pieces: readonly PieceKind[];
  /** Where pieces begin, and the last ends. */
  readonly cuts: readonly Column[];
  /** Amounts at the ends of the pieces: `ends[k]` where piece k starts. */
  readonly ends: readonly PlanarEnd[];
  readonly columns: readonly Float64Array[];
  readonly margins: readonly (Float64Array | null)[];
  /** What has to be asked for each price: concave pieces, and ends that no concave piece has. */
  readonly tangencies: readonly (Tangencies | null)[];
  readonly corners: readonly number[];
  readonly curves: Curves;
}

export interface PlanarEnd {
  readonly at: Column;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** ln of the marginal rate of transformation, where it is asked for. */
  readonly rates: Float64Array | null;
}

export function newAnswer(count: number): PlanarAnswer {
  return {
    choice: new Uint8Array(count),
    place: new Float64Array(count),
    x: new Float64Array(count),
    y: new Float64Array(count),
  };
}

/** The members of a family in runs, each with its own columns. */
export function planarMembers(family: PlanarFamily, all: number): readonly PlanarMembers[] {
  const formula = formulaOf(family);
  const cells = family.cells.map(({ members, pieces }) => ({ members, curves: [pieces] }));
  return runsOf(cells, all).map((run) => membersOfRun(family, formula, run, all));
}

function membersOfRun(family: PlanarFamily, formula: ColumnFormula, run: Run, all: number): PlanarMembers {
  const { members } = run;
  const { kinds: pieces, cuts } = run.curves[0] as RunCurve;
  const columns = family.columns.map(({ values }) => membersOf(values, members));
  const margins = family.columns.map(({ margin }) => margin && membersOf(margin, members));
  const count = members?.length ?? all;
  const curves = curvesOf(formula, columns, count);
  const isBowed = (k: number): boolean => pieces[k]?.curvature === 'concave';
  const ends = cuts.map((at, k) => endOf(curves, at, k === 0 ? 1 : -1, count, isBowed(k) || isBowed(k - 1)));
  const tangencies = pieces.map((_, k) => {
    const [from, to] = [ends[k], ends[k + 1]];
    return isBowed(k) && from !== undefined && to !== undefined ? newTangencies(from, to, count) : null;
  });
  const corners = ends.flatMap((_, k) => (tangencies[k] == null && tangencies[k - 1] == null ? [k] : []));
  return { count, members, pieces, cuts, ends, columns, margins, tangencies, corners, curves };
}

/** x, y and their first two derivatives. */
const formulaOf = ofFormulas(({ x, y, parameter, columns }): ColumnFormula => {
  const [dx, dy] = [differentiate(x, parameter), differentiate(y, parameter)];
  const formulas = [x, y, dx, dy, differentiate(dx, parameter), differentiate(dy, parameter)];
  return columnFormula(
    formulas,
    columns.map(({ name }) => name),
    [parameter],
  );
});

function curvesOf(formula: ColumnFormula, values: readonly Float64Array[], count: number): Curves {
  const room = (): Float64Array => new Float64Array(count);
  return {
    formula: formula.prepare(values, count),
    values: [room(), room(), room(), room(), room(), room()],
  };
}

/** At the very end of its domain a rounded formula may be undefined: then as near to it as needed. */
function endOf({ formula, values }: Curves, end: Column, inward: 1 | -1, count: number, rated: boolean): PlanarEnd {
  for (let gap = 0; ; gap = gap === 0 ? 2 ** -52 : 4 * gap) {
    const at = typeof end === 'number' ? end + inward * gap : end;
    formula.run([at], 0, count, values);
    const [x, y] = [values[0].slice(0, count), values[1].slice(0, count)];
    if (gap <= 1e-6 && typeof at === 'number' && (hasHoles(x) || hasHoles(y))) continue;
    return { at, x, y, rates: rated ? ratesOf(values, count) : null };
  }
}

function hasHoles(values: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return Number.isNaN(sum);
}

/**
 * The best choice of every member at prices px, py (not both 0), put into `answer`; gives the total amounts of those who are not OUT.
 * `mask`: a code a member, or null where all may choose.
 */
export function respondMembers(
  cell: PlanarMembers,
  px: number,
  py: number,
  mask: Uint8Array | null,
  answer: PlanarAnswer,
  signal?: Signal,
): readonly [x: number, y: number] {
  const tilt = px === 0 ? Number.NEGATIVE_INFINITY : py === 0 ? Number.POSITIVE_INFINITY : Math.log(px / py);
  const sums = { x: 0, y: 0, lostX: 0, lostY: 0 };
  for (let start = 0; start < cell.count; start += CHUNK) {
    const end = Math.min(start + CHUNK, cell.count);
    heedAt(start, CHUNK, signal);
    best.fill(Number.NEGATIVE_INFINITY);
    cell.tangencies.forEach((piece, k) => {
      if (piece === null) return;
      settleChunk(piece, cell.curves, tilt, start, end);
      takeInside(piece.place, cell.curves, INSIDE + k, px, py, mask, answer, start, end);
    });
    for (const k of mask === null ? cell.corners : cell.ends.keys()) {
      takeEnd(cell, k, px, py, mask, answer, start, end);
    }
    addUp(answer, mask, start, end, sums);
  }
  return [sums.x + sums.lostX, sums.y + sums.lostY];
}

const best = new Float64Array(CHUNK);

function takeInside(
  place: Float64Array,
  { values: [x, y] }: Curves,
  code: number,
  px: number,
  py: number,
  mask: Uint8Array | null,
  answer: PlanarAnswer,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    if (mask !== null && mask[i] !== FREE && mask[i] !== code) continue;
    const value = px * (x[i] as number) + py * (y[i] as number);
    if (!(value > (best[i - start] as number))) continue;
    best[i - start] = value;
    answer.choice[i] = code;
    answer.place[i] = place[i] as number;
    answer.x[i] = x[i] as number;
    answer.y[i] = y[i] as number;
  }
}

function takeEnd(
  { ends, corners }: PlanarMembers,
  k: number,
  px: number,
  py: number,
  mask: Uint8Array | null,
  answer: PlanarAnswer,
  start: number,
  end: number,
): void {
  const { at, x, y } = ends[k] as PlanarEnd;
  const asked = corners.includes(k);
  for (let i = start; i < end; i++) {
    if (mask !== null && mask[i] !== k && !(asked && mask[i] === FREE)) continue;
    const value = px * (x[i] as number) + py * (y[i] as number);
    if (!(value > (best[i - start] as number))) continue;
    best[i - start] = value;
    answer.choice[i] = k;
    answer.place[i] = atMember(at, i);
    answer.x[i] = x[i] as number;
    answer.y[i] = y[i] as number;
  }
}

interface Sums {
  x: number;
  y: number;
  lostX: number;
  lostY: number;
}

/** Sums of a chunk, then Neumaier's over the chunks. */
function addUp(answer: PlanarAnswer, mask: Uint8Array | null, start: number, end: number, sums: Sums): void {
  let x = 0;
  let y = 0;
  for (let i = start; i < end; i++) {
    if (mask !== null && mask[i] === OUT) continue;
    x += answer.x[i] as number;
    y += answer.y[i] as number;
  }
  const nextX = sums.x + x;
  const nextY = sums.y + y;
  sums.lostX += sums.x >= x ? sums.x - nextX + x : x - nextX + sums.x;
  sums.lostY += sums.y >= y ? sums.y - nextY + y : y - nextY + sums.y;
  sums.x = nextX;
  sums.y = nextY;
}
