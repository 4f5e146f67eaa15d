import { multiply, subtract } from '../../../math/expression/build.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import type { ProvenVerdict } from '../../certificate.ts';
import type { Over } from './over.ts';

type Place = readonly [Expression, Expression];

/** Points of two goods, in one order at all values of what varies, and the way that the path turns at each. */
export function checkTurns(
  points: readonly (readonly Expression[])[],
  joined: boolean,
  verdict: ProvenVerdict,
  over: Over,
): string | null {
  if (points.length < 2 || points.some((p) => p.length !== 2)) return 'not points of two goods';
  const written = points as readonly unknown[] as readonly Place[];
  const ordered = [written, [...written].reverse()].find((path) => isOrdered(path, over));
  if (!ordered) return 'the points are not seen to be in order';
  if (ordered.some(([x, y]) => [x, y].some((z) => (over.sign(z)?.sign ?? -1) < 0))) return 'a point may be below 0';
  if (!joined) return verdict === (ordered.length === 2 ? 'convex' : 'mixed') ? null : 'the steps give another verdict';
  const turns = ordered.slice(2).map((r, i) => over.sign(turnOf(ordered[i] as Place, ordered[i + 1] as Place, r)));
  if (turns.some((t) => t === null)) return 'a corner is not seen to turn one way';
  const [inward, outward] = ([1, -1] as const).map((way) => turns.filter((t) => t?.sign === way));
  const surely = (list: typeof inward): boolean => list?.some((t) => t?.strict) === true;
  const right = {
    linear: turns.every((t) => t?.sign === 0),
    concave: inward?.length === 0 && surely(outward),
    convex: outward?.length === 0 && surely(inward),
    mixed: surely(inward) && surely(outward),
  }[verdict];
  return right ? null : 'the corners give another verdict';
}

function isOrdered(path: readonly Place[], over: Over): boolean {
  return path.slice(1).every((q, i) => {
    const p = path[i] as Place;
    return over.isPositive(subtract(q[0], p[0])) && over.isPositive(subtract(p[1], q[1]));
  });
}

/** Above 0 where the path p, q, r turns to the left, which is inward. */
function turnOf(p: Place, q: Place, r: Place): Expression {
  return subtract(
    multiply(subtract(q[0], p[0]), subtract(r[1], q[1])),
    multiply(subtract(q[1], p[1]), subtract(r[0], q[0])),
  );
}
