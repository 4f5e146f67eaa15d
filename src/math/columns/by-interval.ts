import { isDefinedOver, type UnaryFact } from '../functions/index.ts';
import { type Interval, interval, isBounded, isEmpty, point } from '../interval/interval.ts';
import { nextDown, nextUp } from '../interval/rounding.ts';
import { type Doubt, SLACK, UNKNOWN } from './error-rules.ts';
import type { Kernel, Lane } from './machine.ts';

/** A function that is too rare to have a loop of its own: its interval enclosure, member by member. */
export function byInterval(fact: UnaryFact, doubt: Doubt): Kernel {
  return (n, out, a) => {
    for (let i = 0; i < n; i++) encloseOne(fact, doubt, out, a, i);
  };
}

/** The same for the i-th member of a block alone. */
export function encloseOne(fact: UnaryFact, doubt: Doubt, out: Lane, a: Lane, i: number): void {
  const x = reach(a, i);
  if (x !== null && !isDefinedOver(fact.domain, x)) doubt.found = true;
  store(out, i, x === null ? null : fact.enclose(x));
}

/** All reals that the i-th member's number may stand for; null: nothing is known. */
export function reach({ values, errors, at }: Lane, i: number): Interval | null {
  const value = values[at + i] as number;
  const error = errors[at + i] as number;
  if (!(Math.abs(value) < UNKNOWN && error < UNKNOWN)) return null;
  return error === 0 ? point(value) : interval(nextDown(value - error), nextUp(value + error));
}

export function store({ values, errors, at }: Lane, i: number, enclosure: Interval | null): void {
  const isKnown = enclosure !== null && !isEmpty(enclosure) && isBounded(enclosure);
  const value = isKnown ? enclosure.lo / 2 + enclosure.hi / 2 : Number.NaN;
  const isPoint = isKnown && enclosure.lo === enclosure.hi;
  values[at + i] = isPoint ? enclosure.lo : value;
  // The subtractions are exact where they are subnormal.
  errors[at + i] = isPoint ? 0 : isKnown ? Math.max(enclosure.hi - value, value - enclosure.lo) * SLACK : UNKNOWN;
}
