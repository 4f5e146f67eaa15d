import { jet } from '../../math/derivative/jet.ts';
import { namesIn, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { subtract as minus, add as plus, multiply as times } from '../../math/interval/arithmetic.ts';
import { fromRational, type Interval, interval, midpoint, point } from '../../math/interval/interval.ts';
import { add, multiply, type Rational, rational, subtract, ZERO } from '../../math/rational/rational.ts';
import { algebraOn, type Work } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { type Form, scale } from '../algebra/form.ts';
import { normalise } from '../algebra/normalise.ts';
import { expressionOf } from '../algebra/write.ts';
import { isNonnegative } from '../box/nonnegative.ts';
import { domainOf, intervalsOf, type ParamBox, signOverParams } from './param-box.ts';

/** The line that a variable runs over, at every point of a box of params. */
export interface Line {
  readonly variable: string;
  readonly from: Rational;
  readonly to: Rational;
}

export type SecondSign = 1 | -1 | 0;

/**
 * Whether the second derivative has a sign on the line at every point inside the box of params (0: is identically 0), and
 * at none of them is 0 all along the line. First exactly, by the canonical form with the params as variables; then box by
 * box with Taylor jets, where boxes on which the formula is surely below 0 or undefined do not count.
 */
export function hasSecondSign(e: Expression, line: Line, params: ParamBox, sign: SecondSign, work: Work): boolean {
  const second = secondForm(e, line, params, work);
  if (second && second.terms.length === 0) return sign === 0;
  if (sign === 0) return false;
  if (
    second &&
    work.boxes <= work.limit &&
    isOfSign(second, line, params, sign, work) &&
    isNowhereFlat(second, line, params, work)
  )
    return true;
  return byJets(e, line, params, sign, work) || (second !== null && fromAnEnd(e, line, params, sign, work));
}

/** Whether e rises nowhere on the line (nowhere falls: -e) at any point inside the box of params, by its exact derivative. */
export function fallsExactly(e: Expression, line: Line, params: ParamBox, work: Work): boolean {
  const { form } = normalise(e, algebraOver(line, used(e, params), work));
  const slope = form && derivative(form, line.variable);
  return slope !== null && isOfSign(slope, line, params, -1, work);
}

/**
 * With the only param as its distance from an end of its range: what is 0 just there, and so has no sign there, then shows
 * a power of the distance as a factor.
 */
function fromAnEnd(e: Expression, line: Line, params: ParamBox, sign: 1 | -1, work: Work): boolean {
  const [only, ...others] = params;
  if (!only || others.length > 0 || work.boxes > work.limit) return false;
  const distance: Expression = { kind: 'name', name: only.name };
  const shifted: ParamBox = [{ name: only.name, from: ZERO, to: subtract(only.to, only.from) }];
  const ends = [
    { kind: 'add', left: { kind: 'number', value: only.from }, right: distance },
    { kind: 'subtract', left: { kind: 'number', value: only.to }, right: distance },
  ] as const;
  return ends.some((end) => {
    const second = secondForm(substitute(e, new Map([[only.name, end]])), line, shifted, work);
    return second !== null && isOfSign(second, line, shifted, sign, work) && isNowhereFlat(second, line, shifted, work);
  });
}

function algebraOver(line: Line, params: ParamBox, work: Work) {
  const domain = new Map(domainOf(params));
  domain.set(line.variable, { lo: line.from, hi: line.to });
  return algebraOn(domain, signOnLine, work);
}

function secondForm(e: Expression, line: Line, params: ParamBox, work: Work): Form | null {
  const { form } = normalise(e, algebraOver(line, used(e, params), work));
  const slope = form && derivative(form, line.variable);
  return slope && derivative(slope, line.variable);
}

function used(e: Expression, params: ParamBox): ParamBox {
  const names = namesIn(e);
  return params.filter(({ name }) => names.has(name));
}

/** A box on which so many terms are enclosed counts once. */
const TERMS_A_BOX = 4;

function isOfSign(second: Form, line: Line, params: ParamBox, sign: 1 | -1, work: Work): boolean {
  // The algebra's own limit would hide what jets can still do.
  const weight = Math.ceil(second.terms.length / TERMS_A_BOX);
  const own: Work = { boxes: 0, limit: 300 / weight, depth: 0 };
  const proven = isNonnegative(
    algebraOver(line, used(expressionOf(second), params), own),
    sign === 1 ? second : scale(second, rational(-1n)),
  );
  work.boxes += Math.min(own.boxes, own.limit) * weight + weight;
  return proven;
}

/** At one place on the line it is not 0 for any params inside. */
function isNowhereFlat(second: Form, line: Line, params: ParamBox, work: Work): boolean {
  const written = expressionOf(second);
  return [
    [1n, 2n],
    [1n, 3n],
    [3n, 4n],
  ].some(([n, d]) => {
    const share = multiply(subtract(line.to, line.from), rational(n as bigint, d as bigint));
    const at: Expression = { kind: 'number', value: add(line.from, share) };
    const { sign, inside } = signOverParams(substitute(written, new Map([[line.variable, at]])), params, work);
    return sign !== null && sign !== 0 && inside;
  });
}

const MOST_BOXES = 160;

function byJets(e: Expression, line: Line, params: ParamBox, sign: 1 | -1, work: Work): boolean {
  const whole = [interval(fromRational(line.from).lo, fromRational(line.to).hi), ...intervalsOf(params).values()];
  const names = params.map((p) => p.name);
  const stack: (readonly Interval[])[] = [whole];
  for (let count = 0; stack.length > 0; count++) {
    if (count > MOST_BOXES || ++work.boxes > work.limit) return false;
    const box = stack.pop() as readonly Interval[];
    const [x, ...values] = box as [Interval, ...Interval[]];
    const others = new Map(names.map((name, i) => [name, values[i] as Interval]));
    const second = secondOver(e, line.variable, x, others);
    if (second && (sign === 1 ? 0 <= second.lo : second.hi <= 0)) continue;
    if (second && (sign === 1 ? second.hi < 0 : 0 < second.lo)) return false;
    const { value } = enclose(e, new Map(others).set(line.variable, x));
    if (!(value.lo <= value.hi) || value.hi < 0) continue;
    const split = cutWidest(box, whole);
    if (!split) return false;
    stack.push(...split);
  }
  return isBentSomewhere(e, line, params);
}

/** The second derivative over the box: by its mean-value form too, and at its ends where it is monotone. */
function secondOver(e: Expression, name: string, x: Interval, others: ReadonlyMap<string, Interval>): Interval | null {
  const wide = jet(e, name, x, 3, others);
  const [, , second, third] = wide ?? [];
  if (!second || !third) return null;
  const middle = midpoint(x);
  const center = jet(e, name, point(middle), 2, others)?.[2];
  if (!center) return second;
  const mean = plus(center, times(times(point(3), third), minus(x, point(middle))));
  return { lo: Math.max(second.lo, mean.lo), hi: Math.min(second.hi, mean.hi) };
}

function isBentSomewhere(e: Expression, { variable, from, to }: Line, params: ParamBox): boolean {
  const [lo, hi] = [fromRational(from).lo, fromRational(to).hi];
  const others = intervalsOf(params);
  return [0.5, 0.3, 0.1, 0.01, 0.7].some((s) => {
    const [value, , second] = jet(e, variable, point(lo + s * (hi - lo)), 2, others) ?? [];
    // Within the frontier: beyond its end it does not count.
    return value !== undefined && second !== undefined && 0 < value.lo && (second.hi < 0 || 0 < second.lo);
  });
}

function cutWidest(box: readonly Interval[], whole: readonly Interval[]): readonly (readonly Interval[])[] | null {
  let [best, most] = [-1, 0];
  box.forEach((x, i) => {
    const w = whole[i] as Interval;
    const share = (x.hi - x.lo) / (w.hi - w.lo);
    if (share > most) [best, most] = [i, share];
  });
  const x = box[best];
  if (!x) return null;
  const middle = midpoint(x);
  if (middle <= x.lo || x.hi <= middle) return null;
  const put = (part: Interval): readonly Interval[] => box.map((old, i) => (i === best ? part : old));
  return [put(interval(x.lo, middle)), put(interval(middle, x.hi))];
}
