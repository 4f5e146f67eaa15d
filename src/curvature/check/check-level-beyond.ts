import { namesIn, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational, type Interval, interval } from '../../math/interval/interval.ts';
import { compare, fromDouble, multiply, type Rational, rational } from '../../math/rational/rational.ts';
import { encode } from '../encoded-expression.ts';
import { checkBox } from './check-box.ts';
import { facesOf } from './check-level-edge.ts';
import { type CheckedSet, isBeyond, isMade, isSaid, rangeOf, saidOf, sideOf } from './check-level-set.ts';
import { directionIn } from './curve/monotone.ts';
import type { Box } from './exact/box.ts';
import { derivativeOf } from './exact/differentiate.ts';
import { formOf } from './exact/form-of.ts';
import { boxOf, signInside } from './sign/sign.ts';

/** Amounts are looked through up to here where a build tells nothing. */
function farthestIn({ ranges }: CheckedSet): Rational {
  return [...ranges.values()].reduce(
    (most, { to }) => {
      const far = multiply(to, rational(10n ** 6n));
      return compare(far, most) > 0 ? far : most;
    },
    rational(10n ** 18n),
  );
}

/**
 * That nothing of the set lies behind the far sides of its box, on which it is known that some constraint fails. Good by
 * good: a constraint says so; or one fails all over what lies behind; or those fail on the side that rise with more of the
 * good, and of every other one that is not yet known to end. Or those fail on the sides that are convex all over: where they
 * hold is connected, and some of it is in the box.
 */
export function checkBeyond(set: CheckedSet): string | null {
  let open = set.goods.filter((good) => !isSaid(set, good));
  for (;;) {
    const left = open.filter((good) => !ends(set, good, open));
    if (left.length === 0) return null;
    if (left.length === open.length)
      return isConnected(set) ? null : `what lies behind the most of ${left[0]} is not seen to be out of reach`;
    open = left;
  }
}

function isConnected(set: CheckedSet): boolean {
  const kept = { ...set, excess: set.excess.filter((e) => isConvex(set, e)) };
  if (kept.excess.length === 0) return false;
  const isInBox = (place: readonly number[]): boolean =>
    set.goods.every((g, i) => compare(fromDouble(place[i] as number), rangeOf(set, g).to) <= 0);
  const isMet = [...set.tops.values()].some((top) => isInBox(top) && isMade(set, top));
  return isMet && set.goods.every((good) => isBeyond(kept, sidesWith(set, good)));
}

/** From the least of every good on; also a straight line. */
function isConvex(set: CheckedSet, e: Expression): boolean {
  const most = encode({ kind: 'number', value: farthestIn(set) }) as string;
  const domain = Object.fromEntries(
    set.goods
      .filter((g) => namesIn(e).has(g))
      .map((g) => [g, [encode({ kind: 'number', value: rangeOf(set, g).from }) as string, most] as const]),
  );
  const claim = { kind: 'box', expression: encode(e), domain, witnesses: [] } as const;
  return (
    checkBox({ ...claim, verdict: 'linear', proof: { method: 'identity' } }) === null ||
    checkBox({ ...claim, verdict: 'convex', proof: { method: 'hessian', test: 'LDL' } }) === null
  );
}

function ends(set: CheckedSet, good: string, open: readonly string[]): boolean {
  const behind = set.goods.map((g): [string, Interval] => {
    const { from, to } = rangeOf(set, g);
    const said = saidOf(set, g);
    const hi = said ? fromRational(said).hi : Number.POSITIVE_INFINITY;
    return [g, open.includes(g) ? interval(fromRational(g === good ? to : from).lo, hi) : sideOf({ from, to })];
  });
  if (set.excess.some((e) => enclose(e, new Map(behind)).value.lo > 0)) return true;
  const farthest = farthestIn(set);
  const region = boxOf(
    new Map(
      set.goods.map((g) => {
        const { from, to } = rangeOf(set, g);
        return [g, { lo: from, hi: open.includes(g) ? (saidOf(set, g) ?? farthest) : to }];
      }),
    ),
  );
  const rising = (e: Expression, goods: readonly string[]): boolean => goods.every((g) => rises(e, g, region));
  const kept = set.excess.filter((e) => rising(e, open));
  if (kept.length > 0 && isBeyond({ ...set, excess: kept }, sidesWith(set, good))) return true;
  const others = set.goods.filter((g) => g !== good);
  return set.excess.some((e) => rising(e, others) && isAboveAlong(set, e, good));
}

function sidesWith(set: CheckedSet, good: string): readonly Interval[] {
  return set.goods.map((g) => fromRational(g === good ? rangeOf(set, g).to : rangeOf(set, g).from));
}

/** With the least of all other goods it is above 0 wherever there is as much of this one as its range ends with, or more. */
function isAboveAlong(set: CheckedSet, e: Expression, good: string): boolean {
  const { to } = rangeOf(set, good);
  const least = set.goods.flatMap((g): [string, Expression][] =>
    g === good ? [] : [[g, { kind: 'number', value: rangeOf(set, g).from }]],
  );
  const along = substitute(e, new Map(least));
  if (!namesIn(along).has(good)) return false;
  const box = boxOf(new Map([[good, { lo: to, hi: saidOf(set, good) ?? farthestIn(set) }]]));
  return facesOf(along).every((face) => {
    const form = formOf(face, box);
    const sign = form && signInside(form, box);
    return sign?.sign === 1 && sign.strict;
  });
}

/** At no place of the region less for more of the good: on every branch of min, max and abs. */
function rises(e: Expression, good: string, region: Box): boolean {
  const seen = directionIn(e, good);
  if (seen !== null) return seen >= 0;
  return facesOf(e).every((face) => {
    const direction = directionIn(face, good);
    if (direction !== null) return direction >= 0;
    const form = formOf(face, region);
    const slope = form && signInside(derivativeOf(form, good), region);
    return slope !== null && slope.sign >= 0;
  });
}
