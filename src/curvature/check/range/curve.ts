import { jet } from '../../../math/derivative/jet.ts';
import { multiply, name, number, substitute, subtract } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { inOrder } from '../../../math/expression/order.ts';
import { print } from '../../../math/expression/print.ts';
import { fromRational, interval } from '../../../math/interval/interval.ts';
import { compare, ONE, type Rational, ZERO } from '../../../math/rational/rational.ts';
import type { CurveBends, ProvenVerdict } from '../../certificate.ts';
import { decode, rationalOfText } from '../../encoded-expression.ts';
import type { Range } from '../exact/box.ts';
import { Bends, type Shape } from './bends.ts';
import type { Over } from './over.ts';
import { checkRuleTree } from './rule-tree.ts';
import { falls, hasBend, type Line } from './second.ts';

/** One good as a function of another, from a number up to an expression of what varies, or (null) to where it first is 0. */
export interface Curve {
  readonly formula: Expression;
  readonly input: string;
  readonly from: Rational;
  readonly to: Expression | null;
  /** Known to fall all along, to where it reaches 0 or ceases to be defined. */
  readonly isFalling: boolean;
}

type OneWay = Exclude<ProvenVerdict, 'mixed'>;

/**
 * A concave frontier is one that bends outward; a convex or straight one must fall all along too. Not straight: it bends
 * somewhere, and so everywhere on the one stretch over which it is analytic.
 */
export function checkBends(curve: Curve, verdict: OneWay, how: CurveBends, over: Over): string | null {
  const start = substitute(curve.formula, new Map([[curve.input, number(curve.from)]]));
  if (!over.isPositive(start)) return 'nothing is made at the start';
  if (curve.to && !over.isPositive(subtract(curve.to, number(curve.from)))) return 'the range runs backward';
  switch (how.by) {
    case 'rules':
      return checkByRules(curve, verdict, how, over);
    case 'second-derivative':
      return checkBySecond(curve, verdict, rationalOfText(how.until), over);
    case 'length':
      return checkOverLength(curve, verdict, decode(how.end), over);
    default:
      return 'an unknown way to bend';
  }
}

/** The frontier goes no farther than that. */
export function endsBefore({ formula, input, from, to }: Curve, until: Rational, over: Over): boolean {
  if (compare(until, from) <= 0) return false;
  if (to) {
    const found = over.sign(subtract(number(until), to));
    return found !== null && found.sign >= 0;
  }
  return isGoneAt(formula, input, from, until, over);
}

/** Below 0 or undefined there, or a rising power or positive multiple of what falls below 0 without a break. */
function isGoneAt(e: Expression, input: string, from: Rational, until: Rational, over: Over): boolean {
  const { value } = enclose(e, new Map(over.enclosures).set(input, fromRational(until)));
  if (!(value.lo <= value.hi) || value.hi < 0) return true;
  const inner = withinRising(e, over);
  if (!inner || inOrder(inner).some((part) => part.kind === 'if')) return false;
  if (!over.isPositive(substitute(inner, new Map([[input, number(from)]])))) return false;
  const box = new Map(over.enclosures).set(input, interval(fromRational(from).lo, fromRational(until).hi));
  return enclose(inner, box).defined && isGoneAt(inner, input, from, until, over);
}

/** What is 0 just where e is, e being a rising function of it from there on. */
function withinRising(e: Expression, over: Over): Expression | null {
  if (e.kind === 'power') return over.isPositive(e.right) ? e.left : null;
  if (e.kind === 'multiply') return over.isPositive(e.left) ? e.right : over.isPositive(e.right) ? e.left : null;
  return e.kind === 'divide' && over.isPositive(e.right) ? e.left : null;
}

function checkByRules(curve: Curve, verdict: OneWay, how: CurveBends & { by: 'rules' }, over: Over): string | null {
  const { formula, input, from, to } = curve;
  const until = how.until === null ? null : rationalOfText(how.until);
  if (until && !endsBefore(curve, until, over)) return 'the frontier may go on';
  const hi = until ? fromRational(until).hi : Number.POSITIVE_INFINITY;
  const variables = new Set([input]);
  const box = new Map(over.enclosures).set(input, interval(fromRational(from).lo, hi));
  const isAtOrAbove = to !== null && (over.sign(substitute(formula, new Map([[input, to]])))?.sign ?? -1) >= 0;
  const ends = to && isAtOrAbove ? ([number(from), to] as const) : null;
  const bends = new Bends({ over, variables, box, ends });
  const kept = to === null;
  const found = bends.of(formula, kept);
  if (!until && !(found.way === -1 && found.curvature === 'concave' && found.strict) && !isFallingLine(found))
    return 'no end is known';
  const isDown = found.way === -1 || curve.isFalling;
  if (!isOf(found, verdict) || (!isDown && (verdict !== 'concave' || hasChoice(formula))))
    return 'the rules do not give this verdict';
  return checkRuleTree(how.tree, formula, variables, bends, kept);
}

function isFallingLine({ curvature, varies, way }: Shape): boolean {
  return curvature === 'affine' && varies && way === -1;
}

export function isOf({ curvature, strict, varies }: Shape, verdict: OneWay): boolean {
  return verdict === 'linear' ? curvature === 'affine' && varies : curvature === verdict && strict;
}

/** What is analytic bends nowhere or everywhere; what has kinks may bend only where it is not efficient. */
export function hasChoice(e: Expression): boolean {
  return JSON.stringify(e, (_, v) => (typeof v === 'bigint' ? `${v}` : v)).search(/"(abs|max|min|if)"/) >= 0;
}

const BENDS = { concave: -1, convex: 1, linear: 0 } as const;

function checkBySecond(curve: Curve, verdict: OneWay, until: Rational, over: Over): string | null {
  const { formula, input, from, to } = curve;
  if (!endsBefore(curve, until, over)) return 'the frontier may go on';
  const line: Line = { e: formula, variable: input, range: { lo: from, hi: until }, over, kept: true };
  if (!hasBend(line, BENDS[verdict])) return 'a second derivative is not seen to have this sign';
  if (verdict === 'concave' || curve.isFalling || falls(line)) return null;
  if (to) return slopeAt(formula, input, to, over) ? null : 'it is not seen to fall';
  const whole = new Map(over.enclosures).set(input, interval(fromRational(from).lo, fromRational(until).hi));
  const isCrossed = enclose(formula, new Map(over.enclosures).set(input, fromRational(until))).value.hi < 0;
  return enclose(formula, whole).defined && isCrossed ? null : 'it is not seen to fall to 0';
}

/** What bends inward falls all along where it falls at its end. */
function slopeAt(formula: Expression, input: string, to: Expression, over: Over): boolean {
  const end = enclose(to, over.enclosures);
  const slope = end.defined ? jet(formula, input, end.value, 1, over.enclosures)?.[1] : undefined;
  return slope !== undefined && slope.hi < 0;
}

const UNIT: Range = { lo: ZERO, hi: ONE };

/** f(E s) for s from 0 to 1, E being where the frontier ends. */
function checkOverLength(curve: Curve, verdict: OneWay, end: Expression, over: Over): string | null {
  const { formula, input, from, to } = curve;
  if (from.numerator !== 0n || !over.isPositive(end)) return 'no length';
  const scaled = substitute(formula, new Map([[input, multiply(end, name(input))]]));
  const atEnd = over.sign(substitute(scaled, new Map([[input, number(ONE)]])));
  const reaches = atEnd?.sign === 0;
  if (to ? print(to) !== print(end) : !reaches) return 'it is not seen to end there';
  const line: Line = { e: scaled, variable: input, range: UNIT, over, kept: false };
  if (!hasBend(line, BENDS[verdict])) return 'a second derivative is not seen to have this sign';
  return verdict === 'concave' || reaches || curve.isFalling || falls(line) ? null : 'it is not seen to fall';
}
