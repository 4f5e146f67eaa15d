import { namesIn, substitute } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression, Origin } from '../../math/expression/expression.ts';
import { childrenOf } from '../../math/expression/order.ts';
import { add, isWhole, multiply, type Rational, rational, subtract, toDouble } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { lineAlgebra } from '../algebra/chart.ts';
import { normalise } from '../algebra/normalise.ts';
import type { Root } from '../algebra/polynomial.ts';
import type { WrittenFrontier } from '../certificate.ts';
import { decode, encode, textOf } from '../encoded-expression.ts';
import { branchAt } from './branches.ts';
import type { End } from './domain.ts';

export interface ExplicitLine {
  readonly input: string;
  readonly good: string;
  readonly formula: Expression;
  readonly from: Rational;
  /** Null: to be inferred. */
  readonly to: Rational | null;
  readonly origin: Origin;
  /** Implicit frontiers tell gaps by scale, and no domain is written. */
  readonly implicit?: boolean;
  /** What is written, where that is another formula. */
  readonly written?: WrittenFrontier;
}

/**
 * Of an even power, or a size, that is to end where it is 0 (though it goes on above 0): what it is taken of, above 0 at the
 * start; null for other formulas.
 */
export function risingToZero({ input, formula, from, to, implicit }: ExplicitLine): Expression | null {
  const part = to === null && !implicit ? evenly(formula) : null;
  if (part?.kind === 'call' && (part.function === 'max' || part.function === 'min')) return null;
  const first = part ? compile(part, [input])([toDouble(from)]) : 0;
  return part && (first > 0 ? part : first < 0 ? { kind: 'negate', operand: part } : null);
}

function evenly(e: Expression): Expression | null {
  const value = (x: Expression): Rational => exactValue(x) ?? rational(0n);
  switch (e.kind) {
    case 'multiply':
      return value(e.left).numerator > 0n ? evenly(e.right) : value(e.right).numerator > 0n ? evenly(e.left) : null;
    case 'divide':
      return value(e.right).numerator > 0n ? evenly(e.left) : null;
    case 'call':
      return e.function === 'abs' ? (e.arguments[0] ?? null) : null;
    case 'power': {
      const by = value(e.right);
      return isWhole(by) && by.numerator > 0n && by.numerator % 2n === 0n ? e.left : null;
    }
    default:
      return null;
  }
}

export function writtenOf({ input, good, formula, from, to, written }: ExplicitLine): WrittenFrontier {
  if (written) return written;
  const ends = { from: textOf(from), to: to && textOf(to) };
  return { form: 'explicit', good, input, formula: encode(formula), ...ends };
}

/** Exact where the formula is exactly 0 there or just ceases to be defined, else a bracket wide enough for signs to show. */
export function isolatedEnd(
  line: ExplicitLine,
  end: Extract<End, { readonly end: Root }>,
  isZeroThere: boolean,
): Root | null {
  if (end.kind === 'written') return line.written?.form === 'implicit' ? isolatedCap(line, end.end) : null;
  const { guess } = end;
  if (isZeroThere || isExactEnd(line, end.end, guess)) return { lo: guess, hi: guess };
  const by = multiply(subtract(end.end.hi, line.from), rational(1n, 2n ** 30n));
  return { lo: subtract(end.end.lo, by), hi: add(end.end.hi, by) };
}

/** Where a constraint on the first good alone ends the frontier. */
function isolatedCap({ input, good, from, written }: ExplicitLine, end: Root): Root {
  if (written?.form !== 'implicit') return end;
  const there = new Map<string, Expression>([[input, { kind: 'number', value: end.lo }]]);
  const isExact = written.constraints.some(({ level, bound }) => {
    const room: Expression = { kind: 'subtract', left: decode(bound), right: decode(level) };
    return !namesIn(room).has(good) && exactValue(substitute(room, there))?.numerator === 0n;
  });
  const by = multiply(subtract(end.hi, from), rational(1n, 2n ** 30n));
  return isExact ? end : { lo: subtract(end.lo, by), hi: add(end.hi, by) };
}

function isExactEnd({ input, formula: whole }: ExplicitLine, end: Root, at: Rational): boolean {
  const formula = branchAt(whole, [input], [toDouble(end.lo)]);
  const there = new Map<string, Expression>([[input, { kind: 'number', value: at }]]);
  const isZero = (e: Expression): boolean => exactValue(substitute(e, there))?.numerator === 0n;
  return isZero(formula) || underRoots(formula).some(isZero);
}

/** What must not fall below 0 for a formula to be defined. */
function underRoots(e: Expression): readonly Expression[] {
  const own =
    e.kind === 'call' && (e.function === 'sqrt' || e.function === 'ln')
      ? e.arguments
      : e.kind === 'power' && !isWhole(exactValue(e.right) ?? rational(1n, 2n))
        ? [e.left]
        : [];
  return [...childrenOf(e).flatMap(underRoots), ...own];
}

/** Whether the formula jumps over 0 within the bracket, rather than falls to it. */
export function hasJump(line: ExplicitLine, end: Root): boolean {
  return (
    end.lo !== end.hi &&
    branchAt(line.formula, [line.input], [toDouble(end.lo)]) !==
      branchAt(line.formula, [line.input], [toDouble(end.hi)])
  );
}

export function lastForm(line: ExplicitLine, end: Root, work: Work) {
  const smooth = branchAt(line.formula, [line.input], [toDouble(end.lo)]);
  const algebra = lineAlgebra(line.input, end.lo, end.hi, work);
  const { form } = normalise(smooth, algebra);
  return form && { form, algebra };
}
