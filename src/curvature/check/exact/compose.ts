import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { spend } from '../work.ts';
import type { Box } from './box.ts';
import {
  type Atom,
  commonPowers,
  constant,
  keyOf,
  minus,
  NOTHING,
  NotExact,
  ofAtom,
  type Power,
  plus,
  powerOf,
  type Signomial,
  scaled,
  sumAtom,
  type Term,
  term,
  times,
  UNIT,
} from './signomial.ts';

const MOST_EXPANDED = 4n;

/**
 * s^r. Wherever r is no natural number, s must have one strict sign inside the box (so the power is smooth there), above 0
 * where r is broken; throws NotExact where that is not seen.
 */
export function raised(s: Signomial, r: Rational, box: Box): Signomial {
  if (r.numerator === 0n) return UNIT;
  const natural = r.denominator === 1n && r.numerator > 0n;
  const [first] = s;
  if (!first) {
    if (r.numerator > 0n) return NOTHING;
    throw new NotExact('a negative power of 0');
  }
  if (s.length === 1) return raisedTerm(first, r, box);
  if (natural && r.numerator <= MOST_EXPANDED) return powerOf(s, Number(r.numerator));
  const root = r.denominator % 2n === 0n ? squareRootOf(s) : null;
  if (root) {
    const upright = strictSign(root, box) > 0 ? root : scaled(root, exact.rational(-1n));
    return raised(upright, exact.multiply(r, exact.rational(2n)), box);
  }
  if (natural) return raisedSum(s, r, first.coefficient.numerator < 0n ? -1 : 1, box);
  return raisedSum(s, r, strictSign(s, box), box);
}

const MOST_ROOT_TERMS = 4;

/** The t with t² = s, up to its sign: its terms are roots of terms of s. */
function squareRootOf(s: Signomial): Signomial | null {
  const roots = s.flatMap((t) => {
    const size = exact.rationalRoot(t.coefficient, 2);
    const powers = t.powers.map((p) => ({ ...p, exponent: exact.multiply(p.exponent, exact.rational(1n, 2n)) }));
    return size && powers.every((p) => p.exponent.denominator === 1n) ? [term(size, powers)] : [];
  });
  if (roots.length < 2 || roots.length > MOST_ROOT_TERMS) return null;
  for (let mask = 0; mask < 1 << roots.length; mask += 2) {
    const root = roots.map((t, i) => ((mask >> i) & 1 ? { ...t, coefficient: exact.negate(t.coefficient) } : t));
    if (minus(times(root, root), s).length === 0) return root;
  }
  return null;
}

function strictSign(s: Signomial, box: Box): 1 | -1 {
  const found = box.judge(s, box);
  if (!found?.strict || found.sign === 0) throw new NotExact('a power of what may be 0');
  return found.sign;
}

/** With the content taken out, so that equal sums are equal atoms: (c · m · S)^r = c^r · m^r · S^r. */
function raisedSum(s: Signomial, r: Rational, sign: 1 | -1, box: Box): Signomial {
  const { coefficient, powers, rest } = primitive(s, sign, box);
  const front = raisedTerm(term(coefficient, powers), r, box);
  return times(front, rest.length === 1 ? UNIT : ofAtom(sumAtom(rest), r));
}

interface Primitive {
  readonly coefficient: Rational;
  readonly powers: readonly Power[];
  readonly rest: Signomial;
}

/** s = coefficient · powers · rest, where rest has the sign +1 where s has `sign`, and the size of its first term is 1. */
export function primitive(s: Signomial, sign: 1 | -1, box: Box): Primitive {
  const common = commonPowers(s).filter((p) => atomSign(p.atom, box) === 1);
  const inverse = term(
    exact.ONE,
    common.map((p) => ({ ...p, exponent: exact.negate(p.exponent) })),
  );
  const bare = times(s, [inverse]);
  const size = exact.abs((bare[0] as Term).coefficient);
  const coefficient = sign > 0 ? size : exact.negate(size);
  const rest = scaled(bare, exact.divide(exact.ONE, coefficient) ?? exact.ONE);
  return { coefficient, powers: common, rest };
}

/** The strict sign of an atom inside the box, or null. */
export function atomSign(atom: Atom, box: Box): 1 | -1 | null {
  if (atom.kind === 'prime' || atom.kind === 'pi' || atom.kind === 'exp') return 1;
  const found = box.judge([term(exact.ONE, [{ atom, exponent: exact.ONE }])], box);
  return found?.strict && found.sign !== 0 ? found.sign : null;
}

function raisedTerm(t: Term, r: Rational, box: Box): Signomial {
  const whole = r.denominator === 1n;
  let sign = 1;
  const factors: Signomial[] = [];
  for (const { atom, exponent } of t.powers) {
    const total = exact.multiply(exponent, r);
    if (whole && r.numerator > 0n) {
      factors.push(ofAtom(atom, total));
      continue;
    }
    const own = atomSign(atom, box);
    if (own === null) throw new NotExact('a power of what may be 0');
    if (own < 0 && !whole) {
      // A negative atom to a whole exponent k: (a^k)^r = (±1)^r |a|^(k r), and |a|^(k r) must be whole again.
      if (exponent.numerator % 2n !== 0n) sign = -sign;
      if (total.denominator !== 1n) throw new NotExact('a broken power of what is below 0');
      if (total.numerator % 2n !== 0n) factors.push(constant(exact.rational(-1n)));
    }
    factors.push(ofAtom(atom, total));
  }
  const base = sign < 0 ? exact.negate(t.coefficient) : t.coefficient;
  return factors.reduce(times, raisedNumber(base, r));
}

/** c^r by primes. */
function raisedNumber(c: Rational, r: Rational): Signomial {
  if (r.denominator === 1n) {
    const value = exact.power(c, r.numerator);
    if (!value) throw new NotExact('too large a number');
    return constant(value);
  }
  if (c.numerator < 0n) throw new NotExact('a broken power of what is below 0');
  const powers = [...primesOf(c.numerator), ...primesOf(c.denominator).map(([p, k]) => [p, -k] as const)];
  return powers.reduce(
    (product, [p, k]) => times(product, ofAtom(primeAtom(p), exact.multiply(exact.rational(BigInt(k)), r))),
    UNIT,
  );
}

function primeAtom(value: bigint): Atom {
  return { kind: 'prime', value, key: `${value}` };
}

/** By trial up to a bound: what is left counts as one. */
function primesOf(n: bigint): readonly (readonly [bigint, number])[] {
  const found: [bigint, number][] = [];
  if (n > 1n) spend(10);
  let rest = n;
  for (let p = 2n; p * p <= rest && p < 5000n; p += p === 2n ? 1n : 2n) {
    let count = 0;
    while (rest % p === 0n) {
      rest /= p;
      count++;
    }
    if (count > 0) found.push([p, count]);
  }
  if (rest > 1n) found.push([rest, 1]);
  return found;
}

/** e^s, each term an atom of its own, so that sums become products. */
export function exponential(s: Signomial, box: Box): Signomial {
  return s.reduce((product, t) => times(product, exponentialOfTerm(t, box)), UNIT);
}

function exponentialOfTerm(t: Term, box: Box): Signomial {
  const [only] = t.powers;
  const isLogarithm =
    t.powers.length === 1 && only?.atom.kind === 'ln' && only.exponent.numerator === only.exponent.denominator;
  if (isLogarithm && only.atom.kind === 'ln') return raised(only.atom.of, t.coefficient, box);
  const of: Signomial = [{ ...t, coefficient: exact.ONE }];
  return ofAtom({ kind: 'exp', of, key: `e(${t.key})` }, t.coefficient);
}

/** ln s, for s above 0 inside the box; throws NotExact where that is not seen. */
export function logarithm(s: Signomial, box: Box): Signomial {
  const sign = strictSign(s, box);
  if (sign < 0) throw new NotExact('a logarithm of what is below 0');
  const { coefficient, powers, rest } = primitive(s, 1, box);
  const positive = powers.every((p) => atomSign(p.atom, box) === 1);
  if (!positive || coefficient.numerator <= 0n) return ofAtom(lnAtom(s));
  const ofPowers = powers.map((p) =>
    scaled(p.atom.kind === 'exp' ? p.atom.of : ofAtom(lnAtom(ofAtom(p.atom))), p.exponent),
  );
  const numbers = [
    ...primesOf(coefficient.numerator),
    ...primesOf(coefficient.denominator).map(([p, k]) => [p, -k] as const),
  ].map(([p, k]) => scaled(ofAtom(lnAtom(constant(exact.rational(p)))), exact.rational(BigInt(k))));
  const isUnit = rest.length === 1 && rest[0]?.powers.length === 0;
  const ofRest = isUnit ? NOTHING : ofAtom(lnAtom(rest));
  return [...ofPowers, ...numbers, ofRest].reduce(plus, NOTHING);
}

function lnAtom(of: Signomial): Atom {
  return { kind: 'ln', of, key: `ln(${keyOf(of)})` };
}
