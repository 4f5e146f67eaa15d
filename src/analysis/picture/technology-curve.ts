import type { Arc, Technology } from '../../curvature/shape.ts';
import { crossing } from './crossing.ts';

/** Output of one good for an amount of the resource: the last arc that has begun, free disposal between arcs. */
export function outputFor(technology: Technology, resource: number): number {
  let best = 0;
  for (const arc of technology.arcs) {
    const first = arc.point(arc.from)[0];
    if (resource < first) break;
    best = Math.max(best, arc.point(parameterAt(arc, 0, resource))[1]);
  }
  return best;
}

/** The least amount of the resource that gives this output; the most of the resource where none does. */
export function resourceFor(technology: Technology, output: number): number {
  let last = 0;
  for (const arc of technology.arcs) {
    const [start, end] = [arc.point(arc.from), arc.point(arc.to)];
    if (output <= start[1]) return start[0];
    if (output <= end[1]) return arc.point(parameterAt(arc, 1, output))[0];
    last = end[0];
  }
  return last;
}

/** What is needed of an arc to draw it. */
export type Traced = Pick<Arc, 'from' | 'to' | 'point'>;

/** The parameter at which a monotone coordinate of an arc takes a value; the nearer end beyond it. */
export function parameterAt(arc: Traced, axis: 0 | 1, value: number): number {
  const [first, last] = [arc.point(arc.from)[axis], arc.point(arc.to)[axis]];
  const rising = first <= last;
  if (rising ? value <= first : first <= value) return arc.from;
  if (rising ? last <= value : value <= last) return arc.to;
  return crossing((t) => arc.point(t)[axis] - value, arc.from, arc.to);
}
