import type { Root, Sign } from '../algebra/polynomial.ts';
import type { Arc } from '../shape.ts';
import type { Segment, Verdict } from '../verdict.ts';

/**
 * The boundary of a free-disposal hull from its highest output of the second good to its highest of the first: arcs, and
 * the vertical and horizontal stretches of disposal between them.
 */
export type BoundaryPart =
  | {
      readonly kind: 'arc';
      readonly arc: Arc;
      /** 1: bowed inward (convex), -1: bowed outward, 0: straight; null: not known. */
      readonly bend: Sign | null;
      /** The jump of the slope against the arc before, where that touches; null: not known. */
      readonly kink: Sign | null;
      /** Where the bend changes at the upper end of the arc: the parameter. */
      readonly change: Root | null;
    }
  | {
      readonly kind: 'vertical' | 'horizontal' | 'point';
      readonly x: number;
      readonly y: number;
      /** The parameter of the single place that has this corner to itself. */
      readonly at?: number;
    };

/** Every bend along the boundary: +1 bowed inward, -1 bowed outward, null unknown. */
export function bendsOf(boundary: readonly BoundaryPart[]): readonly (Sign | null)[] {
  const bends: (Sign | null)[] = [];
  const parts = boundary.filter((p) => p.kind !== 'point');
  parts.forEach((part, i) => {
    if (part.kind === 'arc') bends.push(part.bend);
    const before = parts[i - 1];
    if (before) bends.push(junction(before, part));
  });
  return bends;
}

/** Slopes run from 0 (horizontal) down to minus infinity (vertical). */
function junction(before: BoundaryPart, after: BoundaryPart): Sign | null {
  if (before.kind === 'arc' && after.kind === 'arc') return after.kink;
  const order = { horizontal: 2, arc: 1, vertical: 0, point: 1 };
  const step = order[after.kind] - order[before.kind];
  return step > 0 ? 1 : step < 0 ? -1 : 0;
}

export function verdictOf(bends: readonly (Sign | null)[]): Verdict {
  const inward = bends.includes(1);
  const outward = bends.includes(-1);
  if (inward && outward) return 'mixed';
  if (bends.includes(null)) return 'unknown';
  return inward ? 'convex' : outward ? 'concave' : 'linear';
}

const CURVATURE_OF = new Map<Sign | null, Verdict>([
  [1, 'convex'],
  [-1, 'concave'],
  [0, 'linear'],
  [null, 'unknown'],
]);

export function curvatureOf(bend: Sign | null): Verdict {
  return CURVATURE_OF.get(bend) ?? 'unknown';
}

/** The arcs as ranges of a good; neighbours of one curvature without a kink against it are joined. */
export function segmentsOf(boundary: readonly BoundaryPart[], good: string): readonly Segment[] {
  const segments: { variable: string; from: number; to: number; verdict: Verdict; bend: Sign | null }[] = [];
  let touches = false;
  for (const part of boundary) {
    if (part.kind !== 'arc') {
      touches = false;
      continue;
    }
    const from = part.arc.point(part.arc.from)[0];
    const to = part.arc.point(part.arc.to)[0];
    const last = segments[segments.length - 1];
    if (touches && last && last.bend === part.bend && (part.kink === 0 || part.kink === part.bend)) last.to = to;
    else segments.push({ variable: good, from, to, verdict: curvatureOf(part.bend), bend: part.bend });
    touches = true;
  }
  return segments.map(({ bend: _, ...segment }) => segment);
}
