import { divide, multiply, powerInteger, sqrt } from '../interval/arithmetic.ts';
import { descendingPowers, power, powerRational } from '../interval/elementary.ts';
import { fromRational, type Interval, isEmpty, ONE, ZERO } from '../interval/interval.ts';
import type { Rational } from '../rational/rational.ts';
import * as exact from '../rational/rational.ts';
import type { Bend, Monotonicity } from './fact.ts';

/** What there is to know about x^y, which is written as an operator. */
export interface PowerFact {
  /** In doubles; NaN where undefined: 0 to a negative power, a negative base with a broken exponent. 0^0 = 1. */
  value(x: number, y: number): number;
  enclose(x: Interval, y: Interval): Interval;
  /** Whether x^y is defined at all reals of x and y. */
  isDefinedOver(x: Interval, y: Interval): boolean;
  /** The same for one exact exponent. */
  encloseConstant(x: Interval, exponent: Rational): Interval;
  isDefinedOverConstant(x: Interval, exponent: Rational): boolean;
  exact(x: Rational, y: Rational): Rational | null;
  /** Taylor coefficients of x ↦ x^exponent over x; null where it is not continuous over x. */
  taylor(x: Interval, exponent: Rational, order: number): readonly Interval[] | null;
  monotonicity(x: Interval, exponent: Rational): Monotonicity;
  bend(x: Interval, exponent: Rational): Bend;
}

export const powerFact: PowerFact = {
  value: powerValue,
  enclose: power,
  isDefinedOver: (x, y) =>
    !isEmpty(x) &&
    !isEmpty(y) &&
    (0 < x.lo || (0 <= x.lo && 0 <= y.lo) || (y.lo === y.hi && Number.isInteger(y.lo) && isWholeDefined(x, y.lo))),
  encloseConstant,
  isDefinedOverConstant,
  exact: exactPower,
  taylor: powerCoefficients,
  monotonicity: powerMonotonicity,
  bend: powerBend,
};

export function powerValue(x: number, y: number): number {
  if (x > 0) return x ** y;
  if (x === 0) return y > 0 ? 0 : y === 0 ? 1 : Number.NaN;
  return x < 0 && Number.isInteger(y) ? x ** y : Number.NaN;
}

/**
 * The coefficients binomial(exponent, k) · x^(exponent − k), each from one power of x, so exact zeros stay exact. At a
 * singular end they are unbounded; null where x is nothing but that end.
 */
export function powerCoefficients(x: Interval, exponent: Rational, order: number): readonly Interval[] | null {
  if (!isDefinedOverConstant(x, exponent)) return null;
  const binomials = binomialsOf(exponent, order);
  if (isBroken(exponent)) {
    // At the singular point alone a derivative is infinite, and 0 times it would wrongly be 0: (x^0.5)^2 has slope 1.
    if (x.hi === 0 && exact.compare(exponent, exact.rational(BigInt(order))) < 0) return null;
    const powers = descendingPowers(x, exponent, order);
    return powers.map((power_, k) => (k === 0 ? power_ : multiply(binomials[k] as Interval, power_)));
  }
  const coefficients: Interval[] = [];
  for (let k = 0; k <= order; k++) coefficients.push(scaledPower(binomials[k] as Interval, x, exponent, k));
  return coefficients;
}

/** factor · x^(exponent − k) for a whole exponent. */
function scaledPower(factor: Interval, x: Interval, exponent: Rational, k: number): Interval {
  if (factor.lo === 0 && factor.hi === 0) return ZERO;
  const raised = wholePower(x, exponent, k);
  return factor.lo === 1 && factor.hi === 1 ? raised : multiply(factor, raised);
}

const BINOMIALS = new WeakMap<Rational, readonly Interval[]>();

/** Enclosures of the generalised binomial coefficients of an exponent, remembered by its identity. */
function binomialsOf(exponent: Rational, order: number): readonly Interval[] {
  const known = BINOMIALS.get(exponent);
  if (known !== undefined && order < known.length) return known;
  const binomials: Interval[] = [];
  let binomial = exact.ONE;
  let rest = exponent;
  for (let k = 0; k <= Math.max(order, 6); k++) {
    binomials.push(fromRational(binomial));
    binomial = exact.multiply(binomial, exact.multiply(rest, exact.rational(1n, BigInt(k + 1))));
    rest = exact.subtract(rest, exact.ONE);
  }
  BINOMIALS.set(exponent, binomials);
  return binomials;
}

/** x^(exponent − k) for a whole exponent. */
function wholePower(x: Interval, exponent: Rational, k: number): Interval {
  const n = Number(exponent.numerator) - k;
  return Math.abs(n) < 1024
    ? powerInteger(x, n)
    : powerRational(x, exact.subtract(exponent, exact.rational(BigInt(k))));
}

function encloseConstant(x: Interval, exponent: Rational): Interval {
  if (exponent.denominator === 2n && exponent.numerator === 1n) return sqrt(x);
  if (exponent.denominator === 2n && exponent.numerator === -1n) return divide(ONE, sqrt(x));
  return powerRational(x, exponent);
}

function isDefinedOverConstant(x: Interval, exponent: Rational): boolean {
  if (isEmpty(x)) return false;
  if (exponent.denominator === 1n) return isWholeDefined(x, exponent.numerator < 0n ? -1 : 1);
  return exponent.numerator < 0n ? 0 < x.lo : 0 <= x.lo;
}

function isWholeDefined(x: Interval, exponent: number): boolean {
  return exponent >= 0 || 0 < x.lo || x.hi < 0;
}

function exactPower(x: Rational, y: Rational): Rational | null {
  if (y.denominator === 1n) return exact.power(x, y.numerator);
  if (x.numerator < 0n || y.denominator > 1000n) return null;
  const root = exact.rationalRoot(x, Number(y.denominator));
  return root === null ? null : exact.power(root, y.numerator);
}

function powerMonotonicity(x: Interval, exponent: Rational): Monotonicity {
  const positive = 0n < exponent.numerator;
  if (exponent.numerator === 0n) return 'constant';
  if (isBroken(exponent) || 0 <= x.lo) return positive ? 'increasing' : 'decreasing';
  const isOdd = exponent.numerator % 2n !== 0n;
  if (isOdd && positive) return 'increasing';
  if (!positive && !(x.hi < 0)) return 'unknown';
  if (isOdd) return 'decreasing';
  return x.hi <= 0 ? (positive ? 'decreasing' : 'increasing') : 'unknown';
}

function powerBend(x: Interval, exponent: Rational): Bend {
  const { numerator, denominator } = exponent;
  if (numerator === 0n || (numerator === 1n && denominator === 1n)) return 'linear';
  if (isBroken(exponent) || 0 <= x.lo) return 0n < numerator && numerator < denominator ? 'concave' : 'convex';
  const isOdd = numerator % 2n !== 0n;
  if (numerator < 0n && !(x.hi < 0)) return 'unknown';
  if (!isOdd) return 'convex';
  return x.hi <= 0 ? 'concave' : 'unknown';
}

function isBroken(exponent: Rational): boolean {
  return exponent.denominator !== 1n;
}
