import { differentiate, product } from '../../curvature/frontier/differentiate.ts';
import type { Witness } from '../../curvature/verdict.ts';
import type { Objective } from '../../economy/economy.ts';
import type { Finding } from '../../economy/finding.ts';
import { add, name, number } from '../../math/expression/build.ts';
import { compile } from '../../math/expression/compile.ts';
import { enclose } from '../../math/expression/enclose.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { type Interval, point } from '../../math/interval/interval.ts';
import { rational } from '../../math/rational/rational.ts';
import type { Box, ConcavityProof } from './concave.ts';
import { leastOf } from './least.ts';
import { withoutUnwanted } from './peel.ts';
import { selectionsOf } from './selections.ts';
import { boundOfValue, type Levels, levelsOf, moreLevelsOf } from './transforms.ts';

import { type WorseMiddle, worseMiddle } from './worse-middle.ts';

/** A smooth proved-concave formula of the totals, nowhere below the (transformed) welfare. */
export interface Selection {
  readonly value: (totals: ArrayLike<number>) => number;
  readonly slopes: readonly ((totals: ArrayLike<number>) => number)[];
  readonly formula: Expression;
  readonly partials: readonly Expression[];
}

/**
 * What is maximised: `level`, the least of some concave selections, of the totals of all goods. The user's own welfare is the level
 * itself or a rising function of it.
 */
export interface Welfare {
  readonly kind: 'maximize' | 'prices' | 'proportions';
  readonly selections: readonly Selection[];
  /** Goods that it names, in the order of the text, as indices. */
  readonly named: readonly number[];
  /** Goods of which more never helps: whatever is made of them is thrown away. */
  readonly unwanted: readonly number[];
  /** Of each good what there must be for welfare to be defined (a hint). */
  readonly least: readonly number[];
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

/**
 * Proves the objective, or a rising transform of it, concave over totals from 0 to `caps`; else says why not, with the chord. Goods of which
 * more never helps are thrown away (free disposal).
 */
export function welfareOf(
  objective: Exclude<Objective, { kind: 'trace' | 'market' }>,
  goods: readonly string[],
  caps: ArrayLike<number>,
): WelfareResult {
  const whole = formulaOf(objective);
  const all: Box = new Map(goods.map((good, j) => [good, { lo: 0, hi: caps[j] ?? 0 }]));
  const { formula, unwanted } = withoutUnwanted(whole, (good) => neverHelps(whole, good, all));
  const box: Box = new Map(
    [...all].map(([good, { hi }]) => [good, { lo: Math.min(hi, leastOf(formula, good).lo), hi }]),
  );
  const build = (levels: Levels): WelfareResult => ({
    welfare: built(objective, { whole, formula, unwanted }, levels, goods),
    finding: null,
  });
  const found = levelsOf(formula, box);
  if ('formulas' in found) return build(found);
  const worse = worseMiddle(formula, goods, caps);
  const more = worse === null ? moreLevelsOf(formula, box) : null;
  return more === null ? refused(objective, found, worse, goods) : build(more);
}

function neverHelps(formula: Expression, good: string, box: Box): boolean {
  if (!enclose(formula, box).defined) return false;
  const selections = selectionsOf(formula, box) ?? [];
  const falls = (selection: Expression): boolean => {
    const { value, defined } = enclose(differentiate(selection, good), box);
    return defined && value.hi <= 0 && value.lo < 0;
  };
  return selections.length > 0 && selections.every(falls);
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

interface Formulas {
  /** As written. */
  readonly whole: Expression;
  /** Without what is thrown away. */
  readonly formula: Expression;
  readonly unwanted: readonly string[];
}

function built(
  objective: Exclude<Objective, { kind: 'trace' | 'market' }>,
  { whole, formula, unwanted }: Formulas,
  { formulas, back }: Levels,
  goods: readonly string[],
): Welfare {
  const selections = formulas.map((level): Selection => {
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
    named: namedIn(objective, whole, goods),
    unwanted: unwanted.map((good) => goods.indexOf(good)),
    least: goods.map((good) => leastOf(formula, good).hi),
    value,
    level(totals) {
      let least = Number.POSITIVE_INFINITY;
      for (const selection of selections) {
        const level = selection.value(totals);
        if (!(level >= least)) least = Number.isNaN(level) ? Number.NEGATIVE_INFINITY : level;
      }
      return least;
    },
    toValue: (level) => boundOfValue(back, level),
    enclose: (box) => enclose(formula, new Map(goods.map((good, j) => [good, box[j] ?? point(0)]))).value,
  };
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
