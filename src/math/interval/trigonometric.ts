import { powerOfTwo } from '../rational/power-of-two.ts';
import { EMPTY, hull, type Interval, interval, isEmpty, negate, ONE, ZERO } from './interval.ts';
import { bounds, nextDown } from './rounding.ts';
import { cosineSeries, LARGEST_ANGLE, type Quadrant, reduceAngle, sineSeries } from './trigonometric-kernel.ts';

export function sin(x: Interval): Interval {
  return wave(x, 0);
}

export function cos(x: Interval): Interval {
  return wave(x, 1);
}

/** sin(x + shift · π/2). */
function wave(x: Interval, shift: 0 | 1): Interval {
  if (isEmpty(x)) return EMPTY;
  if (x.lo < -LARGEST_ANGLE || LARGEST_ANGLE < x.hi || 6.3 < x.hi - x.lo) return WHOLE;
  const left = reduceAngle(x.lo);
  const atLeft = waveAt(x.lo, left, shift);
  if (x.lo === x.hi) return atLeft;
  const right = reduceAngle(x.hi);
  const ends = hull(atLeft, waveAt(x.hi, right, shift));
  const first = quarter(left) + shift;
  const last = quarter(right) + shift;
  return {
    lo: containsTurn(first, last, 3) ? -1 : ends.lo,
    hi: containsTurn(first, last, 1) ? 1 : ends.hi,
  };
}

/** The relative error that the series may have, and some. */
const ERROR = powerOfTwo(-66);
const SMALL = powerOfTwo(-28);
const WHOLE: Interval = { lo: -1, hi: 1 };

/** The q with q · π/2 ≤ x < (q + 1) · π/2. */
function quarter({ rest, quadrant }: Quadrant): number {
  return rest.hi < 0 ? quadrant - 1 : quadrant;
}

/** Whether a whole number that leaves `residue` modulo 4 lies in first < n ≤ last. */
function containsTurn(first: number, last: number, residue: number): boolean {
  return Math.floor((last - residue) / 4) > Math.floor((first - residue) / 4);
}

function waveAt(x: number, { rest, quadrant }: Quadrant, shift: 0 | 1): Interval {
  const turned = quadrant + shift;
  const positive = turned % 2 === 0 ? sineOf(x, rest) : cosineOf(rest);
  return ((turned % 4) + 4) % 4 < 2 ? positive : negate(positive);
}

function sineOf(x: number, rest: Quadrant['rest']): Interval {
  if (rest.hi === 0) return ZERO;
  // |x| − |x|³/6 < |sin x| < |x|
  if (rest.hi === x && Math.abs(x) < SMALL) return x > 0 ? { lo: nextDown(x), hi: x } : { lo: x, hi: -nextDown(-x) };
  return bounds(sineSeries(rest), ERROR);
}

function cosineOf(rest: Quadrant['rest']): Interval {
  if (rest.hi === 0) return ONE;
  const { lo, hi } = bounds(cosineSeries(rest), ERROR);
  return interval(lo, Math.min(hi, 1));
}
