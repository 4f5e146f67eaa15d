import { substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { rebuild } from '../../math/expression/order.ts';
import { ENTIRE, fromRational, type Interval, intersect, interval } from '../../math/interval/interval.ts';
import { compare, type Rational } from '../../math/rational/rational.ts';
import { lineAlgebra } from '../algebra/chart.ts';
import { enclosure } from '../algebra/enclosure.ts';
import { normalise } from '../algebra/normalise.ts';
import type { Root, Sign } from '../algebra/polynomial.ts';
import { middleOf } from '../line/pieces.ts';
import { branchAt } from './branches.ts';
import type { Cell, ParametricCurve } from './cells.ts';

/** What a coordinate comes to at a place: an enclosure, and the constant itself where the place is known exactly. */
export interface Level {
  readonly range: Interval;
  readonly constant: Expression | null;
}

/** The limit of a coordinate at an end of a cell, from inside. */
export function levelAt(curve: ParametricCurve, axis: 'x' | 'y', cell: Cell, at: Root): Level {
  const names = [curve.parameter];
  const smooth = branchAt(curve[axis], names, [(middleOf(cell.lo) + middleOf(cell.hi)) / 2]);
  const box = new Map([[curve.parameter, interval(fromRational(at.lo).lo, fromRational(at.hi).hi)]]);
  const ranges = [enclosure(cell[axis].form, box), enclose(smooth, box).value].filter((r) => r.lo <= r.hi);
  return { range: ranges.reduce(both, ENTIRE), constant: isExact(at) ? placedAt(smooth, curve, at.lo) : null };
}

/** What is written, just at an exact joint. */
export function ownLevelAt(curve: ParametricCurve, axis: 'x' | 'y', at: Rational): Level {
  const constant = placedAt(curve[axis], curve, at);
  const { value } = enclose(constant, new Map());
  return { range: value.lo <= value.hi ? value : ENTIRE, constant };
}

function both(a: Interval, b: Interval): Interval {
  const common = intersect(a, b);
  return common.lo <= common.hi ? common : a;
}

function isExact({ lo, hi }: Root): boolean {
  return compare(lo, hi) === 0;
}

function placedAt(e: Expression, { parameter }: ParametricCurve, at: Rational): Expression {
  return chosen(substitute(e, new Map([[parameter, { kind: 'number', value: at }]])));
}

/** Comparisons between rationals are decided. */
function chosen(e: Expression): Expression {
  if (e.kind !== 'if') return rebuild(e, chosen);
  const { condition: c } = e;
  const [left, right] = c.kind === 'compare' ? [exactValue(c.left), exactValue(c.right)] : [null, null];
  if (c.kind !== 'compare' || !left || !right) return e;
  const order = compare(left, right);
  const holds = {
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
    '==': order === 0,
  }[c.operator];
  return chosen(holds ? e.then : e.else);
}

/** The sign of a − b; null where enclosures do not tell and no exact arithmetic does. */
export function compareLevels(a: Level, b: Level): Sign | null {
  if (a.range.lo > b.range.hi) return 1;
  if (a.range.hi < b.range.lo) return -1;
  if (!a.constant || !b.constant) return null;
  const difference: Expression = { kind: 'subtract', left: a.constant, right: b.constant };
  const exact = exactValue(difference);
  if (exact) return exact.numerator > 0n ? 1 : exact.numerator < 0n ? -1 : 0;
  const zero = { numerator: 0n, denominator: 1n };
  const { form } = normalise(difference, lineAlgebra('', zero, zero, { boxes: 0, limit: 100, depth: 0 }));
  return form && form.terms.length === 0 ? 0 : null;
}

/** The higher one; where that is not told, what is surely no lower than either and no higher than both. */
export function higher(a: Level, b: Level): Level {
  const order = compareLevels(a, b);
  if (order !== null) return order >= 0 ? a : b;
  return {
    range: interval(Math.max(a.range.lo, b.range.lo), Math.max(a.range.hi, b.range.hi)),
    constant: null,
  };
}

export const LOWEST: Level = {
  range: interval(Number.NEGATIVE_INFINITY, -Number.MAX_VALUE),
  constant: null,
};
