import { jet } from '../../../math/derivative/jet.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { add, multiply } from '../../../math/interval/arithmetic.ts';
import { fromRational, type Interval, interval } from '../../../math/interval/interval.ts';
import { compare, fromDouble, type Rational, toDouble, ZERO } from '../../../math/rational/rational.ts';
import type { CapacityCertificate } from '../../certificate.ts';
import { decode, rationalOfText } from '../../encoded-expression.ts';
import type { Range } from '../exact/box.ts';
import { formOf } from '../exact/form-of.ts';
import { boxOf, signInside } from '../sign/sign.ts';
import { rangeOf } from './stretches.ts';
import { exactlyAt } from './values.ts';

/** Checks that a capacity is the most of one good, but for rounding of the number that is shown (a part in 2^40). */
export function checkCapacity({ good, most, of }: CapacityCertificate): string | null {
  if (!(Number.isFinite(most) && most >= 0)) return 'a capacity is a number from 0 on';
  switch (of?.form) {
    case 'values': {
      const ranges = of.formulas.map((f) => enclose(decode(f), new Map()).value);
      return isNear(most, Math.max(...ranges.map((r) => r.lo)), Math.max(...ranges.map((r) => r.hi)));
    }
    case 'level':
      return wrongLevel(of, good) ?? isNear(most, ...ends(rangeOf(of.at)));
    case 'budget':
      return wrongBudget(decode(of.formula), of.budget, rationalOfText(of.amount), most);
    default:
      return 'nothing shows the capacity';
  }
}

function ends({ lo, hi }: Range): readonly [number, number] {
  return [fromRational(lo).lo, fromRational(hi).hi];
}

function isNear(most: number, lo: number, hi: number): string | null {
  const slack = hi * 2 ** -40;
  return lo - slack <= most && most <= hi + slack && hi - lo <= hi * 2 ** -28 ? null : 'the capacity is another number';
}

/** Every constraint leaves room up to the bracket, and behind it (or right at an exact end) one is used up. */
function wrongLevel(of: Extract<CapacityCertificate['of'], { readonly form: 'level' }>, good: string): string | null {
  const at = rangeOf(of.at);
  const rooms = of.constraints.map(
    ({ level, bound }): Expression => ({ kind: 'subtract', left: decode(bound), right: decode(level) }),
  );
  const before = boxOf(new Map([[good, { lo: ZERO, hi: at.lo }]]));
  const isLeft = (room: Expression): boolean => {
    if (compare(at.lo, ZERO) === 0) return isAt(room, good, at.lo, 0);
    const form = formOf(room, before);
    return form !== null && (signInside(form, before)?.sign ?? -1) >= 0;
  };
  const isUsedUp = (room: Expression): boolean =>
    compare(at.lo, at.hi) === 0 ? isFalling(room, good, at.lo) : isAt(room, good, at.hi, -1);
  return rooms.every(isLeft) && rooms.some(isUsedUp) ? null : 'the constraints do not limit the good there';
}

/** At least (0), or below (-1) zero at a place. */
function isAt(room: Expression, good: string, place: Rational, side: 0 | -1): boolean {
  const value = exactlyAt(room, good, place);
  if (!value) return false;
  return side === 0 ? value.exact?.length === 0 || value.range.lo >= 0 : value.range.hi < 0;
}

function isFalling(room: Expression, good: string, place: Rational): boolean {
  if (exactlyAt(room, good, place)?.exact?.length !== 0) return false;
  const behind = boxOf(
    new Map([[good, { lo: place, hi: fromDouble(Math.max(1e-300, toDouble(place) * (1 + 2 ** -20))) }]]),
  );
  const form = formOf(room, behind);
  return form !== null && signInside(form, behind)?.sign === -1;
}

const MOST_BOXES = 4000;

/** Nowhere more than the capacity, and somewhere as much. */
function wrongBudget(formula: Expression, budget: string, amount: Rational, most: number): string | null {
  const at = (range: Interval): Interval => enclose(formula, new Map([[budget, range]])).value;
  const slack = Math.max(most * 2 ** -40, Number.MIN_VALUE);
  const boxes = [interval(0, fromRational(amount).hi)];
  let reached = at(boxes[0] as Interval).hi < most ? false : at(fromRational(amount)).lo >= most - slack;
  for (let count = 0; boxes.length > 0; count++) {
    const box = boxes.pop() as Interval;
    const middle = box.lo + (box.hi - box.lo) / 2;
    reached ||= at(interval(middle, middle)).lo >= most - slack;
    if (at(box).hi <= most + slack || fromTheMiddle(formula, budget, box, at(interval(middle, middle))) <= most + slack)
      continue;
    if (count > MOST_BOXES || middle <= box.lo || middle >= box.hi) return 'more can be made than the capacity';
    boxes.push(interval(box.lo, middle), interval(middle, box.hi));
  }
  return reached ? null : 'the capacity is not reached';
}

/** A bound from the value in the middle and the slope over the box. */
function fromTheMiddle(formula: Expression, budget: string, box: Interval, middle: Interval): number {
  const slope = jet(formula, budget, box, 1)?.[1];
  if (!slope) return Number.POSITIVE_INFINITY;
  const half = interval((box.lo - box.hi) / 2, (box.hi - box.lo) / 2);
  return add(middle, multiply(slope, multiply(half, interval(1, 1 + 2 ** -40)))).hi;
}
