import { jet } from '../../math/derivative/jet.ts';
import { number, substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { add, multiply, subtract } from '../../math/interval/arithmetic.ts';
import { type Interval, interval, point } from '../../math/interval/interval.ts';
import * as exact from '../../math/rational/rational.ts';
import type { ProvenVerdict } from '../certificate.ts';
import type { Witness } from '../verdict.ts';
import type { Range } from './exact/box.ts';
import { Enclosing } from './exact/enclosure.ts';
import { minus, NotExact, plus, scaled } from './exact/signomial.ts';
import { enclosedAt, exactlyAt, type Place } from './value-at.ts';
import { costOf, spend } from './work.ts';

/** Every witness refutes what it says, and none contradicts the verdict. */
export function checkWitnesses(
  e: Expression,
  domain: ReadonlyMap<string, Range>,
  verdict: ProvenVerdict,
  witnesses: readonly Witness[],
): string | null {
  for (const w of witnesses) {
    const contradicts =
      verdict === 'linear' ||
      (verdict === 'concave' && w.shows === 'not-concave') ||
      (verdict === 'convex' && w.shows === 'not-convex');
    if (contradicts) return 'a witness contradicts the verdict';
    const why = checkWitness(e, domain, w);
    if (why) return why;
  }
  return null;
}

export function showsBoth(witnesses: readonly Witness[]): boolean {
  return (['not-concave', 'not-convex'] as const).every((way) => witnesses.some((w) => w.shows === way));
}

/** Jensen's inequality fails at p, q and their exact midpoint as the witness says, by as much as it says. */
export function checkWitness(e: Expression, domain: ReadonlyMap<string, Range>, w: Witness): string | null {
  const places = [w.p, w.q, w.mid].map((x) => placeOf(x, domain));
  const [p, q, mid] = places;
  if (!p || !q || !mid) return 'a witness lacks a coordinate';
  for (const [name, range] of domain) {
    const [a, b, m] = [p.get(name), q.get(name), mid.get(name)] as [exact.Rational, exact.Rational, exact.Rational];
    if (!exact.equals(exact.add(a, b), exact.add(m, m))) return 'a midpoint is not exactly halfway';
    if (!isIn(range, a) || !isIn(range, b)) return 'a witness lies outside the domain';
  }
  if (w.shows !== 'not-concave' && w.shows !== 'not-convex') return 'a witness shows nothing';
  if (!Number.isFinite(w.gap)) return 'a gap is no number';
  const wanted = w.shows === 'not-concave' ? 1 : -1;
  let confirmed = false;
  // The last is coarse: it is asked only where the others see no sign.
  for (const bend of [bendByEnclosure, bendExactly, bendByCurvature]) {
    if (confirmed && bend === bendByCurvature) break;
    const found = bend(e, p, q, mid);
    if (!found || (found.lo > 0 ? 1 : found.hi < 0 ? -1 : 0) !== wanted) continue;
    if (isHalf(found, w.gap)) return null;
    confirmed = true;
  }
  return confirmed ? 'the gap of a witness is another number' : 'a witness is not confirmed';
}

function placeOf(x: Readonly<Record<string, number>>, domain: ReadonlyMap<string, Range>): Place | null {
  const place = new Map<string, exact.Rational>();
  for (const name of domain.keys()) {
    const value = x[name];
    if (value === undefined || !Number.isFinite(value)) return null;
    place.set(name, exact.fromDouble(value));
  }
  return place;
}

function isIn({ lo, hi }: Range, x: exact.Rational): boolean {
  return exact.compare(lo, x) <= 0 && exact.compare(x, hi) <= 0;
}

/** Whether the gap, whatever its sign, lies in half of the enclosure of the bend. */
function isHalf(bend: Interval, gap: number): boolean {
  const twice = bend.lo > 0 ? 2 * gap : -2 * gap;
  return bend.lo <= twice && twice <= bend.hi;
}

function bendByEnclosure(e: Expression, p: Place, q: Place, m: Place): Interval | null {
  const [a, b, c] = [p, q, m].map((x) => enclosedAt(e, x));
  return a && b && c ? subtract(add(a, b), multiply(point(2), c)) : null;
}

/** The same with everything that cancels cancelled first. */
function bendExactly(e: Expression, p: Place, q: Place, m: Place): Interval | null {
  const [a, b, c] = [p, q, m].map((x) => exactlyAt(e, x));
  if (!a || !b || !c) return null;
  try {
    return new Enclosing(new Map()).of(minus(plus(a, b), scaled(c, exact.rational(2n))));
  } catch (error) {
    if (error instanceof NotExact) return null;
    throw error;
  }
}

const PIECES = 32;

/**
 * By the second derivative along the chord, where the values differ too little for doubles: with g(t) = f(m + t (q - m)),
 * g(-1) + g(1) - 2 g(0) is the integral of (1 - |t|) g''(t) from -1 to 1 (Peano's kernel of the second difference; Davis,
 * Interpolation and Approximation, 1975, section 3.7).
 */
function bendByCurvature(e: Expression, _: Place, q: Place, m: Place): Interval | null {
  const along = new Map([...m].map(([n, at]) => [n, pointAlong(at, exact.subtract(q.get(n) ?? at, at))] as const));
  const g = substitute(e, along);
  spend(2 * PIECES * costOf(g, 2));
  let sum = point(0);
  for (let i = -PIECES; i < PIECES; i++) {
    const [a, b] = [i / PIECES, (i + 1) / PIECES];
    const half = jet(g, WAY, interval(a, b), 2)?.[2];
    if (!half) return null;
    // Twice the kernel's integral over the piece; all of it is exact in doubles.
    const weight = (b - a) * (2 - Math.abs(a + b));
    sum = add(sum, multiply(point(weight), half));
  }
  return sum;
}

const WAY = 't';

function pointAlong(at: exact.Rational, step: exact.Rational): Expression {
  const t: Expression = { kind: 'multiply', left: number(step), right: { kind: 'name', name: WAY } };
  return { kind: 'add', left: number(at), right: t };
}
