import { judgeFunction } from '../../curvature/judge-function.ts';
import type { Witness } from '../../curvature/verdict.ts';
import { namesIn, number } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import type { Interval } from '../../math/interval/interval.ts';
import { add, fromDouble, multiply, ONE, type Rational, rational, sign, ZERO } from '../../math/rational/rational.ts';
import { elasticBases } from './constant-elasticity.ts';
import { isConcaveFraction } from './quadratic.ts';

export type Box = ReadonlyMap<string, Interval>;

/** Whether a formula is proved concave over a box; where it is proved not to be, the chord that shows it. */
export interface ConcavityProof {
  readonly proved: boolean;
  readonly witness: Witness | null;
  readonly reason: string | null;
}

const yes: ConcavityProof = { proved: true, witness: null, reason: null };

/**
 * Sums, nonnegative multiples, and increasing concave functions (ln, sqrt, powers up to 1, min) of concave formulas are concave
 * (Boyd & Vandenberghe 2004, section 3.2); what these rules do not reach is judged by interval proof over the box.
 */
export function proveConcave(e: Expression, box: Box): ConcavityProof {
  if (namesIn(e).size === 0) return yes;
  if (isElastic(e)) return yes;
  if (isConcaveFraction(e, box)) return yes;
  switch (e.kind) {
    case 'name':
      return yes;
    case 'add':
      return both(proveConcave(e.left, box), () => proveConcave(e.right, box));
    case 'subtract':
      return both(proveConcave(e.left, box), () => proveConvex(e.right, box));
    case 'negate':
      return proveConvex(e.operand, box);
    case 'multiply':
      if (isNonnegative(e.left)) return proveConcave(e.right, box);
      if (isNonnegative(e.right)) return proveConcave(e.left, box);
      if (isNonpositive(e.left)) return proveConvex(e.right, box);
      if (isNonpositive(e.right)) return proveConvex(e.left, box);
      break;
    case 'divide':
      if (isNonnegative(e.right)) return proveConcave(e.left, box);
      if (isNonpositive(e.left)) {
        const inverse = proveConvex({ ...e, left: number(ONE) }, box);
        if (inverse.proved) return inverse;
      }
      break;
    case 'power':
      if (isWithinUnit(e.right)) {
        const inner = proveConcave(e.left, box);
        if (inner.proved) return inner;
      }
      break;
    case 'call':
      if (e.function === 'min')
        return e.arguments.reduce((proof, part) => both(proof, () => proveConcave(part, box)), yes);
      if (['ln', 'sqrt', 'log10'].includes(e.function)) {
        const inner = e.arguments.reduce((proof, part) => both(proof, () => proveConcave(part, box)), yes);
        if (inner.proved) return inner;
      }
      break;
    default:
      break;
  }
  return judged(e, box, 'concave');
}

/**
 * Sums and nonnegative multiples of convex formulas, exp of them, what is less a concave one, and products of powers that are all <= 0
 * (exp of a convex sum of logarithms; Boyd & Vandenberghe 2004, section 4.5) are convex.
 */
export function proveConvex(e: Expression, box: Box): ConcavityProof {
  if (namesIn(e).size === 0 || e.kind === 'name') return yes;
  if (isFallingMonomial(e)) return yes;
  switch (e.kind) {
    case 'add':
      return both(proveConvex(e.left, box), () => proveConvex(e.right, box));
    case 'subtract':
      return both(proveConvex(e.left, box), () => proveConcave(e.right, box));
    case 'negate':
      return proveConcave(e.operand, box);
    case 'multiply':
      if (isNonnegative(e.left)) return proveConvex(e.right, box);
      if (isNonnegative(e.right)) return proveConvex(e.left, box);
      break;
    case 'divide':
      if (isNonnegative(e.right)) return proveConvex(e.left, box);
      break;
    case 'call': {
      const [x] = e.arguments;
      if (e.function === 'exp' && x !== undefined) {
        const inner = proveConvex(x, box);
        if (inner.proved) return inner;
      }
      break;
    }
    default:
      break;
  }
  return judged(e, box, 'convex');
}

/** A nonnegative multiple of a product of powers of goods, none above 0: convex where all goods are positive. */
function isFallingMonomial(e: Expression): boolean {
  const powers = monomialOf(e);
  return powers !== null && [...powers.values()].every((power) => sign(power) <= 0);
}

/** The exact exponents of a positive multiple of a product of powers of goods; null where it is none. */
export function monomialOf(e: Expression): ReadonlyMap<string, Rational> | null {
  if (namesIn(e).size === 0) {
    const value = exactValue(e);
    return value !== null && sign(value) > 0 ? new Map() : null;
  }
  switch (e.kind) {
    case 'name':
      return new Map([[e.name, ONE]]);
    case 'multiply':
      return combined(monomialOf(e.left), monomialOf(e.right), ONE);
    case 'divide':
      return combined(monomialOf(e.left), monomialOf(e.right), rational(-1n));
    case 'power': {
      const exponent = exactValue(e.right);
      return exponent === null ? null : combined(new Map(), monomialOf(e.left), exponent);
    }
    case 'call': {
      const [x] = e.arguments;
      return e.function === 'sqrt' && x !== undefined ? combined(new Map(), monomialOf(x), rational(1n, 2n)) : null;
    }
    default:
      return null;
  }
}

function combined(
  first: ReadonlyMap<string, Rational> | null,
  second: ReadonlyMap<string, Rational> | null,
  power: Rational,
): ReadonlyMap<string, Rational> | null {
  if (first === null || second === null) return null;
  const all = new Map(first);
  for (const [name, own] of second) all.set(name, add(all.get(name) ?? ZERO, multiply(own, power)));
  return all;
}

/** Constant elasticity of substitution between goods. */
export const isElastic = (e: Expression): boolean => elasticBases(e)?.every((base) => base.kind === 'name') === true;

const both = (first: ConcavityProof, second: () => ConcavityProof): ConcavityProof => (first.proved ? second() : first);

function isNonnegative(e: Expression): boolean {
  if (namesIn(e).size > 0) return false;
  const exact = exactValue(e);
  return exact === null ? enclose(e, new Map()).value.lo >= 0 : sign(exact) >= 0;
}

function isNonpositive(e: Expression): boolean {
  return namesIn(e).size === 0 && isNonnegative({ kind: 'negate', operand: e });
}

function isWithinUnit(e: Expression): boolean {
  const exact = exactValue(e);
  return exact !== null && exact.numerator >= 0n && exact.numerator <= exact.denominator;
}

function judged(e: Expression, box: Box, wanted: 'concave' | 'convex'): ConcavityProof {
  const domain = new Map(
    [...namesIn(e)].map((name) => {
      const range = box.get(name) ?? { lo: 0, hi: 0 };
      return [name, { lo: fromDouble(range.lo), hi: fromDouble(range.hi) }] as const;
    }),
  );
  const judgement = judgeFunction(e, domain);
  const proved = judgement.verdict === wanted || judgement.verdict === 'linear';
  const witness = judgement.witnesses.find((w) => w.shows === `not-${wanted}`) ?? null;
  return { proved, witness: proved ? null : witness, reason: judgement.reason };
}
