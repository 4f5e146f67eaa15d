import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { ENTIRE, type Interval, interval, point } from '../../math/interval/interval.ts';
import type { Arc, ArcCurvature } from '../shape.ts';
import { differentiate } from './differentiate.ts';

/** A smooth curve t -> (x(t), y(t)); neither formula has branches. */
export interface Curve {
  readonly parameter: string;
  readonly x: Expression;
  readonly y: Expression;
}

/** The solver's view of a curve from one parameter value to another. Outputs below 0 by rounding count as 0. */
export function arcOf(curve: Curve, curvature: ArcCurvature, from: number, to: number): Arc {
  const { parameter } = curve;
  const x = coordinate(curve.x, parameter, from, to);
  const y = coordinate(curve.y, parameter, from, to);
  return {
    curvature,
    from,
    to,
    point: (t) => [x.value(t), y.value(t)],
    tangent: (t) => [x.slope(t), y.slope(t)],
    enclose: (t) => [x.enclose(t), y.enclose(t)],
    encloseTangent: (t) => [x.encloseSlope(t), y.encloseSlope(t)],
  };
}

interface Coordinate {
  readonly value: (t: number) => number;
  readonly slope: (t: number) => number;
  readonly enclose: (t: Interval) => Interval;
  readonly encloseSlope: (t: Interval) => Interval;
}

function coordinate(e: Expression, parameter: string, from: number, to: number): Coordinate {
  if (e.kind === 'name' && e.name === parameter) return IDENTITY;
  const derived = differentiate(e, parameter);
  const names = [parameter];
  const value = compile(e, names);
  const slope = compile(derived, names);
  const cell = [0];
  const at = (f: (values: ArrayLike<number>) => number, t: number): number => {
    cell[0] = t;
    return f(cell);
  };
  // Where a formula is not a number at the very end (0 times infinity), the value just inside stands for it.
  const safe = (f: (values: ArrayLike<number>) => number, t: number): number => {
    const direct = at(f, t);
    if (!Number.isNaN(direct)) return direct;
    const inside = (to - from) * 1e-13;
    return at(f, t + inside <= to ? t + inside : t - inside);
  };
  return {
    value: (t) => Math.max(0, safe(value, t)),
    slope: (t) => safe(slope, t),
    enclose: (t) => outputs(enclose(e, new Map([[parameter, t]])).value),
    encloseSlope: (t) => {
      const range = enclose(derived, new Map([[parameter, t]])).value;
      return range.lo <= range.hi ? range : ENTIRE;
    },
  };
}

const IDENTITY: Coordinate = { value: (t) => t, slope: () => 1, enclose: (t) => t, encloseSlope: () => point(1) };

function outputs(range: Interval): Interval {
  return range.lo <= range.hi ? interval(Math.max(0, range.lo), Math.max(0, range.hi)) : interval(0, 0);
}

/** A lone point as an arc of no length. */
export function pointArc(x: number, y: number): Arc {
  return {
    curvature: 'point',
    from: 0,
    to: 0,
    point: () => [x, y],
    tangent: () => [0, 0],
    enclose: () => [point(x), point(y)],
    encloseTangent: () => [point(0), point(0)],
  };
}
