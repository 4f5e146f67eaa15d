import { type Interval, isBounded } from '../../../math/interval/interval.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { valueAt } from '../exact/at-point.ts';
import { type Polynomial, polynomialSign } from '../exact/bernstein.ts';
import { type Box, type Range, type Sign, scaledSign } from '../exact/box.ts';
import { Enclosing } from '../exact/enclosure.ts';
import {
  type Atom,
  isConstantAtom,
  type Power,
  rationalValue,
  type Signomial,
  type Term,
  term,
  timesTerm,
} from '../exact/signomial.ts';

const HIGHEST_DEGREE = 24;

/**
 * Where all terms are constants times powers of one atom: the sign of a polynomial over the range of its variable, which is
 * the atom's power of the greatest common exponent, times what constants can be taken into it (x/e and not x, in units of e).
 */
export function signInOneAtom(rest: Signomial, box: Box): Sign | null {
  const atom = onlyAtom(rest);
  if (!atom) return null;
  const exponents = rest.map((t) => exponentOf(t, atom));
  if (exponents.some((x) => x.numerator < 0n)) return null;
  const common = exponents.reduce(greatestCommon);
  // An even power of what has both signs would not be monotone.
  const step = isPositive(atom, box) ? common : exact.ONE;
  if (common.numerator === 0n || exponents.some((x) => x.denominator !== 1n && step !== common)) return null;
  const degrees = exponents.map((x) => Number((x.numerator * step.denominator) / (x.denominator * step.numerator)));
  const highest = Math.max(...degrees);
  if (highest > HIGHEST_DEGREE) return null;
  // In its inverse too: where e^x is too large for a double, e^(−x) is small.
  const inverse = degrees.map((d) => highest - d);
  return (
    signInPowers(rest, atom, step, degrees, box) ??
    (isPositive(atom, box) ? signInPowers(rest, atom, exact.negate(step), inverse, box) : null)
  );
}

function signInPowers(rest: Signomial, atom: Atom, step: Rational, degrees: readonly number[], box: Box): Sign | null {
  const unit = unitOf(rest, degrees, atom);
  const range = rangeOf(term(exact.ONE, [{ atom, exponent: step }]), unit.powers, box);
  if (!range || exact.compare(range.lo, range.hi) >= 0) return null;
  const front = new Enclosing(new Map()).of([term(exact.ONE, unit.first)]);
  const found = signBetween(coefficientsOf(rest, degrees, atom, unit), range, isMonotone(atom, exact.ONE, box));
  if (front.lo > 0 && front.lo <= front.hi) return found;
  return front.hi < 0 && front.lo <= front.hi && found ? scaledSign(found, -1) : null;
}

function onlyAtom(s: Signomial): Atom | null {
  const atoms = new Map<string, Atom>();
  for (const t of s) for (const { atom } of t.powers) if (!isConstantAtom(atom)) atoms.set(atom.key, atom);
  return atoms.size === 1 ? ([...atoms.values()][0] ?? null) : null;
}

function exponentOf(t: Term, atom: Atom): Rational {
  return t.powers.find((p) => p.atom.key === atom.key)?.exponent ?? exact.ZERO;
}

function greatestCommon(a: Rational, b: Rational): Rational {
  let [x, y] = [a.numerator * b.denominator, b.numerator * a.denominator];
  while (y !== 0n) [x, y] = [y, x % y];
  return exact.rational(x, a.denominator * b.denominator);
}

function isPositive(atom: Atom, box: Box): boolean {
  if (atom.kind === 'exp') return true;
  const range = rangeByEnclosure(term(exact.ONE, [{ atom, exponent: exact.ONE }]), box);
  return range !== null && range.lo.numerator >= 0n;
}

/** As long as its argument moves, so does it: inside the box it never comes to the ends of its range. */
function isMonotone(atom: Atom, exponent: Rational, box: Box): boolean {
  if (!exact.equals(exponent, exact.ONE) && !isPositive(atom, box)) return false;
  if (atom.kind === 'variable') return true;
  if (atom.kind !== 'exp' && atom.kind !== 'ln') return false;
  const [only] = atom.of;
  const [inner] = only?.powers ?? [];
  return (
    atom.of.length === 1 &&
    only?.powers.length === 1 &&
    inner !== undefined &&
    isMonotone(inner.atom, inner.exponent, box)
  );
}

/** Constants: every term of degree k has those of `first` and k times `powers`, else both are empty. */
interface Unit {
  readonly first: readonly Power[];
  readonly powers: readonly Power[];
}

const NO_UNIT: Unit = { first: [], powers: [] };

function unitOf(rest: Signomial, degrees: readonly number[], atom: Atom): Unit {
  const constants = rest.map((t) => t.powers.filter((p) => p.atom.key !== atom.key));
  const least = degrees.indexOf(Math.min(...degrees));
  const other = degrees.findIndex((d) => d !== degrees[least]);
  if (other < 0 || constants.every((c) => c.length === 0)) return NO_UNIT;
  const [low, high] = [constants[least] as readonly Power[], constants[other] as readonly Power[]];
  const share = exact.rational(1n, BigInt((degrees[other] as number) - (degrees[least] as number)));
  const powers = scaledPowers(timesPowers(high, scaledPowers(low, MINUS_ONE)), share);
  const first = timesPowers(low, scaledPowers(powers, exact.rational(BigInt(-(degrees[least] as number)))));
  // Primes hold fractions of exponents only, so the whole part is compared by the coefficient, not here.
  const fits = rest.every((_, i) => {
    const wanted = timesPowers(first, scaledPowers(powers, exact.rational(BigInt(degrees[i] as number))));
    const open = timesPowers(constants[i] as readonly Power[], scaledPowers(wanted, MINUS_ONE));
    return open.every((p) => p.atom.kind === 'prime' && p.exponent.denominator === 1n);
  });
  return fits ? { first, powers } : NO_UNIT;
}

const MINUS_ONE = exact.rational(-1n);

function scaledPowers(powers: readonly Power[], by: Rational): readonly Power[] {
  return powers
    .map((p) => ({ ...p, exponent: exact.multiply(p.exponent, by) }))
    .filter((p) => p.exponent.numerator !== 0n);
}

/** Exponents added; primes stay as they are. */
function timesPowers(a: readonly Power[], b: readonly Power[]): readonly Power[] {
  const sums = new Map<string, Power>();
  for (const p of [...a, ...b]) {
    const known = sums.get(p.atom.key);
    sums.set(p.atom.key, known ? { ...p, exponent: exact.add(known.exponent, p.exponent) } : p);
  }
  return [...sums.values()]
    .filter((p) => p.exponent.numerator !== 0n)
    .sort((p, q) => (p.atom.key < q.atom.key ? -1 : 1));
}

function rangeOf(variable: Term, unit: readonly Power[], box: Box): Range | null {
  const whole = term(exact.ONE, timesPowers(variable.powers, unit));
  return rangeByEnds(whole, variable, box) ?? rangeByEnclosure(whole, box);
}

/** A monotone atom of one variable: its values at the ends, exact where they are rational. */
function rangeByEnds(whole: Term, variable: Term, box: Box): Range | null {
  const atom = (variable.powers[0] as Power).atom;
  const [only, ...others] = [...box.ranges];
  if (!only || others.length > 0 || !isMonotone(atom, exact.ONE, box)) return null;
  const [name, { lo, hi }] = only;
  const ends = [lo, hi].map((x) => {
    const value = valueAt([whole], new Map([[name, x]]), box.judge);
    if (!value) return null;
    const known = rationalValue(value);
    const range = known ? null : new Enclosing(new Map()).of(value);
    if (range && !isBounded(range)) return null;
    return known
      ? { lo: known, hi: known }
      : range && { lo: exact.fromDouble(range.lo), hi: exact.fromDouble(range.hi) };
  });
  const [a, b] = ends;
  if (!a || !b) return null;
  return exact.compare(a.lo, b.lo) <= 0 ? { lo: a.lo, hi: b.hi } : { lo: b.lo, hi: a.hi };
}

function rangeByEnclosure(whole: Term, box: Box): Range | null {
  const [only] = whole.powers;
  if (whole.powers.length === 1 && only?.atom.kind === 'variable' && exact.equals(only.exponent, exact.ONE)) {
    const range = box.ranges.get(only.atom.name);
    if (range) return only.atom.mirrored ? { lo: exact.negate(range.hi), hi: exact.negate(range.lo) } : range;
  }
  const range: Interval = new Enclosing(box.enclosures).of([whole]);
  return isBounded(range) && range.lo <= range.hi
    ? { lo: exact.fromDouble(range.lo), hi: exact.fromDouble(range.hi) }
    : null;
}

interface Bounds {
  readonly lower: Polynomial;
  readonly upper: Polynomial;
  readonly exact: boolean;
}

/** Coefficients that are still constants like e or 2^(1/3) lie between two rationals. */
function coefficientsOf(rest: Signomial, degrees: readonly number[], atom: Atom, unit: Unit): Bounds {
  const size = Math.max(...degrees) + 1;
  const [lower, upper]: [Rational[], Rational[]] = [[], []];
  for (let k = 0; k < size; k++) {
    const taken = timesPowers(unit.first, scaledPowers(unit.powers, exact.rational(BigInt(k))));
    const bare = rest
      .filter((_, i) => degrees[i] === k)
      .map((t) => {
        const own = term(
          t.coefficient,
          t.powers.filter((p) => p.atom.key !== atom.key),
        );
        return timesTerm(own, term(exact.ONE, scaledPowers(taken, MINUS_ONE)));
      });
    const plain = bare.every((t) => t.powers.length === 0);
    const value = bare.reduce((sum, t) => exact.add(sum, t.coefficient), exact.ZERO);
    const range = plain ? null : new Enclosing(new Map()).of(bare);
    lower.push(range ? exact.fromDouble(range.lo) : value);
    upper.push(range ? exact.fromDouble(range.hi) : value);
  }
  return { lower, upper, exact: lower.every((c, i) => exact.equals(c, upper[i] as Rational)) };
}

function signBetween(bounds: Bounds, range: Range, open: boolean): Sign | null {
  if (!bounds.exact && range.lo.numerator < 0n) return null;
  const [low, high] = [bounds.lower, bounds.upper].map((p) => polynomialSign(trimmed(p), range.lo, range.hi));
  const found = low?.sign === 1 ? low : high?.sign === -1 ? high : null;
  if (!found) return null;
  return { sign: found.sign, strict: found.strict && (open || found.ends) };
}

function trimmed(p: Polynomial): Polynomial {
  let end = p.length;
  while (end > 1 && (p[end - 1] as Rational).numerator === 0n) end--;
  return p.slice(0, end);
}
