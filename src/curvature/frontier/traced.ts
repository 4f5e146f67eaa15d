import type { ImplicitFrontier } from '../../economy/economy.ts';
import { substitute } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import { divide, negate } from '../../math/interval/arithmetic.ts';
import { type Interval, interval, point } from '../../math/interval/interval.ts';
import { fromDouble, rational, toDouble, ZERO } from '../../math/rational/rational.ts';
import { algebraOn, type Work } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { type Form, minus, plus, scale, times } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { encloseOver } from '../algebra/plan.ts';
import { halves, negated, provenSemidefinite } from '../box/definite.ts';
import type { Arc, ArcCurvature } from '../shape.ts';
import type { FrontierJudgement, Verdict } from '../verdict.ts';
import type { BoundaryPart } from './boundary.ts';
import { differentiate } from './differentiate.ts';
import { extentOf } from './domain.ts';
import { frontierWitnesses } from './frontier-witness.ts';
import { failure, nothing } from './outcome.ts';

/**
 * A frontier level(a, b) = bound that can be solved for neither good: traced along the first, the second found by bracketing.
 * Its curvature is that of the level, or the sign of its bordered second derivative on boxes that cover the curve.
 */
export function judgeTraced(
  goods: readonly [string, string],
  constraints: ImplicitFrontier['constraints'],
  origin: Origin,
  work: Work,
): FrontierJudgement {
  const [only, ...others] = constraints;
  if (!only || others.length > 0)
    return { ...nothing(goods), reason: 'Several constraints that cannot be solved for one good are not covered.' };
  const room: Expression = { kind: 'subtract', left: only.bound, right: only.level };
  const ends = goods.map((good, i) => extentOf(atZero(room, goods[1 - i] as string), good, ZERO, null).end);
  if (ends.some((e) => e.kind === 'never'))
    return failure(goods, 'unbounded-frontier', 'This frontier does not limit both goods.', origin);
  if (ends.some((e) => e.kind === 'empty'))
    return failure(goods, 'empty-frontier', 'Nothing can be made below this frontier.', origin);
  const [a, b] = ends;
  if (!a || !b || !('guess' in a) || !('guess' in b))
    return { ...nothing(goods), reason: 'The frontier is not defined where one good is 0.' };
  const size: readonly [number, number] = [toDouble(a.guess), toDouble(b.end.hi)];
  const verdict = curvatureOf(goods, room, [toDouble(a.end.hi), size[1]], work);
  if (verdict === null)
    return { ...nothing(goods), reason: `${goods[0]} and ${goods[1]} do not both use the resource up everywhere.` };
  const arc = tracedArc(goods, room, size, verdict === 'mixed' ? 'unknown' : verdict);
  const bend = verdict === 'convex' ? 1 : verdict === 'concave' ? -1 : verdict === 'linear' ? 0 : null;
  const boundary: BoundaryPart[] = [{ kind: 'arc', arc, bend, kink: null, change: null }];
  return {
    ...nothing(goods),
    verdict,
    strict: null,
    segments: [{ variable: goods[0], from: 0, to: size[0], verdict }],
    witnesses: frontierWitnesses(goods, boundary, verdict, 'scale'),
    reason:
      verdict === 'unknown'
        ? 'the sign of the bordered second derivative was not decided within the work limit'
        : 'the bordered second derivative has one sign along the curve',
    shape: { kind: 'planar', goods, arcs: [arc] },
  };
}

function atZero(e: Expression, good: string): Expression {
  return substitute(e, new Map([[good, { kind: 'number', value: ZERO }]]));
}

/** Null where the level does not rise in both goods. */
function curvatureOf(
  goods: readonly [string, string],
  room: Expression,
  size: readonly [number, number],
  work: Work,
): Verdict | null {
  const range = (hi: number) => ({ lo: ZERO, hi: fromDouble(hi) });
  const algebra = algebraOn(
    new Map([
      [goods[0], range(size[0])],
      [goods[1], range(size[1])],
    ]),
    signOnLine,
    work,
  );
  const { form: f } = normalise(room, algebra);
  const [fa, fb] = f ? goods.map((g) => derivative(f, g)) : [null, null];
  if (!f || !fa || !fb) return 'unknown';
  const [faa, fab, fbb] = [derivative(fa, goods[0]), derivative(fa, goods[1]), derivative(fb, goods[1])];
  if (!faa || !fab || !fbb) return 'unknown';
  if (!alongCurve(f, fa, -1, algebra.box, work) || !alongCurve(f, fb, -1, algebra.box, work)) return null;
  const hessian = [
    [faa, fab],
    [fab, fbb],
  ];
  if (provenSemidefinite(algebra, negated(hessian))) return 'concave';
  if (provenSemidefinite(algebra, hessian)) return 'convex';
  const bordered = plus(
    minus(times(faa, times(fb, fb)), scale(times(fab, times(fa, fb)), rational(2n))),
    times(fbb, times(fa, fa)),
  );
  if (alongCurve(f, bordered, -1, algebra.box, work)) return 'concave';
  return alongCurve(f, bordered, 1, algebra.box, work) ? 'convex' : 'unknown';
}

const MOST = 3000;

/** Whether a form has a sign on every box of a cover that the curve f = 0 may meet. */
function alongCurve(f: Form, sign: Form, wanted: 1 | -1, whole: ReadonlyMap<string, Interval>, work: Work): boolean {
  const names = [...whole.keys()];
  const stack: Map<string, Interval>[] = [new Map(whole)];
  for (let count = 0; stack.length > 0; count++) {
    const box = stack.pop() as Map<string, Interval>;
    const level = encloseOver(f, box);
    if (level.lo > 0 || level.hi < 0) continue;
    const range = encloseOver(sign, box);
    if (wanted > 0 ? range.lo >= 0 : range.hi <= 0) continue;
    if (count > MOST || ++work.boxes > work.limit) return false;
    const parts = halves(box, whole, names);
    if (!parts) return false;
    stack.push(...parts);
  }
  return true;
}

function tracedArc(
  goods: readonly [string, string],
  room: Expression,
  size: readonly [number, number],
  curvature: ArcCurvature,
): Arc {
  const value = compile(room, goods);
  const [da, db] = goods.map((g) => compile(differentiate(room, g), goods)) as [
    (v: ArrayLike<number>) => number,
    (v: ArrayLike<number>) => number,
  ];
  const [ea, eb] = goods.map((g) => differentiate(room, g)) as [Expression, Expression];
  const height = (t: number): number => {
    let [lo, hi] = [0, size[1]];
    if (!(value([t, lo]) > 0)) return 0;
    for (let i = 0; i < 70; i++) {
      const y = lo + (hi - lo) / 2;
      if (y <= lo || y >= hi) break;
      if (value([t, y]) > 0) lo = y;
      else hi = y;
    }
    return lo;
  };
  const boxOf = (x: Interval, y: Interval) =>
    new Map([
      [goods[0], x],
      [goods[1], y],
    ]);
  const encloseHeight = (t: Interval): Interval => {
    const sure = (x: number, y: number, side: 1 | -1): boolean => {
      const { value: r } = enclose(room, boxOf(point(x), point(y)));
      return side > 0 ? r.lo >= 0 : r.hi <= 0;
    };
    return interval(
      widened(height(t.hi), -1, size[1], (y) => sure(t.hi, y, 1)),
      widened(height(t.lo), 1, size[1], (y) => sure(t.lo, y, -1)),
    );
  };
  return {
    curvature,
    from: 0,
    to: size[0],
    point: (t) => [t, height(t)],
    tangent: (t) => {
      const at = [t, height(t)];
      return [1, -da(at) / db(at)];
    },
    enclose: (t) => [t, encloseHeight(t)],
    encloseTangent: (t) => {
      const box = boxOf(t, encloseHeight(t));
      return [point(1), negate(divide(enclose(ea, box).value, enclose(eb, box).value))];
    },
  };
}

/** Moves away from a guess until the side is sure. */
function widened(y: number, side: 1 | -1, most: number, isSure: (y: number) => boolean): number {
  for (let step = Number.EPSILON * most; step < 4 * most; step *= 4) {
    const moved = y + side * step;
    if (moved <= 0) return 0;
    if (isSure(moved)) return moved;
  }
  return side > 0 ? most * 2 : 0;
}
