import type { Agent } from '../../economy/economy.ts';
import { settleAgent } from '../../economy/settle.ts';
import { jet } from '../../math/derivative/jet.ts';
import { multiply, name, negate, number, substitute, subtract } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { subtract as minus, multiply as times } from '../../math/interval/arithmetic.ts';
import { type Interval, interval, midpoint, point } from '../../math/interval/interval.ts';
import { fromDouble, toDouble, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { OpenCurve, RangeProof } from '../certificate.ts';
import { encode, textOf } from '../encoded-expression.ts';
import type { FrontierJudgement } from '../verdict.ts';
import { bending } from './bending.ts';
import { lineOf } from './explicit-over.ts';
import { solvedCurve } from './implicit-over.ts';
import { intervalsOf, middleOf, type ParamBox } from './param-box.ts';
import { fallsExactly } from './second-derivative.ts';

/** The points (x(t), y(t)) of a frontier of two goods; `end` is at or beyond its end, whatever the params. */
interface TracedCurve {
  readonly parameter: string;
  readonly x: Expression;
  readonly y: Expression;
  readonly end: number;
  /** Only the part counts up to where y first falls to 0. */
  readonly kept: boolean;
  readonly goods: readonly [string, string];
  /** As a certificate tells of it; null: a split budget. */
  readonly open: OpenCurve | null;
}

/**
 * Mixed at every point of a box of params: one pair of points that can be made whose middle cannot, and one pair that
 * cannot be made whose middle can, the same for all the params (enclosed as intervals).
 */
export function mixedOver(
  agent: Agent,
  params: ParamBox,
  work: Work,
  judge: (agent: Agent) => FrontierJudgement,
): RangeProof | null {
  const curve = curveOf(agent, params);
  if (!curve) return null;
  const middle = judge(settleAgent(agent, middleOf(params)));
  if (middle.verdict !== 'mixed') return null;
  const there = intervalsOf(params);
  const bends = bendsBothWays(middle, curve, there, work);
  if (bends) return bends;
  const outside = chordsOf(middle, curve, 'convex', params).find((chord) => isOutside(curve, chord, there, work));
  if (!outside) return null;
  const inside = chordsOf(middle, curve, 'concave', params).find((chord) => isInside(curve, chord, there, work));
  const ends = ({ from, to }: Chord) => ({ p: from, q: to });
  return inside ? { method: 'chords', curve: curve.open, outside: ends(outside), inside: ends(inside) } : null;
}

function curveOf({ frontier }: Agent, params: ParamBox): TracedCurve | null {
  if (frontier?.kind === 'budget') {
    const { budget, amount, technologies } = frontier;
    const [first, second, ...others] = technologies;
    if (!first || !second || others.length > 0) return null;
    // The parameter is the share of the first task: with an amount that moves its range stands still.
    const share = name(budget);
    const x = substitute(first.formula, new Map([[budget, multiply(amount, share)]]));
    const y = substitute(second.formula, new Map([[budget, multiply(amount, subtract(number(1), share))]]));
    const goods = [first.good, second.good] as const;
    return { parameter: budget, x, y, end: 1, kept: false, goods, open: null };
  }
  const open = openCurveOf(frontier, params);
  const line = open && lineOf(open.curve, params);
  if (!open || !line || line.from.numerator !== 0n) return null;
  const { input, formula } = open.curve;
  return {
    parameter: input,
    x: { kind: 'name', name: input },
    y: formula,
    end: toDouble(line.to),
    kept: true,
    goods: [input, open.good],
    open: { input, formula: encode(formula), until: textOf(line.to) },
  };
}

function openCurveOf(frontier: Agent['frontier'], params: ParamBox) {
  if (frontier?.kind === 'implicit') {
    const curve = solvedCurve(frontier, params);
    const good = frontier.goods.find((g) => g !== curve?.input);
    return curve && good ? { curve, good } : null;
  }
  if (frontier?.kind !== 'explicit') return null;
  const [input, ...others] = frontier.inputs;
  if (!input || others.length > 0 || (input.from && exactValue(input.from)?.numerator !== 0n)) return null;
  const zero = { numerator: 0n, denominator: 1n };
  return { curve: { formula: frontier.formula, input: input.good, from: zero, to: input.to }, good: frontier.good };
}

/** The first good rises and the second falls all along, and somewhere the curve bends inward, elsewhere outward. */
function bendsBothWays(judged: FrontierJudgement, curve: TracedCurve, params: Params, work: Work): RangeProof | null {
  const stretches = judged.segments.filter((s) => s.variable === curve.goods[0]);
  const x = compile(atMiddle(curve.x, params), [curve.parameter]);
  const bent = (verdict: 'convex' | 'concave'): number | undefined =>
    stretches
      .filter((s) => s.verdict === verdict)
      .flatMap(({ from, to }) => [0.5, 0.2, 0.8].map((share) => solved(x, from + share * (to - from), curve.end)))
      .find((t) => {
        const bend = bendAt(curve, t, params);
        return bend !== null && (verdict === 'convex' ? 0 < bend.lo : bend.hi < 0) && isReached(curve, t, params);
      });
  const [inward, outward] = [bent('convex'), bent('concave')];
  if (inward === undefined || outward === undefined || !isMonotone(curve, params, work)) return null;
  return { method: 'bends', curve: curve.open, inward, outward };
}

function atMiddle(e: Expression, params: Params): Expression {
  return substitute(e, new Map([...params].map(([name, range]) => [name, number(midpoint(range))])));
}

/** x' y'' - x'' y': above 0 where the curve bends inward, given x' > 0. */
function bendAt({ parameter, x, y }: TracedCurve, t: number, params: Params): Interval | null {
  const [, dx, ddx] = jet(x, parameter, point(t), 2, params) ?? [];
  const [, dy, ddy] = jet(y, parameter, point(t), 2, params) ?? [];
  if (!dx || !ddx || !dy || !ddy || !(0 < dx.lo)) return null;
  return minus(times(dx, ddy), times(ddx, dy));
}

function isMonotone(curve: TracedCurve, params: Params, work: Work): boolean {
  const { parameter, x, y, kept, end } = curve;
  const [first, second] = [x, y].map((e) => directionOf(e, curve, params, work));
  if (first === 1 && second === -1) return true;
  const ranges = rangesOf(params);
  const line = { variable: parameter, from: ZERO, to: fromDouble(end) };
  const rises = first === 1 || fallsExactly(negate(x), line, ranges, work);
  if (rises && (second === -1 || fallsExactly(y, line, ranges, work))) return true;
  const stack: Interval[] = [interval(0, end)];
  for (let count = 0; stack.length > 0; count++) {
    if (count > MOST_PARTS || ++work.boxes > work.limit) return false;
    const t = stack.pop() as Interval;
    if (kept && over(curve, t, params)[1].hi < 0) continue;
    const [dx, dy] = [jet(x, parameter, t, 1, params)?.[1], jet(y, parameter, t, 1, params)?.[1]];
    if (dx && dy && 0 <= dx.lo && dy.hi <= 0) continue;
    const middle = midpoint(t);
    if (middle <= t.lo || t.hi <= middle) return false;
    stack.push(interval(t.lo, middle), interval(middle, t.hi));
  }
  return true;
}

function directionOf(e: Expression, { parameter, end }: TracedCurve, params: Params, work: Work): -1 | 0 | 1 {
  const box = new Map(params).set(parameter, interval(0, end));
  return bending(e, { variables: new Set([parameter]), box, params: rangesOf(params), work }).direction;
}

function rangesOf(params: Params): ParamBox {
  return [...params].map(([name, { lo, hi }]) => ({ name, from: fromDouble(lo), to: fromDouble(hi) }));
}

type Point = readonly [x: number, y: number];

/** Two points near the curve, on the side that the chord needs, and their middle. */
interface Chord {
  readonly from: Point;
  readonly to: Point;
  readonly middle: Point;
}

/** Chords within the stretches that bend one way at the middle params, and the chords that prove it there. */
function chordsOf(
  judged: FrontierJudgement,
  curve: TracedCurve,
  bend: 'convex' | 'concave',
  params: ParamBox,
): readonly Chord[] {
  const values = new Map([...middleOf(params)].map(([name, value]) => [name, { kind: 'number', value } as const]));
  const [x, y] = [curve.x, curve.y].map((e) => compile(substitute(e, values), [curve.parameter]));
  if (!x || !y) return [];
  const at = (t: number): Point => [x([t]), y([t])];
  const most = at(0)[1];
  const [a, b] = curve.goods;
  const inside = judged.segments
    .filter((s) => s.verdict === bend && s.variable === a)
    .flatMap(({ from, to }) => [0.05, 0.2, 0.3].map((s) => [from + s * (to - from), to - s * (to - from)] as const))
    .map(([from, to]) => [at(solved(x, from, curve.end)), at(solved(x, to, curve.end))] as const);
  const shown = judged.witnesses
    .filter((w) => w.shows === (bend === 'convex' ? 'not-concave' : 'not-convex'))
    .map(({ p, q }) => [[p[a] ?? 0, p[b] ?? 0] as const, [q[a] ?? 0, q[b] ?? 0] as const] as const);
  return [...inside, ...shown].flatMap(([p, q]) => {
    const middle: Point = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
    const gap = Math.abs(at(solved(x, middle[0], curve.end))[1] - middle[1]);
    if (!(gap > 0) || !Number.isFinite(gap)) return [];
    return SHARES.map((share) => {
      // No end is lifted beyond the most of the second good there is.
      const lift = (py: number): number => (bend === 'convex' ? -gap * share : Math.min(gap * share, (most - py) / 2));
      const [from, to]: readonly [Point, Point] = [
        [p[0], p[1] + lift(p[1])],
        [q[0], q[1] + lift(q[1])],
      ];
      return { from, to, middle: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const };
    });
  });
}

/** How far the chord is moved off the curve, of its gap: the more, the more the params may move the curve. */
const SHARES = [1 / 3, 1 / 16];

/** t with x(t) = value, x rising; in doubles, since only a candidate is sought. */
function solved(x: (values: readonly number[]) => number, value: number, end: number): number {
  let [lo, hi] = [0, end];
  for (let i = 0; i < 60; i++) {
    const middle = (lo + hi) / 2;
    if (x([middle]) < value) lo = middle;
    else hi = middle;
  }
  return hi;
}

type Params = ReadonlyMap<string, Interval>;

/** Both ends can be made, their middle cannot. */
function isOutside(curve: TracedCurve, { from, to, middle }: Chord, params: Params, work: Work): boolean {
  return isMade(curve, from, params) && isMade(curve, to, params) && isBeyond(curve, middle, params, work);
}

/** Neither end can be made, though of each good as much; and more than the middle can. */
function isInside(curve: TracedCurve, { from, to, middle }: Chord, params: Params, work: Work): boolean {
  const ends = [from, to];
  const within = ends.every((p) => isMade(curve, [p[0], 0], params) && isMade(curve, [0, p[1]], params));
  const slightly = 1 + 2 ** -40;
  const more: Point = [middle[0] * slightly + 2 ** -1000, middle[1] * slightly + 2 ** -1000];
  return within && isMade(curve, more, params) && ends.every((p) => isBeyond(curve, p, params, work));
}

function over(curve: TracedCurve, t: Interval, params: Params): readonly [Interval, Interval, boolean] {
  const box = new Map(params).set(curve.parameter, t);
  const [x, y] = [enclose(curve.x, box), enclose(curve.y, box)];
  return [x.value, y.value, x.defined && y.defined];
}

/** Some point of the curve has at least as much of both, for all the params. */
function isMade(curve: TracedCurve, [px, py]: Point, params: Params): boolean {
  const mid = middleOfIntervals(params);
  let [lo, hi] = [0, curve.end];
  // The least t with enough of the first good has the most of the second, where both are monotone.
  for (let i = 0; i < 60; i++) {
    const t = (lo + hi) / 2;
    if (over(curve, point(t), mid)[0].lo < px) lo = t;
    else hi = t;
  }
  return [hi, hi * (1 + 2 ** -30), hi * 1.001, hi * 1.01].some((t) => {
    const [x, y, defined] = over(curve, point(t), params);
    return defined && px <= x.lo && py <= y.lo && 0 <= y.lo && isReached(curve, t, params);
  });
}

/** The curve is defined and above 0 from its start up to t: t is on the frontier, not beyond its end. */
function isReached(curve: TracedCurve, t: number, params: Params): boolean {
  if (!curve.kept) return true;
  const stack: Interval[] = [interval(0, t)];
  for (let count = 0; stack.length > 0; count++) {
    const part = stack.pop() as Interval;
    const [, y, defined] = over(curve, part, params);
    if (defined && 0 < y.lo) continue;
    const middle = midpoint(part);
    if (count > 24 || y.hi <= 0 || middle <= part.lo || part.hi <= middle) return false;
    stack.push(interval(part.lo, middle), interval(middle, part.hi));
  }
  return true;
}

function middleOfIntervals(params: Params): Params {
  return new Map([...params].map(([name, range]) => [name, point(midpoint(range))]));
}

const MOST_PARTS = 120;

/** No point of the curve has as much of both, for any of the params. */
function isBeyond(curve: TracedCurve, [px, py]: Point, params: Params, work: Work): boolean {
  const stack: Interval[] = [interval(0, curve.end)];
  for (let count = 0; stack.length > 0; count++) {
    if (count > MOST_PARTS || ++work.boxes > work.limit) return false;
    const t = stack.pop() as Interval;
    const [x, y] = over(curve, t, params);
    if (!(x.lo <= x.hi) || !(y.lo <= y.hi) || x.hi < px || y.hi < py) continue;
    const middle = midpoint(t);
    if (middle <= t.lo || t.hi <= middle) return false;
    stack.push(interval(t.lo, middle), interval(middle, t.hi));
  }
  return true;
}
