import type { PointsFrontier } from '../../economy/economy.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { SignFact, Work } from '../algebra/algebra.ts';
import type { RangeProof } from '../certificate.ts';
import type { Verdict } from '../verdict.ts';
import { type ParamBox, signOverParams } from './param-box.ts';

type Pair = readonly [Expression, Expression];

/**
 * Points of two goods in one order for all params, each with more of the first good and less of the second. Joined by lines
 * they bend as their corners turn; with nothing between, two leave out a rectangle, more a staircase.
 */
export function pointsOver(
  frontier: PointsFrontier,
  verdict: Verdict,
  params: ParamBox,
  work: Work,
): RangeProof | null {
  return turnsSo(frontier, verdict, params, work) ? { method: 'turns' } : null;
}

function turnsSo({ kind, points }: PointsFrontier, verdict: Verdict, params: ParamBox, work: Work): boolean {
  if (points.some((p) => p.length !== 2)) return false;
  const sign = (e: Expression): SignFact => signOverParams(e, params, work);
  const pairs = inOrder(points as unknown as readonly Pair[], sign);
  if (!pairs) return false;
  if (kind === 'among') return verdict === (pairs.length === 2 ? 'convex' : 'mixed') && pairs.length > 1;
  const turns = pairs.slice(2).map((p, i) => sign(turn(pairs[i] as Pair, pairs[i + 1] as Pair, p)));
  if (turns.some((t) => t.sign === null)) return false;
  const [outward, inward] = [-1, 1].map((s) => turns.some((t) => t.sign === s && t.inside));
  const never = (s: -1 | 1): boolean => turns.every((t) => t.sign !== s);
  switch (verdict) {
    case 'linear':
      return turns.every((t) => t.sign === 0);
    case 'concave':
      return never(1) && outward === true;
    case 'convex':
      return never(-1) && inward === true;
    case 'mixed':
      return outward === true && inward === true;
    default:
      return false;
  }
}

function inOrder(points: readonly Pair[], sign: (e: Expression) => SignFact): readonly Pair[] | null {
  const forward = isRising(points, sign) ? points : [...points].reverse();
  return points.length > 1 && isRising(forward, sign) ? forward : null;
}

function isRising(points: readonly Pair[], sign: (e: Expression) => SignFact): boolean {
  const above = (a: Expression, b: Expression): boolean => {
    const fact = sign({ kind: 'subtract', left: a, right: b });
    return fact.sign === 1 && fact.inside;
  };
  return points.slice(1).every((q, i) => {
    const p = points[i] as Pair;
    return above(q[0], p[0]) && above(p[1], q[1]);
  });
}

/** Above 0 where the path turns inward (to the left) at q. */
function turn([px, py]: Pair, [qx, qy]: Pair, [rx, ry]: Pair): Expression {
  const less = (left: Expression, right: Expression): Expression => ({ kind: 'subtract', left, right });
  const times = (left: Expression, right: Expression): Expression => ({ kind: 'multiply', left, right });
  return less(times(less(qx, px), less(ry, qy)), times(less(qy, py), less(rx, qx)));
}
