import type { ExplicitFrontier } from '../../economy/economy.ts';
import { jet } from '../../math/derivative/jet.ts';
import { substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, type Interval, interval } from '../../math/interval/interval.ts';
import { fromDouble, ONE, type Rational, toDouble, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { CurveBends, RangeProof } from '../certificate.ts';
import { encode, textOf } from '../encoded-expression.ts';
import { extentOf } from '../frontier/domain.ts';
import { isolate } from '../frontier/isolate.ts';
import { type Bending, type BendingPlace, bending, ruleTree } from './bending.ts';
import { intervalsOf, middleOf, type ParamBox, signOverParams } from './param-box.ts';
import { hasSecondSign, type Line, type SecondSign } from './second-derivative.ts';

export type Curved = 'concave' | 'convex' | 'linear';

/** good = f(inputs) over its domain, written or up to where f first falls to 0. */
export function explicitOver(
  { formula, inputs }: ExplicitFrontier,
  verdict: Curved,
  params: ParamBox,
  work: Work,
): RangeProof | null {
  const [input, ...others] = inputs;
  if (!input) return null;
  if (others.length > 0) return severalInputsOver({ formula, inputs }, verdict, params, work);
  const from = input.from ? exactValue(input.from) : ZERO;
  return from && curveProof({ formula, input: input.good, from, to: input.to }, verdict, params, work);
}

export function curveProof(curve: OpenCurve, verdict: Curved, params: ParamBox, work: Work): RangeProof | null {
  const bends = curveOver(curve, verdict, params, work);
  return bends && { method: 'curve', input: curve.input, formula: encode(curve.formula), bends };
}

export interface OpenCurve {
  readonly formula: Expression;
  readonly input: string;
  readonly from: Rational;
  /** Null: up to where the formula first falls to 0. */
  readonly to: Expression | null;
  /** Known to fall all along. */
  readonly isFalling?: boolean;
}

const SIGNS: Readonly<Record<Curved, SecondSign>> = { concave: -1, convex: 1, linear: 0 };

/**
 * Concave: f'' <= 0 suffices, whatever f does at its ends. Convex and linear: f must not rise anywhere either, which it does
 * not where it ends by falling to 0; each not straight (or straight) at any params.
 */
function curveOver(curve: OpenCurve, verdict: Curved, params: ParamBox, work: Work): CurveBends | null {
  const { formula, input, from, isFalling } = curve;
  const start = substitute(formula, new Map([[input, { kind: 'number', value: from }]]));
  const first = signOverParams(start, params, work);
  if (first.sign !== 1 || !first.inside) return null;
  const line = lineOf(curve, params);
  const place = placeOn(curve, line, params, work);
  // A written domain may go on beyond where the formula touches 0.
  const kept = curve.to === null;
  const found = bending(formula, place, kept);
  if (isBentBy(found, verdict) && (verdict === 'concave' || isFalling || found.direction === -1))
    return { by: 'rules', tree: ruleTree(formula, place, kept), until: line && textOf(line.to) };
  const bends = line !== null && hasSecondSign(formula, line, params, SIGNS[verdict], work);
  if (bends && (verdict === 'concave' || isFalling || falls(curve, line, params)))
    return { by: 'second-derivative', until: textOf(line.to) };
  const end = endOverItsLength(curve, verdict, params, work);
  return end && { by: 'length', end: encode(end) };
}

function placeOn({ input, from, to }: OpenCurve, line: Line | null, params: ParamBox, work: Work): BendingPlace {
  const end = line ? fromRational(line.to).hi : Number.POSITIVE_INFINITY;
  const box = new Map(intervalsOf(params)).set(input, interval(fromRational(from).lo, end));
  const start: Expression = { kind: 'number', value: from };
  return { variables: new Set([input]), box, params, work, ends: to ? [start, to] : undefined };
}

function isBentBy({ curvature, strict, varies }: Bending, verdict: Curved): boolean {
  return verdict === 'linear' ? curvature === 'affine' && varies : curvature === verdict && strict;
}

/** Where the end is solved for, what moves with the params stands still. A convex curve that ends at 0 has fallen to it. */
function endOverItsLength(curve: OpenCurve, verdict: Curved, params: ParamBox, work: Work): Expression | null {
  const [scaled, length] = overItsLength(curve, params, work) ?? [];
  const line: Line = { variable: curve.input, from: ZERO, to: ONE };
  if (!scaled || !length || !hasSecondSign(scaled, line, params, SIGNS[verdict], work)) return null;
  const end = substitute(scaled, new Map([[curve.input, { kind: 'number', value: ONE } as const]]));
  return verdict === 'concave' || signOverParams(end, params, work).sign === 0 ? length : null;
}

/** f(E s) for s from 0 to 1, where the end E is solved for: what moves with the params stands still. */
function overItsLength(
  { formula, input, from, to }: OpenCurve,
  params: ParamBox,
  work: Work,
): readonly [Expression, Expression] | null {
  if (from.numerator !== 0n || params.some((p) => p.from.numerator < 0n)) return null;
  const end = to ?? isolate({ kind: 'number', value: ZERO }, formula, input);
  if (!end) return null;
  const length = signOverParams(end, params, work);
  if (length.sign !== 1 || !length.inside) return null;
  const along: Expression = { kind: 'multiply', left: end, right: { kind: 'name', name: input } };
  return [substitute(formula, new Map([[input, along]])), end];
}

/** A convex curve falls all along where it falls at its written end, or below 0 at last. */
function falls({ formula, input, to }: OpenCurve, line: Line, params: ParamBox): boolean {
  const box = intervalsOf(params);
  const [low, high] = [fromRational(line.from).lo, fromRational(line.to).hi];
  if (!to) {
    const whole = enclose(formula, new Map(box).set(input, interval(low, high)));
    return whole.defined && enclose(formula, new Map(box).set(input, fromRational(line.to))).value.hi < 0;
  }
  const end = enclose(to, box).value;
  const slope = end.lo <= end.hi ? jet(formula, input, end, 1, box)?.[1] : undefined;
  return slope !== undefined && slope.hi < 0;
}

/** From the start to beyond every end that the curve has for any of the params; null where that is not found. */
export function lineOf({ formula, input, from, to }: OpenCurve, params: ParamBox): Line | null {
  const box = intervalsOf(params);
  if (to) {
    const end = enclose(to, box).value;
    return Number.isFinite(end.hi) && end.lo <= end.hi ? { variable: input, from, to: upper(to, end) } : null;
  }
  const farthest = Math.max(...cornersOf(params).map((values) => endAt(formula, input, from, values)));
  if (!Number.isFinite(farthest)) return null;
  for (const factor of [1 + 1e-9, 1.01, 1.2, 2, 10]) {
    const at = farthest * factor;
    if (isBeyondEnd(formula, new Map(box).set(input, interval(at, at))))
      return { variable: input, from, to: fromDouble(at) };
  }
  return null;
}

/** Also where what it is a power of is below 0: it was 0 before. */
function isBeyondEnd(formula: Expression, at: ReadonlyMap<string, Interval>): boolean {
  const { value } = enclose(formula, at);
  if (!(value.lo <= value.hi) || value.hi < 0) return true;
  const inner = formula.kind === 'power' ? formula.left : null;
  return inner !== null && isBeyondEnd(inner, at);
}

function upper(to: Expression, end: Interval): Rational {
  return exactValue(to) ?? fromDouble(end.hi);
}

/** The middle, and the corners of the box (of many params only two of them). */
function cornersOf(params: ParamBox): readonly ReadonlyMap<string, Rational>[] {
  const all: ReadonlyMap<string, Rational>[] = [middleOf(params)];
  const count = params.length <= 2 ? 2 ** params.length : 2;
  for (let k = 0; k < count; k++) {
    const high = (i: number): boolean => (params.length <= 2 ? ((k >> i) & 1) === 1 : k === 1);
    all.push(new Map(params.map((p, i) => [p.name, high(i) ? p.to : p.from])));
  }
  return all;
}

function endAt(formula: Expression, input: string, from: Rational, values: ReadonlyMap<string, Rational>): number {
  const numbers = new Map([...values].map(([name, value]) => [name, { kind: 'number', value } as const]));
  const { end } = extentOf(substitute(formula, numbers), input, from, null);
  return end.kind === 'zero' || end.kind === 'undefined' ? toDouble(end.end.hi) : Number.POSITIVE_INFINITY;
}

/** Several inputs: concave where the formula is jointly concave; convex where it is convex and falls in each. */
function severalInputsOver(
  { formula, inputs }: Pick<ExplicitFrontier, 'formula' | 'inputs'>,
  verdict: Curved,
  params: ParamBox,
  work: Work,
): RangeProof | null {
  if (inputs.some((i) => i.from && exactValue(i.from)?.numerator !== 0n)) return null;
  const box = new Map(intervalsOf(params));
  for (const { good, to } of inputs) {
    const end = to && enclose(to, box).value;
    box.set(good, interval(0, end && end.lo <= end.hi ? end.hi : Number.POSITIVE_INFINITY));
  }
  const place = { variables: new Set(inputs.map((i) => i.good)), box, params, work };
  const found = bending(formula, place);
  const origin = substitute(formula, new Map(inputs.map((i) => [i.good, { kind: 'number', value: ZERO } as const])));
  const first = signOverParams(origin, params, work);
  if (first.sign !== 1 || !first.inside || !isBentBy(found, verdict)) return null;
  const holds = verdict === 'concave' || found.direction === -1;
  return holds ? { method: 'rules', trees: [ruleTree(formula, place)] } : null;
}
