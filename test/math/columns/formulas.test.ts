import { describe, expect, test } from 'vitest';
import { differentiate } from '../../../src/curvature/frontier/differentiate.ts';
import { boundedColumns } from '../../../src/math/columns/bounded-columns.ts';
import { columnFormula } from '../../../src/math/columns/columns.ts';
import * as build from '../../../src/math/expression/build.ts';
import { compile } from '../../../src/math/expression/compile.ts';
import { enclose } from '../../../src/math/expression/enclose.ts';
import type { ComparisonOperator, Condition, Expression } from '../../../src/math/expression/expression.ts';
import { print } from '../../../src/math/expression/print.ts';
import { interval, isEmpty } from '../../../src/math/interval/interval.ts';
import { nextDown, nextUp } from '../../../src/math/interval/rounding.ts';
import { type Source, source } from '../reference/nasty-numbers.ts';
import { pick, randomExpression } from '../reference/random-expression.ts';
import { exact, expand } from '../reference/taylor.ts';

const NAMES = ['a', 'b', 's'];
const OPERATORS: readonly ComparisonOperator[] = ['<', '<=', '>', '>=', '=='];

/** With `if` and every kind of condition now and then. */
function randomFormula(from: Source, size: number): Expression {
  const part = (): Expression => randomExpression(from, NAMES, size);
  if (from.uniform() < 0.7) return part();
  // biome-ignore lint/suspicious/noThenProperty: the word of the language
  return { kind: 'if', condition: randomCondition(from, 2), then: part(), else: part() };
}

function randomCondition(from: Source, depth: number): Condition {
  const operand = (): Expression => randomExpression(from, NAMES, 1);
  const inner = (): Condition => randomCondition(from, depth - 1);
  switch (from.whole(depth > 0 ? 6 : 3)) {
    case 0:
      return { kind: 'compare', operator: pick(from, OPERATORS), left: operand(), right: operand() };
    case 1:
      return { kind: 'near', left: operand(), right: operand(), within: null };
    case 2:
      return { kind: 'in', operand: operand(), from: operand(), to: operand() };
    case 3:
      return { kind: 'and', left: inner(), right: inner() };
    case 4:
      return { kind: 'or', left: inner(), right: inner() };
    default:
      return { kind: 'not', operand: inner() };
  }
}

const PLAIN = [0, 0, 0.5, 1, 1, 2, 3, 0.25, -1, -2, -0.5, 10, 1e-6, 1e6];

const drawNumber = (from: Source): number =>
  from.uniform() < 0.4 ? pick(from, PLAIN) : (from.uniform() - 0.2) * 4 * 2 ** (from.whole(9) - 4);

interface Members {
  readonly real: readonly Float64Array[];
  readonly values: readonly Float64Array[];
  readonly margins: readonly (Float64Array | null)[];
}

/** Three columns of reals, each known exactly or within a margin. */
function drawMembers(from: Source, count: number): Members {
  const real = NAMES.map(() => Float64Array.from({ length: count }, () => drawNumber(from)));
  const isExact = NAMES.map(() => from.uniform() < 0.6);
  const blurred = (x: number): number => x * (1 + (from.uniform() - 0.5) * 2 ** -from.whole(50));
  const values = real.map((own, j) => (isExact[j] ? own : own.map(blurred)));
  const margins = real.map((own, j) =>
    isExact[j] ? null : own.map((x, i) => (x === values[j]?.[i] ? 0 : nextUp(Math.abs((values[j]?.[i] ?? 0) - x)))),
  );
  return { real, values, margins };
}

/** The bounds over columns: a and b of the members, s moving; in two runs, so that blocks begin anywhere. */
function bounded(formula: Expression, { values, margins }: Members, count: number) {
  const columns = values.map((own, j) => ({ values: own, margin: margins[j] ?? null }));
  const out = { values: new Float64Array(count), errors: new Float64Array(count) };
  const prepared = boundedColumns([formula], ['a', 'b'], ['s']).prepare(columns.slice(0, 2), count);
  const half = count >> 1;
  const isFirstKnown = prepared.run(columns.slice(2), 0, half, [out.values], [out.errors]);
  const isKnown = prepared.run(columns.slice(2), half, count, [out.values], [out.errors]) && isFirstKnown;
  return { ...out, isKnown };
}

describe('formulas with bounds', () => {
  test('contain the value in 60 digits', () => {
    const from = source(20260821);
    const missed: unknown[] = [];
    let known = 0;
    for (let round = 0; round < 1500; round++) {
      const formula = randomFormula(from, 1 + from.whole(10));
      const members = drawMembers(from, 12);
      const { values, errors } = bounded(formula, members, 12);
      values.forEach((value, i) => {
        const error = errors[i] ?? Number.POSITIVE_INFINITY;
        if (error === Number.POSITIVE_INFINITY) return;
        const line = new Map(NAMES.map((name, j) => [name, { at: members.real[j]?.[i] ?? 0, along: 1 }]));
        const truth = expand(formula, line, 0);
        if (truth.kind === 'undefined' || truth.kind === 'unsure') return;
        known++;
        const real = truth.kind === 'smooth' ? truth.coefficients[0] : truth.value;
        const distance = real?.minus(exact(value)).abs();
        if (distance?.gt(exact(error).times(1 + 1e-15)))
          missed.push([print(formula), i, value, error, real?.toString()]);
      });
    }
    expect(missed).toEqual([]);
    expect(known).toBeGreaterThan(5000);
  });

  test('meet the interval enclosure, and are known and surely defined only where that says so', () => {
    const from = source(20260822);
    const apart: unknown[] = [];
    let done = 0;
    for (let round = 0; round < 4000; round++) {
      const formula = randomFormula(from, 1 + from.whole(12));
      const members = drawMembers(from, 26);
      const { values, errors, isKnown } = bounded(formula, members, 26);
      values.forEach((value, i) => {
        const box = new Map(
          NAMES.map((name, j) => {
            const [centre, margin] = [members.values[j]?.[i] ?? 0, members.margins[j]?.[i] ?? 0];
            return [
              name,
              margin === 0 ? interval(centre, centre) : interval(nextDown(centre - margin), nextUp(centre + margin)),
            ];
          }),
        );
        const enclosure = enclose(formula, box);
        const error = errors[i] ?? 0;
        done++;
        if (error === Number.POSITIVE_INFINITY) return;
        const isApart =
          !isEmpty(enclosure.value) &&
          (nextDown(value - error) > enclosure.value.hi || nextUp(value + error) < enclosure.value.lo);
        if (isApart || (isKnown && !enclosure.defined)) apart.push([print(formula), [...box], value, error, enclosure]);
      });
    }
    expect(apart).toEqual([]);
    expect(done).toBeGreaterThan(100_000);
  });
});

describe('formulas in doubles', () => {
  test('agree with one evaluation a member, as far as rounding lets them, and are undefined where that is sure', () => {
    const from = source(20260823);
    const apart: unknown[] = [];
    for (let round = 0; round < 1000; round++) {
      const formula = randomFormula(from, 1 + from.whole(12));
      const count = 26;
      const members = { ...drawMembers(from, count), margins: [null, null, null] };
      const outputs = new Float64Array(count);
      const [a = outputs, b = outputs, s = outputs] = members.values;
      columnFormula([formula], ['a', 'b'], ['s']).prepare([a, b], count).run([s], 0, count, [outputs]);
      const bounds = bounded(formula, members, count);
      const one = compile(formula, NAMES);
      outputs.forEach((value, i) => {
        const single = one([a[i] ?? 0, b[i] ?? 0, s[i] ?? 0]);
        const error = bounds.errors[i] ?? 0;
        const point = new Map([a, b, s].map((own, j) => [NAMES[j] ?? '', interval(own[i] ?? 0, own[i] ?? 0)]));
        const isUndefined = isEmpty(enclose(formula, point).value);
        if (isUndefined && !(Number.isNaN(value) && Number.isNaN(single))) apart.push([print(formula), i]);
        // Elsewhere rounding decides, as it does of a whole exponent of what is negative.
        const alone = { ...members, values: members.values.map((own) => own.slice(i, i + 1)) };
        if (!bounded(formula, alone, 1).isKnown) return;
        const isSame = Object.is(value, single) || value === single || (Number.isNaN(value) && Number.isNaN(single));
        if (!isSame && !(Math.abs(value - single) <= 2 * error)) apart.push([print(formula), i, value, single, error]);
      });
    }
    expect(apart).toEqual([]);
  });

  test('a function and its derivative share logarithms and powers, and are right at 0', () => {
    const [a, k, s] = [build.name('a'), build.name('k'), build.name('s')];
    const formula = build.power(build.divide(s, a), k);
    const formulas = [formula, differentiate(formula, 's')];
    const places = Float64Array.from([0, 0, 0, 0.5, 1e-320, 1]);
    const exponents = Float64Array.from([2, 1, 0.5, 2.5, 2, 0.5]);
    const outputs = formulas.map(() => new Float64Array(6));
    columnFormula(formulas, ['a', 'k'], ['s']).prepare([2, exponents], 6).run([places], 0, 6, outputs);
    formulas.forEach((own, f) => {
      const one = compile(own, ['a', 'k', 's']);
      places.forEach((place, i) => {
        const single = one([2, exponents[i] ?? 0, place]);
        const value = outputs[f]?.[i] ?? 0;
        if (Number.isNaN(single)) expect(value).toBeNaN();
        else expect(Math.abs(value - single)).toBeLessThanOrEqual(1e-15 * Math.abs(single));
      });
    });
  });
});
