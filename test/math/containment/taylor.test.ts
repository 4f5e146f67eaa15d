import type { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { jet } from '../../../src/math/derivative/jet.ts';
import { secondOrder } from '../../../src/math/derivative/second-order.ts';
import * as build from '../../../src/math/expression/build.ts';
import { enclose } from '../../../src/math/expression/enclose.ts';
import type { Condition, Expression } from '../../../src/math/expression/expression.ts';
import { print } from '../../../src/math/expression/print.ts';
import { type Interval, interval } from '../../../src/math/interval/interval.ts';
import { type Source, source } from '../reference/nasty-numbers.ts';
import { pick, randomExpression } from '../reference/random-expression.ts';
import { type Expansion, exact, expand } from '../reference/taylor.ts';

const ORDER = 4;

describe('over random boxes, at random reals inside', () => {
  test('jets contain the Taylor coefficients, and are null at kinks and where undefined', () => {
    const from = source(20260181);
    const counts = { compared: 0, undefined: 0, kinks: 0 };
    for (let i = 0; i < 5_000; i++) {
      const e = branching(from, ['x'], 1 + from.whole(8));
      const { range, inside } = drawRange(from);
      const series = jet(e, 'x', range, ORDER);
      const truth = expand(e, new Map([['x', { at: inside, along: 1 }]]), ORDER);
      const where = `${print(e)} over [${range.lo}, ${range.hi}] at ${inside}`;
      checkDefined(e, new Map([['x', range]]), truth, where);
      counts[truth.kind === 'undefined' ? 'undefined' : 'kinks'] +=
        truth.kind === 'undefined' || truth.kind === 'kink' ? 1 : 0;
      if (series === null) continue;
      if (truth.kind === 'undefined' || truth.kind === 'kink') expect.fail(`${where} is ${truth.kind}`);
      if (truth.kind !== 'smooth') continue;
      counts.compared++;
      truth.coefficients.forEach((c, k) => {
        if (!includes(series[k] as Interval, c)) expect.fail(`${where}: c_${k} = ${c}, not in ${text(series[k])}`);
      });
    }
    expect(counts.compared).toBeGreaterThan(1_500);
    expect(counts.undefined).toBeGreaterThan(600);
    expect(counts.kinks).toBeGreaterThan(30);
  });

  test('gradients and Hessians contain the derivatives, and are null at kinks and where undefined', () => {
    const from = source(20260182);
    const names = ['x', 'y', 'z'];
    let compared = 0;
    for (let i = 0; i < 1_800; i++) {
      const e = branching(from, names, 1 + from.whole(8));
      const drawn = names.map(() => drawRange(from));
      const box = drawn.map(({ range }) => range);
      const expansion = secondOrder(e, names, box);
      const along = (directions: readonly number[]): Expansion =>
        expand(
          e,
          new Map(names.map((name, k) => [name, { at: drawn[k]?.inside ?? 0, along: directions.includes(k) ? 1 : 0 }])),
          2,
        );
      const where = `${print(e)} over ${box.map(text).join(' × ')} at ${drawn.map(({ inside }) => inside).join(', ')}`;
      const all = along([0, 1, 2]);
      checkDefined(e, new Map(names.map((name, k) => [name, box[k] as Interval])), all, where);
      if (expansion === null) continue;
      if (all.kind === 'undefined' || all.kind === 'kink') expect.fail(`${where} is ${all.kind}`);
      if (all.kind !== 'smooth') continue;
      compared += checkHessian(expansion, along, where);
    }
    expect(compared).toBeGreaterThan(500);
  });
});

/** From expansions along the axes and along their sums: H_ij = c_2(i + j) − c_2(i) − c_2(j). */
function checkHessian(
  { value, gradient, hessian }: NonNullable<ReturnType<typeof secondOrder>>,
  along: (directions: readonly number[]) => Expansion,
  where: string,
): 0 | 1 {
  const axes = gradient.map((_, i) => along([i]));
  if (!axes.every((axis) => axis.kind === 'smooth')) return 0;
  const c = (i: number, k: number): Decimal => axes[i]?.coefficients[k] as Decimal;
  const require = (enclosure: Interval | undefined, exactly: Decimal, what: string): void => {
    if (enclosure === undefined || !includes(enclosure, exactly))
      expect.fail(`${where}: ${what} = ${exactly}, not in ${text(enclosure)}`);
  };
  require(value, c(0, 0), 'the value');
  for (let i = 0; i < gradient.length; i++) {
    require(gradient[i], c(i, 1), `slope ${i}`);
    require(hessian[i]?.[i], c(i, 2).times(2), `bend ${i}`);
    for (let j = 0; j < i; j++) {
      const both = along([i, j]);
      if (both.kind !== 'smooth') return 0;
      const mixed = (both.coefficients[2] as Decimal).minus(c(i, 2)).minus(c(j, 2));
      require(hessian[i]?.[j], mixed, `bend ${i}, ${j}`);
      require(hessian[j]?.[i], mixed, `bend ${j}, ${i}`);
    }
  }
  return 1;
}

/** Never `defined` where the function is undefined inside; and the value lies inside. */
function checkDefined(e: Expression, box: ReadonlyMap<string, Interval>, truth: Expansion, where: string): void {
  const { value, defined } = enclose(e, box);
  if (truth.kind === 'unsure') return;
  if (truth.kind === 'undefined') {
    if (defined) expect.fail(`${where} is undefined`);
    return;
  }
  const exactly = truth.kind === 'smooth' ? (truth.coefficients[0] as Decimal) : truth.value;
  if (!includes(value, exactly)) expect.fail(`${where} = ${exactly}, not in ${text(value)}`);
}

/** The slack is that of the 60 digits. */
function includes({ lo, hi }: Interval, value: Decimal): boolean {
  const slack = value.abs().plus(1).times('1e-30');
  const isAbove =
    lo === Number.NEGATIVE_INFINITY || (lo < Number.POSITIVE_INFINITY && exact(lo).minus(slack).lte(value));
  return isAbove && (hi === Number.POSITIVE_INFINITY || exact(hi).plus(slack).gte(value));
}

function text(range: Interval | undefined): string {
  return `[${range?.lo}, ${range?.hi}]`;
}

/** Points, narrow and wide ranges; the real is an end of them as often as not, and often 0 or another simple number. */
function drawRange(from: Source): { range: Interval; inside: number } {
  const inside = from.uniform() < 0.4 ? pick(from, [0, 0, 1, -1, 0.5, 2, 3]) : from.uniform() * 5 - 1.5;
  const reach = from.uniform() < 0.2 ? 0 : 2 ** -from.whole(40) * 2;
  const below = from.uniform() < 0.5 ? reach * from.uniform() : 0;
  return { range: interval(inside - below, inside + (below === 0 || from.uniform() < 0.5 ? reach : 0)), inside };
}

/** A random formula, one in four with an `if` above some of it. */
function branching(from: Source, names: readonly string[], size: number): Expression {
  if (from.uniform() < 0.75) return randomExpression(from, names, size);
  const half = (): Expression => randomExpression(from, names, Math.floor(size / 2));
  // biome-ignore lint/suspicious/noThenProperty: the word of the language
  const choice: Expression = { kind: 'if', condition: condition(from, half), then: half(), else: half() };
  return from.uniform() < 0.5 ? choice : build.add(build.multiply(choice, half()), half());
}

function condition(from: Source, operand: () => Expression): Condition {
  const kind = from.uniform();
  if (kind < 0.1) return { kind: 'not', operand: condition(from, operand) };
  if (kind < 0.25)
    return {
      kind: pick(from, ['and', 'or'] as const),
      left: condition(from, operand),
      right: condition(from, operand),
    };
  return {
    kind: 'compare',
    operator: pick(from, ['<', '<=', '>', '>=', '=='] as const),
    left: operand(),
    right: operand(),
  };
}
