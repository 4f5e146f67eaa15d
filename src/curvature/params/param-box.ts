import { namesIn } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, type Interval, interval } from '../../math/interval/interval.ts';
import { add, multiply, type Rational, rational, subtract } from '../../math/rational/rational.ts';
import { algebraOn, type Domain, type SignFact, signFact, UNKNOWN_SIGN, type Work } from '../algebra/algebra.ts';
import { signOnLine } from '../algebra/chart.ts';
import { normalise } from '../algebra/normalise.ts';

/** A param, or a draw of a population, as the interval of its values. */
export interface ParamRange {
  readonly name: string;
  readonly from: Rational;
  readonly to: Rational;
}

/** Several params at once: what is proven over it holds at every point strictly inside. */
export type ParamBox = readonly ParamRange[];

export function domainOf(box: ParamBox): Domain {
  return new Map(box.map(({ name, from, to }) => [name, { lo: from, hi: to }]));
}

export function intervalsOf(box: ParamBox): ReadonlyMap<string, Interval> {
  return new Map(box.map(({ name, from, to }) => [name, interval(fromRational(from).lo, fromRational(to).hi)]));
}

/** The middle of each range. */
export function middleOf(box: ParamBox): ReadonlyMap<string, Rational> {
  return new Map(box.map(({ name, from, to }) => [name, multiply(add(from, to), rational(1n, 2n))]));
}

/** All that an expression of params is proven to be over the open box; other names are unknown. */
export function signOverParams(e: Expression, box: ParamBox, work: Work): SignFact {
  const used = box.filter((p) => namesIn(e).has(p.name));
  const algebra = algebraOn(domainOf(used), signOnLine, work);
  const { form } = normalise(e, algebra);
  const exact = form ? signFact(algebra, form) : UNKNOWN_SIGN;
  if (exact.sign !== null) return exact;
  const { value, defined } = enclose(e, intervalsOf(used));
  if (!defined || !(value.lo <= value.hi)) return UNKNOWN_SIGN;
  if (value.lo > 0) return { sign: 1, inside: true, closed: true };
  if (value.hi < 0) return { sign: -1, inside: true, closed: true };
  if (value.lo >= 0) return { sign: 1, inside: false, closed: false };
  return value.hi <= 0 ? { sign: -1, inside: false, closed: false } : UNKNOWN_SIGN;
}

/** The box cut in two across a range, the halves overlapping a little: their insides together are its inside. */
export function halves(box: ParamBox, index: number): readonly [ParamBox, ParamBox] {
  const { name, from, to } = box[index] as ParamRange;
  const length = subtract(to, from);
  const [low, high] = [
    add(from, multiply(length, rational(15n, 32n))),
    add(from, multiply(length, rational(17n, 32n))),
  ];
  const put = (range: ParamRange): ParamBox => box.map((p, i) => (i === index ? range : p));
  return [put({ name, from, to: high }), put({ name, from: low, to })];
}
