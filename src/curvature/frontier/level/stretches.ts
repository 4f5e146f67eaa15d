import type { Expression } from '../../../math/expression/expression.ts';
import { add, multiply, square, subtract } from '../../../math/interval/arithmetic.ts';
import { type Interval, interval, point } from '../../../math/interval/interval.ts';
import type { ArcCurvature } from '../../shape.ts';
import { derivativesAt, derivativesOf } from './cover.ts';
import type { LevelSet } from './level-set.ts';
import { domainIn } from './rising.ts';

/** A range of the first good on which the edge bends one way. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly curvature: ArcCurvature;
}

const MOST = 3000;
const FINEST = 2 ** -40;
const SHORTEST = 2 ** -30;

/**
 * The edge of a set in two goods cut where its bordered second derivative changes sign: proven on boxes along the edge, with
 * slivers of unknown curvature between. Null where the level is not smooth, or too much remains undecided.
 */
export function stretchesOf(
  goods: readonly [string, string],
  excess: Expression,
  set: LevelSet,
  { enclosed }: { enclosed(t: Interval): Interval },
): readonly Stretch[] | null {
  const d = derivativesOf(excess, domainIn(set, excess), { boxes: 0, limit: 4000, depth: 0 });
  if (!d || d.names.length !== goods.length || d.names[0] !== goods[0]) return null;
  const end = set.ends[0] as number;
  const found: Stretch[] = [];
  const stack = [interval(0, end)];
  for (let count = 0; stack.length > 0; count++) {
    const part = stack.pop() as Interval;
    const { gradient, hessian } = derivativesAt(d, [part, enclosed(part)]);
    const bend = borderedSign(gradient, hessian);
    const middle = part.lo + (part.hi - part.lo) / 2;
    const isFine = part.hi - part.lo < FINEST * end || !(part.lo < middle && middle < part.hi);
    if (bend === null && !isFine && count < MOST) stack.push(interval(middle, part.hi), interval(part.lo, middle));
    else
      found.push({
        from: part.lo,
        to: part.hi,
        curvature: bend === null ? 'unknown' : bend > 0 ? 'concave' : 'convex',
      });
  }
  // Between slivers a short stretch is one, too: doubles could not tell its points apart.
  const joined = joinedUp(
    joinedUp(found).map((s) => (s.to - s.from < SHORTEST * end ? { ...s, curvature: 'unknown' } : s)),
  );
  const open = joined.filter((s) => s.curvature === 'unknown').reduce((sum, s) => sum + s.to - s.from, 0);
  return open < 1e-3 * end ? joined : null;
}

/** The sign of F_aa F_b² - 2 F_ab F_a F_b + F_bb F_a², or null. */
function borderedSign(g: readonly Interval[], h: readonly (readonly Interval[])[]): 1 | -1 | null {
  const [ga, gb] = g as [Interval, Interval];
  const [[aa, ab], [, bb]] = h as [[Interval, Interval], [Interval, Interval]];
  const crossed = multiply(point(2), multiply(ab, multiply(ga, gb)));
  const k = subtract(add(multiply(aa, square(gb)), multiply(bb, square(ga))), crossed);
  return k.lo > 0 ? 1 : k.hi < 0 ? -1 : null;
}

function joinedUp(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const s of stretches) {
    const last = joined[joined.length - 1];
    if (last && last.curvature === s.curvature) joined[joined.length - 1] = { ...last, to: s.to };
    else joined.push(s);
  }
  return joined;
}
