import { fromRational, type Interval, interval } from '../../../math/interval/interval.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { valueAt } from '../exact/at-point.ts';
import { type Box, middle, type Range, type Sign, type SignJudge } from '../exact/box.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { Enclosing } from '../exact/enclosure.ts';
import { NotExact, type Signomial } from '../exact/signomial.ts';
import { spend } from '../work.ts';
import type { OnLine } from './by-boxes.ts';

/**
 * The sign of a function of one variable strictly inside its range: enclosures over ever shorter parts, and next to a point
 * where it vanishes exactly, the enclosure of its first derivative that does not vanish there (Taylor's theorem).
 */
export function signOnLine(f: OnLine, box: Box, name: string, effort: number): Sign | null {
  const whole = box.ranges.get(name);
  if (!whole || exact.compare(whole.lo, whole.hi) >= 0) return null;
  const search: Search = { f, name, whole, judge: box.judge, orders: new Map() };
  const queue: Part[] = [{ ...whole, depth: 0 }];
  const parts: Found[] = [];
  for (let i = 0; i < queue.length; i++) {
    const part = queue[i] as Part;
    spend(4);
    const found = signOver(search, part);
    if (found) {
      if (found.sign !== (parts[0] ?? found).sign) return null;
      parts.push(found);
      continue;
    }
    if (i >= effort) return null;
    const cut = middle(part);
    const depth = part.depth + 1;
    queue.push({ lo: part.lo, hi: cut, depth }, { lo: cut, hi: part.hi, depth });
  }
  const [first] = parts;
  return first && parts.some((p) => p.proper) ? { sign: first.sign, strict: parts.every((p) => p.strict) } : null;
}

interface Part extends Range {
  readonly depth: number;
}

interface Search {
  readonly f: OnLine;
  readonly name: string;
  readonly whole: Range;
  readonly judge: SignJudge;
  readonly orders: Map<string, Vanishing | null>;
}

interface Found extends Sign {
  /** Not 0 all over the part, though it may be 0 somewhere in it. */
  readonly proper: boolean;
}

function signOver(search: Search, part: Part): Found | null {
  const range = search.f.enclose(intervalOf(part));
  if (range.lo > 0) return { sign: 1, strict: true, proper: true };
  if (range.hi < 0) return { sign: -1, strict: true, proper: true };
  const near = part.depth >= 2 ? besideZero(search, part) : null;
  if (near) return near;
  // Never of the other sign, as 1 − cos: taken only where shorter parts tell no more.
  if (part.depth < 5) return null;
  if (range.lo >= 0) return { sign: 1, strict: false, proper: false };
  if (range.hi <= 0) return { sign: -1, strict: false, proper: false };
  return null;
}

function intervalOf({ lo, hi }: Range): Interval {
  return interval(fromRational(lo).lo, fromRational(hi).hi);
}

function besideZero(search: Search, part: Part): Found | null {
  const { whole } = search;
  for (const end of [whole.lo, whole.hi]) if (holds(part, end)) return byOrder(search, part, end);
  if (part.depth < 6) return null;
  // An interior zero that is simple enough to be guessed: what is guessed is proven.
  const guess = simplestIn(part);
  return exact.size(guess) <= LARGEST_GUESS ? byOrder(search, part, guess) : null;
}

/** In bits. */
const LARGEST_GUESS = 48;

function holds({ lo, hi }: Range, x: Rational): boolean {
  return exact.compare(lo, x) <= 0 && exact.compare(x, hi) <= 0;
}

interface Vanishing {
  readonly order: number;
  readonly derivative: Signomial;
}

const HIGHEST_ORDER = 8;

/** How often the function vanishes at a point, and its first derivative that does not. */
function vanishingAt({ f, name, judge, orders }: Search, at: Rational): Vanishing | null {
  const key = `${at.numerator}/${at.denominator}`;
  const known = orders.get(key);
  if (known !== undefined) return known;
  const found = f.form && vanishing(f.form, name, at, judge);
  orders.set(key, found);
  return found;
}

function vanishing(form: Signomial, name: string, at: Rational, judge: SignJudge): Vanishing | null {
  const here = new Enclosing(new Map([[name, fromRational(at)]])).of(form);
  if (here.lo > 0 || here.hi < 0) return null;
  try {
    let derivative = form;
    for (let order = 0; order <= HIGHEST_ORDER; order++) {
      const value = valueAt(derivative, new Map([[name, at]]), judge);
      if (!value) return null;
      if (value.length > 0) return { order, derivative };
      derivative = derivativeOf(derivative, name);
    }
    return null;
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

/** Up to a positive factor the function is (x − at)^order times its derivative of that order somewhere between. */
function byOrder(search: Search, part: Part, at: Rational): Found | null {
  const found = vanishingAt(search, at);
  if (!found || found.order === 0) return null;
  const range = new Enclosing(new Map([[search.name, intervalOf(part)]])).of(found.derivative);
  const sign = range.lo > 0 ? 1 : range.hi < 0 ? -1 : 0;
  if (sign === 0) return null;
  const isInner = exact.compare(search.whole.lo, at) < 0 && exact.compare(at, search.whole.hi) < 0;
  const [left, right] = [exact.compare(part.lo, at) < 0, exact.compare(at, part.hi) < 0];
  if (found.order % 2 === 1 && left && right) return null;
  const onLeft = found.order % 2 === 1 && left;
  return { sign: onLeft ? (sign === 1 ? -1 : 1) : sign, strict: !isInner, proper: true };
}

/** The rational of the smallest denominator between two (Stern and Brocot, by continued fractions). */
export function simplestIn({ lo, hi }: Range): Rational {
  if (lo.numerator <= 0n && hi.numerator >= 0n) return exact.ZERO;
  if (hi.numerator < 0n) return exact.negate(simplestIn({ lo: exact.negate(hi), hi: exact.negate(lo) }));
  const whole = lo.numerator / lo.denominator;
  const floor = exact.rational(whole);
  if (exact.equals(floor, lo)) return lo;
  const next = exact.rational(whole + 1n);
  if (exact.compare(next, hi) <= 0) return next;
  const inverse = (r: Rational): Rational => exact.divide(exact.ONE, r) ?? exact.ONE;
  const beyond = (r: Rational): Rational => inverse(exact.subtract(r, floor));
  return exact.add(floor, inverse(simplestIn({ lo: beyond(hi), hi: beyond(lo) })));
}
