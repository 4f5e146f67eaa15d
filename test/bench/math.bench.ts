import { compileGradient } from '../../src/math/derivative/gradient.ts';
import { jet } from '../../src/math/derivative/jet.ts';
import { secondOrder } from '../../src/math/derivative/second-order.ts';
import * as build from '../../src/math/expression/build.ts';
import { compile } from '../../src/math/expression/compile.ts';
import { enclose } from '../../src/math/expression/enclose.ts';
import type { Expression } from '../../src/math/expression/expression.ts';
import * as arithmetic from '../../src/math/interval/arithmetic.ts';
import * as elementary from '../../src/math/interval/elementary.ts';
import { interval, point } from '../../src/math/interval/interval.ts';
import { fromDecimal } from '../../src/math/rational/rational.ts';

const { call, divide, multiply, name, number, power, subtract } = build;
const a = interval(0.7, 1.3);
const b = interval(-0.4, 2.1);
const exponent = fromDecimal('1.3');

/** 10·sqrt(1 − (x/8)²): a typical frontier. */
const ellipse = multiply(number(10), call('sqrt', subtract(number(1), power(divide(name('x'), number(8)), number(2)))));
/** (x^1.3 + y^1.3)^(1/1.3) */
const curve = power(
  build.add(power(name('x'), number(exponent)), power(name('y'), number(exponent))),
  divide(number(1), number(exponent)),
);
const range = interval(2, 2.5);
const box = [interval(1, 1.1), interval(2, 2.1)];
const values = [1, 2];
const gradient = [0, 0];
const ellipseValue = compile(ellipse, ['x']);
const curveGradient = compileGradient(curve, ['x', 'y']);
const ranges = new Map([['x', range]]);

function fresh(): Expression {
  return subtract(ellipse, number(0));
}

export const cases: readonly { readonly name: string; readonly run: () => void }[] = [
  { name: 'interval: add', run: () => void arithmetic.add(a, b) },
  { name: 'interval: multiply', run: () => void arithmetic.multiply(a, b) },
  { name: 'interval: divide', run: () => void arithmetic.divide(b, a) },
  { name: 'interval: sqrt', run: () => void arithmetic.sqrt(a) },
  { name: 'interval: x^7', run: () => void arithmetic.powerInteger(a, 7) },
  { name: 'interval: exp', run: () => void elementary.exp(a) },
  { name: 'interval: ln', run: () => void elementary.ln(a) },
  { name: 'interval: sin', run: () => void elementary.sin(b) },
  { name: 'interval: tanh', run: () => void elementary.tanh(a) },
  { name: 'interval: sigmoid at a point', run: () => void elementary.sigmoid(point(0.3)) },
  { name: 'interval: x^1.3', run: () => void elementary.powerRational(a, exponent) },
  { name: 'expression: compile an ellipse', run: () => void compile(fresh(), ['x']) },
  { name: 'expression: value of an ellipse', run: () => void ellipseValue(values) },
  { name: 'expression: enclose an ellipse', run: () => void enclose(ellipse, ranges) },
  { name: 'derivative: gradient of a power curve', run: () => void curveGradient(values, gradient) },
  { name: 'derivative: jet of order 4 of an ellipse', run: () => void jet(ellipse, 'x', range, 4) },
  { name: 'derivative: Hessian of a power curve', run: () => void secondOrder(curve, ['x', 'y'], box) },
];
