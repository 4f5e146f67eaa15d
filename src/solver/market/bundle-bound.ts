import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';
import { add, divide, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, midpoint, point } from '../../math/interval/interval.ts';
import type { Smooth } from './level.ts';
import type { Option } from './option.ts';
import type { Taste } from './taste.ts';

const mostBoxes = 6_000;
const enough = 0.5e-8;

type Box = readonly Interval[];

/**
 * By how much (in parts of the level's range on the budget set) some bundle may be better than this one: branch and bound over the whole
 * budget set in shares of income. Infinite where the boxes run out before it is small.
 */
export function bestProven(
  taste: Taste,
  goods: readonly string[],
  prices: Float64Array,
  income: number,
  { amounts }: Option,
): number {
  const [smooth] = taste.level.selections;
  if (smooth === undefined) return Number.POSITIVE_INFINITY;
  const names = taste.named.map((j) => goods[j] ?? '');
  const units = taste.named.map((j) => divide(point(income), point(prices[j] ?? 1)));
  const frame: Frame = {
    smooth,
    names,
    units,
    partials: taste.named.map((j) => smooth.partials[j]),
    steps: hasSteps(smooth.formula),
  };
  const shares = taste.named.map((j) => ((prices[j] ?? 0) * (amounts[j] ?? 0)) / income);
  const own = levelOver(frame, shares.map(point));
  const range = rangeOf(frame, own.lo);
  const limit = own.lo + enough * range;
  const open: Box[] = [names.map(() => ({ lo: 0, hi: 1 }))];
  for (let boxes = 0; open.length > 0; boxes++) {
    const box = open.pop();
    if (box === undefined) break;
    if (boxes > mostBoxes) return Number.POSITIVE_INFINITY;
    if (isUnpaid(box) || boundOver(frame, box, shares, own.hi) <= limit) continue;
    const parts = halves(box);
    if (parts === null) return Number.POSITIVE_INFINITY;
    open.push(...parts);
  }
  return 2 * enough;
}

interface Frame {
  readonly smooth: Smooth;
  readonly names: readonly string[];
  readonly units: readonly Interval[];
  readonly partials: readonly (Expression | undefined)[];
  /** Whether it may jump, so that slopes say nothing across a jump. */
  readonly steps: boolean;
}

const hasSteps = (e: Expression): boolean => [...inOrder(e)].some(({ kind }) => kind === 'if');

/** More than all income. */
const isUnpaid = (box: Box): boolean => box.reduce((sum, { lo }) => sum + lo, 0) > 1 + 1e-12;

const bundleBox = ({ names, units }: Frame, box: Box): ReadonlyMap<string, Interval> =>
  new Map(names.map((name, k) => [name, multiply(box[k] ?? point(0), units[k] ?? point(0))]));

const levelOver = (frame: Frame, box: Box): Interval => enclose(frame.smooth.formula, bundleBox(frame, box)).value;

/** Between nothing (or evenly shared income) and this choice. */
function rangeOf(frame: Frame, own: number): number {
  const even = levelOver(
    frame,
    frame.names.map(() => point(0.5 / frame.names.length)),
  );
  const range = Math.abs(own - even.lo);
  return Number.isFinite(range) && range > 0 ? range : Math.abs(own);
}

/** From the enclosure, and from a tangent at the middle (or at the choice itself): along the budget only differences of slopes count. */
function boundOver(frame: Frame, box: Box, shares: readonly number[], own: number): number {
  const direct = levelOver(frame, box).hi;
  if (frame.steps) return direct;
  const at = bundleBox(frame, box);
  const slopes = frame.partials.map((partial, k) => {
    if (partial === undefined) return null;
    const { value, defined } = enclose(partial, at);
    return defined ? multiply(value, frame.units[k] ?? point(0)) : null;
  });
  if (slopes.some((slope) => slope === null || !Number.isFinite(slope.lo + slope.hi))) return direct;
  const known = slopes as readonly Interval[];
  if (box.reduce((sum, { hi }) => sum + hi, 0) < 1 - 1e-12 && known.some(({ lo }) => lo > 0))
    return Number.NEGATIVE_INFINITY;
  const inside = box.every(({ lo, hi }, k) => lo <= (shares[k] ?? 0) && (shares[k] ?? 0) <= hi);
  const centre = box.map((range, k) => (inside ? (shares[k] ?? 0) : midpoint(range)));
  const height = inside ? own : levelOver(frame, centre.map(point)).hi;
  return Math.min(direct, tangentBound(known, box, centre, height));
}

function tangentBound(slopes: readonly Interval[], box: Box, centre: readonly number[], height: number): number {
  const worth = Math.max(0, ...slopes.map(midpoint));
  let bound = point(height);
  let spent = point(0);
  slopes.forEach((slope, k) => {
    const c = point(centre[k] ?? 0);
    spent = add(spent, c);
    bound = add(bound, multiply(subtract(slope, point(worth)), subtract(box[k] ?? c, c)));
  });
  return add(bound, multiply(point(worth), subtract(point(1 + 1e-12), spent))).hi;
}

function halves(box: Box): readonly Box[] | null {
  const widest = box.reduce((w, { lo, hi }, k) => (hi - lo > (box[w]?.hi ?? 0) - (box[w]?.lo ?? 0) ? k : w), 0);
  const range = box[widest];
  if (range === undefined || range.hi - range.lo < 1e-12) return null;
  const middle = midpoint(range);
  return [
    box.map((r, k) => (k === widest ? { lo: r.lo, hi: middle } : r)),
    box.map((r, k) => (k === widest ? { lo: middle, hi: r.hi } : r)),
  ];
}
