import { compile } from '../../math/expression/compile.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { expressionOf } from '../algebra/write.ts';
import { rangesOf } from './box-judgement.ts';
import type { Ranges } from './chords.ts';
import type { FormMatrix } from './definite.ts';
import { eigen } from './eigen.ts';

/** A point and a direction along which the function seems to bend; size: relative to the largest eigenvalue there. */
export interface Bent {
  readonly at: readonly number[];
  readonly along: readonly number[];
  readonly size: number;
}

/** What second derivatives in doubles look like at some points: guesses of what to prove. */
export interface Seen {
  readonly up: Bent | null;
  readonly down: Bent | null;
  /** H·x seems to vanish everywhere, as for functions of degree 1. */
  readonly isRadial: boolean;
}

export function signsSeen(h: FormMatrix, names: readonly string[], algebra: Algebra): Seen {
  const entries = h.map((row) => row.map((x) => compile(expressionOf(x), names)));
  const ranges = rangesOf(algebra, names);
  let up: Bent | null = null;
  let down: Bent | null = null;
  let isRadial = true;
  for (const at of samplePoints(ranges)) {
    const raw = entries.map((row, i) => row.map((f, j) => (j < i ? 0 : f(at))));
    const matrix = raw.map((row, i) => row.map((_, j) => (j < i ? raw[j]?.[i] : raw[i]?.[j]) as number));
    if (matrix.some((row) => row.some((x) => !Number.isFinite(x)))) continue;
    isRadial &&= vanishesAlong(matrix, at);
    const scaled = matrix.map((row, i) => row.map((x, j) => x * width(ranges, i) * width(ranges, j)));
    const { values, vectors } = eigen(scaled);
    const largest = Math.max(...values.map(Math.abs));
    for (const [k, value] of values.entries()) {
      const size = Math.abs(value) / (largest || 1);
      const best: Bent | null = value > 0 ? up : down;
      if (size <= 1e-9 || (best && best.size >= size)) continue;
      const along = (vectors[k] as number[]).map((v, i) => v * width(ranges, i));
      if (value > 0) up = { at, along, size };
      else down = { at, along, size };
    }
  }
  return { up, down, isRadial };
}

function vanishesAlong(matrix: readonly (readonly number[])[], at: readonly number[]): boolean {
  return matrix.every((row) => {
    const parts = row.map((x, j) => x * (at[j] as number));
    const size = parts.reduce((s, x) => s + Math.abs(x), 0);
    return Math.abs(parts.reduce((s, x) => s + x, 0)) <= 1e-9 * size;
  });
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
