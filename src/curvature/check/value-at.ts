import { number, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, type Interval } from '../../math/interval/interval.ts';
import type { Rational } from '../../math/rational/rational.ts';
import type { Range } from './exact/box.ts';
import { formOf } from './exact/form-of.ts';
import type { Signomial } from './exact/signomial.ts';
import { boxOf } from './sign/sign.ts';
import { costOf, spend } from './work.ts';

export type Place = ReadonlyMap<string, Rational>;

/** The value at one place as a signomial of constants; null where it is not seen to be defined there. */
export function exactlyAt(e: Expression, place: Place): Signomial | null {
  return formOf(substitute(e, new Map([...place].map(([n, r]) => [n, number(r)]))), boxOf(new Map()));
}

/** An enclosure of the value at one place; null where it may not be defined there. */
export function enclosedAt(e: Expression, place: Place): Interval | null {
  const { value, defined } = enclose(e, new Map([...place].map(([n, r]) => [n, fromRational(r)])));
  return defined && value.lo <= value.hi ? value : null;
}

export function isDefinedAt(e: Expression, place: Place): boolean {
  return enclosedAt(e, place) !== null || exactlyAt(e, place) !== null;
}

const MOST_PARTS = 512;

/**
 * Whether the function is defined on the whole closed box: seen by enclosures, or exactly inside it and inside each of its
 * faces, edges and corners, which together are all of it.
 */
export function isDefinedOver(e: Expression, ranges: ReadonlyMap<string, Range>): boolean {
  const whole = boxOf(ranges);
  const cost = costOf(e, 0);
  const queue: ReadonlyMap<string, Interval>[] = [whole.enclosures];
  for (let i = 0; i < queue.length && i < MOST_PARTS; i++) {
    const part = queue[i] as ReadonlyMap<string, Interval>;
    spend(cost);
    if (enclose(e, part).defined) {
      if (i === queue.length - 1) return true;
      continue;
    }
    if (queue.length > MOST_PARTS) break;
    queue.push(...halved(part, whole.enclosures));
  }
  const faces = facesOf(ranges);
  return faces.length > 0 && formOf(e, whole) !== null && faces.every((face) => isDefinedInside(e, face));
}

/** Across the side that is longest against the whole. */
function halved(
  part: ReadonlyMap<string, Interval>,
  whole: ReadonlyMap<string, Interval>,
): readonly ReadonlyMap<string, Interval>[] {
  const share = ([name, x]: readonly [string, Interval]): number => {
    const full = whole.get(name) as Interval;
    return full.hi > full.lo ? (x.hi - x.lo) / (full.hi - full.lo) : 0;
  };
  const [longest] = [...part].sort((a, b) => share(b) - share(a));
  if (!longest) return [];
  const [name, { lo, hi }] = longest;
  const cut = lo + (hi - lo) / 2;
  return [new Map([...part, [name, { lo, hi: cut }]]), new Map([...part, [name, { lo: cut, hi }]])];
}

/** Some names at an end of their range, the others anywhere in theirs. */
interface Face {
  readonly fixed: Place;
  readonly open: ReadonlyMap<string, Range>;
}

/** 3^n faces of every dimension are looked at. */
const MOST_VARIABLES = 4;

function isDefinedInside(e: Expression, { fixed, open }: Face): boolean {
  if (open.size === 0) return isDefinedAt(e, fixed);
  return formOf(substitute(e, new Map([...fixed].map(([n, r]) => [n, number(r)]))), boxOf(open)) !== null;
}

/** All but the inside of the box itself; none, so that nothing is shown, where they are too many. */
function facesOf(ranges: ReadonlyMap<string, Range>): readonly Face[] {
  if (ranges.size > MOST_VARIABLES) return [];
  return [...ranges]
    .reduce<readonly Face[]>(
      (faces, [name, range]) =>
        faces.flatMap(({ fixed, open }) => [
          { fixed, open: new Map([...open, [name, range]]) },
          { fixed: new Map([...fixed, [name, range.lo]]), open },
          { fixed: new Map([...fixed, [name, range.hi]]), open },
        ]),
      [{ fixed: new Map(), open: new Map() }],
    )
    .filter((face) => face.fixed.size > 0);
}
