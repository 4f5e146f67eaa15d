import { multiply, name, namesIn, negate, number, power, substitute } from '../../math/expression/build.ts';
import { exactValue } from '../../math/expression/exact.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { ONE, sign } from '../../math/rational/rational.ts';
import { monomialOf } from './concave.ts';

/**
 * -1/U as a concave formula, for U = a product of powers over a sum of such: 1/U is then a sum of products of powers, convex where no
 * power is above 0 (exp of a convex sum of logarithms). A product over a sum as people write it, such as a*b/(a + b), prefers
 * mixtures by this. Otherwise null.
 */
export function concaveReciprocal(e: Expression): Expression | null {
  if (e.kind !== 'divide') return null;
  const terms = termsOf(e.right);
  const quotients = terms.flatMap((term) => fallingProduct({ kind: 'divide', left: term, right: e.left }) ?? []);
  const [first, ...others] = quotients;
  if (first === undefined || quotients.length < terms.length) return null;
  return negate(others.reduce((left, right): Expression => ({ kind: 'add', left, right }), first));
}

const termsOf = (e: Expression): readonly Expression[] =>
  e.kind === 'add' ? [...termsOf(e.left), ...termsOf(e.right)] : [e];

/** A product of powers in its simplest form, if none is above 0. */
function fallingProduct(e: Expression): Expression | null {
  const powers = monomialOf(e);
  if (powers === null || [...powers.values()].some((own) => sign(own) > 0)) return null;
  const factor = exactValue(substitute(e, new Map([...namesIn(e)].map((good) => [good, number(ONE)]))));
  if (factor === null) return null;
  return [...powers]
    .filter(([, own]) => sign(own) < 0)
    .reduce<Expression>((product, [good, own]) => multiply(product, power(name(good), number(own))), number(factor));
}
