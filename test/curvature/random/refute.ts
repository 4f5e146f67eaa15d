import type { Decimal } from 'decimal.js';
import type { FunctionJudgement } from '../../../src/curvature/verdict.ts';
import { compile } from '../../../src/math/expression/compile.ts';
import type { Expression } from '../../../src/math/expression/expression.ts';
import { decimalOf, decimalValue } from './decimals.ts';
import { type Random, randomFrom } from './random.ts';

/** A formula over a box, as it was drawn. */
export interface Drawn {
  readonly text: string;
  readonly e: Expression;
  readonly ranges: ReadonlyMap<string, readonly [lo: string, hi: string]>;
}

const CHORDS = 400;
const MOST_CONFIRMED = 3;
const MOST_UNCLEAR = 3;

/** What contradicts a verdict, found by dense chords in doubles and confirmed in 60 digits; null where nothing does. */
export function refutation(drawn: Drawn, found: FunctionJudgement): string | null {
  if (found.verdict === 'unknown') return null;
  if (found.verdict === 'mixed') return mixedRefuted(drawn, found);
  const forbidden = { concave: [1], convex: [-1], linear: [1, -1] }[found.verdict];
  for (const { middle, step } of suspects(drawn, forbidden)) {
    const bend = trueBend(drawn, middle, step);
    if (bend !== null && forbidden.includes(bend))
      return `${found.verdict} refuted at ${middle} ± ${step} (${bend > 0 ? 'convex' : 'concave'} there)`;
  }
  return witnessesRefuted(drawn, found);
}

interface Chord {
  readonly middle: readonly number[];
  readonly step: readonly number[];
}

/** The chords that contradict most in doubles, and some whose sign the rounding hides. */
function suspects(drawn: Drawn, forbidden: readonly number[]): readonly Chord[] {
  const names = [...drawn.ranges.keys()];
  const f = compile(drawn.e, names);
  const clear: (Chord & { readonly size: number })[] = [];
  const unclear: Chord[] = [];
  for (const chord of chordsOf(drawn, randomFrom(20251122))) {
    const [a, b, c] = [-1, 1, 0].map((s) => f(chord.middle.map((x, i) => x + s * (chord.step[i] ?? 0)))) as [
      number,
      number,
      number,
    ];
    const bend = a + b - 2 * c;
    const noise = 1e-14 * (Math.abs(a) + Math.abs(b) + 2 * Math.abs(c));
    if (Math.abs(bend) <= noise || Number.isNaN(bend)) unclear.push(chord);
    else if (forbidden.includes(Math.sign(bend))) clear.push({ ...chord, size: Math.abs(bend) / noise });
  }
  clear.sort((a, b) => b.size - a.size);
  const every = Math.max(1, Math.floor(unclear.length / MOST_UNCLEAR));
  return [...clear.slice(0, MOST_CONFIRMED), ...unclear.filter((_, i) => i % every === 0).slice(0, MOST_UNCLEAR)];
}

/** Chords long and short, everywhere and near the ends, along axes and across. */
function* chordsOf(drawn: Drawn, r: Random): Generator<Chord> {
  const ranges = [...drawn.ranges.values()].map(([lo, hi]) => [Number(lo), Number(hi)] as const);
  for (let i = 0; i < CHORDS; i++) {
    const axis = i % 4 === 0 ? r.whole(0, ranges.length - 1) : -1;
    const shrink = r.chance(0.4) ? 1 : 10 ** (-4 * r.unit());
    const near = i % 5 === 0 ? 10 ** (-6 * r.unit()) : 1;
    const middle: number[] = [];
    const step: number[] = [];
    ranges.forEach(([lo, hi], k) => {
      const t = near < 1 ? (r.chance(0.5) ? near * r.unit() : 1 - near * r.unit()) : r.unit();
      const m = Math.min(hi, Math.max(lo, lo + (hi - lo) * t));
      const reach = Math.min(m - lo, hi - m);
      const wanted = axis < 0 || axis === k ? reach * shrink * (ranges.length > 1 ? 2 * r.unit() - 1 : 1) : 0;
      const grain = 2 ** (Math.floor(Math.log2(Math.max(Math.abs(m), Math.abs(wanted), 1e-200))) - 50);
      middle.push(Math.round(m / grain) * grain);
      step.push(Math.trunc(wanted / grain) * grain);
    });
    if (isInside(middle, step, ranges)) yield { middle, step };
  }
}

/** Of few bits, so that sums are exact, and inside. */
function isInside(
  middle: readonly number[],
  step: readonly number[],
  ranges: readonly (readonly [number, number])[],
): boolean {
  const inside = ranges.every(([lo, hi], k) => {
    const [m, s] = [middle[k] ?? 0, step[k] ?? 0];
    return m - Math.abs(s) >= lo && m + Math.abs(s) <= hi;
  });
  return inside && step.some((s) => s !== 0);
}

/** The sign of f(p) + f(q) − 2 f(m) in 60 digits; null where those do not tell. */
function trueBend(drawn: Drawn, middle: readonly number[], step: readonly number[]): number | null {
  const at = (s: number): Decimal => valueAt(drawn, middle, step, s);
  return bendOf(at(-1), at(1), at(0), 1);
}

function valueAt(drawn: Drawn, middle: readonly number[], step: readonly number[], s: number): Decimal {
  const names = [...drawn.ranges.keys()];
  const point = new Map(names.map((n, k) => [n, decimalOf((middle[k] ?? 0) + s * (step[k] ?? 0))] as const));
  return decimalValue(drawn.e, point);
}

/** The noise of 60 digits is measured against the values, and against 1 where terms of that size may have cancelled. */
function bendOf(a: Decimal, b: Decimal, c: Decimal, least: number): number | null {
  const bend = a.plus(b).minus(c.times(2));
  const size = a.abs().plus(b.abs()).plus(c.abs()).plus(least);
  if (bend.isNaN() || bend.abs().lt(size.times('1e-48'))) return null;
  return bend.isNegative() ? -1 : 1;
}

function mixedRefuted(drawn: Drawn, found: FunctionJudgement): string | null {
  const shown = new Set(found.witnesses.map((w) => w.shows));
  if (shown.size < 2) return 'mixed without a chord each way';
  return witnessesRefuted(drawn, found);
}

/** Every chord that is shown must be one, with the gap that is told. */
function witnessesRefuted(drawn: Drawn, found: FunctionJudgement): string | null {
  for (const w of found.witnesses) {
    const at = (p: Readonly<Record<string, number>>): Decimal =>
      decimalValue(drawn.e, new Map(Object.entries(p).map(([n, x]) => [n, decimalOf(x)])));
    const [a, b, c] = [at(w.p), at(w.q), at(w.mid)];
    const bend = bendOf(a, b, c, 0);
    if (bend !== (w.shows === 'not-concave' ? 1 : -1)) return `the chord that shows ${w.shows} does not`;
    const size = a.abs().plus(b.abs()).plus(c.abs());
    const gap = a.plus(b).div(2).minus(c).abs();
    if (
      gap
        .minus(w.gap)
        .abs()
        .gt(gap.times(0.01).plus(size.plus(1).times(1e-15)))
    )
      return `the gap of a chord is ${gap}, not ${w.gap}`;
    for (const n of drawn.ranges.keys())
      if ((w.p[n] ?? 0) + (w.q[n] ?? 0) !== 2 * (w.mid[n] ?? Number.NaN)) return 'a midpoint that is none';
  }
  return null;
}
