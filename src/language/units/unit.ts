import type { Rational } from '../../math/rational/rational.ts';
import * as rational from '../../math/rational/rational.ts';

/**
 * A unit as a product of powers: `kg/h` is kg^1 h^-1. A name that begins with `?` is a unit not known yet. Exponents are
 * never zero; no terms at all is a plain number.
 */
export type Unit = ReadonlyMap<string, Rational>;

export const PLAIN: Unit = new Map();

export function unitOf(name: string): Unit {
  return new Map([[name, rational.ONE]]);
}

export function times(a: Unit, b: Unit): Unit {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  const product = new Map(a);
  for (const [name, exponent] of b) put(product, name, rational.add(product.get(name) ?? rational.ZERO, exponent));
  return product;
}

export function toPower(unit: Unit, exponent: Rational): Unit {
  if (unit.size === 0) return unit;
  const result = new Map<string, Rational>();
  for (const [name, own] of unit) put(result, name, rational.multiply(own, exponent));
  return result;
}

const MINUS_ONE: Rational = { numerator: -1n, denominator: 1n };

export function over(a: Unit, b: Unit): Unit {
  return times(a, toPower(b, MINUS_ONE));
}

function put(terms: Map<string, Rational>, name: string, exponent: Rational): void {
  if (exponent.numerator === 0n) terms.delete(name);
  else terms.set(name, exponent);
}

/** `kg*m/h^2`; a plain number is the empty text. Units not known yet are left out. */
export function unitText(unit: Unit): string {
  const known = [...unit].filter(([name]) => !name.startsWith('?'));
  const above = known
    .filter(([, { numerator }]) => 0n < numerator)
    .map(([name, exponent]) => factorText(name, exponent));
  const below = known
    .filter(([, { numerator }]) => numerator < 0n)
    .map(([name, e]) => factorText(name, rational.negate(e)));
  if (above.length + below.length === 0) return '';
  return [above.join('*') || '1', ...below].join('/');
}

function factorText(name: string, { numerator, denominator }: Rational): string {
  if (denominator !== 1n) return `${name}^(${numerator}/${denominator})`;
  return numerator === 1n ? name : `${name}^${numerator}`;
}
