import { fromRational } from '../../../math/interval/interval.ts';
import { add, compare, fromDouble, multiply, type Rational, rational } from '../../../math/rational/rational.ts';
import type { CurveCertificate } from '../../certificate.ts';
import type { Witness } from '../../verdict.ts';
import type { Path } from './path.ts';
import { attains, reach } from './reach.ts';

type Place = readonly [x: Rational, y: Rational];

/** Every chord shows what it says, and the verdict has those that it needs. */
export function wrongChords(c: CurveCertificate, path: Path): string | null {
  const shown = new Set(c.witnesses.map((w) => w.shows));
  if (c.verdict === 'mixed' && shown.size < 2) return 'a mixed frontier needs a chord of each kind';
  if (c.verdict === 'convex' && shown.has('not-convex')) return 'a chord contradicts the verdict';
  if (c.verdict === 'concave' && shown.has('not-concave')) return 'a chord contradicts the verdict';
  if (c.verdict === 'linear' && shown.size > 0) return 'a chord contradicts the verdict';
  for (const w of c.witnesses) {
    const why = wrongChord(c, path, w);
    if (why) return why;
  }
  return null;
}

/**
 * Not concave: p and q can be made and their midpoint cannot. Not convex: what lies halfway between two places of the box of
 * capacities that are not below the frontier can be made, and more.
 */
function wrongChord(c: CurveCertificate, path: Path, w: Witness): string | null {
  const [p, q, mid] = [w.p, w.q, w.mid].map((r) => placeOf(c.goods, r));
  if (!p || !q || !mid) return 'a chord lacks a good';
  const half = rational(1n, 2n);
  const isHalfway = [0, 1].every(
    (k) => compare(multiply(add(p[k] as Rational, q[k] as Rational), half), mid[k] as Rational) === 0,
  );
  if (!isHalfway) return 'a midpoint is not exactly halfway';
  const gap = fromDouble(w.gap);
  if (gap.numerator <= 0n) return 'a gap is above 0';
  const short = moved(c, mid, gap, w.shows);
  if (w.shows === 'not-concave') {
    const right = canBeMade(path, p) && canBeMade(path, q) && cannotBeMade(path, short);
    if (!right) return 'a chord is not confirmed';
  } else {
    const right = isOutside(path, p) && isOutside(path, q) && canBeMade(path, short);
    if (!right) return 'a chord is not confirmed';
  }
  return isClose(c, path, mid, w) ? null : 'the gap of a chord is another number';
}

function placeOf([a, b]: readonly [string, string], r: Readonly<Record<string, number>>): Place | null {
  const [x, y] = [r[a], r[b]];
  if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y) || x < 0 || y < 0) return null;
  return [fromDouble(x), fromDouble(y)];
}

/** The midpoint moved towards the frontier by the gap: in the second good, or (implicit) by scale. */
function moved(c: CurveCertificate, [x, y]: Place, gap: Rational, shows: Witness['shows']): Place {
  const signed = shows === 'not-concave' ? { ...gap, numerator: -gap.numerator } : gap;
  if (c.of.form !== 'implicit') return [x, add(y, signed)];
  const by = add(rational(1n), signed);
  return [multiply(x, by), multiply(y, by)];
}

/** The gap is nearly the whole distance: a little more would be too much. */
function isClose(c: CurveCertificate, path: Path, mid: Place, w: Witness): boolean {
  const size = c.of.form === 'implicit' ? 1 : Math.max(fromRational(mid[1]).hi, w.gap);
  const more = moved(c, mid, fromDouble(w.gap * (1 + 2 ** -8) + 2 ** -37 * size), w.shows);
  return w.shows === 'not-concave' ? canBeMade(path, more) : cannotBeMade(path, more);
}

/** Some s and a t no earlier with x(s) and y(t) at least these. */
function canBeMade(path: Path, [x, y]: Place): boolean {
  const first = reach(path, 'x', fromRational(x).hi, 1);
  const last = reach(path, 'y', fromRational(y).hi, -1);
  return first.surely !== null && last.surely !== null && first.surely <= last.surely;
}

function cannotBeMade(path: Path, [x, y]: Place): boolean {
  if (x.numerator < 0n || y.numerator < 0n) return true;
  return reach(path, 'y', fromRational(y).lo, -1).surelyNot < reach(path, 'x', fromRational(x).lo, 1).surelyNot;
}

/** In the box of capacities, and not to be made. */
function isOutside(path: Path, place: Place): boolean {
  const inBox = attains(path, 'x', fromRational(place[0]).hi) && attains(path, 'y', fromRational(place[1]).hi);
  return inBox && cannotBeMade(path, place);
}
