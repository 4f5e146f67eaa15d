import { namesIn, substitute } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { fromRational, type Interval, interval } from '../../../math/interval/interval.ts';
import { compare, type Rational } from '../../../math/rational/rational.ts';
import type { Work } from '../../algebra/algebra.ts';
import { judgeFunction } from '../../judge-function.ts';
import { FARTHEST, isBelowZero } from '../beyond.ts';
import { hasBranches } from '../branches.ts';
import { differentiate } from '../differentiate.ts';
import { goesDown } from '../goes-down.ts';

/** A box of goods, and what must be at most 0 in it. */
export interface Boxed {
  readonly goods: readonly string[];
  readonly excess: readonly Expression[];
  readonly from: readonly Rational[];
  readonly to: readonly Rational[];
  /** What `good <= number` says, beyond `to` or not; null where nothing does. */
  readonly caps: readonly (Rational | null)[];
}

/**
 * Whether nothing lies behind the far sides of a box, some of whose inside holds. Of each good that no cap ends there, a constraint
 * fails all over what is behind; or those fail on the side (`fails`) that leave less and less with more of it, and of every
 * other good that is not yet known to end. Or those fail on the sides that are convex all over, so that they are connected.
 */
export function endsInBox(set: Boxed, fails: (excess: readonly Expression[], good: string) => boolean): boolean {
  let open = set.goods.filter((_, i) => !isCapped(set, i));
  for (;;) {
    const left = open.filter((good) => !endsFor(set, good, open, fails));
    if (left.length === 0) return true;
    if (left.length === open.length) break;
    open = left;
  }
  const convex = set.excess.filter((e) => isConvex(e, set));
  return convex.length > 0 && set.goods.every((g) => fails(convex, g));
}

function isCapped({ caps, to }: Boxed, i: number): boolean {
  const cap = caps[i];
  return !!cap && compare(cap, to[i] as Rational) <= 0;
}

function endsFor(
  set: Boxed,
  good: string,
  open: readonly string[],
  fails: (excess: readonly Expression[], good: string) => boolean,
): boolean {
  const region = regionOf(set, open);
  const to = set.to[set.goods.indexOf(good)] as Rational;
  const cap = set.caps[set.goods.indexOf(good)];
  const end = cap ? fromRational(cap).hi : Number.POSITIVE_INFINITY;
  const behind = new Map(region).set(good, interval(fromRational(to).lo, end));
  if (set.excess.some((e) => enclose(e, behind).value.lo > 0)) return true;
  const rises = (e: Expression, goods: readonly string[]): boolean => goods.every((g) => isMoreWithMore(e, g, region));
  const kept = set.excess.filter((e) => rises(e, open));
  if (kept.length > 0 && fails(kept, good)) return true;
  const others = set.goods.filter((g) => g !== good);
  return set.excess.some((e) => rises(e, others) && isAboveAlong(e, good, set));
}

/** What is open goes on; the rest ends with the box. */
function regionOf({ goods, from, to, caps }: Boxed, open: readonly string[]): ReadonlyMap<string, Interval> {
  const far = (g: string, i: number): number =>
    fromRational(open.includes(g) ? (caps[i] ?? FARTHEST) : (to[i] as Rational)).hi;
  return new Map(goods.map((g, i) => [g, interval(fromRational(from[i] as Rational).lo, far(g, i))]));
}

function isMoreWithMore(e: Expression, good: string, region: ReadonlyMap<string, Interval>): boolean {
  if (goesDown({ kind: 'negate', operand: e }, good)) return true;
  if (hasBranches(e) || !enclose(e, region).defined) return false;
  return enclose(differentiate(e, good), region).value.lo >= 0;
}

/** With the least of all others. */
function isAboveAlong(e: Expression, good: string, { goods, from, to, caps }: Boxed): boolean {
  const others = goods.flatMap((g, k): [string, Expression][] =>
    g === good ? [] : [[g, { kind: 'number', value: from[k] as Rational }]],
  );
  const room: Expression = { kind: 'negate', operand: substitute(e, new Map(others)) };
  if (!namesIn(room).has(good)) return false;
  const index = goods.indexOf(good);
  return isBelowZero(room, good, to[index] as Rational, caps[index] ?? FARTHEST, NO_WORK);
}

const NO_WORK: Work = { boxes: 0, limit: 300, depth: 0 };

function isConvex(e: Expression, { goods, from }: Boxed): boolean {
  const names = namesIn(e);
  const domain = new Map(
    goods.flatMap((g, i) => (names.has(g) ? [[g, { lo: from[i] as Rational, hi: FARTHEST }] as const] : [])),
  );
  const { verdict } = judgeFunction(e, domain, { boxes: 200 });
  return verdict === 'convex' || verdict === 'linear';
}
