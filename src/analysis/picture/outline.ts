import type { Arc, ArcCurvature, ProductionShape, Technology } from '../../curvature/shape.ts';
import type { Verdict } from '../../curvature/verdict.ts';
import { assertNever } from '../../math/expression/assert-never.ts';
import type { PerGood } from '../../solver/solution.ts';
import type { Point } from '../picture.ts';
import { levelSection } from './level-section.ts';
import { isFinitePoint, sampleCurve } from './sample-curve.ts';
import { outputFor, parameterAt, resourceFor, type Traced } from './technology-curve.ts';

/** A stretch of a drawn frontier with one proven curvature. */
export interface Stretch {
  readonly verdict: Verdict;
  readonly points: readonly Point[];
}

export type Pair = readonly [x: string, y: string];

/**
 * The frontier of one member in two of its goods, drawn with the other goods held at `held` (a good not named there is
 * held at 0), stretches in order of rising x. `whole` is the verdict of the whole frontier. Empty where the member does
 * not make both goods, but for a capacity, which is a point on its axis.
 */
export function outline(shape: ProductionShape, pair: Pair, held: PerGood<number>, whole: Verdict): readonly Stretch[] {
  switch (shape.kind) {
    case 'capacity':
      return capacityOutline(shape.goods[0], shape.most, pair);
    case 'planar':
      if (!shape.goods.every((good) => pair.includes(good))) return [];
      return planarOutline(shape.arcs, shape.goods[0] === pair[0], whole);
    case 'separable':
      return separableOutline(shape, pair, held);
    case 'points':
      return pointsOutline(shape, pair, whole);
    case 'level': {
      const section = levelSection(shape, pair, held, whole);
      return section === null || section.points.length === 0 ? [] : [section];
    }
    default:
      return assertNever(shape);
  }
}

/** A member that makes one of the two goods only has a frontier along that good's axis: its last point. */
function capacityOutline(good: string, most: number, pair: Pair): readonly Stretch[] {
  if (good === pair[0]) return [{ verdict: 'linear', points: [[most, 0]] }];
  if (good === pair[1]) return [{ verdict: 'linear', points: [[0, most]] }];
  return [];
}

function planarOutline(arcs: readonly Arc[], upright: boolean, whole: Verdict): readonly Stretch[] {
  const stretches = arcs.map((arc) => ({
    verdict: verdictOf(arc.curvature, whole),
    points: sampleCurve({ from: arc.from, to: arc.to, point: (t) => arc.point(t) }),
  }));
  const drawn = upright ? stretches : stretches.map(mirrored).reverse();
  return drawn.filter((stretch) => 0 < stretch.points.length);
}

function mirrored({ verdict, points }: Stretch): Stretch {
  return { verdict, points: points.map(([x, y]): Point => [y, x]).reverse() };
}

function verdictOf(curvature: ArcCurvature, whole: Verdict): Verdict {
  return curvature === 'point' ? whole : curvature;
}

/** What is left of the one resource after the held goods is split between the two drawn ones. */
function separableOutline(
  shape: Extract<ProductionShape, { kind: 'separable' }>,
  pair: Pair,
  held: PerGood<number>,
): readonly Stretch[] {
  const [first, second] = pair.map((good) => shape.technologies.find((technology) => technology.good === good));
  if (!first || !second) return [];
  const taken = shape.technologies
    .filter((technology) => technology !== first && technology !== second)
    .reduce((sum, technology) => sum + resourceFor(technology, held[technology.good] ?? 0), 0);
  const total = shape.resource.hi;
  const left = total - taken <= 1e-9 * total ? 0 : total - taken;
  const splits = splitPoints(first, second, left);
  return splits.slice(1).map((to, index) => splitStretch(first, second, left, [splits[index] ?? 0, to]));
}

/** Shares of the resource at which either technology passes from one arc to the next. */
function splitPoints(first: Technology, second: Technology, left: number): readonly number[] {
  const inside = [
    ...first.arcs.flatMap((arc) => [arc.point(arc.from)[0], arc.point(arc.to)[0]]),
    ...second.arcs.flatMap((arc) => [left - arc.point(arc.from)[0], left - arc.point(arc.to)[0]]),
  ].filter((resource) => 1e-12 * left < resource && resource < left * (1 - 1e-12));
  const sorted = [0, ...inside.sort((a, b) => a - b), left];
  return sorted.filter(
    (resource, index) => index === 0 || index === sorted.length - 1 || resource !== sorted[index - 1],
  );
}

function splitStretch(first: Technology, second: Technology, left: number, [from, to]: Point): Stretch {
  const middle = (from + to) / 2;
  const curvatures = [curvatureAt(first, middle), curvatureAt(second, left - middle)] as const;
  const points = sampleCurve({ from, to, point: (r) => [outputFor(first, r), outputFor(second, left - r)] });
  return { verdict: splitVerdict(curvatures), points };
}

function curvatureAt(technology: Technology, resource: number): ArcCurvature {
  const begun = technology.arcs.filter((arc) => arc.point(arc.from)[0] <= resource);
  return begun.at(-1)?.curvature ?? 'linear';
}

/**
 * The frontier x = f(r), y = g(R - r) has slope -g'(R - r)/f'(r): two decreasing returns bow it outward, two increasing
 * ones inward, and a straight one goes with either. One of each is not settled by this rule.
 */
function splitVerdict([first, second]: readonly [ArcCurvature, ArcCurvature]): Verdict {
  const [a, b] = [first === 'point' ? 'linear' : first, second === 'point' ? 'linear' : second];
  if (a === b) return a;
  if (a === 'linear') return b;
  if (b === 'linear') return a;
  return 'unknown';
}

function pointsOutline(
  shape: Extract<ProductionShape, { kind: 'points' }>,
  pair: Pair,
  whole: Verdict,
): readonly Stretch[] {
  const [xAt, yAt] = [shape.goods.indexOf(pair[0]), shape.goods.indexOf(pair[1])];
  if (xAt < 0 || yAt < 0) return [];
  const points = shape.points.map((point): Point => [point[xAt] ?? 0, point[yAt] ?? 0]).filter(isFinitePoint);
  const sorted = shape.joined ? points : [...points].sort(([a], [b]) => a - b);
  return shape.joined
    ? [{ verdict: whole, points: sorted }]
    : sorted.map((point) => ({ verdict: whole, points: [point] }));
}

/** The most of the second good beside `x` of the first on a planar frontier (free disposal); null beyond its reach. */
export function heightAt(arcs: readonly Traced[], x: number): number | null {
  for (const arc of arcs) {
    const end = arc.point(arc.to);
    if (x <= end[0]) return arc.point(Math.max(arc.from, parameterAt(arc, 0, x)))[1];
  }
  return null;
}
