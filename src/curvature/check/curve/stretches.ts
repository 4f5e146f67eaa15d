import { substitute } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import { exactValue } from '../../../math/expression/exact.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { childrenOf } from '../../../math/expression/order.ts';
import { fromRational } from '../../../math/interval/interval.ts';
import { compare, isWhole, type Rational, rational, subtract } from '../../../math/rational/rational.ts';
import type { Bracket, CurvePart } from '../../certificate.ts';
import { rationalOfText } from '../../encoded-expression.ts';
import type { Box, Range } from '../exact/box.ts';
import { atomSign, primitive } from '../exact/compose.ts';
import { derivativeOf } from '../exact/differentiate.ts';
import { formOf } from '../exact/form-of.ts';
import { keyOf, type Signomial, scaled } from '../exact/signomial.ts';
import { boxOf, signInside } from '../sign/sign.ts';
import { type Choice, type Resolved, resolved } from './branches.ts';

/** A part of the curve on which both coordinates are smooth; its true ends lie in its two joints. */
export interface Stretch {
  readonly part: Exclude<CurvePart, { readonly part: 'vertical' | 'horizontal' | 'point' }>;
  readonly from: Range;
  readonly to: Range;
  /** Between the joints: surely inside the stretch. */
  readonly inner: Box;
  /** From the outer edge of one joint to that of the other: the formulas go on smoothly. */
  readonly outer: Box;
  readonly x: Coordinate;
  readonly y: Coordinate;
  /** What is above 0 up to the true end, though not up to the outer edge of its joint. */
  readonly positive: readonly Expression[];
  /** What falls to 0 at its end, above 0 before: y is an even power of it, or itself, but for a positive factor. */
  readonly falling: Expression | null;
}

export interface Coordinate {
  readonly e: Expression;
  readonly form: Signomial;
  readonly slope: Signomial;
  readonly choices: readonly Choice[];
}

export interface CurveFormulas {
  readonly parameter: string;
  readonly x: Expression;
  readonly y: Expression;
  /** Of a budget: y is this formula of the amount less the parameter. */
  readonly second?: { readonly formula: Expression; readonly amount: Rational };
}

export function rangeOf([lo, hi]: Bracket): Range {
  const range = { lo: rationalOfText(lo), hi: rationalOfText(hi) };
  if (compare(range.lo, range.hi) > 0) throw new Error('a bracket runs backward');
  return range;
}

/** Reads one part; a sentence where the formulas are not seen to be smooth there. */
export function stretchOf(curve: CurveFormulas, part: Stretch['part'], isLast: boolean): Stretch | string {
  const [from, to] = [rangeOf(part.from), rangeOf(part.to)];
  if (compare(from.hi, to.lo) >= 0) return 'a part runs backward';
  const over = (lo: Rational, hi: Rational): Box => boxOf(new Map([[curve.parameter, { lo, hi }]]));
  const [inner, outer] = [over(from.hi, to.lo), over(from.lo, to.hi)];
  const touching = isLast ? touchingPart(curve.y) : null;
  const either = touching ? [touching, negative(touching)] : [];
  const positive: Expression[] = [...assumePositive(either, curve.parameter, to, outer)];
  const falling = positive[0] ?? null;
  const [x, y] = [curve.x, curve.y].map((e) => {
    const smooth = e === curve.y && curve.second ? fromTheOtherEnd(curve, from.hi, to.lo) : resolved(e, inner);
    if (!smooth) return null;
    const kept = smooth.choices.flatMap((c) => (c.differences ?? []).map(withoutZero));
    positive.push(...assumePositive([...underRoots(smooth.e), ...kept], curve.parameter, to, outer));
    const form = formOf(smooth.e, outer);
    return form && { ...smooth, form, slope: derivativeOf(form, curve.parameter) };
  });
  if (!x || !y) return 'the curve is not seen to be defined and smooth on a part';
  return { part, from, to, inner, outer, x, y, positive, falling };
}

/** An even power of it, or its size, is the whole formula but for a factor: where it is 0, so is the formula, which goes on above 0. */
function touchingPart(e: Expression): Expression | null {
  const isAbove = (x: Expression): boolean => (exactValue(x)?.numerator ?? 0n) > 0n;
  if (e.kind === 'multiply' && isAbove(e.left)) return touchingPart(e.right);
  if ((e.kind === 'multiply' || e.kind === 'divide') && isAbove(e.right)) return touchingPart(e.left);
  if (e.kind === 'call' && e.function === 'abs') return e.arguments[0] ?? null;
  const exponent = e.kind === 'power' ? exactValue(e.right) : null;
  const isEven = exponent !== null && isWhole(exponent) && exponent.numerator > 0n && exponent.numerator % 2n === 0n;
  return e.kind === 'power' && isEven ? e.left : null;
}

function negative(operand: Expression): Expression {
  return { kind: 'negate', operand };
}

/** u − 0 is u. */
function withoutZero(e: Expression): Expression {
  return e.kind === 'subtract' && exactValue(e.right)?.numerator === 0n ? e.left : e;
}

/** The branches of the second task, told by what is given to it. */
function fromTheOtherEnd({ parameter, second }: CurveFormulas, lo: Rational, hi: Rational): Resolved | null {
  if (!second) return null;
  const given = { lo: subtract(second.amount, hi), hi: subtract(second.amount, lo) };
  const found = resolved(second.formula, boxOf(new Map([[parameter, given]])));
  const rest: Expression = {
    kind: 'subtract',
    left: { kind: 'number', value: second.amount },
    right: { kind: 'name', name: parameter },
  };
  const back = (e: Expression): Expression => substitute(e, new Map([[parameter, rest]]));
  const choices = found?.choices.map((c) => ({ ...c, differences: c.differences?.map(back) ?? null }));
  return found && choices ? { e: back(found.e), choices } : null;
}

/**
 * Where a root ends to be defined, or a branch to be taken, inside the joint at the end of a stretch, what decides it falls
 * there, from above 0 to below: up to its only zero, at which the stretch ends, it is above 0.
 */
function assumePositive(parts: readonly Expression[], name: string, end: Range, outer: Box): readonly Expression[] {
  const found: Expression[] = [];
  if (compare(end.lo, end.hi) === 0) return found;
  for (const u of parts) {
    const at = (t: Rational) => enclose(u, new Map([[name, fromRational(t)]]));
    if (!(at(end.lo).value.lo > 0) || !(at(end.hi).value.hi < 0)) continue;
    const joint = boxOf(new Map([[name, end]]));
    const form = formOf(u, joint);
    const falls = form && signInside(derivativeOf(form, name), joint);
    if (!form || falls?.sign !== -1) continue;
    const before = boxOf(new Map([[name, { lo: outer.ranges.get(name)?.lo ?? end.lo, hi: end.lo }]]));
    const own = formOf(u, before);
    const positive = own && signInside(own, before);
    if (!own || positive?.sign !== 1 || !positive.strict) continue;
    assumeAbove(own, outer);
    found.push(u);
  }
  return found;
}

function assumeAbove(form: Signomial, box: Box): void {
  const note = (s: Signomial): void => {
    box.signs.set(keyOf(s), ABOVE);
    box.signs.set(keyOf(scaled(s, rational(-1n))), BELOW);
  };
  note(form);
  const { powers, rest } = primitive(form, 1, box);
  if (powers.every((p) => atomSign(p.atom, box) === 1)) note(rest);
}

const ABOVE = { sign: 1, strict: true } as const;
const BELOW = { sign: -1, strict: true } as const;

/** What must not fall below 0 for the expression to be defined. */
export function underRoots(e: Expression): readonly Expression[] {
  const own: Expression[] = [];
  if (e.kind === 'call' && (e.function === 'sqrt' || e.function === 'ln' || e.function === 'log10'))
    own.push(...e.arguments);
  if (e.kind === 'power') {
    const exponent = exactValue(e.right);
    if (!exponent || !isWhole(exponent)) own.push(e.left);
  }
  return [...childrenOf(e).flatMap(underRoots), ...own];
}
