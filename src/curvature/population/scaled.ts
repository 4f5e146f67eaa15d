import { add, divide, multiply, square, subtract } from '../../math/interval/arithmetic.ts';
import { hull, type Interval, intersect, interval, isEmpty, negate, ZERO } from '../../math/interval/interval.ts';

/**
 * What is enclosed of a formula V over a stretch of its parameter and all members of a box, seen from one end of the parameter's
 * range: w is the distance from that end. The plain slopes V', V'' (by w) fail where V has a singular end, as w^0.5 has. The
 * scaled ones, w V'/V and w² V''/V, and the turn w V''/V' (Arrow 1965 and Pratt 1964 measure aversion to risk so), are constants for every power
 * of w, and do not know the units of V either; the turn does not know what is added to V. They hold for w > 0, where then V (for
 * the scaled slopes) and V' (for the turn) are not 0.
 */
export interface Scaled {
  readonly value: Interval;
  /** V', V'': at kinks all slopes there are, and an unbounded V''. Worked out when first asked for. */
  readonly plain: () => Slopes | null;
  readonly scaled: Slopes | null;
  readonly turn: Interval | null;
  /** Not moved by the parameter. */
  readonly isFixed?: true;
}

export interface Slopes {
  readonly first: Interval;
  readonly second: Interval;
}

const FLAT: Slopes = { first: ZERO, second: ZERO };
const flat = (): Slopes => FLAT;

export function constantOf(value: Interval): Scaled {
  return { value, plain: flat, scaled: excludesZero(value) ? FLAT : null, turn: null, isFixed: true };
}

export function isFixed(v: Scaled): boolean {
  return v.isFixed === true;
}

export function once(find: () => Slopes | null): () => Slopes | null {
  let found: Slopes | null | undefined;
  return () => {
    if (found === undefined) found = find();
    return found;
  };
}

export function excludesZero(x: Interval): boolean {
  return !isEmpty(x) && (0 < x.lo || x.hi < 0);
}

export function isZero(x: Interval): boolean {
  return x.lo === 0 && x.hi === 0;
}

/** The one kind of slopes from the other, where w or V or V' is known well enough. */
export function completed(v: Scaled, w: Interval): Scaled {
  if (isFixed(v)) return v;
  const scaled = v.scaled ?? scaledFrom(v, w);
  const plain = once(() => v.plain() ?? plainFrom(v, w));
  const turn = v.turn ?? turnFrom(plain, scaled, w);
  const second = scaled && turn ? intersect(scaled.second, multiply(scaled.first, turn)) : null;
  return { value: v.value, plain, scaled: scaled && second && !isEmpty(second) ? { ...scaled, second } : scaled, turn };
}

function scaledFrom(v: Scaled, w: Interval): Slopes | null {
  if (!excludesZero(v.value)) return null;
  const plain = v.plain();
  if (!plain) return null;
  const first = divide(multiply(w, plain.first), v.value);
  return { first, second: divide(multiply(square(w), plain.second), v.value) };
}

function plainFrom({ value, scaled }: Scaled, w: Interval): Slopes | null {
  if (!scaled || !(0 < w.lo)) return null;
  const first = divide(multiply(value, scaled.first), w);
  return { first, second: divide(multiply(value, scaled.second), square(w)) };
}

function turnFrom(plain: () => Slopes | null, scaled: Slopes | null, w: Interval): Interval | null {
  const slopes = plain();
  if (slopes && excludesZero(slopes.first)) return divide(multiply(w, slopes.second), slopes.first);
  return scaled && excludesZero(scaled.first) ? divide(scaled.second, scaled.first) : null;
}

/**
 * With V = 0 at w = 0 known, and w from 0 up: V = w V'(between 0 and w), by the mean value theorem (Lebourg's at kinks), so
 * that w V'/V is a quotient of two slopes.
 */
export function fromNothing(v: Scaled, w: Interval): Scaled {
  const plain = v.plain();
  if (!plain || w.lo !== 0) return v;
  const value = intersect(v.value, multiply(w, plain.first));
  if (isEmpty(value)) return v;
  if (v.scaled || !excludesZero(plain.first)) return { ...v, value };
  const first = divide(plain.first, plain.first);
  return { ...v, value, scaled: { first, second: divide(multiply(w, plain.second), plain.first) } };
}

/**
 * With V' = 0 at w = 0 known, and w from 0 up: V' = w V''(between), so that w V''/V' is a quotient of two second slopes; and
 * where V = 0 there too, V = w²/2 V''(between).
 */
export function fromRest(v: Scaled, w: Interval, isNothing: boolean): Scaled {
  const plain = v.plain();
  if (!plain || w.lo !== 0) return v;
  const { second } = plain;
  const first = intersect(plain.first, multiply(w, second));
  if (isEmpty(first)) return v;
  const rested = { ...v, plain: () => ({ first, second }) };
  if (!excludesZero(second)) return rested;
  const turn = divide(second, second);
  if (!isNothing) return { ...rested, turn };
  const value = intersect(v.value, multiply(multiply(square(w), HALF), second));
  const twice = multiply(TWO, turn);
  return isEmpty(value) ? rested : { ...rested, value, turn, scaled: { first: twice, second: twice } };
}

export function negative(v: Scaled): Scaled {
  const mirrored = (): Slopes | null => {
    const plain = v.plain();
    return plain && { first: negate(plain.first), second: negate(plain.second) };
  };
  return { ...v, value: negate(v.value), plain: once(mirrored) };
}

export function sum(a: Scaled, b: Scaled): Scaled {
  if (isFixed(a) && isZero(a.value)) return b;
  if (isFixed(b) && isZero(b.value)) return a;
  const value = add(a.value, b.value);
  const plain = (): Slopes | null => {
    const [p, q] = [a.plain(), b.plain()];
    return p && q && { first: add(p.first, q.first), second: add(p.second, q.second) };
  };
  return { value, plain: once(plain), scaled: scaledOfSum(a, b, value), turn: turnOfSum(a, b) };
}

/** Scaled slopes of a sum are those of its parts, weighted by what they are of it. */
function scaledOfSum(a: Scaled, b: Scaled, value: Interval): Slopes | null {
  if (!a.scaled || !b.scaled) return null;
  const weights = weightsOf(a.value, b.value) ?? (excludesZero(value) ? quotients(a.value, b.value, value) : null);
  if (!weights) return null;
  return {
    first: mean(weights, a.scaled.first, b.scaled.first),
    second: mean(weights, a.scaled.second, b.scaled.second),
  };
}

function turnOfSum(a: Scaled, b: Scaled): Interval | null {
  if (isFixed(a)) return b.turn;
  if (isFixed(b)) return a.turn;
  if (!a.turn || !b.turn) return null;
  const [p, q] = [a.plain()?.first, b.plain()?.first];
  const weights = p && q ? weightsOf(p, q) : null;
  if (weights) return mean(weights, a.turn, b.turn);
  const directions = directionOf(a) * directionOf(b);
  if (directions === 1) return hull(a.turn, b.turn);
  const slope = p && q ? add(p, q) : null;
  return p && q && slope && excludesZero(slope) ? mean(quotients(p, q, slope), a.turn, b.turn) : null;
}

/** By w, where it moves one way. */
function directionOf({ value, plain, scaled }: Scaled): -1 | 0 | 1 {
  if (scaled && 0 <= value.lo && 0 <= scaled.first.lo) return 1;
  if (scaled && 0 <= value.lo && scaled.first.hi <= 0) return -1;
  const first = plain()?.first;
  return first && 0 <= first.lo ? 1 : first && first.hi <= 0 ? -1 : 0;
}

type Weights = readonly [Interval, Interval];

/** What each of two of one sign is of their sum. */
function weightsOf(a: Interval, b: Interval): Weights | null {
  if (0 <= a.lo && 0 <= b.lo) return [shareOf(a, b), shareOf(b, a)];
  return a.hi <= 0 && b.hi <= 0 ? weightsOf(negate(a), negate(b)) : null;
}

function quotients(a: Interval, b: Interval, whole: Interval): Weights {
  return [divide(a, whole), divide(b, whole)];
}

function mean([u, v]: Weights, x: Interval, y: Interval): Interval {
  const [one, other] = [add(y, multiply(u, subtract(x, y))), add(x, multiply(v, subtract(y, x)))];
  const both = intersect(one, other);
  return isEmpty(both) ? one : both;
}

/** a / (a + b) of two that are not below 0. */
export function shareOf(a: Interval, b: Interval): Interval {
  const least = a.lo === 0 ? 0 : divide(at(a.lo), add(at(a.lo), at(b.hi))).lo;
  const most = b.lo === 0 || a.hi === Number.POSITIVE_INFINITY ? 1 : divide(at(a.hi), add(at(a.hi), at(b.lo))).hi;
  return interval(Math.max(0, least), Math.min(1, most));
}

export function at(x: number): Interval {
  return { lo: x, hi: x };
}

export const TWO: Interval = at(2);
export const HALF: Interval = at(0.5);

export function product(a: Scaled, b: Scaled): Scaled {
  const { scaled: s } = a;
  const { scaled: t } = b;
  return {
    value: multiply(a.value, b.value),
    plain: once(() => plainOfProduct(a, b)),
    scaled: s &&
      t && {
        first: add(s.first, t.first),
        second: add(add(s.second, t.second), multiply(TWO, multiply(s.first, t.first))),
      },
    turn: turnOfProduct(a, b),
  };
}

function plainOfProduct(a: Scaled, b: Scaled): Slopes | null {
  const [p, q] = [a.plain(), b.plain()];
  if (!p || !q) return null;
  const crossed = multiply(TWO, multiply(p.first, q.first));
  return {
    first: add(multiply(p.first, b.value), multiply(a.value, q.first)),
    second: add(add(multiply(p.second, b.value), multiply(a.value, q.second)), crossed),
  };
}

/** (w² V'' of both) / (w V' of both), as a mean of turns. */
function turnOfProduct(a: Scaled, b: Scaled): Interval | null {
  if (isFixed(a)) return excludesZero(a.value) ? b.turn : null;
  if (isFixed(b)) return excludesZero(b.value) ? a.turn : null;
  if (!a.turn || !b.turn || !a.scaled || !b.scaled) return null;
  const [e, f] = [a.scaled.first, b.scaled.first];
  const whole = add(e, f);
  const weights = weightsOf(e, f) ?? (excludesZero(whole) ? quotients(e, f, whole) : null);
  return weights && mean(weights, add(a.turn, f), add(b.turn, e));
}
