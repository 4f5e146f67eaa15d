import type { Box, ScreenPoint } from './scene.ts';

/** The parts of a line inside a box, ends cut exactly at its border (Liang & Barsky 1984). */
export function clipLine(line: readonly ScreenPoint[], box: Box): readonly (readonly ScreenPoint[])[] {
  const parts: ScreenPoint[][] = [];
  let open = false;
  for (const [i, a] of line.entries()) {
    const b = line[i + 1];
    if (b === undefined) break;
    const cut = clipSegment(a, b, box);
    if (cut === null) {
      open = false;
      continue;
    }
    const last = parts.at(-1);
    if (open && last !== undefined) last.push(cut.to);
    else parts.push([cut.from, cut.to]);
    open = !cut.leaves;
  }
  return parts;
}

/** What is left of a segment in a box, and whether its far end was cut off; null: nothing is left. */
export function clipSegment(
  [ax, ay]: ScreenPoint,
  [bx, by]: ScreenPoint,
  box: Box,
): { readonly from: ScreenPoint; readonly to: ScreenPoint; readonly leaves: boolean } | null {
  let [t0, t1] = [0, 1];
  const [dx, dy] = [bx - ax, by - ay];
  for (const [p, q] of [
    [-dx, ax - box.x],
    [dx, box.x + box.width - ax],
    [-dy, ay - box.y],
    [dy, box.y + box.height - ay],
  ] as const) {
    if (p === 0 && q < 0) return null;
    if (p < 0) t0 = Math.max(t0, q / p);
    if (0 < p) t1 = Math.min(t1, q / p);
  }
  if (t1 < t0) return null;
  return { from: [ax + t0 * dx, ay + t0 * dy], to: [ax + t1 * dx, ay + t1 * dy], leaves: t1 < 1 };
}
