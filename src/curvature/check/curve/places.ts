import { compareValues, limitAt } from './joints.ts';
import type { OwnPlace } from './own-places.ts';
import { limitOf, type Path } from './path.ts';
import type { Value } from './values.ts';

/** No better than the curve close by or a corner: null where that holds for all of them. */
export function strayPlace(path: Path): string | null {
  const { curve, stretches, corners, places } = path;
  const isUnder = (a: Value, b: Value | null): boolean => b !== null && (compareValues(a, b) ?? 1) <= 0;
  const isCovered = ({ joint, x, y }: OwnPlace): boolean => {
    const [before, after] = [stretches[joint - 1], stretches[joint]];
    const limits = [before && ([before, before.to] as const), after && ([after, after.from] as const)].flatMap((s) =>
      s ? [[limitAt(s[0].x, curve.parameter, s[1]), limitAt(s[0].y, curve.parameter, s[1])] as const] : [],
    );
    const ends = corners.map((c) => [limitOf(path, 'x', c.x), limitOf(path, 'y', c.y)] as const);
    return [...limits, ...ends].some(([u, v]) => isUnder(x, u) && isUnder(y, v));
  };
  return places.every(isCovered) ? null : 'a place of its own stands out';
}
