import { add, type Rational, rational } from '../../math/rational/rational.ts';
import { constant, type Form, generated, generator, ONE, scale, signNormal, ZERO } from './form.ts';

/** Sine or cosine; mirror images share a name, and quarter turns are exact. */
export function waveOf(kind: 'sin' | 'cos', of: Form): Form {
  if (of.terms.length === 0) return kind === 'cos' ? ONE : ZERO;
  const turns = halfTurns(of);
  if (turns) return waveAt(kind === 'sin' ? turns : plusHalf(turns));
  const { form: normal, flipped } = signNormal(of);
  const inner = generated(generator(kind, normal));
  return flipped && kind === 'sin' ? scale(inner, rational(-1n)) : inner;
}

/** The rational r where the form is r π, else null. */
function halfTurns(of: Form): Rational | null {
  const only = of.terms.length === 1 ? of.terms[0]! : null;
  if (only?.key !== 'pi' || only.coefficient.denominator > 2n) return null;
  return only.coefficient;
}

function plusHalf(r: Rational): Rational {
  return add(r, rational(1n, 2n));
}

/** sin(r π) for a whole or half r. */
function waveAt({ numerator, denominator }: Rational): Form {
  if (denominator === 1n) return ZERO;
  return constant(rational(((numerator % 4n) + 4n) % 4n === 1n ? 1n : -1n));
}
