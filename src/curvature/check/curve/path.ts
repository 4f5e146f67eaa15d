import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { print } from '../../../math/expression/print.ts';
import { compare } from '../../../math/rational/rational.ts';
import type { CurveCertificate, CurvePart, Limit } from '../../certificate.ts';
import type { Box } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { formOf } from '../exact/form-of.ts';
import { keyOf } from '../exact/signomial.ts';
import { checkBend } from '../sign/check-bend.ts';
import { boxOf, signInside } from '../sign/sign.ts';
import { type Axis, bendOf, compareValues, type Joint, jointBetween, limitAt } from './joints.ts';
import { directionIn } from './monotone.ts';
import { type OwnPlace, ownPlaces } from './own-places.ts';
import { type CurveFormulas, type Stretch, stretchOf } from './stretches.ts';
import type { Value } from './values.ts';

/** The whole curve, read and proven smooth part by part. */
export interface Path {
  readonly curve: CurveFormulas;
  readonly stretches: readonly Stretch[];
  /** Between stretch i and i + 1. */
  readonly joints: readonly Joint[];
  readonly corners: readonly Corner[];
  readonly places: readonly OwnPlace[];
}

export type Corner = Extract<CurvePart, { readonly part: 'vertical' | 'horizontal' | 'point' }>;

function isCorner(part: CurvePart): part is Corner {
  return part.part === 'vertical' || part.part === 'horizontal' || part.part === 'point';
}

/** Reads the parts of a certificate; a sentence where they do not follow each other or are not proven smooth. */
export function pathOf(c: CurveCertificate, curve: CurveFormulas): Path | string {
  const stretches: Stretch[] = [];
  const corners: Corner[] = [];
  const pieces = c.parts.filter((p) => !isCorner(p)).length;
  for (const part of c.parts) {
    if (isCorner(part)) {
      corners.push(part);
      continue;
    }
    const isEnd = c.of.form === 'explicit' && stretches.length === pieces - 1;
    const stretch = stretchOf(curve, part, isEnd);
    if (typeof stretch === 'string') return stretch;
    const last = stretches[stretches.length - 1];
    if (last && (last.part.to[0] !== part.from[0] || last.part.to[1] !== part.from[1])) return 'the parts leave a gap';
    stretches.push(stretch);
  }
  if (stretches.length === 0) return 'no parts';
  const joints: Joint[] = [];
  for (let i = 0; i + 1 < stretches.length; i++) {
    const joint = jointBetween(stretches[i] as Stretch, stretches[i + 1] as Stretch, curve.parameter);
    if (!joint) return 'what changes at a joint is not seen to change once';
    joints.push(joint);
  }
  const path = { curve, stretches, joints, corners };
  const places = ownPlaces(curve, stretches);
  return typeof places === 'string' ? places : { ...path, places };
}

/** The limit of a coordinate at a joint from one side, or its value at one that is exact. */
export function limitOf(path: Path, axis: Axis, [joint, side]: Limit): Value | null {
  if (side === 'at') return path.places.find((p) => p.joint === joint)?.[axis] ?? null;
  const index = side === 'before' ? joint - 1 : joint;
  const stretch = path.stretches[index];
  if (!stretch) throw new Error('a corner is no place of the curve');
  return limitAt(stretch[axis], path.curve.parameter, side === 'before' ? stretch.to : stretch.from);
}

/** The order of two limits; 0 also where they are one and the same, or the coordinate goes on without a jump. */
export function compareLimits(path: Path, axis: Axis, a: Limit, b: Limit): -1 | 0 | 1 | null {
  if (a[0] === b[0]) {
    if (a[1] === b[1]) return 0;
    const jump = path.joints[a[0] - 1]?.[axis];
    if (jump === 0 && a[1] !== 'at' && b[1] !== 'at') return 0;
  }
  const [left, right] = [limitOf(path, axis, a), limitOf(path, axis, b)];
  return left && right && compareValues(left, right);
}

/** Whether a coordinate is nowhere on a stretch above its limit at a place: by the way there, or by bounds. */
export function isAtMost(path: Path, axis: Axis, index: number, place: Limit): boolean {
  return (place[1] !== 'at' && isOnTheWay(path, axis, index, place)) || isBelow(path, axis, index, place);
}

/** From the stretch to the place the coordinate never falls. */
function isOnTheWay(path: Path, axis: Axis, index: number, [joint, side]: Limit): boolean {
  const forward = index < joint;
  const wanted = forward ? 1 : -1;
  const step = forward ? 1 : -1;
  const last = forward ? joint - 1 : joint;
  for (let i = index; ; i += step) {
    const direction = directionOf(path, axis, i);
    if (direction === null || direction === -wanted) return false;
    if (i === last) break;
    const jump = path.joints[forward ? i : i - 1]?.[axis];
    if (jump === undefined || jump === null || jump === -wanted) return false;
  }
  if ((side === 'before') === forward) return true;
  const across = path.joints[joint - 1]?.[axis];
  return across !== undefined && across !== null && across !== -wanted;
}

function isBelow(path: Path, axis: Axis, index: number, place: Limit): boolean {
  const limit = limitOf(path, axis, place);
  if (!limit) return false;
  const atMost = (v: Value | null): boolean => v !== null && (compareValues(v, limit) ?? 1) <= 0;
  if (directionOf(path, axis, index) !== null)
    return atMost(limitOf(path, axis, [index, 'after'])) && atMost(limitOf(path, axis, [index + 1, 'before']));
  return isBoundedBy(path, axis, index, limit);
}

const MOST_BOXES = 512;

function isBoundedBy({ curve, stretches }: Path, axis: Axis, index: number, limit: Value): boolean {
  const { form, slope } = (stretches[index] as Stretch)[axis];
  const whole = (stretches[index] as Stretch).outer.enclosures.get(curve.parameter);
  const queue = whole ? [whole] : [];
  for (let count = 0; queue.length > 0; count++) {
    const box = queue.pop() as { lo: number; hi: number };
    const over = (lo: number, hi: number) => new Enclosing(new Map([[curve.parameter, { lo, hi }]]));
    if (over(box.lo, box.hi).of(form).hi <= limit.range.lo) continue;
    const growth = over(box.lo, box.hi).of(slope);
    if (growth.lo >= 0 && over(box.hi, box.hi).of(form).hi <= limit.range.lo) continue;
    if (growth.hi <= 0 && over(box.lo, box.lo).of(form).hi <= limit.range.lo) continue;
    const middle = box.lo + (box.hi - box.lo) / 2;
    if (count > MOST_BOXES || middle <= box.lo || middle >= box.hi) return false;
    queue.push({ lo: box.lo, hi: middle }, { lo: middle, hi: box.hi });
  }
  return true;
}

/** Which way a coordinate goes on a stretch, as claimed and proven; null: not known. */
export function directionOf(path: Path, axis: Axis, index: number): -1 | 0 | 1 | null {
  const { part } = path.stretches[index] as Stretch;
  return part.part === 'arc' ? (axis === 'x' ? 1 : -1) : part[axis];
}

/** Every direction that is claimed holds, also inside the brackets of the joints. */
export function wrongDirection(path: Path): string | null {
  const holds = path.stretches.every((_, i) => AXES.every((axis) => goesAsClaimed(path, axis, i)));
  const joined = path.joints.every((_, i) => AXES.every((axis) => turnsAsClaimed(path, axis, i)));
  return holds && joined ? null : 'a good does not go as claimed';
}

const AXES = ['x', 'y'] as const;

/** Where the formula changes in a joint, its own goes on through the whole bracket; so does the last, to the very end. */
function goesAsClaimed(path: Path, axis: Axis, index: number): boolean {
  const claimed = directionOf(path, axis, index);
  if (claimed === null) return true;
  const { from, to, inner, outer, positive, falling, [axis]: own } = path.stretches[index] as Stretch;
  const goesOn = (other: Stretch | undefined): boolean =>
    other !== undefined && keyOf(other[axis].form) === keyOf(own.form);
  const lo = goesOn(path.stretches[index - 1]) ? from.hi : from.lo;
  const hi = goesOn(path.stretches[index + 1]) ? to.lo : to.hi;
  const box = boxOf(new Map([[path.curve.parameter, { lo, hi }]]));
  for (const [key, sign] of outer.signs) if (sign?.strict) box.signs.set(key, sign);
  const found = signInside(own.slope, box);
  if (found) return found.sign === claimed;
  const texts = new Set(positive.map(print));
  const below = axis === 'y' && falling ? falling : basesOf(own.e).find((e) => texts.has(print(e)));
  if (below) return claimed === -1 && fallsAlong(below, box, path.curve.parameter);
  const byBuild =
    from.lo.numerator >= 0n && directionIn(own.e, path.curve.parameter, (e) => texts.has(print(e))) === claimed;
  return byBuild && signInside(own.slope, inner)?.sign === claimed;
}

/** What an expression is a power of (and that of, in turn), but for positive factors: above 0 it goes the same way. */
function basesOf(e: Expression): readonly Expression[] {
  const isAbove = (x: Expression): boolean => (exactValue(x)?.numerator ?? 0n) > 0n;
  const inner =
    (e.kind === 'multiply' || e.kind === 'divide' || e.kind === 'power') && isAbove(e.right)
      ? e.left
      : e.kind === 'multiply' && isAbove(e.left)
        ? e.right
        : e.kind === 'call' && e.function === 'sqrt'
          ? e.arguments[0]
          : undefined;
  return inner ? [inner, ...basesOf(inner)] : [];
}

/** y goes the way of what it is an even power of, while that is above 0. */
function fallsAlong(e: Expression, box: Box, name: string): boolean {
  const form = formOf(e, box);
  return form !== null && signInside(derivativeOf(form, name), box)?.sign === -1;
}

/** Inside a bracket where one smooth formula goes on, it goes the one way, or turns once. */
function turnsAsClaimed(path: Path, axis: Axis, index: number): boolean {
  const [left, right] = [path.stretches[index] as Stretch, path.stretches[index + 1] as Stretch];
  const [before, after] = [directionOf(path, axis, index), directionOf(path, axis, index + 1)];
  const { form, slope } = left[axis];
  if (before === null || after === null || compare(left.to.lo, left.to.hi) === 0) return true;
  if (keyOf(form) !== keyOf(right[axis].form)) return true;
  const box = boxOf(new Map([[path.curve.parameter, left.to]]));
  if (before === after) return signInside(slope, box)?.sign === before;
  const turn = signInside(derivativeOf(slope, path.curve.parameter), box);
  return turn?.strict === true && turn.sign === Math.sign(after - before);
}

function bendsAs({ curve }: Path, { x, y, outer, from, to, positive }: Stretch, bend: -1 | 0 | 1): boolean {
  const found = signInside(bendOf({ x, y }, curve.parameter), outer);
  if (found) return found.sign === bend;
  return checkBend(x.e, y.e, curve.parameter, from.lo, to.hi, bend, positive) === null;
}

/** Every bend that is claimed holds, out to the outer edges of the joints; there the arc is the graph of a function. */
export function wrongBend(path: Path): string | null {
  const arcs = path.stretches.filter((s) => s.part.part === 'arc');
  for (const arc of arcs) {
    const { part } = arc;
    if (part.part !== 'arc') continue;
    if (!bendsAs(path, arc, part.bend)) return 'an arc is not seen to bend as claimed';
  }
  const graph = (axis: Axis, sign: 1 | -1): boolean =>
    arcs.every((arc) => signInside(arc[axis].slope, arc.outer)?.sign === sign);
  return graph('x', 1) || graph('y', -1) ? null : 'an arc turns back';
}
