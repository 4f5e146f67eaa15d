import { enclose } from '../../../math/expression/enclose.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Condition, Expression } from '../../../math/expression/expression.ts';
import { inOrder } from '../../../math/expression/order.ts';
import { subtract } from '../../../math/interval/arithmetic.ts';
import { fromRational, type Interval, intersect, interval } from '../../../math/interval/interval.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import type { Bend } from '../../certificate.ts';
import { type Box, middle, type Range } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { formOf } from '../exact/form-of.ts';
import { minus, NotExact, type Signomial } from '../exact/signomial.ts';
import { boxOf, signInside, valueAtPlace } from '../sign/sign.ts';
import { exactlyAt } from '../value-at.ts';

/** The function on one stretch, in exact form where it has one. */
export interface Side {
  readonly range: Range;
  readonly box: Box;
  readonly form: Signomial | null;
  readonly slope: Signomial | null;
  readonly bend: Bend;
}

export function sideOf(e: Expression, name: string, range: Range, bend: Bend): Side {
  const box = boxOf(new Map([[name, range]]));
  const form = formOf(e, box);
  return { range, box, form, slope: form && slopeOf(form, name), bend };
}

function slopeOf(form: Signomial, name: string): Signomial | null {
  try {
    return derivativeOf(form, name);
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

/** Null: not told. `slope` is told of what does not jump. */
export interface Meeting {
  readonly jump: boolean | null;
  readonly slope: Bend | null;
}

/** What happens at a point known exactly, at which two stretches meet. */
export function meetingAt(e: Expression, name: string, at: Rational, left: Side, right: Side): Meeting {
  const jump = mayBreakAt(e, name, at) ? [left, right].map((s) => breaksAt(e, name, at, s)) : [false];
  if (jump.includes(true)) return { jump: true, slope: null };
  if (jump.includes(null)) return { jump: null, slope: null };
  return { jump: false, slope: slopeJump(name, at, left, right) };
}

function breaksAt(e: Expression, name: string, at: Rational, side: Side): boolean | null {
  const rise = riseAt(e, name, at, side);
  return rise === null ? null : rise !== 0;
}

/** The sign of what the value at the end of a stretch is above its limit there. */
export function riseAt(e: Expression, name: string, at: Rational, side: Side): Bend | null {
  const place = new Map([[name, at]]);
  const [own, limit] = [exactlyAt(e, place), side.form && valueAtPlace(side.form, place)];
  if (!own || !limit) return null;
  const difference = minus(own, limit);
  return difference.length === 0 ? 0 : signOf(new Enclosing(new Map()).of(difference));
}

/** The same next to one place: a condition does not turn where what it compares is not equal there. */
export function mayBreakAt(e: Expression, name: string, at: Rational): boolean {
  const here = new Map([[name, fromRational(at)]]);
  const parts = inOrder(e);
  return parts.some((node) => {
    if (node.kind === 'power') return moves(node.right) && !(enclose(node.left, here).value.lo > 0);
    if (node.kind !== 'if') return false;
    return differencesIn(node.condition).some((g) => {
      const range = g && enclose(g, here).value;
      return !range || !(range.lo > 0 || range.hi < 0);
    });
  });
}

function differencesIn(c: Condition): readonly (Expression | null)[] {
  switch (c.kind) {
    case 'compare':
      return [{ kind: 'subtract', left: c.left, right: c.right }];
    case 'and':
    case 'or':
      return [...differencesIn(c.left), ...differencesIn(c.right)];
    case 'not':
      return differencesIn(c.operand);
    default:
      return [null];
  }
}

/** Only conditions break a formula, and powers whose exponent moves (0^0 is 1): all else is continuous where it is defined. */
export function mayBreak(e: Expression): boolean {
  return inOrder(e).some(
    (node) => node.kind === 'if' || (node.kind === 'power' && moves(node.right) && !isPositiveNumber(node.left)),
  );
}

function isPositiveNumber(e: Expression): boolean {
  const value = exactValue(e);
  return value !== null && value.numerator > 0n;
}

function moves(e: Expression): boolean {
  return inOrder(e).some((node) => node.kind === 'name');
}

function slopeJump(name: string, at: Rational, left: Side, right: Side): Bend | null {
  const place = new Map([[name, at]]);
  const [before, after] = [left, right].map((s) => s.slope && valueAtPlace(s.slope, place));
  if (before && after) {
    const difference = minus(after, before);
    return difference.length === 0 ? 0 : signOf(new Enclosing(new Map()).of(difference));
  }
  const [a, b] = [limitOf(name, at, left, before ?? null), limitOf(name, at, right, after ?? null)];
  if (!a || !b) return null;
  const difference = subtract(b, a);
  return difference.lo === 0 && difference.hi === 0 ? 0 : signOf(difference);
}

function signOf({ lo, hi }: Interval): Bend | null {
  if (!(lo <= hi)) return null;
  return lo > 0 ? 1 : hi < 0 ? -1 : null;
}

/** Where the slope has no value at the point it is still monotone towards it, and so beyond every slope inside. */
function limitOf(name: string, at: Rational, side: Side, value: Signomial | null): Interval | null {
  if (value) return new Enclosing(new Map()).of(value);
  if (!side.slope) return null;
  if (side.bend === 0) {
    const steady = valueAtPlace(side.slope, new Map([[name, middle(side.range)]]));
    return steady && new Enclosing(new Map()).of(steady);
  }
  const isRight = exact.equals(side.range.lo, at);
  const rises = isRight ? side.bend < 0 : side.bend > 0;
  const own = signInside(side.slope, side.box);
  let limit = interval(
    own?.sign === 1 && own.strict ? 0 : Number.NEGATIVE_INFINITY,
    own?.sign === -1 && own.strict ? 0 : Number.POSITIVE_INFINITY,
  );
  for (const k of [1n, 8n, 20n, 40n]) {
    const near = between(at, isRight ? side.range.hi : side.range.lo, k);
    const there = valueAtPlace(side.slope, new Map([[name, near]]));
    if (!there) continue;
    const { lo, hi } = new Enclosing(new Map()).of(there);
    limit = intersect(limit, rises ? interval(lo, Number.POSITIVE_INFINITY) : interval(Number.NEGATIVE_INFINITY, hi));
  }
  return limit;
}

/** at + (end − at) / 2^k. */
function between(at: Rational, end: Rational, k: bigint): Rational {
  return exact.add(at, exact.multiply(exact.subtract(end, at), exact.rational(1n, 1n << k)));
}

/**
 * What happens within a bracket, as the two formulas beside it tell. A slope jumps up where they say so all over the bracket
 * and the slope behind it is more than the one before it: then no concave function could go through.
 */
export function meetingIn(range: Interval, name: string, left: Side, right: Side): Meeting {
  const over = new Enclosing(new Map([[name, range]]));
  const value = left.form && right.form && over.of(minus(right.form, left.form));
  const slope = left.slope && right.slope && over.of(minus(right.slope, left.slope));
  const turn = slope && signOf(slope);
  return {
    jump: value && signOf(value) !== null ? true : null,
    slope: turn && turn === slopeThrough(name, left, right) ? turn : null,
  };
}

/** From the end of one stretch to the start of the next. */
function slopeThrough(name: string, left: Side, right: Side): Bend | null {
  const before = left.slope && valueAtPlace(left.slope, new Map([[name, left.range.hi]]));
  const after = right.slope && valueAtPlace(right.slope, new Map([[name, right.range.lo]]));
  return before && after ? signOf(new Enclosing(new Map()).of(minus(after, before))) : null;
}
