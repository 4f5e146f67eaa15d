import { jet } from '../../../math/derivative/jet.ts';
import { namesIn } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { add, multiply, subtract } from '../../../math/interval/arithmetic.ts';
import { fromRational, type Interval, interval, midpoint, point } from '../../../math/interval/interval.ts';
import * as exact from '../../../math/rational/rational.ts';
import type { Bend } from '../../certificate.ts';
import type { Range } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { formOf } from '../exact/form-of.ts';
import { NotExact, type Signomial } from '../exact/signomial.ts';
import { boxOf, signInside } from '../sign/sign.ts';
import type { Over } from './over.ts';

/** A function of one variable over a range, at all values of the names that vary. */
export interface Line {
  readonly e: Expression;
  readonly variable: string;
  readonly range: Range;
  readonly over: Over;
  /** Where e is surely below 0 or undefined nothing is asked of it. */
  readonly kept: boolean;
}

const EFFORT = 300;

/**
 * Whether the second derivative is nowhere of the other sign at any value of the names that vary, and at none of them 0
 * all along (bend 0: is 0 everywhere): by its exact form, or by Taylor coefficients over ever smaller boxes.
 */
export function hasBend(line: Line, bend: Bend): boolean {
  const form = derivativeForm(line, 2);
  if (form) {
    const found = signInside(form, boxOver(line), EFFORT);
    if (found?.sign === 0) return bend === 0;
    if (found && found.sign === bend && (found.strict || isSomewhere(form, line))) return true;
  }
  return bend !== 0 && bendsByBoxes(line, bend) && bendsSomewhere(line);
}

/** Whether it rises nowhere at any value of the names that vary. */
export function falls(line: Line): boolean {
  const form = derivativeForm(line, 1);
  const found = form && signInside(form, boxOver(line), EFFORT);
  return (
    (found !== null && found.sign === -1) ||
    everywhere(line, (part) => {
      const slope = jet(line.e, line.variable, part.get(line.variable) as Interval, 1, part)?.[1];
      return !slope ? null : slope.hi <= 0 ? true : slope.lo > 0 ? false : null;
    })
  );
}

function boxOver({ e, variable, range, over }: Line) {
  const names = namesIn(e);
  return boxOf(new Map([[variable, range], ...[...over.ranges].filter(([n]) => names.has(n))]));
}

function derivativeForm(line: Line, times: number): Signomial | null {
  try {
    let form = formOf(line.e, boxOver(line));
    for (let i = 0; form && i < times; i++) form = derivativeOf(form, line.variable);
    return form;
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

/** On some stretch it is 0 nowhere: whatever is analytic is then 0 at single places only. */
function isSomewhere(form: Signomial, line: Line): boolean {
  return [
    [1n, 32n],
    [1n, 2n],
    [3n, 4n],
  ].some(([n, d]) => {
    const [lo, hi] = [
      rationalAt(line.range, n as bigint, d as bigint),
      rationalAt(line.range, 33n, 32n * (d as bigint)),
    ];
    const range = exact.compare(lo, hi) < 0 ? { lo, hi } : { lo, hi: line.range.hi };
    return signInside(form, boxOver({ ...line, range }), 60)?.strict === true;
  });
}

function rationalAt({ lo, hi }: Range, n: bigint, d: bigint): exact.Rational {
  return exact.add(lo, exact.multiply(exact.subtract(hi, lo), exact.rational(n, d)));
}

type Place = ReadonlyMap<string, Interval>;

const MOST_BOXES = 400;

function bendsByBoxes(line: Line, bend: 1 | -1): boolean {
  return everywhere(line, (part) => {
    const second = secondOver(line.e, line.variable, part);
    if (!second) return null;
    const [holds, fails] = bend > 0 ? [second.lo >= 0, second.hi < 0] : [second.hi <= 0, second.lo > 0];
    return holds ? true : fails ? false : null;
  });
}

/** Over ever smaller boxes, until each tells (null: not yet) or does not count. */
function everywhere({ e, variable, range, over, kept }: Line, holds: (part: Place) => boolean | null): boolean {
  const whole = new Map([[variable, enclosed(range)], ...over.enclosures]);
  const stack: Place[] = [whole];
  for (let i = 0; stack.length > 0; i++) {
    const part = stack.pop() as Place;
    const found = holds(part);
    if (found === true) continue;
    if (kept && isGone(e, part)) continue;
    const cut = found === null ? halved(part, whole) : null;
    if (i >= MOST_BOXES || !cut) return false;
    stack.push(...cut);
  }
  return true;
}

/** Surely below 0, or surely undefined. */
function isGone(e: Expression, part: Place): boolean {
  const { value } = enclose(e, part);
  return !(value.lo <= value.hi) || value.hi < 0;
}

export function enclosed({ lo, hi }: Range): Interval {
  return interval(fromRational(lo).lo, fromRational(hi).hi);
}

/** Half the second derivative: by its Taylor coefficient, and by its value at the middle and the third one. */
function secondOver(e: Expression, name: string, part: Place): Interval | null {
  const over = part.get(name) as Interval;
  const [, , second, third] = jet(e, name, over, 3, part) ?? [];
  if (!second || !third) return null;
  const center = point(midpoint(over));
  const there = jet(e, name, center, 2, part)?.[2];
  if (!there) return second;
  const mean = add(there, multiply(multiply(point(3), third), subtract(over, center)));
  return { lo: Math.max(second.lo, mean.lo), hi: Math.min(second.hi, mean.hi) };
}

/** At a place that the curve surely comes to, it surely bends. */
function bendsSomewhere({ e, variable, range, over, kept }: Line): boolean {
  const { lo, hi } = enclosed(range);
  return [0.01, 0.05, 0.2, 0.5].some((share) => {
    const at = lo + share * (hi - lo);
    const second = jet(e, variable, point(at), 2, over.enclosures)?.[2];
    if (!second || (second.lo <= 0 && 0 <= second.hi)) return false;
    return !kept || isAbove(e, variable, { lo, hi: at }, over);
  });
}

/** Whether e is defined and above 0 all over a range, at all values of the names that vary. */
export function isAbove(e: Expression, variable: string, range: Interval, over: Over): boolean {
  const stack: Interval[] = [range];
  for (let i = 0; stack.length > 0; i++) {
    const part = stack.pop() as Interval;
    const { value, defined } = enclose(e, new Map(over.enclosures).set(variable, part));
    if (defined && value.lo > 0) continue;
    const middle = midpoint(part);
    if (i > 60 || value.hi <= 0 || middle <= part.lo || part.hi <= middle) return false;
    stack.push(interval(part.lo, middle), interval(middle, part.hi));
  }
  return true;
}

/** Across the side that is longest against the whole. */
function halved(part: Place, whole: Place): readonly Place[] | null {
  let [longest, most] = ['', 0];
  for (const [name, { lo, hi }] of part) {
    const full = whole.get(name) as Interval;
    const share = full.hi > full.lo ? (hi - lo) / (full.hi - full.lo) : 0;
    if (share > most) [longest, most] = [name, share];
  }
  const side = part.get(longest);
  const cut = side && midpoint(side);
  if (!side || cut === undefined || cut <= side.lo || side.hi <= cut) return null;
  return [new Map([...part, [longest, interval(side.lo, cut)]]), new Map([...part, [longest, interval(cut, side.hi)]])];
}
