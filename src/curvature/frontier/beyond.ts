import { namesIn, substitute } from '../../math/expression/build.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { fromRational } from '../../math/interval/interval.ts';
import { compare, type Rational, rational, toDouble, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { chart, lineAlgebra } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { normalise } from '../algebra/normalise.ts';
import type { Sign } from '../algebra/polynomial.ts';
import { judgeFunction } from '../judge-function.ts';
import { branchAt, hasBranches } from './branches.ts';
import { differentiate } from './differentiate.ts';
import { goesDown } from './goes-down.ts';

/** Amounts are looked through up to here. */
const FARTHEST = rational(10n ** 18n);

/**
 * Whether nothing more can be made behind the first point at which a good's constraints leave no room, with none of the other
 * good: each leaves less and less, or one of them no more from there on.
 */
export function endsForGood(
  rooms: readonly Expression[],
  [first, second]: readonly [string, string],
  end: Rational,
  cap: Rational | null,
  work: Work,
): boolean {
  const without = new Map<string, Expression>([[second, { kind: 'number', value: ZERO }]]);
  const along = rooms.map((room) => substitute(room, without)).filter((room) => namesIn(room).has(first));
  if (along.every((room) => goesDown(room, first))) return true;
  const to = cap && compare(cap, FARTHEST) < 0 ? cap : FARTHEST;
  if (compare(end, to) >= 0) return true;
  return along.some((room) => isBelowZero(room, first, end, to, work)) || along.every((r) => falls(r, first, to, work));
}

/**
 * Whether nothing lies beyond the far sides of a box whose sides themselves are outside: of each good a constraint leaves less
 * and less with more of any, or none from there on; or what must be at most 0 is convex all over, so that the set is connected.
 */
export function endsInBox(
  excess: readonly Expression[],
  goods: readonly string[],
  from: readonly Rational[],
  to: readonly Rational[],
): boolean {
  const rooms = excess.map((operand): Expression => ({ kind: 'negate', operand }));
  const far = new Map(goods.map((g, i) => [g, { lo: fromRational(from[i] as Rational).lo, hi: toDouble(FARTHEST) }]));
  const isLessWithMore = (room: Expression, good: string): boolean =>
    goesDown(room, good) || (!hasBranches(room) && enclose(differentiate(room, good), far).value.hi <= 0);
  const isLeast = (room: Expression, i: number): boolean => {
    const good = goods[i] as string;
    if (!goods.every((g, k) => k === i || isLessWithMore(room, g))) return false;
    const others = goods.flatMap((g, k): [string, Expression][] =>
      k === i ? [] : [[g, { kind: 'number', value: from[k] as Rational }]],
    );
    const along = substitute(room, new Map(others));
    if (!namesIn(along).has(good)) return false;
    return isLessWithMore(along, good) || isBelowZero(along, good, to[i] as Rational, FARTHEST, NO_WORK);
  };
  return goods.every((_, i) => rooms.some((room) => isLeast(room, i))) || excess.every((e) => isConvex(e, goods, from));
}

const NO_WORK: Work = { boxes: 0, limit: 300, depth: 0 };

function isConvex(e: Expression, goods: readonly string[], from: readonly Rational[]): boolean {
  const names = namesIn(e);
  const domain = new Map(
    goods.flatMap((g, i) => (names.has(g) ? [[g, { lo: from[i] as Rational, hi: FARTHEST }] as const] : [])),
  );
  const { verdict } = judgeFunction(e, domain, { boxes: 200 });
  return verdict === 'convex' || verdict === 'linear';
}

function isBelowZero(room: Expression, name: string, from: Rational, to: Rational, work: Work): boolean {
  return signsAlong(room, name, from, to, work, false)?.every((s) => s === -1) ?? false;
}

function falls(room: Expression, name: string, to: Rational, work: Work): boolean {
  return signsAlong(room, name, ZERO, to, work, true)?.every((s) => s <= 0) ?? false;
}

function signsAlong(
  room: Expression,
  name: string,
  from: Rational,
  to: Rational,
  work: Work,
  ofSlope: boolean,
): readonly Sign[] | null {
  if (hasBranches(room)) return null;
  const algebra = lineAlgebra(name, from, to, { ...work, boxes: 0, limit: 300 });
  const { form } = normalise(branchAt(room, [name], [0]), algebra);
  const wanted = form && (ofSlope ? derivative(form, name) : form);
  return wanted && (chart(algebra, wanted)?.signs ?? null);
}
