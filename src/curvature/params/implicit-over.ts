import type { ImplicitFrontier } from '../../economy/economy.ts';
import { namesIn, substitute } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { interval } from '../../math/interval/interval.ts';
import { ZERO } from '../../math/rational/rational.ts';
import type { Work } from '../algebra/algebra.ts';
import type { RangeProof } from '../certificate.ts';
import { isolate } from '../frontier/isolate.ts';
import { solvedByRoots } from '../frontier/solve-for.ts';
import { type Bending, type BendingPlace, bending, ruleTree } from './bending.ts';
import { type Curved, curveProof, type OpenCurve } from './explicit-over.ts';
import { intervalsOf, type ParamBox, signOverParams } from './param-box.ts';

/** Several level <= bound, all of which hold: a set that is convex where each of the levels is. */
export function implicitOver(
  frontier: ImplicitFrontier,
  verdict: Curved,
  params: ParamBox,
  work: Work,
): RangeProof | null {
  const { goods, constraints } = frontier;
  if (goods.length === 1) return null;
  const uses = constraints.map((c) => useOf(peeled(c.level, c.bound, goods, params, work), goods, params, work));
  const byRules = (): RangeProof => ({ method: 'rules', trees: uses.map((u) => ruleTree(u.level, u.place)) });
  const isOutward = uses.every((u, i) => u.startsInside && (u.bend.strict || isCap(constraints[i], goods)));
  if (verdict === 'concave' && isOutward && uses.every((u) => isConvexOrStraight(u.bend)))
    return uses.some((u) => u.bend.strict) ? byRules() : null;
  const [only, ...others] = uses;
  if (!only || others.length > 0) return null;
  if (verdict === 'linear' && isStraightInAll(only, goods, params, work)) return byRules();
  return isBentBy(only, verdict) ? byRules() : bySolving(frontier, verdict, params, work);
}

/** Below the level set of a rising concave function what lies outside is convex. */
function isBentBy({ bend, startsInside }: Use, verdict: Curved): boolean {
  return startsInside && bend.direction === 1 && verdict === 'convex' && bend.curvature === 'concave' && bend.strict;
}

function isStraightInAll({ level, bend, startsInside }: Use, goods: readonly string[], params: ParamBox, work: Work) {
  if (!startsInside || bend.curvature !== 'affine' || bend.direction !== 1) return false;
  return goods.every((good) => {
    const box = new Map(intervalsOf(params));
    for (const g of goods) box.set(g, interval(0, Number.POSITIVE_INFINITY));
    const own = bending(level, { variables: new Set([good]), box, params, work });
    return own.varies && own.direction === 1;
  });
}

/** A constraint on one good alone cuts off; it makes no frontier straight. */
function isCap(constraint: ImplicitFrontier['constraints'][number] | undefined, goods: readonly string[]): boolean {
  if (!constraint) return false;
  const names = new Set([...namesIn(constraint.level), ...namesIn(constraint.bound)]);
  return goods.filter((g) => names.has(g)).length === 1;
}

function isConvexOrStraight({ curvature }: Bending): boolean {
  return curvature === 'convex' || curvature === 'affine';
}

interface Use {
  readonly level: Expression;
  readonly bend: Bending;
  readonly place: BendingPlace;
  /** That nothing is made is possible with room to spare, whatever the params. */
  readonly startsInside: boolean;
}

function useOf(level: Expression, goods: readonly string[], params: ParamBox, work: Work): Use {
  const box = new Map(intervalsOf(params));
  for (const good of goods) box.set(good, interval(0, Number.POSITIVE_INFINITY));
  const place = { variables: new Set(goods), box, params, work };
  const bend = bending(level, place);
  const nothing = new Map(goods.map((g) => [g, { kind: 'number', value: ZERO } as const]));
  const start = signOverParams(substitute(level, nothing), params, work);
  return { level, bend, place, startsInside: start.sign === -1 && start.inside };
}

/** level - bound, or inner - limit where a rising outer power or root of what is not below 0 is undone first. */
function peeled(
  level: Expression,
  bound: Expression,
  goods: readonly string[],
  params: ParamBox,
  work: Work,
): Expression {
  const whole: Expression = { kind: 'subtract', left: level, right: bound };
  if (goods.some((g) => namesIn(bound).has(g))) return whole;
  const [inner, exponent] = rootOf(level);
  if (!inner || !exponent || goods.some((g) => namesIn(exponent).has(g))) return whole;
  const [rises, positive] = [exponent, bound].map((e) => signOverParams(e, params, work));
  if (!(rises?.sign === 1 && rises.inside && positive?.sign === 1 && positive.inside)) return whole;
  const box = new Map(intervalsOf(params));
  for (const good of goods) box.set(good, interval(0, Number.POSITIVE_INFINITY));
  if (!(0 <= bending(inner, { variables: new Set(goods), box, params, work }).range.lo)) return whole;
  const inverse: Expression = { kind: 'divide', left: ONE, right: exponent };
  return peeled(inner, { kind: 'power', left: bound, right: inverse }, goods, params, work);
}

const ONE: Expression = { kind: 'number', value: { numerator: 1n, denominator: 1n } };
const HALF: Expression = { kind: 'number', value: { numerator: 1n, denominator: 2n } };

function rootOf(e: Expression): readonly [Expression | null, Expression | null] {
  if (e.kind === 'power') return [e.left, e.right];
  return e.kind === 'call' && e.function === 'sqrt' ? [e.arguments[0] ?? null, HALF] : [null, null];
}

function bySolving(frontier: ImplicitFrontier, verdict: Curved, params: ParamBox, work: Work): RangeProof | null {
  const curve = solvedCurve(frontier, params);
  return curve && curveProof({ ...curve, isFalling: true }, verdict, params, work);
}

/** One of two goods as a function of the other, where the level can be solved for it; names count as not below 0. */
export function solvedCurve({ goods, constraints }: ImplicitFrontier, params: ParamBox): OpenCurve | null {
  const [a, b, ...others] = goods;
  const [only, ...more] = constraints;
  if (!a || !b || !only || others.length > 0 || more.length > 0) return null;
  if (params.some((p) => p.from.numerator < 0n)) return null;
  for (const [good, input] of [
    [b, a],
    [a, b],
  ] as const) {
    const formula = isolate(only.level, only.bound, good) ?? solvedByRoots(only.level, only.bound, good, input);
    if (formula) return { formula: upToItsEnd(formula), input, from: ZERO, to: null };
  }
  return null;
}

/** An even power that stands at 0 beyond the end: without that it has no kink there. */
function upToItsEnd(e: Expression): Expression {
  if (e.kind !== 'power' || e.left.kind !== 'call' || e.left.function !== 'max') return e;
  const [base] = e.left.arguments;
  return base ? { ...e, left: base } : e;
}
