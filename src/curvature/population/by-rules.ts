import { multiply, subtract } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';
import { interval } from '../../math/interval/interval.ts';
import { fromDouble } from '../../math/rational/rational.ts';
import { algebraOn } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { normalise } from '../algebra/normalise.ts';
import { differentiate } from '../frontier/differentiate.ts';
import { type Bending, bending } from '../params/bending.ts';
import type { ParamBox } from '../params/param-box.ts';
import { domainOver } from './over-box.ts';
import { NOTHING_PROVEN, type ProvenPiece } from './pieces.ts';
import type { Ranges } from './simplify.ts';

const MOST_BOXES = 400;

/**
 * A curve (x, y) whose coordinates are by the rules of composition both concave or both convex all along, x rising and y
 * falling, bends as they do, kinks and all.
 */
export function provenByRules(x: Expression, y: Expression, parameter: string, ranges: Ranges): readonly ProvenPiece[] {
  const params: ParamBox = [...ranges].map(([name, { lo, hi }]) => ({
    name,
    from: fromDouble(lo),
    to: fromDouble(hi),
  }));
  const box = new Map(ranges).set(parameter, interval(0, 1));
  if (![x, y].every((e) => enclose(e, box).defined)) return NOTHING_PROVEN;
  const work = { boxes: 0, limit: MOST_BOXES, depth: 0 };
  const [a, b] = [x, y].map((e) => bending(e, { variables: new Set([parameter]), box, params, work })) as [
    Bending,
    Bending,
  ];
  if (a.direction !== 1 || b.direction !== -1) return NOTHING_PROVEN;
  const are = (kind: 'convex' | 'concave'): boolean =>
    [a, b].every((c) => c.curvature === kind || c.curvature === 'affine');
  const isStrict = a.strict || b.strict;
  const isStraight = a.curvature === 'affine' && b.curvature === 'affine';
  if (isStraight) return [{ from: 0, to: 1, bend: 0, isStrict: false, isEfficient: true }];
  if (are('convex')) return [{ from: 0, to: 1, bend: 1, isStrict, isEfficient: true }];
  return are('concave') ? [{ from: 0, to: 1, bend: -1, isStrict, isEfficient: true }] : NOTHING_PROVEN;
}

/** Whether y'' x' - x'' y' is 0 by the canonical form, for all members: a straight line, however it is run through. */
export function isStraightLine(x: Expression, y: Expression, parameter: string, ranges: Ranges): boolean {
  const hasKink = (e: Expression): boolean => e.kind === 'if' || (e.kind === 'call' && KINKS.has(e.function));
  if ([x, y].some((e) => inOrder(e).some(hasKink))) return false;
  const [dx, dy] = [x, y].map((e) => differentiate(e, parameter)) as [Expression, Expression];
  const [ddx, ddy] = [dx, dy].map((e) => differentiate(e, parameter)) as [Expression, Expression];
  const domain = domainOver(new Map(ranges).set(parameter, interval(0, 1)));
  const work = { boxes: 0, limit: MOST_BOXES, depth: 0 };
  const { form } = normalise(subtract(multiply(ddy, dx), multiply(ddx, dy)), algebraOn(domain, signOnLine, work));
  return form !== null && form.terms.length === 0;
}

const KINKS: ReadonlySet<string> = new Set(['min', 'max', 'abs']);
