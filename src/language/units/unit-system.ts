import * as build from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { equals, isWhole, multiply, negate, ONE, power, type Rational } from '../../math/rational/rational.ts';
import { over, PLAIN, times, toPower, type Unit, unitOf } from './unit.ts';

/** A declared unit: so many of a product of base units. */
export interface DeclaredUnit {
  readonly scale: Rational;
  readonly dimension: Unit;
}

/** Whether two units measure the same, and by what an amount in the second is multiplied to be one in the first (null: 1). */
export type Agreement = { readonly agree: true; readonly factor: Expression | null } | { readonly agree: false };

const SAME: Agreement = { agree: true, factor: null };

/**
 * Infers units: a bare number has a unit not known yet, and takes the one that it needs. The exponents of units are a
 * vector space over the rationals, so that every demand is one linear equation, solved as it comes (Kennedy 1996, §2,
 * with rational in place of whole exponents).
 */
export interface UnitSystem {
  /** False where a file has no units: then every unit is plain, and nothing is demanded. */
  readonly active: boolean;
  readonly declared: ReadonlyMap<string, DeclaredUnit>;
  fresh(): Unit;
  /** With what is known by now put in. */
  resolve(unit: Unit): Unit;
  agree(a: Unit, b: Unit): Agreement;
  /** What a plain number in disguise, such as a number of kg/tonne, is multiplied by to be a plain number; null: it is none. */
  cancelling(unit: Unit): Expression | null;
}

export function createUnitSystem(declared: ReadonlyMap<string, DeclaredUnit>): UnitSystem {
  const solved = new Map<string, Unit>();
  let count = 0;
  const resolve = (unit: Unit): Unit => {
    let result = unit;
    for (let name = solvedIn(result, solved); name !== undefined; name = solvedIn(result, solved)) {
      result = putIn(result, name, solved.get(name) ?? PLAIN);
    }
    return result;
  };
  const active = 0 < declared.size;
  return {
    active,
    declared,
    fresh: () => (active ? unitOf(`?${count++}`) : PLAIN),
    resolve,
    agree: (a, b) => {
      if (a === b) return SAME;
      const difference = resolve(over(a, b));
      if (difference.size === 0) return SAME;
      const open = [...difference.keys()].findLast((name) => name.startsWith('?'));
      if (open === undefined) return compareKnown(difference, declared);
      solved.set(open, solveFor(open, difference));
      return SAME;
    },
    cancelling: (unit) => {
      const known = resolve(unit);
      if (known.size < 2 || [...known.keys()].some((name) => name.startsWith('?'))) return null;
      const agreement = compareKnown(over(PLAIN, known), declared);
      return agreement.agree ? agreement.factor : null;
    },
  };
}

function solvedIn(unit: Unit, solved: ReadonlyMap<string, Unit>): string | undefined {
  for (const name of unit.keys()) if (solved.has(name)) return name;
  return undefined;
}

function putIn(unit: Unit, name: string, value: Unit): Unit {
  const rest = new Map(unit);
  const exponent = rest.get(name) ?? ONE;
  rest.delete(name);
  return times(rest, toPower(value, exponent));
}

/** From `name^c · rest = 1`: name = rest^(-1/c). */
function solveFor(name: string, equation: Unit): Unit {
  const rest = new Map(equation);
  const { numerator, denominator } = rest.get(name) ?? ONE;
  rest.delete(name);
  const exponent =
    numerator < 0n
      ? { numerator: denominator, denominator: -numerator }
      : { numerator: -denominator, denominator: numerator };
  return toPower(rest, exponent);
}

function compareKnown(difference: Unit, declared: ReadonlyMap<string, DeclaredUnit>): Agreement {
  let dimension = PLAIN;
  let factor = ONE;
  let roots: Expression | null = null;
  for (const [name, exponent] of difference) {
    const { scale, dimension: own } = declared.get(name) ?? { scale: ONE, dimension: unitOf(name) };
    dimension = times(dimension, toPower(own, exponent));
    const whole = isWhole(exponent) ? power(scale, -exponent.numerator) : null;
    if (whole !== null) factor = multiply(factor, whole);
    else if (!equals(scale, ONE))
      roots = product(roots, build.power(build.number(scale), build.number(negate(exponent))));
  }
  if (dimension.size !== 0) return { agree: false };
  return { agree: true, factor: equals(factor, ONE) ? roots : product(roots, build.number(factor)) };
}

function product(a: Expression | null, b: Expression): Expression {
  return a === null ? b : build.multiply(a, b);
}
