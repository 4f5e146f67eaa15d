import { enclose } from '../../math/expression/enclose.ts';
import { fromRational, type Interval } from '../../math/interval/interval.ts';
import { compare, fromDouble, rational } from '../../math/rational/rational.ts';
import type { Witness } from '../verdict.ts';
import { atLeast, type CheckedSet, isMade, isNotMade, rangeOf } from './check-level-set.ts';

/** The ends and the midpoint lie where the chord says, in outward rounding, and the gap is what is said. */
export function checkChord(set: CheckedSet, w: Witness): string | null {
  const [p, q, mid] = [w.p, w.q, w.mid].map((place) => set.goods.map((g) => place[g] as number));
  if (!p || !q || !mid || [p, q, mid].some((x) => !x.every((v) => v >= 0 && v < Number.POSITIVE_INFINITY)))
    return 'a chord lacks a place';
  if (!set.goods.every((_, i) => isHalfway(p[i] as number, q[i] as number, mid[i] as number)))
    return 'a midpoint is not halfway';
  const shown = w.shows === 'not-concave' ? isChordOutside(set, p, q, mid) : isChordInside(set, p, q, mid);
  if (!shown) return 'a chord is not confirmed';
  return isGap(set, mid, w) ? null : 'the gap of a chord is another number';
}

/** m lies exactly halfway between p and q. */
export function isHalfway(p: number, q: number, m: number): boolean {
  const [a, b, c] = [fromDouble(p), fromDouble(q), fromDouble(m)];
  const sum = rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
  return compare(sum, rational(2n * c.numerator, c.denominator)) === 0;
}

function isChordOutside(set: CheckedSet, p: readonly number[], q: readonly number[], mid: readonly number[]): boolean {
  return isMade(set, p) && isMade(set, q) && isNotMade(set, mid);
}

/** A little more of every good than at the midpoint can still be made, so all around it can. */
function isChordInside(set: CheckedSet, p: readonly number[], q: readonly number[], mid: readonly number[]): boolean {
  const more = mid.map((v) => v * (1 + 2 ** -41) + Number.MIN_VALUE);
  const capped = [p, q].every((place) =>
    set.goods.every((g, i) => (place[i] as number) <= (set.tops.get(g)?.[i] as number)),
  );
  return capped && isNotMade(set, p) && isNotMade(set, q) && isMade(set, more);
}

/** The midpoint times 1 ± gap is where the constraints cease to hold, to a hundred-thousandth of the gap. */
function isGap(set: CheckedSet, mid: readonly number[], { gap, shows }: Witness): boolean {
  if (!(gap > 0 && gap < Number.POSITIVE_INFINITY)) return false;
  const scale = shows === 'not-concave' ? 1 - gap : 1 + gap;
  const by = Math.max(1e-9, gap) * 1e-5;
  const near = mid.map((v) => v * Math.max(0, scale - by));
  const beyond = set.goods.map((g, i): [string, Interval] => [
    g,
    atLeast(rangeOf(set, g).from, (mid[i] as number) * (scale + by)),
  ]);
  const leaves = beyond.some(([g, x]) => x.hi >= fromRational(rangeOf(set, g).to).hi);
  return isMade(set, near) && (leaves || set.excess.some((e) => enclose(e, new Map(beyond)).value.lo > 0));
}
