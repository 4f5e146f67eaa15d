import { namesIn } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, type Interval, interval } from '../../math/interval/interval.ts';
import { compare, equals, type Rational } from '../../math/rational/rational.ts';
import type { Bend, Bracket, LineCertificate, ProvenVerdict } from '../certificate.ts';
import { decode, rationalOfText } from '../encoded-expression.ts';
import { checkWitnesses, showsBoth } from './check-witness.ts';
import type { Range } from './exact/box.ts';
import { bendsAcross, mayTurn } from './line/across.ts';
import { type Meeting, mayBreakAt, meetingAt, meetingIn, riseAt, type Side, sideOf } from './line/joint.ts';
import { checkBend } from './sign/check-bend.ts';
import { isDefinedAt, isDefinedOver } from './value-at.ts';

/** Checks a function of one variable; null where all is right. */
export function checkLine(c: LineCertificate): string | null {
  if (!VERDICTS.includes(c.verdict)) return 'no verdict';
  if (c.from === c.to) return checkPoint(c);
  const line = lineOf(c);
  if (typeof line === 'string') return line;
  return (
    checkStretches(line) ??
    checkEnds(line) ??
    checkJoints(line) ??
    checkLineVerdict(line) ??
    checkWitnesses(line.e, new Map([[line.name, line.range]]), c.verdict, c.witnesses)
  );
}

const VERDICTS: readonly ProvenVerdict[] = ['concave', 'convex', 'linear', 'mixed'];

/** On a range of one point every function is linear. */
function checkPoint(c: LineCertificate): string | null {
  const isDefined = isDefinedAt(decode(c.expression), new Map([[c.variable, rationalOfText(c.from)]]));
  return isDefined && c.verdict === 'linear' && c.witnesses.length === 0 ? null : 'not a point';
}

interface Line {
  readonly c: LineCertificate;
  readonly e: Expression;
  readonly name: string;
  readonly range: Range;
  readonly sides: readonly Side[];
  readonly joints: readonly Joint[];
}

interface Joint {
  readonly at: Range;
  readonly claimed: LineCertificate['kinks'][number] | null;
  readonly found: Meeting;
  readonly over: Interval;
}

/** The stretches follow each other from end to end, and every claim of a kink is at a joint. */
function lineOf(c: LineCertificate): Line | string {
  const e = decode(c.expression);
  if ([...namesIn(e)].some((n) => n !== c.variable)) return 'another variable stands in it';
  const range = { lo: rationalOfText(c.from), hi: rationalOfText(c.to) };
  const [first, last] = [c.stretches[0], c.stretches[c.stretches.length - 1]];
  if (!first || !last) return 'no stretches';
  const ends = [...rangeOf(first.from), ...rangeOf(last.to)];
  if (![range.lo, range.lo, range.hi, range.hi].every((end, i) => equals(end, ends[i] as Rational)))
    return 'the stretches do not reach the ends';
  for (const [i, s] of c.stretches.entries()) {
    const next = c.stretches[i + 1];
    if (![-1, 0, 1].includes(s.bend)) return 'no bend';
    if (compare(rationalOfText(s.from[1]), rationalOfText(s.to[0])) >= 0) return 'a stretch runs backward';
    if (compare(rationalOfText(s.to[0]), rationalOfText(s.to[1])) > 0) return 'a bracket runs backward';
    if (next && !isSame(next.from, s.to)) return 'the stretches leave a gap';
  }
  const sides = c.stretches.map((s) =>
    sideOf(e, c.variable, { lo: rationalOfText(s.from[1]), hi: rationalOfText(s.to[0]) }, s.bend),
  );
  const brackets = c.stretches.slice(0, -1).map((s) => s.to);
  const places = new Set(c.kinks.map((k) => `${k.at}`));
  if (places.size < c.kinks.length) return 'a kink is named twice';
  if (c.kinks.some((k) => !brackets.some((b) => isSame(b, k.at)))) return 'a kink is at no joint';
  const joints = brackets.map((b, i): Joint => jointOf(c, e, b, sides[i] as Side, sides[i + 1] as Side));
  return { c, e, name: c.variable, range, sides, joints };
}

function jointOf(c: LineCertificate, e: Expression, bracket: Bracket, left: Side, right: Side): Joint {
  const [lo, hi] = rangeOf(bracket) as [Rational, Rational];
  const over = interval(fromRational(lo).lo, fromRational(hi).hi);
  const found = equals(lo, hi) ? meetingAt(e, c.variable, lo, left, right) : meetingIn(over, c.variable, left, right);
  return { at: { lo, hi }, claimed: c.kinks.find((k) => isSame(k.at, bracket)) ?? null, found, over };
}

function rangeOf([lo, hi]: Bracket): readonly Rational[] {
  return [rationalOfText(lo), rationalOfText(hi)];
}

function isSame(a: Bracket, b: Bracket): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function checkStretches({ c, e, name }: Line): string | null {
  const x: Expression = { kind: 'name', name };
  for (const s of c.stretches) {
    const why = checkBend(x, e, name, rationalOfText(s.from[1]), rationalOfText(s.to[0]), s.bend);
    if (why) return why;
  }
  return null;
}

/** The function is defined at the ends of its range, and comes to its values there but for what is claimed. */
function checkEnds({ c, e, name, range, sides }: Line): string | null {
  const claimed = riseClaimed(c);
  if (claimed.length !== 2 || claimed.some((s) => ![-1, 0, 1].includes(s))) return 'no ends';
  const ends = [
    [range.lo, sides[0]],
    [range.hi, sides[sides.length - 1]],
  ] as const;
  for (const [i, [at, side]] of ends.entries()) {
    if (!isDefinedAt(e, new Map([[name, at]]))) return 'not seen to be defined at an end';
    const rise = side && mayBreakAt(e, name, at) ? riseAt(e, name, at, side) : 0;
    if (rise !== claimed[i]) return 'the value at an end may be another';
  }
  return null;
}

function riseClaimed(c: LineCertificate): readonly [Bend, Bend] {
  return c.ends ?? [0, 0];
}

/** Joints are where they are said to be, with the kinks that are named and no others. */
function checkJoints({ e, name, range, joints }: Line): string | null {
  for (const { at, claimed, found, over } of joints) {
    if (!isDefinedOver(e, new Map([[name, at]]))) return 'not seen to be defined at a joint';
    if (!isNarrow(at, range)) return 'a joint is too wide';
    const isExact = equals(at.lo, at.hi);
    const turns = isExact ? found.slope !== 0 : mayTurn(e, name, over);
    if (!claimed) {
      if (turns && found.slope !== 0) return 'a kink is not accounted for';
      continue;
    }
    if (!turns && claimed.slope !== 0 && claimed.slope !== null) return 'there is no kink';
    if (claimed.jump ? found.jump !== true : found.jump === true) return 'a jump is not confirmed';
    if (claimed.slope !== null && claimed.slope !== found.slope) return 'a kink is not confirmed';
  }
  return null;
}

/** That a point is isolated is said of brackets of a millionth of the range at most. */
function isNarrow({ lo, hi }: Range, range: Range): boolean {
  const length = (r: Range): Rational => ({
    numerator: r.hi.numerator * r.lo.denominator - r.lo.numerator * r.hi.denominator,
    denominator: r.hi.denominator * r.lo.denominator,
  });
  const [short, whole] = [length({ lo, hi }), length(range)];
  return short.numerator * whole.denominator * 1_000_000n <= whole.numerator * short.denominator;
}

function checkLineVerdict(line: Line): string | null {
  const { c, joints } = line;
  // A value at an end above the limit bends the function up there, and one below it down.
  const bends: readonly (Bend | null)[] = [
    ...c.stretches.map((s) => s.bend),
    ...joints.map((j) => j.found.slope),
    ...riseClaimed(c),
  ];
  const [up, down] = [bends.includes(1), bends.includes(-1)];
  if (c.verdict === 'mixed') return (up && down) || showsBoth(c.witnesses) ? null : 'one way of bending is not shown';
  const right: ProvenVerdict = up ? 'convex' : down ? 'concave' : 'linear';
  if ((up && down) || right !== c.verdict) return `what is certified is not ${c.verdict}`;
  const sign = right === 'convex' ? 1 : -1;
  for (const joint of joints) {
    if (joint.found.jump === true) return 'a jump is neither concave nor convex';
    if (!holdsAcross(line, joint, right === 'linear' ? [1, -1] : [sign])) return 'a joint is left open';
  }
  return null;
}

/** At an exact joint the slope is known to jump the right way or not at all; within a bracket nothing bends otherwise. */
function holdsAcross({ e, name }: Line, { at, found, over }: Joint, signs: readonly (1 | -1)[]): boolean {
  if (equals(at.lo, at.hi))
    return found.jump === false && found.slope !== null && signs.every((s) => found.slope !== -s);
  return signs.every((s) => bendsAcross(e, name, over, s));
}
