import { abs, add, multiply, powerInteger } from '../../math/interval/arithmetic.ts';
import { cos, exp, ln, powerRational, sin } from '../../math/interval/elementary.ts';
import { EMPTY, fromRational, type Interval, interval } from '../../math/interval/interval.ts';
import type { Rational } from '../../math/rational/rational.ts';
import { type Form, type Generator, growthOf, type Term } from './form.ts';

/** Ranges of the variables. */
export type Box = ReadonlyMap<string, Interval>;

// biome-ignore lint/suspicious/noApproximativeNumericConstant: the two doubles around the number.
export const PI: Interval = interval(3.141592653589793, 3.1415926535897936);
const NOTHING: Interval = interval(0, 0);

/** An outward enclosure of the form's values over a box. */
export function enclosure(f: Form, box: Box, known: Map<string, Interval> = new Map()): Interval {
  let total = NOTHING;
  let first = true;
  for (const t of f.terms) {
    const value = termEnclosure(t, box, known);
    total = first ? value : add(total, value);
    first = false;
  }
  return total;
}

export function termEnclosure(t: Term, box: Box, known: Map<string, Interval>): Interval {
  const growth = growthOf(t);
  let value = growth.exponent && exp(enclosure(growth.exponent, box, known));
  for (const { generator, exponent } of growth.others) {
    const factor = rationalPower(generatorEnclosure(generator, box, known), exponent);
    value = value ? multiply(value, factor) : factor;
  }
  const { coefficient } = t;
  if (!value) return fromRational(coefficient);
  if (coefficient.denominator === 1n && coefficient.numerator === 1n) return value;
  return multiply(fromRational(coefficient), value);
}

export function generatorEnclosure(g: Generator, box: Box, known: Map<string, Interval>): Interval {
  const before = known.get(g.key);
  if (before) return before;
  const value = freshEnclosure(g, box, known);
  known.set(g.key, value);
  return value;
}

function freshEnclosure(g: Generator, box: Box, known: Map<string, Interval>): Interval {
  if (g.kind === 'variable') return box.get(g.name) ?? interval(-Infinity, Infinity);
  if (g.kind === 'pi') return PI;
  if (g.kind === 'prime') return fromRational({ numerator: g.base, denominator: 1n });
  const inner = enclosure(g.of, box, known);
  switch (g.kind) {
    case 'exp':
      return exp(inner);
    case 'ln':
      return ln(inner);
    case 'sin':
      return sin(inner);
    case 'cos':
      return cos(inner);
    case 'abs':
      return abs(inner);
    case 'sum':
      return inner;
  }
}

/** base^exponent; a fractional exponent sees only the part of the base from 0 up. */
export function rationalPower(base: Interval, exponent: Rational): Interval {
  if (exponent.denominator === 1n) {
    const n = Number(exponent.numerator);
    return n === 1 ? base : powerInteger(base, n);
  }
  if (base.hi < 0) return EMPTY;
  return powerRational(base.lo < 0 ? interval(0, base.hi) : base, exponent);
}
