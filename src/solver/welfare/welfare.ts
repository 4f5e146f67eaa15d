import { differentiate, product } from '../../curvature/frontier/differentiate.ts';
import type { Witness } from '../../curvature/verdict.ts';
import type { Objective } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import { add, name, namesIn, number } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { divide } from '../../math/interval/arithmetic.ts';
import { exp } from '../../math/interval/elementary.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { rational } from '../../math/rational/rational.ts';
import { type Box, type ConcavityProof, proveConcave } from './concave.ts';

import { concaveLogarithm } from './logarithm.ts';
import { concaveReciprocal } from './reciprocal.ts';
import { selectionsOf } from './selections.ts';
import { type WorseMiddle, worseMiddle } from './worse-middle.ts';

/** A smooth proved-concave formula of the totals, nowhere below the (transformed) welfare. */
export interface Selection {
  readonly value: (totals: ArrayLike<number>) => number;
  readonly slopes: readonly ((totals: ArrayLike<number>) => number)[];
  readonly formula: Expression;
  readonly partials: readonly Expression[];
}

/** What of welfare is concave: itself, its logarithm, or -1/welfare. */
type Transform = 'none' | 'ln' | 'reciprocal';

/**
 * What is maximised: `level`, the least of some concave selections, of the totals of all goods. The user's own welfare is the level
 * itself or, where only its logarithm or -1/welfare is concave, what they are of.
 */
export interface Welfare {
  readonly kind: 'maximize' | 'prices' | 'proportions';
  readonly selections: readonly Selection[];
  readonly transform: Transform;
  /** Goods that it names, in the order of the text, as indices. */
  readonly named: readonly number[];
  /** In the user's scale. */
  value(totals: ArrayLike<number>): number;
  level(totals: ArrayLike<number>): number;
  /** From a proven bound of the level to one in the user's scale, rounded up. */
  toValue(level: number): number;
  /** Enclosure of the user's welfare over a box of totals. */
  enclose(box: readonly Interval[]): Interval;
}

export type WelfareResult =
  | { readonly welfare: Welfare; readonly finding: null }
  | { readonly welfare: null; readonly finding: Finding };

/** Proves the objective concave (or its logarithm) over totals from 0 to `caps`; else says why not, with the chord. */
export function welfareOf(
  objective: Exclude<Objective, { kind: 'trace' | 'market' }>,
  goods: readonly string[],
  caps: ArrayLike<number>,
): WelfareResult {
  const formula = formulaOf(objective);
  const box: Box = new Map(goods.map((good, j) => [good, { lo: 0, hi: caps[j] ?? 0 }]));
  const selections = selectionsOf(formula, box);
  if (selections === null)
    return refused(
      objective,
      {
        proved: false,
        witness: null,
        reason: 'a min, max or abs stands where it may bend welfare the convex way',
      },
      worseMiddle(formula, goods, caps),
      goods,
    );
  const logarithms = isProduct(formula) ? allLogarithms(selections, box) : null;
  if (logarithms !== null) return { welfare: built(objective, formula, logarithms, 'ln', goods), finding: null };
  const proof = selections.reduce<ConcavityProof>(
    (before, selection) => (before.proved ? proveConcave(selection, box) : before),
    { proved: true, witness: null, reason: null },
  );
  if (proof.proved) return { welfare: built(objective, formula, selections, 'none', goods), finding: null };
  const late = allLogarithms(selections, box);
  if (late !== null) return { welfare: built(objective, formula, late, 'ln', goods), finding: null };
  const reciprocals = selections.flatMap((selection) => concaveReciprocal(selection) ?? []);
  if (reciprocals.length === selections.length)
    return { welfare: built(objective, formula, reciprocals, 'reciprocal', goods), finding: null };
  return refused(objective, proof, worseMiddle(formula, goods, caps), goods);
}

function allLogarithms(selections: readonly Expression[], box: Box): readonly Expression[] | null {
  const all = selections.flatMap((selection) => concaveLogarithm(selection, box) ?? []);
  return all.length === selections.length ? all : null;
}

/** Products are solved on their logarithm, where scales and zeros do no harm. */
function isProduct(e: Expression): boolean {
  if (e.kind !== 'multiply') return e.kind === 'power' || (e.kind === 'divide' && isProduct(e.left));
  return (namesIn(e.left).size > 0 && namesIn(e.right).size > 0) || isProduct(e.left) || isProduct(e.right);
}

function formulaOf(objective: Exclude<Objective, { kind: 'trace' | 'market' }>): Expression {
  if (objective.kind === 'maximize') return objective.welfare;
  if (objective.kind === 'prices') {
    const terms = objective.terms.map(({ good, value }) => product(value, name(good)));
    return terms.reduce((sum, term) => add(sum, term), number(rational(0n)));
  }
  const shares = objective.terms
    .filter(({ value }) => !(enclose(value, new Map()).value.hi <= 0))
    .map(({ good, value }): Expression => ({ kind: 'divide', left: name(good), right: value }));
  return { kind: 'call', function: 'min', arguments: shares };
}

function built(
  objective: Exclude<Objective, { kind: 'trace' | 'market' }>,
  formula: Expression,
  levels: readonly Expression[],
  transform: Transform,
  goods: readonly string[],
): Welfare {
  const selections = levels.map((level): Selection => {
    const partials = goods.map((good) => differentiate(level, good));
    return {
      value: compile(level, goods),
      slopes: partials.map((partial) => compile(partial, goods)),
      formula: level,
      partials,
    };
  });
  const value = compile(formula, goods);
  return {
    kind: objective.kind,
    selections,
    transform,
    named: namedIn(objective, formula, goods),
    value,
    level(totals) {
      let least = Number.POSITIVE_INFINITY;
      for (const selection of selections) {
        const level = selection.value(totals);
        if (!(level >= least)) least = Number.isNaN(level) ? Number.NEGATIVE_INFINITY : level;
      }
      return least;
    },
    toValue: (level) => inUserScale(level, transform),
    enclose: (box) => enclose(formula, new Map(goods.map((good, j) => [good, box[j] ?? point(0)]))).value,
  };
}

/** From a bound of the level to one of welfare, rounded up. */
function inUserScale(level: number, transform: Transform): number {
  switch (transform) {
    case 'none':
      return level;
    case 'ln':
      return exp(point(level)).hi;
    case 'reciprocal':
      return level < 0 ? divide(point(-1), point(level)).hi : Number.POSITIVE_INFINITY;
  }
}

function namedIn(objective: Objective, formula: Expression, goods: readonly string[]): readonly number[] {
  const names =
    objective.kind === 'prices' || objective.kind === 'proportions'
      ? objective.terms.map(({ good }) => good)
      : inTextOrder(formula);
  return [...new Set(names)].map((good) => goods.indexOf(good)).filter((j) => j >= 0);
}

function inTextOrder(e: Expression): readonly string[] {
  switch (e.kind) {
    case 'number':
    case 'constant':
      return [];
    case 'name':
      return [e.name];
    case 'negate':
      return inTextOrder(e.operand);
    case 'call':
      return e.arguments.flatMap(inTextOrder);
    case 'if':
      return [...inTextOrder(e.then), ...inTextOrder(e.else)];
    default:
      return [...inTextOrder(e.left), ...inTextOrder(e.right)];
  }
}

function refused(
  objective: Objective,
  proof: ConcavityProof,
  worse: WorseMiddle | null,
  goods: readonly string[],
): WelfareResult {
  const shown =
    worse !== null
      ? `${halfway(worse, goods)}, it is worse than at both`
      : proof.witness === null
        ? (proof.reason ?? 'it could not be proved')
        : inWords(proof.witness);
  const verdict = worse === null ? 'is not proved concave, nor is its logarithm' : 'does not prefer mixtures';
  return {
    welfare: null,
    finding: {
      code: 'objective-not-concave',
      severity: 'error',
      message: `This objective ${verdict}: ${shown}. Only an objective that prefers mixtures has a certified best point; try a product of powers, a sum of roots, min(…), or \`prices\`.`,
      origin: objective.origin,
    },
  };
}

function halfway({ p, q, mid }: WorseMiddle, goods: readonly string[]): string {
  const at = (place: readonly number[]) =>
    goods.map((good, j) => `${Number((place[j] ?? 0).toPrecision(4))} ${good}`).join(', ');
  return `halfway between (${at(p)}) and (${at(q)}), at (${at(mid)})`;
}

function inWords({ p, q, mid, gap }: Witness): string {
  const at = (place: Readonly<Record<string, number>>) =>
    Object.entries(place)
      .map(([good, amount]) => `${Number(amount.toPrecision(4))} ${good}`)
      .join(', ');
  return `halfway between (${at(p)}) and (${at(q)}), at (${at(mid)}), it lies ${Number(gap.toPrecision(3))} below the mean of the two`;
}
