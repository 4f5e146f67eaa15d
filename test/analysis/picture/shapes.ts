import { nothing } from '../../../src/curvature/frontier/outcome.ts';
import type { Arc, ArcCurvature, ProductionShape, Technology } from '../../../src/curvature/shape.ts';
import type { FrontierJudgement, Verdict } from '../../../src/curvature/verdict.ts';
import { ENTIRE } from '../../../src/math/interval/interval.ts';

/** An arc for drawing: enclosures are not asked for by pictures. */
export function arc(
  curvature: ArcCurvature,
  [from, to]: readonly [number, number],
  point: (t: number) => readonly [number, number],
): Arc {
  return {
    curvature,
    from,
    to,
    point,
    tangent: () => [Number.NaN, Number.NaN],
    enclose: () => [ENTIRE, ENTIRE],
    encloseTangent: () => [ENTIRE, ENTIRE],
  };
}

/** (x/width)^k + (y/height)^k = 1. */
export function powerFrontier(
  k: number,
  width = 1,
  height = 1,
  goods: readonly [string, string] = ['a', 'b'],
): ProductionShape {
  const curvature = k < 1 ? 'convex' : k === 1 ? 'linear' : 'concave';
  const point = (t: number): [number, number] => [width * t, height * Math.max(0, 1 - t ** k) ** (1 / k)];
  return { kind: 'planar', goods, arcs: [arc(curvature, [0, 1], point)] };
}

/** One unit of a resource; output r^exponent of each good. */
export function splitBudget(exponents: Readonly<Record<string, number>>): ProductionShape {
  const technologies = Object.entries(exponents).map(
    ([good, exponent]): Technology => ({
      good,
      arcs: [arc(1 < exponent ? 'convex' : exponent === 1 ? 'linear' : 'concave', [0, 1], (t) => [t, t ** exponent])],
    }),
  );
  return { kind: 'separable', goods: Object.keys(exponents), resource: { lo: 1, hi: 1 }, technologies };
}

export function judgement(shape: ProductionShape, verdict: Verdict): FrontierJudgement {
  return { ...nothing(shape.goods), verdict, shape };
}
