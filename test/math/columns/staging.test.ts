import { describe, expect, test } from 'vitest';
import { boundedColumns } from '../../../src/math/columns/bounded-columns.ts';
import { columnFormula } from '../../../src/math/columns/columns.ts';
import * as build from '../../../src/math/expression/build.ts';
import type { Expression } from '../../../src/math/expression/expression.ts';
import { fromDecimal } from '../../../src/math/rational/rational.ts';
import { source } from '../reference/nasty-numbers.ts';
import { randomExpression } from '../reference/random-expression.ts';

/** More than two blocks, and not a whole number of them. */
const COUNT = 1300;
const [a, s] = [build.name('a'), build.name('s')];
const column = (seed: number): Float64Array => {
  const from = source(seed);
  return Float64Array.from({ length: COUNT }, () => 0.1 + 2 * from.uniform());
};
const exactly = (values: Float64Array | number) => ({ values, margin: null });

function plain(formulas: readonly Expression[], own: Float64Array, moving: Float64Array | number) {
  const outputs = formulas.map(() => new Float64Array(COUNT));
  columnFormula(formulas, ['a'], ['s']).prepare([own], COUNT).run([moving], 0, COUNT, outputs);
  return outputs;
}

function bounded(formulas: readonly Expression[], own: Float64Array, moving: Float64Array | number) {
  const [values, errors] = [0, 1].map(() => formulas.map(() => new Float64Array(COUNT)));
  const prepared = boundedColumns(formulas, ['a'], ['s']).prepare([exactly(own)], COUNT);
  prepared.run([exactly(moving)], 0, COUNT, values ?? [], errors ?? []);
  return [...(values ?? []), ...(errors ?? [])];
}

/** One or several random formulas that share parts. */
function someFormulas(seed: number): readonly Expression[] {
  const from = source(seed);
  const shared = randomExpression(from, ['a', 's'], 6);
  const other = randomExpression(from, ['a', 's'], 4);
  return [shared, build.multiply(shared, other), build.subtract(other, a)];
}

describe('what is computed once', () => {
  test.each([11, 12, 13, 14, 15, 16, 17, 18])(
    'is the same for one place of all and for a column of it: formulas %d',
    (seed) => {
      const formulas = someFormulas(seed);
      const own = column(seed);
      const everywhere = new Float64Array(COUNT).fill(0.7);
      expect(plain(formulas, own, 0.7)).toEqual(plain(formulas, own, everywhere));
      expect(bounded(formulas, own, 0.7)).toEqual(bounded(formulas, own, everywhere));
    },
  );

  test.each([21, 22, 23, 24])('several formulas together are each as alone: formulas %d', (seed) => {
    const formulas = someFormulas(seed);
    const [own, moving] = [column(seed), column(seed + 1)];
    expect(plain(formulas, own, moving)).toEqual(formulas.flatMap((formula) => plain([formula], own, moving)));
  });

  test('one formula runs over a column, then over one place, then over another column', () => {
    const formulas = someFormulas(31);
    const [own, first, second] = [column(31), column(32), column(33)];
    const outputs = formulas.map(() => new Float64Array(COUNT));
    const prepared = columnFormula(formulas, ['a'], ['s']).prepare([own], COUNT);
    for (const moving of [first, 0.3, second, 1.1, first]) {
      prepared.run([moving], 0, COUNT, outputs);
      expect(outputs).toEqual(plain(formulas, own, moving));
    }
  });

  test('a run of some members leaves the others alone', () => {
    const [formula = a] = someFormulas(41);
    const [own, moving] = [column(41), column(42)];
    const outputs = new Float64Array(COUNT).fill(-1);
    columnFormula([formula], ['a'], ['s']).prepare([own], COUNT).run([moving], 517, 1033, [outputs]);
    const [whole = outputs] = plain([formula], own, moving);
    expect(outputs.map((value, i) => (i < 517 || i >= 1033 ? value : -1)).every((value) => value === -1)).toBe(true);
    expect(outputs.slice(517, 1033)).toEqual(whole.slice(517, 1033));
  });

  test.each([
    { name: 'an input itself', formula: s },
    { name: 'a column itself', formula: a },
    { name: 'a number', formula: build.number(fromDecimal('2.5')) },
    { name: 'the same for all', formula: build.call('sqrt', build.number(fromDecimal('2'))) },
  ])('a formula may be $name', ({ formula }) => {
    const [own, moving] = [column(51), column(52)];
    const [first, second] = plain([formula, formula], own, moving);
    const expected =
      formula === s ? moving : formula === a ? own : own.map(() => (formula.kind === 'call' ? Math.SQRT2 : 2.5));
    expect(first).toEqual(expected);
    expect(second).toEqual(expected);
    expect(bounded([formula], own, moving)[0]).toEqual(expected);
  });
});
