import { add, divide, multiply, square, subtract } from '../../math/interval/arithmetic.ts';
import { exp, ln, power as powerOf, sigmoid, tanh } from '../../math/interval/elementary.ts';
import { ENTIRE, hull, type Interval, intersect, isEmpty, negate, ONE, ZERO } from '../../math/interval/interval.ts';
import { at, excludesZero, HALF, isZero, once, type Scaled, type Slopes, shareOf, TWO } from './scaled.ts';

const QUARTER: Interval = at(0.25);

/** V^c for exponents c that the parameter does not move; null where it may be undefined. */
export function raised(v: Scaled, c: Interval): Scaled | null {
  const whole = c.lo === c.hi && Number.isInteger(c.lo);
  const { value, scaled, turn } = v;
  const isDefined = 0 < value.lo || (0 <= value.lo && 0 < c.lo) || (whole && (0 <= c.lo || excludesZero(value)));
  if (isEmpty(value) || !isDefined) return null;
  // c (c - 1), each c counted once.
  const twice = subtract(square(subtract(c, HALF)), QUARTER);
  return {
    value: powerOf(value, c),
    plain: once(() => raisedPlainly(v, c, twice, whole)),
    scaled: scaled && {
      first: multiply(c, scaled.first),
      second: add(multiply(twice, square(scaled.first)), multiply(c, scaled.second)),
    },
    turn: scaled && turn && excludesZero(c) ? add(multiply(subtract(c, ONE), scaled.first), turn) : null,
  };
}

function raisedPlainly(v: Scaled, c: Interval, twice: Interval, whole: boolean): Slopes | null {
  const { value } = v;
  const slope = (factor: Interval, less: number): Interval | null => {
    if (isZero(factor)) return ZERO;
    const exponent = subtract(c, at(less));
    if (!(0 < value.lo || (value.lo === 0 && 0 <= exponent.lo) || (whole && 0 <= exponent.lo))) return null;
    return multiply(factor, powerOf(value, exponent));
  };
  const [first, second] = [slope(c, 1), slope(twice, 2)];
  return first && chain(v, first, second ?? ENTIRE);
}

/** Slopes of h(V) from those of h at V. */
function chain({ plain }: Scaled, h1: Interval, h2: Interval): Slopes | null {
  const slopes = plain();
  if (!slopes) return null;
  const { first, second } = slopes;
  return { first: multiply(h1, first), second: add(multiply(h2, square(first)), multiply(h1, second)) };
}

/** 1 / V; null where V may be 0. */
export function inverse(v: Scaled): Scaled | null {
  return excludesZero(v.value) ? raised(v, at(-1)) : null;
}

/** V / (c + V) for a fixed c > 0 and V from 0 up, each counted once. */
export function saturated(v: Scaled, c: Interval): Scaled | null {
  if (!(0 < c.lo) || !(0 <= v.value.lo) || isEmpty(v.value)) return null;
  const { scaled, turn } = v;
  const [share, rest] = [shareOf(v.value, c), shareOf(c, v.value)];
  // The slopes of V / (c + V) by V are rest²/c and -2 rest³/c².
  const plain = (): Slopes | null => {
    const second = negate(divide(multiply(TWO, multiply(square(rest), rest)), square(c)));
    return chain(v, divide(square(rest), c), second);
  };
  const first = scaled && multiply(rest, scaled.first);
  const turned = scaled && turn && subtract(turn, multiply(multiply(TWO, share), scaled.first));
  return {
    value: share,
    plain: once(plain),
    scaled: scaled && first && { first, second: turned ? multiply(first, turned) : secondOf(scaled, rest, share) },
    turn: turned,
  };
}

function secondOf({ first, second }: Slopes, rest: Interval, share: Interval): Interval {
  return multiply(rest, subtract(second, multiply(multiply(TWO, share), square(first))));
}

export function exponential(v: Scaled, w: Interval): Scaled {
  const { value, scaled, turn } = v;
  const grown = exp(value);
  const moved = movedBy(v, w);
  return {
    value: grown,
    plain: once(() => chain(v, grown, grown)),
    scaled: scaled && moved && { first: moved, second: add(square(moved), multiply(value, scaled.second)) },
    turn: moved && turn && add(moved, turn),
  };
}

/** w V'. */
function movedBy({ value, plain, scaled }: Scaled, w: Interval): Interval | null {
  const slopes = plain();
  const [one, other] = [slopes && multiply(w, slopes.first), scaled && multiply(value, scaled.first)];
  const both = one && other ? intersect(one, other) : (one ?? other);
  return both && !isEmpty(both) ? both : null;
}

/** Null where it may be undefined. */
export function logarithm(v: Scaled): Scaled | null {
  const { value, scaled, turn } = v;
  if (!(0 < value.lo)) return null;
  const grown = ln(value);
  const slope = divide(ONE, value);
  return {
    value: grown,
    plain: once(() => chain(v, slope, negate(square(slope)))),
    scaled:
      scaled && excludesZero(grown)
        ? {
            first: divide(scaled.first, grown),
            second: divide(subtract(scaled.second, square(scaled.first)), grown),
          }
        : null,
    turn: scaled && turn && subtract(turn, scaled.first),
  };
}

export function hyperbolicTangent(v: Scaled, w: Interval): Scaled {
  const grown = tanh(v.value);
  const slope = intersect(subtract(ONE, square(grown)), UNIT);
  return bounded(v, w, grown, slope, negate(multiply(TWO, grown)));
}

const UNIT: Interval = { lo: 0, hi: 1 };

export function logistic(v: Scaled, w: Interval): Scaled {
  const grown = sigmoid(v.value);
  const slope = subtract(QUARTER, square(subtract(grown, HALF)));
  return bounded(v, w, grown, slope, subtract(ONE, multiply(TWO, grown)));
}

/** h(V) where h'' = ratio h', and h' > 0. */
function bounded(v: Scaled, w: Interval, value: Interval, slope: Interval, ratio: Interval): Scaled {
  const { turn } = v;
  const moved = movedBy(v, w);
  return {
    value,
    plain: once(() => chain(v, slope, multiply(slope, ratio))),
    scaled: null,
    turn: moved && turn && add(multiply(ratio, moved), turn),
  };
}

/** The larger of two; where that is not decided, all slopes that it may have. */
export function larger(a: Scaled, b: Scaled, w: Interval): Scaled {
  if (isAbove(a, b, w)) return a;
  if (isAbove(b, a, w)) return b;
  const plain = (): Slopes | null => {
    const [p, q] = [a.plain(), b.plain()];
    return p && q && { first: hull(p.first, q.first), second: ENTIRE };
  };
  const value = { lo: Math.max(a.value.lo, b.value.lo), hi: Math.max(a.value.hi, b.value.hi) };
  return { value, plain: once(plain), scaled: null, turn: null };
}

/** Strictly, so that the same holds just beyond; at w = 0 they may touch. */
function isAbove(a: Scaled, b: Scaled, w: Interval): boolean {
  if (b.value.hi < a.value.lo) return true;
  return w.lo === 0 && isZero(b.value) && 0 <= a.value.lo && a.scaled !== null;
}
