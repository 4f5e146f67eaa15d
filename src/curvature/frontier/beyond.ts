import { namesIn, substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { compare, type Rational, rational, ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import { chart, lineAlgebra } from '../algebra/chart.ts';
import { derivative } from '../algebra/derivative.ts';
import { normalise } from '../algebra/normalise.ts';
import type { Sign } from '../algebra/polynomial.ts';
import { branchAt, hasBranches } from './branches.ts';
import { goesDown } from './goes-down.ts';

/** Amounts are looked through up to here. */
export const FARTHEST = rational(10n ** 18n);

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

export function isBelowZero(room: Expression, name: string, from: Rational, to: Rational, work: Work): boolean {
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
