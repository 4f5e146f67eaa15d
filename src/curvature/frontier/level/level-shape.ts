import { namesIn } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import type { Interval } from '../../../math/interval/interval.ts';
import type { Work } from '../../algebra/algebra.ts';
import type { LevelShape, Limit } from '../../shape.ts';
import { apart } from './apart.ts';
import type { LevelJudgement } from './judge-level.ts';
import { boxOf, type LevelSet, namedBox } from './level-set.ts';
import { type Bending, bendingOf } from './quasi.ts';

/**
 * A level set as the solver needs it. Constraints that hold wherever the others do are left out, and those in one good are made part of
 * the box; where the set is proven convex, kinks of max become limits of their own if each is proven to bound a convex set.
 */
export function levelShape(set: LevelSet, { verdict, bendings }: LevelJudgement, work: Work): LevelShape {
  const { goods, tops } = set;
  const whole = { kind: 'level', goods, tops } as const;
  const all = set.excess.map((excess): Limit => ({ excess, bends: 'unknown' }));
  if (bendings === null) return { ...whole, box: boxOf(set), limits: all, bends: 'unknown' };
  const caps = set.excess.filter((_, i) => bendings[i]?.verdict === 'cap');
  const box = caps.reduce<readonly Interval[]>((before, excess) => capped(goods, before, excess), boxOf(set));
  const shared = bendings.flatMap((bending, i) =>
    bending.verdict === 'cap' || bending.verdict === 'loose' ? [] : [{ bending, index: i }],
  );
  if (verdict === 'convex') {
    const isInward = shared.every(({ bending: b }) => b.verdict === 'inward' || b.verdict === 'straight');
    if (shared.length !== 1 || !isInward) return { ...whole, box: boxOf(set), limits: all, bends: 'unknown' };
    const limits = shared.map(({ index }): Limit => ({ excess: set.excess[index] as Expression, bends: 'unknown' }));
    return { ...whole, box, limits, bends: 'inward' };
  }
  const limits = shared.flatMap(({ bending, index }) => limitsOf(set, index, bending, work));
  return { ...whole, box, limits, bends: 'outward' };
}

function limitsOf(set: LevelSet, index: number, bending: Bending, work: Work): readonly Limit[] {
  const excess = set.excess[index] as Expression;
  const named = namedBox(set.goods, boxOf(set));
  const parts = apart(excess, named);
  const found = parts.length < 2 ? null : parts.map((part) => limitOf(part, bendingAlone(set, part, work)));
  return found?.every((l) => l !== null) ? found : [limitOf(excess, bending) as Limit];
}

function bendingAlone(set: LevelSet, excess: Expression, work: Work): Bending | null {
  const sides = { level: excess, bound: { kind: 'number', value: { numerator: 0n, denominator: 1n } } } as const;
  return bendingOf({ ...set, standing: [sides], excess: [excess] }, 0, 'outward', work);
}

function limitOf(excess: Expression, bending: Bending | null): Limit | null {
  switch (bending?.verdict) {
    case 'outward':
    case 'straight': {
      const isFunction = bending.proof.method === 'function' && bending.proof.of === 'difference';
      return { excess, bends: isFunction ? 'convex' : 'outward' };
    }
    case 'cap':
      return { excess, bends: 'outward' };
    default:
      return null;
  }
}

/** A constraint that rises in its one good ends that good's range where it surely fails. */
function capped(goods: readonly string[], box: readonly Interval[], excess: Expression): readonly Interval[] {
  const [good] = namesIn(excess);
  return box.map((range, i) =>
    goods[i] === good ? { lo: range.lo, hi: endOf(excess, goods[i] as string, range) } : range,
  );
}

function endOf(excess: Expression, good: string, { lo, hi }: Interval): number {
  const fails = (x: number): boolean => enclose(excess, new Map([[good, { lo: x, hi: x }]])).value.lo > 0;
  if (!fails(hi)) return hi;
  let [holds, beyond] = [lo, hi];
  for (;;) {
    const middle = holds + (beyond - holds) / 2;
    if (!(holds < middle && middle < beyond)) return beyond;
    if (fails(middle)) beyond = middle;
    else holds = middle;
  }
}
