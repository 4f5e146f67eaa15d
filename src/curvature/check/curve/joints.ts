import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { fromRational, type Interval, intersect, interval } from '../../../math/interval/interval.ts';
import { compare, type Rational } from '../../../math/rational/rational.ts';
import type { Box, Range } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { formOf } from '../exact/form-of.ts';
import { keyOf, minus, type Signomial, times } from '../exact/signomial.ts';
import { boxOf, signInside, valueAtPlace } from '../sign/sign.ts';
import type { Choice } from './branches.ts';
import type { Coordinate, Stretch } from './stretches.ts';
import { exactlyAt, type Value } from './values.ts';

export type Axis = 'x' | 'y';

/** The limit of a coordinate at a joint; null where it has none that is seen. */
export function limitAt({ e, form }: Coordinate, name: string, joint: Range): Value | null {
  if (compare(joint.lo, joint.hi) === 0) {
    const exact = exactlyAt(e, name, joint.lo);
    if (exact) return exact;
  }
  const found = limitOfForm(form, name, joint);
  return found && (found.exact ? found : { ...found, range: narrowed(found.range, e, name, joint) });
}

/** As the expression stands less may be lost than in its form. */
function narrowed(range: Interval, e: Expression, name: string, joint: Range): Interval {
  const box = new Map([[name, interval(fromRational(joint.lo).lo, fromRational(joint.hi).hi)]]);
  const { value, defined } = enclose(e, box);
  return defined && value.lo <= range.hi && range.lo <= value.hi ? intersect(range, value) : range;
}

function limitOfForm(form: Signomial, name: string, joint: Range): Value | null {
  if (compare(joint.lo, joint.hi) === 0) {
    const exact = valueAtPlace(form, new Map([[name, joint.lo]]));
    if (exact) return { exact, range: new Enclosing(new Map()).of(exact) };
  }
  const box = new Map([[name, interval(fromRational(joint.lo).lo, fromRational(joint.hi).hi)]]);
  const range = new Enclosing(box).of(form);
  return Number.isFinite(range.lo) && Number.isFinite(range.hi) && range.lo <= range.hi ? { exact: null, range } : null;
}

/** The sign of a − b; null where it is not seen. */
export function compareValues(a: Value, b: Value): -1 | 0 | 1 | null {
  if (a.range.hi < b.range.lo) return -1;
  if (a.range.lo > b.range.hi) return 1;
  return a.exact && b.exact ? signOfConstant(minus(a.exact, b.exact)) : null;
}

export function signOfConstant(s: Signomial): -1 | 0 | 1 | null {
  return s.length === 0 ? 0 : (signInside(s, boxOf(new Map()))?.sign ?? null);
}

/** At a joint of two stretches: how each coordinate and the slope go on; null: not known. */
export interface Joint {
  readonly x: -1 | 0 | 1 | null;
  readonly y: -1 | 0 | 1 | null;
  readonly kink: -1 | 0 | 1 | null;
}

/** Null where the curve is not seen to be the one formula up to one point in the joint, and the other from there on. */
export function jointBetween(before: Stretch, after: Stretch, name: string): Joint | null {
  const joint = before.to;
  if (!changesOnce(before, after, name)) return null;
  const jump = (axis: Axis): -1 | 0 | 1 | null => {
    const [a, b] = [before[axis], after[axis]];
    if (keyOf(a.form) === keyOf(b.form)) return 0;
    if (!changed(a.choices, b.choices).some(([c]) => c.mayJump)) return 0;
    const [left, right] = [limitAt(a, name, joint), limitAt(b, name, joint)];
    return left && right && compareValues(right, left);
  };
  return { x: jump('x'), y: jump('y'), kink: kinkBetween(before, after, name, joint) };
}

/** Pairs of choices for one node that differ. */
function changed(a: readonly Choice[], b: readonly Choice[]): readonly (readonly [Choice, Choice])[] {
  return a.flatMap((own) => {
    const other = b.find((c) => c.node === own.node && c.taken !== own.taken);
    return other ? [[own, other] as const] : [];
  });
}

/**
 * In a joint that is known within a bracket, every choice that changes must change at one and the same point: what decides
 * it is strictly monotone there. All others must stand throughout.
 */
function changesOnce(before: Stretch, after: Stretch, name: string): boolean {
  const joint = before.to;
  if (compare(joint.lo, joint.hi) === 0) return definedAt(before, after, name, joint.lo);
  const box = boxOf(new Map([[name, joint]]));
  const turning = new Set<string>();
  for (const axis of ['x', 'y'] as const) {
    const [a, b] = [before[axis].choices, after[axis].choices];
    const turns = changed(a, b);
    for (const [choice] of turns) {
      for (const d of choice.differences ?? []) {
        const form = formOf(d, box);
        const slope = form && signInside(derivativeOf(form, name), box);
        if (!form || slope?.sign !== -1 || !slope.strict) return false;
        turning.add(keyOf(form));
      }
      if (!choice.differences) return false;
    }
    const standing = [...a, ...b].filter((c) => !turns.some((pair) => pair.includes(c)));
    if (!standing.every((c) => stands(c, box))) return false;
  }
  return turning.size <= 1;
}

function stands(c: Choice, box: Box): boolean {
  const holds = (d: Expression): boolean => {
    const form = formOf(d, box);
    const sign = form && signInside(form, box);
    return sign ? sign.sign >= 0 && (!c.mayJump || (sign.strict && sign.sign > 0)) : false;
  };
  return c.differences?.every(holds) ?? false;
}

/** At an exact joint both formulas have a value, and an `if` takes one of the two sides. */
function definedAt(before: Stretch, after: Stretch, name: string, at: Rational): boolean {
  return (['x', 'y'] as const).every((axis) => {
    const [a, b] = [before[axis], after[axis]];
    const jumps = changed(a.choices, b.choices).filter(([c]) => c.mayJump);
    if (new Set(jumps.map(([c]) => c.node)).size > 1) return false;
    const place = { lo: at, hi: at };
    return limitAt(a, name, place) !== null && limitAt(b, name, place) !== null;
  });
}

/** The sign of the jump of dy/dx, from x'y' on both sides. */
function kinkBetween(before: Stretch, after: Stretch, name: string, joint: Range): -1 | 0 | 1 | null {
  if (keyOf(before.x.form) === keyOf(after.x.form) && keyOf(before.y.form) === keyOf(after.y.form)) return 0;
  const jump = minus(times(after.y.slope, before.x.slope), times(before.y.slope, after.x.slope));
  const value = limitOfForm(jump, name, joint);
  if (!value) return null;
  if (value.exact) return signOfConstant(value.exact);
  return value.range.lo > 0 ? 1 : value.range.hi < 0 ? -1 : null;
}

export function bendOf({ x, y }: Pick<Stretch, 'x' | 'y'>, name: string): Signomial {
  const [xx, yy] = [derivativeOf(x.slope, name), derivativeOf(y.slope, name)];
  return minus(times(x.slope, yy), times(y.slope, xx));
}
