import type { Limit, ProvenVerdict } from '../../certificate.ts';
import { type Corner, compareLimits, isAtMost, type Path, wrongBend, wrongDirection } from './path.ts';

/**
 * The free-disposal hull Y of the curve and its convexity. Let K be the arcs, one after the other without a jump: the graph of
 * a function φ on an interval, and let P and Q be the corners, if any: P (vertical) before K, Q (horizontal) after it.
 * Everything else is below P, an end of K, or Q in both goods, so that the height of Y is h = max(φ made falling, the steps of
 * P and Q). Concave: φ is concave, no corners: then so is φ made falling, and Y is convex. Convex: φ is convex; with P at
 * least as far right as K's start and Q at least as high as K's end, h is a maximum of convex functions right of P.
 */
export function wrongHull(path: Path, verdict: ProvenVerdict): string | null {
  return wrongDirection(path) ?? wrongShape(path, verdict);
}

/** Of a mixed frontier the chords are the proof; its parts say how the curve goes. */
export function wrongClaims(path: Path): string | null {
  const plain = path.corners.length === 0 && path.stretches.every((s) => s.part.part !== 'arc');
  return plain ? wrongDirection(path) : 'a mixed frontier needs chords alone';
}

function wrongShape(path: Path, verdict: ProvenVerdict): string | null {
  const arcs = path.stretches.flatMap((s, i) => (s.part.part === 'arc' ? [i] : []));
  const [first, last] = [arcs[0], arcs[arcs.length - 1]];
  const [point, ...others] = path.corners.filter((c) => c.part === 'point');
  if (point) {
    const alone = others.length === 0 && path.corners.length === 1 && arcs.length === 0;
    return alone ? wrongBox(path, point, verdict) : 'a box has one corner';
  }
  const corner = (part: Corner['part']): Corner | null => path.corners.find((c) => c.part === part) ?? null;
  const [p, q] = [corner('vertical'), corner('horizontal')];
  if (path.corners.length !== (p ? 1 : 0) + (q ? 1 : 0)) return 'too many corners';
  if (first === undefined || last === undefined) {
    return p && q && verdict === 'convex' ? wrongSteps(path, p, q) : 'no arcs';
  }
  if (last - first !== arcs.length - 1) return 'the arcs do not follow each other';
  return (
    wrongBend(path) ??
    wrongKinks(path, first, last, verdict) ??
    wrongVerdict(path, arcs, p !== null || q !== null, verdict) ??
    wrongCorners(path, first, last, p, q) ??
    wrongRest(path, first, last, p, q)
  );
}

function wrongBox(path: Path, { x, y }: Corner, verdict: ProvenVerdict): string | null {
  if (verdict !== 'concave') return 'a box is concave';
  if (!isInOrder(x, y)) return 'a corner is no place of the curve';
  const covered = path.stretches.every((_, i) => isAtMost(path, 'x', i, x) && isAtMost(path, 'y', i, y));
  return covered ? null : 'a part of the curve is not covered by the corner';
}

/** x is had no later than y. */
function isInOrder(x: Limit, y: Limit): boolean {
  const sides = ['before', 'at', 'after'];
  return x[0] < y[0] || (x[0] === y[0] && sides.indexOf(x[1]) <= sides.indexOf(y[1]));
}

/** Two corners and nothing between. */
function wrongSteps(path: Path, p: Corner, q: Corner): string | null {
  if (!isInOrder(p.x, p.y) || !isInOrder(q.x, q.y)) return 'a corner is no place of the curve';
  if (compareLimits(path, 'x', p.x, q.x) !== -1 || compareLimits(path, 'y', p.y, q.y) !== 1)
    return 'one corner covers the other';
  const covered = path.stretches.every((_, i) =>
    [p, q].some((corner) => isAtMost(path, 'x', i, corner.x) && isAtMost(path, 'y', i, corner.y)),
  );
  return covered ? null : 'a part of the curve is not covered by a corner';
}

function wrongKinks(path: Path, first: number, last: number, verdict: ProvenVerdict): string | null {
  for (let i = first; i < last; i++) {
    const joint = path.joints[i];
    if (joint?.x !== 0 || joint.y !== 0) return 'the arcs do not touch';
    const { kink } = joint;
    const fits =
      verdict === 'concave' ? kink === -1 || kink === 0 : verdict === 'convex' ? kink === 1 || kink === 0 : kink === 0;
    if (!fits) return 'a kink is not of the sign that the verdict needs';
  }
  return null;
}

function wrongVerdict(path: Path, arcs: readonly number[], corners: boolean, verdict: ProvenVerdict): string | null {
  const bends = arcs.flatMap((i) => {
    const { part } = path.stretches[i] as Path['stretches'][number];
    return part.part === 'arc' ? [part.bend] : [];
  });
  const kinks = arcs.slice(0, -1).map((i) => path.joints[i]?.kink ?? null);
  const wanted = verdict === 'concave' ? -1 : verdict === 'convex' ? 1 : 0;
  if (verdict === 'mixed' || bends.some((b) => b !== 0 && b !== wanted)) return 'an arc bends against the verdict';
  if (verdict === 'linear') return corners ? 'corners are not straight' : null;
  if (verdict === 'concave' && corners) return 'a frontier with steps is not concave';
  return corners || [...bends, ...kinks].includes(wanted) ? null : 'the frontier is linear';
}

/** P stands out to the left of K and Q to the right, and K between them. */
function wrongCorners(path: Path, first: number, last: number, p: Corner | null, q: Corner | null): string | null {
  const [start, end]: [Limit, Limit] = [
    [first, 'after'],
    [last + 1, 'before'],
  ];
  const order = (axis: 'x' | 'y', a: Limit, b: Limit): number => compareLimits(path, axis, a, b) ?? Number.NaN;
  if (p) {
    const [right, up] = [order('x', p.x, start), order('y', p.y, start)];
    if (!isInOrder(p.x, p.y) || !(right >= 0 && up >= 0 && right + up > 0) || order('x', p.x, end) !== -1)
      return 'the corner before the arcs does not stand out';
  }
  if (q) {
    const [right, up] = [order('x', q.x, end), order('y', q.y, end)];
    if (!isInOrder(q.x, q.y) || !(right >= 0 && up >= 0 && right + up > 0) || order('y', q.y, start) !== -1)
      return 'the corner after the arcs does not stand out';
  }
  if (p && q && (order('x', p.x, q.x) !== -1 || order('y', p.y, q.y) !== 1)) return 'one corner covers the other';
  return null;
}

function wrongRest(path: Path, first: number, last: number, p: Corner | null, q: Corner | null): string | null {
  const before: Corner | { readonly x: Limit; readonly y: Limit } = p ?? { x: [first, 'after'], y: [first, 'after'] };
  const after = q ?? { x: [last + 1, 'before'], y: [last + 1, 'before'] };
  for (const i of path.stretches.keys()) {
    if (i >= first && i <= last) continue;
    const corner = i < first ? before : after;
    if (!isAtMost(path, 'x', i, corner.x as Limit) || !isAtMost(path, 'y', i, corner.y as Limit))
      return 'a part of the curve that is no arc is not dominated';
  }
  return null;
}
