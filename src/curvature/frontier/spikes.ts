import { compare, toDouble } from '../../math/rational/rational.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { enclosure } from '../algebra/enclosure.ts';
import type { Failure } from '../algebra/normalise.ts';
import type { Root } from '../algebra/polynomial.ts';
import { type OwnValue, valueAt } from '../line/own-values.ts';
import type { Pieces } from '../line/pieces.ts';
import type { ParametricCurve } from './cells.ts';

/**
 * A single place of the curve, known exactly, at which one coordinate is better than right beside it: what can be made
 * before a set-up cost is paid.
 */
export interface Spike {
  /** Which coordinate it is. */
  readonly axis: 'x' | 'y';
  readonly t: number;
  readonly x: number;
  readonly y: number;
}

type Cut = Extract<Pieces, { readonly failure: null }>;

/** The spikes of a curve; what is worse than right beside it adds nothing. */
export function spikesOf(curve: ParametricCurve, xs: Cut, ys: Cut): readonly Spike[] | Failure {
  const spikes: Spike[] = [];
  for (const [axis, own, others] of [
    ['x', xs, ys],
    ['y', ys, xs],
  ] as const) {
    for (const value of own.own.filter(isApart)) {
      const other = others.own.find((o) => compare(o.at.lo, value.at.lo) === 0 && compare(o.at.hi, value.at.hi) === 0);
      if (other && !isContinuous(other)) return failure(curve);
      if (!standsOut(value)) continue;
      const spike = spikeAt(curve, axis, value.at, own.pieces[0]?.algebra as Algebra);
      if (!spike) return failure(curve);
      spikes.push(spike);
    }
  }
  return spikes;
}

/** The value is the limit from neither side. */
function isApart({ below, above }: OwnValue): boolean {
  return below !== 0 && above !== 0;
}

function isContinuous({ below, above }: OwnValue): boolean {
  return (below ?? 0) === 0 && (above ?? 0) === 0;
}

function standsOut({ below, above }: OwnValue): boolean {
  return (below ?? 1) > 0 && (above ?? 1) > 0;
}

function spikeAt({ x, y, parameter }: ParametricCurve, axis: Spike['axis'], at: Root, algebra: Algebra): Spike | null {
  if (compare(at.lo, at.hi) !== 0) return null;
  const [u, v] = [x, y].map((e) => {
    const value = valueAt(e, parameter, at.lo, algebra);
    const range = value && enclosure(value, new Map());
    return range && range.lo + (range.hi - range.lo) / 2;
  });
  if (u === null || u === undefined || v === null || v === undefined) return null;
  return { axis, t: toDouble(at.lo), x: u, y: v };
}

function failure({ y }: ParametricCurve): Failure {
  const message = 'a condition that gives a single point a value of its own';
  return { why: 'condition', message, at: y, split: null, of: null };
}
