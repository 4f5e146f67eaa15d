import { clipSegment } from './clip.ts';
import { type Box, inside, type Label, labelBox, type Measure, overlap, type ScreenPoint } from './scene.ts';

/** What a label must keep clear of: boxes never, lines only where there is another way. */
export interface Obstacles {
  readonly boxes: readonly Box[];
  readonly lines: readonly (readonly ScreenPoint[])[];
}

/** A label that may stand at any of several places, best first. */
export interface Wanted {
  readonly text: string;
  readonly class: string;
  readonly size: number;
  readonly places: readonly { readonly x: number; readonly y: number; readonly anchor: Label['anchor'] }[];
}

/**
 * Puts labels where they overlap neither each other nor a box, and cross as few lines as possible, inside `bounds`. Greedy,
 * in the order wanted; a label without any such place is left out (the same words stand in the tables).
 */
export function placeLabels(
  wanted: readonly Wanted[],
  obstacles: Obstacles,
  bounds: Box,
  measure: Measure,
): readonly Label[] {
  const taken = [...obstacles.boxes];
  const placed: Label[] = [];
  for (const label of wanted) {
    const best = bestPlace(label, taken, obstacles.lines, bounds, measure);
    if (best === null) continue;
    placed.push(best);
    taken.push(grown(labelBox(best, measure), 2));
  }
  return placed;
}

/** Places around a point: right, left, above, below, at growing distances. */
export function around([x, y]: ScreenPoint, reach = 12): Wanted['places'] {
  return [1, 1.8, 3].flatMap((k) => {
    const r = reach * k;
    return [
      { x: x + r, y: y - r, anchor: 'start' as const },
      { x: x + r, y, anchor: 'start' as const },
      { x: x + r, y: y + r, anchor: 'start' as const },
      { x, y: y - r * 1.3, anchor: 'middle' as const },
      { x, y: y + r * 1.3, anchor: 'middle' as const },
      { x: x - r, y: y - r, anchor: 'end' as const },
      { x: x - r, y, anchor: 'end' as const },
      { x: x - r, y: y + r, anchor: 'end' as const },
    ];
  });
}

/** Places beside a line, from its ends inwards. */
export function along(line: readonly ScreenPoint[], reach = 9): Wanted['places'] {
  const steps = 24;
  const order = Array.from({ length: steps + 1 }, (_, i) => (i % 2 === 0 ? i / 2 : steps - (i - 1) / 2));
  return order.flatMap((i) => {
    const p = line[Math.round((i / steps) * (line.length - 1))];
    if (p === undefined) return [];
    const [x, y] = p;
    return [
      { x: x + reach, y: y - reach * 0.6, anchor: 'start' as const },
      { x: x - reach, y: y + reach * 0.6, anchor: 'end' as const },
      { x: x + reach, y: y + reach, anchor: 'start' as const },
    ];
  });
}

function bestPlace(
  { text, class: name, size, places }: Wanted,
  taken: readonly Box[],
  lines: Obstacles['lines'],
  bounds: Box,
  measure: Measure,
): Label | null {
  let best: Label | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const label: Label = { kind: 'text', text, class: name, size, ...place };
    const box = labelBox(label, measure);
    if (!inside(box, bounds) || taken.some((other) => overlap(box, other))) continue;
    const crossed = lines.filter((line) => crosses(line, grown(box, 1))).length;
    if (crossed < fewest) [best, fewest] = [label, crossed];
    if (fewest === 0) break;
  }
  return best;
}

function grown(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

function crosses(line: readonly ScreenPoint[], box: Box): boolean {
  return line.some((a, i) => {
    const b = line[i + 1];
    return b !== undefined && clipSegment(a, b, box) !== null;
  });
}
