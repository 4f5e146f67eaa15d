import { compile } from '../../math/expression/compile.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { expressionOf } from '../algebra/write.ts';
import type { Witness } from '../verdict.ts';
import { rangesOf } from './box-judgement.ts';
import { chordThrough, type Ranges, searchChords, type Target } from './chords.ts';
import type { FormMatrix } from './definite.ts';
import { eigen } from './eigen.ts';

export interface Seen {
  readonly convex: Witness | null;
  readonly concave: Witness | null;
  readonly maybe: 'convex' | 'concave' | null;
}

/** The curvature at some points in doubles; where both signs seem to occur, both are proven by chords. */
export function signsSeen(h: FormMatrix, names: readonly string[], algebra: Algebra, target: Target): Seen {
  const entries = h.map((row) => row.map((x) => compile(expressionOf(x), names)));
  const ranges = rangesOf(algebra, names);
  let up: { at: number[]; along: number[]; size: number } | null = null;
  let down: { at: number[]; along: number[]; size: number } | null = null;
  for (const at of samplePoints(ranges)) {
    const matrix = entries.map((row, i) => row.map((f, j) => f(at) * width(ranges, i) * width(ranges, j)));
    if (matrix.some((row) => row.some((x) => !Number.isFinite(x)))) continue;
    const { values, vectors } = eigen(matrix);
    const largest = Math.max(...values.map(Math.abs));
    values.forEach((value, k) => {
      const along = (vectors[k] as number[]).map((v, i) => v * width(ranges, i));
      const size = value / (largest || 1);
      if (size > 1e-9 && (!up || size > up.size)) up = { at, along, size };
      if (size < -1e-9 && (!down || -size > down.size)) down = { at, along, size: -size };
    });
  }
  const prove = (found: { at: number[]; along: number[] } | null, shows: Witness['shows']): Witness | null =>
    found && (chordThrough(target, ranges, found.at, found.along, shows) ?? searchChords(target, ranges, shows));
  if (up && down) return { convex: prove(up, 'not-concave'), concave: prove(down, 'not-convex'), maybe: null };
  return {
    convex: up ? prove(up, 'not-concave') : null,
    concave: null,
    maybe: up ? 'convex' : down ? 'concave' : null,
  };
}

function width(ranges: Ranges, i: number): number {
  const r = ranges[i] as { lo: number; hi: number };
  return r.hi - r.lo;
}

function samplePoints(ranges: Ranges): number[][] {
  const fractions = [0.5, 0.11, 0.89, 0.29, 0.71, 0.03, 0.97, 0.41, 0.61];
  const points = fractions.map((t) => ranges.map(({ lo, hi }) => lo + (hi - lo) * t));
  for (let k = 1; k <= 24; k++) {
    points.push(
      ranges.map(({ lo, hi }, i) => lo + (hi - lo) * (0.02 + 0.96 * fraction(k * (ROOTS[i % ROOTS.length] as number)))),
    );
  }
  for (let mask = 0; mask < 1 << Math.min(ranges.length, 4); mask++) {
    points.push(ranges.map(({ lo, hi }, i) => (mask & (1 << i) ? hi - (hi - lo) * 0.004 : lo + (hi - lo) * 0.004)));
  }
  return points;
}

const ROOTS = [0.7548776662466927, 0.5698402909980532, 0.8191725133961645, 0.6180339887498949];

function fraction(x: number): number {
  return x - Math.floor(x);
}
