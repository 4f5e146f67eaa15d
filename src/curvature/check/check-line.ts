import { jet } from '../../math/derivative/jet.ts';
import { compile } from '../../math/expression/compile.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { rebuild } from '../../math/expression/order.ts';
import { print } from '../../math/expression/print.ts';
import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, intersect, interval, midpoint, point } from '../../math/interval/interval.ts';
import { compare, fromDouble, type Rational, toDouble } from '../../math/rational/rational.ts';
import { chart, lineAlgebra } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { minus, times } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { constantSign, formAt } from '../algebra/substitute.ts';
import type { Bend, Bracket, LineCertificate, ProvenVerdict } from '../certificate.ts';
import { decode, rationalOfText } from '../encoded-expression.ts';
import { checkWitnesses } from './check-witness.ts';

/** Checks a function of one variable; null where all is right. */
export function checkLine(c: LineCertificate): string | null {
  const y = withoutTies(decode(c.expression));
  const x: Expression = { kind: 'name', name: c.variable };
  const [from, to] = [rationalOfText(c.from), rationalOfText(c.to)];
  const covering = checkCover(c, from, to);
  if (covering) return covering;
  for (const s of c.stretches) {
    const why = checkBend(x, y, c.variable, innerEnd(s.from, 1), innerEnd(s.to, 0), s.bend);
    if (why) return why;
  }
  for (const k of c.kinks) {
    const why = checkKink(y, c, k);
    if (why) return why;
  }
  const bends = [
    ...c.stretches.map((s) => s.bend),
    ...c.kinks.flatMap((k) => (k.jump ? ([1, -1] as Bend[]) : k.slope === null ? [] : [k.slope])),
  ];
  if (c.kinks.some((k) => k.slope === null && !k.jump) && c.verdict !== 'mixed') return 'a kink is left open';
  return (
    checkVerdict(bends, c.verdict) ??
    checkWitnesses(y, new Map([[c.variable, { lo: from, hi: to }]]), c.verdict, c.witnesses)
  );
}

/** max(a, a) = a: jets take a tie for a kink. */
export function withoutTies(e: Expression): Expression {
  if (e.kind === 'if') return e;
  const rest = rebuild(e, withoutTies);
  if (rest.kind !== 'call' || (rest.function !== 'max' && rest.function !== 'min')) return rest;
  const parts = rest.arguments;
  const distinct = parts.filter((p, i) => !parts.some((q, j) => j < i && print(q) === print(p)));
  return distinct.length === 1 ? (distinct[0] as Expression) : { ...rest, arguments: distinct };
}

function innerEnd(bracket: Bracket, side: 0 | 1): Rational {
  return rationalOfText(bracket[side]);
}

export function checkVerdict(bends: readonly (Bend | null)[], verdict: ProvenVerdict): string | null {
  const [up, down] = [bends.includes(1), bends.includes(-1)];
  const open = bends.includes(null);
  const right = up && down ? 'mixed' : open ? 'unknown' : up ? 'convex' : down ? 'concave' : 'linear';
  return right === verdict ? null : `what is certified is ${right}, not ${verdict}`;
}

/** The stretches follow each other from end to end, their joints narrow. */
function checkCover(c: LineCertificate, from: Rational, to: Rational): string | null {
  const first = c.stretches[0];
  const last = c.stretches[c.stretches.length - 1];
  if (!first || !last) return 'no stretches';
  if (compare(rationalOfText(first.from[1]), from) !== 0 || compare(rationalOfText(last.to[0]), to) !== 0)
    return 'the stretches do not reach the ends';
  if (first.from[0] !== first.from[1] || last.to[0] !== last.to[1]) return 'the ends are not exact';
  const length = toDouble(to) - toDouble(from);
  for (let i = 0; i < c.stretches.length; i++) {
    const s = c.stretches[i] as LineCertificate['stretches'][number];
    const next = c.stretches[i + 1];
    if (compare(rationalOfText(s.from[1]), rationalOfText(s.to[0])) > 0) return 'a stretch runs backward';
    if (next && (next.from[0] !== s.to[0] || next.from[1] !== s.to[1])) return 'the stretches leave a gap';
    const [lo, hi] = s.to.map((t) => toDouble(rationalOfText(t))) as [number, number];
    if (hi - lo > length * 1e-6 || lo > hi) return 'a joint is too wide';
  }
  return checkJoints(c);
}

/** Where two stretches meet and the slope may jump, a kink must be claimed. */
function checkJoints(c: LineCertificate): string | null {
  const y = withoutTies(decode(c.expression));
  for (let i = 0; i + 1 < c.stretches.length; i++) {
    const at = (c.stretches[i] as LineCertificate['stretches'][number]).to;
    if (c.kinks.some((k) => k.at[0] === at[0] && k.at[1] === at[1])) continue;
    const [lo, hi] = at.map((t) => toDouble(rationalOfText(t))) as [number, number];
    // Two branches that tie all along look like a kink to a jet: then both sides must show a jump.
    if (!jet(y, c.variable, interval(lo, hi), 1) && jumpSeen(y, c, lo, hi) !== 0) return 'a kink is not accounted for';
  }
  return null;
}

/** The sign of x'y'' - y'x'' on a stretch: by jets over boxes, and exactly by canonical forms. */
export function checkBend(
  x: Expression,
  y: Expression,
  name: string,
  from: Rational,
  to: Rational,
  bend: Bend,
): string | null {
  if (compare(from, to) >= 0) return null;
  const byJets = bendByJets(x, y, name, toDouble(from), toDouble(to), bend);
  if (byJets) return byJets;
  if (bendByForms(x, y, name, from, to, bend) === null) return null;
  // Right at an end that is itself isolated only to doubles no sign can be told.
  const margin = (toDouble(to) - toDouble(from)) * 1e-9;
  return bendByForms(x, y, name, fromDouble(toDouble(from) + margin), fromDouble(toDouble(to) - margin), bend);
}

const MOST_BOXES = 1500;

function bendByJets(x: Expression, y: Expression, name: string, from: number, to: number, bend: Bend): string | null {
  const length = to - from;
  // Breadth first, so that the work limit leaves no side unlooked at.
  const queue: [number, number][] = [[from, to]];
  let open = 0;
  let smooth = false;
  for (let count = 0; count < queue.length; count++) {
    const [a, b] = queue[count] as [number, number];
    const k = bendOver(x, y, name, interval(a, b));
    smooth ||= k !== null;
    if (k && bend !== 0 && (bend > 0 ? k.lo > 0 : k.hi < 0)) continue;
    if (k && (bend >= 0 ? k.hi < 0 : false)) return 'an enclosure of the second derivative is negative';
    if (k && (bend <= 0 ? k.lo > 0 : false)) return 'an enclosure of the second derivative is positive';
    const middle = a + (b - a) / 2;
    const small = b - a <= length * (bend === 0 ? 0.1 : 2 ** -20) || middle <= a || middle >= b;
    if (small || count > MOST_BOXES) open += b - a;
    else queue.push([a, middle], [middle, b]);
  }
  // Branches that tie all along leave jets nothing to say anywhere.
  return smooth && bend !== 0 && open > length * 0.9
    ? 'the sign of the second derivative is not confirmed by enclosures'
    : null;
}

/** Coefficients 0 to 3 over a box; what a short series lacks is 0. */
function coefficients(
  e: Expression,
  name: string,
  box: Interval,
  order: number,
): readonly [Interval, Interval, Interval, Interval] | null {
  const series = jet(e, name, box, order);
  return series && [series[0] ?? NOTHING, series[1] ?? NOTHING, series[2] ?? NOTHING, series[3] ?? NOTHING];
}

const NOTHING: Interval = interval(0, 0);

/** Slope over a box, or null where the expression may not be smooth there. */
export function slopeOver(e: Expression, name: string, box: Interval): Interval | null {
  const found = coefficients(e, name, box, 1);
  return found?.[1] ?? null;
}

function bendOver(x: Expression, y: Expression, name: string, box: Interval): Interval | null {
  const ys = coefficients(y, name, box, 3);
  if (!ys) return null;
  if (x.kind === 'name') {
    const middle = midpoint(box);
    const center = coefficients(y, name, point(middle), 2);
    // The second derivative over the box lies in its value at the middle plus the third times the distance, too.
    const mean =
      center && add(multiply(point(2), center[2]), multiply(multiply(point(6), ys[3]), subtract(box, point(middle))));
    const direct = multiply(point(2), ys[2]);
    return mean ? intersect(direct, mean) : direct;
  }
  const xs = coefficients(x, name, box, 2);
  return xs && multiply(point(2), subtract(multiply(xs[1], ys[2]), multiply(ys[1], xs[2])));
}

function bendByForms(
  x: Expression,
  y: Expression,
  name: string,
  from: Rational,
  to: Rational,
  bend: Bend,
): string | null {
  const algebra = lineAlgebra(name, from, to, { boxes: 0, limit: 6000, depth: 0 });
  const [fx, fy] = [normalise(x, algebra).form, normalise(y, algebra).form];
  const [dx, dy] = [fx && derivative(fx, name), fy && derivative(fy, name)];
  const [ddx, ddy] = [dx && derivative(dx, name), dy && derivative(dy, name)];
  if (!dx || !dy || !ddx || !ddy) return 'a stretch is not smooth inside';
  const k = minus(times(dx, ddy), times(dy, ddx));
  const found = chart(algebra, k);
  if (!found) return 'the sign of the second derivative is not confirmed exactly';
  return found.signs.every((s) => s === bend) ? null : 'the second derivative has another sign';
}

function checkKink(y: Expression, c: LineCertificate, k: LineCertificate['kinks'][number]): string | null {
  const [lo, hi] = k.at.map((t) => toDouble(rationalOfText(t))) as [number, number];
  if (k.jump) return checkJump(y, c.variable, lo, hi);
  if (k.slope === null) return null;
  const seen = jumpSeen(y, c, lo, hi);
  if (seen === k.slope || (seen === 0 && kinkByForms(y, c, k.at) === k.slope)) return null;
  return seen === 0 ? 'a kink is not confirmed' : 'a kink has the other sign';
}

/** The sign of the jump by canonical forms on both sides, where the point is exact. */
function kinkByForms(y: Expression, c: LineCertificate, at: Bracket): number | null {
  const index = c.stretches.findIndex((s) => s.to[0] === at[0] && s.to[1] === at[1]);
  const [left, right] = [c.stretches[index], c.stretches[index + 1]];
  if (!left || !right || at[0] !== at[1]) return null;
  const where = rationalOfText(at[0]);
  const slopes = [[innerEnd(left.from, 1), where] as const, [where, innerEnd(right.to, 0)] as const].map(
    ([from, to]) => {
      const algebra = lineAlgebra(c.variable, from, to, { boxes: 0, limit: 4000, depth: 0 });
      const f = normalise(y, algebra).form;
      const slope = f && derivative(f, c.variable);
      return slope && formAt(slope, c.variable, where, algebra);
    },
  );
  const [before, after] = slopes;
  return before && after ? constantSign(minus(after, before)) : null;
}

/**
 * The sign of the jump of the slope as enclosures close to the point on both sides tell it. Without a jump the difference
 * shrinks with the distance; then, or where enclosures cannot tell, it is 0.
 */
function jumpSeen(y: Expression, c: LineCertificate, lo: number, hi: number): Bend {
  const length = toDouble(rationalOfText(c.to)) - toDouble(rationalOfText(c.from));
  const jumps = [16, 32].map((power) => {
    const step = length * 2 ** -power;
    const before = slopeOver(y, c.variable, interval(lo - step, lo - step * 0.9));
    const after = slopeOver(y, c.variable, interval(hi + step * 0.9, hi + step));
    return before && after && subtract(after, before);
  });
  const [far, near] = jumps;
  if (!near || !(near.lo > 0 || near.hi < 0)) return 0;
  if (far && (far.lo > 0 || far.hi < 0) && Math.abs(midpoint(near)) < 0.5 * Math.abs(midpoint(far))) return 0;
  return near.lo > 0 ? 1 : -1;
}

function checkJump(y: Expression, name: string, lo: number, hi: number): string | null {
  const f = compile(y, [name]);
  const step = Math.max(Math.abs(lo), Math.abs(hi), 1e-9) * 1e-9;
  const [before, after] = [f([lo - step]), f([hi + step])];
  return Math.abs(after - before) > 1e-12 * (Math.abs(before) + Math.abs(after)) ? null : 'a jump is not confirmed';
}
