import type { Expression } from '../../../math/expression/expression.ts';
import { divide, multiply, negate, subtract } from '../../../math/interval/arithmetic.ts';
import type { Interval } from '../../../math/interval/interval.ts';
import {
  compare,
  multiply as multiplyExact,
  ONE,
  type Rational,
  rational,
  subtract as subtractExact,
  ZERO,
} from '../../../math/rational/rational.ts';
import { type Algebra, algebraOn, type Domain, type Work } from '../../algebra/algebra.ts';
import { signOnLine } from '../../algebra/chart.ts';
import { derivative } from '../../algebra/derivative.ts';
import { dependsOn, type Form, generated, times, variable, ZERO as ZERO_FORM } from '../../algebra/form.ts';
import { normalise } from '../../algebra/normalise.ts';
import { evaluate, type Plan, planFor } from '../../algebra/plan.ts';
import { isPositiveByCholesky, isPositiveByGershgorin } from '../../box/cover.ts';
import { halved, widest } from './level-set.ts';

/** The first and second derivatives of a level as canonical forms, or null where it is not smooth. */
export interface Derivatives {
  readonly names: readonly string[];
  readonly level: Plan;
  /** Not scaled: near 0 a weight hides the sign of a sum. */
  readonly plain: Plan;
  readonly first: Plan;
  readonly second: Plan;
  readonly box: readonly Interval[];
}

const MOST = 8000;

/**
 * Derivatives along each good are scaled by a power of it, so that they stay finite and do not all vanish where the good is
 * 0: with D = diag(y^s) the forms DHD and H have the same signs on the planes across Dg and g.
 */
export function derivativesOf(excess: Expression, domain: Domain, work: Work): Derivatives | null {
  const names = [...domain.keys()];
  const algebra = algebraOn(domain, signOnLine, work);
  const { form: f } = normalise(excess, algebra);
  const slopes = f && names.map((n) => derivative(f, n));
  if (!f || !slopes || slopes.some((s) => s === null)) return null;
  const weights = names.map((n) => weightOf(f, n, algebra));
  const first = (slopes as Form[]).map((s, i) => times(s, weights[i] as Form));
  const second: Form[] = [];
  for (const [i, s] of (slopes as Form[]).entries())
    for (const [j, n] of names.entries()) {
      const bend = derivative(s, n);
      if (!bend) return null;
      second.push(times(bend, times(weights[i] as Form, weights[j] as Form)));
    }
  return {
    names,
    level: planFor([f]),
    plain: planFor(slopes as Form[]),
    first: planFor(first),
    second: planFor(second),
    box: names.map((n) => algebra.box.get(n) as Interval),
  };
}

/**
 * y^(1 - p/2) where y may be 0, for the least power p of y other than 0 and 1 if that is below 2, or for the least power of
 * all if that is above 2 and y stands in nothing but powers.
 */
function weightOf(f: Form, name: string, { box }: Algebra): Form {
  const own = variable(name);
  const factors = f.terms.flatMap((t) => t.factors.filter((x) => dependsOn(x.generator, name)));
  const powers = factors.filter((x) => x.generator.kind === 'variable').map((x) => x.exponent);
  const least = leastOf(powers.filter((p) => p.numerator > 0n && p.numerator !== p.denominator));
  if ((box.get(name)?.lo ?? 0) > 0 || !least) return generatedPower(own, ZERO);
  const isLow = compare(least, TWO) < 0;
  const isHigh = powers.length === factors.length && powers.every((p) => compare(p, TWO) > 0);
  return generatedPower(own, isLow || isHigh ? subtractExact(ONE, multiplyExact(least, HALF)) : ZERO);
}

const TWO = rational(2n);
const HALF = rational(1n, 2n);

function leastOf(powers: readonly Rational[]): Rational | null {
  return powers.reduce<Rational | null>((a, b) => (a && compare(a, b) <= 0 ? a : b), null);
}

function generatedPower(own: Form, exponent: Rational): Form {
  const generator = own.terms[0]?.factors[0]?.generator;
  return generator ? generated(generator, exponent) : own;
}

/** Whether the level rises weakly in every good on all boxes of a cover that the set's edge may meet. */
export function risesAlong(d: Derivatives, work: Work): boolean {
  return cuts(d, work, (box) => risesOver(d, box)) !== null;
}

/** Whether it does all over the box. */
export function risesEverywhere(d: Derivatives, work: Work): boolean {
  return cuts({ ...d, level: NOWHERE_ELSE }, work, (box) => risesOver(d, box)) !== null;
}

const NOWHERE_ELSE = planFor([ZERO_FORM]);

/** Enclosures of the scaled gradient and Hessian over a box. */
export function derivativesAt(
  d: Derivatives,
  box: readonly Interval[],
): { readonly gradient: readonly Interval[]; readonly hessian: readonly (readonly Interval[])[] } {
  const flat = evaluate(d.second, named(d, box)).values;
  const n = d.names.length;
  return { gradient: gradientOver(d, box), hessian: d.names.map((_, i) => flat.slice(i * n, (i + 1) * n)) };
}

/**
 * Whether the second derivatives in the directions along the edge have one sign (1: the set is convex there, -1: what lies
 * beyond is), and the level rises in every good, on boxes that cover the edge: how the boxes were cut, or null.
 */
export function bendsAlong(d: Derivatives, bend: 1 | -1, work: Work): string | null {
  return cuts(d, work, (box) => {
    if (!risesOver(d, box)) return false;
    const g = gradientOver(d, box);
    const pivots = g.flatMap((x, k) => (x.lo > 0 && (box[k] as Interval).lo > 0 ? [k] : []));
    if (pivots.length === 0) return false;
    const flat = evaluate(d.second, named(d, box)).values;
    const n = d.names.length;
    const h = g.map((_, i) => g.map((_x, j) => signed(flat[i * n + j] as Interval, bend)));
    return isDefinite(h) || pivots.some((k) => isDefiniteAcross(g, h, k));
  });
}

function signed(x: Interval, bend: 1 | -1): Interval {
  return bend > 0 ? x : negate(x);
}

/** vᵀHv >= 0 for all v ≠ 0 with gᵀv = 0: with the k-th coordinate of v expressed by the others. */
function isDefiniteAcross(g: readonly Interval[], h: readonly (readonly Interval[])[], k: number): boolean {
  const others = g.map((_, i) => i).filter((i) => i !== k);
  const at = (i: number, j: number): Interval => h[i]?.[j] as Interval;
  const ratio = g.map((x) => divide(x, g[k] as Interval));
  const reduced = others.map((i) =>
    others.map((j) => {
      const [ri, rj] = [ratio[i] as Interval, ratio[j] as Interval];
      const crossed = subtract(subtract(at(i, j), multiply(ri, at(k, j))), multiply(rj, at(k, i)));
      return plus(crossed, multiply(multiply(ri, rj), at(k, k)));
    }),
  );
  return isDefinite(reduced);
}

function isDefinite(m: readonly (readonly Interval[])[]): boolean {
  return isPositiveByGershgorin(m) || isPositiveByCholesky(m);
}

function plus(a: Interval, b: Interval): Interval {
  return subtract(a, negate(b));
}

function named(d: Derivatives, box: readonly Interval[]): Map<string, Interval> {
  return new Map(d.names.map((n, i) => [n, box[i] as Interval]));
}

function risesOver(d: Derivatives, box: readonly Interval[]): boolean {
  const falling = gradientOver(d, box).map((g) => !(g.lo >= 0));
  if (!falling.includes(true)) return true;
  const plain = evaluate(d.plain, named(d, box)).values;
  return falling.every((f, i) => !f || (plain[i] as Interval).lo >= 0);
}

function gradientOver(d: Derivatives, box: readonly Interval[]): readonly Interval[] {
  return evaluate(d.first, named(d, box)).values;
}

function cuts(d: Derivatives, work: Work, holds: (box: readonly Interval[]) => boolean): string | null {
  const written: string[] = [];
  const stack: (readonly Interval[])[] = [d.box];
  for (let count = 0; stack.length > 0; count++) {
    const box = stack.pop() as readonly Interval[];
    const [level] = evaluate(d.level, named(d, box)).values as [Interval];
    if (level.lo > 0 || level.hi < 0 || holds(box)) {
      written.push('.');
      continue;
    }
    const halves = count < MOST && ++work.boxes <= work.limit ? halved(box, d.box) : null;
    if (!halves) return null;
    written.push(String(widest(box, d.box)));
    stack.push(halves[1], halves[0]);
  }
  return written.join('');
}
