import type { BudgetFrontier, ExplicitFrontier, Frontier } from '../../economy/economy.ts';
import { add, multiply, name, number, substitute, subtract } from '../../math/expression/build.ts';
import type { Expression } from '../../math/expression/expression.ts';
import { interval } from '../../math/interval/interval.ts';
import { ONE as ONE_RATIONAL } from '../../math/rational/rational.ts';
import { closedEnd } from './ends.ts';
import { positiveRoot } from './quadratic.ts';
import { type Shared, sharedResource } from './shared.ts';
import { type Ranges, simplify } from './simplify.ts';
import { NOTHING, signOver, solveFor } from './solve-for.ts';

/** A frontier as formulas of one parameter from 0 to 1, for all members at once. */
export type Reading =
  | {
      readonly kind: 'planar';
      readonly goods: readonly [string, string];
      readonly x: Expression;
      readonly y: Expression;
      /** y is exactly 0 at the end, though its formula may not show it. */
      readonly endsAtZero?: boolean;
    }
  | { readonly kind: 'separable'; readonly outputs: readonly { readonly good: string; readonly output: Expression }[] };

/** Null where the frontier is not of a form that can be read so. `ranges`: what the members' columns are. */
export function readingOf(frontier: Frontier, parameter: string, columns: Ranges): Reading | null {
  const ranges = new Map(columns).set(parameter, interval(0, 1));
  switch (frontier.kind) {
    case 'explicit':
      return explicitReading(frontier, parameter, ranges);
    case 'implicit': {
      const { goods, constraints } = frontier;
      const [only, ...others] = constraints;
      if (!only || others.length > 0) return null;
      return levelReading(goods, only.level, only.bound, parameter, ranges);
    }
    case 'budget':
      return budgetReading(frontier, parameter, ranges);
    default:
      return null;
  }
}

const ONE: Expression = number(ONE_RATIONAL);

/** One of two goods as a formula of the other, from 0 up to where it first reaches 0. */
export interface OpenCurve {
  readonly goods: readonly [string, string];
  readonly formula: Expression;
}

/** Of a frontier whose end has no formula: one good by the other. */
export function openCurveOf(frontier: Frontier, ranges: Ranges): OpenCurve | null {
  if (frontier.kind === 'explicit') {
    const [input, ...others] = frontier.inputs;
    if (!input || others.length > 0 || input.from || input.to) return null;
    return { goods: [input.good, frontier.good], formula: frontier.formula };
  }
  if (frontier.kind !== 'implicit') return null;
  const [a, b, ...more] = frontier.goods;
  const [only, ...others] = frontier.constraints;
  if (!a || !b || !only || more.length > 0 || others.length > 0) return null;
  for (const goods of [
    [a, b],
    [b, a],
  ] as const) {
    const formula = solvedFor(only.level, only.bound, goods[1], withGoods(ranges, goods));
    if (formula) return { goods, formula };
  }
  return null;
}

/** The curve with a column for its end. */
export function readingTo({ goods, formula }: OpenCurve, end: string, parameter: string, columns: Ranges) {
  const ranges = new Map(columns).set(parameter, interval(0, 1));
  const reading = alongInput(goods, formula, NOTHING, name(end), parameter, ranges);
  return reading && { ...reading, endsAtZero: true };
}

function explicitReading({ good, formula, inputs }: ExplicitFrontier, parameter: string, ranges: Ranges) {
  const [input, ...others] = inputs;
  if (!input) return capacityOf(good, formula, parameter, ranges);
  if (others.length > 0) {
    if (inputs.some((i) => i.from !== null || i.to !== null)) return null;
    const goods = [...inputs.map((i) => i.good), good];
    return levelReading(goods, subtract(name(good), formula), NOTHING, parameter, ranges);
  }
  const from = input.from ?? NOTHING;
  const goods = [input.good, good] as const;
  if (input.to) return alongInput(goods, formula, from, input.to, parameter, ranges);
  const closed = closedEnd(formula, input.good, withGoods(ranges, [input.good]));
  const reading = closed && alongInput(goods, formula, from, closed.end, parameter, ranges);
  return reading && closed && { ...reading, endsAtZero: closed.isZero };
}

/** x from `from` to `to` in step with the parameter. */
function alongInput(
  goods: readonly [string, string],
  formula: Expression,
  from: Expression,
  to: Expression,
  parameter: string,
  ranges: Ranges,
): (Reading & { readonly kind: 'planar' }) | null {
  if (signOver(subtract(to, from), ranges) !== 1) return null;
  const length = simplify(subtract(to, from), ranges);
  const x = simplify(add(from, multiply(length, name(parameter))), ranges);
  return { kind: 'planar', goods, x, y: simplify(substitute(formula, new Map([[goods[0], x]])), ranges) };
}

function withGoods(ranges: Ranges, goods: readonly string[]): Ranges {
  const all = new Map(ranges);
  for (const good of goods) all.set(good, interval(0, Number.POSITIVE_INFINITY));
  return all;
}

/** One good: a straight line to the most of it. */
function capacityOf(good: string, most: Expression, parameter: string, ranges: Ranges): Reading | null {
  if (signOver(most, ranges) !== 1) return null;
  return { kind: 'separable', outputs: [{ good, output: simplify(multiply(most, name(parameter)), ranges) }] };
}

function levelReading(
  goods: readonly string[],
  level: Expression,
  bound: Expression,
  parameter: string,
  ranges: Ranges,
): Reading | null {
  const wide = withGoods(ranges, goods);
  const [a, b, ...more] = goods;
  if (a && !b) {
    const most = solveFor(subtract(level, bound), NOTHING, a, wide);
    return most?.rises ? capacityOf(a, most.value, parameter, ranges) : null;
  }
  const shared = sharedResource(goods, level, bound, wide);
  const outputs = shared && outputsOf(shared, parameter, wide);
  if (outputs) return togetherOf(outputs, parameter, ranges);
  return a && b && more.length === 0 ? solvedReading([a, b], level, bound, parameter, ranges) : null;
}

/** What each good's share of the resource makes. */
function outputsOf({ resource, uses }: Shared, parameter: string, wide: Ranges) {
  if (signOver(resource, wide) !== 1) return null;
  const given = simplify(multiply(resource, name(parameter)), wide);
  const outputs = uses.map(({ good, use, atZero }) => {
    const found = solveFor(use, simplify(add(given, atZero), wide), good, wide);
    return found?.rises ? { good, output: found.value } : null;
  });
  return outputs.every((o) => o !== null) ? outputs : null;
}

interface Output {
  readonly good: string;
  readonly output: Expression;
}

/** Two goods are a curve: what the first is not given goes to the second. */
function togetherOf(outputs: readonly Output[], parameter: string, ranges: Ranges): Reading {
  const [first, second, ...others] = outputs;
  if (!first || !second || others.length > 0) return { kind: 'separable', outputs };
  const rest = subtract(ONE, name(parameter));
  const y = simplify(substitute(second.output, new Map([[parameter, rest]])), ranges);
  return { kind: 'planar', goods: [first.good, second.good], x: first.output, y };
}

/** One of two goods as a function of the other. */
function solvedReading(
  goods: readonly [string, string],
  level: Expression,
  bound: Expression,
  parameter: string,
  ranges: Ranges,
): Reading | null {
  const wide = withGoods(ranges, goods);
  for (const [input, good] of [goods, [goods[1], goods[0]] as const]) {
    const formula = solvedFor(level, bound, good, wide);
    if (!formula) continue;
    const alone = substitute(subtract(level, bound), new Map([[good, NOTHING]]));
    const end = solveFor(simplify(alone, wide), NOTHING, input, wide);
    const reading = end?.rises && alongInput([input, good], formula, NOTHING, end.value, parameter, ranges);
    // Where none of the good can be made beside, the one that solves for it is 0.
    if (reading) return { ...reading, endsAtZero: true };
  }
  return null;
}

function solvedFor(level: Expression, bound: Expression, good: string, wide: Ranges): Expression | null {
  const solved = solveFor(subtract(level, bound), NOTHING, good, wide);
  if (solved) return solved.rises ? solved.value : null;
  return positiveRoot(subtract(level, bound), good, wide);
}

function budgetReading({ budget, amount, technologies }: BudgetFrontier, parameter: string, ranges: Ranges) {
  if (signOver(amount, ranges) !== 1) return null;
  const given = new Map([[budget, simplify(multiply(amount, name(parameter)), ranges)]]);
  const [first, ...others] = technologies;
  if (!first) return null;
  if (others.length === 0) {
    const most = simplify(substitute(first.formula, new Map([[budget, amount]])), ranges);
    return capacityOf(first.good, most, parameter, ranges);
  }
  return togetherOf(
    technologies.map(({ good, formula }) => ({ good, output: simplify(substitute(formula, given), ranges) })),
    parameter,
    ranges,
  );
}
