import { compile } from '../../math/expression/compile.ts';
import type { Witness } from '../verdict.ts';
import { chordThrough, type Ranges, reachOf, type Target } from './chords.ts';
import { crossings } from './crossings.ts';
import { wholeDirections } from './directions.ts';

interface Line {
  readonly middle: readonly number[];
  readonly direction: readonly number[];
  readonly reach: number;
}

/** How many chords whose sign in doubles may be rounding are tried to be proven. */
const MOST_UNCLEAR = 3;
const MOST_CLEAR = 12;

/** Chords tried all over the box in doubles first: those that seem to refute are then proven. */
export function searchChords(target: Target, ranges: Ranges, wanted: Witness['shows'], tries = 160): Witness | null {
  const f = compile(target.e, target.names);
  const unclear: Line[] = [];
  let clear = 0;
  for (const line of linesOf(target, ranges, tries)) {
    const bend = bendOf(f, line);
    if ((wanted === 'not-concave') !== bend.value > 0 || bend.value === 0 || Number.isNaN(bend.value)) continue;
    if (Math.abs(bend.value) <= bend.noise) {
      if (unclear.length < MOST_UNCLEAR) unclear.push(line);
      continue;
    }
    const found = chordThrough(target, ranges, line.middle, line.direction, wanted);
    if (found) return found;
    if (++clear > MOST_CLEAR) return null;
  }
  for (const { middle, direction } of unclear) {
    const found = chordThrough(target, ranges, middle, direction, wanted);
    if (found) return found;
  }
  return null;
}

function bendOf(
  f: (x: ArrayLike<number>) => number,
  { middle, direction, reach }: Line,
): { value: number; noise: number } {
  const at = (s: number): number => f(middle.map((x, k) => x + s * reach * (direction[k] as number)));
  const [a, b, c] = [at(1), at(-1), at(0)];
  return { value: a + b - 2 * c, noise: 1e-14 * (Math.abs(a) + Math.abs(b) + 2 * Math.abs(c)) };
}

/** Random chords, then some that start near corners, run along whole directions, or go across kinks. */
function* linesOf(target: Target, ranges: Ranges, tries: number): Generator<Line> {
  const random = sequence();
  const width = (k: number): number => (ranges[k] as { hi: number }).hi - (ranges[k] as { lo: number }).lo;
  for (let i = 0; i < tries; i++) {
    const middle = ranges.map(({ lo, hi }) => lo + (hi - lo) * (0.03 + 0.94 * random()));
    const axis = i % 3 === 0 ? Math.floor(random() * ranges.length) : -1;
    const direction = ranges.map((_, k) => (axis < 0 || axis === k ? width(k) * (random() - 0.5) : 0));
    yield { middle, direction, reach: reachOf(ranges, middle, direction) * (i % 2 === 0 ? 0.9 : 0.2) };
  }
  if (ranges.length < 2) return;
  for (const { at, direction } of crossings(target, ranges, random)) yield* across(ranges, at, direction);
  const whole = wholeDirections(target.e, target.names);
  for (let i = 0; i < 2 * tries; i++) {
    // Close to an end of each range, by powers of ten.
    const middle = ranges.map(({ lo, hi }) => {
      const t = 10 ** (-5 * random());
      return random() < 0.5 ? lo + (hi - lo) * t : hi - (hi - lo) * t;
    });
    const free = middle.map((x, k) => {
      const { lo, hi } = ranges[k] as { lo: number; hi: number };
      return Math.min(x - lo, hi - x) * (2 * random() - 1);
    });
    const direction = i % 2 === 0 || whole.length === 0 ? free : (whole[(i >> 1) % whole.length] as readonly number[]);
    yield { middle, direction, reach: reachOf(ranges, middle, direction) * 0.9 };
  }
}

function* across(ranges: Ranges, at: readonly number[], direction: readonly number[]): Generator<Line> {
  for (let i = 0; i < 6; i++) {
    const reach = reachOf(ranges, at, direction) * 0.9 * 4 ** -i;
    yield { middle: at, direction, reach };
  }
}

/** A fixed sequence: results never depend on anything but the question (xorshift, Marsaglia 2003). */
function sequence(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
