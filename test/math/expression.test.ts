import { describe, expect, test } from 'vitest';
import * as build from '../../src/math/expression/build.ts';
import { compile, compileCondition } from '../../src/math/expression/compile.ts';
import { enclose } from '../../src/math/expression/enclose.ts';
import { exactValue } from '../../src/math/expression/exact.ts';
import type { Condition, Expression } from '../../src/math/expression/expression.ts';
import { print, printCondition } from '../../src/math/expression/print.ts';
import { interval, point } from '../../src/math/interval/interval.ts';
import { fromDecimal, rational } from '../../src/math/rational/rational.ts';
import { source } from './reference/nasty-numbers.ts';
import { randomExpression } from './reference/random-expression.ts';

const { add, call, constant, divide, multiply, name, negate, number, power, subtract } = build;
const x = name('x');
const y = name('y');
const decimal = (text: string): Expression => number(fromDecimal(text));
const third = divide(number(1), number(3));

function choose(condition: Condition, yes: Expression, no: Expression): Expression {
  // biome-ignore lint/suspicious/noThenProperty: the word of the language
  return { kind: 'if', condition, then: yes, else: no };
}

const below: Condition = { kind: 'compare', operator: '<', left: x, right: number(1) };

describe('print', () => {
  test.each([
    { e: negate(power(x, number(2))), text: '-x^2' },
    { e: power(negate(x), number(2)), text: '(-x)^2' },
    { e: power(x, negate(number(2))), text: 'x^-2' },
    { e: power(number(2), negate(power(x, number(2)))), text: '2^-x^2' },
    { e: power(power(x, number(2)), number(3)), text: '(x^2)^3' },
    { e: power(x, power(number(2), number(3))), text: 'x^2^3' },
    { e: power(x, third), text: 'x^(1/3)' },
    { e: subtract(x, subtract(y, number(1))), text: 'x - (y - 1)' },
    { e: subtract(subtract(x, y), number(1)), text: 'x - y - 1' },
    { e: divide(x, multiply(y, number(2))), text: 'x/(y*2)' },
    { e: multiply(divide(x, y), number(2)), text: 'x/y*2' },
    {
      e: multiply(number(10), call('sqrt', subtract(number(1), power(divide(x, number(8)), number(2))))),
      text: '10*sqrt(1 - (x/8)^2)',
    },
    { e: add(x, negate(y)), text: 'x + -y' },
    { e: multiply(x, negate(y)), text: 'x*-y' },
    { e: negate(negate(x)), text: '--x' },
    { e: call('min', x, y, number(3)), text: 'min(x, y, 3)' },
    { e: add(constant('pi'), constant('e')), text: 'pi + e' },
    { e: decimal('1.5e-3'), text: '0.0015' },
    { e: decimal('1e-12'), text: '1e-12' },
    { e: decimal('2.5e-20'), text: '25e-21' },
    { e: decimal('10_000'), text: '10000' },
    { e: decimal('3e20'), text: '3e20' },
    { e: number(-2), text: '-2' },
    { e: power(number(-2), number(2)), text: '(-2)^2' },
    { e: add(choose(below, x, y), number(1)), text: '(if x < 1 then x else y) + 1' },
    { e: choose(below, x, add(y, number(1))), text: 'if x < 1 then x else y + 1' },
  ])('$text', ({ e, text }) => {
    expect(print(e)).toBe(text);
  });

  test.each<{ c: Condition; text: string }>([
    {
      c: { kind: 'and', left: { kind: 'or', left: below, right: below }, right: below },
      text: '(x < 1 or x < 1) and x < 1',
    },
    { c: { kind: 'not', operand: { kind: 'and', left: below, right: below } }, text: 'not (x < 1 and x < 1)' },
    { c: { kind: 'in', operand: x, from: number(0), to: number(2) }, text: 'x in 0..2' },
    { c: { kind: 'near', left: x, right: number(2), within: fromDecimal('1e-6') }, text: 'x ~= 2 within 0.000001' },
  ])('$text', ({ c, text }) => {
    expect(printCondition(c)).toBe(text);
  });
});

describe('names and substitution', () => {
  test('names are found in conditions too', () => {
    expect([...build.namesIn(choose(below, y, name('z')))].sort()).toEqual(['x', 'y', 'z']);
  });

  test('what has none of the names stays the same object, what is shared stays shared', () => {
    const shared = add(x, number(1));
    const e = multiply(shared, multiply(shared, y));
    expect(build.substitute(e, new Map([['z', number(1)]]))).toBe(e);
    const replaced = build.substitute(e, new Map([['x', number(2)]]));
    expect(print(replaced)).toBe('(2 + 1)*((2 + 1)*y)');
    if (replaced.kind !== 'multiply' || replaced.right.kind !== 'multiply') throw new Error('a product was expected');
    expect(replaced.left).toBe(replaced.right.left);
  });

  test('a replacement is not itself replaced', () => {
    expect(
      print(
        build.substitute(
          add(x, y),
          new Map([
            ['x', y],
            ['y', x],
          ]),
        ),
      ),
    ).toBe('y + x');
  });
});

describe('exact values', () => {
  test.each([
    { e: divide(number(1), number(3)), expected: rational(1n, 3n) },
    { e: power(number(8), third), expected: rational(2n) },
    { e: power(number(2), number(-3)), expected: rational(1n, 8n) },
    { e: call('sqrt', divide(number(4), number(9))), expected: rational(2n, 3n) },
    { e: call('exp', subtract(number(1), number(1))), expected: rational(1n) },
    { e: call('log10', decimal('0.001')), expected: rational(-3n) },
    { e: call('max', number(1), decimal('1.5'), negate(number(4))), expected: rational(3n, 2n) },
    {
      e: choose({ kind: 'compare', operator: '>=', left: third, right: decimal('0.3') }, number(1), x),
      expected: rational(1n),
    },
    {
      e: choose({ kind: 'near', left: decimal('1.5'), right: decimal('1.51'), within: null }, number(1), x),
      expected: rational(1n),
    },
  ])('$e.kind $expected.numerator/$expected.denominator', ({ e, expected }) => {
    expect(exactValue(e)).toEqual(expected);
  });

  test.each([
    { why: 'a name', e: x },
    { why: 'an irrational root', e: call('sqrt', number(2)) },
    { why: 'division by zero', e: divide(number(1), subtract(number(1), number(1))) },
    { why: 'a number too large to hold', e: power(number(10), power(number(10), number(9))) },
    { why: 'pi', e: constant('pi') },
    { why: 'a negative base with a broken exponent', e: power(number(-8), third) },
  ])('none: $why', ({ e }) => {
    expect(exactValue(e)).toBeNull();
  });
});

describe('values in doubles', () => {
  test.each([
    { text: '0^0', value: compile(power(x, y), ['x', 'y'])([0, 0]), expected: 1 },
    { text: '0^-1', value: compile(power(x, y), ['x', 'y'])([0, -1]), expected: Number.NaN },
    { text: '(-2)^3', value: compile(power(x, y), ['x', 'y'])([-2, 3]), expected: -8 },
    { text: '(-2)^0.5', value: compile(power(x, y), ['x', 'y'])([-2, 0.5]), expected: Number.NaN },
    { text: '(-8)^(1/3)', value: compile(power(x, third), ['x'])([-8]), expected: Number.NaN },
    { text: '1/0', value: compile(divide(number(1), x), ['x'])([0]), expected: Number.NaN },
    { text: 'ln 0', value: compile(call('ln', x), ['x'])([0]), expected: Number.NaN },
    { text: 'undefined^0', value: compile(power(call('sqrt', x), y), ['x', 'y'])([-1, 0]), expected: Number.NaN },
    { text: 'an unknown name', value: compile(add(x, name('q')), ['x'])([1]), expected: Number.NaN },
    {
      text: 'a branch that is not taken may be undefined',
      value: compile(choose(below, x, call('ln', negate(x))), ['x'])([0.5]),
      expected: 0.5,
    },
    {
      text: 'a condition over what is undefined',
      value: compile(choose({ ...below, left: call('ln', x) }, x, y), ['x', 'y'])([-1, 1]),
      expected: Number.NaN,
    },
    { text: 'min of three', value: compile(call('min', x, y, number(2)), ['x', 'y'])([5, 4]), expected: 2 },
    {
      text: 'exp 0.1^2',
      value: compile(call('exp', power(x, number(2))), ['x'])([0.1]),
      expected: Math.exp(0.1 * 0.1),
    },
  ])('$text', ({ value, expected }) => {
    expect(value).toBe(expected);
  });

  test.each<{ c: Condition; at: number; expected: boolean }>([
    { c: { kind: 'near', left: x, right: number(100), within: null }, at: 101, expected: true },
    { c: { kind: 'near', left: x, right: number(100), within: null }, at: 101.01, expected: false },
    { c: { kind: 'near', left: x, right: number(-100), within: null }, at: -99.5, expected: true },
    { c: { kind: 'in', operand: x, from: number(0), to: number(1) }, at: 1, expected: true },
    { c: { kind: 'not', operand: below }, at: 1, expected: true },
    {
      c: { kind: 'or', left: below, right: { kind: 'compare', operator: '==', left: x, right: number(3) } },
      at: 3,
      expected: true,
    },
  ])('condition $c.kind at $at', ({ c, at, expected }) => {
    expect(compileCondition(c, ['x'])([at])).toBe(expected);
  });
});

describe('enclosures over boxes', () => {
  const at = (e: Expression, lo: number, hi: number) => enclose(e, new Map([['x', interval(lo, hi)]]));
  test.each([
    { name: 'sqrt partly', result: at(call('sqrt', x), -1, 4), lo: 0, hi: 2, defined: false },
    { name: 'x*x is a square', result: at(multiply(x, x), -1, 2), lo: 0, hi: 4, defined: true },
    { name: 'a written square', result: at(power(x, number(2)), -1, 2), lo: 0, hi: 4, defined: true },
    {
      name: '1/x with a pole',
      result: at(divide(number(1), x), 0, 2),
      lo: 0.5,
      hi: Number.POSITIVE_INFINITY,
      defined: false,
    },
    {
      name: '0 times a pole is not defined',
      result: at(multiply(number(0), divide(number(1), x)), 0, 2),
      lo: 0,
      hi: 0,
      defined: false,
    },
    {
      name: 'a decided condition',
      result: at(choose(below, x, call('ln', negate(x))), 0, 0.5),
      lo: 0,
      hi: 0.5,
      defined: true,
    },
    { name: 'an undecided one', result: at(choose(below, x, number(5)), 0, 2), lo: 0, hi: 5, defined: true },
    { name: 'a broken power of a negative', result: at(power(x, decimal('1.5')), -1, 4), lo: 0, hi: 8, defined: false },
    { name: 'a whole power of a negative', result: at(power(x, number(3)), -1, 4), lo: -1, hi: 64, defined: true },
    {
      name: 'a name without a range',
      result: at(name('q'), 0, 1),
      lo: Number.NEGATIVE_INFINITY,
      hi: Number.POSITIVE_INFINITY,
      defined: false,
    },
  ])('$name', ({ result, lo, hi, defined }) => {
    expect(result).toEqual({ value: { lo, hi }, defined });
  });

  test('random formulas: the value at a point lies in the enclosure over a box around it', () => {
    const from = source(20260501);
    let compared = 0;
    for (let i = 0; i < 20_000; i++) {
      const e = randomExpression(from, ['x', 'y'], from.whole(9));
      const values = [from.uniform() * 4 - 1, from.uniform() * 4 - 1];
      const box = new Map(['x', 'y'].map((variable, k) => [variable, around(values[k] ?? 0, from.uniform() ** 3)]));
      const value = compile(e, ['x', 'y'])(values);
      const { value: range, defined } = enclose(e, box);
      if (!Number.isFinite(value)) {
        if (defined && Number.isNaN(value) && range.hi < 1e300 && -1e300 < range.lo)
          expect.fail(`${print(e)} is undefined at ${values}`);
        continue;
      }
      compared++;
      // Doubles err by more than the enclosure where the formula cancels, so compare with the enclosure at the point.
      const exact = enclose(e, new Map(['x', 'y'].map((variable, k) => [variable, point(values[k] ?? 0)]))).value;
      if (exact.hi < range.lo || range.hi < exact.lo) expect.fail(`${print(e)} at ${values}`);
      const slack = 1e-6 * Math.max(1, Math.abs(value));
      if (exact.hi - exact.lo < slack && (value < exact.lo - slack || exact.hi + slack < value))
        expect.fail(`${print(e)} at ${values}: ${value}`);
    }
    expect(compared).toBeGreaterThan(8_000);
  });
});

test('long chains and heavily shared trees', () => {
  let chain: Expression = number(0);
  for (let i = 0; i < 20_000; i++) chain = add(chain, multiply(x, number(i)));
  expect(compile(chain, ['x'])([1])).toBe((19_999 * 20_000) / 2);
  expect(enclose(chain, new Map([['x', point(1)]])).value).toEqual(point((19_999 * 20_000) / 2));
  let shared: Expression = x;
  for (let i = 0; i < 200; i++) shared = divide(add(shared, shared), number(2));
  expect(compile(shared, ['x'])([3])).toBe(3);
  expect([...build.namesIn(build.substitute(shared, new Map([['x', y]])))]).toEqual(['y']);
});

function around(x: number, radius: number) {
  return interval(x - radius, x + radius);
}
