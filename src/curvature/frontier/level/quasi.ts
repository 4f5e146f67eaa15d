import { namesIn } from '../../../math/expression/build.ts';
import { enclose } from '../../../math/expression/enclose.ts';
import type { Expression } from '../../../math/expression/expression.ts';
import { fromRational } from '../../../math/interval/interval.ts';
import { fromDouble, type Rational, toDouble } from '../../../math/rational/rational.ts';
import type { Domain, Work } from '../../algebra/algebra.ts';
import type { LevelProof } from '../../certificate.ts';
import { judgeFunction } from '../../judge-function.ts';
import { bendsAlong, type Derivatives, derivativesOf } from './cover.ts';
import { boxOf, halved, type LevelSet, mostByOne, namedBox } from './level-set.ts';
import { domainIn, isRising } from './rising.ts';

/** What is proven of one constraint: whether the set bends outward (the level is quasi-convex), inward, or is straight. */
export interface Bending {
  readonly verdict: 'outward' | 'inward' | 'straight' | 'loose' | 'cap';
  readonly proof: LevelProof;
}

/** Tried in order: it is a cap, a convex function, and at last the edge box by box. */
export function bendingOf(set: LevelSet, index: number, wanted: 'outward' | 'inward', work: Work): Bending | null {
  const excess = set.excess[index] as Expression;
  const sides = set.standing[index] as LevelSet['standing'][number];
  const names = set.goods.filter((g) => namesIn(excess).has(g));
  const domain = domainIn(set, excess);
  const [only] = names;
  if (names.length === 1 && only && mostByOne(sides, only)) return { verdict: 'cap', proof: { method: 'cap' } };
  const rises = (): boolean => isRising(set, excess, work);
  if (names.length === 1) return rises() ? { verdict: 'cap', proof: { method: 'cap' } } : null;
  return (
    byFunction(excess, 'difference', domain, rises, wanted) ??
    byLogarithm(sides.level, namesIn(sides.bound).size, set, domain, rises, wanted) ??
    byEdge(derivativesOf(excess, domain, work), wanted, { ...work, boxes: 0, limit: MOST_ON_EDGE })
  );
}

function byFunction(
  e: Expression,
  of: 'difference' | 'logarithm',
  domain: Domain,
  rises: () => boolean,
  wanted: 'outward' | 'inward',
): Bending | null {
  const { verdict, certificate } = judgeFunction(e, domain, { boxes: 800 });
  if (!certificate || (certificate.kind !== 'line' && certificate.kind !== 'box')) return null;
  const proof: LevelProof = { method: 'function', of, certificate };
  if (verdict === 'convex' && wanted === 'outward') return { verdict: 'outward', proof };
  if (verdict === 'concave' && wanted === 'inward') return rises() ? { verdict: 'inward', proof } : null;
  if (verdict !== 'linear') return null;
  return rises() ? { verdict: 'straight', proof } : { verdict: 'outward', proof };
}

/** ln(level) is concave where the edge can be: from the least of each good that any point of the edge needs. */
function byLogarithm(
  level: Expression,
  namesInBound: number,
  set: LevelSet,
  domain: Domain,
  rises: () => boolean,
  wanted: 'outward' | 'inward',
): Bending | null {
  if (namesInBound > 0 || (level.kind !== 'multiply' && level.kind !== 'power' && level.kind !== 'divide')) return null;
  const narrowed = beyondLeast(level, set, domain);
  const { value } = enclose(level, new Map([...narrowed].map(([n, r]) => [n, hullOf(r)])));
  if (!(value.lo > 0)) return null;
  return byFunction({ kind: 'call', function: 'ln', arguments: [level] }, 'logarithm', narrowed, rises, wanted);
}

function hullOf({ lo, hi }: { readonly lo: Rational; readonly hi: Rational }) {
  return { lo: fromRational(lo).lo, hi: fromRational(hi).hi };
}

/** The range of each good above what lies surely below the edge, with all others at their most. */
function beyondLeast(level: Expression, set: LevelSet, domain: Domain): Domain {
  const index = set.standing.findIndex((c) => c.level === level);
  const excess = set.excess[index] as Expression;
  const tops = new Map([...domain].map(([n, { hi }]) => [n, fromRational(hi)]));
  return new Map(
    [...domain].map(([n, { lo, hi }]) => {
      const at = (x: number): number => enclose(excess, new Map(tops).set(n, { lo: x, hi: x })).value.hi;
      let [below, above] = [toDouble(lo), toDouble(hi)];
      if (!(at(below) < 0)) return [n, { lo, hi }];
      for (let i = 0; i < 40; i++) {
        const middle = (below + above) / 2;
        if (at(middle) < 0) below = middle;
        else above = middle;
      }
      return [n, { lo: fromDouble(below), hi }];
    }),
  );
}

function byEdge(derivatives: Derivatives | null, wanted: 'outward' | 'inward', work: Work): Bending | null {
  if (!derivatives) return null;
  const bend = wanted === 'outward' ? 1 : -1;
  const cuts = bendsAlong(derivatives, bend, work);
  return cuts === null ? null : { verdict: wanted, proof: { method: 'bordered', bend, cuts } };
}

const MOST_IMPLIED = 400;

/** For each constraint its own, whatever was tried before. */
const MOST_ON_EDGE = 4000;

/** Which constraints hold wherever all others do (of those that are left), so that they may be left out. */
export function looseIn(set: LevelSet): ReadonlySet<number> {
  const loose = new Set<number>();
  for (const i of set.excess.keys()) {
    const others = set.excess.filter((_, k) => k !== i && !loose.has(k));
    if (isImplied(set, set.excess[i] as Expression, others)) loose.add(i);
  }
  return loose;
}

function isImplied(set: LevelSet, excess: Expression, others: readonly Expression[]): boolean {
  const whole = boxOf(set);
  const stack = [whole];
  for (let count = 0; stack.length > 0; count++) {
    const box = stack.pop() as typeof whole;
    const at = namedBox(set.goods, box);
    const { value, defined } = enclose(excess, at);
    if ((defined && value.hi <= 0) || others.some((e) => enclose(e, at).value.lo > 0)) continue;
    const halves = value.lo <= 0 && others.length > 0 && count < MOST_IMPLIED ? halved(box, whole) : null;
    if (!halves) return false;
    stack.push(...halves);
  }
  return true;
}
