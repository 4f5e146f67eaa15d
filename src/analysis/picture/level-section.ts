import type { LevelShape } from '../../curvature/shape.ts';
import type { Verdict } from '../../curvature/verdict.ts';
import { levelSetOf } from '../../solver/sets/level-limits.ts';
import { onFrontier } from '../../solver/sets/level-reach.ts';
import type { PerGood } from '../../solver/solution.ts';
import type { Point } from '../picture.ts';
import { sampleCurve } from './sample-curve.ts';

/**
 * The section of a frontier in many goods with all but two held, along rays from where those two begin; null where it does not make
 * both, or the rest cannot be held. A section bends as the whole does, where that bends one way.
 */
export function levelSection(
  shape: LevelShape,
  [x, y]: readonly [string, string],
  held: PerGood<number>,
  whole: Verdict,
): { readonly verdict: Verdict; readonly points: readonly Point[] } | null {
  const [i, j] = [shape.goods.indexOf(x), shape.goods.indexOf(y)];
  if (i < 0 || j < 0) return null;
  const set = levelSetOf(shape);
  const drawn = (k: number) => k === i || k === j;
  const lo = set.lo.map((least, k) =>
    drawn(k) ? least : Math.max(least, held[shape.goods[k] ?? ''] ?? 0) * (1 - 1e-9),
  );
  const hi = set.hi.map((most, k) => (drawn(k) ? most : (lo[k] ?? 0)));
  const box = { lo, hi };
  const point = (t: number): Point => {
    const share = (k: number) => (k === i ? t : k === j ? 1 - t : 0);
    const towards = lo.map((least, k) => least + share(k) * ((hi[k] ?? 0) - least));
    const place = onFrontier(set, towards, box);
    return place === null ? [Number.NaN, Number.NaN] : [place[i] ?? 0, place[j] ?? 0];
  };
  const points = sampleCurve({ from: 0, to: 1, point });
  return { verdict: whole === 'mixed' ? 'unknown' : whole, points };
}
