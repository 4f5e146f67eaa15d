import { boundedColumns } from '../../math/columns/bounded-columns.ts';
import { columnFormula, type MovingFormula } from '../../math/columns/columns.ts';
import { namesIn } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { Numbers } from './columns-range.ts';
import type { FamilyColumn } from './family.ts';

const DOUBLINGS = 60;
const STEPS = 60;
const WIDENINGS = 10;
/** A few units in the last place: how far the truth is off is found out afterwards. */
const CLOSE = 2 ** -50;

/**
 * Where each member's formula first falls to 0, as a column with proven margins: found in doubles, then enclosed by the proven
 * signs of the formula on both sides. That it falls all the way, so that there is one such place, is for the proof of the curve
 * to say. Null where that is not so of every member.
 */
export function foundEnd(
  formula: Expression,
  input: string,
  columns: readonly Numbers[],
  count: number,
  end: string,
): FamilyColumn | null {
  const used = columns.filter((c) => namesIn(formula).has(c.name));
  const names = used.map((c) => c.name);
  const numbers = used.map((c) => c.values);
  const plain = columnFormula([formula], names, [input]).prepare(numbers, count);
  const values = zerosOf(plain, count);
  return values && enclosed(formula, input, names, numbers, { name: end, values });
}

interface Brackets {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  /** The formula's values there, or weights of them. */
  readonly above: Float64Array;
  readonly below: Float64Array;
}

/** Places on both sides of where each falls to 0, by doubling; beyond where it is defined it counts as below 0. */
function bracketsOf(plain: MovingFormula, count: number): Brackets | null {
  const [lo, hi] = [new Float64Array(count), new Float64Array(count).fill(1)];
  const [above, below] = [new Float64Array(count), new Float64Array(count)];
  plain.run([lo], 0, count, [above]);
  for (let round = 0; round < DOUBLINGS; round++) {
    plain.run([hi], 0, count, [below]);
    let open = 0;
    for (let i = 0; i < count; i++) {
      if (!((below[i] as number) > 0)) continue;
      open++;
      lo[i] = hi[i] as number;
      above[i] = below[i] as number;
      hi[i] = 2 * (hi[i] as number);
    }
    if (open === 0) return { lo, hi, above, below };
  }
  return null;
}

/** By regula falsi with halved weights (Illinois; Dowell & Jarratt 1971). */
function zerosOf(plain: MovingFormula, count: number): Float64Array | null {
  const brackets = bracketsOf(plain, count);
  if (!brackets) return null;
  const [at, now] = [new Float64Array(count), new Float64Array(count)];
  const [last, done] = [new Int8Array(count), new Uint8Array(count)];
  for (let step = 0; step < STEPS && places(brackets, at, done) > 0; step++) {
    plain.run([at], 0, count, [now]);
    for (let i = 0; i < count; i++)
      if (!done[i]) last[i] = tighten(brackets, i, at[i] as number, now[i] as number, last[i] as number);
  }
  return at;
}

/** Where to look next; how many still move. */
function places({ lo, hi, above, below }: Brackets, at: Float64Array, done: Uint8Array): number {
  let moved = 0;
  for (let i = 0; i < at.length; i++) {
    if (done[i]) continue;
    const [a, b, u, v] = [lo[i] as number, hi[i] as number, above[i] as number, below[i] as number];
    const secant = a + ((b - a) * u) / (u - v);
    const next = a <= secant && secant <= b ? secant : a + (b - a) / 2;
    if (Math.abs(next - (at[i] as number)) <= CLOSE * next) done[i] = 1;
    else moved++;
    at[i] = next;
  }
  return moved;
}

/** Which end has moved: 1 the lower, -1 the upper; if twice in a row, the other's weight is halved. */
function tighten({ lo, hi, above, below }: Brackets, i: number, x: number, y: number, last: number): 1 | -1 {
  if (y > 0) {
    lo[i] = x;
    above[i] = y;
    if (last === 1) below[i] = (below[i] as number) / 2;
    return 1;
  }
  hi[i] = x;
  below[i] = y;
  if (last === -1) above[i] = (above[i] as number) / 2;
  return -1;
}

/** Margins that grow until the formula is surely above 0 on one side of them and surely below on the other. */
function enclosed(
  formula: Expression,
  input: string,
  names: readonly string[],
  numbers: readonly Float64Array[],
  { name, values }: Pick<FamilyColumn, 'name' | 'values'>,
): FamilyColumn | null {
  const count = values.length;
  const exact = numbers.map((own) => ({ values: own, margin: null }));
  const bounded = boundedColumns([formula], names, [input]).prepare(exact, count);
  const margin = values.map((t) => Math.abs(t) * 2 ** -48);
  const [place, found, error] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const side = (direction: 1 | -1, isSure: (value: number, error: number) => boolean, doubtful: Uint8Array): void => {
    for (let i = 0; i < count; i++) place[i] = (values[i] as number) + direction * (margin[i] as number);
    bounded.run([{ values: place, margin: null }], 0, count, [found], [error]);
    for (let i = 0; i < count; i++) if (!isSure(found[i] as number, error[i] as number)) doubtful[i] = 1;
  };
  for (let round = 0; round < WIDENINGS; round++) {
    const doubtful = new Uint8Array(count);
    side(-1, (v, e) => v - e > 0, doubtful);
    side(1, (v, e) => v + e < 0, doubtful);
    // The places looked at were rounded; their distances are exact (Sterbenz).
    const exactly = (m: number, t: number): number => Math.max(t + m - t, t - (t - m));
    if (!doubtful.includes(1)) return { name, values, margin: margin.map((m, i) => exactly(m, values[i] as number)) };
    for (let i = 0; i < count; i++) if (doubtful[i]) margin[i] = 16 * (margin[i] as number);
  }
  return null;
}
