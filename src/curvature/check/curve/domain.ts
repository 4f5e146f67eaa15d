import { enclose } from '../../../math/expression/enclose.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { fromRational, interval } from '../../../math/interval/interval.ts';
import { add, compare, multiply, type Rational, rational, subtract } from '../../../math/rational/rational.ts';
import type { Box, Range } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { formOf } from '../exact/form-of.ts';
import { boxOf, signInside } from '../sign/sign.ts';
import { resolved } from './branches.ts';
import { limitAt, signOfConstant } from './joints.ts';
import { directionOf, limitOf, type Path } from './path.ts';
import { type CurveFormulas, type Stretch, underRoots } from './stretches.ts';
import { exactlyAt, type Value } from './values.ts';

/** A part in 10^12 of a written range may lie beyond the true end: rounding. */
const FORGIVEN = rational(1n, 10n ** 12n);

/**
 * An explicit frontier ends where it was written to end, or first reaches 0, or ceases to be defined. Before, it may rise from
 * below 0; then it stays above.
 */
export function wrongDomain(path: Path, from: Rational, to: Rational | null): string | null {
  const [first, last] = [path.stretches[0] as Stretch, path.stretches[path.stretches.length - 1] as Stretch];
  if (compare(first.from.lo, first.from.hi) !== 0 || compare(first.from.lo, from) !== 0)
    return 'the curve does not begin where the frontier does';
  return wrongEnd(path.curve, last, from, to) ?? (staysAbove(path) ? null : 'the frontier is not seen to stay above 0');
}

function wrongEnd(curve: CurveFormulas, last: Stretch, from: Rational, to: Rational | null): string | null {
  const end = last.to;
  if (to !== null && compare(end.hi, to) > 0 && compare(end.lo, to) > 0) return 'the curve goes beyond the written end';
  if (to !== null && compare(end.lo, to) === 0 && compare(end.hi, to) === 0) return null;
  const early = to === null ? null : subtract(to, end.hi);
  if (early && to && compare(early, multiply(FORGIVEN, subtract(to, from))) > 0 && !endsAt(curve, last, end))
    return 'the curve does not reach the written end';
  return endsAt(curve, last, end) ? null : 'the frontier is not seen to end there';
}

/** An implicit frontier may also end where a constraint on the first good alone does; it begins at 0. */
export function wrongBounds(path: Path, caps: readonly Expression[]): string | null {
  const [first, last] = [path.stretches[0] as Stretch, path.stretches[path.stretches.length - 1] as Stretch];
  if (![first.from.lo, first.from.hi].every((t) => t.numerator === 0n)) return 'the curve does not begin at 0';
  const name = path.curve.parameter;
  const allowed = boxOf(new Map([[name, { lo: first.from.lo, hi: last.to.lo }]]));
  for (const room of caps) {
    const form = formOf(room, allowed);
    if (!form || !((signInside(form, allowed)?.sign ?? -1) >= 0)) return 'a limit on one good is not kept';
  }
  if (!caps.some((room) => isUsedUp(room, name, last.to)) && !endsAt(path.curve, last, last.to))
    return 'the frontier is not seen to end there';
  return staysAbove(path) ? null : 'the frontier is not seen to stay above 0';
}

/** What is left falls through 0 at the exact place, or inside the bracket. */
function isUsedUp(room: Expression, name: string, end: Range): boolean {
  const at = (t: Rational): Value | null => exactlyAt(room, name, t);
  const isExact = compare(end.lo, end.hi) === 0;
  const by = multiply(end.lo, rational(1n, 2n ** 20n));
  const around = boxOf(new Map([[name, isExact ? { lo: end.lo, hi: add(end.lo, by) } : end]]));
  const form = formOf(room, around);
  const slope = form && signInside(derivativeOf(form, name), around);
  if (slope?.sign !== -1) return false;
  if (isExact) return isZero(at(end.lo));
  return (at(end.lo)?.range.lo ?? -1) > 0 && (at(end.hi)?.range.hi ?? 1) < 0;
}

/** Inside the bracket (or at the exact end) the frontier first reaches 0, falls below it, or ceases to be defined. */
function endsAt(curve: CurveFormulas, last: Stretch, end: Range): boolean {
  const isExact = compare(end.lo, end.hi) === 0;
  const limit = isExact ? limitAt(last.y, curve.parameter, end) : null;
  if (limit?.exact && signOfConstant(limit.exact) === 0) return true;
  if (isExact) return isNothingAfter(curve, last, end.hi);
  // An even power of what falls through 0 inside the bracket.
  if (last.falling) return true;
  const there = enclose(curve.y, new Map([[curve.parameter, fromRational(end.hi)]])).value;
  return !(there.hi > 0) && (goesOnTo(curve, last, end) || isNothingAfter(curve, last, end.hi, end));
}

/** No branch changes inside the bracket: the last formula goes on to the end. */
function goesOnTo(curve: CurveFormulas, last: Stretch, end: Range): boolean {
  const box = new Map([[curve.parameter, interval(fromRational(end.lo).lo, fromRational(end.hi).hi)]]);
  return last.y.choices.every((c) => c.differences?.every((d) => enclose(d, box).value.lo > 0) ?? false);
}

/** Right behind the end the formula is at most 0, or a root or logarithm has lost what it needs. */
function isNothingAfter(curve: CurveFormulas, last: Stretch, at: Rational, bracket?: Range): boolean {
  const name = curve.parameter;
  const length = subtract(at, last.from.hi);
  const behind = boxOf(new Map([[name, { lo: at, hi: add(at, multiply(length, rational(1n, 2n ** 20n))) }]]));
  const decisive = bracket ? [] : underRoots(last.y.e).filter((u) => isZero(exactlyAt(u, name, at)));
  if (decisive.some((u) => isBelowZero(u, behind))) return true;
  const changes = last.y.choices.some((c) => c.differences?.some((d) => changesAt(d, name, at, bracket)));
  const after = changes ? resolved(curve.y, behind) : null;
  if (!after) return false;
  if (!bracket) return isBelowZero(after.e, behind) || exactValue(after.e)?.numerator === 0n;
  const box = new Map([[name, interval(fromRational(bracket.lo).lo, fromRational(bracket.hi).hi)]]);
  return enclose(after.e, box).value.hi <= 0;
}

/** What decides a branch is 0 at the exact place, or falls through 0 inside the bracket. */
function changesAt(d: Expression, name: string, at: Rational, bracket: Range | undefined): boolean {
  if (!bracket) return isZero(exactlyAt(d, name, at));
  const box = boxOf(new Map([[name, bracket]]));
  const form = formOf(d, box);
  const slope = form && signInside(derivativeOf(form, name), box);
  return slope?.sign === -1 && slope.strict;
}

function isZero(v: Value | null): boolean {
  return v?.exact != null && signOfConstant(v.exact) === 0;
}

function isBelowZero(e: Expression, box: Box): boolean {
  const form = formOf(e, box);
  return form !== null && signInside(form, box)?.sign === -1;
}

/** At the start it may be below 0, or rise; then the frontier is above 0 up to its end. */
function staysAbove(path: Path): boolean {
  let starting = true;
  return path.stretches.every((s, i) => {
    const direction = directionOf(path, 'y', i);
    const [low, high] = [limitOf(path, 'y', [i, 'after']), limitOf(path, 'y', [i + 1, 'before'])];
    // Without a jump, the limits from both sides of a joint are one.
    const goesOn = path.joints[i - 1]?.y === 0 ? limitOf(path, 'y', [i, 'before']) : null;
    const isBelow = direction !== null && [low, high].every((v) => v !== null && v.range.hi <= 0);
    if (starting && (isBelow || direction === 1)) {
      starting = isBelow || !(high !== null && high.range.lo > 0);
      return true;
    }
    starting = false;
    if (direction === null) return signInside(s.y.form, s.outer)?.sign === 1;
    const final = i === path.stretches.length - 1;
    const isAbove = (v: typeof low): boolean => v !== null && v.range.lo > 0;
    return (
      (isAbove(low) || isAbove(goesOn) || (direction === -1 && isAbove(high))) &&
      (final || isAbove(high) || direction === 1)
    );
  });
}
