import type { ArcCurvature } from '../shape.ts';
import type { Verdict } from '../verdict.ts';
import type { Family, FamilyPiece } from './family.ts';

/** The verdict that all members share by what is proven of their cells; unknown where they do not, or it is not proven. */
export function verdictOfFamily(family: Family | null): Verdict {
  if (!family) return 'unknown';
  const each = family.kind === 'planar' ? family.cells.map((c) => [c.pieces]) : family.cells.map((c) => c.pieces);
  const verdicts = new Set(each.map(verdictOfCell));
  const [only, ...others] = verdicts;
  return only && others.length === 0 ? only : 'unknown';
}

/** Of a split resource with three tasks or more, both kinds of returns make a frontier mixed only where they matter: that is left open. */
function verdictOfCell(curves: readonly (readonly FamilyPiece[])[]): Verdict {
  const pieces = curves.flat();
  const are = (...kinds: readonly ArcCurvature[]): boolean => pieces.every((p) => kinds.includes(p.curvature));
  const bends = (kind: ArcCurvature): boolean => pieces.some((p) => p.curvature === kind && p.bends);
  if (are('linear')) return 'linear';
  if (are('concave', 'linear')) return bends('concave') ? 'concave' : 'unknown';
  if (are('convex', 'linear')) return bends('convex') ? 'convex' : 'unknown';
  return curves.length === 1 && bends('concave') && bends('convex') ? 'mixed' : 'unknown';
}
