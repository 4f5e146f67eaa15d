import { describe, expect, test } from 'vitest';
import { boundedColumns } from '../../../src/math/columns/bounded-columns.ts';
import * as build from '../../../src/math/expression/build.ts';
import type { Expression } from '../../../src/math/expression/expression.ts';
import { nextUp } from '../../../src/math/interval/rounding.ts';
import { fromDecimal } from '../../../src/math/rational/rational.ts';
import type { Bracket } from '../reference/enclosure.ts';
import * as reference from '../reference/enclosure.ts';
import { nastyNumber, nastySize, type Source, source } from '../reference/nasty-numbers.ts';

const OPERATIONS = 100_000;
const [x, y] = [build.name('x'), build.name('y')];
const raised = (exponent: string): Expression => build.power(x, build.number(fromDecimal(exponent)));

interface Case {
  readonly name: string;
  readonly formula: Expression;
  /** Null: undefined, or the reference says nothing. */
  readonly value: (x: number, y: number) => Bracket | null;
  readonly draw?: (from: Source) => number;
}

const positive = (own: (x: number) => Bracket) => (a: number) => (a > 0 ? own(a) : null);
const moderate = (most: number, own: (x: number) => Bracket) => (a: number) => (Math.abs(a) < most ? own(a) : null);

/** Where results just over- or underflow, and where they are plain. */
function powerOf(a: number, b: number): Bracket | null {
  if (a === 0) return b > 0 ? reference.exactly(0) : b === 0 ? reference.exactly(1) : null;
  const size = Math.abs(b * Math.log(Math.abs(a)));
  if (!(size < 1e5) || Math.abs(b) > 1e20 || (a < 0 && !Number.isInteger(b))) return null;
  const { lo, hi, exponent } = reference.power(Math.abs(a), b);
  return a < 0 && Math.abs(b % 2) === 1 ? { lo: -hi, hi: -lo, exponent } : { lo, hi, exponent };
}

const CASES: readonly Case[] = [
  { name: 'x + y', formula: build.add(x, y), value: reference.sum },
  { name: 'x − y', formula: build.subtract(x, y), value: (a, b) => reference.sum(a, -b) },
  { name: 'x · y', formula: build.multiply(x, y), value: reference.product },
  { name: 'x / y', formula: build.divide(x, y), value: (a, b) => (b === 0 ? null : reference.quotient(a, b)) },
  { name: 'x²', formula: raised('2'), value: (a) => reference.product(a, a) },
  { name: 'x³', formula: raised('3'), value: (a) => powerOf(a, 3) },
  { name: 'x^−3', formula: raised('-3'), value: (a) => powerOf(a, -3) },
  { name: 'x^70', formula: raised('70'), value: (a) => powerOf(a, 70) },
  { name: 'x^0.5', formula: raised('0.5'), value: (a) => (a >= 0 ? reference.root(a) : null) },
  { name: 'x^2.5', formula: raised('2.5'), value: (a) => powerOf(a, 2.5) },
  { name: 'x^−0.5', formula: raised('-0.5'), value: (a) => powerOf(a, -0.5) },
  {
    name: 'x^0.3',
    formula: raised('0.3'),
    value: (a) => (a > 0 ? reference.powerOfFraction(a, 3n, 10n) : a === 0 ? reference.exactly(0) : null),
  },
  { name: 'x^y', formula: build.power(x, y), value: powerOf, draw: (from) => (from.uniform() - 0.3) * 40 },
  { name: 'x^y for any y', formula: build.power(x, y), value: powerOf },
  { name: 'x^y for whole y', formula: build.power(x, y), value: powerOf, draw: (from) => from.whole(9) - 3 },
  { name: 'sqrt', formula: build.call('sqrt', x), value: (a) => (a >= 0 ? reference.root(a) : null) },
  { name: 'exp', formula: build.call('exp', x), value: moderate(1e4, reference.exp) },
  { name: 'ln', formula: build.call('ln', x), value: positive(reference.ln) },
  { name: 'log10', formula: build.call('log10', x), value: positive(reference.log10) },
  { name: 'sin', formula: build.call('sin', x), value: moderate(1e15, reference.sin) },
  { name: 'cos', formula: build.call('cos', x), value: moderate(1e15, reference.cos) },
  { name: 'tanh', formula: build.call('tanh', x), value: moderate(1e4, reference.tanh) },
  { name: 'sigmoid', formula: build.call('sigmoid', x), value: moderate(1e4, reference.sigmoid) },
  { name: 'abs', formula: build.call('abs', x), value: (a) => reference.exactly(Math.abs(a)) },
  { name: 'min', formula: build.call('min', x, y), value: (a, b) => reference.exactly(Math.min(a, b)) },
  { name: 'max', formula: build.call('max', x, y), value: (a, b) => reference.exactly(Math.max(a, b)) },
];

/** Reals, and what is known of them: the number itself, or one beside it and how far off that may be. */
interface Drawn {
  readonly real: Float64Array;
  readonly values: Float64Array;
  readonly margin: Float64Array;
}

function drawn(from: Source, draw: (from: Source) => number): Drawn {
  const real = Float64Array.from({ length: OPERATIONS }, () => draw(from));
  const values = real.map((own) =>
    from.uniform() < 0.4 ? own : own * (1 + (from.uniform() - 0.5) * 2 ** -from.whole(54)),
  );
  const margin = real.map((own, i) => (own === values[i] ? 0 : nextUp(Math.abs((values[i] ?? 0) - own))));
  return { real, values, margin };
}

describe('operations with bounds contain the exact result', () => {
  test.each(CASES)('$name', ({ formula, value, draw }) => {
    const from = source(20260811);
    const [first, second] = [drawn(from, anything), drawn(from, draw ?? anything)];
    const values = new Float64Array(OPERATIONS);
    const errors = new Float64Array(OPERATIONS);
    boundedColumns([formula], [], ['x', 'y']).prepare([], 0).run([first, second], 0, OPERATIONS, [values], [errors]);
    const missed: unknown[] = [];
    let known = 0;
    for (let i = 0; i < OPERATIONS; i++) {
      const [a, b] = [first.real[i] ?? 0, second.real[i] ?? 0];
      if (errors[i] === Number.POSITIVE_INFINITY) continue;
      const exact = value(a, b);
      if (exact === null) continue;
      known++;
      if (!reference.isAround(values[i] ?? 0, errors[i] ?? 0, exact)) missed.push([a, b, values[i], errors[i]]);
    }
    expect(missed).toEqual([]);
    expect(known).toBeGreaterThan(OPERATIONS / 10);
  });
});

/** Half of them numbers as formulas have them. */
function anything(from: Source): number {
  const kind = from.uniform();
  return kind < 0.3 ? from.uniform() * 3 : kind < 0.5 ? nastySize(from) : nastyNumber(from);
}
