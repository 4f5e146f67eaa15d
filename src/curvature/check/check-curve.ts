import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { interval, point } from '../../math/interval/interval.ts';
import { fromDouble } from '../../math/rational/rational.ts';
import type { Bend, CurveCertificate, CurvePart } from '../certificate.ts';
import { decode } from '../encoded-expression.ts';
import { checkBend, checkVerdict, slopeOver, withoutTies } from './check-line.ts';

/**
 * Checks a frontier: that its arcs run from more of one good to more of the other, one after the other, that they bend as is
 * said, that what lies between them and before and after them is dominated, and that the verdict follows.
 */
export function checkCurve(c: CurveCertificate): string | null {
  const curve = curveOf(c);
  if (!(c.from <= c.to) || !Number.isFinite(c.from + c.to)) return 'no range of the parameter';
  for (const part of c.parts) {
    const why = part.part === 'arc' ? checkArc(curve, part) : checkCornerPoint(curve, part);
    if (why) return why;
  }
  return checkJoints(curve) ?? checkGaps(curve) ?? checkCurveVerdict(c);
}

type ArcPart = Extract<CurvePart, { readonly part: 'arc' }>;
type CornerPart = Exclude<CurvePart, ArcPart>;
type Place = readonly [x: number, y: number];

interface CheckedCurve {
  readonly c: CurveCertificate;
  readonly x: Expression;
  readonly y: Expression;
  readonly at: (t: number) => Place;
  /** What counts as the same place: ends of arcs are doubles next to the true ones. */
  readonly slack: Place;
}

function curveOf(c: CurveCertificate): CheckedCurve {
  const [x, y] = [withoutTies(decode(c.x)), withoutTies(decode(c.y))];
  const [fx, fy] = [compile(x, [c.parameter]), compile(y, [c.parameter])];
  const at = (t: number): Place => [fx([t]), fy([t])];
  const places = c.parts.flatMap((p) => (p.part === 'arc' ? [at(p.from), at(p.to)] : [[p.x, p.y] as const]));
  const size = (k: 0 | 1): number => Math.max(0, ...places.map((p) => Math.abs(p[k])).filter(Number.isFinite));
  return { c, x, y, at, slack: [SLACK * size(0), SLACK * size(1)] };
}

const SLACK = 1e-6;

/** Ends of arcs are doubles next to the true ones: they are checked a little inside. */
function checkArc({ c, x, y }: CheckedCurve, { from, to, bend }: ArcPart): string | null {
  if (!(from < to)) return 'an arc runs backward';
  const beyond = (c.to - c.from) * 1e-9;
  if (from < c.from - beyond || to > c.to + beyond) return 'an arc leaves the range of the parameter';
  const margin = (to - from) * 1e-9;
  for (const t of [from + (to - from) * 1e-3, from + (to - from) / 2, to - (to - from) * 1e-3]) {
    const [dx, dy] = [slopeOver(x, c.parameter, point(t)), slopeOver(y, c.parameter, point(t))];
    if (!dx || !dy || dx.hi < 0 || dy.lo > 0) return 'an arc does not run from more of one good to more of the other';
  }
  return bend === null ? null : checkBend(x, y, c.parameter, fromDouble(from + margin), fromDouble(to - margin), bend);
}

/**
 * A corner has the first good of a place where the curve really comes and the second of a place no earlier: a budget may be
 * left unspent in between.
 */
function checkCornerPoint({ c, at, slack }: CheckedCurve, part: CornerPart): string | null {
  const length = c.to - c.from;
  const ends = [c.from, c.to, ...c.parts.flatMap((p) => (p.part === 'arc' ? [p.from, p.to] : []))];
  const grid = Array.from({ length: 2001 }, (_, i) => c.from + (length * i) / 2000);
  const places = [...ends.flatMap((t) => [t, t - length * 1e-9, t + length * 1e-9]), ...grid].map(
    (t) => [t, at(t)] as const,
  );
  const near = (k: 0 | 1, value: number): readonly number[] =>
    places.filter(([, p]) => Math.abs(p[k] - value) <= (slack[k] || SLACK) * 1e3).map(([t]) => t);
  const found = Math.min(...near(0, part.x)) <= Math.max(...near(1, part.y)) + length * 1e-6;
  return found ? null : 'a corner is no place of the curve';
}

/** Along the parts the first good rises and the second falls, and where they leave a gap its stretches are named. */
function checkJoints({ c, x, y, at, slack }: CheckedCurve): string | null {
  let before: { readonly end: Place; readonly part: CurvePart } | null = null;
  for (const part of c.parts) {
    const start: Place = part.part === 'arc' ? inside(at, part.from, part.to) : [part.x, part.y];
    if (before) {
      const [right, down] = [start[0] - before.end[0], before.end[1] - start[1]];
      if (right < -slack[0] || down < -slack[1]) return 'the parts do not follow each other';
      const arcs = before.part.part === 'arc' && part.part === 'arc';
      if (arcs && (right > slack[0] || down > slack[1])) return 'two arcs leave a gap';
      if (before.part.part === 'arc' && part.part === 'arc') {
        const why = checkCorner(x, y, c.parameter, before.part.to, part.from, part.kink);
        if (why) return why;
      }
    }
    before = { end: part.part === 'arc' ? inside(at, part.to, part.from) : [part.x, part.y], part };
  }
  return null;
}

/** The place at an end of an arc, from inside: at a jump the end itself may belong to the other side. */
function inside(at: (t: number) => Place, end: number, other: number): Place {
  const [here, near] = [at(end), at(end + (other - end) * 1e-9)];
  return [0, 1].map((k) => {
    const [a, b] = [here[k] as number, near[k] as number];
    return Number.isFinite(a) && Math.abs(a - b) <= 1e-3 * (Math.abs(a) + Math.abs(b)) ? a : b;
  }) as unknown as Place;
}

const MOST_BOXES = 2000;

/** Every place of the curve that is on no arc has a place on an arc or corner with at least as much of both. */
function checkGaps(curve: CheckedCurve): string | null {
  const { c } = curve;
  const kept = placesOf(curve);
  const gaps = gapsOf(c);
  for (let count = 0; gaps.length > 0; count++) {
    const [a, b] = gaps.pop() as [number, number];
    const [x, y] = [mostOver(curve.x, c.parameter, a, b), mostOver(curve.y, c.parameter, a, b)];
    if (x === null || y === null) return 'the curve is not defined on its whole range';
    if (isDominated(curve, kept, x, y)) continue;
    const middle = a + (b - a) / 2;
    if (count > MOST_BOXES || middle <= a || middle >= b) return 'a part of the curve that is no arc is not dominated';
    gaps.push([a, middle], [middle, b]);
  }
  return null;
}

/** A bound from above: at the higher end where the expression is monotone, else over the whole box. */
function mostOver(e: Expression, name: string, from: number, to: number): number | null {
  const box = interval(from, to);
  const slope = slopeOver(e, name, box);
  const end = slope && slope.lo >= 0 ? point(to) : slope && slope.hi <= 0 ? point(from) : box;
  const { value } = enclose(e, new Map([[name, end]]));
  if (!(value.lo <= value.hi)) return null;
  if (!slope || end !== box) return value.hi;
  const middle = from + (to - from) / 2;
  const there = enclose(e, new Map([[name, point(middle)]])).value;
  return Math.min(value.hi, add(there, multiply(slope, subtract(box, point(middle)))).hi);
}

function gapsOf(c: CurveCertificate): [number, number][] {
  const gaps: [number, number][] = [];
  const least = (c.to - c.from) * 1e-9;
  let reached = c.from;
  const arcs = c.parts.filter((p) => p.part === 'arc').sort((p, q) => p.from - q.from);
  for (const { from, to } of [...arcs, { from: c.to, to: c.to }]) {
    if (from - reached > least) gaps.push([reached, from]);
    reached = Math.max(reached, to);
  }
  return gaps;
}

function placesOf({ c, at }: CheckedCurve): readonly Place[] {
  return c.parts.flatMap((p): Place[] => {
    if (p.part !== 'arc') return [[p.x, p.y]];
    const steps = Array.from({ length: 65 }, (_, i) => at(p.from + ((p.to - p.from) * i) / 64));
    return [inside(at, p.from, p.to), ...steps, inside(at, p.to, p.from)];
  });
}

function isDominated({ slack }: CheckedCurve, kept: readonly Place[], x: number, y: number): boolean {
  return kept.some((p) => p[0] >= x - slack[0] && p[1] >= y - slack[1]);
}

function checkCurveVerdict(c: CurveCertificate): string | null {
  const parts = c.parts.filter((p) => p.part !== 'point');
  if (parts.length === 0) return c.parts.length === 1 && c.verdict === 'concave' ? null : 'no parts';
  const bends: (Bend | null)[] = [];
  parts.forEach((part, i) => {
    const before = parts[i - 1];
    if (part.part === 'arc') bends.push(part.bend);
    if (before) bends.push(junction(before, part));
  });
  return checkVerdict(bends, c.verdict);
}

function junction(before: CurveCertificate['parts'][number], after: CurveCertificate['parts'][number]): Bend | null {
  if (before.part === 'arc' && after.part === 'arc') return after.kink;
  const order = { vertical: 0, arc: 1, point: 1, horizontal: 2 };
  return Math.sign(order[after.part] - order[before.part]) as Bend;
}

function checkCorner(
  x: Expression,
  y: Expression,
  name: string,
  before: number,
  after: number,
  kink: Bend | null,
): string | null {
  if (kink === null) return null;
  const scale = Math.max(Math.abs(before), Math.abs(after), 1e-9);
  for (const size of [1e-5, 1e-7, 1e-9]) {
    const step = scale * size;
    const [left, right] = [interval(before - step, before - step * 0.9), interval(after + step * 0.9, after + step)];
    const [xl, yl, xr, yr] = [
      slopeOver(x, name, left),
      slopeOver(y, name, left),
      slopeOver(x, name, right),
      slopeOver(y, name, right),
    ];
    if (!xl || !yl || !xr || !yr) continue;
    const jump = subtract(multiply(yr, xl), multiply(yl, xr));
    if (kink === 0 ? jump.lo <= 0 && jump.hi >= 0 : kink > 0 ? jump.lo > 0 : jump.hi < 0) return null;
    if (kink > 0 ? jump.hi < 0 : kink < 0 ? jump.lo > 0 : false) return 'a kink has the other sign';
  }
  return kink === 0 ? null : 'a kink is not confirmed';
}
