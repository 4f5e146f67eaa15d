import { enclose } from '../../../math/expression/enclose.ts';
import { type Interval, interval } from '../../../math/interval/interval.ts';
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

function reachAlong(path: Path, axis: Axis, level: number, from: 1 | -1): Reach {
  const boxes = path.stretches.map((s): readonly [Stretch, Interval] => [s, rangeOf(path, s)]);
  if (from === 1) boxes.reverse();
  // Finer than this rounding hides what is looked for.
  const least = (Math.max(...boxes.map(([, b]) => b.hi)) - Math.min(...boxes.map(([, b]) => b.lo))) * 2 ** -50;
  let surelyNot: number | null = null;
  for (let count = 0; boxes.length > 0; count++) {
    const [s, box] = boxes.pop() as readonly [Stretch, Interval];
    if (over(path, s, axis, box).hi < level) continue;
    const middle = box.lo + (box.hi - box.lo) / 2;
    const [near, far] = from === 1 ? [box.lo, box.hi] : [box.hi, box.lo];
    const isThere = (t: number): boolean => {
      const there = over(path, s, axis, interval(t, t));
      return isInside(path, s, t) && there.lo >= level && there.lo <= there.hi;
    };
    if (isThere(near)) return { surelyNot: surelyNot ?? near, surely: near };
    const small = isInJoint(path, s, box) || box.hi - box.lo <= least || middle <= box.lo || middle >= box.hi;
    if (small || count > MOST_BOXES) {
      surelyNot ??= near;
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

function rangeOf({ curve }: Path, s: Stretch): Interval {
  return s.outer.enclosures.get(curve.parameter) as Interval;
}

/** Inside the bracket of a joint nothing is told from one place to the next. */
function isInJoint({ curve }: Path, s: Stretch, box: Interval): boolean {
  const inner = s.inner.enclosures.get(curve.parameter) as Interval;
  return box.hi <= inner.lo || inner.hi <= box.lo;
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
