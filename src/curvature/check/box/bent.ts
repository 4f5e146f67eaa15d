import { secondOrder } from '../../../math/derivative/second-order.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { add as plus } from '../../../math/interval/arithmetic.ts';
import { fromRational } from '../../../math/interval/interval.ts';
import { add, multiply, type Rational, rational, subtract } from '../../../math/rational/rational.ts';
import type { Range } from '../exact/box.ts';
import { enclosedAt, type Place } from '../value-at.ts';
import type { Facts } from './facts.ts';

type Ranges = ReadonlyMap<string, Range>;

/** Not linear: some second derivative is not 0 at some place, or the middle of a chord lies beside it. */
export function isBent(e: Expression, facts: Facts): boolean {
  const names = [...facts.box.ranges.keys()];
  const shares = [rational(1n, 2n), rational(2n, 7n), rational(8n, 9n)];
  const places = shares.map((t) => new Map([...facts.box.ranges].map(([n, r]) => [n, between(r, t)] as const)));
  const bends = places.some((place) => {
    const found = secondOrder(
      e,
      names,
      names.map((n) => fromRational(place.get(n) as Rational)),
    );
    return found?.hessian.some((row) => row.some((x) => x.lo > 0 || x.hi < 0)) === true;
  });
  return bends || chordsOf(facts.box.ranges).some((chord) => isBeside(e, chord));
}

function between({ lo, hi }: Range, share: Rational): Rational {
  return add(lo, multiply(subtract(hi, lo), share));
}

type Chord = readonly [p: Place, q: Place, mid: Place];

/** Along each side through the middle of the box, and from corner to corner. */
function chordsOf(ranges: Ranges): readonly Chord[] {
  const half = rational(1n, 2n);
  const all = [...ranges];
  const masks = Array.from({ length: 1 << Math.min(all.length, 4) }, (_, i) => i);
  const centre = new Map(all.map(([n, r]) => [n, between(r, half)] as const));
  const sides = all.map(([n, r]): Chord => [new Map([...centre, [n, r.lo]]), new Map([...centre, [n, r.hi]]), centre]);
  const across = masks.map((mask): Chord => {
    const corner = (flip: number): Place =>
      new Map(all.map(([n, r], i) => [n, ((mask ^ flip) >> i) & 1 ? r.hi : r.lo]));
    return [corner(0), corner(~0), centre];
  });
  return [...sides, ...across];
}

function isBeside(e: Expression, [p, q, mid]: Chord): boolean {
  const [a, b, m] = [p, q, mid].map((x) => enclosedAt(e, x));
  if (!a || !b || !m) return false;
  const ends = plus(a, b);
  const twice = plus(m, m);
  return ends.lo > twice.hi || ends.hi < twice.lo;
}
