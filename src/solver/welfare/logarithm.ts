import { product } from '../../curvature/frontier/differentiate.ts';
import { add, call, namesIn, number } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { rational, sign } from '../../math/rational/rational.ts';
import { type Box, isElastic, monomialOf, proveConcave } from './concave.ts';
import { isGuarded } from './least.ts';

/** base^weight, or exp(weight·exponent). */
type Factor =
  | {
      readonly weight: Expression;
      readonly base: Expression;
      readonly exponent: null;
      /** Welfare is undefined where the base is below 0. */
      readonly guarded: boolean;
    }
  | { readonly weight: Expression; readonly base: null; readonly exponent: Expression };

/**
 * ln of a product of powers as Σ weight·ln(base), when that is concave: every weight >= 0 and every base proved concave and
 * nowhere negative on the box (constant factors must be positive). Otherwise null.
 */
export function concaveLogarithm(e: Expression, box: Box): Expression | null {
  const factors = factorsOf(e, number(rational(1n)));
  let sum: Expression | null = null;
  for (const factor of factors) {
    const term = product(factor.weight, factor.exponent ?? call('ln', factor.base));
    if (factor.exponent !== null ? !proveConcave(term, box).proved : !isFit(factor, box)) return null;
    sum = sum === null ? term : add(sum, term);
  }
  return sum;
}

function isFit({ weight, base, guarded }: Extract<Factor, { exponent: null }>, box: Box): boolean {
  if (namesIn(base).size === 0) return enclose(base, new Map()).value.lo > 0;
  const exact = exactValue(weight);
  const positive = exact === null ? enclose(weight, new Map()).value.lo >= 0 : sign(exact) >= 0;
  return positive && (isElastic(base) || ((guarded || nonnegative(base, box)) && proveConcave(base, box).proved));
}

/** A concave formula is least at a corner of a box; enclosures of the corners, or of the whole box, show its sign. */
function nonnegative(e: Expression, box: Box): boolean {
  const whole = enclose(e, box);
  if (whole.defined && whole.value.lo >= 0) return true;
  const names = [...namesIn(e)];
  if (names.length > 8) return false;
  for (let corner = 0; corner < 2 ** names.length; corner++) {
    const at = names.map((name, k) => {
      const { lo, hi } = box.get(name) ?? { lo: 0, hi: 0 };
      const value = Math.floor(corner / 2 ** k) % 2 === 1 ? hi : lo;
      return [name, { lo: value, hi: value }] as const;
    });
    if (!(enclose(e, new Map(at)).value.lo >= 0)) return false;
  }
  return Number.isFinite(compile(e, names)(names.map((name) => box.get(name)?.hi ?? 0)));
}

function factorsOf(e: Expression, weight: Expression, guarded = false): readonly Factor[] {
  const whole: Factor = { weight, base: e, exponent: null, guarded };
  if (e.kind !== 'name' && isElastic(e) && !isPowerOfOne(e)) return [whole];
  switch (e.kind) {
    case 'multiply':
      return [...factorsOf(e.left, weight), ...factorsOf(e.right, weight)];
    case 'divide':
      return [...factorsOf(e.left, weight), ...factorsOf(e.right, { kind: 'negate', operand: weight })];
    case 'power':
      return namesIn(e.right).size === 0 ? factorsOf(e.left, product(weight, e.right), isGuarded(e)) : [whole];
    case 'call': {
      const [x] = e.arguments;
      if (e.function === 'exp' && x !== undefined) return [{ weight, base: null, exponent: x }];
      if (e.function !== 'sqrt' || x === undefined) return [whole];
      return factorsOf(x, product(weight, number(rational(1n, 2n))), true);
    }
    default:
      return [whole];
  }
}

/** A power of a single good, which is taken apart further. */
const isPowerOfOne = (e: Expression): boolean => monomialOf(e) !== null;
