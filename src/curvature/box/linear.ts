import { add, multiply, type Rational, rational, subtract } from '../../math/rational/rational.ts';
import type { Algebra } from '../algebra/algebra.ts';
import { clear } from '../algebra/clear.ts';
import { constant, type Form, minus, plus, rationalOf, scale, variable } from '../algebra/form.ts';
import { constantAlgebra, substituteForm } from '../algebra/substitute.ts';

/**
 * Whether a form equals, in exact arithmetic, the straight line through its values at some rational points: what is linear
 * only once fractions are brought to a common denominator.
 */
export function isLinearInDisguise(f: Form, names: readonly string[], algebra: Algebra): boolean {
  const inside = names.map((n, i) => {
    const { lo, hi } = algebra.domain.get(n) as { lo: Rational; hi: Rational };
    return add(lo, multiply(subtract(hi, lo), rational(2n, BigInt(3 + i))));
  });
  const valueAt = (x: readonly Rational[]): Rational | null => {
    const at = substituteForm(
      f,
      new Map(names.map((n, i) => [n, constant(x[i] as Rational)])),
      constantAlgebra(algebra),
    );
    return at && rationalOf(at);
  };
  const middle = valueAt(inside);
  if (!middle) return false;
  let line: Form = constant(middle);
  for (const [i, name] of names.entries()) {
    const { lo } = algebra.domain.get(name) as { lo: Rational };
    const step = subtract(inside[i] as Rational, lo);
    const half = multiply(step, rational(1n, 2n));
    const beside = valueAt(inside.map((x, k) => (k === i ? subtract(x, half) : x)));
    if (!beside || half.numerator === 0n) return false;
    const slope = multiply(subtract(middle, beside), { numerator: half.denominator, denominator: half.numerator });
    line = plus(line, scale(minus(variable(name), constant(inside[i] as Rational)), slope));
  }
  return clear(algebra, minus(f, line)).rest.terms.length === 0;
}
