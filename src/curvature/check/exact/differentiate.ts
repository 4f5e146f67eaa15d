import * as exact from '../../../math/rational/rational.ts';
import {
  type Atom,
  NOTHING,
  NotExact,
  ofAtom,
  plus,
  type Signomial,
  scaled,
  sumAtom,
  type Term,
  term,
  times,
  UNIT,
} from './signomial.ts';

/** The partial derivative, wherever the signomial is smooth. */
export function derivativeOf(s: Signomial, name: string): Signomial {
  return s.reduce((sum, t) => plus(sum, ofTerm(t, name)), NOTHING);
}

/** Each factor in turn: c · a^k · rest has the derivative c · k · a^(k − 1) · a' · rest. */
function ofTerm(t: Term, name: string): Signomial {
  let sum = NOTHING;
  for (const { atom, exponent } of t.powers) {
    const growth = logarithmicDerivative(atom, name);
    if (growth.length > 0) sum = plus(sum, times([t], scaled(growth, exponent)));
  }
  return sum;
}

/** a' / a. */
function logarithmicDerivative(atom: Atom, name: string): Signomial {
  const inverse = (): Signomial => [term(exact.ONE, [{ atom, exponent: exact.rational(-1n) }])];
  switch (atom.kind) {
    case 'variable':
      // d(−x)/dx · 1/(−x)
      return atom.name === name ? scaled(inverse(), exact.rational(atom.mirrored ? -1n : 1n)) : NOTHING;
    case 'prime':
    case 'pi':
      return NOTHING;
    case 'exp':
      return derivativeOf(atom.of, name);
    case 'sum':
      return times(inverse(), derivativeOf(atom.of, name));
    case 'ln': {
      const inner = derivativeOf(atom.of, name);
      return inner.length === 0 ? NOTHING : times(inverse(), times(inner, reciprocal(atom.of)));
    }
    case 'step':
    case 'abs':
      throw new NotExact('an absolute value is not smooth');
    case 'sin':
    case 'cos': {
      const partner = ofAtom({
        ...atom,
        kind: atom.kind === 'sin' ? 'cos' : 'sin',
        key: atom.key.replace(/^(sin|cos)/, atom.kind === 'sin' ? 'cos' : 'sin'),
      });
      const inner = derivativeOf(atom.of, name);
      return scaled(times(times(inverse(), partner), inner), exact.rational(atom.kind === 'sin' ? 1n : -1n));
    }
  }
}

/** 1/s of the argument of a logarithm, which is never 0. */
function reciprocal(s: Signomial): Signomial {
  const [only] = s;
  if (!only) return UNIT;
  if (s.length > 1) return ofAtom(sumAtom(s), exact.rational(-1n));
  const coefficient = exact.divide(exact.ONE, only.coefficient) ?? exact.ONE;
  return [
    term(
      coefficient,
      only.powers.map((p) => ({ ...p, exponent: exact.negate(p.exponent) })),
    ),
  ];
}
