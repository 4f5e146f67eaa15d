import { compile } from '../../math/expression/compile.ts';
import { type Rational, rational } from '../../math/rational/rational.ts';
import { type Algebra, algebraOn } from '../algebra/algebra.ts';
import { constant, type Form, plus, rationalOf, variable } from '../algebra/form.ts';
import { substituteForm } from '../algebra/substitute.ts';
import { expressionOf } from '../algebra/write.ts';
import { isSumOfSquaresForm } from './gram.ts';

const LARGEST = 30;
const ROUNDS = 26;

/**
 * Whether a polynomial that touches 0 away from the origin is a sum of squares around the place where it does: the place is
 * guessed in doubles by a pattern search, made a simple fraction, and everything else is exact.
 */
export function isSumOfSquaresAround(algebra: Algebra, f: Form, names: readonly string[]): boolean {
  if (f.terms.length > LARGEST || names.length > 3 || !isPolynomial(f)) return false;
  const place = lowest(f, names, algebra).map(simple);
  if (place.every((x) => x?.numerator === 0n) || place.some((x) => x === null)) return false;
  const at = new Map(names.map((n, i) => [n, constant(place[i] as Rational)]));
  // Nothing is known of the signs of the moved variables.
  const anywhere = algebraOn(new Map(), algebra.lineSign, algebra.work);
  const value = substituteForm(f, at, anywhere);
  const least = value && rationalOf(value);
  if (!least || least.numerator < 0n) return false;
  const moved = new Map(names.map((n) => [n, plus(variable(n), at.get(n) as Form)]));
  const around = substituteForm(f, moved, anywhere);
  return around !== null && isSumOfSquaresForm(anywhere, around);
}

function isPolynomial(f: Form): boolean {
  return f.terms.every((t) =>
    t.factors.every(
      (x) => x.generator.kind === 'variable' && x.exponent.denominator === 1n && x.exponent.numerator > 0n,
    ),
  );
}

/** Downhill from the middle of the box (Hooke & Jeeves 1961). */
function lowest(f: Form, names: readonly string[], algebra: Algebra): readonly number[] {
  const value = compile(expressionOf(f), names);
  const sides = names.map((n) => algebra.box.get(n) as { lo: number; hi: number });
  let at = sides.map(({ lo, hi }) => lo + (hi - lo) * 0.47);
  let share = 0.25;
  for (let i = 0; i < ROUNDS; i++) {
    const before = value(at);
    sides.forEach(({ lo, hi }, k) => {
      for (const s of [-1, 1]) {
        const to = Math.min(hi, Math.max(lo, (at[k] as number) + s * share * (hi - lo)));
        const next = at.map((x, j) => (j === k ? to : x));
        if (value(next) < value(at)) at = next;
      }
    });
    if (!(value(at) < before)) share /= 2;
  }
  return at;
}

/** The simplest fraction close to x; null where there is none. */
function simple(x: number): Rational | null {
  for (let d = 1; d <= 100; d++) {
    const n = Math.round(x * d);
    if (Math.abs(n / d - x) < 2e-3 / d) return rational(BigInt(n), BigInt(d));
  }
  return null;
}
