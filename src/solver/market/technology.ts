import { judgeFunction } from '../../curvature/judge-function.ts';
import type { Activity } from '../../economy/economy.ts';
import { namesIn } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import {
  compare,
  fromDouble,
  multiply,
  ONE,
  type Rational,
  rational,
  sign,
  add as sum,
} from '../../math/rational/rational.ts';
import { proveConcave } from '../welfare/concave.ts';
import { selectionsOf } from '../welfare/selections.ts';
import { type Smooth, smoothOf } from './level.ts';
import { powerTermsOf } from './power-terms.ts';

/** One `make` line with its inputs' bounds: no more of them than the economy could ever have. */
export interface Technology {
  readonly inputs: readonly number[];
  readonly bounds: Float64Array;
  readonly outputs: readonly Output[];
  /** Proven: concave in the inputs, or convex; `constant`: concave, and twice the inputs make twice the outputs. */
  readonly returns: 'constant' | 'decreasing' | 'increasing' | 'unproven';
  /** Proven: with enough of its inputs it makes more than any multiple of them. */
  readonly outgrows: boolean;
}

export interface Output {
  readonly good: number;
  /** The output is the least of these. */
  readonly selections: readonly Smooth[];
  readonly value: (x: ArrayLike<number>) => number;
}

/** What a `make` line is proven to be; inputs are the goods that its formulas name. `reach`: the most of each good there can be. */
export function technologyOf({ outputs }: Activity, goods: readonly string[], reach: Float64Array): Technology {
  const named = new Set(outputs.flatMap(({ formula }) => [...namesIn(formula)]));
  const inputs = [...goods.keys()].filter((j) => named.has(goods[j] ?? ''));
  const bounds = Float64Array.from(inputs, (j) => 4 * Math.max(reach[j] ?? 0, 1e-9));
  const box = new Map(inputs.map((j, k) => [goods[j] ?? '', { lo: 0, hi: bounds[k] ?? 0 }]));
  const parts = outputs.map(({ formula }) => selectionsOf(formula, box));
  const concave = parts.every((some) => some?.every((part) => isConcave(part, box)) ?? false);
  const convex = outputs.every(({ formula }) => isConvex(formula, box));
  const made = outputs.map(
    ({ good, formula }, k): Output => ({
      good: goods.indexOf(good),
      selections: (parts[k] ?? [formula]).map((part) => smoothOf(part, goods)),
      value: compile(formula, goods),
    }),
  );
  const outgrows = outputs.length === 1 && outputs.every(({ formula }) => isOutgrowing(formula));
  const proportional = outputs.every(({ formula }) => degreeOf(formula) === 'one');
  const common = { inputs, bounds, outputs: made, outgrows };
  if (concave && proportional && inputs.length > 0) return { ...common, returns: 'constant' };
  if (concave) return { ...common, returns: 'decreasing' };
  return { ...common, returns: convex ? 'increasing' : 'unproven' };
}

/** A sum of positive multiples of powers, one of them above 1. */
function isOutgrowing(e: Expression): boolean {
  const terms = powerTermsOf(e)?.terms ?? [];
  return (
    terms.length > 0 &&
    terms.every(({ kind, weight }) => kind === 'power' && weight > 0) &&
    terms.some(({ exponent }) => exponent > 1)
  );
}

type Box = ReadonlyMap<string, { readonly lo: number; readonly hi: number }>;

function isConcave(e: Expression, box: Box): boolean {
  const terms = powerTermsOf(e)?.curvature;
  if (terms === 'concave' || terms === 'linear') return true;
  const degree = exponentsOf(e, ONE);
  // A product of powers with exponents >= 0 that sum to at most 1 is a concave function of a geometric mean.
  if (degree !== null && compare(degree, ONE) <= 0) return true;
  return proveConcave(e, box).proved;
}

/** The sum of a product's exponents; null where it is not a positive multiple of a product of powers >= 0. */
function exponentsOf(e: Expression, factor: Rational): Rational | null {
  switch (e.kind) {
    case 'name':
      return sign(factor) >= 0 ? factor : null;
    case 'multiply': {
      const [left, right] = [exponentsOf(e.left, factor), exponentsOf(e.right, factor)];
      return left === null || right === null ? null : sum(left, right);
    }
    case 'power': {
      const exponent = exactValue(e.right);
      return exponent === null ? null : exponentsOf(e.left, multiply(factor, exponent));
    }
    case 'call': {
      const [x] = e.arguments;
      return e.function === 'sqrt' && x !== undefined ? exponentsOf(x, multiply(factor, rational(1n, 2n))) : null;
    }
    default: {
      const value = namesIn(e).size === 0 ? exactValue(e) : null;
      return value !== null && sign(value) > 0 ? rational(0n) : null;
    }
  }
}

function isConvex(e: Expression, box: Box): boolean {
  const terms = powerTermsOf(e)?.curvature;
  if (terms === 'convex' || terms === 'linear') return true;
  const names = namesIn(e);
  const domain = new Map([...box].filter(([name]) => names.has(name)).map(([name, r]) => [name, ranged(r)]));
  return ['convex', 'linear'].includes(judgeFunction(e, domain).verdict);
}

const ranged = ({ lo, hi }: { readonly lo: number; readonly hi: number }) => ({
  lo: fromDouble(lo),
  hi: fromDouble(hi),
});

/** Whether twice the inputs make exactly twice as much, by the form of the formula. */
function degreeOf(e: Expression): 'one' | 'other' {
  const terms = powerTermsOf(e);
  if (terms !== null && !hasConstant(e))
    return terms.terms.every((t) => t.kind === 'power' && t.exponent === 1) ? 'one' : 'other';
  const exponents = exponentsOf(e, ONE);
  if (exponents !== null) return compare(exponents, ONE) === 0 ? 'one' : 'other';
  if (e.kind === 'call' && e.function === 'min')
    return e.arguments.every((part) => degreeOf(part) === 'one') ? 'one' : 'other';
  if (e.kind === 'add') return degreeOf(e.left) === 'one' && degreeOf(e.right) === 'one' ? 'one' : 'other';
  if (e.kind === 'multiply') return degreeOf(namesIn(e.left).size === 0 ? e.right : e.left);
  if (e.kind === 'divide' && namesIn(e.right).size === 0) return degreeOf(e.left);
  if (e.kind === 'power') return meanOfPowers(e.left, e.right);
  return 'other';
}

/** (Σ w·x^r)^(1/r). */
function meanOfPowers(sum: Expression, exponent: Expression): 'one' | 'other' {
  const outer = exactValue(exponent);
  const terms = hasConstant(sum) ? null : powerTermsOf(sum);
  const alike = terms?.terms.every((t) => t.kind === 'power' && t.exponent === terms.terms[0]?.exponent) ?? false;
  const inner = terms?.terms[0]?.exponent ?? 0;
  return outer !== null && alike && Math.abs((Number(outer.numerator) / Number(outer.denominator)) * inner - 1) < 1e-15
    ? 'one'
    : 'other';
}

/** Whether a number is added anywhere, which power terms leave out. */
function hasConstant(e: Expression): boolean {
  switch (e.kind) {
    case 'add':
    case 'subtract':
      return [e.left, e.right].some((part) => namesIn(part).size === 0 || hasConstant(part));
    case 'multiply':
    case 'divide':
      return hasConstant(e.left) || hasConstant(e.right);
    case 'negate':
      return hasConstant(e.operand);
    default:
      return false;
  }
}
