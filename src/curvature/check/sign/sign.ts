import type { Interval } from '../../../math/interval/interval.ts';
import type { Rational } from '../../../math/rational/rational.ts';
import * as exact from '../../../math/rational/rational.ts';
import { valueAt } from '../exact/at-point.ts';
import { type Box, boxJudgedBy, insideSign, type Range, type Sign, scaledSign } from '../exact/box.ts';
import { cleared, withoutSquared } from '../exact/clear.ts';
import { Enclosing } from '../exact/enclosure.ts';
import {
  isConstantAtom,
  keyOf,
  NotExact,
  type Power,
  type Signomial,
  scaled,
  type Term,
  term,
  variablesOf,
} from '../exact/signomial.ts';
import { signByBoxes } from './by-boxes.ts';
import { sumOfSquares } from './by-gram.ts';
import { signInOneAtom } from './in-one-atom.ts';

const ZERO_SIGN: Sign = { sign: 0, strict: true };

/** A box whose signs are judged here. */
export function boxOf(ranges: ReadonlyMap<string, Range>): Box {
  return boxJudgedBy(ranges, signInside);
}

/** The value with rationals in place of variables, as a signomial of constants; null where it is not defined there. */
export function valueAtPlace(s: Signomial, place: ReadonlyMap<string, Rational>): Signomial | null {
  return valueAt(s, place, signInside);
}

/** Null where nothing is seen: never a claim that the sign changes. */
export function signInside(s: Signomial, box: Box, effort = 150): Sign | null {
  const key = keyOrNull(s);
  if (key === null) return null;
  const known = box.signs.get(key);
  if (known !== undefined) return known;
  // Against going round in a circle: until it is known, nothing is.
  box.signs.set(key, null);
  const found = orNull(() => fresh(s, box, effort));
  box.signs.set(key, found);
  return found;
}

function keyOrNull(s: Signomial): string | null {
  return orNull(() => keyOf(s));
}

function orNull<T>(judge: () => T | null): T | null {
  try {
    return judge();
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

function fresh(s: Signomial, box: Box, effort: number): Sign | null {
  if (s.length === 0 || withoutSquared('sin', s).length === 0) return ZERO_SIGN;
  const [only] = s;
  const lone = only && s.length === 1 && only.powers.length === 1 ? only.powers[0] : undefined;
  if (lone && lone.exponent.numerator === lone.exponent.denominator) {
    const own = signOfAtomAlone(lone, box);
    return own && scaledSign(own, (only as Term).coefficient.numerator < 0n ? -1 : 1);
  }
  const parts = cleared(s);
  if (parts.rest.length === 0) return ZERO_SIGN;
  const front = signOfPowers(parts.content, box);
  const rest = front && signOfRest(parts.rest, box, effort);
  return rest ? product(front, rest) : null;
}

/** The first method that sees a strict sign, else the first that sees one. */
function signOfRest(rest: Signomial, box: Box, effort: number): Sign | null {
  const reduced = withoutSquared('sin', rest);
  if (reduced.length === 0) return ZERO_SIGN;
  const methods: readonly (() => Sign | null)[] = [
    () => signByTerms(rest, box),
    () => signOfAffine(rest, box),
    () => signInOneAtom(rest, box),
    () => signBySquares(rest),
    () => signOfWaves(rest, reduced, box),
    () => (variablesOf(rest).size === 0 ? signOfConstant(rest) : signByBoxes(rest, box, effort)),
  ];
  let weak: Sign | null = null;
  for (const method of methods) {
    const found = method();
    if (found?.strict) return found;
    weak ??= found;
  }
  return weak;
}

/** Sines and cosines of one argument, written by one of them. */
function signOfWaves(rest: Signomial, bySines: Signomial, box: Box): Sign | null {
  if (!rest.some((t) => t.powers.some((p) => p.atom.kind === 'sin' || p.atom.kind === 'cos'))) return null;
  for (const written of [bySines, withoutSquared('cos', rest)]) {
    const found = signByTerms(written, box) ?? signInOneAtom(written, box);
    if (found) return found;
  }
  return null;
}

/** An affine function is strictly between its least and its most, which it takes at corners only. */
function signOfAffine(s: Signomial, box: Box): Sign | null {
  let [least, most] = [exact.ZERO, exact.ZERO];
  for (const t of s) {
    const [only] = t.powers;
    const range = only?.atom.kind === 'variable' ? box.ranges.get(only.atom.name) : undefined;
    if (t.powers.length > 0 && (!range || t.powers.length > 1 || !exact.equals((only as Power).exponent, exact.ONE)))
      return null;
    const mirrored = only?.atom.kind === 'variable' && only.atom.mirrored;
    const factor = mirrored ? exact.negate(t.coefficient) : t.coefficient;
    const ends = [range?.lo ?? exact.ONE, range?.hi ?? exact.ONE].map((x) => exact.multiply(factor, x)) as [
      Rational,
      Rational,
    ];
    const rises = exact.compare(ends[0], ends[1]) <= 0;
    least = exact.add(least, ends[rises ? 0 : 1]);
    most = exact.add(most, ends[rises ? 1 : 0]);
  }
  if (exact.compare(least, most) >= 0) return null;
  return least.numerator >= 0n ? { sign: 1, strict: true } : most.numerator <= 0n ? { sign: -1, strict: true } : null;
}

/** A sum of squares is nowhere 0 where something can be taken off its constant. */
function signBySquares(s: Signomial): Sign | null {
  if (s.length < 2) return null;
  for (const sign of [1, -1] as const) {
    const signed = sign > 0 ? s : scaled(s, exact.rational(-1n));
    if (!sumOfSquares(signed)) continue;
    return { sign, strict: [1n, 10n, 40n].some((k) => sumOfSquares(withLessConstant(signed, k)) !== null) };
  }
  return null;
}

/** Less by the 2^k-th part of its constant, or by 1 where it has none: then it is no sum of squares. */
function withLessConstant(s: Signomial, k: bigint): Signomial {
  const kept = exact.subtract(exact.ONE, exact.rational(1n, 1n << k));
  const constant = s.find((t) => t.powers.length === 0);
  if (!constant) return [{ coefficient: exact.rational(-1n), powers: [], key: '' }, ...s];
  return s.map((t) => (t === constant ? { ...t, coefficient: exact.multiply(t.coefficient, kept) } : t));
}

function signOfConstant(s: Signomial): Sign | null {
  const { lo, hi } = new Enclosing(new Map()).of(s);
  return lo > 0 ? { sign: 1, strict: true } : hi < 0 ? { sign: -1, strict: true } : null;
}

export function product(a: Sign, b: Sign): Sign {
  if (a.sign === 0 || b.sign === 0) return ZERO_SIGN;
  return { sign: a.sign === b.sign ? 1 : -1, strict: a.strict && b.strict };
}

function signByTerms(s: Signomial, box: Box): Sign | null {
  const signs = s.map((t) => signOfTerm(t, box));
  const [first] = signs;
  if (!first || first.sign === 0 || signs.some((x) => x?.sign !== first.sign)) return null;
  return { sign: first.sign, strict: signs.some((x) => x?.strict) };
}

export function signOfTerm(t: Term, box: Box): Sign | null {
  const powers = signOfPowers(t.powers, box);
  return powers && scaledSign(powers, t.coefficient.numerator < 0n ? -1 : 1);
}

export function signOfPowers(powers: readonly Power[], box: Box): Sign | null {
  let sign: Sign = { sign: 1, strict: true };
  for (const p of powers) {
    const own = signOfPower(p, box);
    if (own === null) return null;
    sign = product(sign, own);
  }
  return sign;
}

function signOfPower({ atom, exponent }: Power, box: Box): Sign | null {
  const own = signOfAtom(atom, box);
  const isEven = exponent.denominator === 1n && exponent.numerator % 2n === 0n;
  const natural = exponent.denominator === 1n && exponent.numerator > 0n;
  if (own?.strict) return isEven || own.sign > 0 ? { sign: 1, strict: true } : exponent.denominator === 1n ? own : null;
  if (!natural) return null;
  return isEven ? { sign: 1, strict: false } : own;
}

function signOfAtom(atom: Power['atom'], box: Box): Sign | null {
  if (atom.kind === 'variable') {
    const range = box.ranges.get(atom.name);
    const sign = range ? insideSign(range) : null;
    return sign === null ? null : { sign: atom.mirrored && sign !== 0 ? (-sign as 1 | -1) : sign, strict: true };
  }
  if (atom.kind === 'prime' || atom.kind === 'pi' || atom.kind === 'exp') return { sign: 1, strict: true };
  return signInside([{ coefficient: exact.ONE, powers: [{ atom, exponent: exact.ONE }], key: `${atom.key}^1` }], box);
}

function signOfAtomAlone({ atom }: Power, box: Box): Sign | null {
  switch (atom.kind) {
    case 'sum':
      return signInside(atom.of, box);
    case 'ln':
      return signInside(minusOne(atom.of), box);
    case 'sin':
      return signOfSine(atom.of, box) ?? byEnclosure(atom, box);
    case 'cos':
      return byEnclosure(atom, box);
    default:
      return signOfAtom(atom, box);
  }
}

function minusOne(s: Signomial): Signomial {
  const rest = s.filter((t) => t.powers.length > 0);
  const own = s.find((t) => t.powers.length === 0)?.coefficient ?? exact.ZERO;
  const lowered = exact.subtract(own, exact.ONE);
  return lowered.numerator === 0n ? rest : [{ coefficient: lowered, powers: [], key: '' }, ...rest];
}

/** Between 0 and pi a sine is above 0. */
function signOfSine(of: Signomial, box: Box): Sign | null {
  const [only] = of;
  const turns = only && of.length === 1 ? only.powers : [];
  const ofPi = turns.some((p) => p.atom.kind === 'pi' && exact.equals(p.exponent, exact.ONE));
  // Against pi itself where it is a factor: q · pi is within a half turn where q is within 1.
  const shares = (
    only
      ? [
          term(
            only.coefficient,
            turns.filter((p) => p.atom.kind !== 'pi'),
          ),
        ]
      : []
  ) as Signomial;
  const range = new Enclosing(box.enclosures).of(ofPi ? shares : of);
  const half = ofPi ? 1 : Math.PI;
  if (!(-half <= range.lo && range.hi <= half)) return null;
  const own = signInside(of, box);
  if (!own?.strict) return null;
  // The half turn itself is met at corners only, or may be inside.
  const monotone = ofPi && turns.every((p) => p.atom.kind === 'pi' || p.atom.kind === 'variable');
  return monotone || (-half < range.lo && range.hi < half) || !ofPi ? own : { ...own, strict: false };
}

function byEnclosure(atom: Power['atom'], box: Box): Sign | null {
  const range: Interval = new Enclosing(box.enclosures).atom(atom);
  if (isConstantAtom(atom) && range.lo === 0 && range.hi === 0) return ZERO_SIGN;
  return range.lo > 0 ? { sign: 1, strict: true } : range.hi < 0 ? { sign: -1, strict: true } : null;
}
