import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { spend } from '../work.ts';

/**
 * The checker's own exact arithmetic: sums of products of powers of atoms with rational coefficients and exponents, like
 * terms gathered. Equal signomials have equal keys; that unequal keys mean unequal functions is never relied upon.
 */
export type Signomial = readonly Term[];

export interface Term {
  readonly coefficient: Rational;
  /** In the order of their keys, no exponent 0. */
  readonly powers: readonly Power[];
  readonly key: string;
}

export interface Power {
  readonly atom: Atom;
  readonly exponent: Rational;
}

/** What is not taken apart further. A mirrored variable is its opposite.
 * `abs` and `step` (1 where `of` is below 0, else 0) stand only where forms are compared: they are not smooth. `exp` is e to the one term of `of`, whose coefficient is 1. */
export type Atom =
  | { readonly kind: 'variable'; readonly name: string; readonly mirrored: boolean; readonly key: string }
  | { readonly kind: 'prime'; readonly value: bigint; readonly key: string }
  | { readonly kind: 'pi'; readonly key: string }
  | { readonly kind: 'step'; readonly of: Signomial; readonly orEqual: boolean; readonly key: string }
  | { readonly kind: 'exp' | 'ln' | 'sum' | 'sin' | 'cos' | 'abs'; readonly of: Signomial; readonly key: string };

/** Thrown where exact arithmetic gives up: too many terms, or what it has no normal form for. */
export class NotExact extends Error {}

const MOST_TERMS = 300;
const MOST_BITS = 4096;
/** In characters: nested forms name their parts in full. */
const LONGEST_KEY = 60_000;

export const NOTHING: Signomial = [];
export const UNIT: Signomial = [{ coefficient: exact.ONE, powers: [], key: '' }];

export function constant(value: Rational): Signomial {
  return value.numerator === 0n ? NOTHING : [{ coefficient: value, powers: [], key: '' }];
}

export function ofAtom(atom: Atom, exponent: Rational = exact.ONE): Signomial {
  return exponent.numerator === 0n ? UNIT : [term(exact.ONE, [{ atom, exponent }])];
}

export function term(coefficient: Rational, powers: readonly Power[]): Term {
  return { coefficient, powers, key: powers.map((p) => `${p.atom.key}^${textOf(p.exponent)}`).join('*') };
}

export function keyOf(s: Signomial): string {
  const key = s.map((t) => `${textOf(t.coefficient)}(${t.key})`).join('+');
  if (key.length > LONGEST_KEY) throw new NotExact('too long a form');
  return key;
}

function textOf(r: Rational): string {
  return r.denominator === 1n ? `${r.numerator}` : `${r.numerator}/${r.denominator}`;
}

/** The atom of a sum of several terms. */
export function sumAtom(of: Signomial): Atom {
  return { kind: 'sum', of, key: `[${keyOf(of)}]` };
}

export function plus(a: Signomial, b: Signomial): Signomial {
  return gathered([...a, ...b]);
}

export function minus(a: Signomial, b: Signomial): Signomial {
  return plus(a, scaled(b, exact.rational(-1n)));
}

export function scaled(a: Signomial, by: Rational): Signomial {
  if (by.numerator === 0n) return NOTHING;
  return a.map((t) => ({ ...t, coefficient: exact.multiply(t.coefficient, by) }));
}

export function times(a: Signomial, b: Signomial): Signomial {
  if (a.length * b.length > 8 * MOST_TERMS) throw new NotExact('too many terms');
  spend(a.length * b.length);
  return gathered(a.flatMap((x) => b.map((y) => timesTerm(x, y))));
}

export function timesTerm(a: Term, b: Term): Term {
  const coefficient = exact.multiply(a.coefficient, b.coefficient);
  if (a.powers.length === 0 || b.powers.length === 0)
    return wholePrimes({ ...(a.powers.length === 0 ? b : a), coefficient });
  const powers: Power[] = [];
  let [i, j] = [0, 0];
  while (i < a.powers.length || j < b.powers.length) {
    const [p, q] = [a.powers[i], b.powers[j]];
    if (p && (!q || p.atom.key < q.atom.key)) {
      powers.push(p);
      i++;
    } else if (q && (!p || q.atom.key < p.atom.key)) {
      powers.push(q);
      j++;
    } else if (p && q) {
      const exponent = exact.add(p.exponent, q.exponent);
      if (exponent.numerator !== 0n) powers.push({ atom: p.atom, exponent });
      i++;
      j++;
    }
  }
  return wholePrimes(term(coefficient, powers));
}

/** The whole part of a power of a prime belongs to the coefficient: 2^(3/2) = 2 · 2^(1/2). */
function wholePrimes(t: Term): Term {
  if (!t.powers.some((p) => p.atom.kind === 'prime' && !isFraction(p.exponent))) return t;
  let { coefficient } = t;
  const powers = t.powers.flatMap((p): Power[] => {
    if (p.atom.kind !== 'prime') return [p];
    const whole = floor(p.exponent);
    const factor = exact.power(exact.rational(p.atom.value), whole, MOST_BITS);
    if (!factor) throw new NotExact('too large a number');
    coefficient = exact.multiply(coefficient, factor);
    const rest = exact.subtract(p.exponent, exact.rational(whole));
    return rest.numerator === 0n ? [] : [{ atom: p.atom, exponent: rest }];
  });
  return term(coefficient, powers);
}

function isFraction(r: Rational): boolean {
  return 0n < r.numerator && r.numerator < r.denominator;
}

export function floor(r: Rational): bigint {
  const quotient = r.numerator / r.denominator;
  return r.numerator < 0n && quotient * r.denominator !== r.numerator ? quotient - 1n : quotient;
}

export function powerOf(a: Signomial, n: number): Signomial {
  let result = UNIT;
  for (let i = 0; i < n; i++) result = times(result, a);
  return result;
}

function gathered(terms: readonly Term[]): Signomial {
  const sums = new Map<string, Term>();
  for (const t of terms) {
    const known = sums.get(t.key);
    sums.set(t.key, known ? { ...known, coefficient: exact.add(known.coefficient, t.coefficient) } : t);
  }
  spend(terms.length >> 2);
  const kept = [...sums.values()].filter((t) => t.coefficient.numerator !== 0n);
  if (kept.length > MOST_TERMS) throw new NotExact('too many terms');
  if (kept.some((t) => exact.size(t.coefficient) > MOST_BITS)) throw new NotExact('too large a number');
  return kept.sort((x, y) => (x.key < y.key ? -1 : 1));
}

/** For each atom its least exponent over the terms, where that is not 0. */
export function commonPowers(s: Signomial): readonly Power[] {
  const atoms = new Map(s.flatMap((t) => t.powers.map((p) => [p.atom.key, p.atom] as const)));
  const found: Power[] = [];
  for (const atom of [...atoms.values()].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    if (atom.kind === 'prime') continue;
    const exponents = s.map((t) => t.powers.find((p) => p.atom.key === atom.key)?.exponent ?? exact.ZERO);
    const least = exponents.reduce((a, b) => (exact.compare(a, b) <= 0 ? a : b));
    if (least.numerator !== 0n) found.push({ atom, exponent: least });
  }
  return found;
}

/** The names of the variables in it, however deep. */
export function variablesOf(s: Signomial, into: Set<string> = new Set()): Set<string> {
  for (const t of s) for (const { atom } of t.powers) variablesOfAtom(atom, into);
  return into;
}

function variablesOfAtom(atom: Atom, into: Set<string>): void {
  if (atom.kind === 'variable') into.add(atom.name);
  else if ('of' in atom) variablesOf(atom.of, into);
}

export function isConstantAtom(atom: Atom): boolean {
  const into = new Set<string>();
  variablesOfAtom(atom, into);
  return into.size === 0;
}

/** The value where it has no atoms at all; else null. */
export function rationalValue(s: Signomial): Rational | null {
  const [first] = s;
  if (!first) return exact.ZERO;
  return s.length === 1 && first.powers.length === 0 ? first.coefficient : null;
}
