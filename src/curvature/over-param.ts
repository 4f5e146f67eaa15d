import type { Agent, Frontier } from '../economy/economy.ts';
import { namesIn, number, substitute } from '../math/expression/build.ts';
import { enclose } from '../math/expression/enclose.ts';
import type { Expression } from '../math/expression/expression.ts';
import { fromRational, type Interval, interval } from '../math/interval/interval.ts';
import type { Rational } from '../math/rational/rational.ts';
import type { Verdict } from './verdict.ts';

/** A param as the interval of its values. */
export interface ParamRange {
  readonly name: string;
  readonly from: Rational;
  readonly to: Rational;
}

/**
 * Whether a verdict is proven at every value of a param strictly between two: by composition rules in which the param is an
 * interval (Grant, Boyd & Ye 2006, with ranges for exponents). All other params must be settled. What the rules do not cover
 * is not proven.
 */
export function isProvenOver(agent: Agent, verdict: Verdict, range: ParamRange): boolean {
  const { frontier } = agent;
  if (!frontier || (verdict !== 'concave' && verdict !== 'convex')) return false;
  return frontierBends(frontier, verdict, range);
}

function frontierBends(frontier: Frontier, verdict: 'concave' | 'convex', range: ParamRange): boolean {
  const opposite = verdict === 'concave' ? 'convex' : 'concave';
  switch (frontier.kind) {
    case 'explicit': {
      const [input, ...others] = frontier.inputs;
      if (!input || others.length > 0 || input.from || input.to) return false;
      const found = bendOver(frontier.formula, input.good, range);
      if (!(atZero(frontier.formula, [input.good], range).lo > 0)) return false;
      return found.bend === verdict && found.direction === -1 && found.strict;
    }
    case 'implicit': {
      const [only, ...others] = frontier.constraints;
      if (!only || others.length > 0) return false;
      if (!(atZero(only.level, frontier.goods, range).hi < rangeOf(only.bound, range).lo)) return false;
      const uses = frontier.goods.map((good) => usesOf(only.level, good, range));
      return areAll(uses, opposite, 1) && isSumOf(only.level, frontier.goods);
    }
    case 'budget': {
      if (!(rangeOf(frontier.amount, range).lo > 0)) return false;
      const made = frontier.technologies.map((t) => bendOver(t.formula, frontier.budget, range));
      const idle = frontier.technologies.map((t) => atZero(t.formula, [frontier.budget], range));
      return idle.every((r) => r.lo >= 0) && areAll(made, verdict, 1);
    }
    default:
      return false;
  }
}

function areAll(parts: readonly Bending[], bend: 'concave' | 'convex', direction: 1 | -1): boolean {
  return (
    parts.length > 1 &&
    parts.every((p) => (p.bend === bend || p.bend === 'affine') && p.direction === direction) &&
    parts.some((p) => p.bend === bend && p.strict)
  );
}

/** Terms that name one good each, all starting at 0, so that no cross term hides. */
function isSumOf(e: Expression, goods: readonly string[]): boolean {
  if (e.kind === 'add') return isSumOf(e.left, goods) && isSumOf(e.right, goods);
  return goods.filter((g) => namesIn(e).has(g)).length === 1;
}

function usesOf(e: Expression, good: string, range: ParamRange): Bending {
  if (e.kind === 'add') {
    const parts = [e.left, e.right].filter((x) => namesIn(x).has(good)).map((x) => usesOf(x, good, range));
    return parts.reduce(sumOf, CONSTANT);
  }
  return bendOver(e, good, range);
}

interface Bending {
  readonly bend: 'affine' | 'convex' | 'concave' | 'none';
  /** 1: nowhere falling, -1: nowhere rising, 0: not known, or constant. */
  readonly direction: -1 | 0 | 1;
  /** Not straight at any value of the param between the ends. */
  readonly strict: boolean;
  readonly constant: boolean;
  /** The lowest value is 0 or more wherever the frontier is. */
  readonly nonnegative: boolean;
}

const NONE: Bending = { bend: 'none', direction: 0, strict: false, constant: false, nonnegative: false };
const CONSTANT: Bending = { bend: 'affine', direction: 0, strict: false, constant: true, nonnegative: true };

function bendOver(e: Expression, variable: string, range: ParamRange): Bending {
  if (!namesIn(e).has(variable)) return { ...CONSTANT, nonnegative: rangeOf(e, range).lo >= 0 };
  const inner = (x: Expression): Bending => bendOver(x, variable, range);
  switch (e.kind) {
    case 'name':
      return { bend: 'affine', direction: 1, strict: false, constant: false, nonnegative: true };
    case 'negate':
      return mirrored(inner(e.operand));
    case 'add':
      return sumOf(inner(e.left), inner(e.right));
    case 'subtract':
      return sumOf(inner(e.left), mirrored(inner(e.right)));
    case 'multiply':
      return namesIn(e.left).has(variable)
        ? scaled(inner(e.left), e.right, variable, range)
        : scaled(inner(e.right), e.left, variable, range);
    case 'divide':
      return scaled(inner(e.left), e.right, variable, range);
    case 'power':
      return raised(inner(e.left), e.left, e.right, variable, range);
    case 'call':
      return e.function === 'sqrt'
        ? raised(inner(e.arguments[0] as Expression), e.arguments[0] as Expression, HALF, variable, range)
        : NONE;
    default:
      return NONE;
  }
}

function mirrored(b: Bending): Bending {
  const bend = b.bend === 'convex' ? 'concave' : b.bend === 'concave' ? 'convex' : b.bend;
  return { ...b, bend, direction: -b.direction as Bending['direction'], nonnegative: false };
}

function sumOf(a: Bending, b: Bending): Bending {
  const bend = a.bend === b.bend || b.bend === 'affine' ? a.bend : a.bend === 'affine' ? b.bend : 'none';
  const direction = a.constant ? b.direction : b.constant || a.direction === b.direction ? a.direction : 0;
  return {
    bend,
    direction,
    strict: a.strict || b.strict,
    constant: a.constant && b.constant,
    nonnegative: a.nonnegative && b.nonnegative,
  };
}

function scaled(b: Bending, by: Expression, variable: string, range: ParamRange): Bending {
  if (namesIn(by).has(variable)) return NONE;
  return rangeOf(by, range).lo > 0 ? b : NONE;
}

/** g^e for g >= 0: convex in g and rising where e >= 1, concave where 0 < e <= 1. A side that falls ends where it is 0. */
function raised(base: Bending, of: Expression, exponent: Expression, variable: string, range: ParamRange): Bending {
  if (namesIn(exponent).has(variable)) return NONE;
  const e = rangeOf(exponent, range);
  const usable = base.nonnegative || fallsFromAbove(base, of, variable, range);
  if (!usable || !(e.lo > 0)) return NONE;
  const bend = e.lo >= 1 ? 'convex' : e.hi <= 1 ? 'concave' : 'none';
  if (bend === 'none' || (base.bend !== 'affine' && base.bend !== bend)) return NONE;
  const strict = base.strict || e.lo > 1 || e.hi < 1 || passesOneOnlyAtEnd(exponent, range);
  return { ...base, bend, strict, nonnegative: true };
}

const HALF: Expression = { kind: 'number', value: { numerator: 1n, denominator: 2n } };

function fallsFromAbove(base: Bending, of: Expression, variable: string, range: ParamRange): boolean {
  return base.direction === -1 && atZero(of, [variable], range).lo >= 0;
}

/** The param itself, or 1 over it: monotone, so that it is 1 at one value at most, which must then be an end. */
function passesOneOnlyAtEnd(exponent: Expression, { name }: ParamRange): boolean {
  const plain = exponent.kind === 'divide' && !namesIn(exponent.left).has(name) ? exponent.right : exponent;
  return plain.kind === 'name' && plain.name === name;
}

function atZero(e: Expression, names: readonly string[], range: ParamRange): Interval {
  return rangeOf(substitute(e, new Map(names.map((n) => [n, number(0)]))), range);
}

function rangeOf(e: Expression, { name, from, to }: ParamRange): Interval {
  const box = new Map([[name, interval(fromRational(from).lo, fromRational(to).hi)]]);
  const { value, defined } = enclose(e, box);
  return defined && value.lo <= value.hi ? value : interval(-Infinity, Infinity);
}
