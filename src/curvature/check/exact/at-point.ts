import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { type Box, boxJudgedBy, type SignJudge } from './box.ts';
import { exponential, logarithm, raised } from './compose.ts';
import { type Atom, constant, keyOf, NotExact, ofAtom, plus, type Signomial, term, times } from './signomial.ts';

/** The value with rationals in place of variables, as a signomial of constants; null where it is not defined there. */
export function valueAt(s: Signomial, place: ReadonlyMap<string, Rational>, judge: SignJudge): Signomial | null {
  try {
    return replaced(s, place, boxJudgedBy(new Map(), judge));
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

function replaced(s: Signomial, place: ReadonlyMap<string, Rational>, nowhere: Box): Signomial {
  return s.reduce<Signomial>((sum, t) => {
    const factors = t.powers.map(({ atom, exponent }) => raised(atomAt(atom, place, nowhere), exponent, nowhere));
    return plus(sum, factors.reduce(times, constant(t.coefficient)));
  }, []);
}

function atomAt(atom: Atom, place: ReadonlyMap<string, Rational>, nowhere: Box): Signomial {
  switch (atom.kind) {
    case 'variable': {
      const value = place.get(atom.name);
      return value ? constant(atom.mirrored ? exact.negate(value) : value) : ofAtom(atom);
    }
    case 'prime':
    case 'pi':
      return ofAtom(atom);
    case 'sum':
      return replaced(atom.of, place, nowhere);
    case 'exp':
      return exponential(replaced(atom.of, place, nowhere), nowhere);
    case 'ln':
      return logarithm(replaced(atom.of, place, nowhere), nowhere);
    case 'step':
    case 'abs':
      throw new NotExact('an absolute value is settled before');
    case 'sin':
    case 'cos':
      return waveAt(atom.kind, replaced(atom.of, place, nowhere));
  }
}

/** At whole multiples of pi/2. */
function atQuarter(kind: 'sin' | 'cos', of: Signomial): Signomial | null {
  const [only] = of;
  const [power] = only?.powers ?? [];
  const isOfPi = of.length === 1 && only?.powers.length === 1 && power?.atom.kind === 'pi';
  if (!isOfPi || !only || !exact.equals(power.exponent, exact.ONE)) return null;
  const quarters = exact.multiply(only.coefficient, exact.rational(2n));
  if (quarters.denominator !== 1n) return null;
  const turned = (((quarters.numerator + (kind === 'cos' ? 1n : 0n)) % 4n) + 4n) % 4n;
  return turned % 2n === 0n ? [] : constant(exact.rational(turned === 1n ? 1n : -1n));
}

/** Odd and even, and known at 0. */
export function waveAt(kind: 'sin' | 'cos', of: Signomial): Signomial {
  const [first] = of;
  if (!first) return kind === 'sin' ? [] : constant(exact.ONE);
  const known = atQuarter(kind, of);
  if (known) return known;
  const flip = first.coefficient.numerator < 0n;
  const inner = flip ? of.map((t) => term(exact.negate(t.coefficient), t.powers)) : of;
  const key = `${kind}(${keyOf(inner)})`;
  const wave = ofAtom({ kind, of: inner, key });
  return flip && kind === 'sin' ? wave.map((t) => ({ ...t, coefficient: exact.negate(t.coefficient) })) : wave;
}
