import type { ImplicitFrontier } from '../../economy/economy.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import { divide, negate } from '../../math/interval/arithmetic.ts';
import { type Interval, interval, point } from '../../math/interval/interval.ts';
import { toDouble } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { Arc, ArcCurvature } from '../shape.ts';
import type { FrontierJudgement, Inflection, Segment } from '../verdict.ts';
import { differentiate } from './differentiate.ts';
import { judgeLevel, type LevelJudgement } from './level/judge-level.ts';
import type { Pair } from './level/level-chords.ts';
import { type Bounded, boundedSet, type LevelSet } from './level/level-set.ts';
import { isRising } from './level/rising.ts';
import { type Stretch, stretchesOf } from './level/stretches.ts';
import { failure, nothing } from './outcome.ts';

/**
 * A frontier level(a, b) <= bound that can be solved for neither good: judged as a level set, and traced along the first good,
 * the second found by bracketing. Where it is mixed, the sign of its bordered second derivative tells its stretches.
 */
export function judgeTraced(
  goods: readonly [string, string],
  constraints: ImplicitFrontier['constraints'],
  origin: Origin,
  work: Work,
): FrontierJudgement {
  const bounded = boundedSet(goods, constraints, new Map());
  if ('problem' in bounded) return refused(goods, bounded, origin);
  const { set } = bounded;
  const plain = judgeLevel(set, work);
  const judged = plain.verdict === 'unknown' ? judgeLevel(set, work, chordsAlong(goods, set)) : plain;
  const found: FrontierJudgement = {
    ...nothing(goods),
    verdict: judged.verdict,
    strict: judged.strict,
    witnesses: work.verdictOnly ? [] : judged.witnesses,
    certificate: work.verdictOnly ? null : judged.certificate,
    reason: judged.reason,
  };
  return set.excess.every((e) => isRising(set, e, work)) ? { ...found, ...traced(goods, set, judged) } : found;
}

function refused(
  goods: readonly [string, string],
  { problem, good }: Exclude<Bounded, { readonly set: unknown }>,
  origin: Origin,
): FrontierJudgement {
  if (problem === 'unbounded')
    return failure(goods, 'unbounded-frontier', `This frontier does not limit ${good}.`, origin);
  if (problem === 'empty') return failure(goods, 'empty-frontier', 'Nothing can be made below this frontier.', origin);
  return { ...nothing(goods), reason: `How much ${good} can be made with none of the other was not decided.` };
}

/** Places within each stretch of the edge that bends one way. */
function chordsAlong(goods: readonly [string, string], set: LevelSet): readonly Pair[] {
  const [only, ...others] = set.excess;
  if (!only || others.length > 0) return [];
  const traced = heights(goods, { kind: 'negate', operand: only }, toDouble(set.to[1] as LevelSet['to'][number]));
  const stretches = stretchesOf(goods, only, set, traced) ?? [];
  return stretches
    .filter((s) => s.curvature !== 'unknown')
    .flatMap(({ from, to }) =>
      [0.02, 0.1, 0.3].map((share): Pair => {
        const step = (to - from) * share;
        const [a, b] = [from + step, to - step];
        return [
          [a, traced.height(a)],
          [b, traced.height(b)],
        ];
      }),
    );
}

/** The solver's view, with segments and inflections: of one curvature, or of the stretches where the sign is proven. */
function traced(
  goods: readonly [string, string],
  set: LevelSet,
  { verdict }: LevelJudgement,
): Pick<FrontierJudgement, 'shape' | 'segments' | 'inflections'> {
  const [good] = goods;
  const room: Expression = {
    kind: 'negate',
    operand: set.excess.reduce((x, y) => ({ kind: 'call', function: 'max', arguments: [x, y] })),
  };
  const end = set.ends[0] as number;
  const most = toDouble(set.to[1] as LevelSet['to'][number]);
  const whole: readonly Stretch[] = [{ from: 0, to: end, curvature: verdict === 'mixed' ? 'unknown' : verdict }];
  const [only, ...others] = set.excess;
  const cut =
    verdict === 'mixed' && only && others.length === 0
      ? stretchesOf(goods, only, set, heights(goods, room, most))
      : null;
  const stretches = cut ?? whole;
  return {
    shape: {
      kind: 'planar',
      goods,
      arcs: stretches.map((s) => tracedArc(goods, room, [s.from, s.to], most, s.curvature)),
    },
    segments: stretches.filter((s) => s.curvature !== 'unknown' || !cut).map((s) => segmentOf(good, s)),
    inflections: cut ? inflectionsBetween(good, cut) : [],
  };
}

function segmentOf(variable: string, { from, to, curvature }: Stretch): Segment {
  return { variable, from, to, verdict: curvature === 'point' ? 'unknown' : curvature };
}

/** Between two stretches of opposite signs, if just an undecided sliver lies there. */
function inflectionsBetween(variable: string, stretches: readonly Stretch[]): Inflection[] {
  return stretches.flatMap((s, i): Inflection[] => {
    const [before, after] = [stretches[i - 1], stretches[i + 1]];
    if (s.curvature !== 'unknown' || !before || !after || before.curvature === after.curvature) return [];
    return [{ variable, at: (s.from + s.to) / 2, interval: [s.from, s.to] }];
  });
}

function tracedArc(
  goods: readonly [string, string],
  room: Expression,
  [from, to]: readonly [number, number],
  most: number,
  curvature: ArcCurvature,
): Arc {
  const [da, db] = goods.map((g) => compile(differentiate(room, g), goods)) as [
    (v: ArrayLike<number>) => number,
    (v: ArrayLike<number>) => number,
  ];
  const [ea, eb] = goods.map((g) => differentiate(room, g)) as [Expression, Expression];
  const { height, enclosed } = heights(goods, room, most);
  return {
    curvature,
    from,
    to,
    point: (t) => [t, height(t)],
    tangent: (t) => {
      const at = [t, height(t)];
      return [1, -da(at) / db(at)];
    },
    enclose: (t) => [t, enclosed(t)],
    encloseTangent: (t) => {
      const box = boxOf(goods, t, enclosed(t));
      return [point(1), negate(divide(enclose(ea, box).value, enclose(eb, box).value))];
    },
  };
}

export interface Heights {
  /** The most of the second good with t of the first, in doubles, and enclosed over a range of it. */
  height(t: number): number;
  enclosed(t: Interval): Interval;
}

function heights(goods: readonly [string, string], room: Expression, most: number): Heights {
  const value = compile(room, goods);
  const height = (t: number): number => {
    let [lo, hi] = [0, most];
    if (!(value([t, lo]) > 0)) return 0;
    for (let i = 0; i < 70; i++) {
      const y = lo + (hi - lo) / 2;
      if (y <= lo || y >= hi) break;
      if (value([t, y]) > 0) lo = y;
      else hi = y;
    }
    return lo;
  };
  const sure = (x: number, y: number, side: 1 | -1): boolean => {
    const { value: r } = enclose(room, boxOf(goods, point(x), point(y)));
    return side > 0 ? r.lo >= 0 : r.hi <= 0;
  };
  const enclosed = (t: Interval): Interval =>
    interval(
      widened(height(t.hi), -1, most, (y) => sure(t.hi, y, 1)),
      widened(height(t.lo), 1, most, (y) => sure(t.lo, y, -1)),
    );
  return { height, enclosed };
}

function boxOf([a, b]: readonly [string, string], x: Interval, y: Interval): Map<string, Interval> {
  return new Map([
    [a, x],
    [b, y],
  ]);
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
