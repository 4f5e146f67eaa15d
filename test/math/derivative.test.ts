import { describe, expect, test } from 'vitest';
import { compileGradient } from '../../src/math/derivative/gradient.ts';
import { jet } from '../../src/math/derivative/jet.ts';
import { secondOrder } from '../../src/math/derivative/second-order.ts';
import * as build from '../../src/math/expression/build.ts';
import { enclose } from '../../src/math/expression/enclose.ts';
import type { Condition, Expression } from '../../src/math/expression/expression.ts';
import { print } from '../../src/math/expression/print.ts';
import * as arithmetic from '../../src/math/interval/arithmetic.ts';
import { type Interval, interval, isBounded, isEmpty, point } from '../../src/math/interval/interval.ts';
import { fromDecimal } from '../../src/math/rational/rational.ts';
import { source } from './reference/nasty-numbers.ts';
import { randomExpression } from './reference/random-expression.ts';

const { add, call, divide, multiply, name, negate, number, power, subtract } = build;
const x = name('x');
const y = name('y');
const decimal = (text: string): Expression => number(fromDecimal(text));
const zero = { lo: 0, hi: 0 };

function overlap(a: Interval, b: Interval): boolean {
  return isEmpty(a) || isEmpty(b) || (a.lo <= b.hi && b.lo <= a.hi);
}

describe('jets', () => {
  // Taylor's theorem: f(p + h) lies in Σ c_k(p) h^k + c_n([p, p + h]) h^n.
  test('of random formulas obey the theorem of Taylor', () => {
    const from = source(20260701);
    let compared = 0;
    for (let i = 0; i < 20_000; i++) {
      const e = randomExpression(from, ['x'], 1 + from.whole(8));
      const p = from.uniform() * 4 - 1;
      const q = p + (from.uniform() - 0.5) * 2 ** -from.whole(12);
      const order = 1 + from.whole(4);
      const here = jet(e, 'x', point(p), order);
      const around = jet(e, 'x', interval(Math.min(p, q), Math.max(p, q)), order);
      if (here === null || around === null || !here.every(isBounded)) continue;
      compared++;
      const h = arithmetic.subtract(point(q), point(p));
      const terms = here.map((coefficient, k) =>
        arithmetic.multiply(k === order ? (around[k] as Interval) : coefficient, arithmetic.powerInteger(h, k)),
      );
      const predicted = terms.reduceRight(arithmetic.add);
      const actual = enclose(e, new Map([['x', point(q)]]));
      expect(actual.defined).toBe(true);
      if (!overlap(actual.value, predicted)) expect.fail(`${print(e)} of order ${order} at ${p}, ${q}`);
    }
    expect(compared).toBeGreaterThan(8_000);
  });

  const half = decimal('0.5');
  test.each([
    { why: 'the inflection of the logistic curve', e: call('sigmoid', x), at: point(0), k: 2, expected: zero },
    {
      why: 'the same, shifted',
      e: call('sigmoid', subtract(multiply(number(2), x), number(1))),
      at: point(0.5),
      k: 2,
      expected: zero,
    },
    { why: 'the inflection of tanh', e: call('tanh', x), at: point(0), k: 2, expected: zero },
    { why: 'a square at its bottom', e: power(x, number(2)), at: point(0), k: 1, expected: zero },
    { why: 'x^4 at 0', e: power(x, number(4)), at: point(0), k: 2, expected: zero },
    { why: 'x^4 around 0', e: power(x, number(4)), at: interval(-1, 1), k: 2, expected: { lo: 0, hi: 6 } },
    { why: 'x*x as a square', e: multiply(x, x), at: interval(-1, 1), k: 2, expected: { lo: 1, hi: 1 } },
    {
      why: 'a singular end',
      e: call('sqrt', x),
      at: interval(0, 1),
      k: 2,
      expected: { lo: Number.NEGATIVE_INFINITY, hi: -0.125 },
    },
    {
      why: 'x^1.5 at its end',
      e: power(x, decimal('1.5')),
      at: interval(0, 1),
      k: 2,
      expected: { lo: 0.375, hi: Number.POSITIVE_INFINITY },
    },
    { why: 'a reciprocal', e: divide(number(1), x), at: interval(1, 2), k: 2, expected: { lo: 0.125, hi: 1 } },
    { why: 'abs away from 0', e: call('abs', x), at: interval(-2, -1), k: 1, expected: { lo: -1, hi: -1 } },
    {
      why: 'the branch of max that wins',
      e: call('max', x, multiply(half, x)),
      at: interval(1, 1),
      k: 1,
      expected: { lo: 1, hi: 1 },
    },
  ])('exact where the operations are: $why', ({ e, at, k, expected }) => {
    expect(jet(e, 'x', at, 4)?.[k]).toEqual(expected);
  });

  test('x² e^(−x) has second derivative 2 at 0, and its sign over [0, 1/2] is decided', () => {
    const e = multiply(power(x, number(2)), call('exp', negate(x)));
    expect(jet(e, 'x', point(0), 2)?.[2]).toEqual({ lo: 1, hi: 1 });
    expect(jet(e, 'x', point(0), 2)?.[1]).toEqual(zero);
  });

  const kinked: Condition = { kind: 'compare', operator: '<=', left: x, right: number(1) };
  // biome-ignore lint/suspicious/noThenProperty: the word of the language
  const bent: Expression = { kind: 'if', condition: kinked, then: x, else: power(x, number(2)) };

  test.each([
    { why: 'a kink inside', e: call('abs', x), at: interval(-1, 1) },
    { why: 'a kink at the very end', e: call('abs', x), at: interval(0, 1) },
    { why: 'a tie', e: call('max', x, number(1)), at: point(1) },
    { why: 'a pole', e: divide(number(1), x), at: interval(0, 1) },
    { why: 'an undefined part', e: call('ln', x), at: interval(0, 1) },
    { why: 'a broken power of what may be negative', e: power(x, decimal('1.5')), at: interval(-1, 1) },
    { why: 'an undecided branch', e: bent, at: interval(0, 2) },
    { why: 'a branch that ends where the range does', e: bent, at: interval(0, 1) },
    { why: 'nothing but a singular end', e: power(call('sqrt', x), number(2)), at: point(0) },
    { why: 'nothing but a singular end, of a power', e: power(x, decimal('1.5')), at: point(0) },
    { why: 'another name', e: add(x, y), at: interval(0, 1) },
  ])('null: $why', ({ e, at }) => {
    expect(jet(e, 'x', at, 2)).toBeNull();
  });

  test('a singular end of a range that reaches further does not hide a finite slope', () => {
    const slope = jet(power(call('sqrt', x), number(2)), 'x', interval(0, 1), 1)?.[1];
    expect(slope !== undefined && slope.lo <= 1 && 1 <= slope.hi).toBe(true);
    expect(jet(power(x, decimal('2.5')), 'x', point(0), 2)).toEqual([zero, zero, zero]);
  });

  test('a branch that surely holds, and another name with a range', () => {
    expect(jet(bent, 'x', interval(2, 3), 2)?.[2]).toEqual({ lo: 1, hi: 1 });
    expect(jet(multiply(x, y), 'x', interval(0, 1), 1, new Map([['y', interval(2, 3)]]))?.[1]).toEqual({
      lo: 2,
      hi: 3,
    });
  });
});

describe('value, gradient and Hessian over a box', () => {
  test('of random formulas obey the theorem of Taylor', () => {
    const from = source(20260702);
    const names = ['x', 'y', 'z'];
    let compared = 0;
    for (let i = 0; i < 10_000; i++) {
      const e = randomExpression(from, names, 1 + from.whole(8));
      const p = names.map(() => from.uniform() * 4 - 1);
      const q = p.map((coordinate) => coordinate + (from.uniform() - 0.5) * 2 ** -from.whole(10));
      const box = p.map((coordinate, k) => interval(Math.min(coordinate, q[k] ?? 0), Math.max(coordinate, q[k] ?? 0)));
      const here = secondOrder(e, names, p.map(point));
      const around = secondOrder(e, names, box);
      if (here === null || around === null || !isBounded(here.value) || !here.gradient.every(isBounded)) continue;
      compared++;
      const h = p.map((coordinate, k) => arithmetic.subtract(point(q[k] ?? 0), point(coordinate)));
      let twice: Interval = zero;
      let first: Interval = zero;
      for (let j = 0; j < 3; j++) {
        first = arithmetic.add(first, arithmetic.multiply(here.gradient[j] as Interval, h[j] as Interval));
        for (let k = 0; k < 3; k++) {
          const step =
            j === k ? arithmetic.square(h[j] as Interval) : arithmetic.multiply(h[j] as Interval, h[k] as Interval);
          twice = arithmetic.add(twice, arithmetic.multiply(around.hessian[j]?.[k] as Interval, step));
        }
      }
      const predicted = arithmetic.add(here.value, arithmetic.add(first, arithmetic.multiply(point(0.5), twice)));
      const actual = enclose(e, new Map(names.map((variable, k) => [variable, point(q[k] ?? 0)]))).value;
      if (!overlap(actual, predicted)) expect.fail(`${print(e)} at ${p} by ${q}`);
    }
    expect(compared).toBeGreaterThan(3_000);
  });

  test('of one variable it is the jet', () => {
    const from = source(20260703);
    let compared = 0;
    for (let i = 0; i < 3_000; i++) {
      const e = randomExpression(from, ['x'], 1 + from.whole(6));
      const p = point(from.uniform() * 4 - 1);
      const series = jet(e, 'x', p, 2);
      const expansion = secondOrder(e, ['x'], [p]);
      expect(series === null).toBe(expansion === null);
      if (series === null || expansion === null) continue;
      compared++;
      expect(overlap(series[1] as Interval, expansion.gradient[0] as Interval)).toBe(true);
      const bend = arithmetic.multiply(point(2), series[2] as Interval);
      expect(overlap(bend, expansion.hessian[0]?.[0] as Interval)).toBe(true);
    }
    expect(compared).toBeGreaterThan(1_000);
  });

  test('a quadratic is exact', () => {
    const e = add(multiply(x, y), multiply(number(3), power(x, number(2))));
    expect(secondOrder(e, ['x', 'y'], [interval(0, 1), interval(0, 1)])?.hessian).toEqual([
      [point(6), point(1)],
      [point(1), zero],
    ]);
  });
});

describe('gradients in doubles', () => {
  test('lie in the enclosed gradients', () => {
    const from = source(20260704);
    const names = ['x', 'y'];
    let compared = 0;
    for (let i = 0; i < 10_000; i++) {
      const e = randomExpression(from, names, 1 + from.whole(8));
      const p = names.map(() => from.uniform() * 4 - 1);
      const enclosed = secondOrder(e, names, p.map(point));
      if (
        enclosed === null ||
        !enclosed.gradient.every((g) => isBounded(g) && g.hi - g.lo < 1e-9 * (1 + Math.abs(g.hi)))
      )
        continue;
      compared++;
      const gradient = [0, 0];
      const value = compileGradient(e, names)(p, gradient);
      expect(Math.abs(value - enclosed.value.hi)).toBeLessThan(1e-8 * (1 + Math.abs(value)));
      gradient.forEach((slope, k) => {
        const exact = enclosed.gradient[k] as Interval;
        if (Math.abs(slope - exact.hi) > 1e-7 * (1 + Math.abs(slope)))
          expect.fail(`${print(e)} at ${p}: ${slope}, not ${exact.hi}`);
      });
    }
    expect(compared).toBeGreaterThan(4_000);
  });

  test.each([
    { why: 'a singular end', e: call('sqrt', x), at: [0], expected: [Number.POSITIVE_INFINITY] },
    { why: 'a flat end', e: power(x, decimal('1.5')), at: [0], expected: [0] },
    { why: 'a kink', e: call('abs', x), at: [0], expected: [0] },
    { why: 'shared parts add up', e: multiply(x, add(x, number(1))), at: [2], expected: [5] },
    { why: 'nothing to move', e: number(3), at: [2], expected: [0] },
    { why: 'a zero factor before an infinite slope', e: multiply(number(0), call('sqrt', x)), at: [0], expected: [0] },
  ])('$why', ({ e, at, expected }) => {
    const gradient = [Number.NaN];
    compileGradient(e, ['x'])(at, gradient);
    expect(gradient).toEqual(expected);
  });
});
