import { enclose } from '../../../math/expression/enclose.ts';
import { type Interval, interval } from '../../../math/interval/interval.ts';
import { powerOfTwo } from '../../../math/rational/power-of-two.ts';
import { Enclosing } from '../exact/enclosure.ts';
import type { Axis } from './joints.ts';
import type { Path } from './path.ts';
import type { Stretch } from './stretches.ts';

export interface Reach {
  /** Before this (seen from the side of the search) the coordinate is surely below the level. */
  readonly surelyNot: number;
  /** Here it surely is at or above it; null: nowhere seen. */
  readonly surely: number | null;
}

const MOST_BOXES = 3000;

/** Where, coming from the lower (1) or upper (-1) end of the parameter, a coordinate first reaches a level. */
export function reach(path: Path, axis: Axis, level: number, from: 1 | -1): Reach {
  const along = reachAlong(path, axis, level, from);
  const [may, does] = [
    path.places.filter((p) => p[axis].range.hi >= level),
    path.places.filter((p) => p[axis].range.lo >= level),
  ];
  const first = from === 1 ? Math.min : Math.max;
  const surely = [...does.map((p) => p.at), ...(along.surely === null ? [] : [along.surely])];
  return {
    surelyNot: first(along.surelyNot, ...may.map((p) => p.at)),
    surely: surely.length === 0 ? null : first(...surely),
  };
}

/** Whether a coordinate is somewhere surely at or above a level. */
export function attains(path: Path, axis: Axis, level: number): boolean {
  const isThere = (s: Stretch, t: number): boolean => isThereIn(path, s, axis, t, level);
  const atEnds = path.stretches.some((s) => {
    const { lo, hi } = s.inner.enclosures.get(path.curve.parameter) as Interval;
    return isThere(s, lo) || isThere(s, hi);
  });
  return atEnds || reach(path, axis, level, 1).surely !== null || reach(path, axis, level, -1).surely !== null;
}

function reachAlong(path: Path, axis: Axis, level: number, from: 1 | -1): Reach {
  const boxes = path.stretches.map((s): readonly [Stretch, Interval] => [s, rangeOf(path, s)]);
  if (from === 1) boxes.reverse();
  // Finer than this rounding hides what is looked for.
  const least = (Math.max(...boxes.map(([, b]) => b.hi)) - Math.min(...boxes.map(([, b]) => b.lo))) * 2 ** -50;
  let surelyNot: number | null = null;
  for (let count = 0; boxes.length > 0; count++) {
    const [s, box] = boxes.pop() as readonly [Stretch, Interval];
    if (mostOver(path, s, axis, box) < level) continue;
    const middle = box.lo + (box.hi - box.lo) / 2;
    const [near, far] = from === 1 ? [box.lo, box.hi] : [box.hi, box.lo];
    if (isThereIn(path, s, axis, near, level)) return { surelyNot: surelyNot ?? near, surely: near };
    const small = isInLastJoint(path, s, box) || box.hi - box.lo <= least || middle <= box.lo || middle >= box.hi;
    if (small || count > MOST_BOXES) {
      const sure = surelyNot === null ? firstSure(path, axis, level, near, from, least) : null;
      surelyNot ??= near;
      if (sure !== null) return { surelyNot, surely: sure };
      if (isInside(path, s, far) && over(path, s, axis, interval(far, far)).lo >= level)
        return { surelyNot, surely: far };
      if (count > MOST_BOXES) return { surelyNot, surely: null };
      continue;
    }
    const [first, second] = [interval(box.lo, middle), interval(middle, box.hi)];
    boxes.push(
      ...(from === 1 ? [[s, second] as const, [s, first] as const] : [[s, first] as const, [s, second] as const]),
    );
  }
  return { surelyNot: surelyNot ?? (from === 1 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY), surely: null };
}

/** Where rounding hides how things are close by, farther and farther away; then back as near as can be. */
function firstSure(path: Path, axis: Axis, level: number, near: number, from: 1 | -1, least: number): number | null {
  const isSure = (t: number): boolean => path.stretches.some((s) => isThereIn(path, s, axis, t, level));
  let before = near;
  for (let k = 0; k < 64; k++) {
    const t = near + from * least * powerOfTwo(k);
    if (!isSure(t)) {
      before = t;
      continue;
    }
    let at = t;
    for (let i = 0; i < 50; i++) {
      const middle = before + (at - before) / 2;
      if (isSure(middle)) at = middle;
      else before = middle;
    }
    return at;
  }
  return null;
}

function isThereIn(path: Path, s: Stretch, axis: Axis, t: number, level: number): boolean {
  if (!isInside(path, s, t)) return false;
  const there = over(path, s, axis, interval(t, t));
  return there.lo >= level && there.lo <= there.hi;
}

function rangeOf({ curve }: Path, s: Stretch): Interval {
  return s.outer.enclosures.get(curve.parameter) as Interval;
}

/** Inside a bracket where the formula changes, the curve is what is written, whichever branch that is. */
function mostOver(path: Path, s: Stretch, axis: Axis, box: Interval): number {
  const { hi } = over(path, s, axis, box);
  if (!isInJoint(path, s, box) || isInLastJoint(path, s, box)) return hi;
  const { value } = enclose(path.curve[axis], new Map([[path.curve.parameter, box]]));
  return value.lo <= value.hi ? Math.min(hi, value.hi) : hi;
}

function isInJoint({ curve }: Path, s: Stretch, box: Interval): boolean {
  const inner = s.inner.enclosures.get(curve.parameter) as Interval;
  return box.hi <= inner.lo || inner.hi <= box.lo;
}

/** Inside the bracket of the end nothing is told from one place to the next. */
function isInLastJoint({ curve, stretches }: Path, s: Stretch, box: Interval): boolean {
  const inner = s.inner.enclosures.get(curve.parameter) as Interval;
  return s === stretches[stretches.length - 1] && inner.hi <= box.lo;
}

/** In the last stretch only what comes before the bracket of its end is surely on the curve. */
function isInside({ curve }: Path, s: Stretch, t: number): boolean {
  const inner = s.inner.enclosures.get(curve.parameter) as Interval;
  return inner.lo <= t && t <= inner.hi;
}

function over({ curve }: Path, s: Stretch, axis: Axis, box: Interval): Interval {
  const { e, slope } = s[axis];
  const at = (range: Interval): Interval => enclose(e, new Map([[curve.parameter, range]])).value;
  const direct = at(box);
  if (box.lo === box.hi) return direct;
  const growth = new Enclosing(new Map([[curve.parameter, box]])).of(slope);
  if (!(growth.lo >= 0 || growth.hi <= 0)) return direct;
  const [a, b] = [at(interval(box.lo, box.lo)), at(interval(box.hi, box.hi))];
  const [low, high] = growth.lo >= 0 ? [a, b] : [b, a];
  return low.lo <= high.hi ? interval(Math.max(low.lo, direct.lo), Math.min(high.hi, direct.hi)) : direct;
}
