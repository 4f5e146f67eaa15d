import type { LevelShape } from '../../curvature/shape.ts';
import { excessAt, levelSetOf } from './level-limits.ts';
import { levelTree } from './level-tree.ts';

/**
 * The most of good j beside at least given amounts of the others (less a hair of rounding), null where those are out of reach. Where more
 * of another good may make room, boxes tell.
 */
export function mostInLevel(shape: LevelShape, j: number, amounts: readonly number[]): number | null {
  const set = levelSetOf(shape);
  const base = Float64Array.from(amounts, (y, k) => Math.max(set.lo[k] ?? 0, k === j ? 0 : y * (1 - 1e-10)));
  if (base.some((y, k) => y > (set.hi[k] ?? 0))) return null;
  const alone = mostAlong(
    (y) =>
      excessAt(
        set,
        base.map((own, k) => (k === j ? y : own)),
      ),
    base[j] ?? 0,
    set.hi[j] ?? 0,
  );
  if (shape.bends === 'inward') return alone;
  const prices = new Float64Array(base.length).fill(1, j, j + 1);
  const beside = levelTree(set, base, set.hi).best(prices).outputs?.[j] ?? null;
  return alone === null || beside === null ? (alone ?? beside) : Math.max(alone, beside);
}

function mostAlong(excess: (y: number) => number, from: number, to: number): number | null {
  if (excess(from) > 0) return null;
  if (excess(to) <= 0) return to;
  let [inner, outer] = [from, to];
  for (let step = 0; step < 60; step++) {
    const middle = inner + (outer - inner) / 2;
    if (excess(middle) <= 0) inner = middle;
    else outer = middle;
  }
  return inner;
}
