import { jet } from '../../../math/derivative/jet.ts';
import { multiply, name, number, substitute, subtract } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { add, subtract as minus, multiply as times } from '../../../math/interval/arithmetic.ts';
import { type Interval, interval, midpoint, point } from '../../../math/interval/interval.ts';
import { fromDouble, ONE, ZERO } from '../../../math/rational/rational.ts';
import type { RangeChord } from '../../certificate.ts';
import { Bends } from './bends.ts';
import type { Over } from './over.ts';
import { falls, isAbove } from './second.ts';

/** The edge of a set of two goods, (x(t), y(t)) for t from 0 to `end` or, where `kept`, to where y first falls to 0. */
export interface Path {
  readonly parameter: string;
  readonly x: Expression;
  readonly y: Expression;
  readonly end: number;
  /** No later is a place on the edge, whatever the values. */
  readonly last: number;
  readonly kept: boolean;
  readonly isFalling: boolean;
  readonly over: Over;
}

/** A budget split over two tasks, of which neither falls: the parameter is the share of the first. */
export function pathOfBudget(
  budget: string,
  amount: Expression,
  tasks: readonly Expression[],
  over: Over,
): Path | null {
  const [first, second, ...others] = tasks;
  const most = enclose(amount, over.enclosures);
  if (!first || !second || others.length > 0 || !over.isPositive(amount) || !most.defined) return null;
  const range = { lo: ZERO, hi: fromDouble(most.value.hi) };
  const box = new Map(over.enclosures).set(budget, interval(0, most.value.hi));
  const bends = new Bends({ over, variables: new Set([budget]), box, ends: null });
  const rises = (e: Expression): boolean =>
    bends.of(e).way === 1 || falls({ e: { kind: 'negate', operand: e }, variable: budget, range, over, kept: false });
  if (![first, second].every((e) => bends.isDefined(e) && rises(e))) return null;
  const share = name(budget);
  return {
    parameter: budget,
    x: substitute(first, new Map([[budget, multiply(amount, share)]])),
    y: substitute(second, new Map([[budget, multiply(amount, subtract(number(ONE), share))]])),
    end: 1,
    last: 1,
    kept: false,
    isFalling: true,
    over,
  };
}

/** Both ends can be made, and their middle cannot. */
export function isOutside(path: Path, { p, q }: RangeChord): boolean {
  const middle = middleOf(p, q);
  return isMade(path, p) && isMade(path, q) && isBeyond(path, [middle[0].lo, middle[1].lo]);
}

/** More than the middle can be made, and neither end, though of each good alone as much. */
export function isInside(path: Path, { p, q }: RangeChord): boolean {
  const more = 1 + 2 ** -40;
  const [x, y] = middleOf(p, q);
  const isWithin = [p, q].every(([px, py]) => isMade(path, [px, 0]) && isMade(path, [0, py]));
  return (
    isWithin &&
    isMade(path, [x.hi * more + 2 ** -1000, y.hi * more + 2 ** -1000]) &&
    [p, q].every((at) => isBeyond(path, at))
  );
}

type Place = readonly [x: number, y: number];

function middleOf(p: Place, q: Place): readonly [Interval, Interval] {
  const half = (a: number, b: number): Interval => times(point(0.5), add(point(a), point(b)));
  return [half(p[0], q[0]), half(p[1], q[1])];
}

function at({ parameter, x, y, over }: Path, t: Interval) {
  const box = new Map(over.enclosures).set(parameter, t);
  return [enclose(x, box), enclose(y, box)] as const;
}

/** Some point of the edge has as much of both, whatever the values. */
function isMade(path: Path, [px, py]: Place): boolean {
  if (!(px >= 0 && py >= 0)) return false;
  const centre = new Map([...path.over.enclosures].map(([n, x]) => [n, point(midpoint(x))]));
  let [lo, hi] = [0, path.end];
  for (let i = 0; i < 60; i++) {
    const t = (lo + hi) / 2;
    if (enclose(path.x, new Map(centre).set(path.parameter, point(t))).value.lo < px) lo = t;
    else hi = t;
  }
  return [hi, hi * (1 + 2 ** -30), hi * 1.001, hi * 1.01, hi * 1.05].some((t) => {
    if (t > path.end) return false;
    const [x, y] = at(path, point(t));
    return x.defined && y.defined && px <= x.value.lo && py <= y.value.lo && isReached(path, t);
  });
}

/** On the edge, not beyond its end. */
export function isReached({ parameter, y, last, kept, over }: Path, t: number): boolean {
  return 0 <= t && t <= last && (!kept || isAbove(y, parameter, interval(0, t), over));
}

const MOST_PARTS = 400;

/** No point of the edge has as much of both, whatever the values. */
function isBeyond(path: Path, [px, py]: Place): boolean {
  const stack: Interval[] = [interval(0, path.end)];
  for (let i = 0; stack.length > 0; i++) {
    const part = stack.pop() as Interval;
    const [x, y] = at(path, part).map((e) => e.value) as [Interval, Interval];
    if (!(x.lo <= x.hi) || !(y.lo <= y.hi) || x.hi < px || y.hi < py) continue;
    const middle = midpoint(part);
    if (i >= MOST_PARTS || middle <= part.lo || part.hi <= middle) return false;
    stack.push(interval(part.lo, middle), interval(middle, part.hi));
  }
  return true;
}

/** x'y'' - y'x'' at a place where x rises: above 0 where the edge bends inward; null where it is not known. */
export function bendAt({ parameter, x, y, over }: Path, t: number): Interval | null {
  const [, dx, ddx] = jet(x, parameter, point(t), 2, over.enclosures) ?? [];
  const [, dy, ddy] = jet(y, parameter, point(t), 2, over.enclosures) ?? [];
  if (!dx || !ddx || !dy || !ddy || !(dx.lo > 0)) return null;
  return minus(times(dx, ddy), times(dy, ddx));
}
