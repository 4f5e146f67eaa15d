import type { Rational } from '../../math/rational/rational.ts';
import { add, multiply, rational, sign } from '../../math/rational/rational.ts';

/**
 * A canonical form: a sum of rational multiples of products of rational powers of generators. Two expressions that are
 * equal by the laws of arithmetic, exponents and logarithms have the same form, so that what is linear in disguise shows.
 */
export interface Form {
  readonly terms: readonly Term[];
  readonly key: string;
}

export interface Term {
  readonly coefficient: Rational;
  /** Sorted by the generators' keys, no exponent is 0. */
  readonly factors: readonly Factor[];
  readonly key: string;
}

export interface Factor {
  readonly generator: Generator;
  readonly exponent: Rational;
}

export type GeneratorFunction = 'exp' | 'ln' | 'sin' | 'cos' | 'abs' | 'sum';

/** `sum` stands for the form itself, where a power of it cannot be written out. */
export type Generator =
  | { readonly kind: 'variable'; readonly name: string; readonly key: string }
  | { readonly kind: 'pi'; readonly key: string }
  | { readonly kind: 'prime'; readonly base: bigint; readonly key: string }
  | { readonly kind: GeneratorFunction; readonly of: Form; readonly key: string };

export const ONE_RATIONAL = rational(1n);
export const ZERO_RATIONAL = rational(0n);

export function term(coefficient: Rational, factors: readonly Factor[]): Term {
  return { coefficient, factors, key: factors.map(factorKey).join('*') };
}

function factorKey({ generator, exponent }: Factor): string {
  if (exponent.denominator === 1n)
    return exponent.numerator === 1n ? generator.key : `${generator.key}^${exponent.numerator}`;
  return `${generator.key}^${exponent.numerator}/${exponent.denominator}`;
}

/** Collects like terms; terms end up sorted by key. */
export function form(terms: readonly Term[]): Form {
  if (terms.length === 1) return sorted(terms[0]!.coefficient.numerator === 0n ? [] : terms);
  const byKey = new Map<string, Term>();
  for (const t of terms) {
    const known = byKey.get(t.key);
    byKey.set(t.key, known ? { ...known, coefficient: add(known.coefficient, t.coefficient) } : t);
  }
  const kept = [...byKey.values()].filter((t) => t.coefficient.numerator !== 0n);
  return sorted(kept.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)));
}

function sorted(terms: readonly Term[]): Form {
  let key: string | null = null;
  return {
    terms,
    get key() {
      key ??= terms.map((t) => `${t.coefficient.numerator}/${t.coefficient.denominator}[${t.key}]`).join('+');
      return key;
    },
  };
}

export function formOf(t: Term): Form {
  return { terms: [t], key: `${t.coefficient.numerator}/${t.coefficient.denominator}[${t.key}]` };
}

export const ZERO: Form = form([]);
export const ONE: Form = constant(ONE_RATIONAL);

export function constant(value: Rational): Form {
  return form([term(value, [])]);
}

export function generated(generator: Generator, exponent: Rational = ONE_RATIONAL): Form {
  return form([term(ONE_RATIONAL, exponent.numerator === 0n ? [] : [{ generator, exponent }])]);
}

export function variable(name: string): Form {
  return generated({ kind: 'variable', name, key: name });
}

export function generator(kind: GeneratorFunction, of: Form): Generator {
  return { kind, of, key: `${kind}(${of.key})` };
}

export function plus(a: Form, b: Form): Form {
  if (a.terms.length === 0) return b;
  if (b.terms.length === 0) return a;
  return form([...a.terms, ...b.terms]);
}

export function minus(a: Form, b: Form): Form {
  return plus(a, scale(b, rational(-1n)));
}

export function scale(a: Form, by: Rational): Form {
  if (by.numerator === 0n) return ZERO;
  if (by.numerator === 1n && by.denominator === 1n) return a;
  return sorted(a.terms.map((t) => ({ ...t, coefficient: multiply(t.coefficient, by) })));
}

export function times(a: Form, b: Form): Form {
  const products: Term[] = [];
  for (const s of a.terms) for (const t of b.terms) products.push(timesTerm(s, t));
  return form(products);
}

export function timesTerm(s: Term, t: Term): Term {
  const coefficient = multiply(s.coefficient, t.coefficient);
  if (s.factors.length === 0) return { coefficient, factors: t.factors, key: t.key };
  if (t.factors.length === 0) return { coefficient, factors: s.factors, key: s.key };
  return normalTerm(coefficient, mergeFactors(s.factors, t.factors));
}

function mergeFactors(a: readonly Factor[], b: readonly Factor[]): Factor[] {
  const merged: Factor[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i];
    const y = b[j];
    if (!y || (x && x.generator.key < y.generator.key)) {
      merged.push(x!);
      i++;
    } else if (!x || y.generator.key < x.generator.key) {
      merged.push(y);
      j++;
    } else {
      const exponent = add(x.exponent, y.exponent);
      if (exponent.numerator !== 0n) merged.push({ generator: x.generator, exponent });
      i++;
      j++;
    }
  }
  return merged;
}

/** Whole powers of primes belong to the coefficient. */
function normalTerm(coefficient: Rational, factors: readonly Factor[]): Term {
  if (!factors.some((f) => f.generator.kind === 'prime')) return term(coefficient, factors);
  let whole = coefficient;
  const kept: Factor[] = [];
  for (const factor of factors) {
    if (factor.generator.kind !== 'prime') {
      kept.push(factor);
      continue;
    }
    const floor = floorOf(factor.exponent);
    whole = multiply(whole, wholePower(rational(factor.generator.base), floor));
    const exponent = add(factor.exponent, rational(-floor));
    if (exponent.numerator !== 0n) kept.push({ generator: factor.generator, exponent });
  }
  return term(whole, kept);
}

export function floorOf(r: Rational): bigint {
  const q = r.numerator / r.denominator;
  return r.numerator < 0n && q * r.denominator !== r.numerator ? q - 1n : q;
}

/** base^exponent for a whole exponent; the base is not 0 where the exponent is negative. */
export function wholePower(base: Rational, exponent: bigint): Rational {
  if (exponent < 0n) {
    const flipped =
      base.numerator < 0n ? rational(-base.denominator, -base.numerator) : rational(base.denominator, base.numerator);
    return wholePower(flipped, -exponent);
  }
  return { numerator: base.numerator ** exponent, denominator: base.denominator ** exponent };
}

export function isZero(a: Form): boolean {
  return a.terms.length === 0;
}

/** The rational that the form is, or null where it holds a generator. */
export function rationalOf(a: Form): Rational | null {
  if (a.terms.length === 0) return ZERO_RATIONAL;
  const only = a.terms.length === 1 ? a.terms[0]! : null;
  return only && only.factors.length === 0 ? only.coefficient : null;
}

export function isWhole(r: Rational): boolean {
  return r.denominator === 1n;
}

/** An even whole number over an odd one: such a power is that of the absolute value. */
export function isEven(r: Rational): boolean {
  return r.numerator % 2n === 0n && r.denominator % 2n === 1n;
}

/** All generators in the form, those inside others too. */
export function generatorsIn(a: Form, into: Map<string, Generator> = new Map()): Map<string, Generator> {
  for (const t of a.terms) {
    for (const { generator: g } of t.factors) {
      if (into.has(g.key)) continue;
      into.set(g.key, g);
      if ('of' in g) generatorsIn(g.of, into);
    }
  }
  return into;
}

/** What stands in an absolute value that holds no other. */
export function innermostKink(f: Form): Form | null {
  for (const g of generatorsIn(f).values()) if (g.kind === 'abs' && innermostKink(g.of) === null) return g.of;
  return null;
}

export function variablesIn(a: Form): Set<string> {
  const names = new Set<string>();
  for (const g of generatorsIn(a).values()) if (g.kind === 'variable') names.add(g.name);
  return names;
}

export function dependsOn(g: Generator, name: string): boolean {
  if (g.kind === 'variable') return g.name === name;
  return 'of' in g && g.of.terms.some((t) => t.factors.some((f) => dependsOn(f.generator, name)));
}

export function isConstant(g: Generator): boolean {
  if (g.kind === 'variable') return false;
  return !('of' in g) || g.of.terms.every((t) => t.factors.every((f) => isConstant(f.generator)));
}

/** The form times -1 where its first coefficient is negative: one name for a sum and its negative. */
export function signNormal(a: Form): { readonly form: Form; readonly flipped: boolean } {
  const first = a.terms[0];
  return first && sign(first.coefficient) < 0
    ? { form: scale(a, rational(-1n)), flipped: true }
    : { form: a, flipped: false };
}

const growths = new WeakMap<Term, Growth>();

/** A term's factors, with all its exponentials taken together as exp of one form: apart, they overflow where together they do not. */
export interface Growth {
  readonly others: readonly Factor[];
  readonly exponent: Form | null;
}

export function growthOf(t: Term): Growth {
  const known = growths.get(t);
  if (known) return known;
  const growing = t.factors.filter(isGrowing);
  const isPlain = growing.length === 0 || (growing.length === 1 && growing[0]!.exponent === ONE_RATIONAL);
  const found: Growth = isPlain
    ? { others: t.factors, exponent: null }
    : { others: t.factors.filter((x) => !isGrowing(x)), exponent: exponentOf(t) };
  growths.set(t, found);
  return found;
}

function isGrowing(x: Factor): boolean {
  return x.generator.kind === 'exp';
}

/** The form whose exponential is the product of a term's exponentials, or null where it has none. */
export function exponentOf(t: Term): Form | null {
  const growing = t.factors.filter(isGrowing);
  if (growing.length === 0) return null;
  return growing.reduce((sum, x) => plus(sum, scale((x.generator as { readonly of: Form }).of, x.exponent)), ZERO);
}
