import type { Interval } from '../../math/interval/interval.ts';
import { fromRational, interval } from '../../math/interval/interval.ts';
import { type Rational, rational, sign } from '../../math/rational/rational.ts';
import { type Box, enclosure } from './enclosure.ts';
import { type Factor, type Form, type Generator, generatorsIn, rationalOf, signNormal, type Term } from './form.ts';
import type { Sign } from './polynomial.ts';
import { quadraticSign } from './quadratic.ts';
import type { Work } from './work.ts';

export type { Work } from './work.ts';

export interface Range {
  readonly lo: Rational;
  readonly hi: Rational;
}

export type Domain = ReadonlyMap<string, Range>;

/** What is proven of a form's sign on the domain: nowhere opposite to `sign`; not 0 inside; not 0 at the boundary either. */
export interface SignFact {
  readonly sign: Sign | null;
  readonly inside: boolean;
  readonly closed: boolean;
}

/** The place where forms are built: a domain, and the signs proven on it so far. */
export interface Algebra {
  readonly domain: Domain;
  readonly box: Box;
  /** The only variable, where there is one: signs are then decided by charts. */
  readonly line: string | null;
  /** Of several variables: the algebras on the lines of single ones, made when asked for. */
  readonly lines: Map<string, Algebra>;
  readonly facts: Map<string, SignFact>;
  /** Forms whose sign changes at an end because the line was cut there. */
  readonly cut: ReadonlySet<string>;
  /** Collects comparisons that come out one way inside a line, maybe otherwise at its ends; where null they stop a form. */
  readonly edges: Form[] | null;
  readonly ranges: Map<string, Interval>;
  readonly work: Work;
  /** Decides the sign of a form on a line; given from outside, since it needs derivatives. */
  readonly lineSign: (algebra: Algebra, f: Form) => SignFact;
}

export const UNKNOWN_SIGN: SignFact = { sign: null, inside: false, closed: false };
export const POSITIVE: SignFact = { sign: 1, inside: true, closed: true };

export function algebraOn(
  domain: Domain,
  lineSign: Algebra['lineSign'],
  work: Work,
  assumed: ReadonlyMap<string, Sign> = new Map(),
): Algebra {
  const box = new Map(
    [...domain].map(([name, { lo, hi }]) => [name, interval(fromRational(lo).lo, fromRational(hi).hi)]),
  );
  const facts = new Map<string, SignFact>();
  for (const [key, s] of assumed) facts.set(key, { sign: s, inside: s !== 0, closed: false });
  const line = domain.size === 1 ? [...domain.keys()][0]! : null;
  return {
    domain,
    box,
    line,
    lines: new Map(),
    facts,
    cut: new Set(assumed.keys()),
    edges: null,
    ranges: new Map(),
    work,
    lineSign,
  };
}

/** The proven sign of a form on the whole domain. */
export function signFact(algebra: Algebra, f: Form): SignFact {
  const exact = rationalOf(f);
  if (exact)
    return exact.numerator === 0n ? { sign: 0, inside: false, closed: false } : { ...POSITIVE, sign: sign(exact) };
  const { form: normal, flipped } = signNormal(f);
  const known = algebra.facts.get(normal.key);
  if (known) return flipped ? flip(known) : known;
  // A question asked again while it is being answered has no answer yet.
  algebra.facts.set(normal.key, UNKNOWN_SIGN);
  const fact = freshSign(algebra, normal);
  algebra.facts.set(normal.key, fact);
  return flipped ? flip(fact) : fact;
}

function flip(fact: SignFact): SignFact {
  return fact.sign === null || fact.sign === 0 ? fact : { ...fact, sign: -fact.sign as Sign };
}

function freshSign(algebra: Algebra, f: Form): SignFact {
  const byTerms = signOfTerms(algebra, f);
  if (byTerms.sign !== null && byTerms.closed) return byTerms;
  const range = enclosure(f, algebra.box, algebra.ranges);
  if (range.lo > 0) return POSITIVE;
  if (range.hi < 0) return { ...POSITIVE, sign: -1 };
  const line = lineOf(algebra, f);
  const onLine = line?.lineSign(line, f);
  if (onLine && onLine.sign !== null) return onLine;
  if (byTerms.sign !== null) return byTerms;
  const square = quadraticSign(f);
  if (square) return square;
  if (range.lo === 0) return { sign: 1, inside: false, closed: false };
  if (range.hi === 0) return { sign: -1, inside: false, closed: false };
  return UNKNOWN_SIGN;
}

/** The algebra on the line of the only variable of a form, which charts can decide; null where there is none. */
function lineOf(algebra: Algebra, f: Form): Algebra | null {
  let only: string | null = null;
  for (const g of generatorsIn(f).values()) {
    if (g.kind === 'abs') return null;
    if (g.kind !== 'variable') continue;
    if (only !== null) return null;
    only = g.name;
  }
  if (only === null || only === algebra.line) return only === null ? null : algebra;
  const range = algebra.domain.get(only);
  if (!range) return null;
  const known = algebra.lines.get(only);
  if (known) return known;
  const fresh = algebraOn(new Map([[only, range]]), algebra.lineSign, algebra.work);
  algebra.lines.set(only, fresh);
  return fresh;
}

/** All terms of one sign: the sum has it too. */
function signOfTerms(algebra: Algebra, f: Form): SignFact {
  let common: Sign | null = null;
  let inside = false;
  let closed = false;
  for (const t of f.terms) {
    const fact = termSign(algebra, t);
    if (fact.sign === null) return UNKNOWN_SIGN;
    if (fact.sign === 0) continue;
    if (common !== null && common !== fact.sign) return UNKNOWN_SIGN;
    common = fact.sign;
    inside ||= fact.inside;
    closed ||= fact.closed;
  }
  return { sign: common ?? 0, inside, closed };
}

export function termSign(algebra: Algebra, t: Term): SignFact {
  let s: Sign = sign(t.coefficient);
  let inside = true;
  let closed = true;
  for (const factor of t.factors) {
    const fact = factorSign(algebra, factor);
    if (fact.sign === null) return UNKNOWN_SIGN;
    s = (s * fact.sign) as Sign;
    inside &&= fact.inside;
    closed &&= fact.closed;
  }
  return { sign: s, inside, closed };
}

export function factorSign(algebra: Algebra, { generator, exponent }: Factor): SignFact {
  const fact = generatorSign(algebra, generator);
  const negative = exponent.numerator < 0n;
  if (exponent.denominator % 2n === 1n && exponent.numerator % 2n === 0n) {
    return { sign: 1, inside: fact.inside || negative, closed: fact.closed || negative };
  }
  if (exponent.denominator !== 1n) return { sign: 1, inside: fact.inside || negative, closed: fact.closed || negative };
  return negative && fact.sign !== null ? { ...fact, inside: true, closed: true } : fact;
}

export function generatorSign(algebra: Algebra, g: Generator): SignFact {
  switch (g.kind) {
    case 'variable':
      return rangeSign(algebra.domain.get(g.name));
    case 'exp':
    case 'pi':
    case 'prime':
      return POSITIVE;
    case 'abs': {
      const inner = signFact(algebra, g.of);
      return { sign: 1, inside: inner.inside, closed: inner.closed };
    }
    case 'sum':
      return signFact(algebra, g.of);
    case 'ln':
    case 'sin':
    case 'cos':
      return signFact(algebra, {
        terms: [{ coefficient: rational(1n), factors: [{ generator: g, exponent: rational(1n) }], key: g.key }],
        key: `1/1[${g.key}]`,
      });
  }
}

function rangeSign(range: Range | undefined): SignFact {
  if (!range) return UNKNOWN_SIGN;
  const [lo, hi] = [sign(range.lo), sign(range.hi)];
  if (lo >= 0) return { sign: 1, inside: true, closed: lo > 0 };
  if (hi <= 0) return { sign: -1, inside: true, closed: hi < 0 };
  return UNKNOWN_SIGN;
}
