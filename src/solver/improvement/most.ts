import type { Arc, ProductionShape } from '../../curvature/shape.ts';
import { atX, fallingRoot, wholeArc } from '../sets/arc-range.ts';
import { mostInLevel } from '../sets/level-most.ts';

/**
 * The most of good j (by its place in the shape's goods) that one member can make beside given amounts of the others; null where
 * those alone are out of reach.
 */
export function mostBeside(shape: ProductionShape, j: number, amounts: readonly number[]): number | null {
  switch (shape.kind) {
    case 'capacity':
      return shape.most;
    case 'planar':
      return j === 1 ? heightAt(shape.arcs, amounts[0] ?? 0) : widthAt(shape.arcs, amounts[1] ?? 0);
    case 'separable':
      return separableMost(shape, j, amounts);
    case 'points':
      return pointsMost(shape, j, amounts);
    case 'level':
      return mostInLevel(shape, j, amounts);
  }
}

/** Free disposal: the best y of what lies at x or beyond. A hair of rounding beyond the end still counts as the end. */
function heightAt(arcs: readonly Arc[], x: number): number | null {
  for (const arc of arcs) {
    const [x0, y0] = arc.point(arc.from);
    const [x1] = arc.point(arc.to);
    if (x <= x0) return y0;
    if (x <= x1) return arc.point(atX(wholeArc(arc), x))[1];
  }
  const last = arcs[arcs.length - 1];
  if (last === undefined) return null;
  const [x1, y1] = last.point(last.to);
  return x <= x1 * (1 + 1e-9) ? y1 : null;
}

function widthAt(arcs: readonly Arc[], y: number): number | null {
  for (const arc of [...arcs].reverse()) {
    const [x1, y1] = arc.point(arc.to);
    const [, y0] = arc.point(arc.from);
    if (y <= y1) return x1;
    if (y <= y0) return arc.point(fallingRoot(arc.from, arc.to, (t) => arc.point(t)[1] - y))[0];
  }
  const first = arcs[0];
  if (first === undefined) return null;
  const [x0, y0] = first.point(first.from);
  return y <= y0 * (1 + 1e-9) ? x0 : null;
}

function separableMost(
  { resource, technologies }: Extract<ProductionShape, { kind: 'separable' }>,
  j: number,
  amounts: readonly number[],
): number | null {
  let left = resource.hi * (1 + 1e-12);
  for (const [k, { arcs }] of technologies.entries()) {
    if (k === j) continue;
    const need = resourceFor(arcs, amounts[k] ?? 0);
    if (need === null) return null;
    left -= need;
  }
  const own = technologies[j];
  if (own === undefined || left < 0) return null;
  let most = 0;
  for (const arc of own.arcs) {
    const [x0] = arc.point(arc.from);
    if (left >= x0) most = Math.max(most, arc.point(atX(wholeArc(arc), left))[1]);
  }
  return most;
}

function resourceFor(arcs: readonly Arc[], output: number): number | null {
  for (const arc of arcs) {
    const [x0, y0] = arc.point(arc.from);
    if (output <= y0) return x0;
    if (output <= arc.point(arc.to)[1])
      return arc.point(fallingRoot(arc.from, arc.to, (t) => output - arc.point(t)[1]))[0];
  }
  const last = arcs[arcs.length - 1];
  const [x1, y1] = last?.point(last.to) ?? [0, 0];
  return output <= y1 * (1 + 1e-9) ? x1 : null;
}

function pointsMost(
  { points, joined }: Extract<ProductionShape, { kind: 'points' }>,
  j: number,
  amounts: readonly number[],
): number | null {
  const reaches = (p: readonly number[]) => amounts.every((y, k) => k === j || (p[k] ?? 0) >= y * (1 - 1e-9));
  const found = points.filter(reaches).map((p) => p[j] ?? 0);
  if (joined) {
    for (const [k, to] of points.slice(1).entries()) {
      const from = points[k];
      if (from !== undefined) found.push(...alongLine(from, to, j, amounts));
    }
  }
  return found.length === 0 ? null : Math.max(...found);
}

/** On the straight line between two points: where the other goods suffice, the ends of that stretch. */
function alongLine(
  from: readonly number[],
  to: readonly number[],
  j: number,
  amounts: readonly number[],
): readonly number[] {
  let lo = 0;
  let hi = 1;
  amounts.forEach((y, k) => {
    if (k === j) return;
    const start = (from[k] ?? 0) - y;
    const step = (to[k] ?? 0) - (from[k] ?? 0);
    if (step > 0) lo = Math.max(lo, -start / step);
    else if (step < 0) hi = Math.min(hi, -start / step);
    else if (start < 0) hi = -1;
  });
  const at = (t: number) => (from[j] ?? 0) + t * ((to[j] ?? 0) - (from[j] ?? 0));
  return lo <= hi ? [at(lo), at(hi)] : [];
}
