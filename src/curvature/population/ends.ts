import { namesIn, negate, number, substitute } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { inOrder } from '../../math/expression/order.ts';
import { midpoint } from '../../math/interval/interval.ts';
import { toDouble, ZERO } from '../../math/rational/rational.ts';
import { extentOf } from '../frontier/domain.ts';
import { positiveRoot } from './quadratic.ts';
import { factorsOf, type Ranges } from './simplify.ts';
import { NOTHING, solveFor } from './solve-for.ts';

/**
 * Where a formula that is to fall from the start first reaches 0 or ends to be defined, as a formula of the columns: where it,
 * a factor of it or the base of a root in it is 0. Of these the one that is the end for the middle of the ranges: whether it is
 * for all members is for the proof of their curves to say. Null where there is none in closed form.
 */
export function closedEnd(formula: Expression, input: string, ranges: Ranges): ClosedEnd | null {
  const columns = [...ranges].filter(([name]) => name !== input);
  const middle = new Map(columns.map(([name, range]) => [name, number(midpoint(range))]));
  const { end } = extentOf(substitute(formula, middle), input, ZERO, null);
  const expected = end.kind === 'zero' || end.kind === 'undefined' ? toDouble(end.end.lo) : Number.NaN;
  const isThere = ({ end: e }: ClosedEnd): boolean => {
    const at = compile(substitute(e, middle), [])([]);
    return Math.abs(at - expected) <= 1e-7 * expected;
  };
  const found = candidates(formula, input, ranges);
  // Where it touches 0 doubles do not see it end.
  return found.find(isThere) ?? (Number.isNaN(expected) ? (found.find((c) => c.isZero) ?? null) : null);
}

export interface ClosedEnd {
  readonly end: Expression;
  /** The formula is exactly 0 there, by construction. */
  readonly isZero: boolean;
}

function candidates(formula: Expression, input: string, ranges: Ranges): readonly ClosedEnd[] {
  const zeroOf = (e: Expression): Expression | null => {
    const found = solveFor(e, NOTHING, input, ranges, true);
    return found ? (found.rises ? null : found.value) : positiveRoot(negate(e), input, ranges);
  };
  const factors = factorsOf(formula).above.filter((f) => namesIn(f).has(input));
  const bases = inOrder(formula).flatMap((node) => (namesIn(node).has(input) ? rootOf(node) : []));
  const found = (parts: readonly Expression[], isZero: boolean): readonly ClosedEnd[] =>
    parts.flatMap((e) => {
      const end = zeroOf(e);
      return end ? [{ end, isZero }] : [];
    });
  return [...found([formula, ...factors], true), ...found(bases, false)];
}

function rootOf(node: Expression): readonly Expression[] {
  if (node.kind === 'call' && node.function === 'sqrt') return node.arguments;
  const isWhole = node.kind === 'power' && node.right.kind === 'number' && node.right.value.denominator === 1n;
  return node.kind === 'power' && !isWhole ? [node.left] : [];
}
