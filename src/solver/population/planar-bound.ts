import { differentiate } from '../../curvature/frontier/differentiate.ts';
import type { PlanarFamily } from '../../curvature/population/family.ts';
import { type BoundedFormula, type BoundedMovingFormula, boundedColumns } from '../../math/columns/bounded-columns.ts';
import type { Column } from '../../math/columns/columns.ts';
import { FREE, INSIDE, OUT } from './choice.ts';
import { ofFormulas } from './of-formulas.ts';
import type { PlanarMembers } from './planar-members.ts';
import type { PieceKind } from './runs.ts';
import { heedAt, type Signal } from './stopping.ts';
import { atMember, CHUNK, type Tangencies } from './tangency.ts';

/** Enclosures of the curves of a cell: what a bound of px·x + py·y needs, and the search does not. */
export interface PlanarBounds {
  readonly cell: PlanarMembers;
  readonly formula: BoundedMovingFormula;
  readonly values: readonly Float64Array[];
  readonly errors: readonly Float64Array[];
  readonly ends: readonly BoundedEnd[];
  /** Places beside the tangencies. */
  readonly beside: Float64Array;
}

/** x and y at an end of a piece, rounded down and up. */
interface BoundedEnd {
  readonly lowX: Float64Array;
  readonly highX: Float64Array;
  readonly highY: Float64Array;
  readonly lowY: Float64Array;
}

export function planarBounds(family: PlanarFamily, cell: PlanarMembers): PlanarBounds {
  const { count } = cell;
  const columns = cell.columns.map((values, k) => ({ values, margin: cell.margins[k] ?? null }));
  const [formula, amounts] = formulasOf(family).map((own) => own.prepare(columns, count));
  if (formula === undefined || amounts === undefined) throw new Error('a curve without formulas');
  const room = () => [0, 1, 2, 3].map(() => new Float64Array(count));
  const own = { cell, formula, values: room(), errors: room(), beside: new Float64Array(count) };
  return { ...own, ends: cell.cuts.map((at) => endAt({ ...own, formula: amounts }, at)) };
}

/** x, y and their slopes, and x and y alone: the same formulas for all runs. */
const formulasOf = ofFormulas(({ x, y, parameter, columns }): readonly BoundedFormula[] => {
  const names = columns.map(({ name }) => name);
  const slopes = [differentiate(x, parameter), differentiate(y, parameter)];
  return [
    [x, y, ...slopes],
    [x, y],
  ].map((some) => boundedColumns(some, names, [parameter]));
});

function endAt({ cell, formula, values, errors }: Omit<PlanarBounds, 'ends' | 'beside'>, at: Column): BoundedEnd {
  formula.run([{ values: at, margin: null }], 0, cell.count, values, errors);
  const shifted = (f: 0 | 1, sign: 1 | -1): Float64Array => {
    const [value, error] = [values[f] as Float64Array, errors[f] as Float64Array];
    const out = new Float64Array(cell.count);
    for (let i = 0; i < out.length; i++) {
      const own = value[i] as number;
      out[i] = own + sign * ((error[i] as number) + Math.abs(own) * 2 ** -52);
    }
    return out;
  };
  return { lowX: shifted(0, -1), highX: shifted(0, 1), lowY: shifted(1, -1), highY: shifted(1, 1) };
}

/** The most of the first and of the second good, rounded up. */
export function capsOfMembers({ cell, ends }: PlanarBounds, mask: Uint8Array | null): readonly [number, number] {
  const [first, last] = [ends[0], ends[ends.length - 1]];
  const sums: [number, number] = [0, 0];
  if (first === undefined || last === undefined) return sums;
  for (let i = 0; i < cell.count; i++) {
    if (mask !== null && mask[i] === OUT) continue;
    sums[0] += Math.max(0, last.highX[i] as number);
    sums[1] += Math.max(0, first.highY[i] as number);
  }
  const up = 1 + (cell.count + 8) * 2 ** -52;
  return [sums[0] * up, sums[1] * up];
}

/** A factor that covers the rounding of a few operations on positive numbers. */
const UP = 1 + 2 ** -48;

/**
 * A proven upper bound of Σ max(px·x + py·y) over the members who are not OUT, each over its whole curve or over the piece that the mask
 * holds it to. A concave piece lies under its tangent at any place, so under the one where the last answers (`cell.tangencies`) stood.
 */
export function boundMembers(
  bounds: PlanarBounds,
  px: number,
  py: number,
  mask: Uint8Array | null,
  signal?: Signal,
): number {
  const { cell } = bounds;
  let sum = 0;
  for (let start = 0; start < cell.count; start += CHUNK) {
    const end = Math.min(start + CHUNK, cell.count);
    heedAt(start, CHUNK, signal);
    most.fill(Number.NEGATIVE_INFINITY);
    cell.pieces.forEach((piece, k) => {
      boundPiece(bounds, piece, k, px, py, mask, start, end);
    });
    let own = 0;
    for (let i = start; i < end; i++) if (mask === null || mask[i] !== OUT) own += known(most[i - start] as number);
    sum += own;
  }
  // Up to CHUNK additions of numbers >= 0 in a chunk, and as many of chunks as there are.
  return sum * (1 + (CHUNK + cell.count / CHUNK + 8) * 2 ** -52);
}

/** What is not a number, or was never looked at, bounds nothing. */
const known = (value: number): number => (value > Number.NEGATIVE_INFINITY ? value : Number.POSITIVE_INFINITY);

const most = new Float64Array(CHUNK);

function boundPiece(
  bounds: PlanarBounds,
  piece: PieceKind,
  k: number,
  px: number,
  py: number,
  mask: Uint8Array | null,
  start: number,
  end: number,
): void {
  const tangent = bounds.cell.tangencies[k] ?? null;
  if (tangent !== null) boundByTangents(bounds, tangent, k, px, py, start, end);
  for (let i = start; i < end; i++) {
    const held = mask === null ? FREE : (mask[i] as number);
    if (held === OUT) continue;
    const at = i - start;
    if (held < INSIDE) {
      if (held === k || held === k + 1) raise(at, endBound(bounds.ends[held] as BoundedEnd, px, py, i));
    } else if (held === FREE || held === INSIDE + k) {
      raise(at, tangent !== null ? (inside[at] as number) : flatBound(bounds, piece, k, px, py, i));
    }
  }
}

const inside = new Float64Array(CHUNK);

/** Shares of a piece by which a tangent may be moved off an end. */
const asides = [2 ** -52, 2 ** -50, 2 ** -46, 2 ** -40];

/**
 * Leaves in `inside` what the tangents at each member's last answer say. Where that is at an end, and the slope there infinite or hardly
 * known, a tangent a little further in says more.
 */
function boundByTangents(
  bounds: PlanarBounds,
  { place, from, to }: Tangencies,
  k: number,
  px: number,
  py: number,
  start: number,
  end: number,
): void {
  const { formula, values, errors, beside } = bounds;
  formula.run([{ values: place, margin: null }], start, end, values, errors);
  let loose = false;
  for (let i = start; i < end; i++) {
    const bound = tangentBound(bounds, k, px, py, i);
    inside[i - start] = bound;
    const worth = px * at(values, 0, i) + py * at(values, 1, i);
    const [low, high] = [atMember(from, i), atMember(to, i)];
    const isAtEnd = Math.min((place[i] as number) - low, high - (place[i] as number)) <= 2 ** -36 * (high - low);
    loose ||= isAtEnd && !(bound <= worth * (1 + 1e-12));
  }
  for (const share of loose ? asides : []) {
    for (let i = start; i < end; i++) {
      const [low, high] = [atMember(from, i), atMember(to, i)];
      const inward = high - (place[i] as number) < (place[i] as number) - low ? -1 : 1;
      beside[i] = (place[i] as number) + inward * share * (high - low);
    }
    formula.run([{ values: beside, margin: null }], start, end, values, errors);
    for (let i = start; i < end; i++) {
      const bound = tangentBound(bounds, k, px, py, i);
      if (bound < (inside[i - start] as number)) inside[i - start] = bound;
    }
  }
}

function raise(at: number, bound: number): void {
  const least = known(bound);
  if (least > (most[at] as number)) most[at] = least;
}

const endBound = ({ highX, highY }: BoundedEnd, px: number, py: number, i: number): number =>
  cornerBound(px, py, highX[i] as number, highY[i] as number);

const cornerBound = (px: number, py: number, x: number, y: number): number =>
  ((px === 0 ? 0 : px * Math.max(0, x)) + (py === 0 ? 0 : py * Math.max(0, y))) * UP;

/** Convex and straight pieces lie under the chord of their ends; any other in the box of them (x rises and y falls). */
function flatBound({ ends }: PlanarBounds, piece: PieceKind, k: number, px: number, py: number, i: number): number {
  const [first, last] = [ends[k] as BoundedEnd, ends[k + 1] as BoundedEnd];
  if (piece.curvature === 'unknown' || piece.curvature === 'concave')
    return cornerBound(px, py, last.highX[i] as number, first.highY[i] as number);
  return Math.max(endBound(first, px, py, i), endBound(last, px, py, i));
}

/**
 * The piece lies under its tangent: with slope = dy/dx it is px·x + py·y + (px + py·slope)·(X - x) at most, for X between its ends; or the
 * same with x and y exchanged, where that is steep. Never more than the box of its ends.
 */
function tangentBound({ values, errors, ends }: PlanarBounds, k: number, px: number, py: number, i: number): number {
  const [first, last] = [ends[k] as BoundedEnd, ends[k + 1] as BoundedEnd];
  const box = cornerBound(px, py, last.highX[i] as number, first.highY[i] as number);
  const [x, y, dx, dy] = [at(values, 0, i), at(values, 1, i), at(values, 2, i), at(values, 3, i)];
  const [ex, ey, edx, edy] = [at(errors, 0, i), at(errors, 1, i), at(errors, 2, i), at(errors, 3, i)];
  const base = cornerBound(px, py, x + ex, y + ey);
  const across = slack(px, py, -dy, edy, dx, edx, (first.lowX[i] as number) - x, (last.highX[i] as number) - x, ex);
  const along = slack(py, px, dx, edx, -dy, edy, (last.lowY[i] as number) - y, (first.highY[i] as number) - y, ey);
  const bound = (base + Math.min(across, along)) * UP;
  return bound < box ? bound : box;
}

const at = (columns: readonly Float64Array[], k: number, i: number): number =>
  (columns[k] as Float64Array)[i] as number;

/**
 * The most of (p - q·fall)·d, rounded up, for fall = rise/run and d from low to high, all within their errors; Infinity where nothing is
 * known.
 */
function slack(
  p: number,
  q: number,
  rise: number,
  riseError: number,
  run: number,
  runError: number,
  low: number,
  high: number,
  error: number,
): number {
  const least = run - runError;
  if (!(least > 0) || !(rise - riseError >= 0)) return Number.POSITIVE_INFINITY;
  const fallLow = ((rise - riseError) / (run + runError)) * (1 - 2 ** -50);
  const fallHigh = ((rise + riseError) / least) * (1 + 2 ** -50);
  const spread = (Math.abs(p) + Math.abs(q) * fallHigh) * 2 ** -51;
  const from = p - q * fallHigh - spread;
  const to = p - q * fallLow + spread;
  const left = low - error - (Math.abs(low) + error) * 2 ** -51;
  const right = high + error + (Math.abs(high) + error) * 2 ** -51;
  const worst = Math.max(from * left, from * right, to * left, to * right);
  return worst > 0 ? worst * (1 + 2 ** -50) : worst <= 0 ? 0 : Number.POSITIVE_INFINITY;
}
